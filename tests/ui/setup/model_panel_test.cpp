// SPDX-License-Identifier: GPL-3.0-or-later
#include "setup_fixture.h"
#include "ui/setup/network_diagram.h"
#include "ui/theme/theme.h"

using namespace tempera;
using namespace tempera::test;
using namespace tempera::ui;

class ModelPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPresetIsTaken_data();
    void aPresetIsTaken();
    void anEditMakesItCustomAndCanBeTakenBack();
    void limitsOfAPersonStayWithAPreset();
    void thePresetOfAPlanIsFound();
    void whatARunNeedsIsShown();
    void whatIsNotKnownIsNotShown();
    void aRunThatDoesNotFitCannotBegin();
    void trainingStandsInTheWay();
    void buttonsAreIntents();
    void theNetworkFollowsThePlan();
    void itFitsIntoALowPanel();
};

void ModelPanelTest::aPresetIsTaken_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("layers");
    QTest::addColumn<double>("rate");
    QTest::newRow("small") << "Small" << 8 << 2 << 3e-3;
    QTest::newRow("book") << "Book" << 256 << 1 << 1e-3;
    QTest::newRow("gpt") << "GPT" << 16 << 4 << 3e-3;
}

void ModelPanelTest::aPresetIsTaken() {
    QFETCH(QString, name);
    QFETCH(int, batch);
    QFETCH(int, layers);
    QFETCH(double, rate);
    SetupFixture fixture;
    RunPlan plan;
    plan.settings.batchSize = 77;
    plan.threads = 1;
    plan.output = "/tmp/x.tempera";
    fixture.panel.setPlan(plan);
    QTest::mouseClick(&fixture.button(name), Qt::LeftButton);
    QCOMPARE(fixture.announced.size(), std::size_t(1));
    const RunPlan& taken = fixture.announced.front();
    QCOMPARE(taken.settings.batchSize, std::int64_t(batch));
    QCOMPARE(taken.settings.model.layerCount, std::int64_t(layers));
    QCOMPARE(taken.settings.schedule.learningRate, rate);
    QCOMPARE(taken.output, plan.output); // no part of a preset
    QVERIFY(fixture.button(name).isChecked());
    QVERIFY(!fixture.button("Custom").isChecked());
    QTest::mouseClick(&fixture.button(name), Qt::LeftButton);
    QVERIFY(fixture.button(name).isChecked());
    QCOMPARE(fixture.announced.size(), std::size_t(1));
}

void ModelPanelTest::anEditMakesItCustomAndCanBeTakenBack() {
    SetupFixture fixture;
    QVERIFY(fixture.button("Book").isChecked());
    auto& reset = *fixture.row("batch_size").findChild<QToolButton*>();
    QVERIFY(!reset.isVisible());
    fixture.enter("batch_size", "64");
    QVERIFY(fixture.button("Custom").isChecked());
    QVERIFY(!fixture.button("Book").isChecked());
    QCOMPARE(reset.text(), QString("Book: 256"));
    QTest::mouseClick(&reset, Qt::LeftButton);
    QCOMPARE(fixture.announced.back().settings.batchSize, std::int64_t(256));
    QVERIFY(fixture.button("Book").isChecked());
    QVERIFY(!reset.isVisible());
}

