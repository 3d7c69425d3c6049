// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/sha256.h"

#include "core/system/error.h"

#include <array>
#include <openssl/evp.h>

namespace tempera {

namespace {

void requireSuccess(bool success) {
    if (!success)
        throw Error("OpenSSL cannot compute SHA-256: check that libcrypto 3 and its configuration "
                    "(openssl.cnf) are intact");
}

} // namespace

void Sha256::ContextDeleter::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    requireSuccess(context_ != nullptr &&
                   EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::update(std::span<const std::byte> bytes) {
    requireSuccess(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

void Sha256::update(std::string_view text) {
    update(std::as_bytes(std::span(text)));
}

std::string Sha256::hexadecimalDigest() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
    unsigned int size = 0;
    requireSuccess(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int index = 0; index < size; ++index) {
        text += digits[digest[index] >> 4];
        text += digits[digest[index] & 0x0f];
    }
    return text;
}

} // namespace tempera
