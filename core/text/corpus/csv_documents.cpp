// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/csv_documents.h"

#include "core/system/error.h"
#include "core/text/corpus/blank_text.h"
#include "core/text/corpus/line_reader.h"
#include "core/text/corpus_reader.h"

#include <algorithm>
#include <cstdint>
#include <csv.h>
#include <exception>
#include <string>
#include <vector>

namespace tempera {

namespace {

/// libcsv's buffer grows by so much; its default of 128 bytes makes long fields slow.
constexpr std::size_t fieldGrowthBytes = std::size_t{64} << 10;

/// libcsv fed line by line, so that messages can name lines: it counts none itself.
class CsvDocuments {
public:
    CsvDocuments(const CsvFormat& format, DocumentSink& sink);
    ~CsvDocuments() { csv_free(&parser_); }
    CsvDocuments(const CsvDocuments&) = delete;
    CsvDocuments& operator=(const CsvDocuments&) = delete;

    void read(ByteStream& text);

private:
    void parseLine(std::string_view line);
    void parseEnd();
    void rethrowFailure() const;
    std::string at(std::uint64_t line) const;
    [[noreturn]] void failAt(std::uint64_t line, const std::string& what) const;

    static void onField(void* field, std::size_t length, void* self);
    static void onRow(int terminator, void* self);
    template <typename Action>
    void holdFailure(Action action) noexcept;
    void takeRow();
    void takeHeader();

    const CsvFormat& format_;
    DocumentSink& sink_;
    csv_parser parser_{};
    std::vector<std::string> fields_; ///< of the row being parsed
    std::size_t columns_ = 0;         ///< none before the header
    std::size_t textIndex_ = 0;
    std::uint64_t line_ = 0;
    std::uint64_t rowLine_ = 1; ///< where the row being parsed begins
    std::exception_ptr failure_;
};

CsvDocuments::CsvDocuments(const CsvFormat& format, DocumentSink& sink)
    : format_(format), sink_(sink) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(format.delimiter));
    csv_set_blk_size(&parser_, fieldGrowthBytes);
}

void CsvDocuments::read(ByteStream& text) {
    LineReader lines(text);
    while (const auto line = lines.next()) {
        line_ = lines.number();
        parseLine(*line);
    }
    parseEnd();
}

void CsvDocuments::parseLine(std::string_view line) {
    const bool betweenRows = rowLine_ == line_ && isBlank(line);
    const std::size_t parsed =
        csv_parse(&parser_, line.data(), line.size(), &onField, &onRow, this);
    rethrowFailure();
    if (parsed != line.size())
        failAt(line_, "a quotation mark stands inside a field; put the whole field in quotation "
                      "marks and write those inside it twice");
    if (betweenRows)
        rowLine_ = line_ + 1;
}

void CsvDocuments::parseEnd() {
    const int status = csv_fini(&parser_, &onField, &onRow, this);
    rethrowFailure();
    if (status != 0)
        failAt(rowLine_, "the row that begins here has a quotation mark that is never closed");
}

void CsvDocuments::rethrowFailure() const {
    if (failure_)
        std::rethrow_exception(failure_);
}

std::string CsvDocuments::at(std::uint64_t line) const {
    return format_.fileName + ": line " + std::to_string(line) + ": ";
}

void CsvDocuments::failAt(std::uint64_t line, const std::string& what) const {
    throw Error(at(line) + what);
}

void CsvDocuments::onField(void* field, std::size_t length, void* self) {
    auto& documents = *static_cast<CsvDocuments*>(self);
    documents.holdFailure(
        [&] { documents.fields_.emplace_back(static_cast<const char*>(field), length); });
}

void CsvDocuments::onRow(int /*terminator*/, void* self) {
    auto& documents = *static_cast<CsvDocuments*>(self);
    documents.holdFailure([&] { documents.takeRow(); });
}

/// Exceptions must not pass through a C library: the first one waits until libcsv has returned.
template <typename Action>
void CsvDocuments::holdFailure(Action action) noexcept {
    if (failure_)
        return;
    try {
        action();
    } catch (...) {
        failure_ = std::current_exception();
    }
}

void CsvDocuments::takeRow() {
    if (columns_ == 0)
        takeHeader();
    else if (fields_.size() == columns_)
        sink_.add(fields_[textIndex_]);
    else
        failAt(rowLine_, "the row has " + std::to_string(fields_.size()) +
                             " fields, the header row " + std::to_string(columns_));
    fields_.clear();
    rowLine_ = line_ + 1;
}

void CsvDocuments::takeHeader() {
    const auto found = std::find(fields_.begin(), fields_.end(), format_.textColumn);
    if (found == fields_.end()) {
        std::string names;
        for (const std::string& name : fields_)
            names += (names.empty() ? "'" : ", '") + name + "'";
        throw MissingColumnError(at(rowLine_) + "there is no column '" + format_.textColumn +
                                     "'; choose one of " + names,
                                 fields_);
    }
    columns_ = fields_.size();
    textIndex_ = static_cast<std::size_t>(found - fields_.begin());
}

} // namespace

void readCsvDocuments(ByteStream& text, const CsvFormat& format, DocumentSink& sink) {
    CsvDocuments(format, sink).read(text);
}

} // namespace tempera
