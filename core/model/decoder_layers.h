// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/matrix_kernels.h"
#include "core/model/model_weights.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tempera {

// The layers of a decoder for one position at a time, as views on a snapshot's weights.

/// Adds `term` to `sum`, element by element.
void add(std::span<float> sum, std::span<const float> term);

/// y = W x + b.
class LinearLayer {
public:
    /// `name`.weight [out, in] and `name`.bias [out].
    LinearLayer(const ModelWeights& weights, const std::string& name);
    std::size_t outputWidth() const { return weight_.rows; }
    void apply(std::span<const float> x, std::span<float> y) const;

private:
    MatrixView weight_;
    std::span<const float> bias_;
};

/// Normalises a vector to mean 0 and variance 1, then scales and shifts it
/// (J. L. Ba et al., "Layer normalization", 2016).
class LayerNormLayer {
public:
    LayerNormLayer(const ModelWeights& weights, const std::string& name);
    /// In place, x [W].
    void apply(std::span<float> x) const;

private:
    std::span<const float> weight_;
    std::span<const float> bias_;
    double epsilon_;
};

/// Multi-head attention of one position to itself and those before it, with a cache of their keys
/// and values.
class AttentionLayer {
public:
    AttentionLayer(const ModelWeights& weights, const std::string& name);

    /// Adds or replaces the key and value of `position`, made from `x` [W].
    void remember(std::size_t position, std::span<const float> x);
    /// Floats of one position's key and value.
    std::size_t stateSize() const { return 2 * headCount_ * headWidth_; }
    /// Copies the key and value of `position` to the beginning of `state` [stateSize()], and back.
    void save(std::size_t position, std::span<float> state) const;
    void restore(std::size_t position, std::span<const float> state);
    /// Attends from `query` [W] to the positions 0 ... position; those where `masked` is not 0 are
    /// left out (an empty span leaves out none). Writes the result to `y` [W].
    void attend(std::size_t position, std::span<const float> query,
                std::span<const std::uint8_t> masked, std::span<float> y);

private:
    void attendHead(std::size_t head, std::size_t position, std::span<const std::uint8_t> masked);

    std::size_t headCount_;
    std::size_t headWidth_;
    LinearLayer query_;
    LinearLayer key_;
    LinearLayer value_;
    LinearLayer output_;
    std::vector<float> keys_;           ///< [context, heads * headWidth]
    std::vector<float> values_;         ///< [context, heads * headWidth]
    std::vector<float> projectedQuery_; ///< [heads * headWidth]
    std::vector<float> mixed_;          ///< [heads * headWidth]
    std::vector<float> scores_;         ///< [context]
};

/// Two Linears with a non-linearity in between: W -> hidden -> W.
class FeedForwardLayer {
public:
    enum class Activation { relu, gelu };
    FeedForwardLayer(const ModelWeights& weights, const std::string& name, Activation activation);
    void apply(std::span<const float> x, std::span<float> y);

private:
    Activation activation_;
    LinearLayer hidden_;
    LinearLayer output_;
    std::vector<float> hiddenValues_;
};

} // namespace tempera
