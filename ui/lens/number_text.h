// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

#include <QString>
#include <cstddef>

namespace tempera::ui {

/// "15,000".
QString groupedNumber(std::size_t number);
/// "50.30 %", "< 0.01 %" for what would round to nothing, "0 %" for nothing at all.
QString percentText(double share, int decimals = 2);
/// "2.15 bits".
QString bitsText(double bits);
/// "4.4", from 100 on without decimals: "1,234".
QString choicesText(double choices);
/// "top-p".
QString samplerText(SamplerKind kind);
/// "removed by top-p".
QString removedText(SamplerKind kind);

} // namespace tempera::ui
