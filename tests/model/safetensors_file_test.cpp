// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_file.h"

#include "support/error_message.h"
#include "support/safetensors_bytes.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <cstring>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Metadata = std::map<std::string, std::string>;

constexpr std::size_t lengthBytes = 8;

/// Valid UTF-8 with what JSON must escape, and with what the checksum is looked for by.
rc::Gen<std::string> anyText() {
    const auto piece = rc::gen::element<std::string>(
        "a", "b", "\"", "\\", "\n", std::string(1, '\0'), "\x7F", "é", "漢", "😀", "{", "sha256",
        "\"sha256\":\"" + std::string(64, '0') + "\"", std::string(64, '0'));
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& next : pieces)
                                text += next;
                            return text;
                        });
}

rc::Gen<StoredTensor> anyTensor() {
    return rc::gen::exec([] {
        StoredTensor tensor;
        tensor.name = *anyText();
        tensor.type = *rc::gen::element(TensorType::float32, TensorType::float64, TensorType::int64,
                                        TensorType::uint8);
        const auto rank = *rc::gen::inRange<std::size_t>(0, 5);
        tensor.shape = *rc::gen::container<std::vector<std::int64_t>>(
            rank, rc::gen::inRange<std::int64_t>(0, 4));
        std::size_t size = elementSize(tensor.type);
        for (const std::int64_t dimension : tensor.shape)
            size *= static_cast<std::size_t>(dimension);
        const auto bytes = *rc::gen::container<std::vector<std::uint8_t>>(
            size, rc::gen::arbitrary<std::uint8_t>());
        for (const std::uint8_t byte : bytes)
            tensor.bytes.push_back(std::byte{byte});
        return tensor;
    });
}

std::vector<TensorView> viewsOf(const std::vector<StoredTensor>& tensors) {
    std::vector<TensorView> views;
    for (const StoredTensor& tensor : tensors)
        views.push_back({tensor.name, tensor.type, tensor.shape, tensor.bytes});
    return views;
}

bool same(const StoredTensor& left, const StoredTensor& right) {
    return left.name == right.name && left.type == right.type && left.shape == right.shape &&
           left.bytes == right.bytes;
}

bool same(const SafetensorsFile& left, const SafetensorsFile& right) {
    return left.metadata == right.metadata &&
           std::ranges::equal(left.tensors, right.tensors,
                              [](const auto& one, const auto& other) { return same(one, other); });
}

bool runPython(const QStringList& arguments) {
    QProcess python;
    python.start("python3", arguments);
    return python.waitForFinished() && python.exitStatus() == QProcess::NormalExit &&
           python.exitCode() == 0;
}

template <typename Value>
std::vector<Value> valuesOf(const StoredTensor& tensor) {
    std::vector<Value> values(tensor.bytes.size() / sizeof(Value));
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

} // namespace

class SafetensorsFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    const std::filesystem::path path_ = folder_.filePath("file.safetensors").toStdString();

    /// A small file with something of everything; returns its bytes.
    std::string writeExample() const {
        const std::vector<float> floats = {1.5F, -2.0F};
        const std::string text = "word\nword";
        const std::vector<TensorView> views = {
            {"floats", TensorType::float32, {2, 1}, std::as_bytes(std::span(floats))},
            {"text", TensorType::uint8, {9}, std::as_bytes(std::span(text))}};
        writeSafetensors(path_, {{"format", "example"}}, views);
        return readBytes(path_);
    }

    std::string refusalOf(std::string_view bytes) const {
        writeBytes(path_, bytes);
        return errorMessage([&] { readSafetensors(path_); });
    }

