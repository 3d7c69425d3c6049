// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/download_source.h"

namespace tempera::studio {

DownloadSource imdbReviews() {
    return {QUrl("https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz"),
            "aclImdb_v1.tar.gz", 84'125'825,
            "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe"};
}

bool isAllowed(const QUrl& url, const DownloadOptions& options) {
    if (!url.isValid() || url.host().isEmpty())
        return false;
    const bool loopback = url.scheme() == "http" && url.host() == "127.0.0.1";
    return url.scheme() == "https" || (options.allowLoopbackHttp && loopback);
}

} // namespace tempera::studio
