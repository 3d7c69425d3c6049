// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/decoder_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace tempera {

namespace {

MatrixView matrixOf(const NamedTensor& tensor) {
    const auto rows = static_cast<std::size_t>(tensor.shape.at(0));
    const auto columns = static_cast<std::size_t>(tensor.shape.at(1));
    return {tensor.values.data(), rows, columns, columns};
}

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

LinearLayer::LinearLayer(const ModelWeights& weights, const std::string& name)
    : weight_(matrixOf(weights.tensor(name + ".weight"))),
      bias_(weights.tensor(name + ".bias").values) {}

void LinearLayer::apply(std::span<const float> x, std::span<float> y) const {
    matrixVector(weight_, x, y);
    add(y, bias_);
}

LayerNormLayer::LayerNormLayer(const ModelWeights& weights, const std::string& name)
    : weight_(weights.tensor(name + ".weight").values),
      bias_(weights.tensor(name + ".bias").values),
      epsilon_(weights.configuration.layerNormEpsilon) {}

void LayerNormLayer::apply(std::span<float> x) const {
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

AttentionLayer::AttentionLayer(const ModelWeights& weights, const std::string& name)
    : headCount_(static_cast<std::size_t>(weights.configuration.headCount)),
      headWidth_(static_cast<std::size_t>(weights.configuration.headWidth)),
      query_(weights, name + ".query"),
      key_(weights, name + ".key"),
      value_(weights, name + ".value"),
      output_(weights, name + ".output"),
      projectedQuery_(headCount_ * headWidth_),
      mixed_(headCount_ * headWidth_),
      scores_(static_cast<std::size_t>(weights.configuration.contextLength)) {
    keys_.resize(scores_.size() * headCount_ * headWidth_);
    values_.resize(keys_.size());
}

void AttentionLayer::remember(std::size_t position, std::span<const float> x) {
    const std::size_t width = headCount_ * headWidth_;
    key_.apply(x, std::span(keys_).subspan(position * width, width));
    value_.apply(x, std::span(values_).subspan(position * width, width));
}

void AttentionLayer::save(std::size_t position, std::span<float> state) const {
    const std::size_t width = headCount_ * headWidth_;
    const auto value = std::copy_n(keys_.data() + position * width, width, state.begin());
    std::copy_n(values_.data() + position * width, width, value);
}

void AttentionLayer::restore(std::size_t position, std::span<const float> state) {
    const std::size_t width = headCount_ * headWidth_;
    std::copy_n(state.begin(), width, keys_.data() + position * width);
    std::copy_n(state.begin() + static_cast<std::ptrdiff_t>(width), width,
                values_.data() + position * width);
}

void AttentionLayer::attend(std::size_t position, std::span<const float> query,
                            std::span<const std::uint8_t> masked, std::span<float> y) {
    query_.apply(query, projectedQuery_);
    for (std::size_t head = 0; head < headCount_; ++head)
        attendHead(head, position, masked);
    output_.apply(mixed_, y);
}

void AttentionLayer::attendHead(std::size_t head, std::size_t position,
                                std::span<const std::uint8_t> masked) {
    const std::size_t begin = head * headWidth_;
    const std::size_t stride = headCount_ * headWidth_;
    const std::size_t count = position + 1;
    const auto scores = std::span(scores_).first(count);
    matrixVector({keys_.data() + begin, count, headWidth_, stride},
                 std::span(projectedQuery_).subspan(begin, headWidth_), scores);
    const float scale = 1.0F / std::sqrt(static_cast<float>(headWidth_));
    for (std::size_t j = 0; j < count; ++j) {
        const bool leftOut = !masked.empty() && masked[j] != 0;
        scores[j] = leftOut ? -std::numeric_limits<float>::infinity() : scores[j] * scale;
    }
    softmax(scores);
    transposedMatrixVector({values_.data() + begin, count, headWidth_, stride}, scores,
                           std::span(mixed_).subspan(begin, headWidth_));
}

FeedForwardLayer::FeedForwardLayer(const ModelWeights& weights, const std::string& name,
                                   Activation activation)
    : activation_(activation),
      hidden_(weights, name + ".hidden"),
      output_(weights, name + ".output"),
      hiddenValues_(hidden_.outputWidth()) {}

void FeedForwardLayer::apply(std::span<const float> x, std::span<float> y) {
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
