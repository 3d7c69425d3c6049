// SPDX-License-Identifier: GPL-3.0-or-later
// Model files and checkpoints that are damaged everywhere, or made to do harm: each is refused with
// a message that names it, and none makes the reader allocate much more than the file's size.
#include "core/model/safetensors_header.h"
#include "core/training/checkpoint_file.h"
#include "support/allocations/allocation_peak.h"
#include "support/error_message.h"
#include "support/long_form.h"
#include "support/moments.h"
#include "support/safetensors_bytes.h"
#include "support/small_checkpoint.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <nlohmann/json.hpp>
#include <random>

using namespace tempera;
using namespace tempera::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

/// What the readers may allocate for a file, whatever it says.
std::size_t allowance(std::size_t fileBytes) {
    return 2 * fileBytes + 64 * mebibyte;
}

using Metadata = std::map<std::string, std::string>;

struct Parts {
    Metadata metadata;
    std::vector<StoredTensor> tensors;
};

void flip(std::string& bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
}

/// Pieces that JSON readers trip over.
const std::vector<std::string> pieces = {"9223372036854775807",
                                         "-9223372036854775808",
                                         "18446744073709551616",
                                         "1e999",
                                         "-0.0",
                                         "null",
                                         "true",
                                         "[]",
                                         "{}",
                                         "\"\"",
                                         "[[[[[[[[[[",
                                         "{\"a\":{\"a\":",
                                         "4611686018427387905",
                                         "1e-400",
                                         "\"\\ud800\"",
                                         "\xC3\x28",
                                         ",",
                                         ":",
                                         "\"",
                                         "\\",
                                         "NaN",
                                         "-Infinity",
                                         "0x10",
                                         "1099511627776"};

} // namespace

class HostileFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTruncation_data() { kinds(); }
    void everyTruncation();
    void everyFlippedBitOfTheHeader_data() { kinds(); }
    void everyFlippedBitOfTheHeader();
    void flippedBitsOfTheData_data() { kinds(); }
    void flippedBitsOfTheData();
    void sealedWithOtherMetadata_data() { kinds(); }
    void sealedWithOtherMetadata();
    void sealedNetworksOfTerabytes_data();
    void sealedNetworksOfTerabytes();
    void largeHeaders_data();
    void largeHeaders();
    void sealedWithLongMetadata_data();
    void sealedWithLongMetadata();
    void cleanupTestCase();

private:
    static void kinds();
    void read(const std::string& bytes, bool checkpoint);
    std::string refusal(const std::string& bytes, bool checkpoint);
    Parts partsOf(bool checkpoint);
    std::string sealed(const Parts& parts);

    TemporaryFolder folder_;
    fs::path path_ = folder_ / "hostile.tempera";
    std::string model_;
    std::string checkpoint_;
    std::mt19937_64 random_;
    std::size_t cases_ = 0;
    std::size_t largestExcess_ = 0; ///< bytes allocated beyond twice the file's size
};

void HostileFilesTest::initTestCase() {
    random_.seed(randomSeed());
    saveModel(path_, randomModelAt(1)->file());
    model_ = readBytes(path_);
    saveCheckpoint(path_, smallCheckpoint(12));
    checkpoint_ = readBytes(path_);
    QCOMPARE(refusal(model_, false), std::string());
    QCOMPARE(refusal(checkpoint_, true), std::string());
}

void HostileFilesTest::kinds() {
    QTest::addColumn<bool>("checkpoint");
    QTest::newRow("model") << false;
    QTest::newRow("checkpoint") << true;
}

void HostileFilesTest::read(const std::string& bytes, bool checkpoint) {
    writeBytes(path_, bytes);
    if (checkpoint)
        loadCheckpoint(path_);
    else
        loadModel(path_);
}

