// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/lens_panel.h"

#include "lens_fixtures.h"
#include "support/naive_sampling.h"
#include "ui/lens/distribution_model.h"
#include "ui/lens/entropy_curve_chart.h"
#include "ui/lens/readout_line.h"
#include "ui/lens/temperature_slider.h"
#include "ui/lens/token_finder.h"
#include "ui/theme/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::ui;
using test::naiveDistribution;
using test::NaiveDistribution;

namespace {

SamplerStack topK(double k) {
    return {{{SamplerKind::temperature, 1.0}, true}, {{SamplerKind::topK, k}, true}};
}

} // namespace

class LensPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void readoutsAgreeWithTheDefinition();
    void labelsShowTheReadouts();
    void everyMoveOfADragIsFollowed();
    void settingIsSilentButEffectsAreTold();
    void draggingSwitchesTemperatureOn();
    void theCurveIsTheEntropyAtEachTemperature();
    void aTemperatureLeavesTheCurveAlone();
    void theCurveSetsTheTemperature();
    void noticesASoleCandidate();
    void saysWhatToDoWithoutLogits();
    void showsTheErrorOfUnusableLogits();
    void findHasAShortcut();
    void fitsASmallWindow();
    void repaintsInTheOtherPalette();
    void everyControlHasANameAndAHint();

private:
    template <typename T>
    T& part() const {
        return *panel_->findChild<T*>();
    }
    bool shows(const QString& text) const {
        const auto labels = panel_->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&text](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QStringList readoutTexts() const {
        QStringList texts;
        for (const ReadoutLine* line : panel_->findChildren<ReadoutLine*>())
            texts.append(line->text());
        return texts;
    }

    std::unique_ptr<LensPanel> panel_;
};

void LensPanelTest::init() {
    QApplication::setPalette(lightPalette());
    panel_ = std::make_unique<LensPanel>();
    panel_->resize(700, 600);
    panel_->show();
    QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
}

void LensPanelTest::cleanup() {
    panel_.reset();
}

void LensPanelTest::readoutsAgreeWithTheDefinition() {
    QVERIFY(rc::check([this] {
        LensPosition position = test::positionOf(*test::anyLogits());
        const std::size_t size = position.logits->size();
        position.chosen = static_cast<TokenId>(*rc::gen::inRange<std::size_t>(0, size));
        const SamplerStack stack = *test::anyStack();
        const NaiveDistribution naive = naiveDistribution(*position.logits, activeChain(stack));
        panel_->setSamplers(stack);
        panel_->setPosition(position);
        const LensReadouts readouts = panel_->readouts();
        const auto bits = static_cast<double>(naive.entropyBits());
        RC_ASSERT(std::abs(readouts.entropyBits - bits) < 1e-9);
        RC_ASSERT(std::abs(readouts.effectiveChoices / std::exp2(bits) - 1.0) < 1e-9);
        RC_ASSERT(std::abs(readouts.topProbability - static_cast<double>(naive.probabilities[0])) <
                  1e-12);
        RC_ASSERT(readouts.kept == naive.candidates);
        RC_ASSERT(readouts.vocabularySize == size);
        for (const SamplerKind kind : {SamplerKind::topK, SamplerKind::topP, SamplerKind::minP}) {
            const auto expected =
                static_cast<std::size_t>(std::ranges::count(naive.removedBy, std::optional(kind)));
            const auto found = std::ranges::find(readouts.removed, kind, &RemovedTokens::sampler);
            RC_ASSERT((found == readouts.removed.end() ? 0 : found->count) == expected);
        }
        const auto rank = static_cast<std::size_t>(
            std::ranges::find(naive.ranking, *position.chosen) - naive.ranking.begin());
        const auto p = static_cast<double>(naive.probabilities[rank]);
        RC_ASSERT(readouts.chosen->rank == rank + 1);
        RC_ASSERT(std::abs(readouts.chosen->probability - p) < 1e-12);
        RC_ASSERT(readouts.chosen->removedBy == naive.removedBy[rank]);
        RC_ASSERT(readouts.chosen->surpriseBits.has_value() ==
                  (readouts.chosen->probability > 0.0));
        if (p > 1e-12)
            RC_ASSERT(std::abs(*readouts.chosen->surpriseBits + std::log2(p)) < 1e-6);
    }));
}

