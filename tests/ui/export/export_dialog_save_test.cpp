// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/reproduction.h"
#include "support/csv_reader.h"
#include "support/file_size_limit.h"
#include "ui/export/export_dialog_fixture.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::ui;
using namespace tempera::ui::test;
using tempera::test::CsvReader;
using tempera::test::FileSizeLimit;

class ExportDialogSaveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { fixture_ = std::make_unique<ExportDialogFixture>(); }
    void previewIsTheFile_data();
    void previewIsTheFile();
    void distributionIsOneCsv();
    void chartIsChosenAndWritten_data();
    void chartIsChosenAndWritten();
    void nameFollowsTheFormatUntilTyped();
    void missingExtensionIsAdded();
    void replacingAsks();
    void problemsAreToldAndNothingIsLost();
    void fullDiskIsTold();

private:
    ExportContent content() const { return fixture_->content(); }
    QString inFolder(const QString& name) const { return fixture_->inFolder(name); }

    std::unique_ptr<ExportDialogFixture> fixture_;
};

void ExportDialogSaveTest::previewIsTheFile_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("extension");
    QTest::newRow("text") << "Plain text"
                          << "txt";
    QTest::newRow("markdown") << "Markdown"
                              << "md";
    QTest::newRow("csv") << "CSV"
                         << "csv";
    QTest::newRow("jsonl") << "JSON Lines"
                           << "jsonl";
    QTest::newRow("html") << "Web page"
                          << "html";
}

void ExportDialogSaveTest::previewIsTheFile() {
    QFETCH(const QString, format);
    QFETCH(const QString, extension);
    ExportDialog dialog(content());
    dialog.show();
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    choose(dialog, "what", "2 texts");
    choose(dialog, "format", format);
    const QString expectedPath = inFolder("results." + extension);
    QCOMPARE(path(dialog), expectedPath);
    const QString shown = dialog.findChild<QPlainTextEdit*>()->toPlainText();
    click(dialog, "Save");
    QCOMPARE(exported.count(), 1);
    QCOMPARE(exported.at(0).at(0).toString(), expectedPath);
    QVERIFY(!dialog.isVisible());
    if (extension != "html")
        QCOMPARE(shown, QString::fromUtf8(readFile(expectedPath)).replace("\r\n", "\n"));
    const auto texts = readExport(expectedPath.toStdString());
    QCOMPARE(texts.size(), std::size_t{2});
    QCOMPARE(texts[1].text, sampleText().text);
    QCOMPARE(generationSettings(texts[1]), generationSettings(sampleText()));
}

void ExportDialogSaveTest::distributionIsOneCsv() {
    ExportDialog dialog(content());
    dialog.show();
    dialog.selectDistribution(0);
    QCOMPARE(box(dialog, "format").count(), 1);
    QCOMPARE(path(dialog), inFolder("after-this-film.csv"));
    click(dialog, "Save");
    const auto rows = CsvReader::read(readFile(inFolder("after-this-film.csv")).toStdString());
    QCOMPARE(rows.size(), trickyVocabulary().size() + 1);
}

void ExportDialogSaveTest::chartIsChosenAndWritten_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("png") << "PNG" << QByteArray("\x89PNG");
    QTest::newRow("svg") << "SVG" << QByteArray("<?xml");
    QTest::newRow("pdf") << "PDF" << QByteArray("%PDF-");
    QTest::newRow("csv") << "CSV" << QByteArray("x,y,chart,recipe");
}

void ExportDialogSaveTest::chartIsChosenAndWritten() {
    QFETCH(const QString, format);
    QFETCH(const QByteArray, beginning);
    QApplication::setPalette(darkPalette());
    ExportDialog dialog(content());
    dialog.show();
    dialog.selectChart(fixture_->plot);
    choose(dialog, "format", format);
    const QString expectedPath = inFolder(QString("a-line.") + QTest::currentDataTag());
    QCOMPARE(path(dialog), expectedPath);
    // The curve is in the preview, in the colour that the file has.
    const int curve = pixelsOf(dialog.grab().toImage(), themeColors(lightPalette()).accent);
    QCOMPARE(curve > 50, format != "CSV");
    click(dialog, "Save");
    QVERIFY(readFile(expectedPath).startsWith(beginning));
}

void ExportDialogSaveTest::nameFollowsTheFormatUntilTyped() {
    ExportDialog dialog(content());
    dialog.show();
    QCOMPARE(path(dialog), inFolder("current-text.txt"));
    choose(dialog, "format", "CSV");
    QCOMPARE(path(dialog), inFolder("current-text.csv"));
    typePath(dialog, inFolder("mine.csv"));
    choose(dialog, "format", "Markdown");
    QCOMPARE(path(dialog), inFolder("mine.md"));
    choose(dialog, "what", "2 texts");
    QCOMPARE(path(dialog), inFolder("mine.md"));
}

void ExportDialogSaveTest::missingExtensionIsAdded() {
    ExportDialog dialog(content());
    dialog.show();
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    typePath(dialog, inFolder("plain"));
    click(dialog, "Save");
    QCOMPARE(exported.at(0).at(0).toString(), inFolder("plain.txt"));
}

void ExportDialogSaveTest::replacingAsks() {
    fixture_->folder.write("old.txt", "old");
    ExportDialog dialog(content());
    dialog.show();
    typePath(dialog, inFolder("old.txt"));
    click(dialog, "Save");
    auto* question = dialog.findChild<QMessageBox*>();
    QVERIFY(question != nullptr && question->text().contains("old.txt"));
    QTest::keyClick(question, Qt::Key_Escape);
    QVERIFY(dialog.isVisible());
    QCOMPARE(readFile(inFolder("old.txt")), QByteArray("old"));
    QTRY_VERIFY(dialog.findChild<QMessageBox*>() == nullptr);
    click(dialog, "Save");
    click(*dialog.findChild<QMessageBox*>(), "Replace");
    QVERIFY(!dialog.isVisible());
    QCOMPARE(readExport(inFolder("old.txt").toStdString()).size(), std::size_t{1});
}

void ExportDialogSaveTest::problemsAreToldAndNothingIsLost() {
    ExportDialog dialog(content());
    dialog.show();
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    for (const QString& bad : {inFolder("absent/a.txt"), QString("/proc/a.txt"), inFolder("")}) {
        typePath(dialog, bad);
        QCOMPARE(message(dialog), QString());
        click(dialog, "Save");
        QVERIFY2(!message(dialog).isEmpty(), qPrintable(bad));
        QVERIFY(dialog.isVisible());
    }
    QCOMPARE(exported.count(), 0);
    typePath(dialog, inFolder("good.txt"));
    click(dialog, "Save");
    QCOMPARE(exported.count(), 1);
}

void ExportDialogSaveTest::fullDiskIsTold() {
    fixture_->folder.write("kept.txt", "kept");
    ExportDialog dialog(content());
    dialog.show();
    typePath(dialog, inFolder("kept.txt"));
    click(dialog, "Save");
    {
        const FileSizeLimit limit(64);
        click(*dialog.findChild<QMessageBox*>(), "Replace");
    }
    QVERIFY(dialog.isVisible());
    QVERIFY2(message(dialog).contains("kept.txt"), qPrintable(message(dialog)));
    QCOMPARE(readFile(inFolder("kept.txt")), QByteArray("kept"));
}

QTEST_MAIN(ExportDialogSaveTest)
#include "export_dialog_save_test.moc"
