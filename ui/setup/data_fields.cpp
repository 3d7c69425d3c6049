// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/field_makers.h"

namespace tempera::ui {

namespace {

/// The field, and what else in a plan follows its value.
template <typename Follow>
SettingField followed(SettingField field, Follow follow) {
    field.apply = [apply = std::move(field.apply), follow](const QString& text, RunPlan& plan) {
        QString problem = apply(text, plan);
        if (problem.isEmpty())
            follow(plan.settings);
        return problem;
    };
    return field;
}

SettingField standardizationField() {
    return choiceField(
        SettingGroup::data,
        {"standardization",
         settingText("Standardization"),
         settingText("How text becomes words: lower case without punctuation by ASCII as in the "
                     "book or by Unicode, split at white space alone, or one token per character."),
         {}},
        [](auto& plan) -> auto& { return plan.settings.standardization; }, standardizationName,
        parseStandardization,
        {{QStringLiteral("book"), settingText("Book (ASCII)")},
         {QStringLiteral("unicode"), settingText("Unicode")},
         {QStringLiteral("none"), settingText("None")},
         {QStringLiteral("characters"), settingText("Characters")}});
}

SettingField longDocumentsField() {
    return choiceField(
        SettingGroup::data,
        {"data.long_documents",
         settingText("Long documents"),
         settingText("What is learned of a document longer than a sequence: its beginning, as in "
                     "the book, or all of it in windows."),
         {}},
        [](auto& plan) -> auto& { return plan.settings.data.longDocuments; }, longDocumentsName,
        parseLongDocuments,
        {{QStringLiteral("first"), settingText("Beginning")},
         {QStringLiteral("windows"), settingText("All, in windows")}});
}

SettingField vocabularyField() {
    return followed(numberField(
                        SettingGroup::data,
                        {"data.vocabulary_size", settingText("Vocabulary size"),
                         settingText("How many of the most frequent words the model knows, padding "
                                     "and [UNK] included."),
                         settingText("words")},
                        WholeRange{3, 1'000'000},
                        [](auto& plan) -> auto& { return plan.settings.data.vocabularySize; }),
                    [](TrainingSettings& settings) {
                        settings.model.vocabularySize = settings.data.vocabularySize;
                    });
}

SettingField sequenceField() {
    return followed(numberField(
                        SettingGroup::data,
                        {"data.sequence_length", settingText("Sequence length"),
                         settingText("The words of one training sequence, and with it how far back "
                                     "the model can look."),
                         settingText("words")},
                        WholeRange{2, 8'192},
                        [](auto& plan) -> auto& { return plan.settings.data.sequenceLength; }),
                    [](TrainingSettings& settings) {
                        settings.model.contextLength = settings.data.sequenceLength;
                    });
}

} // namespace

std::vector<SettingField> dataFields() {
    constexpr SettingGroup group = SettingGroup::data;
    return {
        standardizationField(),
        vocabularyField(),
        numberField(
            group,
            {"data.minimum_frequency", settingText("Minimum frequency"),
             settingText("Words that occur less often stand as [UNK], however large the vocabulary "
                         "may be."),
             settingText("times")},
            WholeRange{}, [](auto& plan) -> auto& { return plan.settings.data.minimumFrequency; }),
        sequenceField(),
        longDocumentsField(),
        numberField(
            group,
            {"data.validation_fraction", settingText("Held out"),
             settingText("The share of the documents that the model never learns from, to judge it "
                         "by the validation loss."),
             settingText("of all")},
            RealRange{0.0, 0.9, false, false},
            [](auto& plan) -> auto& { return plan.settings.data.validationFraction; }),
        numberField(
            group,
            {"data.seed",
             settingText("Split seed"),
             settingText("Decides which documents are held out: the same seed, the same split."),
             {}},
            WholeRange{}, [](auto& plan) -> auto& { return plan.settings.data.seed; }),
    };
}

} // namespace tempera::ui
