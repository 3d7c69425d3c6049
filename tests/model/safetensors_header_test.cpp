// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_header.h"

#include "support/error_message.h"
#include "support/safetensors_bytes.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;

namespace {

/// An F32 tensor as the header describes it.
std::string entry(const std::string& name, const std::string& shape, const std::string& offsets) {
    return asJson("'" + name + "':{'dtype':'F32','shape':" + shape + ",'data_offsets':" + offsets +
                  "}");
}

std::string object(const std::string& entries) {
    return "{" + entries + "}";
}

/// Entries of one element each, laid out one after the other.
std::string manyEntries(std::size_t count) {
    std::string entries;
    for (std::size_t index = 0; index < count; ++index)
        entries += (index == 0 ? "" : ",") + entry("t" + std::to_string(index), "[]",
                                                   "[" + std::to_string(4 * index) + "," +
                                                       std::to_string(4 * index + 4) + "]");
    return object(entries);
}

} // namespace

class SafetensorsHeaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheFormatAllows() {
        const SafetensorsHeader header = parseSafetensorsHeader(
            asJson("{ 'second': {'data_offsets':[8,24], 'shape':[2,1], 'dtype':'F64'},"
                   " 'first': {'dtype':'I64','shape':[],'data_offsets':[0,8]},"
                   " 'empty': {'dtype':'F32','shape':[0,7],'data_offsets':[8,8]},"
                   " '__metadata__': {'k\\u00e9y':'v\\u0061lue'},"
                   " 'last': {'dtype':'U8','shape':[3],'data_offsets':[24,27]} }   "),
            27);
        const std::map<std::string, std::string> metadata = {{"kéy", "value"}};
        const std::vector<TensorEntry> tensors = {{"first", TensorType::int64, {}, 0, 8},
                                                  {"empty", TensorType::float32, {0, 7}, 8, 8},
                                                  {"second", TensorType::float64, {2, 1}, 8, 24},
                                                  {"last", TensorType::uint8, {3}, 24, 27}};
        QCOMPARE(header.metadata, metadata);
        QVERIFY(header.tensors == tensors);
    }

    void boundsAreWithinReach() {
        QVERIFY(parseSafetensorsHeader("{}", 0).tensors.empty());
        const auto rankEight = object(entry("a", "[1,1,1,1,1,1,1,1]", "[0,4]"));
        QCOMPARE(parseSafetensorsHeader(rankEight, 4).tensors.front().shape.size(), 8U);
        const auto most = manyEntries(maximumSafetensorsEntries);
        QCOMPARE(parseSafetensorsHeader(most, 4 * maximumSafetensorsEntries).tensors.size(),
                 maximumSafetensorsEntries);
    }

    void hostileHeadersAreRefused_data() {
        QTest::addColumn<std::string>("json");
        QTest::addColumn<qulonglong>("dataBytes");
        const auto row = [](const char* name, const std::string& json, qulonglong dataBytes = 4) {
            QTest::newRow(name) << asJson(json) << dataBytes;
        };
        const std::string good = entry("a", "[1]", "[0,4]");

        row("nothing", "");
        row("not JSON", "{a}");
        row("cut off", "{" + good);
        row("a list", "[]", 0);
        row("text behind it", object(good) + "x");
        row("zero byte behind it", object(good) + std::string(1, '\0') + "x");
        row("byte order mark", "\xEF\xBB\xBF" + object(good));
        row("leading space", " " + object(good));
        row("comment", "{/**/" + good + "}");
        row("ill-formed UTF-8", object(entry("\xC3\x28", "[1]", "[0,4]")));
        row("overlong UTF-8", object(entry("\xC0\x80", "[1]", "[0,4]")));
        row("lone surrogate", object(entry("\\ud800", "[1]", "[0,4]")));

        row("deep list", std::string(1'000'000, '['));
        row("deep object", "{'a':" + std::string(1'000'000, '{'));
        row("deep shape", object(entry("a", std::string(100'000, '['), "[0,4]")));
        row("tensor in a tensor", "{'a':{'dtype':" + object(good) + "}}");
        row("tensor of text", "{'a':'text'}", 0);
        row("tensor of a number", "{'a':1}", 0);
        row("tensor of null", "{'a':null}", 0);
        row("metadata of text", "{'__metadata__':'text'}", 0);
        row("metadata number", "{'__metadata__':{'a':1}}", 0);
        row("metadata list", "{'__metadata__':{'a':['b']}}", 0);

        row("tensor twice", object(good + "," + good));
        row("tensor twice, escaped", object(good + "," + entry("\\u0061", "[1]", "[0,4]")));
        row("metadata twice", "{'__metadata__':{},'__metadata__':{}}", 0);
        row("metadata key twice", "{'__metadata__':{'a':'b','a':'c'}}", 0);
        row("field twice", "{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}}");
        row("missing type", "{'a':{'shape':[1],'data_offsets':[0,4]}}");
        row("missing shape", "{'a':{'dtype':'F32','data_offsets':[0,4]}}");
        row("missing offsets", "{'a':{'dtype':'F32','shape':[]}}", 0);
        row("unknown field",
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'strides':[1]}}");
        row("too many tensors", manyEntries(maximumSafetensorsEntries + 1),
            4 * (maximumSafetensorsEntries + 1));

        row("unknown type", "{'a':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}}");
        row("type of another case", "{'a':{'dtype':'f32','shape':[1],'data_offsets':[0,4]}}");
        row("type a number", "{'a':{'dtype':32,'shape':[1],'data_offsets':[0,4]}}");
        row("rank 9", object(entry("a", "[1,1,1,1,1,1,1,1,1]", "[0,4]")));
        row("fraction", object(entry("a", "[1.0]", "[0,4]")));
        row("exponent", object(entry("a", "[1e0]", "[0,4]")));
        row("negative", object(entry("a", "[-1]", "[0,4]")));
        row("negatives with a positive product", object(entry("a", "[-1,-1]", "[0,4]")));
        row("dimension as text", object(entry("a", "['1']", "[0,4]")));
        row("dimension of 2^63", object(entry("a", "[9223372036854775808,0]", "[0,0]")), 0);
        row("dimension of 2^64 + 1", object(entry("a", "[18446744073709551617]", "[0,4]")));
        row("product wraps to 0", object(entry("a", "[4294967296,4294967296]", "[0,0]")), 0);
        row("product wraps to 4", object(entry("a", "[4611686018427387905]", "[0,4]")));
        row("product wraps before a 0", object(entry("a", "[4611686018427387904,4,0]", "[0,0]")),
            0);

        row("no offsets", object(entry("a", "[0]", "[]")), 0);
        row("one offset", object(entry("a", "[1]", "[0]")));
        row("three offsets", object(entry("a", "[1]", "[0,4,4]")));
        row("negative offset", object(entry("a", "[1]", "[-4,0]")), 0);
        row("fractional offset", object(entry("a", "[1]", "[0,4.0]")));
        row("reversed offsets", object(entry("a", "[1]", "[4,0]")));
        row("reversed offsets of a wrapping size",
            object(good + "," + entry("b", "[4611686018427387903]", "[4,0]")), 0);
        row("too few bytes", object(entry("a", "[2]", "[0,4]")));
        row("too many bytes", object(entry("a", "[1]", "[0,8]")), 8);
        row("beginning later", object(entry("a", "[1]", "[4,8]")), 8);
        row("gap", object(good + "," + entry("b", "[1]", "[8,12]")), 12);
        row("overlap", object(good + "," + entry("b", "[1]", "[2,6]")), 6);
        row("same place", object(good + "," + entry("b", "[1]", "[0,4]")));
        row("empty tensor inside another", object(good + "," + entry("b", "[0]", "[2,2]")));
        row("beyond the file", object(good), 3);
        row("before the file's end", object(good), 5);
        row("offsets near 2^64",
            object(entry("a", "[0]", "[18446744073709551615,18446744073709551615]")));
        row("terabytes", object(entry("a", "[1099511627776]", "[0,4398046511104]")));
    }

    void hostileHeadersAreRefused() {
        QFETCH(std::string, json);
        QFETCH(qulonglong, dataBytes);
        const std::string message = errorMessage([&] { parseSafetensorsHeader(json, dataBytes); });
        QVERIFY(!message.empty());
        QVERIFY2(message.size() < 400, message.c_str());
    }

    void messagesCannotSteerATerminal() {
        const auto json = object(entry("\\u001b[2J" + std::string(5'000, 'x'), "[1]", "[0,8]"));
        const std::string message = errorMessage([&] { parseSafetensorsHeader(json, 8); });
        QVERIFY(message.find('\x1B') == std::string::npos);
        QVERIFY2(message.size() < 400, message.c_str());
    }

    void dataBeginAtAMultipleOfEight() {
        for (std::size_t length = 0; length < 16; ++length) {
            const std::string json =
                formatSafetensorsHeader({{{"key", std::string(length, 'x')}}, {}});
            QCOMPARE(json.size() % 8, 0U);
            QVERIFY(json.starts_with("{\"__metadata__\":{\"key\":\""));
            QVERIFY(json.find_last_not_of(' ') == json.rfind('}'));
        }
    }

    void invalidTextIsNotWritten() {
        QVERIFY(!errorMessage([] { formatSafetensorsHeader({{{"key", "\xFF"}}, {}}); }).empty());
        QVERIFY(!errorMessage([] {
                     formatSafetensorsHeader({{}, {{"\xFF", {}, {}, 0, 4}}});
                 }).empty());
    }

    void anyBytesGiveAnErrorOrAHeader() {
        const auto pieces =
            rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"shape\"", "\"dtype\"", "\"F32\"",
                "\"data_offsets\"", "0", "4", "-1", "1e9", "null", "\\u0000", "\xFF",
                "\"__metadata__\"", " "));
        QVERIFY(rc::check("no other exception", [&] {
            std::string json = "{";
            for (const std::string& piece : *pieces)
                json += piece;
            errorMessage([&] { parseSafetensorsHeader(json, 4); });
        }));
    }
};

QTEST_GUILESS_MAIN(SafetensorsHeaderTest)
#include "safetensors_header_test.moc"
