// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "core/export/reproduction.h"
#include "export/export_samples.h"
#include "support/csv_reader.h"
#include "support/file_size_limit.h"
#include "support/temporary_folder.h"
#include "ui/charts/fake_charts.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::ui;
using namespace tempera::ui::test;
using tempera::test::CsvReader;
using tempera::test::FileSizeLimit;
using tempera::test::MixingSource;
using tempera::test::sampleText;
using tempera::test::TemporaryFolder;
using tempera::test::trickyVocabulary;

namespace {

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPushButton& button(const QWidget& dialog, const QString& text) {
    for (auto* candidate : dialog.findChildren<QPushButton*>())
        if (candidate->text().remove('&') == text)
            return *candidate;
    qFatal("no button %s", qPrintable(text));
}

void click(const QWidget& dialog, const QString& text) {
    QTest::mouseClick(&button(dialog, text), Qt::LeftButton);
}

QComboBox& box(const QWidget& dialog, const QString& name) {
    return *dialog.findChild<QComboBox*>(name);
}

QString path(const QWidget& dialog) {
    return dialog.findChild<QLineEdit*>("path")->text();
}

void typePath(const QWidget& dialog, const QString& path) {
    auto* edit = dialog.findChild<QLineEdit*>("path");
    edit->selectAll();
    QTest::keyClicks(edit, path);
}

QString message(const QWidget& dialog) {
    return dialog.findChild<QLabel*>("message")->text();
}

/// Chooses the entry that begins so, as a person does: from the keyboard.
void choose(const QWidget& dialog, const QString& name, const QString& beginning) {
    QComboBox& combo = box(dialog, name);
    const int index = combo.findText(beginning, Qt::MatchStartsWith);
    QVERIFY2(index >= 0, qPrintable(beginning));
    combo.setFocus();
    QTest::keyClick(&combo, Qt::Key_Home);
    for (int steps = 0; combo.currentIndex() != index && steps < combo.count(); ++steps)
        QTest::keyClick(&combo, Qt::Key_Down);
    QCOMPARE(combo.currentIndex(), index);
}

} // namespace

class ExportDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void offersWhatThereIs();
    void previewIsTheFile_data();
    void previewIsTheFile();
    void pageIsShownAsAPage();
    void longFilesAreCutInThePreviewOnly();
    void distributionIsOneCsv();
    void chartIsChosenAndWritten_data();
    void chartIsChosenAndWritten();
    void nameFollowsTheFormatUntilTyped();
    void missingExtensionIsAdded();
    void replacingAsks();
    void problemsAreToldAndNothingIsLost();
    void fullDiskIsTold();
    void copiesToTheClipboard();
    void choicesAreRemembered();
    void formulaGuardIsOnAndCanBeSwitchedOff();
    void nothingToExport();
    void everythingIsNamedAndExplained();

private:
    ExportContent content() const;
    QString inFolder(const QString& name) const {
        return QString::fromStdString((folder_ / name.toStdString()).string());
    }

    TemporaryFolder folder_;
    std::unique_ptr<FakeChart> chart_;
    std::unique_ptr<FakePlot> plot_;
};

void ExportDialogTest::initTestCase() {
    QCoreApplication::setOrganizationName("TemperaTest");
    QCoreApplication::setApplicationName("export_dialog_test");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, inFolder("settings"));
}

void ExportDialogTest::init() {
    QApplication::setPalette(lightPalette());
    QSettings().clear();
    QSettings().setValue("export/folder", inFolder(""));
    chart_ = std::make_unique<FakeChart>();
    plot_ = std::make_unique<FakePlot>();
}

ExportContent ExportDialogTest::content() const {
    ExportContent content;
    content.texts = {{"Current text", {sampleText()}},
                     {"Results", {sampleText(), sampleText()}},
                     {"No texts yet", {}}};
    DistributionExport distribution;
    distribution.context = sampleText();
    MixingSource source(trickyVocabulary().size());
    const auto logits = source.logitsAfter(std::vector<TokenId>{3});
    distribution.logits = std::make_shared<const std::vector<float>>(logits.begin(), logits.end());
    content.distributions = {{"After \"this film\"", distribution}};
    content.charts = {chart_.get(), plot_.get()};
    content.vocabulary = std::make_shared<const Vocabulary>(trickyVocabulary());
    content.provenance = "{\"seed\":42}";
    return content;
}

