// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tempera {

/// A distinct word of a corpus and how often it occurs there.
struct WordCount {
    std::string word;
    std::uint64_t count = 0;
};

/// The tokens that a model knows, by id: 0 padding "", 1 "[UNK]", then words by falling frequency.
/// Immutable.
class Vocabulary {
public:
    /// `words` are the entries from id 2 on. Throws Error on an empty or repeated word.
    explicit Vocabulary(std::vector<std::string> words = {});

    std::size_t size() const { return words_.size(); }
    /// The id of `word`, or unknownToken. The inverse of word().
    TokenId id(std::string_view word) const;
    /// The word as the model knows it: "" for padding. `id` must be in [0, size()).
    const std::string& word(TokenId id) const { return words_[static_cast<std::size_t>(id)]; }
    /// The word as a person is shown it: "[PAD]" for padding.
    std::string_view displayWord(TokenId id) const;
    /// All words in id order, the two special ones included.
    const std::vector<std::string>& words() const { return words_; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::vector<std::string> words_;
    std::unordered_map<std::string, TokenId, Hash, std::equal_to<>> ids_;
};

/// True for the words whose ids are taken from the start, "" and "[UNK]": no corpus gets an entry
/// of its own for them.
bool isSpecialWord(std::string_view word);

/// The order of ids: more frequent words first, ties by the word's bytes in *falling* order (as
/// Keras's TextVectorization.adapt does).
bool precedesInVocabulary(std::string_view left, std::uint64_t leftCount, std::string_view right,
                          std::uint64_t rightCount);

/// How many words a vocabulary of `maximumSize` entries holds besides the special tokens. Throws
/// SettingError if maximumSize < 3.
std::size_t largestWordCount(std::size_t maximumSize);

/// The words that make the cut, in the order of precedesInVocabulary: at most `maximumSize - 2`
/// words (the two special tokens count towards the size) that occur at least `minimumFrequency`
/// times. No word of `counts` may be repeated. A "[UNK]" of the text itself is passed over: its id
/// is unknownToken already. Throws SettingError if maximumSize < 3.
std::vector<std::string> selectVocabularyWords(std::span<const WordCount> counts,
                                               std::size_t maximumSize,
                                               std::uint64_t minimumFrequency = 1);

} // namespace tempera
