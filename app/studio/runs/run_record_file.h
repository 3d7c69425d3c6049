// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/runs/run_record.h"

#include <filesystem>

namespace tempera::studio {

/// As JSON, written safely (AtomicFile). The id is not in it: it is the name of the record's
/// folder. A loss that is not finite is left out. Throws Error.
void saveRunRecord(const std::filesystem::path& path, const RunRecord& record);

/// Keys that it doesn't know are passed over. Throws Error where the file can't be read, is
/// damaged, larger than 1 MiB or holds anything out of range.
RunRecord loadRunRecord(const std::filesystem::path& path);

} // namespace tempera::studio
