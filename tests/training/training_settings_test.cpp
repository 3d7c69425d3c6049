// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_settings.h"

#include "core/system/error.h"
#include "support/any_training_settings.h"
#include "support/error_message.h"

#include <QtTest>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Change = std::function<void(TrainingSettings&)>;
using JsonChange = std::function<void(nlohmann::json&)>;

} // namespace

class TrainingSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bookPresetIsTheBooks();
    void presetsAreValid();
    void jsonRoundTrip();
    void outOfRange_data();
    void outOfRange();
    void validSettingsCanBeReadBack_data();
    void validSettingsCanBeReadBack();
    void unusableJson_data();
    void unusableJson();
};

void TrainingSettingsTest::bookPresetIsTheBooks() {
    const TrainingSettings book = bookTrainingSettings();
    QVERIFY(book.model == bookConfiguration());
    QCOMPARE(book.standardization, Standardization::book);
    QCOMPARE(book.data.vocabularySize, std::int64_t{15'000});
    QCOMPARE(book.data.sequenceLength, std::int64_t{100});
    QCOMPARE(book.data.longDocuments, LongDocuments::first);
    QCOMPARE(book.optimizer.kind, OptimizerKind::rmsprop);
    QCOMPARE(book.optimizer.rho, 0.9);
    QCOMPARE(book.optimizer.epsilon, 1e-7);
    QCOMPARE(book.optimizer.clipNorm, 0.0);
    QCOMPARE(book.schedule.kind, ScheduleKind::constant);
    QCOMPARE(book.schedule.learningRate, 1e-3);
    QCOMPARE(book.batchSize, std::int64_t{256});
}

void TrainingSettingsTest::presetsAreValid() {
    for (const auto& settings : {bookTrainingSettings(), gptTrainingSettings()})
        QCOMPARE(errorMessage([&] { validate(settings); }), std::string());
}

void TrainingSettingsTest::jsonRoundTrip() {
    QVERIFY(rc::check([] {
        const TrainingSettings settings = test::anyTrainingSettings();
        validate(settings);
        RC_ASSERT(trainingSettingsFromJson(toJson(settings)) == settings);
    }));
}

void TrainingSettingsTest::outOfRange_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const Change& change, const char* named) {
        QTest::newRow(name) << change << QString(named);
    };
    // JSON has no name for infinity: a checkpoint with it could not be read back.
    static constexpr double infinity = std::numeric_limits<double>::infinity();
    static constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
    row(
        "model", [](auto& s) { s.model.headCount = 0; }, "head_count");
    row(
        "data", [](auto& s) { s.data.sequenceLength = 1; }, "sequence length");
    row(
        "schedule", [](auto& s) { s.schedule.learningRate = 0.0; }, "learning rate");
    row(
        "rho", [](auto& s) { s.optimizer.rho = 1.0; }, "rho");
    row(
        "beta1", [](auto& s) { s.optimizer.beta1 = -0.1; }, "beta1");
    row(
        "beta2", [](auto& s) { s.optimizer.beta2 = notANumber; }, "beta2");
    row(
        "epsilon", [](auto& s) { s.optimizer.epsilon = 0.0; }, "epsilon");
    row(
        "weight decay", [](auto& s) { s.optimizer.weightDecay = -1.0; }, "weight decay");
    row(
        "clip norm", [](auto& s) { s.optimizer.clipNorm = -1.0; }, "clip norm");
    row(
        "no batch", [](auto& s) { s.batchSize = 0; }, "batch size is 0");
    row(
        "vast batch", [](auto& s) { s.batchSize = 65'537; }, "batch size is 65537");
    row(
        "no slice", [](auto& s) { s.sliceSize = 0; }, "slice size is 0");
    row(
        "vast slice", [](auto& s) { s.sliceSize = 65'537; }, "slice size");
    row(
        "validation", [](auto& s) { s.validateEvery = -1; }, "every -1 steps");
    row(
        "no steps", [](auto& s) { s.limits.steps = 0; }, "limit of steps is 0");
    row(
        "no epochs", [](auto& s) { s.limits.epochs = -1; }, "limit of epochs is -1");
    row(
        "no minutes", [](auto& s) { s.limits.minutes = 0.0; }, "limit of minutes is 0");
    row(
        "clip norm infinite", [](auto& s) { s.optimizer.clipNorm = infinity; }, "clip norm");
    row(
        "minutes infinite", [](auto& s) { s.limits.minutes = infinity; }, "limit of minutes");
    row(
        "minutes unknown", [](auto& s) { s.limits.minutes = notANumber; }, "limit of minutes");
}

void TrainingSettingsTest::outOfRange() {
    QFETCH(Change, change);
    QFETCH(QString, named);
    TrainingSettings settings = gptTrainingSettings();
    change(settings);
    QVERIFY_EXCEPTION_THROWN(validate(settings), SettingError);
    const std::string message = errorMessage([&] { validate(settings); });
    QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
}

void TrainingSettingsTest::validSettingsCanBeReadBack_data() {
    // Whatever is valid must come through a checkpoint.
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
    row("smallest rate", [](auto& s) { s.schedule.learningRate = 5e-324; });
    row("largest seed", [](auto& s) { s.seed = std::numeric_limits<std::uint64_t>::max(); });
}

void TrainingSettingsTest::validSettingsCanBeReadBack() {
    QFETCH(Change, change);
    TrainingSettings settings = gptTrainingSettings();
    change(settings);
    validate(settings);
    QVERIFY(trainingSettingsFromJson(toJson(settings)) == settings);
}

void TrainingSettingsTest::unusableJson_data() {
    QTest::addColumn<JsonChange>("change");
    const auto row = [](const char* name, const JsonChange& change) {
        QTest::newRow(name) << change;
    };
    row("missing", [](auto& json) { json.erase("seed"); });
    row("missing part", [](auto& json) { json.erase("limits"); });
    row("missing limit", [](auto& json) { json["limits"].erase("steps"); });
    row("type", [](auto& json) { json["batch_size"] = "16"; });
    row("truth", [](auto& json) { json["batch_size"] = true; });
    row("name", [](auto& json) { json["optimizer"]["kind"] = "sgd"; });
    row("standardization", [](auto& json) { json["standardization"] = "keras"; });
    row("range", [](auto& json) { json["batch_size"] = 0; });
    row("part of a sequence", [](auto& json) { json["batch_size"] = 16.7; });
    row("part of a step", [](auto& json) { json["limits"]["steps"] = 2.5; });
    row("part of a warm-up", [](auto& json) { json["schedule"]["warmup_steps"] = 0.5; });
    row("beyond int64", [](auto& json) { json["batch_size"] = 1e300; });
    row("negative seed", [](auto& json) { json["seed"] = -1; });
    row("negative data seed", [](auto& json) { json["data"]["seed"] = -1; });
    row("negative frequency", [](auto& json) { json["data"]["minimum_frequency"] = -3; });
    row("list", [](auto& json) { json = nlohmann::json::array({1, 2}); });
}

void TrainingSettingsTest::unusableJson() {
    QFETCH(JsonChange, change);
    auto json = nlohmann::json::parse(toJson(bookTrainingSettings()));
    change(json);
    QVERIFY_EXCEPTION_THROWN(trainingSettingsFromJson(json.dump()), Error);
    for (const char* text : {"", "{", "null", "\xFF", "[1"})
        QVERIFY_EXCEPTION_THROWN(trainingSettingsFromJson(text), Error);
}

QTEST_GUILESS_MAIN(TrainingSettingsTest)
#include "training_settings_test.moc"
