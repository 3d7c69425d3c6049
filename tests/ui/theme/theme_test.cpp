// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QtTest>
#include <cmath>

using namespace tempera::ui;

namespace {

/// WCAG 2.1: relative luminance and contrast ratio.
double luminance(const QColor& color) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

#define VERIFY_CONTRAST(one, other, least)                                                         \
    QVERIFY2(contrast(one, other) >= (least),                                                      \
             qPrintable(QString("%1 %2 on %3: %4")                                                 \
                            .arg(#one, (one).name(), (other).name())                               \
                            .arg(contrast(one, other))))

class ThemeTest : public QObject {
    Q_OBJECT

private:
    static void everyTheme() {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }

private Q_SLOTS:
    void contrastIsMeasuredRight() {
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21.0) < 1e-9);
        // WCAG's classic: #767676 is the lightest grey that passes on white.
        QVERIFY(contrast(QColor("#767676"), Qt::white) >= 4.5);
        QVERIFY(contrast(QColor("#777777"), Qt::white) < 4.5);
    }

    void lightAndDarkAreKnown() {
        QVERIFY(!isDark(lightPalette()));
        QVERIFY(isDark(darkPalette()));
    }

    void paletteTextIsReadable_data() { everyTheme(); }
    void paletteTextIsReadable() {
        QFETCH(QPalette, palette);
        const auto color = [&](QPalette::ColorRole role) { return palette.color(role); };
        for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
            for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::Link,
                                    QPalette::LinkVisited, QPalette::PlaceholderText})
                VERIFY_CONTRAST(color(text), color(ground), 4.5);
            // What is disabled is exempt; it should be seen all the same.
            VERIFY_CONTRAST(palette.color(QPalette::Disabled, QPalette::Text), color(ground), 2.5);
        }
        VERIFY_CONTRAST(color(QPalette::ButtonText), color(QPalette::Button), 4.5);
        VERIFY_CONTRAST(color(QPalette::HighlightedText), color(QPalette::Highlight), 4.5);
        VERIFY_CONTRAST(color(QPalette::ToolTipText), color(QPalette::ToolTipBase), 4.5);
        VERIFY_CONTRAST(color(QPalette::Highlight), color(QPalette::Base), 3.0);
        VERIFY_CONTRAST(color(QPalette::Highlight), color(QPalette::Window), 3.0);
    }

    void themeColorsAreReadable_data() { everyTheme(); }
    void themeColorsAreReadable() {
        QFETCH(QPalette, palette);
        const ThemeColors colors = themeColors(palette);
        const QColor text = palette.color(QPalette::Text);
        for (const QColor& ground :
             {palette.color(QPalette::Window), palette.color(QPalette::Base),
              palette.color(QPalette::AlternateBase), colors.cardBackground}) {
            for (const QColor& writing : {colors.secondaryText, colors.warningText, colors.accent})
                VERIFY_CONTRAST(writing, ground, 4.5);
            for (const QColor& mark : {colors.accent, colors.outline, colors.removed})
                VERIFY_CONTRAST(mark, ground, 3.0);
        }
        VERIFY_CONTRAST(colors.accentText, colors.accent, 4.5);
        VERIFY_CONTRAST(colors.changedText, colors.changed, 4.5);
        for (const QColor& band :
             {colors.repetitiveBand, colors.balancedBand, colors.chaoticBand}) {
            VERIFY_CONTRAST(text, band, 4.5);
            VERIFY_CONTRAST(colors.secondaryText, band, 4.5);
            VERIFY_CONTRAST(colors.accent, band, 3.0);
        }
    }

    void scaleIsMonotoneAndReadable_data() { everyTheme(); }
    void scaleIsMonotoneAndReadable() {
        QFETCH(QPalette, palette);
        const double direction = isDark(palette) ? 1.0 : -1.0;
        const QColor text = palette.color(QPalette::Text);
        for (int step = 0; step <= 100; ++step) {
            const QColor color = scaleColor(step / 100.0, palette);
            VERIFY_CONTRAST(text, color, 4.5);
            if (step > 0) {
                const QColor before = scaleColor((step - 1) / 100.0, palette);
                QVERIFY(direction * (luminance(color) - luminance(before)) > 0.0);
            }
        }
        // The whole scale is worth looking at: its ends differ plainly.
        VERIFY_CONTRAST(scaleColor(0.0, palette), scaleColor(1.0, palette), 2.0);
    }

    void scaleEndsAreKept() {
        for (const QPalette& palette : {lightPalette(), darkPalette()}) {
            QCOMPARE(scaleColor(-3.0, palette), scaleColor(0.0, palette));
            QCOMPARE(scaleColor(7.0, palette), scaleColor(1.0, palette));
        }
    }

    void fontsAreScaled() {
        QFont font("DejaVu Sans");
        font.setPointSizeF(10.0);
        QCOMPARE(scaledFont(font, 1.5).pointSizeF(), 15.0);
        QCOMPARE(scaledFont(font, 1.0, QFont::Bold).weight(), QFont::Bold);
        QVERIFY(textFont(font).pointSizeF() > 10.0);
        QFont pixels("DejaVu Sans");
        pixels.setPixelSize(20);
        QVERIFY(textFont(pixels).pointSizeF() > 0.0);
        QVERIFY(scaledFont(pixels, 2.0).pointSizeF() > 0.0);
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
