// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/setting_problem.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// The two families of decoder that Tempera knows.
enum class Architecture {
    /// The network of Deep Learning with Python, 12.1: post-norm, ReLU, and a second attention
    /// that looks at the block's input.
    book,
    /// Pre-norm blocks with one attention, GELU, dropout and tied embeddings, as in GPT-2.
    gpt,
};

/// Names used in files and on the command line: "book", "gpt".
std::string_view architectureName(Architecture architecture);
/// Throws SettingError that lists the valid names.
Architecture parseArchitecture(std::string_view name);

/// Everything that determines a network's shape. Written to files as `config`.
struct ModelConfiguration {
    Architecture architecture = Architecture::book;
    std::int64_t vocabularySize = 15'000; ///< V, rows of the token embedding and of the output
    std::int64_t contextLength = 100;     ///< rows of the position embedding
    std::int64_t embeddingWidth = 256;    ///< W
    std::int64_t headCount = 2;
    std::int64_t headWidth = 256; ///< of each head; the book's heads are as wide as the embedding
    std::int64_t hiddenWidth = 2048; ///< of the feed-forward layer
    std::int64_t layerCount = 1;     ///< decoder blocks
    double dropout = 0.0;            ///< in [0, 1); gpt only
    double layerNormEpsilon = 1e-3;
    bool tiedEmbeddings = false; ///< the output layer is the token embedding; gpt only

    bool operator==(const ModelConfiguration&) const = default;
};

/// The book's network, to the letter: 9,825,176 parameters.
ModelConfiguration bookConfiguration();
/// The small default of the gpt architecture.
ModelConfiguration gptConfiguration();

/// Every field out of range or in contradiction to the architecture.
std::vector<SettingProblem> settingProblems(const ModelConfiguration& configuration);
/// Throws SettingError that names the first field out of range (each is bounded, so that a file
/// can't ask for terabytes) or in contradiction to the architecture.
void validate(const ModelConfiguration& configuration);

/// The longest sequence of tokens that predictions are conditioned on: the last position is never
/// an input in training (a sequence of N tokens gives N - 1 inputs), so its embedding is untrained.
inline std::int64_t usableContext(const ModelConfiguration& configuration) {
    return configuration.contextLength - 1;
}

/// Name and shape of one weight. A Linear's weight is [out, in], as LibTorch stores it.
struct TensorShape {
    std::string name;
    std::vector<std::int64_t> shape;
};

/// Every weight of the network, in the order in which files and snapshots hold them. The names are
/// listed in ARCHITECTURE.md ("Files").
std::vector<TensorShape> tensorShapes(const ModelConfiguration& configuration);

/// Product of the dimensions.
std::int64_t elementCount(const std::vector<std::int64_t>& shape);

/// Sum of all weights' elements.
std::int64_t parameterCount(const ModelConfiguration& configuration);

/// `config` as JSON text, and back. Reading throws Error on anything missing, of a wrong type or
/// out of range.
std::string toJson(const ModelConfiguration& configuration);
ModelConfiguration modelConfigurationFromJson(std::string_view json);

} // namespace tempera
