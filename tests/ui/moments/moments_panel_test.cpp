// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moments_panel.h"

#include "support/moments.h"
#include "ui/moments/expectation_chart.h"
#include "ui/moments/moment_timeline.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTextEdit>
#include <QtTest>
#include <cmath>

using namespace tempera;
using namespace tempera::ui;

namespace {

Moment writing(std::int64_t step, const std::string& text) {
    Moment moment = test::momentAt(step, step / 100, true);
    for (const double temperature : {0.2, 0.5, 0.7, 1.0, 1.5})
        moment.texts.push_back({temperature, text});
    moment.candidates = {{"is", 0.5}};
    moment.entropy = 4.5;
    return moment;
}

std::vector<Moment> run() {
    return {writing(100, "this movie the the"), writing(200, "this movie is the"),
            writing(300, "this movie is good")};
}

template <typename Part>
Part* named(QWidget& panel, const QString& name) {
    for (Part* part : panel.findChildren<Part*>())
        if (part->accessibleName() == name)
            return part;
    return nullptr;
}

/// The words of a text that have a background, joined.
QString markedWords(QTextEdit& text) {
    QStringList marked;
    for (QTextBlock block = text.document()->begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (part.fragment().charFormat().background().style() != Qt::NoBrush)
                marked.append(part.fragment().text());
    return marked.join(u'|');
}

} // namespace

class MomentsPanelTest : public QObject {
    Q_OBJECT

private:
    static QString textAt(MomentsPanel& panel, const QString& temperature) {
        auto* text = named<QTextEdit>(panel, "Text at " + temperature);
        return text == nullptr ? QString() : text->toPlainText();
    }
    static QString reading(MomentsPanel& panel) {
        return named<QLabel>(panel, "What is shown")->text();
    }

private Q_SLOTS:
    void emptyStateSaysWhatWillBeThere() {
        MomentsPanel panel;
        panel.resize(900, 400);
        panel.show();
        QVERIFY(!panel.findChild<MomentTimeline*>()->isVisible());
        QVERIFY(!named<QPushButton>(panel, "Play the moments")->isEnabled());
        QVERIFY(!named<QPushButton>(panel, "Newest weights")->isEnabled());
        const auto labels = panel.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text().contains("epoch");
        }));
        panel.setMoments(run());
        QVERIFY(panel.findChild<MomentTimeline*>()->isVisible());
    }

    void liveShowsTheNewestMomentsTexts() {
        MomentsPanel panel;
        panel.setMoments(run());
        QCOMPARE(panel.shownStep(), std::optional<qint64>());
        QCOMPARE(textAt(panel, "T = 0.20"), QString("this movie is good"));
        QVERIFY(reading(panel).startsWith("Newest weights"));
    }

    void goingToAMomentShowsItAtOnceAndAsksForIt() {
        MomentsPanel panel;
        panel.setMoments(run());
        QSignalSpy chosen(&panel, &MomentsPanel::momentChosen);
        auto* timeline = panel.findChild<MomentTimeline*>();
        QTest::keyClick(timeline, Qt::Key_Home);
        QCOMPARE(chosen.takeLast()[0].toLongLong(), 100);
        QCOMPARE(panel.shownStep(), std::optional<qint64>(100));
        QCOMPARE(textAt(panel, "T = 1.50"), QString("this movie the the"));
        QCOMPARE(reading(panel),
                 QString("Step 100 · end of epoch 1 · train %1 · val %2 · entropy 4.50 bits")
                     .arg(7.0 - std::log(101.0) / 4.0, 0, 'f', 2)
                     .arg(7.25 - std::log(101.0) / 4.0, 0, 'f', 2));
        QTest::keyClick(timeline, Qt::Key_Right);
        QCOMPARE(chosen.takeLast()[0].toLongLong(), 200);
        panel.setBusy(true);
        QVERIFY(reading(panel).contains("Reading"));
        QCOMPARE(textAt(panel, "T = 1.50"), QString("this movie is the"));
    }

    void wordsThatChangedAreMarked() {
        MomentsPanel panel;
        panel.setMoments(run());
        panel.setShown(200);
        auto* text = named<QTextEdit>(panel, "Text at T = 0.70");
        QCOMPARE(markedWords(*text), QString("is"));
        panel.setShown(100); // nothing before it
        QCOMPARE(markedWords(*text), QString());
        std::vector<Moment> otherSeed = run();
        otherSeed[0].seed = 99;
        panel.setMoments(otherSeed);
        panel.setShown(200);
        QCOMPARE(markedWords(*text), QString());
    }

    void newestGoesBackToLive() {
        MomentsPanel panel;
        panel.setMoments(run());
        panel.setShown(100);
        QSignalSpy live(&panel, &MomentsPanel::liveRequested);
        QTest::mouseClick(named<QPushButton>(panel, "Newest weights"), Qt::LeftButton);
        QCOMPARE(live.size(), 1);
        QCOMPARE(panel.shownStep(), std::optional<qint64>());
        panel.setShown(100);
        QTest::keyClick(panel.findChild<MomentTimeline*>(), Qt::Key_End);
        QCOMPARE(live.size(), 2);
    }

    void playWalksFromTheFirstToTheLast() {
        MomentsPanel panel;
        panel.setPlayInterval(1);
        panel.setMoments(run());
        QSignalSpy chosen(&panel, &MomentsPanel::momentChosen);
        auto* play = named<QPushButton>(panel, "Play the moments");
        QTest::mouseClick(play, Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QTRY_COMPARE(chosen.size(), 3);
        for (int index = 0; index < 3; ++index)
            QCOMPARE(chosen[index][0].toLongLong(), 100 * (index + 1));
        QVERIFY(!play->isChecked());
        QVERIFY(!chosen.wait(50));
    }

    void playWaitsForTheModel() {
        MomentsPanel panel;
        panel.setPlayInterval(1);
        panel.setMoments(run());
        QSignalSpy chosen(&panel, &MomentsPanel::momentChosen);
        auto* play = named<QPushButton>(panel, "Play the moments");
        QTest::mouseClick(play, Qt::LeftButton);
        panel.setBusy(true);
        QVERIFY(!chosen.wait(50));
        panel.setBusy(false);
        QTRY_COMPARE(chosen.size(), 3);
        panel.setShown(100);
        QTest::mouseClick(play, Qt::LeftButton); // goes on where it stands
        QTest::mouseClick(play, Qt::LeftButton);
        QVERIFY(!chosen.wait(50));
    }

    void newMomentsLeaveThePersonWhereTheyAre() {
        MomentsPanel panel;
        panel.setMoments(run());
        panel.setShown(200);
        QSignalSpy chosen(&panel, &MomentsPanel::momentChosen);
        QSignalSpy live(&panel, &MomentsPanel::liveRequested);
        std::vector<Moment> more = run();
        more.push_back(writing(400, "this movie was good"));
        panel.setMoments(more);
        QCOMPARE(panel.shownStep(), std::optional<qint64>(200));
        QCOMPARE(textAt(panel, "T = 0.20"), QString("this movie is the"));
        more.erase(more.begin() + 1); // thinned away while it is looked at
        panel.setMoments(more);
        QCOMPARE(panel.shownStep(), std::optional<qint64>(200));
        QCOMPARE(textAt(panel, "T = 0.20"), QString("this movie is the"));
        QCOMPARE(panel.findChild<MomentTimeline*>()->shown(), std::optional<std::size_t>(0));
        QVERIFY(chosen.isEmpty() && live.isEmpty());
    }

    void intervalIsAskedFor() {
        MomentsPanel panel;
        QSignalSpy changed(&panel, &MomentsPanel::intervalChanged);
        auto* also = named<QCheckBox>(panel, "Keep weights between epochs too");
        auto* steps = named<QSpinBox>(panel, "Steps between two moments");
        panel.setInterval(250);
        QVERIFY(also->isChecked());
        QCOMPARE(steps->value(), 250);
        QVERIFY(changed.isEmpty());
        QTest::keyClick(also, Qt::Key_Space);
        QCOMPARE(changed.takeLast()[0].toLongLong(), 0);
        QVERIFY(!steps->isEnabled());
        QTest::keyClick(also, Qt::Key_Space);
        QCOMPARE(changed.takeLast()[0].toLongLong(), 250);
        QTest::keyClick(steps, Qt::Key_Up);
        QCOMPARE(changed.takeLast()[0].toLongLong(), 251);
        panel.setInterval(0);
        QVERIFY(!also->isChecked());
        QVERIFY(changed.isEmpty());
    }

    void chartComesWithHeight() {
        MomentsPanel panel;
        panel.setMoments(run());
        panel.resize(1'400, 230);
        panel.show();
        auto* chart = panel.findChild<ExpectationChart*>();
        QVERIFY(!chart->isVisible());
        QVERIFY(panel.minimumSizeHint().height() <= 150);
        panel.resize(1'400, 500);
        QVERIFY(chart->isVisible());
        QSignalSpy chosen(&panel, &MomentsPanel::momentChosen);
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(chosen.takeLast()[0].toLongLong(), 200);
    }

    void messageIsShownAndTakenAway() {
        MomentsPanel panel;
        panel.show();
        panel.setMessage("The disk is full.");
        const auto labels = panel.findChildren<QLabel*>();
        const auto found = std::ranges::find_if(
            labels, [](const QLabel* label) { return label->text() == "The disk is full."; });
        QVERIFY(found != labels.end() && (*found)->isVisible());
        panel.setMessage({});
        QVERIFY(!(*found)->isVisible());
    }

    void everyControlHasANameAndAToolTip() {
        MomentsPanel panel;
        panel.setMoments(run());
        for (QWidget* part : panel.findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractButton*>(part) != nullptr ||
                                 qobject_cast<QAbstractSlider*>(part) != nullptr ||
                                 qobject_cast<QSpinBox*>(part) != nullptr;
            if (!control || part->focusPolicy() == Qt::NoFocus || qobject_cast<QScrollBar*>(part))
                continue;
            QVERIFY2(!part->accessibleName().isEmpty(), part->metaObject()->className());
            // The timeline's says what is under the pointer.
            QVERIFY2(!part->toolTip().isEmpty() || qobject_cast<MomentTimeline*>(part),
                     qPrintable(part->accessibleName()));
        }
    }
};

QTEST_MAIN(MomentsPanelTest)
#include "moments_panel_test.moc"
