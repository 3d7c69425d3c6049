// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/network_parts.h"

#include "core/training/training_settings.h"
#include "ui/setup/network_diagram.h"
#include "ui/theme/theme.h"

#include <QtTest>
#include <QtWidgets>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::ui;
using Kind = NetworkPart::Kind;

namespace {

std::int64_t totalOf(const std::vector<NetworkPart>& parts, Kind kind) {
    std::int64_t total = 0;
    for (const NetworkPart& part : parts)
        total += part.kind == kind ? part.total() : 0;
    return total;
}

std::int64_t sum(const std::vector<NetworkPart>& parts) {
    std::int64_t total = 0;
    for (const NetworkPart& part : parts)
        total += part.total();
    return total;
}

std::vector<Kind> kinds(const std::vector<NetworkPart>& parts) {
    std::vector<Kind> result;
    for (const NetworkPart& part : parts)
        result.push_back(part.kind);
    return result;
}

} // namespace

class NetworkPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBooksNetworkHasTheBooksNumbers();
    void partsComeInTheOrderOfTheData();
    void aTiedOutputHasNoWeights();
    void theySumUpToTheModel();
    void theTableTellsThem();
    void itIsDrawnInBothDirections_data();
    void itIsDrawnInBothDirections();
    void aToolTipTellsThePart();
};

void NetworkPartsTest::theBooksNetworkHasTheBooksNumbers() {
    const auto parts = networkParts(bookConfiguration());
    // Keras: Embedding(15000, 256) and Embedding(100, 256).
    QCOMPARE(totalOf(parts, Kind::tokenEmbedding) + totalOf(parts, Kind::positionEmbedding),
             std::int64_t{3'865'600});
    // MultiHeadAttention(2, 256): query, key, value [256, 2, 256] + [2, 256]; output [2, 256, 256]
    // + [256].
    const std::int64_t attention = 3 * (256 * 2 * 256 + 2 * 256) + (2 * 256 * 256 + 256);
    QCOMPARE(totalOf(parts, Kind::selfAttention), attention);
    QCOMPARE(totalOf(parts, Kind::inputAttention), attention);
    // Dense(2048), Dense(256).
    QCOMPARE(totalOf(parts, Kind::feedForward), std::int64_t{256 * 2048 + 2048 + 2048 * 256 + 256});
    // LayerNormalization: gamma and beta, three times.
    QCOMPARE(totalOf(parts, Kind::norm), std::int64_t{3 * 2 * 256});
    // Dense(15000).
    QCOMPARE(totalOf(parts, Kind::output), std::int64_t{3'855'000});
    QCOMPARE(sum(parts), std::int64_t{9'825'176});
}

void NetworkPartsTest::partsComeInTheOrderOfTheData() {
    const std::vector<Kind> book = {Kind::tokenEmbedding, Kind::positionEmbedding,
                                    Kind::selfAttention,  Kind::norm,
                                    Kind::inputAttention, Kind::norm,
                                    Kind::feedForward,    Kind::norm,
                                    Kind::output};
    QVERIFY(kinds(networkParts(bookConfiguration())) == book);
    const std::vector<Kind> gpt = {
        Kind::tokenEmbedding, Kind::positionEmbedding, Kind::norm,      Kind::selfAttention,
        Kind::norm,           Kind::feedForward,       Kind::finalNorm, Kind::output};
    QVERIFY(kinds(networkParts(gptConfiguration())) == gpt);
}

void NetworkPartsTest::aTiedOutputHasNoWeights() {
    ModelConfiguration model = gptConfiguration();
    QCOMPARE(networkParts(model).back().total(), std::int64_t(0));
    model.tiedEmbeddings = false;
    QCOMPARE(networkParts(model).back().total(), std::int64_t{15'000 * 128 + 15'000});
}

