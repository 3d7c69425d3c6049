// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/error.h"
#include "core/training/training_settings.h"

#include <QtTest>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

using namespace tempera;

namespace {

using Change = std::function<void(TrainingSettings&)>;

QString fieldOf(const TrainingSettings& settings) {
    try {
        validate(settings);
    } catch (const SettingError& error) {
        return QString::fromUtf8(error.field().data(), qsizetype(error.field().size()));
    }
    return {};
}

} // namespace

/// Every wrong setting is named by its path in the settings' JSON.
class SettingProblemsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProblemHasItsField_data();
    void aProblemHasItsField();
    void allProblemsAreFound();
    void validSettingsHaveNone();
    void otherErrorsHaveNoField();
};

void SettingProblemsTest::aProblemHasItsField_data() {
    QTest::addColumn<Change>("change");
    const auto row = [](const char* field, const Change& change) {
        QTest::newRow(field) << change;
    };
    static constexpr double infinity = std::numeric_limits<double>::infinity();
    row("data.vocabulary_size", [](auto& s) { s.data.vocabularySize = 2; });
    row("data.sequence_length", [](auto& s) { s.data.sequenceLength = 8'193; });
    row("data.validation_fraction", [](auto& s) { s.data.validationFraction = 0.91; });
    row("model.vocabulary_size", [](auto& s) { s.model.vocabularySize = 1'000'001; });
    row("model.context_length", [](auto& s) { s.model.contextLength = 1; });
    row("model.embedding_width", [](auto& s) { s.model.embeddingWidth = 0; });
    row("model.head_count", [](auto& s) { s.model.headCount = 129; });
    row("model.head_width", [](auto& s) { s.model.headWidth = -1; });
    row("model.hidden_width", [](auto& s) { s.model.hiddenWidth = 32'769; });
    row("model.layer_count", [](auto& s) { s.model.layerCount = 97; });
    row("model.dropout", [](auto& s) { s.model.dropout = 1.0; });
    row("model.layer_norm_epsilon", [](auto& s) { s.model.layerNormEpsilon = 0.0; });
    row("model.tied_embeddings", [](auto& s) {
        s.model = bookConfiguration();
        s.model.tiedEmbeddings = true;
    });
    row("optimizer.rho", [](auto& s) { s.optimizer.rho = 1.0; });
    row("optimizer.beta1", [](auto& s) { s.optimizer.beta1 = -0.1; });
    row("optimizer.beta2", [](auto& s) { s.optimizer.beta2 = 1.0; });
    row("optimizer.epsilon", [](auto& s) { s.optimizer.epsilon = 1.1; });
    row("optimizer.weight_decay", [](auto& s) { s.optimizer.weightDecay = 10.1; });
    row("optimizer.clip_norm", [](auto& s) { s.optimizer.clipNorm = infinity; });
    row("schedule.learning_rate", [](auto& s) { s.schedule.learningRate = 0.0; });
    row("schedule.warmup_steps", [](auto& s) { s.schedule.warmupSteps = -1; });
    row("schedule.final_fraction", [](auto& s) { s.schedule.finalFraction = 1.1; });
    row("limits.steps", [](auto& s) { s.limits.steps = 0; });
    row("limits.epochs", [](auto& s) { s.limits.epochs = -1; });
    row("limits.minutes", [](auto& s) { s.limits.minutes = infinity; });
    row("batch_size", [](auto& s) { s.batchSize = 65'537; });
    row("slice_size", [](auto& s) { s.sliceSize = 0; });
    row("validate_every", [](auto& s) { s.validateEvery = -1; });
}

void SettingProblemsTest::aProblemHasItsField() {
    QFETCH(Change, change);
    TrainingSettings settings = gptTrainingSettings();
    change(settings);
    const QString field = QTest::currentDataTag();
    QCOMPARE(fieldOf(settings), field);
    const auto problems = settingProblems(settings);
    QCOMPARE(problems.size(), std::size_t(1));
    // The path leads to a value of the JSON.
    const auto json = nlohmann::json::parse(toJson(gptTrainingSettings()));
    const std::string pointer = "/" + QString(field).replace(u'.', u'/').toStdString();
    QVERIFY2(json.contains(nlohmann::json::json_pointer(pointer)), pointer.c_str());
}

void SettingProblemsTest::allProblemsAreFound() {
    TrainingSettings settings = gptTrainingSettings();
    settings.data.sequenceLength = 1;
    settings.model.headCount = 0;
    settings.optimizer.rho = 2.0;
    settings.optimizer.beta1 = 2.0;
    settings.schedule.learningRate = -1.0;
    settings.batchSize = 0;
    QStringList fields;
    for (const SettingProblem& problem : settingProblems(settings)) {
        QVERIFY(!problem.message.empty());
        fields.append(QString::fromStdString(std::string(problem.field)));
    }
    QCOMPARE(fields, QStringList({"data.sequence_length", "model.head_count", "optimizer.rho",
                                  "optimizer.beta1", "schedule.learning_rate", "batch_size"}));
    QCOMPARE(fieldOf(settings), QString("data.sequence_length")); // the first one is thrown
}

void SettingProblemsTest::validSettingsHaveNone() {
    for (const TrainingSettings& settings :
         {bookTrainingSettings(), gptTrainingSettings(), smallTrainingSettings()})
        QVERIFY(settingProblems(settings).empty());
}

void SettingProblemsTest::otherErrorsHaveNoField() {
    try {
        static_cast<void>(parseSchedule("sine"));
        QFAIL("accepted");
    } catch (const SettingError& error) {
        QVERIFY(error.field().empty());
    }
}

QTEST_GUILESS_MAIN(SettingProblemsTest)
#include "setting_problems_test.moc"
