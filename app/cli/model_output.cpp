// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_output.h"

#include "core/system/atomic_file.h"
#include "core/system/error.h"

#include "core/training/checkpoint_file.h"

#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

void requireModelOutput(const std::filesystem::path& path) {
    if (path.extension() != ".tempera" && path.extension() != ".safetensors")
        throw SettingError(fmt::format("--out {}: the name must end in .tempera (a checkpoint that "
                                       "can be resumed) or .safetensors (the weights)",
                                       path.string()));
    requireWritable(path);
    if (!isCheckpointPath(path))
        return;
    requireWritable(previousCheckpointPath(path));
    requireWritable(bestCheckpointPath(path));
}

} // namespace tempera::cli
