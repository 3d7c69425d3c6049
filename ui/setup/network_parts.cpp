// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/network_parts.h"

#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <string_view>

namespace tempera::ui {

namespace {

using Kind = NetworkPart::Kind;

QString words(const char* text) {
    return QCoreApplication::translate("NetworkParts", text);
}

constexpr std::string_view blockPrefix = "decoder.";
constexpr std::string_view firstBlock = "decoder.0.";

/// "token_embedding", "self_attention" ...: the name's beginning, that of its block left out.
std::string_view partName(std::string_view tensor) {
    if (tensor.starts_with(firstBlock))
        tensor.remove_prefix(firstBlock.size());
    return tensor.substr(0, tensor.find('.'));
}

Kind kindOf(std::string_view part, bool inBlock) {
    if (part == "token_embedding")
        return Kind::tokenEmbedding;
    if (part == "position_embedding")
        return Kind::positionEmbedding;
    if (part == "self_attention")
        return Kind::selfAttention;
    if (part == "input_attention")
        return Kind::inputAttention;
    if (part == "feed_forward")
        return Kind::feedForward;
    if (part.ends_with("_norm"))
        return inBlock ? Kind::norm : Kind::finalNorm;
    return Kind::output;
}

QString nameOf(Kind kind, bool postNorm) {
    switch (kind) {
    case Kind::tokenEmbedding:
        return words("Token embedding");
    case Kind::positionEmbedding:
        return words("Position embedding");
    case Kind::selfAttention:
        return words("Self-attention");
    case Kind::inputAttention:
        return words("Attention to input");
    case Kind::feedForward:
        return words("Feed-forward");
    case Kind::norm:
        return postNorm ? words("Add & norm") : words("Norm");
    case Kind::finalNorm:
        return words("Final norm");
    case Kind::output:
        break;
    }
    return words("Output");
}

QString shapeOf(Kind kind, const ModelConfiguration& model) {
    const QString width = countText(model.embeddingWidth);
    const QString vocabulary = countText(model.vocabularySize);
    switch (kind) {
    case Kind::tokenEmbedding:
        return words("%1 \u00d7 %2").arg(vocabulary, width);
    case Kind::positionEmbedding:
        return words("%1 \u00d7 %2").arg(countText(model.contextLength), width);
    case Kind::selfAttention:
    case Kind::inputAttention:
        return (model.headCount == 1 ? words("%1 head of %2") : words("%1 heads of %2"))
            .arg(countText(model.headCount), countText(model.headWidth));
    case Kind::feedForward:
        return words("%1 \u2192 %2 \u2192 %1").arg(width, countText(model.hiddenWidth));
    case Kind::norm:
    case Kind::finalNorm:
        return words("2 \u00d7 %1").arg(width);
    case Kind::output:
        break;
    }
    return words("%1 \u2192 %2").arg(width, vocabulary);
}

NetworkPart makePart(Kind kind, bool inBlock, const ModelConfiguration& model) {
    NetworkPart part;
    part.kind = kind;
    part.name = nameOf(kind, model.architecture == Architecture::book);
    part.shape = shapeOf(kind, model);
    part.inBlock = inBlock;
    part.copies = inBlock ? model.layerCount : 1;
    return part;
}

} // namespace

std::vector<NetworkPart> networkParts(const ModelConfiguration& configuration) {
    ModelConfiguration oneBlock = configuration; // all blocks are alike
    oneBlock.layerCount = 1;
    std::vector<NetworkPart> parts;
    std::string_view previous;
    const std::vector<TensorShape> tensors = tensorShapes(oneBlock);
    for (const TensorShape& tensor : tensors) {
        const std::string_view name = partName(tensor.name);
        if (name != previous) {
            const bool inBlock = tensor.name.starts_with(blockPrefix);
            parts.push_back(makePart(kindOf(name, inBlock), inBlock, configuration));
        }
        previous = name;
        parts.back().parameters += elementCount(tensor.shape);
    }
    if (configuration.tiedEmbeddings) {
        parts.push_back(makePart(Kind::output, false, configuration));
        parts.back().shape = words("the token embedding");
    }
    return parts;
}

} // namespace tempera::ui
