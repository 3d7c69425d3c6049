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
    if (!model_.handle())
        return settings;
    for (const std::string& word : branch.forced)
        if (settings.forced.size() < now.length)
            settings.forced.push_back(model_.handle()->vocabulary().id(word));
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