void ExportDialogTest::offersWhatThereIs() {
    const ExportDialog dialog(content());
    QStringList offered;
    for (int i = 0; i < box(dialog, "what").count(); ++i)
        offered += box(dialog, "what").itemText(i);
    offered.removeAll(QString());
    QCOMPARE(offered, (QStringList{"Text: Current text", "2 texts: Results",
                                   "Distribution: After \"this film\"", "Chart: Words & <numbers>",
                                   "Chart: A line"}));
}

void ExportDialogTest::previewIsTheFile_data() {
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

void ExportDialogTest::previewIsTheFile() {
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
    QVERIFY(QFile::remove(expectedPath));
}

void ExportDialogTest::pageIsShownAsAPage() {
    ExportDialog dialog(content());
    dialog.show();
    choose(dialog, "format", "Web page");
    const auto* page = dialog.findChild<QTextBrowser*>();
    QVERIFY(page->isVisible());
    QVERIFY(page->toPlainText().contains(QString::fromStdString(sampleText().text)));
    // Words have the colours that the page gives them, and their figures as tooltips.
    int colored = 0;
    int withFigures = 0;
    for (auto block = page->document()->begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextCharFormat format = part.fragment().charFormat();
            withFigures += format.toolTip().contains("probability") ? 1 : 0;
            colored += format.hasProperty(QTextFormat::BackgroundBrush) ? 1 : 0;
        }
    QVERIFY(withFigures >= 10);
    QVERIFY(colored >= withFigures);
}

void ExportDialogTest::longFilesAreCutInThePreviewOnly() {
    ExportContent many = content();
    many.texts[0].texts.assign(500, sampleText());
    ExportDialog dialog(many);
    dialog.show();
    const QString shown = dialog.findChild<QPlainTextEdit*>()->toPlainText();
    QVERIFY(shown.size() < 30'000);
    const auto labels = dialog.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->text().contains("the preview shows the beginning");
    }));
    typePath(dialog, inFolder("many.txt"));
    click(dialog, "Save");
    QCOMPARE(readExport(inFolder("many.txt").toStdString()).size(), std::size_t{500});
}

void ExportDialogTest::distributionIsOneCsv() {
    ExportDialog dialog(content());
    dialog.show();
    dialog.selectDistribution(0);
    QCOMPARE(box(dialog, "format").count(), 1);
    QCOMPARE(path(dialog), inFolder("after-this-film.csv"));
    click(dialog, "Save");
    const auto rows = CsvReader::read(readFile(inFolder("after-this-film.csv")).toStdString());
    QCOMPARE(rows.size(), trickyVocabulary().size() + 1);
}

void ExportDialogTest::chartIsChosenAndWritten_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("png") << "PNG" << QByteArray("\x89PNG");
    QTest::newRow("svg") << "SVG" << QByteArray("<?xml");
    QTest::newRow("pdf") << "PDF" << QByteArray("%PDF-");
    QTest::newRow("csv") << "CSV" << QByteArray("x,y,chart,recipe");
}

void ExportDialogTest::chartIsChosenAndWritten() {
    QFETCH(const QString, format);
    QFETCH(const QByteArray, beginning);
    QApplication::setPalette(darkPalette());
    ExportDialog dialog(content());
    dialog.show();
    dialog.selectChart(*plot_);
    choose(dialog, "format", format);
    const QString expectedPath = inFolder(QString("a-line.") + QTest::currentDataTag());
    QCOMPARE(path(dialog), expectedPath);
    // The curve is in the preview, in the colour that the file has.
    const int curve = pixelsOf(dialog.grab().toImage(), themeColors(lightPalette()).accent);
    QCOMPARE(curve > 50, format != "CSV");
    click(dialog, "Save");
    QVERIFY(readFile(expectedPath).startsWith(beginning));
}

