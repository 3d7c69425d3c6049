// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/acl_imdb.h"

#include <algorithm>

namespace tempera {

namespace {

/// Cuts the last component off `path` and returns it.
std::string_view takeLast(std::string_view& path) {
    const std::size_t slash = path.rfind('/');
    const bool alone = slash == std::string_view::npos;
    const std::string_view last = alone ? path : path.substr(slash + 1);
    path = alone ? std::string_view() : path.substr(0, slash);
    return last;
}

bool isNumber(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// ID_RATING.txt
bool isReviewName(std::string_view name) {
    constexpr std::string_view extension = ".txt";
    if (!name.ends_with(extension))
        return false;
    name.remove_suffix(extension.size());
    const std::size_t underscore = name.find('_');
    return underscore != std::string_view::npos && isNumber(name.substr(0, underscore)) &&
           isNumber(name.substr(underscore + 1));
}

} // namespace

AclImdbFile aclImdbFile(std::string_view path) {
    const std::string_view name = takeLast(path);
    const std::string_view label = takeLast(path);
    const std::string_view split = takeLast(path);
    const bool isDatasetFolder = path.empty() || path == "." || takeLast(path) == "aclImdb";
    if (!isDatasetFolder || (split != "train" && split != "test") || !isReviewName(name))
        return AclImdbFile::other;
    if (label == "pos" || label == "neg")
        return AclImdbFile::labelled;
    return label == "unsup" ? AclImdbFile::unsupervised : AclImdbFile::other;
}

bool isWantedReview(AclImdbFile file, bool includeUnsupervised) {
    return file == AclImdbFile::labelled ||
           (file == AclImdbFile::unsupervised && includeUnsupervised);
}

} // namespace tempera
