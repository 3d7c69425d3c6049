// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/unpacking_budget.h"
#include "support/error_message.h"

#include <QtTest>
#include <limits>

using namespace tempera;

class UnpackingBudgetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsDeclared();
    void countsWhatExceedsTheDeclared();
    void knowsNoOverflow();
    void allowsAnyRatioInSmallArchives();
};

void UnpackingBudgetTest::countsWhatIsDeclared() {
    UnpackingBudget budget("a.zip", {.entryBytes = 10, .totalBytes = 15}, 1'000);
    budget.beginEntry(10);
    budget.unpack(10); // not counted twice
    QCOMPARE(errorMessage([&] { budget.beginEntry(5); }), "");
    QVERIFY(errorMessage([&] { budget.beginEntry(1); }).find("15 bytes") != std::string::npos);
}

void UnpackingBudgetTest::countsWhatExceedsTheDeclared() {
    UnpackingBudget budget("a.zip", {.entryBytes = 10, .totalBytes = 15}, 1'000);
    budget.beginEntry(2);
    budget.unpack(6);
    budget.unpack(4);
    QVERIFY(errorMessage([&] { budget.unpack(1); }).find("10 bytes") != std::string::npos);
    budget.beginEntry(0);
    budget.unpack(5);
    QVERIFY(errorMessage([&] { budget.unpack(1); }).find("15 bytes") != std::string::npos);
}

void UnpackingBudgetTest::knowsNoOverflow() {
    UnpackingBudget budget("a.zip", {}, 1'000);
    budget.beginEntry(1);
    const std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    QVERIFY(!errorMessage([&] { budget.beginEntry(largest); }).empty());
    QVERIFY(!errorMessage([&] { budget.unpack(largest); }).empty());
}

void UnpackingBudgetTest::allowsAnyRatioInSmallArchives() {
    const std::uint64_t threshold = 16 << 20;
    UnpackingBudget budget("a.zip", {}, 100);
    QCOMPARE(errorMessage([&] { budget.beginEntry(threshold - 1); }), "");
    QVERIFY(errorMessage([&] { budget.unpack(threshold); }).find("200 times") != std::string::npos);
    UnpackingBudget honest("a.zip", {}, threshold / 200 + 1);
    QCOMPARE(errorMessage([&] { honest.beginEntry(threshold); }), "");
}

QTEST_GUILESS_MAIN(UnpackingBudgetTest)
#include "unpacking_budget_test.moc"