/// The message of the refusal, empty where the file is read; checks what every case must hold to.
std::string HostileFilesTest::refusal(const std::string& bytes, bool checkpoint) {
    ++cases_;
    const AllocationPeak peak;
    const std::string message = errorMessage([&] { read(bytes, checkpoint); });
    const std::size_t allocated = peak.bytes();
    largestExcess_ = std::max(largestExcess_, allocated - std::min(allocated, 2 * bytes.size()));
    if (allocated > allowance(bytes.size()))
        qFatal("%zu bytes were allocated for a file of %zu", allocated, bytes.size());
    if (!message.empty() && message.find("hostile.tempera") == std::string::npos)
        qFatal("the message doesn't name the file: %s", message.c_str());
    return message;
}

void HostileFilesTest::everyTruncation() {
    QFETCH(const bool, checkpoint);
    const std::string& whole = checkpoint ? checkpoint_ : model_;
    const std::size_t header = whole.rfind("data_offsets");
    for (std::size_t size = 0; size < whole.size(); size += size < header + 64 ? 1 : 5)
        QVERIFY2(!refusal(whole.substr(0, size), checkpoint).empty(),
                 qPrintable(QString("cut to %1 bytes").arg(size)));
}

void HostileFilesTest::everyFlippedBitOfTheHeader() {
    QFETCH(const bool, checkpoint);
    const std::string& whole = checkpoint ? checkpoint_ : model_;
    const std::size_t header = whole.rfind("data_offsets") + 64;
    for (std::size_t bit = 0; bit < 8 * header; ++bit) {
        std::string flipped = whole;
        flip(flipped, bit);
        QVERIFY2(!refusal(flipped, checkpoint).empty(),
                 qPrintable(QString("bit %1 of byte %2").arg(bit % 8).arg(bit / 8)));
    }
}

void HostileFilesTest::flippedBitsOfTheData() {
    QFETCH(const bool, checkpoint);
    const std::string& whole = checkpoint ? checkpoint_ : model_;
    const std::size_t data = whole.rfind("data_offsets") + 64;
    std::uniform_int_distribution<std::size_t> anyBit(8 * data, 8 * whole.size() - 1);
    for (int i = 0; i < 2'000; ++i) {
        std::string flipped = whole;
        flip(flipped, anyBit(random_));
        const std::string message = refusal(flipped, checkpoint);
        QVERIFY2(message.find("damaged") != std::string::npos, message.c_str());
    }
}

Parts HostileFilesTest::partsOf(bool checkpoint) {
    writeBytes(path_, checkpoint ? checkpoint_ : model_);
    SafetensorsFile file = readSafetensors(path_);
    return {std::move(file.metadata), std::move(file.tensors)};
}

/// The bytes of a file with these parts and the checksum that fits: what a person who means harm
/// can make.
std::string HostileFilesTest::sealed(const Parts& parts) {
    std::vector<TensorView> views;
    for (const StoredTensor& tensor : parts.tensors)
        views.push_back({tensor.name, tensor.type, tensor.shape, tensor.bytes});
    writeSafetensors(path_, parts.metadata, views);
    return readBytes(path_);
}

/// What is read in spite of the change must be something that could have been saved.
void HostileFilesTest::sealedWithOtherMetadata() {
    QFETCH(const bool, checkpoint);
    const Parts whole = partsOf(checkpoint);
    int refused = 0;
    for (int i = 0; i < 2'000; ++i) {
        Parts parts = whole;
        parts.metadata.erase("sha256");
        auto entry = parts.metadata.begin();
        std::advance(entry, random_() % parts.metadata.size());
        std::string& text = entry->second;
        const std::size_t place = random_() % (text.size() + 1);
        const std::string& piece = pieces[random_() % pieces.size()];
        text.replace(place, random_() % 12, piece);
        std::string bytes;
        if (!errorMessage([&] { bytes = sealed(parts); }).empty())
            continue; // not even a file can hold it
        if (!refusal(bytes, checkpoint).empty()) {
            ++refused;
            continue;
        }
        if (checkpoint)
            saveCheckpoint(folder_ / "again.tempera", loadCheckpoint(path_));
        else
            saveModel(folder_ / "again.safetensors", loadModel(path_));
    }
    QVERIFY(refused > 500);
}

