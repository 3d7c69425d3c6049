// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/content_range.h"

#include <QtTest>

using namespace tempera::studio;

class ContentRangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rangesAreRead() {
        // The examples of RFC 9110, section 14.4.
        QCOMPARE(parseContentRange("bytes 42-1233/1234"), (ContentRange{42, 1233, 1234}));
        QCOMPARE(parseContentRange("bytes 42-1233/*"), (ContentRange{42, 1233, {}}));
    }

    void otherHeadersAreNone_data() {
        QTest::addColumn<QByteArray>("header");
        for (const char* header :
             {"", "bytes */1234", "bytes 42-1233", "bytes 1233-42/1234", "bytes 42-1234/1234",
              "bytes -1-5/10", "items 42-1233/1234", "bytes 99999999999999999999-1/2"})
            QTest::addRow("'%s'", header) << QByteArray(header);
    }

    void otherHeadersAreNone() {
        QFETCH(QByteArray, header);
        QVERIFY(!parseContentRange(header));
    }
};

QTEST_GUILESS_MAIN(ContentRangeTest)
#include "content_range_test.moc"
