// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/key_value_cache.h"
#include "core/model/model_weights.h"
#include "core/model/weight_matrix.h"

#include <span>
#include <string>
#include <vector>

namespace tempera {

// The layers of a decoder for some positions of some texts at a time, as views on a snapshot's
// weights. x [n, W] and y [n, W'] are row-major, a row per position; each row's result is to the
// bit what it is alone.

/// A position of a text, which is in its cache already.
struct TextPosition {
    KeyValueCache* text = nullptr;
    std::size_t position = 0;
};

/// The weights that layers look at, and how the matrices among them are kept.
struct StoredWeights {
    const ModelWeights& model;
    WeightPrecision precision = WeightPrecision::float32;
};

/// Adds `term` to `sum`, element by element.
void add(std::span<float> sum, std::span<const float> term);

/// y = W x + b.
class LinearLayer {
public:
    /// `name`.weight [out, in] and `name`.bias [out].
    LinearLayer(const StoredWeights& weights, const std::string& name);
    std::size_t inputWidth() const { return weight_.columns(); }
    std::size_t outputWidth() const { return weight_.rows(); }
    /// x [n, in], y [n, out].
    void apply(std::span<const float> x, std::span<float> y) const;

private:
    WeightMatrix weight_;
    std::span<const float> bias_;
};

/// Normalises a vector to mean 0 and variance 1, then scales and shifts it
/// (J. L. Ba et al., "Layer normalization", 2016).
class LayerNormLayer {
public:
    LayerNormLayer(const StoredWeights& weights, const std::string& name);
    /// In place, x [n, W].
    void apply(std::span<float> x) const;

private:
    void applyToRow(std::span<float> x) const;

    std::span<const float> weight_;
    std::span<const float> bias_;
    double epsilon_;
};

/// Multi-head attention of positions to themselves and those before them in their texts, whose keys
/// and values are in the texts' caches.
class AttentionLayer {
public:
    /// `attention` counts the network's attentions from 0.
    AttentionLayer(const StoredWeights& weights, const std::string& name, std::size_t attention);

    /// Sets the keys and values of the positions, made from x [n, W].
    void remember(std::span<const TextPosition> positions, std::span<const float> x);
    enum class Padding { attended, masked };
    /// Attends from each row of `query` [n, W] to the positions 0 ... position of its text. Writes
    /// the result to y [n, W].
    void attend(std::span<const TextPosition> positions, std::span<const float> query,
                Padding padding, std::span<float> y);

private:
    void attendHead(const TextPosition& position, std::size_t head, Padding padding,
                    std::span<const float> query, std::span<float> mixed);

    std::size_t attention_;
    std::size_t headCount_;
    std::size_t headWidth_;
    LinearLayer query_;
    LinearLayer key_;
    LinearLayer value_;
    LinearLayer output_;
    std::vector<float> projected_; ///< [n, heads * headWidth]
    std::vector<float> mixed_;     ///< [n, heads * headWidth]
    std::vector<float> scores_;    ///< [context]
};

/// Two Linears with a non-linearity in between: W -> hidden -> W.
class FeedForwardLayer {
public:
    enum class Activation { relu, gelu };
    FeedForwardLayer(const StoredWeights& weights, const std::string& name, Activation activation);
    /// x and y [n, W].
    void apply(std::span<const float> x, std::span<float> y);

private:
    Activation activation_;
    LinearLayer hidden_;
    LinearLayer output_;
    std::vector<float> hiddenValues_; ///< [n, hidden]
};

} // namespace tempera
