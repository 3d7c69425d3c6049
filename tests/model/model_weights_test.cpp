// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_weights.h"

#include "support/error_message.h"
#include "support/small_model.h"

#include <QtTest>
#include <functional>
#include <limits>

using namespace tempera;

using Change = std::function<void(ModelWeights&)>;
Q_DECLARE_METATYPE(Change)

class ModelWeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsThatFitAreValid() {
        for (const Architecture architecture : {Architecture::book, Architecture::gpt})
            validate(smallWeights(smallConfiguration(architecture)));
    }

    void weightsThatDoNotFitAreRefused_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const Change& change, const char* reason) {
            QTest::newRow(name) << change << QString(reason);
        };
        constexpr float infinity = std::numeric_limits<float>::infinity();
        constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
        row(
            "bad configuration", [](auto& w) { w.configuration.headCount = 0; }, "head_count");
        row(
            "missing", [](auto& w) { w.tensors.pop_back(); }, "tensors");
        row(
            "extra", [](auto& w) { w.tensors.push_back(w.tensors[0]); }, "tensors");
        row(
            "order", [](auto& w) { std::swap(w.tensors[0], w.tensors[1]); }, "position_embedding");
        row(
            "name", [](auto& w) { w.tensors[2].name = "other"; }, "other");
        row(
            "shape", [](auto& w) { std::ranges::reverse(w.tensors[0].shape); }, "[3, 5]");
        row(
            "too few", [](auto& w) { w.tensors[0].values.pop_back(); }, "14 values");
        row(
            "too many", [](auto& w) { w.tensors[0].values.push_back(0); }, "16 values");
        row(
            "infinite", [](auto& w) { w.tensors[1].values[3] = infinity; }, "element 3");
        row(
            "not a number", [](auto& w) { w.tensors.back().values[4] = notANumber; }, "element 4");
    }

    void weightsThatDoNotFitAreRefused() {
        QFETCH(Change, change);
        QFETCH(QString, reason);
        ModelWeights weights = smallWeights(smallConfiguration(Architecture::book));
        change(weights);
        const auto message = QString::fromStdString(errorMessage([&] { validate(weights); }));
        QVERIFY2(message.contains(reason), qPrintable(message));
    }

    void tensorsAreFoundByName() {
        const ModelWeights weights = smallWeights(smallConfiguration(Architecture::gpt));
        for (const NamedTensor& tensor : weights.tensors)
            QCOMPARE(&weights.tensor(tensor.name), &tensor);
        const std::string message = errorMessage([&] { weights.tensor("other"); });
        QVERIFY2(QString::fromStdString(message).contains("\"other\""), message.c_str());
    }
};

QTEST_GUILESS_MAIN(ModelWeightsTest)
#include "model_weights_test.moc"
