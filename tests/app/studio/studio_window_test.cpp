// SPDX-License-Identifier: GPL-3.0-or-later
// The window's manners: sizes, themes, layout, session, dropped files, closing.
#include "app/studio/studio.h"

#include "core/model/builtin_model.h"
#include "support/studio_expectation.h"
#include "support/studio_fixture.h"
#include "support/temporary_folder.h"
#include "ui/compare/compare_panel.h"
#include "ui/lens/lens_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/theme/theme.h"
#include "ui/welcome/welcome_panel.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int patience = 60'000;

QString disagreement(StudioFixture& fixture) {
    const StudioExpectation expected(fixture.state(), fixture.model());
    if (fixture.writtenIds() != expected.text())
        return "another text";
    return expected.disagreement(fixture.lensReadouts(),
                                 static_cast<std::size_t>(fixture.studio().text().selected()));
}

/// Labels and buttons that are narrower or lower than what they say needs.
QStringList clippedWidgets(QWidget& window) {
    QStringList clipped;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const auto* const label = qobject_cast<const QLabel*>(widget);
        const bool isButton = qobject_cast<const QAbstractButton*>(widget) != nullptr;
        if (widget->inherits("QDockWidgetTitleButton")) // Qt's own, laid out by its style
            continue;
        // A dock behind another tab counts as visible, but lies outside the window.
        if (!widget->isVisible() || widget->visibleRegion().isEmpty() ||
            (label == nullptr && !isButton))
            continue;
        const bool isFluid = label != nullptr && (label->wordWrap() || label->text().isEmpty());
        if (widget->window() != &window || isFluid)
            continue;
        const QSize needed = widget->minimumSizeHint();
        if (widget->width() < std::min(needed.width(), widget->maximumWidth()) ||
            widget->height() < std::min(needed.height(), widget->maximumHeight()))
            clipped.append(QStringLiteral("%1 “%2” %3x%4 in %5")
                               .arg(widget->metaObject()->className(),
                                    label != nullptr ? label->text() : widget->accessibleName())
                               .arg(widget->width())
                               .arg(widget->height())
                               .arg(widget->parentWidget()->metaObject()->className()));
    }
    return clipped;
}

void drop(StudioFixture& fixture, const std::filesystem::path& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    const QPointF place(100, 100);
    QDragEnterEvent enter(place.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&fixture.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&fixture.window(), &event);
}

/// Clicks a button of the next message box as soon as there is one.
void answer(QMessageBox::StandardButton button, int* asked) {
    auto* const timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, button, asked] {
        auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (box == nullptr)
            return;
        timer->deleteLater();
        ++*asked;
        box->button(button)->click();
    });
    timer->start(20);
}

} // namespace

class StudioWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void welcomesAtTheFirstStart();
    void clipsNothing_data();
    void clipsNothing();
    void switchesTheTheme();
    void savesAndResetsTheLayout();
    void restoresTheLastSession();
    void survivesAnUnwritableSession();
    void keepsItsModelWhenADamagedOneIsDropped();
    void opensADroppedModel();
    void looksAtADroppedText();
    void closesWhileItWrites();
    void asksBeforeItEndsATraining();
    void writesWithWhatTrainingPublishes();
};

void StudioWindowTest::welcomesAtTheFirstStart() {
    {
        StudioFixture fixture;
        ui::WelcomePanel& welcome = fixture.window().welcome();
        QVERIFY(welcome.isVisible());
        auto& atStart = fixture.child<QCheckBox>(&welcome);
        QTest::mouseClick(&atStart, Qt::LeftButton, {}, {5, atStart.height() / 2});
        QVERIFY(!atStart.isChecked());
        QTest::keyClick(&welcome, Qt::Key_Escape);
        QVERIFY(!welcome.isVisible());
        QVERIFY(fixture.window().close());
    }
    StudioFixture fixture;
    QVERIFY(!fixture.window().welcome().isVisible());
}

void StudioWindowTest::clipsNothing_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440x900") << QSize(1440, 900);
    QTest::newRow("1280x720") << QSize(1280, 720);
    QTest::newRow("1024x700") << QSize(1024, 700);
}

void StudioWindowTest::clipsNothing() {
    QFETCH(QSize, size);
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.window().resize(size);
    QCOMPARE(fixture.window().size(), size);
    for (QDockWidget* dock : fixture.window().findChildren<QDockWidget*>()) {
        dock->show();
        dock->raise();
        QTRY_COMPARE(clippedWidgets(fixture.window()).join('\n'), QString());
        QCOMPARE(fixture.window().size(), size);
    }
}

void StudioWindowTest::switchesTheTheme() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const QList<QAction*> themes = fixture.window().actions().theme->actions();
    themes[2]->trigger();
    QCOMPARE(qApp->palette().window().color(), ui::darkPalette().window().color());
    QTest::qWait(50); // palettes are handed on by events
    const QColor dark = fixture.window().grab().toImage().pixelColor(3, 300);
    themes[1]->trigger();
    QCOMPARE(qApp->palette().window().color(), ui::lightPalette().window().color());
    QTest::qWait(50);
    const QColor light = fixture.window().grab().toImage().pixelColor(3, 300);
    QVERIFY(light.lightness() > dark.lightness() + 50);
}

