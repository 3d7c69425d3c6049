// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "core/export/reproduction.h"
#include "ui/export/export_dialog_fixture.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::ui;
using namespace tempera::ui::test;

class ExportDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { fixture_ = std::make_unique<ExportDialogFixture>(); }
    void offersWhatThereIs();
    void pageIsShownAsAPage();
    void longFilesAreCutInThePreviewOnly();
    void copiesToTheClipboard();
    void choicesAreRemembered();
    void formulaGuardIsOnAndCanBeSwitchedOff();
    void nothingToExport();
    void everythingIsNamedAndExplained();

private:
    ExportContent content() const { return fixture_->content(); }
    QString inFolder(const QString& name) const { return fixture_->inFolder(name); }

    std::unique_ptr<ExportDialogFixture> fixture_;
};

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

void ExportDialogTest::copiesToTheClipboard() {
    ExportDialog dialog(content());
    dialog.show();
    choose(dialog, "format", "JSON Lines");
    click(dialog, "Copy to Clipboard");
    QVERIFY(message(dialog).contains("clipboard"));
    const std::string copied = QGuiApplication::clipboard()->text().toStdString();
    QCOMPARE(parseExport(copied, "clipboard").front().text, sampleText().text);
    dialog.selectChart(fixture_->chart);
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
        dialog.selectChart(fixture_->chart);
        choose(dialog, "format", "PNG");
        dialog.findChild<QSpinBox*>("scale")->setValue(5);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }
    ExportDialog dialog(content());
    dialog.show();
    QVERIFY(box(dialog, "format").currentText().startsWith("Web page"));
    QCOMPARE(box(dialog, "coloring").currentText(), QString("Colour: entropy"));
    dialog.selectChart(fixture_->chart);
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
