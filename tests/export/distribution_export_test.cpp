// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/distribution_export.h"

#include "core/system/error.h"
#include "export/export_samples.h"
#include "support/csv_reader.h"
#include "support/error_message.h"
#include "support/naive_sampling.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::test;

namespace {

DistributionExport sampleDistribution(const SamplerChain& chain) {
    DistributionExport distribution;
    distribution.context = sampleText();
    distribution.context.chain = chain;
    std::vector<TokenId> tokens = {firstWordToken};
    MixingSource source(trickyVocabulary().size());
    const auto logits = source.logitsAfter(tokens);
    distribution.logits = std::make_shared<const std::vector<float>>(logits.begin(), logits.end());
    return distribution;
}

bool isClose(const std::string& text, long double expected) {
    return std::abs(std::stold(text) - expected) <= 1e-12L * std::max(1.0L, expected);
}

} // namespace

class DistributionExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsTheWholeVocabulary();
    void carriesTheRecipeInTheFirstRow();
    void guardsWords();
    void refusesWhatIsNoDistribution();
};

void DistributionExportTest::listsTheWholeVocabulary() {
    const SamplerChain chain = {
        {SamplerKind::temperature, 0.7}, {SamplerKind::topK, 9.0}, {SamplerKind::topP, 0.8}};
    const DistributionExport distribution = sampleDistribution(chain);
    const auto rows = CsvReader::read(formatDistribution(distribution, trickyVocabulary()));
    const auto expected = naiveDistribution(*distribution.logits, chain);
    const auto atOne = naiveDistribution(*distribution.logits, {});
    QCOMPARE(rows.size(), trickyVocabulary().size() + 1);
    long double sum = 0.0L;
    for (std::size_t rank = 0; rank < expected.ranking.size(); ++rank) {
        const CsvReader::Row& row = rows[rank + 1];
        const TokenId id = expected.ranking[rank];
        QCOMPARE(row.size(), rows[0].size());
        QCOMPARE(row[0], std::to_string(rank + 1));
        QCOMPARE(row[1], std::to_string(id));
        QCOMPARE(row[2], std::string(trickyVocabulary().displayWord(id)));
        QCOMPARE(std::stof(row[3]), (*distribution.logits)[static_cast<std::size_t>(id)]);
        QVERIFY(isClose(row[4], expected.probabilities[rank]));
        QVERIFY(isClose(row[5], atOne.probabilities[rank]));
        const auto remover = expected.removedBy[rank];
        QCOMPARE(row[6], remover ? std::string(samplerName(*remover)) : "");
        sum += std::stold(row[4]);
    }
    QVERIFY(std::abs(sum - 1.0L) < 1e-12L);
}

void DistributionExportTest::carriesTheRecipeInTheFirstRow() {
    const auto rows =
        CsvReader::read(formatDistribution(sampleDistribution({}), trickyVocabulary()));
    const auto cell = [&](std::size_t row, const char* column) {
        const auto found = std::ranges::find(rows[0], column);
        return rows.at(row).at(static_cast<std::size_t>(found - rows[0].begin()));
    };
    QCOMPARE(cell(1, "prompt"), std::string("this film"));
    QCOMPARE(cell(1, "text"), sampleText().text);
    QCOMPARE(cell(1, "seed"), std::string("42"));
    QCOMPARE(cell(1, "length"), std::string("12"));
    QCOMPARE(cell(1, "samplers"), std::string("no samplers"));
    QCOMPARE(cell(1, "model"), std::string("model.safetensors"));
    QCOMPARE(cell(1, "model_hash"), sampleHash);
    QCOMPARE(cell(1, "application"), std::string("Tempera " TEMPERA_VERSION));
    QCOMPARE(cell(2, "model_hash"), std::string());
}

void DistributionExportTest::guardsWords() {
    const auto rows =
        CsvReader::read(formatDistribution(sampleDistribution({}), trickyVocabulary(), true));
    const auto words = [&rows](const char* word) {
        return std::ranges::count_if(rows, [word](const auto& row) { return row[2] == word; });
    };
    QCOMPARE(words("'=1+1"), 1);
    QCOMPARE(words("=1+1"), 0);
    QVERIFY(std::ranges::any_of(rows, [](const auto& row) { return row[3].starts_with('-'); }));
}

void DistributionExportTest::refusesWhatIsNoDistribution() {
    DistributionExport distribution = sampleDistribution({{SamplerKind::topP, 2.0}});
    QVERIFY(!errorMessage([&] { formatDistribution(distribution, trickyVocabulary()); }).empty());
    distribution = sampleDistribution({});
    distribution.logits = std::make_shared<const std::vector<float>>(
        trickyVocabulary().size(), std::numeric_limits<float>::quiet_NaN());
    QVERIFY(!errorMessage([&] { formatDistribution(distribution, trickyVocabulary()); }).empty());
}

QTEST_GUILESS_MAIN(DistributionExportTest)
#include "distribution_export_test.moc"
