// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_history_file.h"

#include "core/model/safetensors_frame.h"
#include "core/model/safetensors_header.h"
#include "support/error_message.h"
#include "support/safetensors_bytes.h"
#include "support/small_checkpoint.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>

using namespace tempera;

namespace {

using Change = std::function<void(Checkpoint&)>;

bool sameHistory(const TrainingProgress& a, const TrainingProgress& b) {
    const auto sameStep = [](const StepRecord& x, const StepRecord& y) {
        return x.step == y.step && x.epoch == y.epoch && x.loss == y.loss &&
               x.learningRate == y.learningRate && x.gradientNorm == y.gradientNorm &&
               x.tokensPerSecond == y.tokensPerSecond;
    };
    const auto sameValidation = [](const ValidationRecord& x, const ValidationRecord& y) {
        return x.step == y.step && x.epoch == y.epoch && x.loss == y.loss;
    };
    return a.elapsedSeconds == b.elapsedSeconds && std::ranges::equal(a.steps, b.steps, sameStep) &&
           std::ranges::equal(a.validations, b.validations, sameValidation);
}

/// The bytes of the file after a change, as another program would write them: without a checksum.
std::string changedBytes(SafetensorsFile file,
                         const std::function<void(SafetensorsFile&)>& change) {
    file.metadata.erase(safetensorsDigestKey);
    file.metadata.erase("application");
    change(file);
    SafetensorsHeader header{file.metadata, {}};
    std::string data;
    for (const StoredTensor& tensor : file.tensors) {
        const std::uint64_t begin = data.size();
        data.append(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
        header.tensors.push_back({tensor.name, tensor.type, tensor.shape, begin, data.size()});
    }
    return safetensorsBytes(formatSafetensorsHeader(header), data);
}

std::size_t headerEnd(const std::string& bytes) {
    return safetensorsLengthBytes + lengthFromBytes(bytes.substr(0, safetensorsLengthBytes));
}

} // namespace

class TrainingHistoryFileTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder folder_;
    const std::filesystem::path path_ = folder_ / "run.tempera";

    std::string refusal() const {
        return errorMessage([this] { loadTrainingHistory(path_); });
    }
    void verifyRefusedByBoth() const {
        const std::string message = refusal();
        QVERIFY2(message.find("run.tempera") != std::string::npos, message.c_str());
        QCOMPARE(message, errorMessage([this] { loadCheckpoint(path_); }));
    }

private Q_SLOTS:
    void equalsTheCheckpoints_data() {
        QTest::addColumn<int>("steps");
        for (const int steps : {0, 1, 3, 4, 11, 500})
            QTest::addRow("%d steps", steps) << steps;
    }

    void equalsTheCheckpoints() {
        QFETCH(int, steps);
        const Checkpoint saved = test::smallCheckpoint(steps);
        saveCheckpoint(path_, saved);
        const TrainingHistory history = loadTrainingHistory(path_);
        const Checkpoint whole = loadCheckpoint(path_);
        QVERIFY(history.settings == whole.settings);
        QVERIFY(history.settings == saved.settings);
        QCOMPARE(history.stepsPerEpoch, whole.stepsPerEpoch);
        QVERIFY(sameHistory(history.progress, whole.progress));
        QVERIFY(sameHistory(history.progress, saved.progress));
    }

    void weightsAreNotLookedAt() {
        const Checkpoint saved = test::smallCheckpoint(9);
        saveCheckpoint(path_, saved);
        std::string bytes = readBytes(path_);
        bytes.back() = static_cast<char>(bytes.back() ^ 1); // of the vocabulary
        writeBytes(path_, bytes);
        QVERIFY(!errorMessage([this] { loadCheckpoint(path_); }).empty());
        QVERIFY(sameHistory(loadTrainingHistory(path_).progress, saved.progress));
    }

    void everyTruncationIsRefused() {
        saveCheckpoint(path_, test::smallCheckpoint(2));
        const std::string bytes = readBytes(path_);
        const std::size_t header = headerEnd(bytes);
        QVERIFY(header > 1'000 && header < bytes.size());
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            writeBytes(path_, bytes.substr(0, size));
            const std::string message = refusal();
            QVERIFY2(message.find("run.tempera") != std::string::npos,
                     qPrintable(QString("%1 bytes: %2").arg(size).arg(message.c_str())));
        }
    }