void ExportDialogTest::nameFollowsTheFormatUntilTyped() {
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

void ExportDialogTest::missingExtensionIsAdded() {
    ExportDialog dialog(content());
    dialog.show();
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    typePath(dialog, inFolder("plain"));
    click(dialog, "Save");
    QCOMPARE(exported.at(0).at(0).toString(), inFolder("plain.txt"));
}

void ExportDialogTest::replacingAsks() {
    folder_.write("old.txt", "old");
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

void ExportDialogTest::problemsAreToldAndNothingIsLost() {
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

void ExportDialogTest::fullDiskIsTold() {
    folder_.write("kept.txt", "kept");
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

void ExportDialogTest::copiesToTheClipboard() {
    ExportDialog dialog(content());
    dialog.show();
    choose(dialog, "format", "JSON Lines");
    click(dialog, "Copy to Clipboard");
    QVERIFY(message(dialog).contains("clipboard"));
    const std::string copied = QGuiApplication::clipboard()->text().toStdString();
    QCOMPARE(parseExport(copied, "clipboard").front().text, sampleText().text);
    dialog.selectChart(*chart_);
    choose(dialog, "format", "PNG");
    click(dialog, "Copy to Clipboard");
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(400, 200));
    QVERIFY(dialog.isVisible());
}

void ExportDialogTest::choicesAreRemembered() {
    {
        ExportDialog dialog(content());
        dialog.show();
        choose(dialog, "format", "Web page");
        choose(dialog, "coloring", "Colour: entropy");
        dialog.selectChart(*chart_);
        choose(dialog, "format", "PNG");
        dialog.findChild<QSpinBox*>("scale")->setValue(5);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }
    ExportDialog dialog(content());
    dialog.show();
    QVERIFY(box(dialog, "format").currentText().startsWith("Web page"));
    QCOMPARE(box(dialog, "coloring").currentText(), QString("Colour: entropy"));
    dialog.selectChart(*chart_);
    QVERIFY(box(dialog, "format").currentText().startsWith("PNG"));
    QCOMPARE(dialog.findChild<QSpinBox*>("scale")->value(), 5);
}

void ExportDialogTest::formulaGuardIsOnAndCanBeSwitchedOff() {
    ExportContent formulas = content();
    formulas.texts[0].texts[0].prompt = "=1+1";
    ExportDialog dialog(formulas);
    dialog.show();
    choose(dialog, "format", "CSV");
    const auto* preview = dialog.findChild<QPlainTextEdit*>();
    QVERIFY(preview->toPlainText().contains(",'=1+1,"));
    QTest::keyClick(dialog.findChild<QCheckBox*>("guardFormulas"), Qt::Key_Space);
    QVERIFY(preview->toPlainText().contains(",=1+1,"));
}

void ExportDialogTest::nothingToExport() {
    ExportDialog dialog(ExportContent{});
    dialog.show();
    QVERIFY(!button(dialog, "Save").isEnabled());
    QVERIFY(!button(dialog, "Copy to Clipboard").isEnabled());
    const auto labels = dialog.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(
        labels, [](const QLabel* label) { return label->text().contains("generate a text"); }));
}

void ExportDialogTest::everythingIsNamedAndExplained() {
    const ExportDialog dialog(content());
    for (const char* name : {"what", "format", "coloring", "scale", "path", "guardFormulas"}) {
        const auto* widget = dialog.findChild<QWidget*>(name);
        QVERIFY2(widget != nullptr && !widget->toolTip().isEmpty(), name);
        const auto* check = qobject_cast<const QCheckBox*>(widget);
        QVERIFY2(check != nullptr || !widget->accessibleName().isEmpty(), name);
        QVERIFY2((widget->focusPolicy() & Qt::TabFocus) != 0, name);
    }
    QVERIFY(dialog.minimumSizeHint().width() < 900 && dialog.minimumSizeHint().height() < 600);
}

QTEST_MAIN(ExportDialogTest)
#include "export_dialog_test.moc"
