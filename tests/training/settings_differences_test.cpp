// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/settings_differences.h"

#include "support/any_training_settings.h"

#include <QtTest>
#include <functional>
#include <rapidcheck.h>
#include <set>

using namespace tempera;

namespace {

using Change = std::function<void(TrainingSettings&)>;

} // namespace

class SettingsDifferencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noneIfAndOnlyIfEqual() {
        const bool holds = rc::check([] {
            const TrainingSettings here = test::anyTrainingSettings();
            TrainingSettings there =
                *rc::gen::arbitrary<bool>() ? here : test::anyTrainingSettings();
            // Most settings alike, to see that one is enough.
            if (*rc::gen::arbitrary<bool>()) {
                there = here;
                there.seed ^= std::uint64_t{1} << *rc::gen::inRange(0, 64);
            }
            RC_ASSERT(settingsDifferences(here, there).empty() == (here == there));
            RC_ASSERT(settingsDifferences(here, here).empty());
        });
        QVERIFY(holds);
    }

    void bothDirectionsTellTheSame() {
        const bool holds = rc::check([] {
            const TrainingSettings here = test::anyTrainingSettings();
            const TrainingSettings there = test::anyTrainingSettings();
            auto backwards = settingsDifferences(there, here);
            for (SettingDifference& difference : backwards)
                std::swap(difference.here, difference.there);
            const auto forwards = settingsDifferences(here, there);
            RC_ASSERT(forwards == backwards);
            std::set<std::string> keys;
            for (const SettingDifference& difference : forwards) {
                RC_ASSERT(keys.insert(difference.key).second);
                RC_ASSERT(difference.here != difference.there);
            }
        });
        QVERIFY(holds);
    }

    void oneSettingIsToldAsAPersonReadsIt_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("here");
        QTest::addColumn<QString>("there");
        const auto row = [](const char* key, const char* here, const char* there,
                            const Change& change) {
            QTest::newRow(key) << change << key << here << there;
        };
        row("data.vocabulary_size", "15000", "5000",
            [](auto& s) { s.data.vocabularySize = 5'000; });
        row("schedule.learning_rate", "0.001", "0.0003",
            [](auto& s) { s.schedule.learningRate = 3e-4; });
        row("optimizer.epsilon", "1e-07", "1e-08", [](auto& s) { s.optimizer.epsilon = 1e-8; });
        row("optimizer.kind", "rmsprop", "adamw",
            [](auto& s) { s.optimizer.kind = OptimizerKind::adamw; });
        row("limits.minutes", "none", "10", [](auto& s) { s.limits.minutes = 10.0; });
        row("limits.steps", "none", "1500", [](auto& s) { s.limits.steps = 1'500; });
        row("model.tied_embeddings", "no", "yes", [](auto& s) { s.model.tiedEmbeddings = true; });
        row("model.architecture", "book", "gpt",
            [](auto& s) { s.model.architecture = Architecture::gpt; });
        row("standardization", "book", "characters",
            [](auto& s) { s.standardization = Standardization::characters; });
        row("batch_size", "256", "32", [](auto& s) { s.batchSize = 32; });
        row("seed", "0", "18446744073709551615", [](auto& s) { s.seed = ~std::uint64_t{0}; });
    }

    void oneSettingIsToldAsAPersonReadsIt() {
        QFETCH(Change, change);
        QFETCH(QString, key);
        QFETCH(QString, here);
        QFETCH(QString, there);
        TrainingSettings changed = bookTrainingSettings();
        change(changed);
        const auto differences = settingsDifferences(bookTrainingSettings(), changed);
        QCOMPARE(differences.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(differences[0].key), key);
        QCOMPARE(QString::fromStdString(differences[0].here), here);
        QCOMPARE(QString::fromStdString(differences[0].there), there);
    }

    void theyComeInTheOrderOfTheSettings() {
        TrainingSettings changed = bookTrainingSettings();
        changed.seed = 3;
        changed.data.seed = 4;
        changed.model.dropout = 0.5;
        const auto differences = settingsDifferences(bookTrainingSettings(), changed);
        const std::vector<SettingDifference> expected = {
            {"model.dropout", "0", "0.5"}, {"data.seed", "0", "4"}, {"seed", "0", "3"}};
        QVERIFY(differences == expected);
    }
};

QTEST_GUILESS_MAIN(SettingsDifferencesTest)
#include "settings_differences_test.moc"
