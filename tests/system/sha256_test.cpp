// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/sha256.h"

#include <QCryptographicHash>
#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;

class Sha256Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data() {
        // NIST's example values for FIPS 180-4.
        QTest::addColumn<std::string>("message");
        QTest::addColumn<std::string>("digest");
        QTest::newRow("empty") << std::string()
                               << std::string("e3b0c44298fc1c149afbf4c8996fb924"
                                              "27ae41e4649b934ca495991b7852b855");
        QTest::newRow("24 bits") << std::string("abc")
                                 << std::string("ba7816bf8f01cfea414140de5dae2223"
                                                "b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("448 bits") << std::string(
                                         "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                  << std::string("248d6a61d20638b8e5c026930c3e6039"
                                                 "a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million a's") << std::string(1'000'000, 'a')
                                       << std::string("cdc76e5c9914fb9281a1c7e284d73e67"
                                                      "f1809a48a497200e046d39ccc7112cd0");
    }

    void knownAnswers() {
        QFETCH(std::string, message);
        Sha256 sha256;
        sha256.update(message);
        QTEST(sha256.hexadecimalDigest(), "digest");
    }

    void piecesAreHashedLikeTheWhole() {
        QVERIFY(
            rc::check("against Qt's implementation", [](const std::vector<std::string>& pieces) {
                Sha256 sha256;
                QCryptographicHash expected(QCryptographicHash::Sha256);
                for (const std::string& piece : pieces) {
                    sha256.update(piece);
                    expected.addData(QByteArray::fromStdString(piece));
                }
                RC_ASSERT(sha256.hexadecimalDigest() == expected.result().toHex().toStdString());
            }));
    }
};

QTEST_GUILESS_MAIN(Sha256Test)
#include "sha256_test.moc"
