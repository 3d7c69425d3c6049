// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/csv_field.h"

#include "support/csv_reader.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;

class CsvFieldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBackByRfc4180();
    void guardsFormulas_data();
    void guardsFormulas();
};

void CsvFieldTest::readsBackByRfc4180() {
    const bool held = rc::check("fields survive", [] {
        const auto fields = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::string>>(rc::gen::container<std::string>(
                rc::gen::element('a', ',', '"', '\r', '\n', ' ', '\t', ';', '\0', '='))));
        std::string row;
        for (const std::string& field : fields)
            row += (&field == fields.data() ? "" : ",") + csvField(field);
        const auto read = test::CsvReader::read(row + "\r\n");
        RC_ASSERT(read.size() == 1U);
        RC_ASSERT(read[0] == fields);
    });
    QVERIFY(held);
}

void CsvFieldTest::guardsFormulas_data() {
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("guarded");
    QTest::newRow("equals") << "=1+1"
                            << "'=1+1";
    QTest::newRow("plus") << "+1"
                          << "'+1";
    QTest::newRow("minus") << "-1"
                           << "'-1";
    QTest::newRow("at") << "@SUM(A1)"
                        << "'@SUM(A1)";
    QTest::newRow("tab") << "\t=1"
                         << "'\t=1";
    QTest::newRow("return") << "\r=1"
                            << "\"'\r=1\"";
    QTest::newRow("quoted") << "=\"a\""
                            << "\"'=\"\"a\"\"\"";
    QTest::newRow("inside") << "a=1"
                            << "a=1";
    QTest::newRow("has one already") << "'=1"
                                     << "''=1";
    QTest::newRow("only an apostrophe") << "'tis"
                                        << "'tis";
    QTest::newRow("empty") << ""
                           << "";
}

void CsvFieldTest::guardsFormulas() {
    QFETCH(const QString, value);
    QFETCH(const QString, guarded);
    QCOMPARE(QString::fromStdString(csvField(value.toStdString(), true)), guarded);
    QCOMPARE(QString::fromStdString(unguarded(tempera::guarded(value.toStdString()))), value);
}

QTEST_GUILESS_MAIN(CsvFieldTest)
#include "csv_field_test.moc"