void NetworkPartsTest::theySumUpToTheModel() {
    QVERIFY(rc::check([] {
        ModelConfiguration model = *rc::gen::element(bookConfiguration(), gptConfiguration());
        model.vocabularySize = *rc::gen::inRange<std::int64_t>(3, 50'000);
        model.contextLength = *rc::gen::inRange<std::int64_t>(2, 1'000);
        model.embeddingWidth = *rc::gen::inRange<std::int64_t>(1, 1'000);
        model.headCount = *rc::gen::inRange<std::int64_t>(1, 129);
        model.headWidth = *rc::gen::inRange<std::int64_t>(1, 500);
        model.hiddenWidth = *rc::gen::inRange<std::int64_t>(1, 4'000);
        model.layerCount = *rc::gen::inRange<std::int64_t>(1, 97);
        if (model.architecture == Architecture::gpt)
            model.tiedEmbeddings = *rc::gen::arbitrary<bool>();
        RC_ASSERT(sum(networkParts(model)) == parameterCount(model));
    }));
}

void NetworkPartsTest::theTableTellsThem() {
    NetworkDiagram diagram;
    ModelConfiguration model = gptConfiguration();
    model.layerCount = 6;
    diagram.setConfiguration(model);
    const ChartTable table = diagram.chartTable();
    QCOMPARE(table.rows.size(), std::size_t(8));
    double shares = 0.0;
    for (const auto& row : table.rows) {
        QCOMPARE(qsizetype(row.size()), table.columns.size());
        QCOMPARE(row[2].toLongLong() * row[3].toLongLong(), row[4].toLongLong());
        shares += row[5].toDouble();
    }
    QVERIFY(std::abs(shares - 1.0) < 1e-12);
    QCOMPARE(table.rows[3][3].toInt(), 6);
}

void NetworkPartsTest::itIsDrawnInBothDirections_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("tall") << QSize(660, 500);
    QTest::newRow("low") << QSize(660, 200);
    QTest::newRow("cramped") << QSize(500, 150);
}

void NetworkPartsTest::itIsDrawnInBothDirections() {
    QFETCH(QSize, size);
    for (const ModelConfiguration& model : {bookConfiguration(), gptConfiguration()}) {
        const auto parts = networkParts(model);
        const bool postNorm = model.architecture == Architecture::book;
        const NetworkLayout layout = layOutNetwork(parts, postNorm, {QPointF(), size}, 17.0);
        QCOMPARE(layout.topToBottom, size.height() > 400);
        QCOMPARE(layout.boxes.size(), parts.size());
        QCOMPARE(layout.skips.size(), std::size_t(postNorm ? 4 : 2)); // one a layer, and the keys
        for (std::size_t index = 0; index < parts.size(); ++index) {
            const QRectF& box = layout.boxes[index];
            QVERIFY(QRectF(QPointF(), size).contains(box));
            QVERIFY(box.width() > 10.0 && box.height() > 10.0);
            QCOMPARE(layout.block.contains(box), parts[index].inBlock);
            for (std::size_t other = 0; other < index; ++other)
                QVERIFY(!box.intersects(layout.boxes[other]));
        }
    }
}

void NetworkPartsTest::aToolTipTellsThePart() {
    NetworkDiagram diagram;
    diagram.resize(660, 500);
    diagram.show();
    const NetworkLayout layout =
        layOutNetwork(networkParts(bookConfiguration()), true, QRectF(0, 0, 660, 500),
                      QFontMetricsF(diagram.font()).height());
    const QPoint place = layout.boxes.front().center().toPoint();
    QHelpEvent help(QEvent::ToolTip, place, diagram.mapToGlobal(place));
    QApplication::sendEvent(&diagram, &help);
    QCOMPARE(QToolTip::text(),
             QString("Token embedding, 15,000 \u00d7 256: 3,840,000 parameters, 39.1 % of all."));
    QToolTip::hideText();
}

QTEST_MAIN(NetworkPartsTest)
#include "network_parts_test.moc"
