// SPDX-License-Identifier: GPL-3.0-or-later
// Text files and tables as corpora. The first byte chooses the format, the second one the unit.
#include "core/text/corpus/corpus_files.h"
#include "core/text/utf8.h"
#include "fuzz/fuzz_target.h"

#include <array>

namespace tempera::fuzz {

namespace {

constexpr std::array<const char*, 4> names = {"a.txt", "a.csv", "a.tsv", "a.jsonl"};
constexpr std::array units = {DocumentUnit::file, DocumentUnit::line, DocumentUnit::paragraph};

/// Gives its bytes in blocks, as a file does.
class Bytes final : public ByteStream {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
    std::string_view next() override {
        const std::string_view block = bytes_.substr(0, blockBytes);
        bytes_.remove_prefix(block.size());
        return block;
    }

private:
    std::string_view bytes_;
};

} // namespace

void fuzz(std::string_view input) {
    const char* const name = names[takeChoice(input, names.size())];
    const DocumentUnit unit = units[takeChoice(input, units.size())];
    CorpusReadingSummary summary;
    std::size_t documents = 0;
    const std::function<void(const Document&)> receive = [&documents](const Document& document) {
        require(isValidUtf8(document.text), "documents are UTF-8");
        ++documents;
    };
    const CorpusOptions options;
    CorpusFiles files(options, unit, receive, summary);
    Bytes bytes(input);
    files.readUnlessBinary(bytes, {name, name});
    require(documents == static_cast<std::size_t>(summary.documents), "documents are counted");
}

std::vector<std::string> seeds() {
    const auto file = [](char format, char unit, const std::string& text) {
        return std::string{format, unit} + text;
    };
    return {
        file(0, 0, "One document\nof two lines.\n"),
        file(0, 1, "first\r\n\r\nsecond\xFF\n"),
        file(0, 2, "a paragraph\nof two\n\n\nanother"),
        file(1, 0, "text,label\r\n\"a \"\"quoted\"\", text\",1\r\n plain ,0\r\n"),
        file(2, 0, "label\ttext\n1\tthis movie\n0\t\n"),
        file(3, 0,
             "{\"text\":\"this movie\",\"label\":1}\n\n{\"text\":\"\\u00e9\\ud83c\\udfac\"}\n")};
}

} // namespace tempera::fuzz
