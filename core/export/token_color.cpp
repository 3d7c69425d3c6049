// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/token_color.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

using Color = std::array<int, 3>; // red, green, blue

/// Sequential scales whose lightness falls on white and rises on black all the way, so that they
/// read in greyscale too; the page's text has a contrast of at least 4.5:1 with all of them.
constexpr Color lightPale = {0xfd, 0xf8, 0xf3};
constexpr Color lightStrong = {0xe5, 0x92, 0x3c};
constexpr Color darkPale = {0x17, 0x1c, 0x24};
constexpr Color darkStrong = {0x93, 0x50, 0x0f};

/// Rules like `.s7{background-color:#f4d8b9}`.
std::string scaleRules(const Color& pale, const Color& strong) {
    std::string rules;
    for (int step = 0; step <= colorSteps; ++step) {
        Color mixed{};
        for (std::size_t i = 0; i < mixed.size(); ++i)
            mixed[i] = (pale[i] * (colorSteps - step) + strong[i] * step) / colorSteps;
        rules += fmt::format(".s{}{{background-color:#{:02x}{:02x}{:02x}}}\n", step, mixed[0],
                             mixed[1], mixed[2]);
    }
    return rules;
}

} // namespace

double surpriseBits(const GeneratedToken& token) {
    return std::max(0.0, -token.logProbability * std::numbers::log2e);
}

double colorFraction(const GeneratedToken& token, TokenColoring coloring,
                     std::size_t vocabularySize) {
    const double uniformBits = std::log2(std::max(2.0, static_cast<double>(vocabularySize)));
    const auto fraction = [&] {
        switch (coloring) {
        case TokenColoring::surprise:
            return surpriseBits(token) / uniformBits;
        case TokenColoring::entropy:
            return token.entropyBits / uniformBits;
        case TokenColoring::rank:
            return std::log2(static_cast<double>(token.rank)) / uniformBits;
        case TokenColoring::probability:
            return token.probability;
        case TokenColoring::none:
            break;
        }
        return 0.0;
    };
    return std::clamp(fraction(), 0.0, 1.0);
}

std::string htmlStyle() {
    return R"(body{margin:0;font-family:sans-serif;color:#17202c;background-color:#ffffff}
.page{margin:2em auto;max-width:50em;padding:0 1em}
h1{font-size:1.4em}
h2{font-size:1em;margin-top:2em}
.text{font-family:serif;font-size:1.15em;line-height:1.8;white-space:pre-wrap}
.prompt{font-weight:bold}
.forced{text-decoration:underline}
.recipe,.legend{font-size:0.85em;color:#4f5b6a}
.recipe td{padding:0 1em 0 0;vertical-align:top}
.hash{font-family:monospace;word-break:break-all}
)" + scaleRules(lightPale, lightStrong);
}

std::string htmlDarkStyle() {
    return "@media (prefers-color-scheme:dark){\n"
           "body{color:#e6e9ee;background-color:#12161c}\n"
           ".recipe,.legend{color:#a3adbb}\n" +
           scaleRules(darkPale, darkStrong) + "}\n";
}

} // namespace tempera
