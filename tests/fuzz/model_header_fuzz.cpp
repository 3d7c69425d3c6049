// SPDX-License-Identifier: GPL-3.0-or-later
// The header of a safetensors file: two bytes say how long the data behind it are.
#include "core/model/safetensors_header.h"
#include "fuzz/fuzz_target.h"

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const std::size_t high = takeChoice(input, 256);
    const std::uint64_t dataBytes = 256 * high + takeChoice(input, 256);
    const SafetensorsHeader header = parseSafetensorsHeader(input, dataBytes);
    const SafetensorsHeader again =
        parseSafetensorsHeader(formatSafetensorsHeader(header), dataBytes);
    require(again.metadata == header.metadata && again.tensors == header.tensors,
            "a header that was read is written and read again alike");
}

std::vector<std::string> seeds() {
    const std::string none("\0\0", 2);
    const std::string eight("\0\x08", 2);
    return {none + "{}", none + R"({"__metadata__":{"format":"pt","a":"b"}})",
            eight + R"({"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}})",
            eight + R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]},)"
                    R"("b":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]},)"
                    R"("c":{"dtype":"I64","shape":[0],"data_offsets":[8,8]}})",
            eight + R"({"\u00e9":{"dtype":"F64","shape":[],"data_offsets":[0,8]}})"};
}

} // namespace tempera::fuzz
