// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/export_samples.h"
#include "support/temporary_folder.h"
#include "ui/charts/fake_charts.h"
#include "ui/export/export_dialog.h"

#include <QtTest>

namespace tempera::ui::test {

using tempera::test::sampleText;
using tempera::test::trickyVocabulary;

inline QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QPushButton& button(const QWidget& dialog, const QString& text) {
    for (auto* candidate : dialog.findChildren<QPushButton*>())
        if (candidate->text().remove('&') == text)
            return *candidate;
    qFatal("no button %s", qPrintable(text));
}

inline void click(const QWidget& dialog, const QString& text) {
    QTest::mouseClick(&button(dialog, text), Qt::LeftButton);
}

inline QComboBox& box(const QWidget& dialog, const QString& name) {
    return *dialog.findChild<QComboBox*>(name);
}

inline QString path(const QWidget& dialog) {
    return dialog.findChild<QLineEdit*>("path")->text();
}

inline void typePath(const QWidget& dialog, const QString& path) {
    auto* edit = dialog.findChild<QLineEdit*>("path");
    edit->selectAll();
    QTest::keyClicks(edit, path);
}

inline QString message(const QWidget& dialog) {
    return dialog.findChild<QLabel*>("message")->text();
}

/// Chooses the entry that begins so, as a person does: from the keyboard.
inline void choose(const QWidget& dialog, const QString& name, const QString& beginning) {
    QComboBox& combo = box(dialog, name);
    const int index = combo.findText(beginning, Qt::MatchStartsWith);
    QVERIFY2(index >= 0, qPrintable(beginning));
    combo.setFocus();
    QTest::keyClick(&combo, Qt::Key_Home);
    for (int steps = 0; combo.currentIndex() != index && steps < combo.count(); ++steps)
        QTest::keyClick(&combo, Qt::Key_Down);
    QCOMPARE(combo.currentIndex(), index);
}

/// A dialog's surroundings: settings of its own, an empty folder, two charts.
class ExportDialogFixture {
public:
    ExportDialogFixture() {
        QCoreApplication::setOrganizationName("TemperaTest");
        QCoreApplication::setApplicationName("export_dialog_test");
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, inFolder("settings"));
        QApplication::setPalette(lightPalette());
        QSettings().setValue("export/folder", inFolder(""));
    }

    QString inFolder(const QString& name) const {
        return QString::fromStdString((folder / name.toStdString()).string());
    }

    ExportContent content() const {
        ExportContent content;
        content.texts = {{"Current text", {sampleText()}},
                         {"Results", {sampleText(), sampleText()}},
                         {"No texts yet", {}}};
        DistributionExport distribution;
        distribution.context = sampleText();
        tempera::test::MixingSource source(trickyVocabulary().size());
        const auto logits = source.logitsAfter(std::vector<TokenId>{3});
        distribution.logits =
            std::make_shared<const std::vector<float>>(logits.begin(), logits.end());
        content.distributions = {{"After \"this film\"", distribution}};
        content.charts = {&chart, &plot};
        content.vocabulary = std::make_shared<const Vocabulary>(trickyVocabulary());
        content.provenance = "{\"seed\":42}";
        return content;
    }

    tempera::test::TemporaryFolder folder;
    FakeChart chart;
    FakePlot plot;
};

} // namespace tempera::ui::test
