// SPDX-License-Identifier: GPL-3.0-or-later
// A corpus in the window: opened, looked at, planned with, trained on.
#include "app/studio/studio.h"

#include "support/studio_training.h"
#include "support/temporary_folder.h"
#include "ui/corpus/corpus_controls.h"
#include "ui/corpus/corpus_header.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/setup/model_panel.h"
#include "ui/setup/setting_editor.h"
#include "ui/setup/setting_row.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int patience = 60'000;

QString fileName(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

bool awaitCorpus(StudioFixture& fixture, const QString& path) {
    return QTest::qWaitFor(
        [&] {
            const studio::CorpusController& corpus = fixture.studio().corpus();
            return !corpus.isReading() && corpus.overview() && corpus.path() == path;
        },
        patience);
}

void drop(StudioFixture& fixture, const QString& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&fixture.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&fixture.window(), &event);
    QVERIFY(event.isAccepted());
}

template <typename Control>
Control& control(StudioFixture& fixture, const QString& name) {
    for (Control* each : fixture.window().corpus().findChildren<Control*>())
        if (each->accessibleName() == name)
            return *each;
    qFatal("there is no control %s", qPrintable(name));
}

/// Types a number into the Corpus tab.
void type(QSpinBox& box, const QString& number) {
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, number);
    QTest::keyClick(&box, Qt::Key_Return);
}

QLineEdit& line(StudioFixture& fixture, std::string_view path) {
    for (ui::SettingRow* row : fixture.window().model().findChildren<ui::SettingRow*>())
        if (row->field().path == path)
            return *qobject_cast<QLineEdit*>(row->editor().control());
    qFatal("there is no such setting");
}

/// Of a run of one step.
ModelHandle trained(StudioFixture& fixture) {
    TrainingSettings settings = tinyTraining(1'000'000);
    const TrainingSettings& planned = fixture.studio().setup().plan().settings;
    settings.standardization = planned.standardization;
    settings.data.vocabularySize = planned.data.vocabularySize;
    plan(fixture, settings);
    if (!stepTo(fixture, 1))
        qFatal("%s", qPrintable(fixture.studio().training().status().message));
    fixture.studio().training().stop();
    if (!awaitEnd(fixture))
        qFatal("the run did not end");
    return fixture.studio().training().trainedModel();
}

} // namespace

class StudioCorpusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void opensWhatIsDropped();
    void opensWhatTheProgramIsStartedWith();
    void keepsItsCorpusWhereAnotherCantBeRead();
    void vocabularySizeIsOneInBothTabs();
    void standardizationReadsAgain();
    void planStaysWithTheCorpusThatIsRead();
    void planStaysWithTheCorpusThatIsReadWhereItIsGone();
    void trainsOnWhatIsOpen();
    void trainsOnAVanishedCorpus();
    void waitsForTheCorpus();

private:
    TemporaryFolder folder_;
    QString small_ = fileName(folder_.write("small.txt", smallCorpus()));
};

void StudioCorpusTest::opensWhatIsDropped() {
    StudioFixture fixture;
    fixture.window().raisePanel(fixture.window().compare());
    QVERIFY(fixture.window().corpus().visibleRegion().isEmpty());
    drop(fixture, small_);
    QVERIFY(awaitCorpus(fixture, small_));
    QVERIFY(!fixture.window().corpus().visibleRegion().isEmpty());
    QCOMPARE(fixture.studio().corpus().corpus()->documentCount(), std::size_t{40});
    const auto& header = fixture.child<ui::CorpusHeader>(&fixture.window().corpus());
    const auto labels = header.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(
        labels, [](const QLabel* label) { return label->text().contains("small.txt"); }));
}

void StudioCorpusTest::opensWhatTheProgramIsStartedWith() {
    StudioFixture fixture;
    fixture.studio().open(small_);
    QVERIFY(awaitCorpus(fixture, small_));
    // A folder too, and what was opened last counts.
    folder_.write("texts/a.txt", "one text");
    folder_.write("texts/b.txt", "another text");
    fixture.studio().open(small_);
    fixture.studio().open(fileName(folder_ / "texts"));
    QVERIFY(awaitCorpus(fixture, fileName(folder_ / "texts")));
    QCOMPARE(fixture.studio().corpus().corpus()->documentCount(), std::size_t{2});
}

void StudioCorpusTest::keepsItsCorpusWhereAnotherCantBeRead() {
    StudioFixture fixture;
    fixture.studio().open(small_);
    QVERIFY(awaitCorpus(fixture, small_));
    fixture.studio().open(fileName(folder_ / "absent.txt"));
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.studio().corpus().isReading(), patience);
    QCOMPARE(fixture.studio().corpus().path(), small_);
    QVERIFY(trained(fixture)->vocabulary().id("ending") != unknownToken);
    QCOMPARE(fixture.studio().training().request().corpus.path, small_);
}

