// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tempera::test {

/// While this lives, one of the system calls that write files fails in the thread that made it:
/// open, link, rename, fchmod, flock, write, pwrite, fdatasync, fsync or close, whichever is the
/// `number`th of them, from 1. A close() that fails has closed, as Linux does it.
///
/// A program that links this (CMake: tempera_failing_calls) calls these functions of ours, which
/// call the system's. One object at a time.
class FailingCalls {
public:
    enum class Extent {
        once,
        fromThenOn,
        cutShort, ///< the write alone, which writes half of its bytes and succeeds
    };

    /// `reason` is what errno says.
    FailingCalls(int number, Extent extent, int reason);
    ~FailingCalls();
    FailingCalls(const FailingCalls&) = delete;
    FailingCalls& operator=(const FailingCalls&) = delete;

    /// The call that failed first, as in "rename"; empty while none has.
    const std::string& failed() const { return failed_; }

    /// For our functions: whether this call is to fail.
    bool countCall(const char* name);
    bool cutsShort() const { return extent_ == Extent::cutShort; }
    int reason() const { return reason_; }

private:
    int number_;
    Extent extent_;
    int reason_;
    int calls_ = 0;
    std::string failed_;
};

} // namespace tempera::test
