// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/reproduction_check.h"

#include "app/studio/studio.h"
#include "core/export/reproduction.h"
#include "core/text/codec.h"

#include <QFile>
#include <algorithm>
#include <exception>
#include <optional>

namespace tempera::studio {

namespace {

/// The stack that acts as the chain does: its samplers in their order, the others behind, off.
SamplerStack stackOf(const SamplerChain& chain) {
    SamplerStack stack;
    for (const Sampler& sampler : chain)
        stack.push_back({sampler, true});
    for (SamplerSlot slot : defaultSamplerStack()) {
        const auto has = [&slot](const Sampler& sampler) {
            return sampler.kind == slot.sampler.kind;
        };
        slot.enabled = false;
        if (std::ranges::none_of(chain, has))
            stack.push_back(slot);
    }
    return stack;
}

ExplorationState stateOf(const GeneratedText& text, const Vocabulary& vocabulary,
                         ExplorationState state) {
    state.prompt = text.prompt;
    state.seed = text.seed;
    state.seedLocked = true;
    state.length = std::clamp<std::size_t>(textLength(text), 1, largestLength);
    state.samplers = stackOf(text.chain);
    state.currentBranch = 0;
    if (!text.forced.empty()) {
        const auto newest = std::ranges::max_element(state.branches, {}, &Branch::id);
        Branch branch{newest->id + 1, 0, Studio::tr("reproduced").toStdString(), {}};
        for (const TokenId token : text.forced)
            branch.forced.push_back(vocabulary.word(token));
        state.branches.push_back(std::move(branch));
        state.currentBranch = state.branches.back().id;
    }
    return state;
}

bool hasOnlyKnownTokens(const GeneratedText& text, const Vocabulary& vocabulary) {
    return std::ranges::all_of(text.forced, [&vocabulary](TokenId token) {
        return token >= 0 && static_cast<std::size_t>(token) < vocabulary.size();
    });
}

QString modelProblem(const GeneratedText& text, const LoadedModel& model) {
    if (text.modelHash == model.hash())
        return hasOnlyKnownTokens(text, model.vocabulary())
                   ? QString()
                   : Studio::tr("The export names tokens that its model does not have: it was "
                                "changed after it was written.");
    return Studio::tr("The export was made with the model “%1” (%2...), and “%3” (%4...) is open. "
                      "Open that model first, then reproduce.")
        .arg(QString::fromStdString(text.model),
             QString::fromStdString(text.modelHash.substr(0, 12)),
             QString::fromStdString(model.name()),
             QString::fromStdString(model.hash().substr(0, 12)));
}

QString verdict(const Studio& studio, const GeneratedText& expected) {
    const ModelHandle& model = studio.model().handle();
    const auto figures = studio.text().text().figures();
    const std::string now = decode(wholeText(studio.context().prompt().tokens, figures),
                                   model->tokenizer().standardization, model->vocabulary());
    if (now == expected.text)
        return Studio::tr("Reproduced: the text is identical to the export's.");
    if (expected.roundedWeights)
        return Studio::tr("Not reproduced: the text differs from the export's, which was written "
                          "with rounded weights (bf16). The studio doesn't round them.");
    return Studio::tr("Not reproduced: the text differs from the export's.");
}

} // namespace

void reproduce(Studio& studio, const QString& path) {
    std::vector<GeneratedText> texts;
    try {
        texts = readExport(QFile::encodeName(path).toStdString());
    } catch (const std::exception& error) {
        studio.window().showProblem(QString::fromUtf8(error.what()));
        return;
    }
    if (texts.empty() || !studio.model().handle())
        return;
    const GeneratedText expected = texts.front();
    if (const QString problem = modelProblem(expected, *studio.model().handle());
        !problem.isEmpty()) {
        studio.window().showProblem(problem);
        return;
    }
    // The verdict is told once the text is written to its end.
    QObject::connect(
        &studio.text(), &TextController::finished, &studio.window(),
        [&studio, expected] { studio.window().notify(verdict(studio, expected)); },
        Qt::SingleShotConnection);
    studio.exploration().change(
        stateOf(expected, studio.model().handle()->vocabulary(), studio.exploration().state()),
        Studio::tr("reproduce an export"));
    studio.text().generate();
}

} // namespace tempera::studio
