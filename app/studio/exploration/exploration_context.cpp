// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/exploration_context.h"

#include <utility>

namespace tempera::studio {

ExplorationContext::ExplorationContext(Exploration& exploration, CurrentModel& model,
                                       Generator& generator)
    : exploration_(exploration), model_(model), generator_(generator) {}

const EncodedPrompt& ExplorationContext::prompt() const {
    if (encodedFor_ != model_.handle() || encodedText_ != state().prompt) {
        encodedFor_ = model_.handle();
        encodedText_ = state().prompt;
        encoded_ = encodePrompt(encodedText_, *encodedFor_);
    }
    return encoded_;
}

GenerationSettings ExplorationContext::settingsOf(const Branch& branch) const {
    const ExplorationState& now = state();
    GenerationSettings settings{activeChain(now.samplers), now.length, now.seed, {}};
    // A branch of another model may hold tokens that this one doesn't know.
    const auto size =
        static_cast<TokenId>(model_.handle() ? model_.handle()->vocabulary().size() : 0);
    for (const TokenId token : branch.forced) {
        if (token >= size || settings.forced.size() == now.length)
            break;
        settings.forced.push_back(token);
    }
    return settings;
}

GenerationSettings ExplorationContext::settingsAt(double temperature) const {
    GenerationSettings result = settings();
    result.chain = activeChain(withTemperature(state().samplers, temperature));
    return result;
}

std::optional<GenerationJob> ExplorationContext::job(Lane lane,
                                                     std::vector<GenerationSettings> texts) const {
    if (!model_.handle() || prompt().tokens.empty())
        return std::nullopt;
    return GenerationJob{0, lane, model_.handle(), prompt().tokens, std::move(texts), false};
}

} // namespace tempera::studio
