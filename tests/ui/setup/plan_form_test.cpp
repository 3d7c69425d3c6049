// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/available_processors.h"
#include "setup_fixture.h"

#include <functional>

using namespace tempera;
using namespace tempera::test;
using namespace tempera::ui;

namespace {

using Change = std::function<void(RunPlan&)>;

RunPlan planOf(const TrainingSettings& settings) {
    RunPlan plan;
    plan.settings = settings;
    return plan;
}

/// As the form keeps them: what the network knows follows the data.
TrainingSettings followed(TrainingSettings settings) {
    settings.model.vocabularySize = settings.data.vocabularySize;
    settings.model.contextLength = settings.data.sequenceLength;
    return settings;
}

} // namespace

class PlanFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settingAPlanTellsNothing();
    void aTypedValueChangesThatAlone_data();
    void aTypedValueChangesThatAlone();
    void aChoiceChangesThatAlone_data();
    void aChoiceChangesThatAlone();
    void nonsenseIsToldAtTheFieldAndTellsNothing_data();
    void nonsenseIsToldAtTheFieldAndTellsNothing();
    void theEndsOfARangeAreAllowed_data();
    void theEndsOfARangeAreAllowed();
    void aCorrectedFieldTakesTheOthersAlong();
    void aPauseOfTypingIsEnough();
    void theSamePlanLeavesWhatIsTyped();
    void anotherPlanReplacesWhatIsTyped();
    void onlySettingsThatApplyAreShown();
    void theBookHasNeitherDropoutNorTiedEmbeddings();
    void everyFieldIsExplained();
};

void PlanFormTest::settingAPlanTellsNothing() {
    SetupFixture fixture;
    RunPlan plan = planOf(gptTrainingSettings());
    plan.settings.limits = {100, std::nullopt, 2.5};
    plan.settings.data.seed = 18'446'744'073'709'551'615U;
    plan.settings.schedule.learningRate = 0.1 + 0.2;
    plan.output = "/tmp/run.tempera";
    for (const RunPlan& shown : {planOf(smallTrainingSettings()), plan}) {
        fixture.panel.setPlan(shown);
        QVERIFY(fixture.panel.plan() == shown);
    }
    QCOMPARE(fixture.control<QLineEdit>("limits.minutes").text(), QString("2.5"));
    QCOMPARE(fixture.control<QLineEdit>("limits.epochs").text(), QString());
    QCOMPARE(fixture.control<QLineEdit>("data.seed").text(), QString("18,446,744,073,709,551,615"));
    QCOMPARE(fixture.control<QLineEdit>("schedule.learning_rate").text(),
             QString("0.30000000000000004"));
    QCOMPARE(fixture.control<QLineEdit>("output").text(), QString("/tmp/run.tempera"));
    // Entering what stands there changes nothing.
    for (const auto* row : fixture.panel.findChildren<SettingRow*>())
        if (auto* line = row->findChild<QLineEdit*>(); line != nullptr && row->isVisible())
            QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(fixture.panel.plan() == plan);
    QVERIFY(fixture.announced.empty());
}