void ModelPanelTest::limitsOfAPersonStayWithAPreset() {
    SetupFixture fixture;
    QTest::mouseClick(&fixture.button("Small"), Qt::LeftButton);
    QCOMPARE(fixture.panel.plan().settings.limits.steps, std::optional<std::int64_t>(1'500));
    QTest::mouseClick(&fixture.button("Book"), Qt::LeftButton); // those were the preset's
    QVERIFY(fixture.panel.plan().settings.limits == TrainingLimits());
    QTest::mouseClick(&fixture.button("GPT"), Qt::LeftButton);
    QCOMPARE(fixture.panel.plan().settings.limits.epochs, std::optional<std::int64_t>(1));
    fixture.enter("limits.epochs", "10");
    QTest::mouseClick(&fixture.button("Book"), Qt::LeftButton);
    QCOMPARE(fixture.panel.plan().settings.limits.epochs, std::optional<std::int64_t>(10));
    QVERIFY(fixture.button("Book").isChecked());
}

void ModelPanelTest::thePresetOfAPlanIsFound() {
    SetupFixture fixture;
    RunPlan plan;
    plan.settings = gptTrainingSettings();
    fixture.panel.setPlan(plan);
    QVERIFY(fixture.button("GPT").isChecked());
    plan.settings = smallTrainingSettings();
    plan.settings.seed = 9;
    fixture.panel.setPlan(plan);
    QVERIFY(fixture.button("Custom").isChecked());
    QCOMPARE(fixture.row("seed").findChild<QToolButton*>()->text(), QString("Small: 0"));
}

void ModelPanelTest::whatARunNeedsIsShown() {
    SetupFixture fixture;
    RunEstimate estimate;
    estimate.memoryNeeded = 683'000'000;
    estimate.memoryAvailable = 3'140'000'000;
    estimate.stepsPerEpoch = 1'192;
    estimate.secondsPerStep = 1.4;
    estimate.secondsPerEpoch = 250.0;
    estimate.secondsPerRun = 2'520.0;
    estimate.tokensPerSecond = 5'200.0;
    fixture.panel.setEstimate(estimate);
    for (const char* text :
         {"9,825,176 parameters", "683 MB", "3.1 GB", "1,192 steps per epoch", "1.4 s per step",
          "4 min 10 s per epoch", "42 min in all", "5,200 tokens/s", "Measured on this machine"})
        QVERIFY2(fixture.shows(text), text);
}

void ModelPanelTest::whatIsNotKnownIsNotShown() {
    SetupFixture fixture;
    fixture.panel.setEstimate({});
    QVERIFY(fixture.shows("Not measured yet"));
    QVERIFY(!fixture.shows("per epoch"));
    RunEstimate measuring;
    measuring.measuring = true;
    fixture.panel.setEstimate(measuring);
    QVERIFY(fixture.shows("Measuring"));
    QVERIFY(!fixture.button("Measuring").isEnabled());
    QVERIFY(fixture.button("Train").isEnabled());
}

void ModelPanelTest::aRunThatDoesNotFitCannotBegin() {
    SetupFixture fixture;
    RunEstimate estimate;
    estimate.memoryNeeded = 2'000'000'000;
    estimate.memoryAvailable = 1'000'000'000;
    fixture.panel.setEstimate(estimate);
    QVERIFY(!fixture.button("Train").isEnabled());
    QVERIFY(fixture.shows("more memory than is free"));
    estimate.memoryAvailable = 2'000'000'000;
    fixture.panel.setEstimate(estimate);
    QVERIFY(fixture.button("Train").isEnabled());
    estimate.problem = "the corpus gives 7 training sequences";
    fixture.panel.setEstimate(estimate);
    QVERIFY(!fixture.button("Train").isEnabled());
    QVERIFY(fixture.shows(estimate.problem));
    QCOMPARE(fixture.button("Train").toolTip(), estimate.problem);
}

void ModelPanelTest::trainingStandsInTheWay() {
    SetupFixture fixture;
    fixture.panel.setTraining(true);
    QVERIFY(!fixture.button("Train").isEnabled());
    QVERIFY(!fixture.button("Measure").isEnabled());
    QVERIFY(fixture.shows("A run is under way"));
    QVERIFY(fixture.control<QLineEdit>("batch_size").isVisible());
    fixture.panel.setTraining(false);
    QVERIFY(fixture.button("Train").isEnabled());
    fixture.panel.setCorpusName({}, std::nullopt);
    QVERIFY(!fixture.button("Train").isEnabled());
    QVERIFY(fixture.shows("no corpus"));
}

void ModelPanelTest::buttonsAreIntents() {
    SetupFixture fixture;
    QSignalSpy train(&fixture.panel, &ModelPanel::trainRequested);
    QSignalSpy measure(&fixture.panel, &ModelPanel::measureRequested);
    QSignalSpy save(&fixture.panel, &ModelPanel::saveSettingsRequested);
    QSignalSpy load(&fixture.panel, &ModelPanel::loadSettingsRequested);
    QSignalSpy corpus(&fixture.panel, &ModelPanel::corpusRequested);
    for (const char* text : {"Train", "Measure", "Save...", "Load...", "Corpus..."})
        QTest::mouseClick(&fixture.button(text), Qt::LeftButton);
    for (const QSignalSpy* spy : {&train, &measure, &save, &load, &corpus})
        QCOMPARE(spy->count(), 1);
    QVERIFY(fixture.announced.empty());
}

void ModelPanelTest::theNetworkFollowsThePlan() {
    SetupFixture fixture;
    const auto& diagram = *fixture.panel.findChild<NetworkDiagram*>();
    const auto parameters = [&] {
        qint64 sum = 0;
        for (const auto& row : diagram.chartTable().rows)
            sum += row[4].toLongLong();
        return sum;
    };
    QCOMPARE(parameters(), qint64(9'825'176));
    fixture.enter("model.layer_count", "2");
    QCOMPARE(parameters(), qint64(9'825'176 + 2'104'576));
    // The corpus has fewer words than the plan allows: rows of 256, and of 256 + 1 in the output.
    fixture.panel.setCorpusName("reviews", 5'000);
    QCOMPARE(parameters(), qint64(9'825'176 + 2'104'576 - 10'000 * (256 + 257)));
    QVERIFY(fixture.shows("6,799,752 parameters"));
    fixture.enter("data.vocabulary_size", "1000");
    QCOMPARE(parameters(), qint64(9'825'176 + 2'104'576 - 14'000 * (256 + 257)));
}

void ModelPanelTest::itFitsIntoALowPanel() {
    for (const QPalette& palette : {lightPalette(), darkPalette()}) {
        SetupFixture fixture;
        fixture.panel.setPalette(palette);
        QVERIFY(fixture.panel.minimumSizeHint().height() <= 150);
        QVERIFY(fixture.panel.minimumSizeHint().width() <= 1240);
        fixture.panel.resize(1240, 180);
        QCOMPARE(fixture.panel.size(), QSize(1240, 180));
        const QRect inside = fixture.panel.rect();
        auto& train = fixture.button("Train");
        QVERIFY(inside.contains(QRect(train.mapTo(&fixture.panel, QPoint()), train.size())));
        QVERIFY(fixture.button("Book").isVisible());
    }
}

QTEST_MAIN(ModelPanelTest)
#include "model_panel_test.moc"
