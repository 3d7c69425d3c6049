// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/setting_field.h"
#include "ui/setup/setting_text.h"

#include <QCoreApplication>
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

/// `place(plan)` is the number's place in a plan: whole or real by its type, and where that is an
/// optional an empty text stands for none.
template <typename Range, typename Place>
SettingField numberField(SettingGroup group, const FieldWords& words, const Range& range,
                         Place place) {
    using Number = std::conditional_t<std::is_same_v<Range, RealRange>, double, std::uint64_t>;
    using Member = std::remove_cvref_t<decltype(place(std::declval<RunPlan&>()))>;
    constexpr bool isOptional = requires(Member member) {
        member.has_value();
    };
    SettingField field = describedField(group, words);
    field.range = rangeText(range);
    const auto write = [](auto number) {
        if constexpr (std::is_same_v<Number, double>)
            return realText(number);
        else
            return wholeText(static_cast<std::uint64_t>(number));
    };
    field.text = [place, write](const RunPlan& plan) {
        const Member& member = place(plan);
        if constexpr (isOptional)
            return member ? write(*member) : QString();
        else
            return write(member);
    };
    field.apply = [place, range](const QString& text, RunPlan& plan) -> QString {
        Number number{};
        if (isOptional && text.trimmed().isEmpty()) {
            place(plan) = Member{};
            return {};
        }
        if (QString problem = readNumber(text, range, number); !problem.isEmpty())
            return problem;
        if constexpr (isOptional)
            place(plan) = static_cast<typename Member::value_type>(number);
        else
            place(plan) = static_cast<Member>(number);
        return {};
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
