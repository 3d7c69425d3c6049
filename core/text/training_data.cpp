// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/training_data.h"

#include "core/system/error.h"
#include "core/system/keyed_random.h"
#include "core/system/sha256.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

struct DocumentSplit {
    std::vector<std::uint32_t> training;
    std::vector<std::uint32_t> validation;
};

DocumentSplit splitDocuments(std::size_t documentCount, const DatasetSettings& settings) {
    const auto order = keyedPermutation(static_cast<std::uint32_t>(documentCount), settings.seed,
                                        RandomStream::split, 0);
    const double exact = settings.validationFraction * static_cast<double>(documentCount);
    std::size_t heldOut = static_cast<std::size_t>(std::llround(exact));
    if (settings.validationFraction > 0.0 && documentCount > 0) // one document is for training
        heldOut = std::clamp<std::size_t>(heldOut, std::min<std::size_t>(1, documentCount - 1),
                                          documentCount - 1);
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(heldOut);
    DocumentSplit split{{middle, order.end()}, {order.begin(), middle}};
    std::ranges::sort(split.training);
    std::ranges::sort(split.validation);
    return split;
}

/// For every word of the corpus its id in the vocabulary.
std::vector<TokenId> wordIds(const TokenizedCorpus& corpus, const Vocabulary& vocabulary) {
    std::vector<TokenId> ids;
    ids.reserve(corpus.words().size());
    for (const std::string& word : corpus.words())
        ids.push_back(vocabulary.id(word));
    return ids;
}

SequenceDataset encode(const TokenizedCorpus& corpus, std::span<const std::uint32_t> documents,
                       const std::vector<TokenId>& ids, std::int64_t sequenceLength,
                       LongDocuments policy) {
    SequenceDataset dataset(sequenceLength, policy);
    std::vector<TokenId> encoded;
    for (const std::uint32_t document : documents) {
        encoded.clear();
        for (const auto word : corpus.document(document))
            encoded.push_back(ids[word]);
        dataset.addDocument(encoded);
    }
    return dataset;
}

std::string fingerprintOf(const SequenceDataset& training, const SequenceDataset& validation) {
    Sha256 hash;
    for (const SequenceDataset* dataset : {&training, &validation}) {
        const std::uint64_t count = dataset->size();
        hash.update(std::as_bytes(std::span(&count, 1)));
        for (std::size_t index = 0; index < dataset->size(); ++index) {
            const auto sequence = dataset->sequence(index);
            const std::uint64_t length = sequence.size();
            hash.update(std::as_bytes(std::span(&length, 1)));
            hash.update(std::as_bytes(sequence));
        }
    }
    return hash.hexadecimalDigest();
}

} // namespace

std::vector<SettingProblem> settingProblems(const DatasetSettings& settings) {
    std::vector<SettingProblem> problems;
    if (settings.vocabularySize < 3 || settings.vocabularySize > 1'000'000)
        problems.push_back({"data.vocabulary_size",
                            fmt::format("the vocabulary size is {}; it must be between 3 (padding, "
                                        "[UNK] and one word) and 1,000,000",
                                        settings.vocabularySize)});
    if (settings.sequenceLength < 2 || settings.sequenceLength > 8'192)
        problems.push_back({"data.sequence_length",
                            fmt::format("the sequence length is {}; it must be between 2 and 8,192",
                                        settings.sequenceLength)});
    if (!(settings.validationFraction >= 0.0 && settings.validationFraction <= 0.9))
        problems.push_back({"data.validation_fraction",
                            fmt::format("the validation fraction is {}; it must be from 0 to 0.9",
                                        settings.validationFraction)});
    return problems;
}

void validate(const DatasetSettings& settings) {
    throwFirst(settingProblems(settings));
}

TrainingData prepareTrainingData(const TokenizedCorpus& corpus, const DatasetSettings& settings) {
    validate(settings);
    const auto split = splitDocuments(corpus.documentCount(), settings);
    const auto counts = corpus.countWords(split.training);
    auto words = selectVocabularyWords(counts, static_cast<std::size_t>(settings.vocabularySize),
                                       settings.minimumFrequency);
    if (words.empty())
        throw Error(fmt::format("no word of the {} training documents occurs at least {} times: "
                                "there is nothing to learn. Lower the minimum frequency or give "
                                "more text",
                                split.training.size(), settings.minimumFrequency));
    return prepareTrainingData(corpus, settings, Vocabulary(std::move(words)));
}

TrainingData prepareTrainingData(const TokenizedCorpus& corpus, const DatasetSettings& settings,
                                 Vocabulary vocabulary) {
    validate(settings);
    const auto split = splitDocuments(corpus.documentCount(), settings);
    const auto ids = wordIds(corpus, vocabulary);
    auto training =
        encode(corpus, split.training, ids, settings.sequenceLength, settings.longDocuments);
    auto validation =
        encode(corpus, split.validation, ids, settings.sequenceLength, settings.longDocuments);
    auto fingerprint = fingerprintOf(training, validation);
    return {std::move(vocabulary), std::move(training), std::move(validation),
            std::move(fingerprint)};
}

SequenceDataset encodeCorpus(const TokenizedCorpus& corpus, const Vocabulary& vocabulary,
                             std::int64_t sequenceLength, LongDocuments policy) {
    std::vector<std::uint32_t> documents(corpus.documentCount());
    std::iota(documents.begin(), documents.end(), 0U);
    return encode(corpus, documents, wordIds(corpus, vocabulary), sequenceLength, policy);
}

} // namespace tempera
