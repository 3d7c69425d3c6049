// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/inference_engine.h"

#include <algorithm>
#include <utility>

namespace tempera {

InferenceEngine::InferenceEngine(WeightSnapshot weights, WeightPrecision precision)
    : network_(std::move(weights), precision) {}

std::span<const float> InferenceEngine::logitsAfter(std::span<const TokenId> tokens) {
    return logitsAfterEach(std::span(&tokens, 1)).front();
}

std::vector<std::span<const float>>
InferenceEngine::logitsAfterEach(std::span<const std::span<const TokenId>> texts) {
    while (caches_.size() < texts.size())
        caches_.push_back(network_.makeCache());
    std::vector<std::span<const TokenId>> windows;
    std::vector<UnreadText> unread;
    std::vector<std::size_t> rows; // of each text's logits: equal texts are read once
    for (std::size_t text = 0; text < texts.size(); ++text) {
        const auto window = network_.windowOf(texts[text]);
        const auto equal = std::ranges::find_if(
            windows, [window](const auto& other) { return std::ranges::equal(window, other); });
        if (equal == windows.end()) {
            rows.push_back(unread.size());
            takeOverBeginning(caches_, text, window);
            unread.push_back(continuation(caches_[text], window));
        } else {
            rows.push_back(rows[static_cast<std::size_t>(equal - windows.begin())]);
        }
        windows.push_back(window);
    }
    const auto logits = logitsAfterUnread(unread); // [n, V]
    std::vector<std::span<const float>> logitsOfTexts;
    for (const std::size_t row : rows)
        logitsOfTexts.push_back(logits.subspan(row * vocabularySize(), vocabularySize()));
    return logitsOfTexts;
}

std::span<const float> InferenceEngine::logitsAfterUnread(std::span<const UnreadText> unread) {
    auto hidden = network_.read(unread); // [positions, W]
    lastStates_.clear();
    for (const UnreadText& text : unread) {
        const auto last = hidden.subspan((text.tokens.size() - 1) * network_.width());
        lastStates_.insert(lastStates_.end(), last.begin(),
                           last.begin() + static_cast<std::ptrdiff_t>(network_.width()));
        hidden = last.subspan(network_.width());
    }
    return network_.logits(lastStates_); // [n, V]
}

} // namespace tempera