void PlanFormTest::aTypedValueChangesThatAlone_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<Change>("change");
    const auto row = [](const char* path, const char* text, const Change& change) {
        QTest::newRow(path) << QString(text) << change;
    };
    row("data.vocabulary_size", "20,000", [](RunPlan& p) {
        p.settings.data.vocabularySize = p.settings.model.vocabularySize = 20'000;
    });
    row("data.minimum_frequency", "3", [](RunPlan& p) { p.settings.data.minimumFrequency = 3; });
    row("data.sequence_length", "64",
        [](RunPlan& p) { p.settings.data.sequenceLength = p.settings.model.contextLength = 64; });
    row("data.validation_fraction", ".25",
        [](RunPlan& p) { p.settings.data.validationFraction = 0.25; });
    row("data.seed", "18446744073709551615",
        [](RunPlan& p) { p.settings.data.seed = 18'446'744'073'709'551'615U; });
    row("model.layer_count", "6", [](RunPlan& p) { p.settings.model.layerCount = 6; });
    row("model.embedding_width", "384", [](RunPlan& p) { p.settings.model.embeddingWidth = 384; });
    row("model.head_count", "8", [](RunPlan& p) { p.settings.model.headCount = 8; });
    row("model.head_width", "48", [](RunPlan& p) { p.settings.model.headWidth = 48; });
    row("model.hidden_width", "1536", [](RunPlan& p) { p.settings.model.hiddenWidth = 1'536; });
    row("model.dropout", "0.1", [](RunPlan& p) { p.settings.model.dropout = 0.1; });
    row("model.layer_norm_epsilon", "1e-6",
        [](RunPlan& p) { p.settings.model.layerNormEpsilon = 1e-6; });
    row("optimizer.beta1", "0.8", [](RunPlan& p) { p.settings.optimizer.beta1 = 0.8; });
    row("optimizer.beta2", "0.999", [](RunPlan& p) { p.settings.optimizer.beta2 = 0.999; });
    row("optimizer.weight_decay", "0.01",
        [](RunPlan& p) { p.settings.optimizer.weightDecay = 0.01; });
    row("optimizer.epsilon", "1E-9", [](RunPlan& p) { p.settings.optimizer.epsilon = 1e-9; });
    row("optimizer.clip_norm", "0", [](RunPlan& p) { p.settings.optimizer.clipNorm = 0.0; });
    row("schedule.learning_rate", "0.0005",
        [](RunPlan& p) { p.settings.schedule.learningRate = 0.0005; });
    row("schedule.warmup_steps", "300", [](RunPlan& p) { p.settings.schedule.warmupSteps = 300; });
    row("schedule.final_fraction", "0",
        [](RunPlan& p) { p.settings.schedule.finalFraction = 0.0; });
    row("batch_size", "64", [](RunPlan& p) { p.settings.batchSize = 64; });
    row("slice_size", "4", [](RunPlan& p) { p.settings.sliceSize = 4; });
    row("validate_every", "50", [](RunPlan& p) { p.settings.validateEvery = 50; });
    row("seed", "7", [](RunPlan& p) { p.settings.seed = 7; });
    row("limits.steps", "1000", [](RunPlan& p) { p.settings.limits.steps = 1'000; });
    row("limits.epochs", "", [](RunPlan& p) { p.settings.limits.epochs = std::nullopt; });
    row("limits.minutes", " 2.5 ", [](RunPlan& p) { p.settings.limits.minutes = 2.5; });
    row("output", "/tmp/x.tempera", [](RunPlan& p) { p.output = "/tmp/x.tempera"; });
}

void PlanFormTest::aTypedValueChangesThatAlone() {
    QFETCH(QString, text);
    QFETCH(Change, change);
    SetupFixture fixture;
    RunPlan plan = planOf(followed(gptTrainingSettings()));
    plan.settings.limits.epochs = 3;
    fixture.panel.setPlan(plan);
    fixture.enter(QTest::currentDataTag(), text);
    change(plan);
    QCOMPARE(fixture.announced.size(), std::size_t(1));
    QVERIFY(fixture.announced.front() == plan);
    QVERIFY(fixture.panel.plan() == plan);
    // It stands there as the form writes it, and means the same.
    QTest::keyClick(&fixture.control<QLineEdit>(QTest::currentDataTag()), Qt::Key_Return);
    QCOMPARE(fixture.announced.size(), std::size_t(1));
}

void PlanFormTest::aChoiceChangesThatAlone_data() {
    QTest::addColumn<QString>("label");
    QTest::addColumn<Change>("change");
    const auto row = [](const char* path, const char* label, const Change& change) {
        QTest::addRow("%s %s", path, label) << QString(label) << change;
    };
    row("standardization", "Unicode",
        [](RunPlan& p) { p.settings.standardization = Standardization::unicode; });
    row("standardization", "Characters",
        [](RunPlan& p) { p.settings.standardization = Standardization::characters; });
    row("data.long_documents", "Beginning",
        [](RunPlan& p) { p.settings.data.longDocuments = LongDocuments::first; });
    row("optimizer.kind", "RMSprop",
        [](RunPlan& p) { p.settings.optimizer.kind = OptimizerKind::rmsprop; });
    row("schedule.kind", "Constant",
        [](RunPlan& p) { p.settings.schedule.kind = ScheduleKind::constant; });
}

void PlanFormTest::aChoiceChangesThatAlone() {
    QFETCH(QString, label);
    QFETCH(Change, change);
    SetupFixture fixture;
    RunPlan plan = planOf(gptTrainingSettings());
    fixture.panel.setPlan(plan);
    const std::string path = QByteArray(QTest::currentDataTag()).split(' ').front().toStdString();
    fixture.choose(path, label);
    change(plan);
    QVERIFY(!fixture.announced.empty());
    QVERIFY(fixture.announced.back() == plan);
}

void PlanFormTest::nonsenseIsToldAtTheFieldAndTellsNothing_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("allowed");
    const auto row = [](const char* path, const char* text, const char* allowed) {
        QTest::addRow("%s '%s'", path, text) << QString(path) << QString(text) << QString(allowed);
    };
    for (const char* text : {"2", "1,000,001", "abc", "", "-5", "1.5", "15,00", "0x10", "1e3"})
        row("data.vocabulary_size", text, "3 to 1,000,000");
    row("data.minimum_frequency", "-1", "0 or more");
    row("data.sequence_length", "8193", "2 to 8,192");
    row("data.sequence_length", "1", "2 to 8,192");
    for (const char* text : {"0.91", "-0.1", "nan", "inf", "1,5", "", "half"})
        row("data.validation_fraction", text, "0 to 0.9");
    row("data.seed", "18446744073709551616", "0 or more");
    row("model.layer_count", "97", "1 to 96");
    row("model.embedding_width", "8193", "1 to 8,192");
    row("model.head_count", "900", "1 to 128");
    row("model.head_width", "0", "1 to 8,192");
    row("model.hidden_width", "32769", "1 to 32,768");
    row("model.dropout", "1", "0 to below 1");
    row("model.layer_norm_epsilon", "0", "above 0, up to 1");
    row("optimizer.beta1", "1", "0 to below 1");
    row("optimizer.beta2", "-0.1", "0 to below 1");
    row("optimizer.weight_decay", "10.5", "0 to 10");
    row("optimizer.epsilon", "0", "above 0, up to 1");
    row("optimizer.clip_norm", "1e999", "0 or more");
    row("optimizer.clip_norm", "-1", "0 or more");
    row("schedule.learning_rate", "0", "above 0, up to 100");
    row("schedule.learning_rate", "101", "above 0, up to 100");
    row("schedule.warmup_steps", "-1", "0 or more");
    row("schedule.final_fraction", "1.1", "0 to 1");
    row("batch_size", "65537", "1 to 65,536");
    row("slice_size", "0", "1 to 65,536");
    row("validate_every", "9223372036854775808", "0 or more");
    row("limits.steps", "0", "1 or more");
    row("limits.epochs", "0.5", "1 or more");
    row("limits.minutes", "0", "above 0");
    row("limits.minutes", "soon", "above 0");
    row("threads", "0", "1 to");
    row("output", "/tmp/run.txt", ".tempera");
}

void PlanFormTest::nonsenseIsToldAtTheFieldAndTellsNothing() {
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(QString, allowed);
    SetupFixture fixture;
    const RunPlan plan = planOf(followed(gptTrainingSettings()));
    fixture.panel.setPlan(plan);
    const SettingRow& row = fixture.row(path.toStdString());
    fixture.enter(row.field().path, text);
    QVERIFY(fixture.announced.empty());
    QVERIFY(fixture.panel.plan() == plan);
    QCOMPARE(fixture.control<QLineEdit>(row.field().path).text(), text); // not changed silently
    QVERIFY2(row.problem().contains(allowed), qPrintable(row.problem()));
    bool shown = false;
    for (const auto* label : row.findChildren<QLabel*>())
        shown = shown || (label->isVisible() && label->text() == row.problem());
    QVERIFY(shown);
    QVERIFY(!fixture.button("Train").isEnabled());
    QVERIFY(fixture.shows("To be corrected: " + row.field().label));
}

void PlanFormTest::theEndsOfARangeAreAllowed_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    for (const auto& [path, text] : std::initializer_list<std::pair<const char*, const char*>>{
             {"data.vocabulary_size", "3"},
             {"data.vocabulary_size", "1000000"},
             {"data.sequence_length", "2"},
             {"data.sequence_length", "8192"},
             {"data.validation_fraction", "0"},
             {"data.validation_fraction", "0.9"},
             {"model.layer_count", "1"},
             {"model.layer_count", "96"},
             {"model.embedding_width", "8192"},
             {"model.head_count", "128"},
             {"model.head_width", "8192"},
             {"model.hidden_width", "32768"},
             {"model.dropout", "0.999"},
             {"model.layer_norm_epsilon", "1"},
             {"optimizer.beta1", "0"},
             {"optimizer.weight_decay", "10"},
             {"optimizer.epsilon", "1"},
             {"schedule.learning_rate", "100"},
             {"schedule.learning_rate", "1e-300"},
             {"schedule.final_fraction", "1"},
             {"batch_size", "65536"},
             {"slice_size", "65536"},
             {"schedule.warmup_steps", "9223372036854775807"},
             {"limits.steps", "9223372036854775807"}})
        QTest::addRow("%s %s", path, text) << QString(path) << QString(text);
}

void PlanFormTest::theEndsOfARangeAreAllowed() {
    QFETCH(QString, path);
    QFETCH(QString, text);
    SetupFixture fixture;
    fixture.panel.setPlan(planOf(followed(gptTrainingSettings())));
    fixture.enter(path.toStdString(), text);
    QCOMPARE(fixture.row(path.toStdString()).problem(), QString());
    QVERIFY(settingProblems(fixture.panel.plan().settings).empty());
}

void PlanFormTest::aCorrectedFieldTakesTheOthersAlong() {
    SetupFixture fixture;
    RunPlan plan = planOf(followed(gptTrainingSettings()));
    fixture.panel.setPlan(plan);
    fixture.enter("batch_size", "many");
    fixture.enter("seed", "5"); // right, but the plan as a whole is not
    QVERIFY(fixture.announced.empty());
    fixture.enter("batch_size", "16");
    plan.settings.batchSize = 16;
    plan.settings.seed = 5;
    QCOMPARE(fixture.announced.size(), std::size_t(1));
    QVERIFY(fixture.announced.front() == plan);
    QVERIFY(fixture.button("Train").isEnabled());
}

void PlanFormTest::aPauseOfTypingIsEnough() {
    SetupFixture fixture;
    fixture.type("model.head_count", "90");
    QVERIFY(fixture.announced.empty()); // "9" was never meant
    QTRY_COMPARE(fixture.announced.size(), std::size_t(1));
    QCOMPARE(fixture.announced.front().settings.model.headCount, std::int64_t(90));
}

void PlanFormTest::theSamePlanLeavesWhatIsTyped() {
    SetupFixture fixture;
    fixture.type("schedule.learning_rate", "1e");
    fixture.panel.setPlan(RunPlan(fixture.panel.plan()));
    QCOMPARE(fixture.control<QLineEdit>("schedule.learning_rate").text(), QString("1e"));
    fixture.type("schedule.learning_rate", "1e-3");
    RunPlan other = fixture.panel.plan();
    other.settings.seed = 3;
    fixture.panel.setPlan(other); // 1e-3 is the plan's rate
    QCOMPARE(fixture.control<QLineEdit>("schedule.learning_rate").text(), QString("1e-3"));
}

void PlanFormTest::anotherPlanReplacesWhatIsTyped() {
    SetupFixture fixture;
    fixture.type("batch_size", "many");
    QVERIFY(!fixture.button("Train").isEnabled());
    fixture.panel.setPlan(planOf(smallTrainingSettings()));
    QCOMPARE(fixture.control<QLineEdit>("batch_size").text(), QString("8"));
    QCOMPARE(fixture.row("batch_size").problem(), QString());
    QVERIFY(fixture.button("Train").isEnabled());
}

void PlanFormTest::onlySettingsThatApplyAreShown() {
    SetupFixture fixture;
    const auto shown = [&](std::string_view path) { return fixture.row(path).isVisible(); };
    fixture.panel.setPlan(planOf(bookTrainingSettings()));
    QVERIFY(shown("optimizer.rho") && !shown("optimizer.beta1") && !shown("optimizer.beta2"));
    QVERIFY(!shown("optimizer.weight_decay") && !shown("model.dropout"));
    QVERIFY(!shown("model.tied_embeddings") && !shown("schedule.final_fraction"));
    fixture.choose("optimizer.kind", "AdamW");
    QVERIFY(!shown("optimizer.rho") && shown("optimizer.beta1") && shown("optimizer.beta2"));
    QVERIFY(shown("optimizer.weight_decay"));
    fixture.choose("schedule.kind", "Cosine");
    QVERIFY(shown("schedule.final_fraction"));
    fixture.choose("model.architecture", "GPT");
    QVERIFY(shown("model.dropout") && shown("model.tied_embeddings"));
    // What was typed wrongly into a field that is gone doesn't stand in the way.
    fixture.enter("model.dropout", "all");
    fixture.choose("model.architecture", "Book");
    QVERIFY(fixture.button("Train").isEnabled());
}

void PlanFormTest::theBookHasNeitherDropoutNorTiedEmbeddings() {
    SetupFixture fixture;
    TrainingSettings settings = followed(gptTrainingSettings());
    settings.model.dropout = 0.2;
    fixture.panel.setPlan(planOf(settings));
    auto& tied = fixture.control<QCheckBox>("model.tied_embeddings");
    QVERIFY(tied.isChecked());
    QTest::keyClick(&tied, Qt::Key_Space);
    settings.model.tiedEmbeddings = false;
    QVERIFY(fixture.announced.back().settings == settings);
    QTest::keyClick(&tied, Qt::Key_Space);
    fixture.choose("model.architecture", "Book");
    settings.model.architecture = Architecture::book;
    settings.model.dropout = 0.0;
    QVERIFY(fixture.announced.back().settings == settings);
}

void PlanFormTest::everyFieldIsExplained() {
    SetupFixture fixture;
    QVERIFY(QTest::qWaitForWindowActive(&fixture.panel));
    for (auto* row : fixture.panel.findChildren<SettingRow*>()) {
        const SettingField& field = row->field();
        QVERIFY2(field.explanation.endsWith('.'), qPrintable(field.label));
        if (!row->isVisible())
            continue;
        QWidget* focus = fixture.row(field.path).findChild<QLineEdit*>();
        if (focus == nullptr)
            focus = row->findChild<QComboBox*>();
        if (focus == nullptr)
            focus = row->findChild<QCheckBox*>();
        focus->setFocus();
        QVERIFY2(fixture.shows(field.explanation), qPrintable(field.label));
        QVERIFY(fixture.shows(field.range));
        QCOMPARE(focus->accessibleName(), field.label);
        QCOMPARE(focus->toolTip(), field.explanation);
    }
}

QTEST_MAIN(PlanFormTest)
#include "plan_form_test.moc"
