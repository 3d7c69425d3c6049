// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/theme_controller.h"

#include "app/studio/desktop/desktop_color_scheme.h"
#include "app/studio/desktop/interface_font.h"
#include "ui/theme/tempera_style.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QSettings>
#include <QToolTip>
#include <array>
#include <utility>

namespace tempera::studio {

namespace {

const QString settingsKey = QStringLiteral("appearance/theme");

/// In the order of ThemeController::Choice.
constexpr std::array choiceNames = {"desktop", "light", "dark"};

ThemeController::Choice storedChoice(const QSettings& settings) {
    const QString name = settings.value(settingsKey).toString();
    for (std::size_t index = 0; index < choiceNames.size(); ++index)
        if (name == choiceNames[index])
            return static_cast<ThemeController::Choice>(index);
    return ThemeController::Choice::followDesktop;
}

/// Debian's place for icon themes, where the platform's own search doesn't know it.
void addIconPaths() {
    const QString systemIcons = QStringLiteral("/usr/share/icons");
    QStringList paths = QIcon::themeSearchPaths();
    if (!paths.contains(systemIcons))
        QIcon::setThemeSearchPaths(paths << systemIcons);
    QIcon::setFallbackThemeName("breeze");
}

} // namespace

ThemeController::ThemeController(DesktopColorScheme& desktop, QSettings& settings, QObject* parent)
    : QObject(parent), desktop_(desktop), settings_(settings), choice_(storedChoice(settings)) {
    QApplication::setStyle(new ui::TemperaStyle); // the application owns it
    QApplication::setFont(interfaceFont(QApplication::font()));
    addIconPaths();
    connect(&desktop_, &DesktopColorScheme::schemeChanged, this, &ThemeController::follow);
    apply(wantsDark());
}

void ThemeController::setChoice(Choice choice) {
    if (std::exchange(choice_, choice) == choice)
        return;
    settings_.setValue(settingsKey, choiceNames[static_cast<std::size_t>(choice)]);
    follow();
    Q_EMIT choiceChanged(choice);
}

bool ThemeController::wantsDark() const {
    return choice_ == Choice::dark || (choice_ == Choice::followDesktop && desktop_.prefersDark());
}

void ThemeController::follow() {
    if (wantsDark() == dark_)
        return;
    apply(wantsDark());
    Q_EMIT themeChanged(dark_);
}

void ThemeController::apply(bool dark) {
    dark_ = dark;
    const QPalette palette = dark ? ui::darkPalette() : ui::lightPalette();
    // Before the palette: the change of palette is what makes widgets look for their icons anew.
    QIcon::setThemeName(dark ? "breeze-dark" : "breeze");
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

} // namespace tempera::studio
