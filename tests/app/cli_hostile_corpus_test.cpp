// SPDX-License-Identifier: GPL-3.0-or-later
// A corpus whose words are scripts and formulas: a model learns them and writes them, and what is
// exported runs nothing.
#include "support/cli.h"
#include "support/csv_reader.h"
#include "support/safetensors_bytes.h"

#include <QProcess>
#include <QtTest>

using namespace tempera;
using namespace tempera::test;

namespace {

const std::string script = "<script>alert(1)</script>";
const std::string formula = "=cmd|'/c_calc'!A1";

std::string hostileCorpus() {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += formula + " " + script +
                " <img/src=x/onerror=alert(1)> &lt; --> </style> @SUM(1) "
                "javascript:alert(1) \"quoted\" +1 end\n";
    return text;
}

/// The elements and attributes that Python's own parser finds in a page: "style", "p class", ...
QStringList elementsOf(const std::filesystem::path& page) {
    QProcess python;
    python.start("python3",
                 {"-c",
                  "import sys, html.parser\n"
                  "class Parser(html.parser.HTMLParser):\n"
                  "    found = set()\n"
                  "    def handle_starttag(self, tag, attributes):\n"
                  "        self.found.add(tag)\n"
                  "        self.found.update(tag + ' ' + name for name, _ in attributes)\n"
                  "parser = Parser()\n"
                  "parser.feed(open(sys.argv[1], encoding='utf-8').read())\n"
                  "print('\\n'.join(sorted(parser.found)))\n",
                  argument(page)});
    if (!python.waitForFinished() || python.exitCode() != 0)
        qFatal("python3 can't read the page: %s", python.readAllStandardError().constData());
    return QString(python.readAllStandardOutput()).trimmed().split('\n');
}

} // namespace

class CliHostileCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesHaveNoElementOfTheCorpus();
    void guardedTablesHaveNoFormula();

private:
    std::filesystem::path exported(const std::filesystem::path& model, const QString& name,
                                   const QStringList& more) const;

    TemporaryFolder folder_;
    std::filesystem::path hostile_;
    std::filesystem::path harmless_;
};

void CliHostileCorpusTest::initTestCase() {
    const auto corpus = folder_.write("hostile.txt", hostileCorpus());
    hostile_ = folder_ / "hostile.tempera";
    const CliResult trained =
        runCli(tinyTraining() +
               QStringList{"--corpus", argument(corpus), "--out", argument(hostile_), "--steps",
                           "60", "--standardization", "none", "--validation-fraction", "0"});
    QVERIFY2(trained.exitCode == 0, trained.standardError);
    harmless_ = trainTinyModel(folder_);
}

std::filesystem::path CliHostileCorpusTest::exported(const std::filesystem::path& model,
                                                     const QString& name,
                                                     const QStringList& more) const {
    const auto path = folder_ / name.toStdString();
    const CliResult result = runCli(QStringList{"generate", "--model", argument(model), "--count",
                                                "10", "--length", "9", "--out", argument(path)} +
                                    more);
    if (result.exitCode != 0)
        qFatal("%s", result.standardError.constData());
    return path;
}

void CliHostileCorpusTest::pagesHaveNoElementOfTheCorpus() {
    const QStringList html = {"--format", "html"};
    const auto page =
        exported(hostile_, "hostile.html", html + QStringList{"--prompt", script.c_str()});
    const std::string bytes = readBytes(page);
    QVERIFY(bytes.find("&lt;script&gt;alert(1)") != std::string::npos); // it is shown
    QVERIFY(bytes.find(script) == std::string::npos);
    const auto harmless = exported(harmless_, "tiny.html", html + QStringList{"--prompt", "this"});
    QCOMPARE(elementsOf(page), elementsOf(harmless));
}

void CliHostileCorpusTest::guardedTablesHaveNoFormula() {
    const QStringList csv = {"--format", "csv", "--prompt", formula.c_str()};
    const auto formulas = [](const std::filesystem::path& path) {
        int count = 0;
        for (const auto& row : CsvReader::read(readBytes(path)))
            for (const auto& cell : row)
                if (!cell.empty() &&
                    std::string("=+-@\t\r").find(cell.front()) != std::string::npos)
                    ++count;
        return count;
    };
    QCOMPARE(formulas(exported(hostile_, "open.csv", csv)), 20); // prompt and text of ten rows
    QCOMPARE(formulas(exported(hostile_, "guarded.csv", csv + QStringList{"--guard-formulas"})), 0);
}

QTEST_GUILESS_MAIN(CliHostileCorpusTest)
#include "cli_hostile_corpus_test.moc"
