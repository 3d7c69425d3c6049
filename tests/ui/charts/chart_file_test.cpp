// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_file.h"

#include "core/system/error.h"
#include "support/csv_reader.h"
#include "support/error_message.h"
#include "support/file_size_limit.h"
#include "support/temporary_folder.h"
#include "ui/charts/fake_charts.h"

#include <QXmlStreamReader>
#include <QtSvg/QSvgRenderer>
#include <QtTest>

using namespace tempera;
using namespace tempera::ui;
using namespace tempera::ui::test;
using tempera::test::CsvReader;
using tempera::test::FileSizeLimit;
using tempera::test::TemporaryFolder;

namespace {

const QString provenance = "{\"prompt\":\"a \\\"b\\\" <c> & d\",\"seed\":42}";

QByteArray readFile(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The text of the first element with that name, by a parser.
QString elementText(const QByteArray& xml, const QString& name) {
    QXmlStreamReader reader(xml);
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
            return reader.readElementText();
    return {};
}

bool isWellFormed(const QByteArray& xml) {
    QXmlStreamReader reader(xml);
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

} // namespace

class ChartFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QApplication::setPalette(darkPalette()); }
    void pngHasScaleColoursAndProvenance_data();
    void pngHasScaleColoursAndProvenance();
    void svgDrawsTheSameAndSaysWhatItIs();
    void svgOfAPlotHasLinesAndLetters();
    void pdfHasOnePageOfTheChartsSize();
    void csvHoldsTheNumbers();
    void csvOfAnEmptyChartStillSaysWhatItIs();
    void aFailureLeavesTheOldFile();
    void refusesPicturesBeyondMemory();
    void namesFiles_data();
    void namesFiles();
};

void ChartFileTest::pngHasScaleColoursAndProvenance_data() {
    QTest::addColumn<double>("scale");
    for (const double scale : {1.0, 1.5, 3.0, 8.0})
        QTest::newRow(qPrintable(QString::number(scale))) << scale;
}

void ChartFileTest::pngHasScaleColoursAndProvenance() {
    QFETCH(const double, scale);
    const TemporaryFolder folder;
    const FakeChart chart;
    writeChart(chart, folder / "chart.png", ChartFileFormat::png, scale, provenance);
    const QImage image = QImage::fromData(readFile(folder / "chart.png"), "PNG");
    QCOMPARE(image.size(), (QSizeF(200, 100) * scale).toSize());
    QCOMPARE(pixelsOf(image, lightPalette().color(QPalette::Text)),
             qRound(30 * scale) * qRound(40 * scale));
    QCOMPARE(image.text("tempera"), provenance);
    QCOMPARE(image.text("Title"), chart.title);
    QCOMPARE(image.text("Description"), chart.title);
}

void ChartFileTest::svgDrawsTheSameAndSaysWhatItIs() {
    const TemporaryFolder folder;
    const FakeChart chart;
    writeChart(chart, folder / "chart.svg", ChartFileFormat::svg, 1.0, provenance);
    const QByteArray svg = readFile(folder / "chart.svg");
    QVERIFY(isWellFormed(svg));
    QCOMPARE(svg.count("<title>"), 1);
    QCOMPARE(elementText(svg, "title"), chart.title);
    QCOMPARE(elementText(svg, "desc"), provenance);
    QSvgRenderer renderer(svg);
    QCOMPARE(renderer.viewBox(), QRect(0, 0, 200, 100));
    QImage drawn(200, 100, QImage::Format_RGB32);
    QPainter painter(&drawn);
    renderer.render(&painter);
    QCOMPARE(pixelsOf(drawn, lightPalette().color(QPalette::Text)), 30 * 40);
}

void ChartFileTest::svgOfAPlotHasLinesAndLetters() {
    const FakePlot plot;
    const QByteArray svg = chartBytes(plot, ChartFileFormat::svg, 1.0, provenance);
    QVERIFY(isWellFormed(svg));
    QVERIFY(svg.contains("<polyline") || svg.contains("<path"));
    QVERIFY(svg.contains("<text"));
    QVERIFY(!svg.contains("<image"));
}

