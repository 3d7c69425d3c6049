// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/csv_reader.h"

#include "core/system/error.h"

#include <algorithm>
#include <csv.h>
#include <exception>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

using Row = std::vector<std::string>;
using RowSink = std::function<void(const Row&, std::size_t line)>;

/// libcsv fed line by line: it counts no lines itself, and it goes on when a callback has failed.
class CsvRows {
public:
    CsvRows(std::size_t mostFields, const RowSink& sink) : mostFields_(mostFields), sink_(sink) {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0)
            throw Error("the CSV reader cannot be set up");
    }
    ~CsvRows() { csv_free(&parser_); }
    CsvRows(const CsvRows&) = delete;
    CsvRows& operator=(const CsvRows&) = delete;

    void read(std::string_view file);

private:
    void parseLine(std::string_view line);
    void takeField(std::string_view field);
    void takeRow();
    void rethrow() const {
        if (failure_)
            std::rethrow_exception(failure_);
    }
    /// Exceptions must not pass through a C library: the first one waits until it has returned.
    template <typename Action>
    void holdFailure(Action action) noexcept {
        try {
            if (!failure_)
                action();
        } catch (...) {
            failure_ = std::current_exception();
        }
    }
    static void onField(void* field, std::size_t length, void* self) {
        auto& rows = *static_cast<CsvRows*>(self);
        rows.holdFailure([&] { rows.takeField({static_cast<const char*>(field), length}); });
    }
    static void onRow(int, void* self) {
        auto& rows = *static_cast<CsvRows*>(self);
        rows.holdFailure([&rows] { rows.takeRow(); });
    }

    std::size_t mostFields_;
    const RowSink& sink_;
    csv_parser parser_{};
    Row row_;
    std::size_t line_ = 0;
    std::size_t rowLine_ = 1; ///< where the row under way begins
    std::exception_ptr failure_;
};

void CsvRows::read(std::string_view file) {
    while (!file.empty()) {
        const std::size_t end = std::min(file.find('\n'), file.size() - 1) + 1;
        ++line_;
        parseLine(file.substr(0, end));
        file.remove_prefix(end);
    }
    const int status = csv_fini(&parser_, &onField, &onRow, this);
    rethrow();
    if (status != 0)
        throw Error(fmt::format("line {}: the row that begins here has a quotation mark that is "
                                "never closed",
                                rowLine_));
}

void CsvRows::parseLine(std::string_view line) {
    if (row_.empty() && line.find_first_not_of("\r\n") == std::string_view::npos)
        rowLine_ = std::max(rowLine_, line_ + 1);
    const std::size_t parsed =
        csv_parse(&parser_, line.data(), line.size(), &onField, &onRow, this);
    rethrow();
    if (parsed != line.size())
        throw Error(fmt::format("line {}: a quotation mark stands inside a field; the whole field "
                                "is to be quoted and its marks written twice",
                                line_));
}

void CsvRows::takeField(std::string_view field) {
    if (row_.size() == mostFields_)
        throw Error(fmt::format("line {}: the row has more than {} fields", rowLine_, mostFields_));
    row_.emplace_back(field);
}

void CsvRows::takeRow() {
    sink_(row_, rowLine_);
    row_.clear();
    rowLine_ = line_ + 1;
}

} // namespace

void readCsv(std::string_view file, std::size_t mostFields, const RowSink& row) {
    CsvRows(mostFields, row).read(file);
}

} // namespace tempera