void HostileFilesTest::sealedNetworksOfTerabytes_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<qint64>("value");
    for (const char* const key : {"vocabulary_size", "context_length", "embedding_width",
                                  "head_count", "head_width", "hidden_width", "layer_count"})
        for (const qint64 value : {qint64{-1}, qint64{0}, qint64{1} << 31, qint64{1} << 40,
                                   std::numeric_limits<qint64>::max()})
            QTest::addRow("%s %lld", key, static_cast<long long>(value)) << QString(key) << value;
}

void HostileFilesTest::sealedNetworksOfTerabytes() {
    QFETCH(const QString, key);
    QFETCH(const qint64, value);
    for (const bool checkpoint : {false, true}) {
        Parts parts = partsOf(checkpoint);
        parts.metadata.erase("sha256");
        std::string& text = parts.metadata.at("config");
        auto json = nlohmann::json::parse(text);
        QVERIFY2(json.contains(key.toStdString()), text.c_str());
        json[key.toStdString()] = value;
        text = json.dump();
        QVERIFY(!refusal(sealed(parts), checkpoint).empty());
    }
}

namespace {

std::string repeated(const std::string& piece, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += piece;
    return text;
}

} // namespace

/// As long as a header may be, of the JSON that takes the most memory for its length.
void HostileFilesTest::largeHeaders_data() {
    QTest::addColumn<std::string>("header");
    constexpr std::size_t size = maximumSafetensorsHeaderBytes - 1'000;
    const auto row = [](const char* name, const std::string& header) {
        QTest::newRow(name) << header;
    };
    row("a long shape", asJson("{'a':{'dtype':'U8','shape':[" + repeated("0,", size) + "0]}}"));
    row("many tensors", "{" + repeated("\"\":{},", size) + "\"\":{}}");
    row("deep lists", "{\"a\":" + repeated("[", size));
    row("deep objects", repeated("{\"\":", size));
    row("metadata of many keys",
        asJson("{'__metadata__':{" + repeated("'':'',", size) + "'':''}}"));
}

void HostileFilesTest::largeHeaders() {
    QFETCH(const std::string, header);
    QVERIFY(header.size() <= maximumSafetensorsHeaderBytes);
    for (const bool checkpoint : {false, true})
        QVERIFY(!refusal(safetensorsBytes(header), checkpoint).empty());
}

void HostileFilesTest::sealedWithLongMetadata_data() {
    QTest::addColumn<std::string>("json");
    constexpr std::size_t size = maximumSafetensorsHeaderBytes - 100'000;
    QTest::newRow("numbers") << "[" + repeated("0,", size) + "0]";
    QTest::newRow("objects") << "[" + repeated("{},", size) + "{}]";
    QTest::newRow("keys") << asJson("{" + repeated("'':0,", size / 2) + "'':0}");
    QTest::newRow("text") << repeated("a", size);
}

void HostileFilesTest::sealedWithLongMetadata() {
    QFETCH(const std::string, json);
    for (const char* const key : {"config", "tokenizer", "training", "format_version"}) {
        Parts parts = partsOf(true);
        parts.metadata.erase("sha256");
        parts.metadata.at(key) = json;
        QVERIFY(!refusal(sealed(parts), true).empty());
    }
}

void HostileFilesTest::cleanupTestCase() {
    qInfo("%zu cases; at most %.1f MiB were allocated beyond twice a file's size", cases_,
          static_cast<double>(largestExcess_) / static_cast<double>(mebibyte));
    QVERIFY(cases_ >= 10'000);
}

QTEST_GUILESS_MAIN(HostileFilesTest)
#include "hostile_files_test.moc"
