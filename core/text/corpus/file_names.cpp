// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/file_names.h"

#include <algorithm>
#include <array>
#include <string>

namespace tempera {

namespace {

struct Extension {
    std::string_view name;
    FileFormat format;
};
constexpr std::array extensions{
    Extension{".csv", FileFormat::csv},         Extension{".tsv", FileFormat::tsv},
    Extension{".jsonl", FileFormat::jsonl},     Extension{".ndjson", FileFormat::jsonl},
    Extension{".tar", FileFormat::archive},     Extension{".zip", FileFormat::archive},
    Extension{".tar.gz", FileFormat::archive},  Extension{".tgz", FileFormat::archive},
    Extension{".tar.bz2", FileFormat::archive}, Extension{".tbz2", FileFormat::archive},
    Extension{".tar.xz", FileFormat::archive},  Extension{".txz", FileFormat::archive},
    Extension{".tar.zst", FileFormat::archive}, Extension{".tzst", FileFormat::archive},
};

std::string asciiLowerCase(std::string_view text) {
    std::string result(text);
    for (char& character : result)
        if (character >= 'A' && character <= 'Z')
            character = static_cast<char>(character - 'A' + 'a');
    return result;
}

} // namespace

FileFormat fileFormat(std::string_view name) {
    const std::string lowerCase = asciiLowerCase(name);
    const auto found = std::ranges::find_if(extensions, [&](const Extension& extension) {
        return lowerCase.ends_with(extension.name);
    });
    return found == extensions.end() ? FileFormat::text : found->format;
}

bool isHidden(std::string_view path) {
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        if (part.starts_with('.') && part != "." && part != "..")
            return true;
        path.remove_prefix(std::min(path.size(), part.size() + 1));
    }
    return false;
}

} // namespace tempera
