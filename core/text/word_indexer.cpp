// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_indexer.h"

#include "core/system/error.h"

#include <functional>
#include <limits>

namespace tempera {

namespace {

constexpr WordIndexer::Index empty = std::numeric_limits<WordIndexer::Index>::max();
constexpr std::size_t firstSlots = 1'024;

std::uint32_t hashOf(std::string_view word) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(word));
}

} // namespace

WordIndexer::WordIndexer() : slots_(firstSlots, empty) {}

WordIndexer::Index WordIndexer::index(std::string_view word) {
    const std::uint32_t hash = hashOf(word);
    std::size_t slot = slotOf(word, hash);
    if (slots_[slot] != empty)
        return slots_[slot];
    if (entries_.size() == empty)
        throw Error("the corpus has more than 4,294,967,295 distinct words");
    if (2 * (entries_.size() + 1) > slots_.size()) {
        grow();
        slot = slotOf(word, hash);
    }
    const auto next = static_cast<Index>(entries_.size());
    bytes_.append(word);
    entries_.push_back({bytes_.size(), hash});
    return slots_[slot] = next;
}

std::string_view WordIndexer::word(Index index) const {
    const std::uint64_t begin = index == 0 ? 0 : entries_[index - 1].end;
    return std::string_view(bytes_).substr(begin, entries_[index].end - begin);
}

std::vector<std::string> WordIndexer::words() const {
    std::vector<std::string> words;
    words.reserve(size());
    for (std::size_t index = 0; index < size(); ++index)
        words.emplace_back(word(static_cast<Index>(index)));
    return words;
}

/// Where `word` is, or the empty slot where it belongs.
std::size_t WordIndexer::slotOf(std::string_view word, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    while (slots_[slot] != empty &&
           (entries_[slots_[slot]].hash != hash || this->word(slots_[slot]) != word))
        slot = (slot + 1) & mask;
    return slot;
}

void WordIndexer::grow() {
    slots_.assign(2 * slots_.size(), empty);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t index = 0; index < entries_.size(); ++index) {
        std::size_t slot = entries_[index].hash & mask;
        while (slots_[slot] != empty)
            slot = (slot + 1) & mask;
        slots_[slot] = static_cast<Index>(index);
    }
}

} // namespace tempera
