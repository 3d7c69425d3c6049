// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st; // OpenSSL's EVP_MD_CTX

namespace tempera {

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
class Sha256 {
public:
    /// Throws Error if OpenSSL has no SHA-256 to offer.
    Sha256();

    void update(std::span<const std::byte> bytes);
    void update(std::string_view text);
    /// The digest of all that came so far as 64 lower-case hexadecimal digits. The last call.
    std::string hexadecimalDigest();

private:
    struct ContextDeleter {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, ContextDeleter> context_;
};

} // namespace tempera
