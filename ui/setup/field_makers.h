// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/setting_field.h"
#include "ui/setup/setting_text.h"

#include <optional>
#include <type_traits>
#include <utility>

namespace tempera::ui {

/// What is told of a setting besides its value.
struct FieldWords {
    std::string_view path;
    QString label;
    QString explanation;
    QString unit;
};

inline SettingField describedField(SettingGroup group, const FieldWords& words) {
    SettingField field;
    field.path = words.path;
    field.group = group;
    field.label = words.label;
    field.explanation = words.explanation;
    field.unit = words.unit;
    return field;
}

template <typename T>
concept OptionalNumber = requires(T value) {
    value.has_value();
};

inline QString numberText(double value, const RealRange&) {
    return realText(value);
}
template <typename T>
QString numberText(T value, const WholeRange&) {
    return wholeText(static_cast<std::uint64_t>(value));
}

/// Reads a text into a setting's member; an empty one is none where there may be none.
template <typename Range, typename Member>
QString readInto(Member& member, const QString& text, const Range& range) {
    if constexpr (OptionalNumber<Member>) {
        typename Member::value_type number{};
        const bool given = !text.trimmed().isEmpty();
        QString problem = given ? readInto(number, text, range) : QString();
        if (problem.isEmpty())
            member = given ? Member(number) : std::nullopt;
        return problem;
    } else {
        std::conditional_t<std::is_same_v<Range, RealRange>, double, std::uint64_t> number{};
        QString problem = readNumber(text, range, number);
        if (problem.isEmpty())
            member = static_cast<Member>(number);
        return problem;
    }
}

/// `place(plan)` is the number's place in a plan: whole or real by its range, and where it is an
/// optional an empty text stands for none.
template <typename Range, typename Place>
SettingField numberField(SettingGroup group, const FieldWords& words, const Range& range,
                         Place place) {
    SettingField field = describedField(group, words);
    field.range = rangeText(range);
    field.text = [place, range](const RunPlan& plan) {
        const auto& member = place(plan);
        if constexpr (OptionalNumber<decltype(member)>)
            return member ? numberText(*member, range) : QString();
        else
            return numberText(member, range);
    };
    field.apply = [place, range](const QString& text, RunPlan& plan) {
        return readInto(place(plan), text, range);
    };
    return field;
}

/// A value of an enumeration with names in files.
template <typename Place, typename Name, typename Parse>
SettingField choiceField(SettingGroup group, const FieldWords& words, Place place, Name name,
                         Parse parse, std::vector<SettingChoice> choices) {
    SettingField field = describedField(group, words);
    field.editor = SettingField::Editor::choice;
    field.choices = std::move(choices);
    field.text = [place, name](const RunPlan& plan) { return fromName(name(place(plan))); };
    field.apply = [place, parse](const QString& text, RunPlan& plan) {
        place(plan) = parse(text.toStdString());
        return QString();
    };
    return field;
}

template <typename Place>
SettingField toggleField(SettingGroup group, const FieldWords& words, Place place) {
    SettingField field = describedField(group, words);
    field.editor = SettingField::Editor::toggle;
    field.text = [place](const RunPlan& plan) {
        return place(plan) ? QStringLiteral("true") : QStringLiteral("false");
    };
    field.apply = [place](const QString& text, RunPlan& plan) {
        place(plan) = text == u"true";
        return QString();
    };
    return field;
}

} // namespace tempera::ui
