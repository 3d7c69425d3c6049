// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/prefix_cache.h"

#include "core/model/decoder_network.h"
#include "core/model/prefix_tree.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tempera {

namespace {

using Texts = std::span<const std::span<const TokenId>>;

/// A text whose logits are wanted.
struct Question {
    std::span<const TokenId> window;
    PrefixTree::Path path; ///< as much of the window as the tree holds
    UnreadText unread = {};
    SharedLogits logits = nullptr;

    bool isInTree() const { return path.size() == window.size(); }
};

} // namespace

class PrefixCache::Implementation {
public:
    Implementation(WeightSnapshot weights, std::size_t memoryLimit)
        : network_(std::move(weights)), memoryLimit_(memoryLimit) {}

    std::size_t vocabularySize() const { return network_.vocabularySize(); }
    std::size_t tokensComputed() const { return tokensComputed_; }
    std::size_t memoryUsed() const { return tree_.memoryUsed(); }
    std::vector<SharedLogits> logitsAfterEach(Texts texts, bool remembers);

private:
    void answer(std::vector<Question>& questions, bool remembers);
    UnreadText prepared(KeyValueCache& cache, const Question& question) const;
    std::span<const float> read(const std::vector<Question>& questions);
    void remember(Question& question, std::span<const float> hidden);
    void computeLogits(std::vector<Question>& questions, std::span<const float> lastStates);
    void forgetOldest(const std::vector<Question>& questions);

    DecoderNetwork network_;
    std::vector<KeyValueCache> caches_; ///< of the texts asked for last, in their order
    PrefixTree tree_;
    std::size_t memoryLimit_;
    std::size_t tokensComputed_ = 0;
};

std::vector<SharedLogits> PrefixCache::Implementation::logitsAfterEach(Texts texts,
                                                                       bool remembers) {
    while (caches_.size() < texts.size())
        caches_.push_back(network_.makeCache());
    std::vector<Question> questions; // each once
    std::vector<std::size_t> questionOfText;
    for (std::size_t text = 0; text < texts.size(); ++text) {
        const auto window = network_.windowOf(texts[text]);
        const auto same = std::ranges::find_if(questions, [window](const Question& question) {
            return std::ranges::equal(question.window, window);
        });
        questionOfText.push_back(static_cast<std::size_t>(same - questions.begin()));
        if (same != questions.end())
            continue;
        questions.push_back({window, tree_.find(window)});
        Question& question = questions.back();
        if (question.isInTree())
            continue;
        takeOverBeginning(caches_, text, window);
        question.unread = prepared(caches_[text], question);
    }
    answer(questions, remembers);
    forgetOldest(questions);
    std::vector<SharedLogits> logits;
    for (const std::size_t question : questionOfText)
        logits.push_back(questions[question].logits);
    return logits;
}

/// Brings a cache to where the model must begin to read, which is the end of the path: so the tree
/// gets all that follows. But what the cache holds beyond, which the tree has forgotten or never
/// got, is not computed again.
UnreadText PrefixCache::Implementation::prepared(KeyValueCache& cache,
                                                 const Question& question) const {
    UnreadText unread = continuation(cache, question.window);
    const PrefixTree::Path& path = question.path;
    for (std::size_t position = cache.tokens().size(); position < path.size(); ++position)
        cache.append(path[position]->token(),
                     std::span(path[position]->state()).first(cache.stateSize()));
    unread.tokens = question.window.subspan(cache.tokens().size());
    return unread;
}

void PrefixCache::Implementation::answer(std::vector<Question>& questions, bool remembers) {
    auto hidden = read(questions); // [positions, W]
    std::vector<float> lastStates; // [n, W] what logits are to be made of
    for (Question& question : questions) {
        std::span<const float> lastState;
        if (const std::size_t count = question.unread.tokens.size() * network_.width()) {
            lastState = hidden.first(count).last(network_.width());
            if (remembers)
                remember(question, hidden.first(count));
            hidden = hidden.subspan(count);
        } else if (question.logits = question.path.back()->logits(); !question.logits) {
            lastState = std::span(question.path.back()->state()).last(network_.width());
        }
        lastStates.insert(lastStates.end(), lastState.begin(), lastState.end());
    }
    computeLogits(questions, lastStates);
}

std::span<const float> PrefixCache::Implementation::read(const std::vector<Question>& questions) {
    std::vector<UnreadText> unread;
    for (const Question& question : questions) {
        if (!question.unread.tokens.empty())
            unread.push_back(question.unread);
        tokensComputed_ += question.unread.tokens.size();
    }
    return network_.read(unread);
}

/// Adds to the tree what was read; hidden [positions, W].
void PrefixCache::Implementation::remember(Question& question, std::span<const float> hidden) {
    const KeyValueCache& cache = *question.unread.cache;
    const std::size_t begin = question.window.size() - question.unread.tokens.size();
    question.path = tree_.find(question.window); // another text may have added its beginning
    if (question.path.size() < begin)
        return; // what lies between the two is lost
    for (std::size_t position = question.path.size(); position < question.window.size();
         ++position) {
        const auto keysAndValues = cache.state(position);
        const auto last = hidden.subspan((position - begin) * network_.width(), network_.width());
        std::vector<float> state(keysAndValues.begin(), keysAndValues.end());
        state.insert(state.end(), last.begin(), last.end());
        tree_.append(question.path, question.window[position], std::move(state));
    }
}

void PrefixCache::Implementation::computeLogits(std::vector<Question>& questions,
                                                std::span<const float> lastStates) {
    auto logits = network_.logits(lastStates); // [n, V]
    for (Question& question : questions) {
        if (question.logits)
            continue;
        const auto own = logits.first(vocabularySize());
        question.logits = std::make_shared<const std::vector<float>>(own.begin(), own.end());
        if (question.isInTree())
            tree_.setLogits(question.path.back(), question.logits);
        logits = logits.subspan(vocabularySize());
    }
}

void PrefixCache::Implementation::forgetOldest(const std::vector<Question>& questions) {
    for (const Question& question : questions)
        tree_.touch(question.path);
    tree_.shrinkTo(memoryLimit_, questions.back().path);
}

PrefixCache::PrefixCache(WeightSnapshot weights, std::size_t memoryLimit)
    : implementation_(std::make_unique<Implementation>(std::move(weights), memoryLimit)) {}

PrefixCache::~PrefixCache() = default;

std::size_t PrefixCache::vocabularySize() const {
    return implementation_->vocabularySize();
}

std::span<const float> PrefixCache::logitsAfter(std::span<const TokenId> tokens) {
    lastLogits_ = sharedLogitsAfter(tokens);
    return *lastLogits_;
}

SharedLogits PrefixCache::sharedLogitsAfter(std::span<const TokenId> tokens) {
    return sharedLogitsAfterEach(std::span(&tokens, 1)).front();
}

std::vector<SharedLogits>
PrefixCache::sharedLogitsAfterEach(std::span<const std::span<const TokenId>> texts,
                                   bool remembers) {
    return implementation_->logitsAfterEach(texts, remembers);
}

std::size_t PrefixCache::tokensComputed() const {
    return implementation_->tokensComputed();
}

std::size_t PrefixCache::memoryUsed() const {
    return implementation_->memoryUsed();
}

} // namespace tempera