private Q_SLOTS:
    void whatIsWrittenIsRead() {
        QVERIFY(rc::check("metadata, names, types, shapes, bytes", [&] {
            auto metadata = *rc::gen::container<Metadata>(anyText(), anyText());
            auto tensors = *rc::gen::uniqueBy<std::vector<StoredTensor>>(
                anyTensor(), [](const StoredTensor& tensor) { return tensor.name; });
            writeSafetensors(path_, metadata, viewsOf(tensors));
            SafetensorsFile file = readSafetensors(path_);

            RC_ASSERT(file.metadata.erase("sha256") == 1U);
            metadata.erase("sha256");
            RC_ASSERT(file.metadata == metadata);
            RC_ASSERT(file.tensors.size() == tensors.size());
            for (const StoredTensor& tensor : tensors) {
                RC_ASSERT(file.find(tensor.name) != nullptr);
                RC_ASSERT(same(*file.find(tensor.name), tensor));
            }
        }));
    }

    void sameInputGivesSameBytes() {
        const std::string first = writeExample();
        QCOMPARE(writeExample(), first);
    }

    void wideElementsComeFirst() {
        const std::vector<std::byte> bytes(8);
        const auto view = [&](const char* name, TensorType type) {
            const std::span<const std::byte> all = bytes;
            return TensorView{name, type, {}, all.first(elementSize(type))};
        };
        writeSafetensors(path_, {},
                         std::vector{view("b", TensorType::uint8), view("f1", TensorType::float32),
                                     view("i", TensorType::int64), view("f0", TensorType::float32),
                                     view("d", TensorType::float64)});
        std::vector<std::string> names;
        for (const StoredTensor& tensor : readSafetensors(path_).tensors)
            names.push_back(tensor.name);
        QCOMPARE(names, (std::vector<std::string>{"i", "d", "f1", "f0", "b"}));
    }

    void unknownNamesAreNotFound() {
        writeExample();
        QVERIFY(readSafetensors(path_).find("floats") != nullptr);
        QVERIFY(readSafetensors(path_).find("nothing") == nullptr);
    }

    void checksumCoversTheWholeFile() {
        const std::string bytes = writeExample();
        const std::string digest = readSafetensors(path_).metadata.at("sha256");
        std::string blank = bytes;
        blank.replace(bytes.find(digest), digest.size(), digest.size(), '0');
        const auto expected =
            QCryptographicHash::hash(QByteArray::fromStdString(blank), QCryptographicHash::Sha256);
        QCOMPARE(digest, expected.toHex().toStdString());
    }

    void contradictionsAreNotWritten_data() {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::vector<std::int64_t>>("shape");
        using Shape = std::vector<std::int64_t>;
        QTest::newRow("shape of more bytes") << std::string("b") << Shape{3};
        QTest::newRow("shape of fewer bytes") << std::string("b") << Shape{};
        QTest::newRow("negative dimensions") << std::string("b") << Shape{-1, -2};
        QTest::newRow("rank 9") << std::string("b") << Shape{2, 1, 1, 1, 1, 1, 1, 1, 1};
        QTest::newRow("name taken") << std::string("a") << Shape{2};
        QTest::newRow("reserved name") << std::string("__metadata__") << Shape{2};
        QTest::newRow("name not UTF-8") << std::string("\xFF") << Shape{2};
        QTest::newRow("header over 16 MiB") << std::string(17 << 20, 'x') << Shape{2};
    }

    void contradictionsAreNotWritten() {
        QFETCH(std::string, name);
        QFETCH(std::vector<std::int64_t>, shape);
        const std::string before = writeExample();
        const std::vector<std::byte> bytes(8);
        const std::vector<TensorView> views = {{"a", TensorType::float32, {2}, bytes},
                                               {name, TensorType::float32, shape, bytes}};
        const std::string message = errorMessage([&] { writeSafetensors(path_, {}, views); });
        QVERIFY2(QString::fromStdString(message).contains("file.safetensors"), message.c_str());
        QCOMPARE(readBytes(path_), before);
    }

    void everyTruncationIsFound() {
        const std::string bytes = writeExample();
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY2(!refusalOf(std::string_view(bytes).substr(0, size)).empty(),
                     qPrintable(QString("cut to %1 bytes").arg(size)));
        QVERIFY(!refusalOf(bytes + '\0').empty());
        QVERIFY(refusalOf(bytes).empty());
    }

    void everyFlippedBitIsFound() {
        const std::string bytes = writeExample();
        const SafetensorsFile original = readSafetensors(path_);
        const std::size_t key = bytes.find("sha256");
        for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
            std::string flipped = bytes;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            if (!refusalOf(flipped).empty())
                continue;
            // Only a checksum under another name goes unnoticed here: without the key, the file
            // is like one of another writer. Nothing else has changed then.
            QVERIFY2(bit / 8 >= key && bit / 8 < key + 6,
                     qPrintable(QString("bit %1 of byte %2").arg(bit % 8).arg(bit / 8)));
            SafetensorsFile read = readSafetensors(path_);
            QVERIFY(!read.metadata.contains("sha256"));
            read.metadata = original.metadata;
            QVERIFY(same(read, original));
        }
    }

    void hostileLengthsAreRefused_data() {
        QTest::addColumn<std::string>("bytes");
        const std::string header = "{}";
        const auto withLength = [&](std::uint64_t length, std::size_t fileBytes = 10) {
            std::string bytes(fileBytes, ' ');
            std::memcpy(bytes.data(), &length, lengthBytes);
            bytes.replace(lengthBytes, header.size(), header);
            return bytes;
        };
        QTest::newRow("empty file") << std::string();
        QTest::newRow("seven bytes") << std::string(7, '\0');
        QTest::newRow("no header") << std::string(8, '\0');
        QTest::newRow("2^64 - 1") << withLength(~std::uint64_t{0});
        QTest::newRow("2^64 - 8") << withLength(~std::uint64_t{0} - 7);
        QTest::newRow("2^63") << withLength(std::uint64_t{1} << 63);
        QTest::newRow("beyond the file") << withLength(3);
        QTest::newRow("over 16 MiB") << withLength((16 << 20) + 1, (16 << 20) + 100);
    }

    void hostileLengthsAreRefused() {
        QFETCH(std::string, bytes);
        const std::string message = refusalOf(bytes);
        QVERIFY2(QString::fromStdString(message).contains("file.safetensors"), message.c_str());
    }

    void largestHeaderIsRead() {
        std::string header = "{}";
        header.resize(16 << 20, ' ');
        QCOMPARE(refusalOf(safetensorsBytes(header)), std::string());
    }

    void claimsDoNotAllocate() {
        // Were the memory asked for, this would end in std::bad_alloc or worse, not in an Error.
        QVERIFY(
            !refusalOf(safetensorsBytes(asJson("{'a':{'dtype':'U8','shape':[4611686018427387904],"
                                               "'data_offsets':[0,4611686018427387904]}}")))
                 .empty());
    }

    void anotherWritersFileNeedsNoChecksum() {
        const std::string header = asJson("{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}}");
        QCOMPARE(refusalOf(safetensorsBytes(header, "hi")), std::string());
        const SafetensorsFile file = readSafetensors(path_);
        QVERIFY(file.metadata.empty());
        QCOMPARE(valuesOf<char>(file.tensors.at(0)), (std::vector<char>{'h', 'i'}));
    }

    void ambiguousChecksumsAreRefused_data() {
        QTest::addColumn<std::string>("metadata");
        const std::string digits(64, 'a');
        QTest::newRow("too short") << std::string("'sha256':'abc'");
        QTest::newRow("empty") << std::string("'sha256':''");
        QTest::newRow("upper case") << "'sha256':'" + std::string(64, 'A') + "'";
        QTest::newRow("not hexadecimal") << "'sha256':'" + std::string(64, 'g') + "'";
        QTest::newRow("twice") << "'other':'" + digits + "','sha256':'" + digits + "'";
        QTest::newRow("within a longer run")
            << "'other':'a" + digits + "','sha256':'\\u0061" + digits.substr(1) + "'";
        QTest::newRow("escaped") << "'sha256':'\\u0061" + digits.substr(1) + "'";
    }

    void ambiguousChecksumsAreRefused() {
        QFETCH(std::string, metadata);
        const std::string message =
            refusalOf(safetensorsBytes(asJson("{'__metadata__':{" + metadata + "}}")));
        QVERIFY2(QString::fromStdString(message).contains("exactly once"), message.c_str());
    }

    void whatIsNoFileIsReported() {
        const std::filesystem::path folder = folder_.path().toStdString();
        for (const auto& path : {folder, folder / "missing", folder / "missing" / "file"}) {
            const std::string message = errorMessage([&] { readSafetensors(path); });
            QVERIFY2(message.starts_with("'" + path.string() + "'"), message.c_str());
        }
    }

    void pythonsFileIsRead_data() {
        QTest::addColumn<bool>("withChecksum");
        QTest::newRow("plain") << false;
        QTest::newRow("with Tempera's checksum") << true;
    }

    void pythonsFileIsRead() {
        QFETCH(bool, withChecksum);
        if (!runPython({"--version"}))
            QSKIP("needs python3");
        QStringList arguments = {TEMPERA_SOURCE_DIR "/tests/tools/write_safetensors.py",
                                 QString::fromStdString(path_.string())};
        if (withChecksum)
            arguments << "--sha256";
        QVERIFY(runPython(arguments));
        const SafetensorsFile file = readSafetensors(path_);
        QCOMPARE(file.metadata.at("author"), std::string("Zoë \"Python\""));
        QCOMPARE(file.metadata.count("sha256"), withChecksum ? 1U : 0U);
        QCOMPARE(file.tensors.size(), 3U);
        QCOMPARE(file.tensors[0].name, std::string("doubles"));
        QCOMPARE(file.tensors[0].shape, (std::vector<std::int64_t>{2, 1}));
        QCOMPARE(valuesOf<double>(file.tensors[0]), (std::vector<double>{0.5, -2.25}));
        QCOMPARE(file.tensors[1].name, std::string("floats"));
        QCOMPARE(valuesOf<float>(file.tensors[1]), (std::vector<float>{1.5F, -0.0F, 3.25F}));
        QCOMPARE(file.tensors[2].name, std::string("letters"));
        QCOMPARE(valuesOf<char>(file.tensors[2]), (std::vector<char>{'a', '\xC3', '\xB1'}));
    }
};

QTEST_GUILESS_MAIN(SafetensorsFileTest)
#include "safetensors_file_test.moc"
