// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/progress.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace tempera::cli {

/// A line for the person on standard error: something that is not an error but good to know.
void notice(std::string_view message);

/// With separators: "15,000".
std::string grouped(std::uint64_t number);
/// A rough time: "12 s", "4 min", "2 h 5 min".
std::string roughTime(double seconds);
/// Cut to `width` columns at a character's border (one column a character), filled up with spaces.
/// Control characters, which could steer a terminal, are shown as a dot.
std::string padded(std::string_view text, std::size_t width);

/// A progress bar that is drawn over itself on standard error; nothing where that is no terminal.
class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    bool isVisible() const { return terminal_; }
    /// Draws at most ten times a second; what doesn't fit the terminal's width is cut off.
    void show(double fraction, std::string_view text);
    /// Takes the bar away, so that lines can be printed.
    void clear();

private:
    bool terminal_;
    bool visible_ = false;
    std::chrono::steady_clock::time_point drawn_{};
};

/// Reports to `bar`, which must outlive it, under the name of the work.
Progress progressOn(ProgressBar& bar, std::string name, std::stop_token stop);

} // namespace tempera::cli
