// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_model.h"

#include "lens_fixtures.h"
#include "support/naive_sampling.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace tempera;
using namespace tempera::ui;
using test::naiveDistribution;
using test::NaiveDistribution;

namespace {

SharedRanking rankingOf(const LensPosition& position, const SamplerStack& stack) {
    return std::make_shared<const RankedDistribution>(position.logits, activeChain(stack));
}

double exact(const DistributionModel& model, int row, DistributionModel::Column column) {
    return model.data(model.index(row, column), DistributionModel::exactRole).toDouble();
}

} // namespace

class DistributionModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAddUpToOneAndAgreeWithTheDefinition();
    void theOthersAreWhatTheNaiveSumSays();
    void nothingIsLeftWhereAllAreShown();
    void marksTheChosenToken();
    void aNewTemperatureKeepsTheRanking();
    void keepsTheRulesOfModels();
};

void DistributionModelTest::rowsAddUpToOneAndAgreeWithTheDefinition() {
    QVERIFY(rc::check([] {
        const LensPosition position = test::positionOf(*test::anyLogits());
        const SamplerStack stack = *test::anyStack();
        const NaiveDistribution naive = naiveDistribution(*position.logits, activeChain(stack));
        const NaiveDistribution atOne = naiveDistribution(*position.logits, {});
        DistributionModel model;
        model.setShownTokens(*rc::gen::element(std::size_t{10}, std::size_t{25}, std::size_t{0}));
        model.setDistribution(rankingOf(position, stack), position);
        double sum = 0.0;
        double sumAtOne = 0.0;
        for (int row = 0; row < model.rowCount(); ++row) {
            sum += exact(model, row, DistributionModel::probabilityColumn);
            sumAtOne += exact(model, row, DistributionModel::probabilityAtOneColumn);
        }
        RC_ASSERT(std::abs(sum - 1.0) < 1e-12);
        RC_ASSERT(std::abs(sumAtOne - 1.0) < 1e-12);
        for (std::size_t i = 0; i < model.tokenRows(); ++i) {
            const DistributionRow row = model.row(static_cast<int>(i));
            RC_ASSERT(*row.token == naive.ranking[i]);
            RC_ASSERT(row.removedBy == naive.removedBy[i]);
            RC_ASSERT(std::abs(row.probability - static_cast<double>(naive.probabilities[i])) <
                      1e-12);
            RC_ASSERT(std::abs(row.probabilityAtOne - static_cast<double>(atOne.probabilities[i])) <
                      1e-12);
        }
    }));
}

void DistributionModelTest::theOthersAreWhatTheNaiveSumSays() {
    const LensPosition position = test::positionOf(test::normalLogits(15'000, 3.0F, 1));
    const SamplerStack stack = withTemperature(defaultSamplerStack(), 1.5);
    const NaiveDistribution naive = naiveDistribution(*position.logits, activeChain(stack));
    DistributionModel model;
    model.setDistribution(rankingOf(position, stack), position);
    QCOMPARE(model.rowCount(), 11);
    const DistributionRow others = model.row(10);
    QVERIFY(!others.token);
    QCOMPARE(others.label, "14,990 others");
    long double expected = 0.0L;
    for (std::size_t rank = 10; rank < 15'000; ++rank)
        expected += naive.probabilities[rank];
    QVERIFY(std::abs(others.probability - static_cast<double>(expected)) < 1e-12);
    QVERIFY(expected > 0.1L); // or this would show nothing
}

void DistributionModelTest::nothingIsLeftWhereAllAreShown() {
    const LensPosition position = test::positionOf(test::normalLogits(8, 1.0F, 2));
    DistributionModel model;
    model.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    QCOMPARE(model.rowCount(), 8); // fewer than ten: no row of others
    QVERIFY(model.row(7).token.has_value());
    model.setDistribution(nullptr, {});
    QCOMPARE(model.rowCount(), 0);
}

void DistributionModelTest::marksTheChosenToken() {
    LensPosition position = test::positionOf(test::normalLogits(100, 2.0F, 3));
    const NaiveDistribution naive = naiveDistribution(*position.logits, {});
    DistributionModel model;
    for (const std::size_t rank : {1, 4, 10, 11, 100}) {
        position.chosen = naive.ranking[rank - 1];
        model.setDistribution(rankingOf(position, defaultSamplerStack()), position);
        for (std::size_t row = 0; row <= 10; ++row)
            QCOMPARE(model.row(static_cast<int>(row)).chosen,
                     row == std::min<std::size_t>(rank - 1, 10));
    }
}

void DistributionModelTest::aNewTemperatureKeepsTheRanking() {
    const LensPosition position = test::positionOf(test::normalLogits(500, 2.0F, 4));
    DistributionModel model;
    const SharedRanking cold = rankingOf(position, withTemperature(defaultSamplerStack(), 0.3));
    model.setDistribution(cold, position);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const SamplerStack hot = withTemperature(defaultSamplerStack(), 3.0);
    model.setDistribution(cold->withChain(activeChain(hot)), position);
    QCOMPARE(reset.size(), 0); // selection and scroll position stay
    QCOMPARE(changed.size(), 1);
    const NaiveDistribution naive = naiveDistribution(*position.logits, activeChain(hot));
    QCOMPARE(*model.row(0).token, naive.ranking[0]);
    QVERIFY(std::abs(model.row(0).probability - static_cast<double>(naive.probabilities[0])) <
            1e-12);
}

void DistributionModelTest::keepsTheRulesOfModels() {
    DistributionModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const LensPosition position = test::positionOf(test::normalLogits(60, 2.0F, 5));
    model.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    for (const std::size_t shown : {25, 50, 0, 10})
        model.setShownTokens(shown);
    model.setDistribution(nullptr, {});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(DistributionModelTest)
#include "distribution_model_test.moc"
