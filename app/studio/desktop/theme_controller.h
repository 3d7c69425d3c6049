// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace tempera::studio {

class DesktopColorScheme;

/// The look of the whole application: our style upon Fusion, our palettes, icon theme and font.
/// Remembers what the person chose, and follows the desktop where that is the choice.
class ThemeController final : public QObject {
    Q_OBJECT
public:
    enum class Choice { followDesktop, light, dark };
    Q_ENUM(Choice)

    /// Borrows both. Reads the choice from `settings` and applies the theme at once.
    ThemeController(DesktopColorScheme& desktop, QSettings& settings, QObject* parent = nullptr);

    Choice choice() const { return choice_; }
    /// Applies and stores it.
    void setChoice(Choice choice);
    /// What is shown now.
    bool isDark() const { return dark_; }

Q_SIGNALS:
    void choiceChanged(tempera::studio::ThemeController::Choice choice);
    /// The palette was changed.
    void themeChanged(bool dark);

private:
    bool wantsDark() const;
    void follow();
    void apply(bool dark);

    DesktopColorScheme& desktop_;
    QSettings& settings_;
    Choice choice_ = Choice::followDesktop;
    bool dark_ = false;
};

} // namespace tempera::studio
