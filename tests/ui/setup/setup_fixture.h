// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/model_panel.h"
#include "ui/setup/setting_row.h"

#include <QtTest>
#include <QtWidgets>
#include <string_view>
#include <vector>

namespace tempera::test {

/// The panel as the studio would show it, and everything that it tells.
class SetupFixture {
public:
    SetupFixture() {
        panel.resize(1400, 600);
        panel.setCorpusName("reviews", std::nullopt);
        panel.show();
        panel.activateWindow();
        QObject::connect(&panel, &ui::ModelPanel::planChanged,
                         [this](const ui::RunPlan& plan) { announced.push_back(plan); });
    }

    ui::SettingRow& row(std::string_view path) const {
        for (auto* row : panel.findChildren<ui::SettingRow*>())
            if (row->field().path == path)
                return *row;
        qFatal("no such setting");
    }

    /// The part of its editor that a person uses.
    template <typename Widget>
    Widget& control(std::string_view path) const {
        auto* widget = row(path).template findChild<Widget*>();
        if (widget == nullptr)
            qFatal("no such editor");
        return *widget;
    }

    /// Replaces the text of a setting by the keyboard, without confirming it.
    void type(std::string_view path, const QString& text) const {
        auto& line = control<QLineEdit>(path);
        line.setFocus();
        line.selectAll();
        if (text.isEmpty())
            QTest::keyClick(&line, Qt::Key_Delete);
        QTest::keyClicks(&line, text);
    }
    void enter(std::string_view path, const QString& text) const {
        type(path, text);
        QTest::keyClick(&control<QLineEdit>(path), Qt::Key_Return);
    }

    /// Moves through the choices by the keyboard up to the one with this label.
    void choose(std::string_view path, const QString& label) const {
        auto& box = control<QComboBox>(path);
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Home);
        while (box.currentText() != label && box.currentIndex() + 1 < box.count())
            QTest::keyClick(&box, Qt::Key_Down);
    }

    QPushButton& button(const QString& text) const {
        for (auto* button : panel.findChildren<QPushButton*>())
            if (button->text() == text)
                return *button;
        qFatal("no such button");
    }

    /// Whether any label in sight shows this.
    bool shows(const QString& text) const {
        for (auto* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }

    ui::ModelPanel panel;
    std::vector<ui::RunPlan> announced;
};

} // namespace tempera::test