    void damagedHeadersAreRefusedOrHarmless() {
        saveCheckpoint(path_, test::smallCheckpoint(2));
        const std::string bytes = readBytes(path_);
        const std::size_t header = headerEnd(bytes);
        int refused = 0;
        for (std::size_t place = 0; place < header; ++place) {
            std::string damaged = bytes;
            damaged[place] = static_cast<char>(damaged[place] ^ 0x11);
            writeBytes(path_, damaged);
            refused += refusal().empty() ? 0 : 1;
        }
        // What is left are digits of settings, and what is written for other programs.
        QVERIFY(refused > static_cast<int>(header) / 2);
    }

    void tensorsThatAreMissingAreRefused() {
        saveCheckpoint(path_, test::smallCheckpoint(5));
        const SafetensorsFile file = readSafetensors(path_);
        for (const StoredTensor& tensor : file.tensors) {
            if (tensor.name.starts_with("optimizer."))
                continue; // which ones there are is the optimizer's business
            writeBytes(path_, changedBytes(file, [&tensor](SafetensorsFile& changed) {
                           std::erase_if(changed.tensors, [&](const StoredTensor& each) {
                               return each.name == tensor.name;
                           });
                       }));
            verifyRefusedByBoth();
        }
    }

    void tensorsOfAnotherTypeAreRefused() {
        saveCheckpoint(path_, test::smallCheckpoint(4));
        const SafetensorsFile file = readSafetensors(path_);
        for (std::size_t i = 0; i < file.tensors.size(); ++i) {
            writeBytes(path_, changedBytes(file, [i](SafetensorsFile& changed) {
                           changed.tensors[i].type = TensorType::int64;
                           changed.tensors[i].shape = {0};
                           changed.tensors[i].bytes = {};
                       }));
            verifyRefusedByBoth();
        }
    }

    void anotherProgramsFileIsRead() {
        const Checkpoint saved = test::smallCheckpoint(4);
        saveCheckpoint(path_, saved);
        writeBytes(path_, changedBytes(readSafetensors(path_), [](SafetensorsFile&) {}));
        QVERIFY(sameHistory(loadTrainingHistory(path_).progress, saved.progress));
        loadCheckpoint(path_);
    }

    void contradictionsAreRefused_data() {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const Change& change) {
            QTest::newRow(name) << change;
        };
        row("another model", [](auto& c) { c.settings.model.layerNormEpsilon = 0.5; });
        row("no epoch", [](auto& c) { c.stepsPerEpoch = 0; });
        row("negative time", [](auto& c) { c.progress.elapsedSeconds = -1.0; });
        row("infinite loss", [](auto& c) { c.progress.steps[1].loss = INFINITY; });
        row("validated in the future", [](auto& c) { c.progress.validations = {{9, 3, 1.0}}; });
    }

    void contradictionsAreRefused() {
        QFETCH(Change, change);
        Checkpoint checkpoint = test::smallCheckpoint(8);
        change(checkpoint);
        saveCheckpoint(path_, checkpoint);
        verifyRefusedByBoth();
    }

    void trainingStateThatIsNoneIsRefused() {
        saveCheckpoint(path_, test::smallCheckpoint(3));
        const SafetensorsFile file = readSafetensors(path_);
        const std::string brackets = std::string(1'000'000, '[') + std::string(1'000'000, ']');
        for (const std::string& text :
             {std::string("{"), std::string("[]"), asJson("{'settings': {}}"), brackets,
              asJson("{'settings': ") + brackets + "}"}) {
            writeBytes(path_, changedBytes(file, [&text](SafetensorsFile& changed) {
                           changed.metadata["training"] = text;
                       }));
            verifyRefusedByBoth();
        }
    }

    void modelAloneHasNoHistory() {
        saveModel(path_, test::smallCheckpoint(1).model);
        QVERIFY(refusal().find("without its training state") != std::string::npos);
        verifyRefusedByBoth();
    }

    void whatIsNoFileIsRefused() {
        const auto missing = folder_ / "nowhere.tempera";
        QVERIFY(!errorMessage([&] { loadTrainingHistory(missing); }).empty());
        QVERIFY(!errorMessage([&] { loadTrainingHistory(folder_.path()); }).empty());
    }
};

QTEST_GUILESS_MAIN(TrainingHistoryFileTest)
#include "training_history_file_test.moc"
