// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_view.h"

#include "tests/ui/text/sample_text.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QtTest>
#include <QtWidgets>
#include <limits>
#include <memory>
#include <rapidcheck.h>

using namespace tempera::ui;

namespace {

std::unique_ptr<TokenView> shownView(TextTokens tokens, QSize size = {420, 300}) {
    auto view = std::make_unique<TokenView>();
    view->setTokens(std::move(tokens));
    view->resize(size);
    view->show();
    view->activateWindow();
    static_cast<void>(QTest::qWaitForWindowActive(view.get()));
    view->setFocus();
    return view;
}

/// How many pixels of the token differ in the two pictures.
int differingPixels(const QImage& first, const QImage& second, const QRect& place) {
    int count = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
            count += first.pixel(x, y) != second.pixel(x, y) ? 1 : 0;
    return count;
}

QString toolTipAt(TokenView& view, int index) {
    const QPoint place = view.tokenRect(index).center();
    QHelpEvent event(QEvent::ToolTip, place, view.viewport()->mapToGlobal(place));
    QApplication::sendEvent(view.viewport(), &event);
    return QToolTip::text();
}

} // namespace

class TokenViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void selectsByClick();
    void walksWithTheArrows();
    void walksBetweenLines();
    void neverEmitsFromSetters();
    void explainsATokenUnderThePointer();
    void explainsARemovedToken();
    void copiesTheWholeText();
    void marksWhatDiffersFromTheReference();
    void dimsTheStaleTail();
    void keepsAnyWordsWithinItsWidth();
    void joinsCharactersWithoutGaps();
    void scrollsToTheSelection();
    void followsTheEndWhileGenerating();
    void isReadAloud();
};

void TokenViewTest::selectsByClick() {
    const auto view = shownView(sampleText(30));
    QSignalSpy spy(view.get(), &TokenView::tokenSelected);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->tokenRect(7).center());
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toInt(), 7);
    QCOMPARE(view->selected(), 7);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, {200, 295});
    QCOMPARE(spy.count(), 1);
}

void TokenViewTest::walksWithTheArrows() {
    const auto view = shownView(sampleText(30));
    QSignalSpy spy(view.get(), &TokenView::tokenSelected);
    QTest::keyClick(view.get(), Qt::Key_Right); // the first written token
    QTest::keyClick(view.get(), Qt::Key_Right);
    QTest::keyClick(view.get(), Qt::Key_Left);
    QTest::keyClick(view.get(), Qt::Key_End);
    QTest::keyClick(view.get(), Qt::Key_Right); // there is nothing further
    QTest::keyClick(view.get(), Qt::Key_Home);
    QList<int> walked;
    for (const QList<QVariant>& arguments : spy)
        walked.append(arguments[0].toInt());
    QCOMPARE(walked, (QList<int>{2, 3, 2, 31, 0}));
}

void TokenViewTest::walksBetweenLines() {
    const auto view = shownView(sampleText(60));
    view->setSelected(4);
    const QRect start = view->tokenRect(4);
    QTest::keyClick(view.get(), Qt::Key_Down);
    const QRect below = view->tokenRect(view->selected());
    QVERIFY(below.top() > start.bottom());
    QVERIFY(below.left() <= start.center().x() + start.width());
    QVERIFY(below.right() >= start.center().x() - start.width());
    QTest::keyClick(view.get(), Qt::Key_Down);
    QTest::keyClick(view.get(), Qt::Key_Up);
    QTest::keyClick(view.get(), Qt::Key_Up);
    QCOMPARE(view->selected(), 4);
    QTest::keyClick(view.get(), Qt::Key_Up);
    QCOMPARE(view->selected(), 4);
}

void TokenViewTest::neverEmitsFromSetters() {
    const auto view = shownView(sampleText(30));
    QSignalSpy spy(view.get(), &TokenView::tokenSelected);
    view->setSelected(10);
    view->setTokens(sampleText(40));
    QCOMPARE(view->selected(), 10);
    view->setTokens(sampleText(3));
    QCOMPARE(view->selected(), -1);
    view->setSelected(99);
    QCOMPARE(view->selected(), -1);
    QCOMPARE(spy.count(), 0);
}

void TokenViewTest::explainsATokenUnderThePointer() {
    TextTokens tokens = sampleText(10);
    tokens[3].figures.probability = 0.25;
    tokens[3].figures.logProbability = std::log(0.25);
    tokens[3].figures.rank = 7;
    tokens[3].word = QStringLiteral("<b>");
    const auto view = shownView(tokens);
    const QString tip = toolTipAt(*view, 3);
    for (const char* part : {"&lt;b&gt;", "25.0%", ">7<", "2.50 bits", "2.00 bits"})
        QVERIFY2(tip.contains(QLatin1String(part)), qPrintable(tip));
    QVERIFY(toolTipAt(*view, 0).contains(QLatin1String("prompt")));
}

void TokenViewTest::explainsARemovedToken() {
    TextTokens tokens = sampleText(10);
    tokens[4].forced = true;
    tokens[4].figures.probability = 0.0;
    tokens[4].figures.logProbability = -std::numeric_limits<double>::infinity();
    const auto view = shownView(tokens);
    view->setSelected(4);
    for (const QString& text : {toolTipAt(*view, 4), view->selectedSentence()}) {
        QVERIFY(text.contains(QLatin1String("had been removed by the samplers")));
        QVERIFY(!text.contains(QLatin1String("inf")));
        QVERIFY(!text.contains(QLatin1String("nan")));
    }
}

