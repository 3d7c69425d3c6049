// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/shedding_layout.h"

#include <QWidget>
#include <QtTest>

using namespace tempera::ui;

namespace {

QWidget* part(int height) {
    auto* const widget = new QWidget;
    widget->setMinimumHeight(height);
    return widget;
}

/// 100 always, 50 that goes last, twice 30 that go first.
struct Column {
    QWidget widget;
    SheddingLayout* layout = new SheddingLayout(&widget);
    QWidget* constant = part(100);
    QWidget* last = part(50);
    QWidget* first = part(30);
    QWidget* alsoFirst = part(30);

    Column() {
        layout->setContentsMargins({});
        layout->setSpacing(10);
        layout->addWidget(constant, 1);
        layout->addOptional(first, 0);
        layout->addOptional(last, 1);
        layout->addOptional(alsoFirst, 0);
        widget.show();
    }

    QString shownAt(int height) {
        widget.resize(200, height);
        QCoreApplication::sendPostedEvents();
        QString shown;
        for (const auto& [name, each] :
             {std::pair('c', constant), {'l', last}, {'f', first}, {'a', alsoFirst}})
            if (each->isVisible())
                shown += QLatin1Char(name);
        return shown;
    }
};

} // namespace

class SheddingLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsGoInTheOrderOfTheirRanks() {
        Column column;
        QCOMPARE(column.shownAt(240), QString("clfa")); // 100 + 50 + 30 + 30 and three gaps
        QCOMPARE(column.shownAt(239), QString("cl"));
        QCOMPARE(column.shownAt(160), QString("cl"));
        QCOMPARE(column.shownAt(159), QString("c"));
        QCOMPARE(column.shownAt(100), QString("c"));
        QCOMPARE(column.shownAt(240), QString("clfa")); // and come back
    }

    void itCanBeAsLowAsWhatAlwaysStays() {
        Column column;
        QCOMPARE(column.widget.minimumSizeHint().height(), 100);
    }

    void unwantedPartsStayAway() {
        Column column;
        column.layout->setWanted(column.last, false);
        QCOMPARE(column.shownAt(1'000), QString("cfa"));
        QCOMPARE(column.shownAt(180), QString("cfa"));
        QCOMPARE(column.shownAt(179), QString("c"));
        column.layout->setWanted(column.last, true);
        QCOMPARE(column.shownAt(240), QString("clfa"));
    }

    void aPartThatGrowsPushesOthersOut() {
        Column column;
        QCOMPARE(column.shownAt(240), QString("clfa"));
        column.constant->setMinimumHeight(120);
        QCOMPARE(column.shownAt(240), QString("cl"));
    }
};

QTEST_MAIN(SheddingLayoutTest)
#include "shedding_layout_test.moc"
