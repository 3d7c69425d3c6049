// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/line_reader.h"

namespace tempera {

LineReader::LineReader(ByteStream& bytes) : bytes_(bytes) {}

std::optional<std::string_view> LineReader::next() {
    pending_.clear();
    std::size_t end = block_.find('\n');
    while (end == std::string_view::npos) {
        pending_ += block_;
        block_ = bytes_.next();
        if (block_.empty())
            break;
        end = block_.find('\n');
    }
    const std::string_view line = block_.substr(0, end == std::string_view::npos ? 0 : end + 1);
    block_.remove_prefix(line.size());
    if (pending_.empty() && line.empty())
        return std::nullopt;
    ++number_;
    if (pending_.empty())
        return line;
    pending_ += line;
    return pending_;
}

std::string_view withoutLineEnd(std::string_view line) {
    if (!line.ends_with('\n'))
        return line;
    line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace tempera
