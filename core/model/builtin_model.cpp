// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/builtin_model.h"

#include <memory>
#include <span>

// Defined by resources/embedded.S.in.
extern "C" const char tempera_builtin_model_begin[];
extern "C" const char tempera_builtin_model_end[];

namespace tempera {

namespace {

constexpr std::int64_t trainingSteps = 3'000; // resources/model/README.md

} // namespace

ModelHandle loadBuiltinModel() {
    const std::span bytes(tempera_builtin_model_begin, tempera_builtin_model_end);
    return std::make_shared<const LoadedModel>(loadModel(std::as_bytes(bytes), "built-in model"),
                                               "built-in model", trainingSteps);
}

} // namespace tempera
