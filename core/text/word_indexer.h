// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// Gives every distinct word an index, in order of first appearance. The words lie one after the
/// other in one buffer and are found by open addressing: a word costs no allocation, and the words
/// of a block of text stay in the processor's cache.
class WordIndexer {
public:
    using Index = std::uint32_t;

    WordIndexer();

    /// The word's index, a new one if it hasn't been met. Throws Error beyond 4,294,967,295 words.
    Index index(std::string_view word);

    std::size_t size() const { return entries_.size(); }
    /// Valid until the next call of index().
    std::string_view word(Index index) const;
    /// All of them, by index.
    std::vector<std::string> words() const;

private:
    struct Entry {
        std::uint64_t end; ///< in bytes_; a word begins where the one before it ends
        std::uint32_t hash;
    };

    std::size_t slotOf(std::string_view word, std::uint32_t hash) const;
    void grow();

    std::string bytes_;
    std::vector<Entry> entries_;
    std::vector<Index> slots_; ///< a power of two of them, at least half of them empty
};

} // namespace tempera
