// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/logits_source.h"
#include "core/text/token.h"

#include <cstddef>
#include <list>
#include <map>
#include <span>
#include <vector>

namespace tempera {

/// A position of a text that was run: its token and what the model made of it. The positions before
/// it are those of its parents.
class PrefixNode {
public:
    TokenId token() const { return token_; }
    /// Keys and values in all layers and the last hidden state (InferenceEngine).
    const std::vector<float>& state() const { return state_; }
    /// The raw logits [V] after it; empty until they were asked for.
    const SharedLogits& logits() const { return logits_; }

private:
    friend class PrefixTree;
    using Place = std::list<PrefixNode>::iterator;

    TokenId token_ = 0;
    PrefixNode* parent_ = nullptr;
    std::map<TokenId, Place> children_;
    std::vector<float> state_;
    SharedLogits logits_;
};

/// Texts by their common beginnings. Nodes live in one list by the time of their last use, the
/// latest first; a node is never used without those before it, so the last one is always a leaf.
class PrefixTree {
public:
    using Place = PrefixNode::Place;
    /// The nodes of a text's first tokens, one after the other.
    using Path = std::vector<Place>;

    PrefixTree() = default;
    PrefixTree(const PrefixTree&) = delete; // nodes point to each other
    PrefixTree& operator=(const PrefixTree&) = delete;

    /// As much of the text as there is.
    Path find(std::span<const TokenId> tokens);
    /// Lengthens the path, which must be in the tree, by a token that does not follow it yet.
    void append(Path& path, TokenId token, std::vector<float> state);
    void setLogits(Place node, SharedLogits logits);
    /// Notes that the path was used just now.
    void touch(const Path& path);
    /// Forgets what was not used for the longest time until at most `bytes` are held. A path that
    /// was touched last is kept whatever its size.
    void shrinkTo(std::size_t bytes, const Path& kept);

    std::size_t nodeCount() const { return nodes_.size(); }
    /// Bytes of all nodes with their states and logits.
    std::size_t memoryUsed() const { return bytes_; }

private:
    static std::size_t bytesOf(const PrefixNode& node);
    void removeLast();

    std::list<PrefixNode> nodes_; ///< the latest used first
    PrefixNode root_;             ///< stands for the empty text
    std::size_t bytes_ = 0;
};

} // namespace tempera