void StudioWindowTest::savesAndResetsTheLayout() {
    {
        StudioFixture fixture;
        QVERIFY(fixture.awaitText());
        ui::MainWindow& window = fixture.window();
        window.dockOf(window.samplers()).hide();
        window.addDockWidget(Qt::LeftDockWidgetArea, &window.dockOf(window.compare()));
        QVERIFY(window.close());
    }
    StudioFixture fixture;
    ui::MainWindow& window = fixture.window();
    QVERIFY(window.dockOf(window.samplers()).isHidden());
    QCOMPARE(window.dockWidgetArea(&window.dockOf(window.compare())), Qt::LeftDockWidgetArea);
    const QSize size = window.size();
    window.actions().resetLayout->trigger();
    QTest::qWait(50); // a window that has to grow does so by an event
    QCOMPARE(window.size(), size);
    QVERIFY(!window.dockOf(window.samplers()).isHidden());
    QCOMPARE(window.dockWidgetArea(&window.dockOf(window.compare())), Qt::BottomDockWidgetArea);
}

void StudioWindowTest::restoresTheLastSession() {
    const TemporaryFolder folder;
    const QString path = QString::fromStdString((folder / "deep/session.json").string());
    studio::ExplorationState state;
    {
        StudioFixture fixture(path);
        QVERIFY(fixture.awaitText());
        fixture.drag({0.5});
        state = fixture.state();
        state.prompt = "the film";
        state.length = 30;
        state.seed = 4'711;
        fixture.studio().exploration().change(state, "several things");
        QVERIFY(fixture.window().close());
    }
    StudioFixture fixture(path);
    QVERIFY(fixture.awaitText());
    QVERIFY(fixture.state() == state);
    QCOMPARE(fixture.tokens().size(), std::size_t{32});
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWindowTest::survivesAnUnwritableSession() {
    const TemporaryFolder folder;
    const auto file = folder.write("file", "no folder");
    StudioFixture fixture(QString::fromStdString((file / "session.json").string()));
    QVERIFY(fixture.awaitText());
    fixture.drag({0.5});
    QVERIFY(QTest::qWaitFor([&] { return fixture.window().problem().contains("session.json"); },
                            patience));
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    QVERIFY(fixture.window().close());
}

void StudioWindowTest::keepsItsModelWhenADamagedOneIsDropped() {
    const TemporaryFolder folder;
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const ModelHandle before = fixture.studio().model().handle();
    drop(fixture, folder.write("damaged.safetensors", std::string(1'000, '\x7f')));
    QVERIFY(QTest::qWaitFor([&] { return !fixture.window().problem().isEmpty(); }, patience));
    QCOMPARE(fixture.studio().model().handle(), before);
    fixture.drag({0.5});
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWindowTest::opensADroppedModel() {
    const TemporaryFolder folder;
    saveModel(folder / "mine.safetensors", loadBuiltinModel()->file());
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    drop(fixture, folder / "mine.safetensors");
    QVERIFY(
        QTest::qWaitFor([&] { return fixture.model().name() == "mine.safetensors"; }, patience));
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    QVERIFY(fixture.window().windowTitle().contains("mine.safetensors"));
}

void StudioWindowTest::looksAtADroppedText() {
    const TemporaryFolder folder;
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const ModelHandle before = fixture.studio().model().handle();
    const auto path = folder.write("corpus.txt", "a film\n");
    drop(fixture, path);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.studio().corpus().overview() != nullptr, patience);
    QCOMPARE(fixture.studio().corpus().path(), QString::fromStdString(path.string()));
    QVERIFY(!fixture.studio().training().isRunning()); // nothing is done with it unasked
    QCOMPARE(fixture.studio().model().handle(), before);
}

void StudioWindowTest::closesWhileItWrites() {
    StudioFixture fixture;
    studio::ExplorationState state = fixture.state();
    state.length = studio::largestLength;
    fixture.studio().exploration().change(state, "a long text");
    fixture.studio().results().generate(20);
    QVERIFY(fixture.studio().generator().isBusy(studio::Lane::text));
    QVERIFY(fixture.window().close());
}

void StudioWindowTest::asksBeforeItEndsATraining() {
    StudioFixture fixture;
    fixture.studio().training().start(endlessTraining());
    QVERIFY(
        QTest::qWaitFor([&] { return !fixture.studio().training().losses().empty(); }, patience));
    int asked = 0;
    answer(QMessageBox::Cancel, &asked);
    QVERIFY(!fixture.window().close());
    QCOMPARE(asked, 1);
    QVERIFY(fixture.studio().training().isRunning());
    answer(QMessageBox::Close, &asked);
    QVERIFY(fixture.window().close());
    QCOMPARE(asked, 2);
}

void StudioWindowTest::writesWithWhatTrainingPublishes() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const ModelHandle before = fixture.studio().model().handle();
    studio::TrainingRequest request = endlessTraining();
    request.settings.limits.steps = 20;
    fixture.studio().training().start(request);
    QVERIFY(QTest::qWaitFor([&] { return !fixture.studio().training().isRunning(); }, patience));
    QVERIFY(fixture.studio().model().handle() != before);
    QCOMPARE(fixture.model().step(), 20);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioWindowTest>(argumentCount, arguments);
}
#include "studio_window_test.moc"
