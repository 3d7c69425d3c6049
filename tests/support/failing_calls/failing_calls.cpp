// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/failing_calls/failing_calls.h"

#include <cerrno>
#include <cstdarg>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>

namespace tempera::test {

namespace {

thread_local FailingCalls* active = nullptr;

/// The function of that name that would be called if ours weren't there.
template <typename Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// Whether the call is to fail; errno says why then.
bool fails(const char* name) {
    if (active == nullptr || !active->countCall(name))
        return false;
    errno = active->reason();
    return true;
}

/// The number of bytes to write of `size`; -1 where the call fails.
ssize_t bytesToWrite(const char* name, std::size_t size) {
    const bool fault = fails(name);
    if (fault && !active->cutsShort())
        return -1;
    return static_cast<ssize_t>(fault && size > 1 ? size / 2 : size);
}

} // namespace

FailingCalls::FailingCalls(int number, Extent extent, int reason)
    : number_(number), extent_(extent), reason_(reason) {
    active = this;
}

FailingCalls::~FailingCalls() {
    active = nullptr;
}

bool FailingCalls::countCall(const char* name) {
    const bool writes = std::string(name).find("write") != std::string::npos;
    if (extent_ == Extent::cutShort && !writes)
        return false;
    ++calls_;
    const bool fault = calls_ == number_ || (calls_ > number_ && extent_ == Extent::fromThenOn);
    if (fault && failed_.empty())
        failed_ = name;
    return fault;
}

} // namespace tempera::test

using tempera::test::bytesToWrite;
using tempera::test::fails;
using tempera::test::next;

// Visible, so that the C++ library's own calls (create_hard_link, rename) come here too.
#pragma GCC visibility push(default)
#pragma GCC diagnostic ignored "-Wshadow" // there is a struct flock too
extern "C" {

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails("open") ? -1 : next<int(const char*, int, ...)>("open")(path, flags, mode);
}

int link(const char* from, const char* to) noexcept {
    return fails("link") ? -1 : next<int(const char*, const char*)>("link")(from, to);
}

int rename(const char* from, const char* to) noexcept {
    return fails("rename") ? -1 : next<int(const char*, const char*)>("rename")(from, to);
}

int fchmod(int descriptor, mode_t mode) noexcept {
    return fails("fchmod") ? -1 : next<int(int, mode_t)>("fchmod")(descriptor, mode);
}

int flock(int descriptor, int operation) noexcept {
    return fails("flock") ? -1 : next<int(int, int)>("flock")(descriptor, operation);
}

ssize_t write(int descriptor, const void* bytes, std::size_t size) {
    const ssize_t count = bytesToWrite("write", size);
    return count < 0 ? -1
                     : next<ssize_t(int, const void*, std::size_t)>("write")(
                           descriptor, bytes, static_cast<std::size_t>(count));
}

ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t offset) {
    const ssize_t count = bytesToWrite("pwrite", size);
    return count < 0 ? -1
                     : next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite")(
                           descriptor, bytes, static_cast<std::size_t>(count), offset);
}

int fdatasync(int descriptor) {
    return fails("fdatasync") ? -1 : next<int(int)>("fdatasync")(descriptor);
}

int fsync(int descriptor) {
    return fails("fsync") ? -1 : next<int(int)>("fsync")(descriptor);
}

int close(int descriptor) {
    const bool fault = fails("close");
    const int reason = errno;
    const int result = next<int(int)>("close")(descriptor);
    if (fault)
        errno = reason;
    return fault ? -1 : result;
}
}
#pragma GCC visibility pop
