// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/text_stream.h"

namespace tempera {

namespace {

constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16LittleEndianMark = "\xFF\xFE";
constexpr std::string_view utf16BigEndianMark = "\xFE\xFF";

} // namespace

TextStream::TextStream(ByteStream& bytes, const std::string& fileName)
    : bytes_(bytes), fileName_(fileName) {}

std::string_view TextStream::next() {
    std::string_view block = bytes_.next();
    const bool atStart = bytesRead_ == 0;
    if (atStart &&
        (block.starts_with(utf16LittleEndianMark) || block.starts_with(utf16BigEndianMark)))
        throw BinaryFile(fileName_ + ": is encoded as UTF-16, which is not read; convert it to "
                                     "UTF-8, for example with iconv -f UTF-16 -t UTF-8");
    if (const std::size_t zero = block.find('\0'); zero != std::string_view::npos)
        throw BinaryFile(fileName_ + ": is not text (byte " + std::to_string(bytesRead_ + zero) +
                         " is zero); choose UTF-8 text, .csv, .tsv, .jsonl, or a folder or an "
                         "archive (.tar.gz, .zip) of such files");
    bytesRead_ += block.size();
    if (atStart && block.starts_with(utf8Mark))
        block.remove_prefix(utf8Mark.size());
    return block;
}

} // namespace tempera
