// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/prefix_tree.h"

#include <iterator>
#include <utility>

namespace tempera {

std::size_t PrefixTree::bytesOf(const PrefixNode& node) {
    // What the containers allocate for a node beside its arrays: three links of the list and an
    // entry of its parent's map.
    constexpr std::size_t entries = 12 * sizeof(void*);
    const std::size_t logits = node.logits_ ? node.logits_->size() : 0;
    return sizeof(PrefixNode) + entries + (node.state_.size() + logits) * sizeof(float);
}

PrefixTree::Path PrefixTree::find(std::span<const TokenId> tokens) {
    Path path;
    PrefixNode* node = &root_;
    for (const TokenId token : tokens) {
        const auto child = node->children_.find(token);
        if (child == node->children_.end())
            break;
        path.push_back(child->second);
        node = &*child->second;
    }
    return path;
}

void PrefixTree::append(Path& path, TokenId token, std::vector<float> state) {
    PrefixNode& parent = path.empty() ? root_ : *path.back();
    path.reserve(path.size() + 1); // so that nothing throws once the tree has the node
    // Behind its parent: whatever happens before touch(), the last node is a leaf.
    const Place node = nodes_.emplace(path.empty() ? nodes_.begin() : std::next(path.back()));
    try {
        parent.children_.emplace(token, node);
    } catch (...) {
        nodes_.erase(node);
        throw;
    }
    node->token_ = token;
    node->parent_ = &parent;
    node->state_ = std::move(state);
    bytes_ += bytesOf(*node);
    path.push_back(node);
}

void PrefixTree::setLogits(Place node, SharedLogits logits) {
    bytes_ -= bytesOf(*node);
    node->logits_ = std::move(logits);
    bytes_ += bytesOf(*node);
}

void PrefixTree::touch(const Path& path) {
    // The deepest first, so that no node stands behind one that follows it in a text.
    for (auto node = path.rbegin(); node != path.rend(); ++node)
        nodes_.splice(nodes_.begin(), nodes_, *node);
}

void PrefixTree::shrinkTo(std::size_t bytes, const Path& kept) {
    while (bytes_ > bytes && nodes_.size() > kept.size())
        removeLast();
}

void PrefixTree::removeLast() {
    const PrefixNode& last = nodes_.back();
    bytes_ -= bytesOf(last);
    last.parent_->children_.erase(last.token_);
    nodes_.pop_back();
}

} // namespace tempera
