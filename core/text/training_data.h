// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/setting_problem.h"
#include "core/text/sequence_dataset.h"
#include "core/text/tokenized_corpus.h"
#include "core/text/vocabulary.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tempera {

/// How a corpus becomes training and validation sequences.
struct DatasetSettings {
    std::int64_t vocabularySize = 15'000;
    std::uint64_t minimumFrequency = 1;
    std::int64_t sequenceLength = 100;
    LongDocuments longDocuments = LongDocuments::first;
    double validationFraction = 0.02; ///< of the documents, in [0, 0.9]
    std::uint64_t seed = 0;           ///< decides which documents are held out

    bool operator==(const DatasetSettings&) const = default;
};

/// What a model is trained and judged on.
struct TrainingData {
    Vocabulary vocabulary;
    SequenceDataset training;
    SequenceDataset validation;
    /// SHA-256 over both sets, to notice that a run is resumed on another corpus.
    std::string fingerprint;
};

/// Every setting out of range.
std::vector<SettingProblem> settingProblems(const DatasetSettings& settings);
/// Throws SettingError that names the first setting out of range.
void validate(const DatasetSettings& settings);

/// Splits the corpus by document, counts the vocabulary over the training documents and encodes.
TrainingData prepareTrainingData(const TokenizedCorpus& corpus, const DatasetSettings& settings);
/// The same with a vocabulary that exists already (a resumed run).
TrainingData prepareTrainingData(const TokenizedCorpus& corpus, const DatasetSettings& settings,
                                 Vocabulary vocabulary);

/// All documents as sequences (evaluation).
SequenceDataset encodeCorpus(const TokenizedCorpus& corpus, const Vocabulary& vocabulary,
                             std::int64_t sequenceLength, LongDocuments policy);

} // namespace tempera