void StudioCorpusTest::vocabularySizeIsOneInBothTabs() {
    StudioFixture fixture;
    fixture.studio().open(small_);
    QVERIFY(awaitCorpus(fixture, small_));
    type(control<QSpinBox>(fixture, "Vocabulary"), "12");
    QCOMPARE(fixture.studio().setup().plan().settings.data.vocabularySize, std::int64_t{12});
    QLineEdit& size = line(fixture, "data.vocabulary_size");
    QCOMPARE(size.text(), QString("12"));
    fixture.window().raisePanel(fixture.window().model());
    size.setFocus();
    size.selectAll();
    QTest::keyClicks(&size, "9");
    QTest::keyClick(&size, Qt::Key_Return);
    QCOMPARE(control<QSpinBox>(fixture, "Vocabulary").value(), 9);
    QCOMPARE(fixture.window().corpus().choice().vocabularySize, std::int64_t{9});
    QCOMPARE(trained(fixture)->vocabulary().size(), std::size_t{9});
}

void StudioCorpusTest::standardizationReadsAgain() {
    StudioFixture fixture;
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += "Schöne Filme, überall!\nÖde Filme.\nschöne Enden\n";
    const QString file = fileName(folder_.write("umlauts.txt", text));
    fixture.studio().open(file);
    QVERIFY(awaitCorpus(fixture, file));
    auto& box = control<QComboBox>(fixture, "Standardization");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(fixture.studio().setup().plan().settings.standardization, Standardization::unicode);
    QVERIFY(fixture.studio().corpus().isReading());
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.studio().corpus().isReading(), patience);
    QCOMPARE(fixture.studio().corpus().overview()->standardization, Standardization::unicode);
    const ModelHandle model = trained(fixture);
    QCOMPARE(model->tokenizer().standardization, Standardization::unicode);
    // By Unicode's rules "Schöne" is "schöne"; the book's know no other letters than ASCII's.
    QVERIFY(model->vocabulary().id("schöne") != unknownToken);
}

/// Otherwise a run would be trained on words that its tokenizer never makes.
void StudioCorpusTest::planStaysWithTheCorpusThatIsRead() {
    StudioFixture fixture;
    fixture.studio().open(small_);
    QVERIFY(awaitCorpus(fixture, small_));
    auto& box = control<QComboBox>(fixture, "Standardization");
    box.setCurrentIndex(box.findData(static_cast<int>(Standardization::characters)));
    QVERIFY(fixture.studio().corpus().isReading());
    QTest::mouseClick(&button(fixture.window().corpus(), "Cancel"), Qt::LeftButton);
    QVERIFY(!fixture.studio().corpus().isReading());
    QCOMPARE(fixture.studio().corpus().overview()->standardization, Standardization::book);
    QCOMPARE(fixture.studio().setup().plan().settings.standardization, Standardization::book);
    QCOMPARE(box.currentData().toInt(), static_cast<int>(Standardization::book));
}

void StudioCorpusTest::planStaysWithTheCorpusThatIsReadWhereItIsGone() {
    StudioFixture fixture;
    const QString file = fileName(folder_.write("gone.txt", smallCorpus()));
    fixture.studio().open(file);
    QVERIFY(awaitCorpus(fixture, file));
    QVERIFY(QFile::remove(file));
    auto& box = control<QComboBox>(fixture, "Standardization");
    box.setCurrentIndex(box.findData(static_cast<int>(Standardization::characters)));
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.studio().corpus().isReading(), patience);
    QCOMPARE(fixture.studio().corpus().overview()->standardization, Standardization::book);
    const ModelHandle model = trained(fixture);
    QCOMPARE(model->tokenizer().standardization, Standardization::book);
    QVERIFY(model->vocabulary().id("ending") != unknownToken);
    QCOMPARE(box.currentData().toInt(), static_cast<int>(Standardization::book));
}

void StudioCorpusTest::trainsOnWhatIsOpen() {
    StudioFixture fixture;
    fixture.studio().open(small_);
    QVERIFY(awaitCorpus(fixture, small_));
    plan(fixture, tinyTraining(1'000'000));
    QVERIFY(stepTo(fixture, 2));
    // Whatever the model writes are words of that corpus.
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    const std::string words = smallCorpus();
    for (const std::string& word : fixture.model().vocabulary().words())
        QVERIFY2(word.empty() || word == "[UNK]" || words.find(word) != std::string::npos,
                 word.c_str());
}

void StudioCorpusTest::trainsOnAVanishedCorpus() {
    StudioFixture fixture;
    const QString file = fileName(folder_.write("vanishing.txt", smallCorpus()));
    fixture.studio().open(file);
    QVERIFY(awaitCorpus(fixture, file));
    QVERIFY(QFile::remove(file));
    QVERIFY(trained(fixture)->vocabulary().id("ending") != unknownToken);
    QCOMPARE(fixture.window().problem(), QString());
}

/// A run begins on what is seen, not on what was seen before.
void StudioCorpusTest::waitsForTheCorpus() {
    StudioFixture fixture;
    plan(fixture, tinyTraining(1'000'000));
    fixture.studio().open(small_);
    QVERIFY(fixture.studio().corpus().isReading());
    QTest::mouseClick(&button(pedals(fixture.window().strip()), "Train"), Qt::LeftButton);
    QVERIFY(!fixture.studio().training().isRunning());
    QVERIFY(!fixture.window().notice().isEmpty());
    QVERIFY(awaitCorpus(fixture, small_));
    QTest::mouseClick(&button(pedals(fixture.window().strip()), "Train"), Qt::LeftButton);
    QVERIFY(fixture.studio().training().isRunning());
    QCOMPARE(fixture.studio().training().request().corpus.path, small_);
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioCorpusTest>(argumentCount, arguments);
}
#include "studio_corpus_test.moc"
