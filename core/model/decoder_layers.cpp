// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/decoder_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace tempera {

namespace {

/// In place; entries of minus infinity become 0.
void softmax(std::span<float> scores) {
    const float maximum = *std::max_element(scores.begin(), scores.end());
    float total = 0.0F;
    for (float& score : scores) {
        score = std::exp(score - maximum);
        total += score;
    }
    for (float& score : scores)
        score /= total;
}

} // namespace

void add(std::span<float> sum, std::span<const float> term) {
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += term[i];
}

LinearLayer::LinearLayer(const StoredWeights& weights, const std::string& name)
    : weight_(weights.model.tensor(name + ".weight"), weights.precision),
      bias_(weights.model.tensor(name + ".bias").values) {}

void LinearLayer::apply(std::span<const float> x, std::span<float> y) const {
    weight_.multiply(x, y);
    for (std::size_t begin = 0; begin < y.size(); begin += outputWidth())
        add(y.subspan(begin, outputWidth()), bias_);
}

LayerNormLayer::LayerNormLayer(const StoredWeights& weights, const std::string& name)
    : weight_(weights.model.tensor(name + ".weight").values),
      bias_(weights.model.tensor(name + ".bias").values),
      epsilon_(weights.model.configuration.layerNormEpsilon) {}

void LayerNormLayer::apply(std::span<float> x) const {
    for (std::size_t begin = 0; begin < x.size(); begin += weight_.size())
        applyToRow(x.subspan(begin, weight_.size()));
}

void LayerNormLayer::applyToRow(std::span<float> x) const {
    const auto width = static_cast<double>(x.size());
    double sum = 0.0;
    for (const float value : x)
        sum += value;
    const double mean = sum / width;
    double squares = 0.0;
    for (const float value : x)
        squares += (value - mean) * (value - mean);
    const double scale = 1.0 / std::sqrt(squares / width + epsilon_);
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = static_cast<float>((x[i] - mean) * scale) * weight_[i] + bias_[i];
}

AttentionLayer::AttentionLayer(const StoredWeights& weights, const std::string& name,
                               std::size_t attention)
    : attention_(attention),
      headCount_(static_cast<std::size_t>(weights.model.configuration.headCount)),
      headWidth_(static_cast<std::size_t>(weights.model.configuration.headWidth)),
      query_(weights, name + ".query"),
      key_(weights, name + ".key"),
      value_(weights, name + ".value"),
      output_(weights, name + ".output"),
      scores_(static_cast<std::size_t>(weights.model.configuration.contextLength)) {}

void AttentionLayer::remember(std::span<const TextPosition> positions, std::span<const float> x) {
    const std::size_t width = headCount_ * headWidth_;
    projected_.resize(positions.size() * width);
    key_.apply(x, projected_);
    for (std::size_t row = 0; row < positions.size(); ++row)
        std::ranges::copy(std::span(projected_).subspan(row * width, width),
                          positions[row].text->key(attention_, positions[row].position).begin());
    value_.apply(x, projected_);
    for (std::size_t row = 0; row < positions.size(); ++row)
        std::ranges::copy(std::span(projected_).subspan(row * width, width),
                          positions[row].text->value(attention_, positions[row].position).begin());
}

void AttentionLayer::attend(std::span<const TextPosition> positions, std::span<const float> query,
                            Padding padding, std::span<float> y) {
    projected_.resize(positions.size() * headCount_ * headWidth_);
    mixed_.resize(projected_.size());
    query_.apply(query, projected_);
    std::size_t begin = 0;
    for (const TextPosition& position : positions)
        for (std::size_t head = 0; head < headCount_; ++head, begin += headWidth_)
            attendHead(position, head, padding, std::span(projected_).subspan(begin, headWidth_),
                       std::span(mixed_).subspan(begin, headWidth_));
    output_.apply(mixed_, y);
}

/// `query` and `mixed` are of one head [headWidth].
void AttentionLayer::attendHead(const TextPosition& position, std::size_t head, Padding padding,
                                std::span<const float> query, std::span<float> mixed) {
    const std::size_t count = position.position + 1;
    const auto scores = std::span(scores_).first(count);
    matrixProduct(position.text->keys(attention_, head, count), query, scores);
    const float scale = 1.0F / std::sqrt(static_cast<float>(headWidth_));
    for (std::size_t j = 0; j < count; ++j) {
        const bool leftOut = padding == Padding::masked && position.text->padding()[j] != 0;
        scores[j] = leftOut ? -std::numeric_limits<float>::infinity() : scores[j] * scale;
    }
    softmax(scores);
    transposedMatrixVector(position.text->values(attention_, head, count), scores, mixed);
}

FeedForwardLayer::FeedForwardLayer(const StoredWeights& weights, const std::string& name,
                                   Activation activation)
    : activation_(activation),
      hidden_(weights, name + ".hidden"),
      output_(weights, name + ".output") {}

void FeedForwardLayer::apply(std::span<const float> x, std::span<float> y) {
    hiddenValues_.resize(x.size() / hidden_.inputWidth() * hidden_.outputWidth());
    hidden_.apply(x, hiddenValues_);
    for (float& value : hiddenValues_) {
        if (activation_ == Activation::relu)
            value = std::max(value, 0.0F);
        else // x times the normal distribution function, not its tanh approximation
            value *= 0.5F * (1.0F + std::erf(value / std::numbers::sqrt2_v<float>));
    }
    output_.apply(hiddenValues_, y);
}

} // namespace tempera
