// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_record_file.h"

#include "core/system/error.h"
#include "support/any_training_settings.h"
#include "support/error_message.h"
#include "support/file_size_limit.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <sys/stat.h>

using namespace tempera;
using namespace tempera::studio;
using Json = nlohmann::json;
using State = RunRecord::State;

namespace {

QString anyText() {
    return QString::fromStdString(*rc::gen::element<std::string>(
        "", "imdb", "\"quoted\" \\ \n", "漢字 🎬", "</script>\u2028", "a\u0301"));
}

RunRecord anyRecord() {
    RunRecord record;
    record.name = anyText();
    record.corpus = *rc::gen::arbitrary<bool>() ? QString() : "/corpora/" + anyText();
    record.corpusOptions.textColumn = anyText().toStdString();
    record.corpusOptions.unit = *rc::gen::element(DocumentUnit::automatic, DocumentUnit::file,
                                                  DocumentUnit::line, DocumentUnit::paragraph);
    record.corpusOptions.includeUnsupervised = *rc::gen::arbitrary<bool>();
    record.settings = test::anyTrainingSettings();
    record.threads = *rc::gen::inRange(1, 200);
    record.checkpoint = *rc::gen::arbitrary<bool>() ? QString() : "/runs/" + anyText();
    record.started =
        QDateTime::fromMSecsSinceEpoch(*rc::gen::inRange<qint64>(0, 4'000'000'000'000));
    record.state = *rc::gen::element(State::running, State::paused, State::finished, State::stopped,
                                     State::failed);
    record.step = *rc::gen::inRange<qint64>(0, std::numeric_limits<qint64>::max());
    if (*rc::gen::arbitrary<bool>())
        record.trainLoss = *rc::gen::inRange(0, 20'000) / 1'000.0;
    if (*rc::gen::arbitrary<bool>())
        record.validationLoss = *rc::gen::inRange(0, 20'000) / 1'000.0;
    record.problem = anyText();
    return record;
}

void verifySame(const RunRecord& read, const RunRecord& written) {
    RC_ASSERT(read.name == written.name);
    RC_ASSERT(read.corpus == written.corpus);
    RC_ASSERT(read.corpusOptions.textColumn == written.corpusOptions.textColumn);
    RC_ASSERT(read.corpusOptions.unit == written.corpusOptions.unit);
    RC_ASSERT(read.corpusOptions.includeUnsupervised == written.corpusOptions.includeUnsupervised);
    RC_ASSERT(read.settings == written.settings);
    RC_ASSERT(read.threads == written.threads);
    RC_ASSERT(read.checkpoint == written.checkpoint);
    RC_ASSERT(read.started == written.started);
    RC_ASSERT(read.state == written.state);
    RC_ASSERT(read.step == written.step);
    RC_ASSERT(read.trainLoss == written.trainLoss);
    RC_ASSERT(read.validationLoss == written.validationLoss);
    RC_ASSERT(read.problem == written.problem);
}

/// A file as it should be, to be damaged.
Json goodFile() {
    Json file = Json::parse(asJson(
        "{'format': 'tempera-run', 'format_version': 1, 'name': 'imdb', 'corpus': '/data/imdb.csv',"
        "'corpus_options': {'text_column': 'review', 'unit': 'line', 'include_unsupervised': true},"
        "'threads': 2, 'checkpoint': '/runs/1/model.tempera',"
        "'started': '2026-11-24T18:30:05.250Z', 'state': 'stopped', 'step': 584,"
        "'train_loss': 5.5, 'validation_loss': null, 'problem': ''}"));
    file["settings"] = Json::parse(toJson(bookTrainingSettings()));
    return file;
}

} // namespace

class RunRecordFileTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder folder_;
    const std::filesystem::path path_ = folder_ / "run.json";

    std::string refusal(const std::string& bytes) const {
        writeBytes(path_, bytes);
        return errorMessage([this] { loadRunRecord(path_); });
    }

private Q_SLOTS:
    void nothingIsLost() {
        qputenv("RC_PARAMS", "max_success=40"); // each is a file written with care
        const bool holds = rc::check([this] {
            const RunRecord written = anyRecord();
            saveRunRecord(path_, written);
            verifySame(loadRunRecord(path_), written);
        });
        QVERIFY(holds);
    }

    void lossesThatAreNotFiniteAreLeftOut() {
        RunRecord record;
        record.started = QDateTime::currentDateTimeUtc();
        record.trainLoss = NAN;
        record.validationLoss = INFINITY;
        saveRunRecord(path_, record);
        QVERIFY(!loadRunRecord(path_).trainLoss);
        QVERIFY(!loadRunRecord(path_).validationLoss);
    }

    void fileIsReadAsItIsWritten() {
        writeBytes(path_, goodFile().dump());
        const RunRecord record = loadRunRecord(path_);
        QCOMPARE(record.corpus, QString("/data/imdb.csv"));
        QCOMPARE(record.corpusOptions.textColumn, std::string("review"));
        QCOMPARE(record.corpusOptions.unit, DocumentUnit::line);
        QCOMPARE(record.started, QDateTime({2026, 11, 24}, {18, 30, 5, 250}, Qt::UTC));
        QCOMPARE(record.state, State::stopped);
        QCOMPARE(record.step, qint64{584});
        QCOMPARE(record.trainLoss, std::optional(5.5));
        QVERIFY(!record.validationLoss);
        QVERIFY(record.settings == bookTrainingSettings());
    }

    void unknownKeysArePassedOver() {
        Json file = goodFile();
        file["colour"] = {1, 2, 3};
        file["corpus_options"]["encoding"] = "utf-8";
        QCOMPARE(refusal(file.dump()), std::string());
    }

    void everyKeyIsNeeded() {
        const Json good = goodFile();
        for (const auto& [key, value] : good.items()) {
            Json file = good;
            file.erase(key);
            QVERIFY2(!refusal(file.dump()).empty(), key.c_str());
            for (const char* other : {"[]", "{}", "true", "-1", "\"x\""}) {
                file[key] = Json::parse(other);
                const bool isText = key == "name" || key == "problem";
                if (!(isText && file[key].is_string()) &&
                    !(key == "train_loss" && file[key].is_number()) &&
                    !(key == "validation_loss" && file[key].is_number()))
                    QVERIFY2(!refusal(file.dump()).empty(), (key + " " + other).c_str());
            }
        }
    }

    void valuesOutOfRangeAreRefused_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* place, const char* value) {
            QTest::addRow("%s %s", place, value) << place << value;
        };
        row("/format_version", "2");
        row("/corpus", "\"relative/imdb.csv\"");
        row("/checkpoint", "\"model.tempera\"");
        row("/checkpoint", "\":/resource.tempera\"");
        row("/corpus_options/unit", "\"sentence\"");
        row("/corpus_options/include_unsupervised", "1");
        row("/threads", "0");
        row("/threads", "1.5");
        row("/threads", "4294967297");
        row("/started", "\"yesterday\"");
        row("/state", "\"dreaming\"");
        row("/step", "-1");
        row("/step", "9223372036854775808");
        row("/step", "1e3");
        row("/settings/batch_size", "0");
        row("/train_loss", "\"nan\"");
    }

    void valuesOutOfRangeAreRefused() {
        QFETCH(QString, place);
        QFETCH(QString, value);
        Json file = goodFile();
        file.at(Json::json_pointer(place.toStdString())) = Json::parse(value.toStdString());
        const std::string message = refusal(file.dump());
        QVERIFY2(message.find(path_.string()) != std::string::npos, message.c_str());
    }

    void hugeDeepAndCutOffFilesAreRefused() {
        Json file = goodFile();
        const std::string good = file.dump();
        for (std::size_t size = 0; size < good.size(); ++size)
            QVERIFY(!refusal(good.substr(0, size)).empty());
        file["name"] = std::string(std::size_t{1} << 20, 'a');
        QVERIFY(refusal(file.dump()).find("1 MiB") != std::string::npos);
        const std::string brackets = std::string(400'000, '[') + std::string(400'000, ']');
        QVERIFY(!refusal(brackets).empty());
        std::string deep = good; // where settings are expected, which are written out again
        deep.insert(deep.find("\"settings\":{") + std::strlen("\"settings\":{"),
                    "\"model\":" + brackets + ",");
        QVERIFY(refusal(deep).find("too deeply") != std::string::npos);
    }

    void whatIsNoFileIsRefused() {
        const auto pipe = folder_ / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        for (const auto& path : {pipe, folder_.path(), folder_ / "nowhere"})
            QVERIFY(!errorMessage([&] { loadRunRecord(path); }).empty());
    }

    void oldRecordSurvivesAFailedSave() {
        RunRecord record;
        record.name = "kept";
        record.started = QDateTime::currentDateTimeUtc();
        saveRunRecord(path_, record);
        record.name = QString(500'000, 'a');
        {
            const test::FileSizeLimit limit(100'000);
            QVERIFY(!errorMessage([&] { saveRunRecord(path_, record); }).empty());
        }
        QCOMPARE(loadRunRecord(path_).name, QString("kept"));
    }
};

QTEST_GUILESS_MAIN(RunRecordFileTest)
#include "run_record_file_test.moc"
