// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/writing_panel.h"

#include "tests/ui/text/sample_text.h"
#include "ui/text/color_legend.h"
#include "ui/text/generate_many_button.h"
#include "ui/text/glyph_button.h"
#include "ui/text/primary_button.h"
#include "ui/text/prompt_edit.h"
#include "ui/text/seed_box.h"
#include "ui/text/token_view.h"
#include "ui/text/trajectory_chart.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera::ui;

namespace {

struct Panel {
    WritingPanel panel;
    PromptEdit& prompt = *panel.findChild<PromptEdit*>();
    PrimaryButton& generate = *panel.findChild<PrimaryButton*>();
    QLineEdit& seed = *panel.findChild<SeedBox*>()->findChild<QLineEdit*>();
    QSpinBox& length = *panel.findChild<QSpinBox*>();
    QComboBox& coloring = *panel.findChild<QComboBox*>();
    TokenView& view = *panel.findChild<TokenView*>();

    explicit Panel(QSize size = {700, 560}) {
        panel.setVocabularySize(15000);
        panel.resize(size);
        panel.show();
        panel.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&panel));
        prompt.setFocus();
    }
};

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
           qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(widget) != nullptr ||
           qobject_cast<const TokenView*>(widget) != nullptr;
}

/// The controls that a person sees, without the parts that Qt's own widgets are made of.
QList<QWidget*> controlsOf(const WritingPanel& panel) {
    QList<QWidget*> controls;
    for (QWidget* widget : panel.findChildren<QWidget*>())
        if (isControl(widget) && widget->isVisible())
            controls.append(widget);
    return controls;
}

QRect placeIn(const QWidget& panel, const QWidget& widget) {
    return {widget.mapTo(&panel, QPoint(0, 0)), widget.size()};
}

} // namespace

class WritingPanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void generatesByKeyboardAndButton();
    void stopsByEscapeAndButton();
    void takesWhatIsBeingTypedBeforeGenerating();
    void acceptsEverySeedOf64Bits();
    void locksAndRerolls();
    void asksForManyTexts();
    void neverEmitsFromSetters();
    void colorsAndExplainsTheColors();
    void selectsInTextAndTrajectoryAlike();
    void exportsOnlyWhatThereIs();
    void showsNoScaleOfNothing();
    void neverClipsItsControls_data();
    void neverClipsItsControls();
    void namesEveryControl();
};

