// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/field_makers.h"

namespace tempera::ui {

namespace {

constexpr SettingGroup group = SettingGroup::network;

SettingField architectureField() {
    SettingField field = choiceField(
        group,
        {"model.architecture",
         settingText("Architecture"),
         settingText("The book's network with its second attention and norms behind the layers, or "
                     "blocks as in GPT-2 with norms before them."),
         {}},
        [](auto& plan) -> auto& { return plan.settings.model.architecture; }, architectureName,
        parseArchitecture,
        {{QStringLiteral("book"), settingText("Book")},
         {QStringLiteral("gpt"), settingText("GPT")}});
    field.apply = [apply = std::move(field.apply)](const QString& text, RunPlan& plan) {
        QString problem = apply(text, plan);
        ModelConfiguration& model = plan.settings.model;
        if (model.architecture == Architecture::book) { // it has neither
            model.tiedEmbeddings = false;
            model.dropout = 0.0;
        }
        return problem;
    };
    return field;
}

template <typename Place>
SettingField sizeField(const FieldWords& words, std::uint64_t maximum, Place place) {
    return numberField(group, words, WholeRange{1, maximum}, place);
}

SettingField onlyGpt(SettingField field) {
    field.applies = [](const RunPlan& plan) {
        return plan.settings.model.architecture == Architecture::gpt;
    };
    return field;
}

std::vector<SettingField> sizeFields() {
    return {
        sizeField(
            {"model.layer_count",
             settingText("Decoder blocks"),
             settingText("How many blocks of attention and feed-forward layers stand one "
                         "behind the other."),
             {}},
            96, [](auto& plan) -> auto& { return plan.settings.model.layerCount; }),
        sizeField(
            {"model.embedding_width",
             settingText("Embedding width"),
             settingText("How many numbers stand for a word and its position on their way "
                         "through the network."),
             {}},
            8'192, [](auto& plan) -> auto& { return plan.settings.model.embeddingWidth; }),
        sizeField(
            {"model.head_count",
             settingText("Attention heads"),
             settingText("How many places of the text an attention can look at at once, each "
                         "in its own way."),
             {}},
            128, [](auto& plan) -> auto& { return plan.settings.model.headCount; }),
        sizeField(
            {"model.head_width",
             settingText("Head width"),
             settingText("How many numbers each head compares words by; the book's heads are "
                         "as wide as the embedding."),
             {}},
            8'192, [](auto& plan) -> auto& { return plan.settings.model.headWidth; }),
        sizeField(
            {"model.hidden_width",
             settingText("Hidden width"),
             settingText("The width of the feed-forward layer between its two matrices."),
             {}},
            32'768, [](auto& plan) -> auto& { return plan.settings.model.hiddenWidth; }),
    };
}

} // namespace

std::vector<SettingField> networkFields() {
    std::vector<SettingField> fields = sizeFields();
    fields.insert(fields.begin(), architectureField());
    fields.push_back(onlyGpt(numberField(
        group,
        {"model.dropout",
         settingText("Dropout"),
         settingText("The share of numbers set to zero at random while training, against learning "
                     "by heart."),
         {}},
        RealRange{0.0, 1.0, false, true},
        [](auto& plan) -> auto& { return plan.settings.model.dropout; })));
    fields.push_back(onlyGpt(toggleField(
        group,
        {"model.tied_embeddings",
         settingText("Tied embeddings"),
         settingText("The output layer uses the token embedding's weights instead of its own."),
         {}},
        [](auto& plan) -> auto& { return plan.settings.model.tiedEmbeddings; })));
    fields.push_back(numberField(
        group,
        {"model.layer_norm_epsilon",
         settingText("Norm epsilon"),
         settingText("Added to the variance in every layer norm, so that nothing is divided by "
                     "zero."),
         {}},
        RealRange{0.0, 1.0, true, false},
        [](auto& plan) -> auto& { return plan.settings.model.layerNormEpsilon; }));
    return fields;
}

} // namespace tempera::ui
