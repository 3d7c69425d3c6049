// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/language_model.h"
#include "support/random_model.h"

#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace tempera;
using namespace tempera::test;

namespace {

bool allFinite(const std::vector<NamedTensor>& tensors) {
    return std::ranges::all_of(tensors, [](const NamedTensor& tensor) {
        return std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); });
    });
}

} // namespace

/// Batches at the edge of what there can be.
class ExtremeBatchesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void paddingAloneCountsNothing_data() { addTinyConfigurations(); }
    void paddingAloneCountsNothing();
    void paddingAmongTextChangesNothing_data() { addTinyConfigurations(); }
    void paddingAmongTextChangesNothing();
    void aSingleWordIsLearned_data();
    void aSingleWordIsLearned();
};

void ExtremeBatchesTest::paddingAloneCountsNothing() {
    QFETCH(ModelConfiguration, configuration);
    const auto model = createLanguageModel(configuration, {}, 1);
    const auto before = model->snapshot();
    const std::int64_t length = configuration.contextLength;
    const Batch padding{3, length, std::vector<TokenId>(static_cast<std::size_t>(3 * length))};
    QCOMPARE(padding.targetCount(), std::int64_t{0});
    const LossSum loss = model->evaluate(padding);
    QCOMPARE(loss.total, 0.0);
    QCOMPARE(loss.mean(), 0.0);
    QCOMPARE(model->accumulateGradient(padding, 1, 0).total, 0.0);
    QCOMPARE(model->applyGradient({1, 0.01}), 0.0);
    for (std::size_t i = 0; i < before->tensors.size(); ++i)
        QVERIFY(model->snapshot()->tensors[i].values == before->tensors[i].values);
}

void ExtremeBatchesTest::paddingAmongTextChangesNothing() {
    QFETCH(ModelConfiguration, configuration);
    const auto model = createLanguageModel(configuration, {}, 1);
    Batch batch = randomBatch(configuration, 2, 3);
    const LossSum alone = model->evaluate(batch);
    batch.sequences += 1;
    batch.tokens.resize(batch.tokens.size() + static_cast<std::size_t>(batch.length), paddingToken);
    const LossSum together = model->evaluate(batch);
    QCOMPARE(together.targets, alone.targets);
    QVERIFY(std::abs(together.total - alone.total) < 1e-5 * alone.total);
    model->accumulateGradient(batch, batch.targetCount(), 0);
    QVERIFY(allFinite(model->gradient()));
}

void ExtremeBatchesTest::aSingleWordIsLearned_data() {
    QTest::addColumn<ModelConfiguration>("configuration");
    QTest::newRow("book") << tinyConfiguration(Architecture::book);
    QTest::newRow("gpt") << tinyConfiguration(Architecture::gpt);
}

void ExtremeBatchesTest::aSingleWordIsLearned() {
    QFETCH(ModelConfiguration, configuration);
    configuration.vocabularySize = 3; // padding, [UNK] and one word
    configuration.contextLength = 2;
    const auto model = createLanguageModel(configuration, {}, 1);
    const Batch words{1, 2, {2, 2}};
    for (std::int64_t step = 1; step <= 100; ++step) {
        QVERIFY(std::isfinite(model->accumulateGradient(words, 1, 0).total));
        model->applyGradient({step, 0.05});
    }
    QVERIFY(model->evaluate(words).mean() < 0.01); // nothing else ever follows
    QVERIFY(allFinite(model->snapshot()->tensors));
}

QTEST_GUILESS_MAIN(ExtremeBatchesTest)
#include "extreme_batches_test.moc"
