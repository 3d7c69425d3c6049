// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/export_gathering.h"

#include "app/studio/studio.h"
#include "core/export/recipe.h"
#include "core/text/codec.h"
#include "ui/charts/chart_actions.h"

#include <algorithm>

namespace tempera::studio {

namespace {

/// What the texts of one selection have in common.
struct Source {
    const ModelHandle& model;
    const std::string& promptText;
    const std::vector<TokenId>& prompt;
};

/// The first tokens of a text, and what was chosen by hand among them. A text that was interrupted
/// and the context of a token in it can end before the words that its branch began with do.
void keepFirst(GeneratedText& text, std::size_t count) {
    text.tokens.resize(std::min(count, text.tokens.size()));
    text.forced.resize(std::min(text.forced.size(), text.tokens.size()));
}

GeneratedText textOf(const Source& source, const GenerationSettings& settings,
                     const WrittenText& written) {
    GeneratedText text;
    text.prompt = source.promptText;
    text.model = source.model->name();
    text.modelHash = source.model->hash();
    text.chain = settings.chain;
    text.seed = settings.seed;
    text.forced = settings.forced;
    text.tokens = written.figures();
    keepFirst(text, text.tokens.size());
    text.text = decode(wholeText(source.prompt, text.tokens),
                       source.model->tokenizer().standardization, source.model->vocabulary());
    return text;
}

ui::TextSelection results(const Studio& studio, const std::vector<int>& rows) {
    const ResultsController& controller = studio.results();
    const Source source{controller.model(), controller.promptText(), controller.prompt()};
    ui::TextSelection selection{Studio::tr("Results"), {}};
    for (const int row : rows) {
        const auto& result = controller.results().at(static_cast<std::size_t>(row));
        if (result.finished)
            selection.texts.push_back(textOf(source, result.settings, result.text));
    }
    return selection;
}

std::vector<int> allRows(const ResultsController& controller) {
    std::vector<int> rows;
    for (std::size_t row = 0; row < controller.results().size(); ++row)
        rows.push_back(static_cast<int>(row));
    return rows;
}

ui::TextSelection compared(const Studio& studio) {
    const CompareController& controller = studio.compare();
    const Source source{controller.model(), controller.promptText(), controller.prompt()};
    ui::TextSelection selection{Studio::tr("Compared texts"), {}};
    for (const CompareController::Column& column : controller.columns())
        if (column.finished)
            selection.texts.push_back(textOf(source, column.settings, column.text));
    return selection;
}

/// The text up to the place that the Lens looks at.
GeneratedText contextOf(const Studio& studio, GeneratedText text) {
    const int written = studio.text().selected() - studio.text().promptLength();
    if (written >= 0)
        keepFirst(text, static_cast<std::size_t>(written));
    return text;
}

} // namespace

ui::TextSelection selectedResults(const Studio& studio, const std::vector<int>& rows) {
    ui::TextSelection selection = results(studio, rows);
    selection.title = Studio::tr("Selected results");
    return selection;
}

ui::ExportContent gatherExport(const Studio& studio) {
    ui::ExportContent content;
    for (const ui::ChartActions* actions : studio.window().findChildren<ui::ChartActions*>())
        content.charts.push_back(&actions->chart());
    const ModelHandle& model = studio.model().handle();
    if (!model)
        return content;
    content.vocabulary = {model, &model->vocabulary()};
    const TextRecipe& recipe = studio.text().recipe();
    const Source source{model, recipe.promptText, recipe.prompt};
    const GeneratedText current = textOf(source, recipe.settings, studio.text().text());
    content.provenance = QString::fromStdString(toLine(recipeJson(current)));
    if (!current.tokens.empty())
        content.texts.push_back({Studio::tr("Current text"), {current}});
    if (ui::TextSelection selection = compared(studio); !selection.texts.empty())
        content.texts.push_back(std::move(selection));
    if (!studio.results().results().empty())
        content.texts.push_back(results(studio, allRows(studio.results())));
    const ui::LensPosition& position = studio.text().position();
    if (position.logits)
        content.distributions.push_back({Studio::tr("Next token after “%1”").arg(position.context),
                                         {contextOf(studio, current), position.logits}});
    return content;
}

} // namespace tempera::studio