void LensPanelTest::labelsShowTheReadouts() {
    // Probabilities 1/2, 1/4, 1/8, 1/8: 1.75 bits, 2^1.75 = 3.36 choices.
    LensPosition position =
        test::positionOf({0.0F, std::log(0.5F), std::log(0.25F), std::log(0.25F)});
    position.chosen = 1;
    panel_->setPosition(position);
    QCOMPARE(readoutTexts(),
             QStringList({"1.75 bits entropy", "3.4 effective choices", "50.00 % top token “[PAD]”",
                          "4 / 4 kept", "no sampler removed any", "[UNK] chosen, rank 2",
                          "2.00 bits surprise (25.00 %)"}));
    panel_->setSamplers(topK(1.0));
    QCOMPARE(readoutTexts(),
             QStringList({"0.00 bits entropy", "1.0 effective choices",
                          "100.00 % top token “[PAD]”", "1 / 4 kept", "removed: 3 by top-k",
                          "[UNK] chosen, rank 2", "it was removed by top-k"}));
    panel_->setSamplers(withTemperature(defaultSamplerStack(), 0.0));
    QCOMPARE(readoutTexts().last(), "impossible at this temperature");
    position.chosen.reset();
    panel_->setPosition(position);
    QCOMPARE(readoutTexts().at(5), "no token stands here yet");
}