void WritingPanelTest::generatesByKeyboardAndButton() {
    Panel each;
    QSignalSpy spy(&each.panel, &WritingPanel::generateRequested);
    QTest::keyClicks(&each.prompt, "this movie");
    QTest::keyClick(&each.prompt, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(each.panel.prompt(), QStringLiteral("this movie"));
    QTest::mouseClick(&each.generate, Qt::LeftButton);
    QCOMPARE(spy.count(), 2);
}

void WritingPanelTest::stopsByEscapeAndButton() {
    Panel each;
    QSignalSpy stopped(&each.panel, &WritingPanel::stopRequested);
    QSignalSpy generated(&each.panel, &WritingPanel::generateRequested);
    QTest::keyClick(&each.prompt, Qt::Key_Escape);
    QCOMPARE(stopped.count(), 0);
    each.panel.setGenerating(true);
    QVERIFY(each.generate.text().contains(QLatin1String("Stop")));
    QTest::keyClick(&each.prompt, Qt::Key_Escape);
    QTest::mouseClick(&each.generate, Qt::LeftButton);
    QTest::keyClick(&each.prompt, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(stopped.count(), 2);
    QCOMPARE(generated.count(), 0);
    each.panel.setGenerating(false);
    QVERIFY(each.generate.text().contains(QLatin1String("Generate")));
}

void WritingPanelTest::takesWhatIsBeingTypedBeforeGenerating() {
    Panel each;
    QStringList order;
    connect(&each.panel, &WritingPanel::seedChanged, this,
            [&](quint64 seed) { order.append(QStringLiteral("seed %1").arg(seed)); });
    connect(&each.panel, &WritingPanel::lengthChanged, this,
            [&](int length) { order.append(QStringLiteral("length %1").arg(length)); });
    connect(&each.panel, &WritingPanel::generateRequested, this,
            [&] { order.append(QStringLiteral("generate")); });
    each.seed.setFocus();
    each.seed.selectAll();
    QTest::keyClicks(&each.seed, "137");
    QTest::keyClick(&each.seed, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(order, (QStringList{"seed 137", "generate"}));
    order.clear();
    each.length.setFocus();
    each.length.selectAll();
    QTest::keyClicks(&each.length, "80");
    QTest::keyClick(&each.length, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(order, (QStringList{"length 80", "generate"}));
}

void WritingPanelTest::acceptsEverySeedOf64Bits() {
    Panel each;
    QSignalSpy spy(&each.panel, &WritingPanel::seedChanged);
    const auto type = [&](const QString& text) {
        each.seed.setFocus();
        each.seed.selectAll();
        QTest::keyClick(&each.seed, Qt::Key_Delete);
        QTest::keyClicks(&each.seed, text);
        QTest::keyClick(&each.seed, Qt::Key_Return);
        return each.seed.text();
    };
    QCOMPARE(type(QStringLiteral("18446744073709551615")), QStringLiteral("18446744073709551615"));
    QCOMPARE(spy.last()[0].value<quint64>(), 18446744073709551615ULL);
    // One more than that, and what is no number: the last one stays.
    QTest::keyClick(&each.seed, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&each.seed, "18446744073709551616");
    QVERIFY(each.seed.toolTip().contains(QLatin1String("Not a seed")));
    each.prompt.setFocus();
    QCOMPARE(each.seed.text(), QStringLiteral("18446744073709551615"));
    QCOMPARE(type(QStringLiteral("-x7")), QStringLiteral("7"));
    QCOMPARE(spy.count(), 2);
}

void WritingPanelTest::locksAndRerolls() {
    Panel each;
    QSignalSpy locked(&each.panel, &WritingPanel::seedLockChanged);
    QSignalSpy rerolled(&each.panel, &WritingPanel::rerollRequested);
    const QList<GlyphButton*> buttons = each.panel.findChildren<GlyphButton*>();
    QCOMPARE(buttons.size(), 2);
    for (GlyphButton* button : buttons)
        QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(locked.count(), 1);
    QCOMPARE(locked[0][0].toBool(), true);
    QCOMPARE(rerolled.count(), 1);
}

void WritingPanelTest::asksForManyTexts() {
    Panel each;
    QSignalSpy spy(&each.panel, &WritingPanel::generateManyRequested);
    auto& button = *each.panel.findChild<GenerateManyButton*>();
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(spy.takeFirst()[0].toInt(), 20);
    button.menu()->actions().first()->trigger();
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(spy.takeFirst()[0].toInt(), 5);
    QCOMPARE(button.text(), QStringLiteral("Generate 5"));
}

void WritingPanelTest::neverEmitsFromSetters() {
    Panel each;
    QList<std::shared_ptr<QSignalSpy>> spies;
    const QMetaObject& meta = WritingPanel::staticMetaObject;
    for (int i = meta.methodOffset(); i < meta.methodCount(); ++i)
        if (meta.method(i).methodType() == QMetaMethod::Signal)
            spies.append(std::make_shared<QSignalSpy>(&each.panel, meta.method(i)));
    QVERIFY(spies.size() >= 11);
    each.panel.setPrompt(QStringLiteral("this movie"));
    each.panel.setPromptMessage(QStringLiteral("!"), true);
    each.panel.setTokens(sampleText(20));
    each.panel.setReference(sampleText(10));
    each.panel.setStaleFrom(3);
    each.panel.setSelected(5);
    each.panel.setGenerating(true);
    each.panel.setGenerating(false);
    each.panel.setLength(90);
    each.panel.setSeed(5);
    each.panel.setSeedLocked(true);
    each.panel.setColoring(TokenColoring::rank);
    each.panel.setTokenSeparator({});
    for (const auto& spy : spies)
        QCOMPARE(spy->count(), 0);
    QCOMPARE(each.length.value(), 90);
    QCOMPARE(each.seed.text(), QStringLiteral("5"));
}

void WritingPanelTest::colorsAndExplainsTheColors() {
    Panel each;
    each.panel.setTokens(sampleText(20));
    auto& legend = *each.panel.findChild<ColorLegend*>();
    QVERIFY(legend.isVisible());
    QSignalSpy spy(&each.panel, &WritingPanel::coloringChanged);
    each.coloring.setFocus();
    QTest::keyClick(&each.coloring, Qt::Key_Down);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(each.panel.coloring(), TokenColoring::probability);
    QCOMPARE(legend.scale().coloring(), TokenColoring::probability);
    const auto& chart = *each.panel.findChild<TrajectoryChart*>();
    QVERIFY(chart.chartTitle().contains(QLatin1String("probability")));
    QTest::keyClick(&each.coloring, Qt::Key_Home);
    QVERIFY(!legend.isVisible());
    QVERIFY(chart.chartTitle().contains(QLatin1String("surprise")));
}

void WritingPanelTest::selectsInTextAndTrajectoryAlike() {
    Panel each;
    each.panel.setTokens(sampleText(20));
    QSignalSpy spy(&each.panel, &WritingPanel::tokenSelected);
    QTest::mouseClick(each.view.viewport(), Qt::LeftButton, {}, each.view.tokenRect(5).center());
    auto& chart = *each.panel.findChild<TrajectoryChart*>();
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(spy[0][0].toInt(), 5);
    QCOMPARE(spy[1][0].toInt(), 6);
    QCOMPARE(each.panel.selected(), 6);
}

void WritingPanelTest::exportsOnlyWhatThereIs() {
    Panel each;
    QSignalSpy spy(&each.panel, &WritingPanel::exportRequested);
    QPushButton* exporting = nullptr;
    for (QPushButton* button : each.panel.findChildren<QPushButton*>())
        if (button != &each.generate)
            exporting = button;
    QTest::mouseClick(exporting, Qt::LeftButton);
    QCOMPARE(spy.count(), 0);
    each.panel.setTokens(sampleText(3));
    QTest::mouseClick(exporting, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
}

void WritingPanelTest::showsNoScaleOfNothing() {
    Panel each;
    QVERIFY(!each.panel.findChild<ColorLegend*>()->isVisible());
    QVERIFY(!each.panel.findChild<TrajectoryChart*>()->isVisible());
    each.panel.setTokens(sampleText(3));
    QVERIFY(each.panel.findChild<TrajectoryChart*>()->isVisible());
}

void WritingPanelTest::neverClipsItsControls_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("smallest") << QSize(560, 380);
    QTest::newRow("sketch") << QSize(640, 560);
    QTest::newRow("wide") << QSize(1200, 700);
}

void WritingPanelTest::neverClipsItsControls() {
    QFETCH(QSize, size);
    Panel each(size);
    each.panel.setTokens(sampleText(60));
    each.panel.setSeed(18446744073709551615ULL);
    QTest::qWait(1);
    QCOMPARE(each.panel.size(), size);
    const QList<QWidget*> controls = controlsOf(each.panel);
    QVERIFY(controls.size() >= 8);
    for (const QWidget* first : controls) {
        const QRect place = placeIn(each.panel, *first);
        QVERIFY2(each.panel.rect().contains(place), first->metaObject()->className());
        QVERIFY(place.height() >= first->minimumSizeHint().height());
        for (const QWidget* second : controls)
            if (first != second && !first->isAncestorOf(second) && !second->isAncestorOf(first))
                QVERIFY2(!place.intersects(placeIn(each.panel, *second)),
                         first->metaObject()->className());
    }
}

void WritingPanelTest::namesEveryControl() {
    Panel each;
    each.panel.setTokens(sampleText(20));
    for (const QWidget* control : controlsOf(each.panel)) {
        QAccessibleInterface* read =
            QAccessible::queryAccessibleInterface(const_cast<QWidget*>(control));
        QVERIFY2(!read->text(QAccessible::Name).isEmpty(), control->metaObject()->className());
        QVERIFY(control->focusPolicy() & Qt::TabFocus);
        if (qobject_cast<const TokenView*>(control) == nullptr)
            QVERIFY2(!control->toolTip().isEmpty(), control->metaObject()->className());
    }
}

QTEST_MAIN(WritingPanelTest)
#include "writing_panel_test.moc"
