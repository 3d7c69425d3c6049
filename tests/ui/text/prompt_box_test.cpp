// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/prompt_box.h"

#include "ui/text/prompt_edit.h"

#include <QtTest>
#include <QtWidgets>
#include <rapidcheck.h>

using namespace tempera::ui;

namespace {

struct Prompt {
    PromptBox box;
    PromptEdit& edit = *box.findChild<PromptEdit*>();

    Prompt() {
        box.resize(400, 160);
        box.show();
        box.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&box));
        edit.setFocus();
    }
    void paste(const QString& text) {
        QGuiApplication::clipboard()->setText(text);
        QTest::keySequence(&edit, QKeySequence::Paste);
    }
    /// What is written beneath the field.
    QString message() const {
        const QList<QLabel*> labels = box.findChildren<QLabel*>();
        return labels.first()->buddy() != nullptr ? labels.last()->text() : labels.first()->text();
    }
};

} // namespace

class PromptBoxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatIsTyped();
    void growsToThreeLines();
    void settersAreQuiet();
    void refusesAPasteOfManyWordsInPlainWords();
    void cleansPastedBinary();
    void keepsAnyPastedTextWhole();
    void leavesDroppedFilesToTheWindow();
    void showsMessages();
};

void PromptBoxTest::tellsWhatIsTyped() {
    Prompt prompt;
    QSignalSpy spy(&prompt.box, &PromptBox::promptEdited);
    QTest::keyClicks(&prompt.edit, "the cat");
    QCOMPARE(spy.count(), 7);
    QCOMPARE(spy.last()[0].toString(), QStringLiteral("the cat"));
    QTest::keyClick(&prompt.edit, Qt::Key_Return);
    QTest::keyClicks(&prompt.edit, "sat");
    QCOMPARE(prompt.box.prompt(), QStringLiteral("the cat\nsat"));
}

void PromptBoxTest::growsToThreeLines() {
    Prompt prompt;
    QList<int> heights;
    for (int line = 0; line < 5; ++line) {
        QTRY_COMPARE(prompt.edit.document()->blockCount(), line + 1);
        QTRY_COMPARE(prompt.edit.height(), prompt.edit.sizeHint().height());
        heights.append(prompt.edit.height());
        QTest::keyClick(&prompt.edit, Qt::Key_Return);
    }
    QVERIFY(heights[1] > heights[0]);
    QVERIFY(heights[2] > heights[1]);
    QCOMPARE(heights[3], heights[2]);
    QCOMPARE(heights[4], heights[2]);
}

void PromptBoxTest::settersAreQuiet() {
    Prompt prompt;
    QSignalSpy spy(&prompt.box, &PromptBox::promptEdited);
    prompt.box.setPrompt(QStringLiteral("this movie"));
    prompt.box.setMessage(QStringLiteral("fine"), false);
    QCOMPARE(spy.count(), 0);
    QCOMPARE(prompt.box.prompt(), QStringLiteral("this movie"));
    QTest::keyClicks(&prompt.edit, " was");
    QCOMPARE(prompt.box.prompt(), QStringLiteral("this movie was"));
}

void PromptBoxTest::refusesAPasteOfManyWordsInPlainWords() {
    Prompt prompt;
    QTest::keyClicks(&prompt.edit, "before ");
    QSignalSpy spy(&prompt.box, &PromptBox::promptEdited);
    prompt.paste(QStringLiteral("word ").repeated(100'000));
    QCOMPARE(prompt.box.prompt(), QStringLiteral("before "));
    QCOMPARE(spy.count(), 0);
    QVERIFY2(prompt.message().contains(QLatin1String("500,000")), qPrintable(prompt.message()));
    QTest::keyClicks(&prompt.edit, "after");
    QCOMPARE(prompt.box.prompt(), QStringLiteral("before after"));
    QCOMPARE(prompt.message(), QString());
}

void PromptBoxTest::cleansPastedBinary() {
    Prompt prompt;
    QString binary = QStringLiteral("PK\x03\x04 this movie\r\nwas");
    binary.insert(2, QChar(0));
    binary.append(QChar(0xd800)); // half of a character
    prompt.paste(binary);
    QCOMPARE(prompt.box.prompt(), QStringLiteral("PK this movie\nwas"));
    QVERIFY2(prompt.message().contains(QLatin1Char('4')), qPrintable(prompt.message()));
}

void PromptBoxTest::keepsAnyPastedTextWhole() {
    Prompt prompt;
    rc::check("what is pasted and can be shown is all there", [&] {
        const auto text = *rc::gen::container<std::u32string>(rc::gen::oneOf(
            rc::gen::inRange<char32_t>(0x20, 0x7f), rc::gen::inRange<char32_t>(0x4e00, 0x9fa0),
            rc::gen::inRange<char32_t>(0x1f600, 0x1f640), rc::gen::just(U'\n')));
        prompt.box.setPrompt({});
        prompt.paste(QString::fromStdU32String(text));
        RC_ASSERT(prompt.box.prompt().toStdU32String() == text);
    });
}

void PromptBoxTest::leavesDroppedFilesToTheWindow() {
    Prompt prompt;
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a.safetensors"))});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &files, Qt::LeftButton, {});
    enter.ignore();
    QCoreApplication::sendEvent(prompt.edit.viewport(), &enter);
    QVERIFY(!enter.isAccepted());
}

void PromptBoxTest::showsMessages() {
    Prompt prompt;
    prompt.box.setMessage(QStringLiteral("“Xyzzy” is unknown"), true);
    QCOMPARE(prompt.message(), QStringLiteral("“Xyzzy” is unknown"));
    const int place = prompt.edit.y();
    prompt.box.setMessage({}, false);
    QCOMPARE(prompt.message(), QString());
    QCoreApplication::processEvents();
    QCOMPARE(prompt.edit.y(), place);
}

QTEST_MAIN(PromptBoxTest)
#include "prompt_box_test.moc"
