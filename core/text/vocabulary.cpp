// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/vocabulary.h"

#include "core/system/error.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace tempera {

namespace {

/// The words of the ids below firstWordToken.
constexpr std::array<std::string_view, firstWordToken> specialWords{"", "[UNK]"};

} // namespace

bool isSpecialWord(std::string_view word) {
    return std::ranges::find(specialWords, word) != specialWords.end();
}

bool precedesInVocabulary(std::string_view left, std::uint64_t leftCount, std::string_view right,
                          std::uint64_t rightCount) {
    if (leftCount != rightCount)
        return leftCount > rightCount;
    return left > right;
}

std::size_t largestWordCount(std::size_t maximumSize) {
    if (maximumSize <= specialWords.size())
        throw SettingError("a vocabulary of " + std::to_string(maximumSize) +
                           " holds no word: its size must be at least 3, since padding and [UNK] "
                           "count towards it");
    return maximumSize - specialWords.size();
}

Vocabulary::Vocabulary(std::vector<std::string> words) : words_(std::move(words)) {
    if (words_.size() > std::numeric_limits<TokenId>::max() - specialWords.size())
        throw Error("a vocabulary of " + std::to_string(words_.size()) + " words is too large");
    words_.insert(words_.begin(), specialWords.begin(), specialWords.end());
    ids_.reserve(words_.size());
    for (std::size_t index = 0; index < words_.size(); ++index) {
        if (ids_.emplace(words_[index], static_cast<TokenId>(index)).second)
            continue;
        if (words_[index].empty())
            throw Error("the vocabulary's entry " + std::to_string(index) + " is an empty word");
        throw Error("the vocabulary holds the word '" + words_[index] + "' twice");
    }
}

TokenId Vocabulary::id(std::string_view word) const {
    const auto found = ids_.find(word);
    return found == ids_.end() ? unknownToken : found->second;
}

std::string_view Vocabulary::displayWord(TokenId id) const {
    return id == paddingToken ? std::string_view("[PAD]") : word(id);
}

std::vector<std::string> selectVocabularyWords(std::span<const WordCount> counts,
                                               std::size_t maximumSize,
                                               std::uint64_t minimumFrequency) {
    const std::size_t largest = largestWordCount(maximumSize);
    std::vector<const WordCount*> candidates;
    candidates.reserve(counts.size());
    for (const auto& entry : counts)
        if (entry.count >= minimumFrequency && !isSpecialWord(entry.word))
            candidates.push_back(&entry);
    const auto cut =
        candidates.begin() + static_cast<std::ptrdiff_t>(std::min(candidates.size(), largest));
    std::ranges::partial_sort(candidates, cut, [](const WordCount* left, const WordCount* right) {
        return precedesInVocabulary(left->word, left->count, right->word, right->count);
    });
    candidates.erase(cut, candidates.end());
    std::vector<std::string> words;
    words.reserve(candidates.size());
    for (const WordCount* candidate : candidates)
        words.push_back(candidate->word);
    return words;
}

} // namespace tempera