void TokenViewTest::copiesTheWholeText() {
    const auto view = shownView(sampleText(4));
    QTest::keySequence(view.get(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("this movie waste of the best"));
}

void TokenViewTest::marksWhatDiffersFromTheReference() {
    const auto view = shownView(sampleText(20));
    view->setColoring(TokenColoring::surprise);
    const QImage before = view->grab().toImage();
    TextTokens reference = sampleText(20);
    reference[6].figures.id = 9999;
    reference[6].word = QStringLiteral("dull");
    view->setReference(reference);
    for (int i = 0; i < 22; ++i)
        QCOMPARE(view->differsFromReference(i), i == 6);
    const QImage marked = view->grab().toImage();
    QVERIFY(differingPixels(before, marked, view->tokenRect(6)) > 20);
    QCOMPARE(differingPixels(before, marked, view->tokenRect(7)), 0);
    QVERIFY(toolTipAt(*view, 6).contains(QStringLiteral("Before: “dull”")));
    QVERIFY(!toolTipAt(*view, 7).contains(QLatin1String("Before")));
    view->setReference({});
    QVERIFY(!view->differsFromReference(6));
}

void TokenViewTest::dimsTheStaleTail() {
    const auto view = shownView(sampleText(20));
    const QImage before = view->grab().toImage();
    view->setStaleFrom(10);
    const QImage dimmed = view->grab().toImage();
    QCOMPARE(differingPixels(before, dimmed, view->tokenRect(9)), 0);
    QVERIFY(differingPixels(before, dimmed, view->tokenRect(10)) > 20);
    QVERIFY(differingPixels(before, dimmed, view->tokenRect(21)) > 20);
}

void TokenViewTest::keepsAnyWordsWithinItsWidth() {
    const auto view = shownView({});
    rc::check("no token is clipped or overlaps another", [&] {
        TextTokens tokens;
        const int count = *rc::gen::inRange(1, 40);
        for (int i = 0; i < count; ++i) {
            const auto word = *rc::gen::oneOf(
                rc::gen::container<std::u32string>(rc::gen::inRange<char32_t>(0x4e00, 0x9fa0)),
                rc::gen::container<std::u32string>(rc::gen::inRange<char32_t>(0, 0x250)),
                rc::gen::just(std::u32string(500, U'w')));
            tokens.push_back(writtenToken(QString::fromStdU32String(word), i + 2, 0.5));
        }
        view->setTokenSeparator(*rc::gen::arbitrary<bool>() ? QStringLiteral(" ") : QString());
        view->setTokens(tokens);
        view->resize(*rc::gen::inRange(120, 700), 200);
        for (int i = 0; i < count; ++i) {
            const QRect place = view->tokenRect(i);
            RC_ASSERT(place.left() >= 0 && place.right() < view->viewport()->width());
            if (i > 0) // RC_ASSERT evaluates both sides of an ||
                RC_ASSERT(!place.intersects(view->tokenRect(i - 1)));
        }
        view->grab();
    });
}

void TokenViewTest::joinsCharactersWithoutGaps() {
    TextTokens tokens;
    for (const char* letter : {"a", "b", " ", "c", "\n", "d"})
        tokens.push_back(writtenToken(QString::fromLatin1(letter), 5, 0.5));
    const auto view = shownView(tokens);
    view->setTokenSeparator({});
    QCOMPARE(view->tokenRect(1).left(), view->tokenRect(0).right() + 1);
    QVERIFY(view->tokenRect(5).top() > view->tokenRect(4).top());
    QCOMPARE(view->text(), QStringLiteral("ab c\nd"));
    view->setSelected(4);
    QVERIFY(view->selectedSentence().startsWith(QStringLiteral("↵")));
}

void TokenViewTest::scrollsToTheSelection() {
    const auto view = shownView(sampleText(2000));
    QTest::keyClick(view.get(), Qt::Key_End);
    QVERIFY(view->viewport()->rect().contains(view->tokenRect(2001)));
    QTest::keyClick(view.get(), Qt::Key_Home);
    QVERIFY(view->viewport()->rect().contains(view->tokenRect(0)));
}

void TokenViewTest::followsTheEndWhileGenerating() {
    const auto view = shownView(sampleText(400));
    view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
    view->setGenerating(true);
    view->setTokens(sampleText(500));
    QVERIFY(view->viewport()->rect().contains(view->tokenRect(501)));
    view->verticalScrollBar()->setValue(0); // a person reads the beginning
    view->setTokens(sampleText(600));
    QCOMPARE(view->verticalScrollBar()->value(), 0);
}

void TokenViewTest::isReadAloud() {
    const auto view = shownView(sampleText(4));
    QAccessibleInterface* read = QAccessible::queryAccessibleInterface(view.get());
    QVERIFY(read != nullptr);
    QCOMPARE(read->role(), QAccessible::Document);
    QCOMPARE(read->text(QAccessible::Name), QStringLiteral("Text"));
    QCOMPARE(read->text(QAccessible::Value), QStringLiteral("this movie waste of the best"));
    view->setSelected(3); // of probability 1/4: 2 bits
    const QString said = read->text(QAccessible::Description);
    for (const char* part : {"of", "token 4 of 6", "25.0%", "2.00 bits", "rank 5"})
        QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
}

QTEST_MAIN(TokenViewTest)
#include "token_view_test.moc"
