// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/theme_controller.h"

#include "app/studio/desktop/desktop_color_scheme.h"
#include "app/studio/desktop/interface_font.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QIcon>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolTip>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;
using Choice = ThemeController::Choice;

namespace {

const QString noBus = QStringLiteral("unix:path=/nowhere/bus");

} // namespace

class ThemeControllerTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    QString settingsPath() const { return folder_.filePath("settings.ini"); }

private Q_SLOTS:
    void init() {
        QFile::remove(settingsPath());
        QApplication::setPalette(ui::lightPalette());
    }

    void desktopIsFollowedAtFirst_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void desktopIsFollowedAtFirst() {
        QFETCH(bool, dark);
        QApplication::setPalette(dark ? ui::darkPalette() : ui::lightPalette());
        DesktopColorScheme desktop(noBus);
        QSettings settings(settingsPath(), QSettings::IniFormat);
        const ThemeController theme(desktop, settings);
        QCOMPARE(theme.choice(), Choice::followDesktop);
        QCOMPARE(theme.isDark(), dark);
        QCOMPARE(ui::isDark(QApplication::palette()), dark);
        QCOMPARE(ui::isDark(QToolTip::palette()), dark);
        QCOMPARE(QIcon::themeName(), dark ? "breeze-dark" : "breeze");
    }

    void choiceIsAppliedAndRemembered_data() {
        QTest::addColumn<Choice>("choice");
        QTest::addColumn<bool>("dark");
        QTest::newRow("dark") << Choice::dark << true;
        QTest::newRow("light") << Choice::light << false;
        QTest::newRow("desktop") << Choice::followDesktop << false;
    }

    void choiceIsAppliedAndRemembered() {
        QFETCH(Choice, choice);
        QFETCH(bool, dark);
        DesktopColorScheme desktop(noBus);
        {
            QSettings settings(settingsPath(), QSettings::IniFormat);
            ThemeController theme(desktop, settings);
            theme.setChoice(choice == Choice::dark ? Choice::light : Choice::dark);
            QSignalSpy chosen(&theme, &ThemeController::choiceChanged);
            QSignalSpy changed(&theme, &ThemeController::themeChanged);
            theme.setChoice(choice);
            theme.setChoice(choice);
            QCOMPARE(chosen.size(), 1);
            QCOMPARE(changed.size(), 1);
            QCOMPARE(changed[0][0].toBool(), dark);
        }
        QSettings settings(settingsPath(), QSettings::IniFormat);
        const ThemeController again(desktop, settings);
        QCOMPARE(again.choice(), choice);
        QCOMPARE(again.isDark(), dark);
        QCOMPARE(ui::isDark(QApplication::palette()), dark);
    }

    void damagedSettingIsNoChoice() {
        QSettings settings(settingsPath(), QSettings::IniFormat);
        settings.setValue("appearance/theme", QByteArray("\xff\x00zz", 4));
        DesktopColorScheme desktop(noBus);
        QCOMPARE(ThemeController(desktop, settings).choice(), Choice::followDesktop);
    }

    void widgetsAreRepaintedInTheNewColours() {
        DesktopColorScheme desktop(noBus);
        QSettings settings(settingsPath(), QSettings::IniFormat);
        ThemeController theme(desktop, settings);
        QWidget widget;
        widget.show();
        theme.setChoice(Choice::dark);
        QTRY_COMPARE(widget.grab().toImage().pixelColor(1, 1),
                     ui::darkPalette().color(QPalette::Window));
        theme.setChoice(Choice::light);
        QTRY_COMPARE(widget.grab().toImage().pixelColor(1, 1),
                     ui::lightPalette().color(QPalette::Window));
    }

    void iconsOfTheThemeAreFound() {
        DesktopColorScheme desktop(noBus);
        QSettings settings(settingsPath(), QSettings::IniFormat);
        const ThemeController theme(desktop, settings);
        const QIcon icon = QIcon::fromTheme("document-open");
        if (icon.isNull())
            QSKIP("breeze-icon-theme is not installed");
        QVERIFY(!icon.pixmap(16, 16).isNull());
    }

    void digitsAreOfOneWidth() {
        QVERIFY(hasTabularDigits(QFont("DejaVu Sans", 10)));
        const QFont font = interfaceFont(QFont("DejaVu Sans", 12));
        QVERIFY(hasTabularDigits(font));
        QCOMPARE(font.pointSizeF(), 12.0);
        QCOMPARE(interfaceFont(QFont("DejaVu Sans", 7)).pointSizeF(), 10.0);
    }

    void proportionalDigitsAreReplaced() {
        // URW's script face, where it is installed, has digits of many widths.
        const QFont script("Z003", 11);
        if (QFontInfo(script).family() != "Z003" || hasTabularDigits(script))
            QSKIP("no font with proportional digits is installed");
        const QFont font = interfaceFont(script);
        QVERIFY(hasTabularDigits(font));
        QCOMPARE(font.pointSizeF(), 11.0);
    }
};

QTEST_MAIN(ThemeControllerTest)
#include "theme_controller_test.moc"
