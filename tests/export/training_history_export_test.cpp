// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/training_history_export.h"

#include "core/export/csv_reader.h"

#include <QtTest>
#include <charconv>
#include <cmath>
#include <rapidcheck.h>
#include <sstream>

using namespace tempera;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rowsOf(const std::string& file) {
    Rows rows;
    readCsv(file, 7,
            [&rows](const std::vector<std::string>& row, std::size_t) { rows.push_back(row); });
    return rows;
}

double number(const std::string& text) {
    double value = std::numeric_limits<double>::quiet_NaN();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size()
               ? value
               : std::numeric_limits<double>::quiet_NaN();
}

/// Any finite double, of any size.
double anyNumber() {
    return std::ldexp(static_cast<double>(*rc::gen::arbitrary<std::int64_t>()),
                      *rc::gen::inRange(-900, 900));
}

TrainingProgress anyRun() {
    TrainingProgress progress;
    const int count = *rc::gen::inRange(1, 40);
    for (int step = 1; step <= count; ++step) {
        progress.steps.push_back(
            {step, step / 7 + 1, anyNumber(), anyNumber(), anyNumber(), anyNumber()});
        if (*rc::gen::inRange(0, 4) == 0)
            progress.validations.push_back({step, step / 7 + 1, anyNumber()});
    }
    return progress;
}

} // namespace

class TrainingHistoryExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNumberReadsBackEqual() {
        QVERIFY(rc::check([] {
            const TrainingProgress progress = anyRun();
            const Rows rows = rowsOf(formatTrainingHistory(progress));
            RC_ASSERT(rows.size() == progress.steps.size() + 1);
            std::size_t validations = 0;
            for (std::size_t index = 0; index < progress.steps.size(); ++index) {
                const StepRecord& step = progress.steps[index];
                const auto& row = rows[index + 1];
                RC_ASSERT(row[0] == std::to_string(step.step));
                RC_ASSERT(row[1] == std::to_string(step.epoch));
                RC_ASSERT(number(row[2]) == step.loss);
                RC_ASSERT(number(row[3]) == step.learningRate);
                RC_ASSERT(number(row[4]) == step.gradientNorm);
                RC_ASSERT(number(row[5]) == step.tokensPerSecond);
                if (row[6].empty())
                    continue;
                RC_ASSERT(progress.validations[validations].step == step.step);
                RC_ASSERT(number(row[6]) == progress.validations[validations].loss);
                ++validations;
            }
            RC_ASSERT(validations == progress.validations.size());
        }));
    }

    void isWrittenLikeThis() {
        TrainingProgress progress;
        progress.steps = {{1, 1, 9.5, 0.001, 2.25, 5000.0}, {2, 1, 9.25, 0.001, 2.0, 5100.5}};
        progress.validations = {{2, 1, 9.125}};
        std::ostringstream out;
        writeTrainingHistory(out, progress);
        QCOMPARE(out.str(), std::string("step,epoch,loss,learning_rate,gradient_norm,"
                                        "tokens_per_second,validation_loss\r\n"
                                        "1,1,9.5,0.001,2.25,5000,\r\n"
                                        "2,1,9.25,0.001,2,5100.5,9.125\r\n"));
    }

    void aValidationWithoutItsStepHasARow() {
        TrainingProgress progress;
        progress.steps = {{5, 1, 9.0, 0.001, 2.0, 5000.0}};
        progress.validations = {{3, 1, 9.5}, {8, 2, 8.5}};
        const Rows rows = rowsOf(formatTrainingHistory(progress));
        QCOMPARE(rows.size(), std::size_t(4));
        QCOMPARE(rows[1], (std::vector<std::string>{"3", "1", "", "", "", "", "9.5"}));
        QCOMPARE(rows[3], (std::vector<std::string>{"8", "2", "", "", "", "", "8.5"}));
    }

    void whatIsNoNumberIsEmpty() {
        TrainingProgress progress;
        progress.steps = {{1, 1, std::nan(""), 0.001, HUGE_VAL, 1.0}};
        const Rows rows = rowsOf(formatTrainingHistory(progress));
        QCOMPARE(rows[1][2], std::string());
        QCOMPARE(rows[1][4], std::string("inf"));
    }
};

QTEST_GUILESS_MAIN(TrainingHistoryExportTest)
#include "training_history_export_test.moc"
