// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/studio_expectation.h"

#include "core/model/inference_engine.h"
#include "core/sampling/generation.h"
#include "core/text/codec.h"
#include "core/text/utf8.h"

#include <cmath>

namespace tempera::test {

namespace {

/// Numbers on screen come from sums in double over float32 logits.
constexpr double tolerance = 1e-9;

class BigramSource final : public LogitsSource {
public:
    explicit BigramSource(const ModelWeights& weights)
        : table_(weights.tensors.front().values),
          size_(static_cast<std::size_t>(weights.configuration.vocabularySize)) {}
    std::size_t vocabularySize() const override { return size_; }
    std::span<const float> logitsAfter(std::span<const TokenId> tokens) override {
        return std::span(table_).subspan(static_cast<std::size_t>(tokens.back()) * size_, size_);
    }

private:
    const std::vector<float>& table_;
    std::size_t size_;
};

bool near(double actual, long double expected) {
    const double difference = std::abs(actual - static_cast<double>(expected));
    return difference <= tolerance * std::max(1.0, std::abs(actual));
}

QString differs(const char* what, double actual, long double expected) {
    return QStringLiteral("%1 is %2, expected %3")
        .arg(QLatin1String(what))
        .arg(actual, 0, 'g', 15)
        .arg(static_cast<double>(expected), 0, 'g', 15);
}

std::vector<TokenId> encoded(std::string prompt, const LoadedModel& model) {
    repairUtf8(prompt);
    return encode(prompt, model.tokenizer().standardization, model.vocabulary());
}

QString removedDisagreement(const ui::LensReadouts& readouts, const NaiveDistribution& expected) {
    for (const SamplerKind kind : {SamplerKind::topK, SamplerKind::topP, SamplerKind::minP}) {
        const auto count = static_cast<std::size_t>(std::ranges::count(expected.removedBy, kind));
        std::size_t shown = 0;
        for (const ui::RemovedTokens& removed : readouts.removed)
            shown += removed.sampler == kind ? removed.count : 0;
        if (shown != count)
            return differs("removed tokens", static_cast<double>(shown),
                           static_cast<long double>(count));
    }
    return {};
}

QString chosenDisagreement(const ui::LensReadouts& readouts, const NaiveDistribution& expected,
                           TokenId token) {
    if (!readouts.chosen)
        return QStringLiteral("no token is chosen");
    const auto place = std::ranges::find(expected.ranking, token) - expected.ranking.begin();
    const auto rank = static_cast<std::size_t>(place);
    if (readouts.chosen->rank != rank + 1)
        return differs("the chosen token's rank", static_cast<double>(readouts.chosen->rank),
                       static_cast<long double>(rank + 1));
    if (!near(readouts.chosen->probability, expected.probabilities[rank]))
        return differs("the chosen token's probability", readouts.chosen->probability,
                       expected.probabilities[rank]);
    if (readouts.chosen->removedBy != expected.removedBy[rank])
        return QStringLiteral("another sampler removed the chosen token");
    return {};
}

} // namespace

bool isFake(const LoadedModel& model) {
    return model.weights()->tensors.front().name == "table";
}

std::unique_ptr<LogitsSource> referenceSource(const LoadedModel& model) {
    if (isFake(model))
        return std::make_unique<BigramSource>(*model.weights());
    return std::make_unique<InferenceEngine>(model.weights());
}

StudioExpectation::StudioExpectation(const studio::ExplorationState& state,
                                     const LoadedModel& model)
    : model_(model),
      source_(referenceSource(model)),
      chain_(activeChain(state.samplers)),
      prompt_(encoded(state.prompt, model)) {
    if (prompt_.empty())
        return;
    const auto context = static_cast<std::size_t>(usableContext(model.weights()->configuration));
    seen_ = prompt_.size() - contextStart(prompt_.size(), context);
    GenerationSettings settings{chain_, state.length, state.seed, {}};
    for (const std::string& word : state.branch().forced)
        settings.forced.push_back(model.vocabulary().id(word));
    if (settings.forced.size() > settings.length)
        settings.forced.resize(settings.length);
    for (const GeneratedToken& token : generate(*source_, prompt_, settings))
        text_.push_back(token.id);
}

TokenId StudioExpectation::tokenAt(std::size_t index) const {
    return index < seen_ ? prompt_[prompt_.size() - seen_ + index] : text_[index - seen_];
}

std::optional<NaiveDistribution> StudioExpectation::distributionAt(std::size_t index) const {
    if (index == 0)
        return std::nullopt;
    std::vector<TokenId> before;
    if (index < seen_) {
        for (std::size_t i = 0; i < index; ++i)
            before.push_back(tokenAt(i));
    } else {
        before = prompt_;
        before.insert(before.end(), text_.begin(),
                      text_.begin() + static_cast<std::ptrdiff_t>(index - seen_));
    }
    return naiveDistribution(source_->logitsAfter(before), chain_);
}

QString StudioExpectation::disagreement(const ui::LensReadouts& readouts, std::size_t index) const {
    const auto expected = distributionAt(index);
    if (!expected)
        return readouts == ui::LensReadouts{} ? QString() : QStringLiteral("readouts of nothing");
    if (readouts.vocabularySize != model_.vocabulary().size())
        return QStringLiteral("another vocabulary");
    if (!near(readouts.entropyBits, expected->entropyBits()))
        return differs("the entropy", readouts.entropyBits, expected->entropyBits());
    if (!near(readouts.effectiveChoices, std::exp2(expected->entropyBits())))
        return differs("effective choices", readouts.effectiveChoices,
                       std::exp2(expected->entropyBits()));
    if (!near(readouts.topProbability, expected->probabilities.front()))
        return differs("the top probability", readouts.topProbability,
                       expected->probabilities.front());
    if (readouts.topToken != ui::displayedWord(model_.vocabulary(), expected->ranking.front()))
        return QStringLiteral("the top token is %1").arg(readouts.topToken);
    if (readouts.kept != expected->candidates)
        return differs("candidates", static_cast<double>(readouts.kept),
                       static_cast<long double>(expected->candidates));
    const QString removed = removedDisagreement(readouts, *expected);
    return removed.isEmpty() ? chosenDisagreement(readouts, *expected, tokenAt(index)) : removed;
}

} // namespace tempera::test
