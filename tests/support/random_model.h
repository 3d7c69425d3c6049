// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"
#include "core/text/batches.h"

#include <QtTest>
#include <random>
#include <vector>

namespace tempera::test {

/// A network of a thousand weights, small enough to be looked at weight by weight.
inline ModelConfiguration tinyConfiguration(Architecture architecture, bool tied = false) {
    ModelConfiguration configuration;
    configuration.architecture = architecture;
    configuration.vocabularySize = 11;
    configuration.contextLength = 7;
    configuration.embeddingWidth = 8;
    configuration.headCount = 2;
    configuration.headWidth = 3; // not the width over the heads: the two must not be mixed up
    configuration.hiddenWidth = 10;
    configuration.layerCount = 2;
    configuration.tiedEmbeddings = tied;
    return configuration;
}

/// Unlike initial weights all of them count: no bias is 0, no layer norm's scale is 1.
inline ModelWeights randomWeights(const ModelConfiguration& configuration, std::uint64_t seed,
                                  float deviation = 0.5F) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal(0.0F, deviation);
    ModelWeights weights{configuration, {}};
    for (const TensorShape& tensor : tensorShapes(configuration)) {
        const float mean = tensor.name.ends_with("norm.weight") ? 1.0F : 0.0F;
        NamedTensor& values = weights.tensors.emplace_back();
        values = {tensor.name, tensor.shape, {}};
        values.values.resize(static_cast<std::size_t>(elementCount(tensor.shape)));
        for (float& value : values.values)
            value = mean + normal(random);
    }
    return weights;
}

/// Random words in every place, rows filled up with 0 to 2 padding tokens.
inline Batch randomBatch(const ModelConfiguration& configuration, std::int64_t sequences,
                         std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<TokenId> token(
        unknownToken, static_cast<TokenId>(configuration.vocabularySize - 1));
    std::uniform_int_distribution<std::int64_t> padding(0, 2);
    Batch batch{sequences, configuration.contextLength, {}};
    for (std::int64_t row = 0; row < sequences; ++row) {
        const std::int64_t words = row == 0 ? batch.length : batch.length - padding(random);
        for (std::int64_t position = 0; position < batch.length; ++position)
            batch.tokens.push_back(position < words ? token(random) : paddingToken);
    }
    return batch;
}

/// Data rows "configuration" for every kind of network.
inline void addTinyConfigurations() {
    QTest::addColumn<ModelConfiguration>("configuration");
    QTest::newRow("book") << tinyConfiguration(Architecture::book);
    QTest::newRow("gpt") << tinyConfiguration(Architecture::gpt);
    QTest::newRow("gpt, tied") << tinyConfiguration(Architecture::gpt, true);
}

} // namespace tempera::test
