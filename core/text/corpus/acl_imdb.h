// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tempera {

/// What a path is in the Large Movie Review Dataset (Maas et al., "Learning Word Vectors for
/// Sentiment Analysis", ACL 2011).
enum class AclImdbFile {
    other,        ///< README, imdb.vocab, urls_pos.txt ...: no document
    labelled,     ///< {train,test}/{pos,neg}/ID_RATING.txt
    unsupervised, ///< {train,test}/unsup/ID_0.txt
};

/// `path` is relative to the dataset's own folder, or contains that folder's name, aclImdb, right
/// before train or test. A leading "./" doesn't matter.
AclImdbFile aclImdbFile(std::string_view path);

/// True for the files that are read once the dataset is recognised.
bool isWantedReview(AclImdbFile file, bool includeUnsupervised);

} // namespace tempera