void LensPanelTest::everyMoveOfADragIsFollowed() {
    panel_->setPosition(test::positionOf(test::normalLogits(1'000, 3.0F, 1)));
    const auto& logits = test::normalLogits(1'000, 3.0F, 1);
    auto& slider = part<TemperatureSlider>();
    QSignalSpy started(panel_.get(), &LensPanel::temperatureDragStarted);
    QSignalSpy finished(panel_.get(), &LensPanel::temperatureDragFinished);
    double told = -1.0;
    connect(panel_.get(), &LensPanel::temperatureChanged, panel_.get(), [&](double temperature) {
        told = temperature;
        // The Lens is up to date when it tells.
        const auto naive = naiveDistribution(logits, {{SamplerKind::temperature, temperature}});
        QVERIFY(std::abs(panel_->readouts().entropyBits -
                         static_cast<double>(naive.entropyBits())) < 1e-9);
    });
    QTest::mousePress(&slider, Qt::LeftButton, {}, slider.handleCenter(0.3).toPoint());
    for (const double temperature : {0.4, 0.5, 0.8, 1.3, 2.4}) {
        QTest::mouseMove(&slider, slider.handleCenter(temperature).toPoint());
        QCOMPARE(told, panel_->temperature());
        QVERIFY(std::abs(told / temperature - 1.0) < 0.02);
    }
    QCOMPARE(finished.size(), 0);
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, slider.handleCenter(2.4).toPoint());
    QCOMPARE(started.size(), 1);
    QCOMPARE(finished.size(), 1);
}

void LensPanelTest::settingIsSilentButEffectsAreTold() {
    QSignalSpy changed(panel_.get(), &LensPanel::temperatureChanged);
    QSignalSpy effects(panel_.get(), &LensPanel::effectsChanged);
    panel_->setSamplers(withTemperature(topK(7.0), 0.3));
    QCOMPARE(effects.size(), 0); // no logits yet
    panel_->setPosition(test::positionOf(test::normalLogits(100, 2.0F, 2)));
    QCOMPARE(panel_->temperature(), 0.3);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(effects.size(), 1);
    const auto told = effects.last().first().value<std::vector<SamplerEffect>>();
    QCOMPARE(told.size(), std::size_t{2});
    QCOMPARE(told[1].candidatesBefore, std::size_t{100});
    QCOMPARE(told[1].candidatesAfter, std::size_t{7});
    panel_->setSamplers(withTemperature(topK(7.0), 0.3)); // the same again
    QCOMPARE(effects.size(), 1);
    panel_->setPosition({});
    QCOMPARE(effects.size(), 2);
    QVERIFY(effects.last().first().value<std::vector<SamplerEffect>>().empty());
}

void LensPanelTest::draggingSwitchesTemperatureOn() {
    SamplerStack stack = defaultSamplerStack();
    stack[0] = {{SamplerKind::temperature, 0.2}, false};
    panel_->setPosition(test::positionOf(test::normalLogits(100, 2.0F, 3)));
    panel_->setSamplers(stack);
    QCOMPARE(panel_->temperature(), 1.0);
    QTest::keyClick(&part<TemperatureSlider>(), Qt::Key_PageUp);
    QCOMPARE(panel_->temperature(), 1.5);
}

void LensPanelTest::theCurveIsTheEntropyAtEachTemperature() {
    const std::vector<float> logits = test::normalLogits(200, 3.0F, 4);
    SamplerStack stack = defaultSamplerStack();
    stack[2].enabled = true; // top-p 0.95
    panel_->setSamplers(stack);
    panel_->setPosition(test::positionOf(logits));
    QTRY_VERIFY(!part<EntropyCurveChart>().chartTable().rows.empty());
    const ChartTable table = part<EntropyCurveChart>().chartTable();
    QCOMPARE(table.rows.front()[0].toDouble(), 0.05);
    QCOMPARE(table.rows.back()[0].toDouble(), 5.0);
    for (const auto& row : table.rows) {
        const auto naive =
            naiveDistribution(logits, activeChain(withTemperature(stack, row[0].toDouble())));
        QVERIFY(std::abs(row[1].toDouble() - static_cast<double>(naive.entropyBits())) < 1e-9);
    }
}

void LensPanelTest::aTemperatureLeavesTheCurveAlone() {
    panel_->setPosition(test::positionOf(test::normalLogits(200, 3.0F, 5)));
    QTRY_VERIFY(!part<EntropyCurveChart>().chartTable().rows.empty());
    part<EntropyCurveChart>().setCurve({0.05, 5.0}, {0.0, 1.0}); // would be replaced
    QTest::keyClick(&part<TemperatureSlider>(), Qt::Key_PageUp);
    QCoreApplication::processEvents();
    QCOMPARE(part<EntropyCurveChart>().chartTable().rows.size(), std::size_t{2});
    SamplerStack stack = defaultSamplerStack();
    stack[1].enabled = true;
    panel_->setSamplers(stack);
    QTRY_VERIFY(part<EntropyCurveChart>().chartTable().rows.size() > 2);
}

void LensPanelTest::theCurveSetsTheTemperature() {
    panel_->setPosition(test::positionOf(test::normalLogits(200, 3.0F, 6)));
    auto& chart = part<EntropyCurveChart>();
    QTRY_VERIFY(!chart.chartTable().rows.empty());
    QSignalSpy started(panel_.get(), &LensPanel::temperatureDragStarted);
    QSignalSpy finished(panel_.get(), &LensPanel::temperatureDragFinished);
    QWidget* plot = chart.childAt(chart.rect().center());
    const QPoint middle = plot->rect().center();
    QTest::mousePress(plot, Qt::LeftButton, {}, middle);
    const double pressed = panel_->temperature();
    QVERIFY(pressed > 0.2 && pressed < 1.0); // the axis's middle is 0.5; labels take some room
    QTest::mouseMove(plot, middle + QPoint(60, 0));
    QVERIFY(panel_->temperature() > pressed);
    QTest::mouseMove(plot, middle - QPoint(60, 0));
    QVERIFY(panel_->temperature() < pressed);
    QTest::mouseRelease(plot, Qt::LeftButton, {}, middle - QPoint(60, 0));
    QCOMPARE(started.size(), 1);
    QCOMPARE(finished.size(), 1);
    const double before = panel_->temperature();
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(panel_->temperature() > before);
    QCOMPARE(part<TemperatureSlider>().temperature(), panel_->temperature());
}

void LensPanelTest::noticesASoleCandidate() {
    panel_->setPosition(test::positionOf(test::normalLogits(100, 2.0F, 7)));
    panel_->setSamplers(topK(2.0));
    QVERIFY(!shows("temperature cannot act here"));
    panel_->setSamplers(topK(1.0));
    QVERIFY(shows("temperature cannot act here: top-k kept 1 token"));
    panel_->setPosition({});
    QVERIFY(!shows("temperature cannot act here"));
}

void LensPanelTest::saysWhatToDoWithoutLogits() {
    QVERIFY(shows("Generate a text"));
    LensPosition position;
    position.context = "Press Generate first.";
    panel_->setPosition(position);
    QVERIFY(shows("Press Generate first."));
    QCOMPARE(panel_->readouts(), LensReadouts{});
    QTest::keyClick(&part<TemperatureSlider>(), Qt::Key_PageDown); // still there to be set
    QCOMPARE(panel_->temperature(), 0.7);
}

void LensPanelTest::showsTheErrorOfUnusableLogits() {
    LensPosition position = test::positionOf({1.0F, std::nanf(""), 2.0F});
    panel_->setPosition(position);
    QVERIFY(shows("logits are not finite"));
    QCOMPARE(panel_->readouts(), LensReadouts{});
    QTest::keyClick(&part<TemperatureSlider>(), Qt::Key_PageDown);
    position = test::positionOf({1.0F, 2.0F});
    position.vocabulary = test::numberedVocabulary(3);
    panel_->setPosition(position);
    QVERIFY(shows("differ in size"));
    panel_->setPosition(test::positionOf({1.0F, 2.0F, 3.0F}));
    QVERIFY(!shows("differ in size"));
    QCOMPARE(panel_->readouts().vocabularySize, std::size_t{3});
}

void LensPanelTest::findHasAShortcut() {
    panel_->setPosition(test::positionOf(test::normalLogits(100, 2.0F, 8)));
    part<TemperatureSlider>().setFocus();
    QTest::keyClick(&part<TemperatureSlider>(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), &part<TokenFinder>());
}

void LensPanelTest::fitsASmallWindow() {
    panel_->setPosition(test::positionOf(test::normalLogits(15'000, 2.0F, 9)));
    const QSize smallest = panel_->minimumSizeHint();
    QVERIFY2(smallest.width() <= 600 && smallest.height() <= 420,
             qPrintable(QString("%1x%2").arg(smallest.width()).arg(smallest.height())));
    panel_->resize(600, 420);
    QCoreApplication::processEvents();
    for (const QWidget* child : panel_->findChildren<QWidget*>()) {
        if (!child->isVisible() || child->parentWidget() != panel_.get())
            continue;
        QVERIFY(panel_->rect().contains(child->geometry()));
    }
}

void LensPanelTest::repaintsInTheOtherPalette() {
    panel_->setPosition(test::positionOf(test::normalLogits(100, 2.0F, 10)));
    for (const QPalette& palette : {lightPalette(), darkPalette(), lightPalette()}) {
        QApplication::setPalette(palette);
        QCoreApplication::processEvents();
        const QImage image = panel_->grab().toImage();
        const QColor card = themeColors(palette).cardBackground;
        qsizetype pixels = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                pixels += image.pixelColor(x, y) == card ? 1 : 0;
        QVERIFY(pixels > image.width() * image.height() / 2);
    }
}

void LensPanelTest::everyControlHasANameAndAHint() {
    panel_->setPosition(test::positionOf(test::normalLogits(100, 2.0F, 11)));
    int controls = 0;
    for (const QWidget* child : panel_->findChildren<QWidget*>()) {
        if (!child->isVisible() || !(child->focusPolicy() & Qt::TabFocus) ||
            qobject_cast<const QAbstractSpinBox*>(child->parentWidget()) != nullptr)
            continue;
        ++controls;
        const QByteArray name = child->metaObject()->className();
        QVERIFY2(!child->accessibleName().isEmpty(), name);
        const bool rows = qobject_cast<const QTableView*>(child) != nullptr; // each has its own
        QVERIFY2(rows || !child->toolTip().isEmpty(), name);
    }
    QVERIFY2(controls >= 8, qPrintable(QString::number(controls)));
}

QTEST_MAIN(LensPanelTest)
#include "lens_panel_test.moc"