void ChartFileTest::pdfHasOnePageOfTheChartsSize() {
    const TemporaryFolder folder;
    const FakeChart chart;
    writeChart(chart, folder / "chart.pdf", ChartFileFormat::pdf, 1.0, provenance);
    const QByteArray pdf = readFile(folder / "chart.pdf");
    QVERIFY(pdf.startsWith("%PDF-"));
    // 200 x 100 pixels at 96 to the inch, in points.
    const QRegularExpression box("/MediaBox \\[0 0 150(\\.0*)? 75(\\.0*)?\\]");
    QVERIFY(box.match(QString::fromLatin1(pdf)).hasMatch());
    const qsizetype begin = pdf.indexOf("<x:xmpmeta");
    const QByteArray xmp = pdf.mid(begin, pdf.indexOf("</x:xmpmeta>") - begin + 12);
    QVERIFY(isWellFormed(xmp));
    QVERIFY(QString::fromUtf8(xmp).contains(provenance.toHtmlEscaped()));
    QVERIFY(pdf.contains("/Title"));
}

void ChartFileTest::csvHoldsTheNumbers() {
    const TemporaryFolder folder;
    const FakeChart chart;
    writeChart(chart, folder / "chart.csv", ChartFileFormat::csv, 1.0, provenance);
    const auto rows = CsvReader::read(readFile(folder / "chart.csv").toStdString());
    QCOMPARE(rows.size(), std::size_t{4});
    QCOMPARE(rows[0], (CsvReader::Row{"word", "probability", "rank", "chart", "recipe"}));
    QCOMPARE(rows[1].at(4), provenance.toStdString());
    for (std::size_t row = 0; row < chart.table.rows.size(); ++row)
        QCOMPARE(std::stod(rows[row + 1].at(1)), chart.table.rows[row].at(1).toDouble());
    QCOMPARE(rows[2].at(0), std::string("'=sum"));
}

void ChartFileTest::csvOfAnEmptyChartStillSaysWhatItIs() {
    FakeChart chart;
    chart.table.rows.clear();
    const auto rows =
        CsvReader::read(chartBytes(chart, ChartFileFormat::csv, 1.0, provenance).toStdString());
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[1],
             (CsvReader::Row{"", "", "", chart.title.toStdString(), provenance.toStdString()}));
}

void ChartFileTest::aFailureLeavesTheOldFile() {
    const TemporaryFolder folder;
    const FakeChart chart;
    const auto path = folder.write("chart.svg", "what was there");
    std::string message;
    {
        const FileSizeLimit limit(100);
        message =
            errorMessage([&] { writeChart(chart, path, ChartFileFormat::svg, 1.0, provenance); });
    }
    QVERIFY2(message.find("chart.svg") != std::string::npos, message.c_str());
    QCOMPARE(readFile(path), QByteArray("what was there"));
}

void ChartFileTest::refusesPicturesBeyondMemory() {
    FakeChart chart;
    chart.resize(8000, 8000);
    const std::string message = errorMessage([&] { chartImage(chart, 100'000.0); });
    QVERIFY2(message.find("smaller scale") != std::string::npos, message.c_str());
}

void ChartFileTest::namesFiles_data() {
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "Next-token distribution"
                           << "next-token-distribution.png";
    QTest::newRow("punctuation") << "After \"this / movie\"..."
                                 << "after-this-movie.png";
    QTest::newRow("chinese") << QString::fromUtf8("\u753B") << QString::fromUtf8("\u753B.png");
    QTest::newRow("nothing") << "../.."
                             << "tempera.png";
}

void ChartFileTest::namesFiles() {
    QFETCH(const QString, title);
    QFETCH(const QString, name);
    QCOMPARE(fileNameFor(title, "png"), name);
}

QTEST_MAIN(ChartFileTest)
#include "chart_file_test.moc"
