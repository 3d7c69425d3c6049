// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <spdlog/fmt/fmt.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace tempera::cli {

namespace {

std::size_t terminalColumns() {
    constexpr std::size_t usual = 80;
    winsize size{};
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return known ? size.ws_col : usual;
}

bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

bool isControl(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || value == 0x7F;
}

} // namespace

void notice(std::string_view message) {
    fmt::print(stderr, "note: {}\n", message);
}

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (auto position = static_cast<std::ptrdiff_t>(digits.size()) - 3; position > 0;
         position -= 3)
        digits.insert(static_cast<std::size_t>(position), 1, ',');
    return digits;
}

std::string roughTime(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(0.0, seconds)));
    if (whole < 100)
        return fmt::format("{} s", whole);
    const std::int64_t minutes = (whole + 30) / 60;
    if (minutes < 100)
        return fmt::format("{} min", minutes);
    return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string padded(std::string_view text, std::size_t width) {
    std::string result;
    std::size_t columns = 0;
    for (const char byte : text) {
        if (!isContinuation(byte) && ++columns > width)
            return result;
        if (isControl(byte))
            result += "·";
        else
            result += byte;
    }
    return result.append(width - columns, ' ');
}

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::show(double fraction, std::string_view text) {
    constexpr int width = 12;
    const auto now = std::chrono::steady_clock::now();
    if (!terminal_ || now - drawn_ < std::chrono::milliseconds(100))
        return;
    const int filled = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * width);
    std::string line;
    for (int cell = 0; cell < width; ++cell)
        line += cell < filled ? "█" : "░";
    line += fmt::format(" {:3.0f} %  {}", fraction * 100.0, text);
    // A line that wrapped could not be drawn over: the cursor returns to its last row only.
    fmt::print(stderr, "\r\x1b[K{}", padded(line, terminalColumns() - 1));
    std::fflush(stderr);
    visible_ = true;
    drawn_ = now;
}

void ProgressBar::clear() {
    if (visible_)
        fmt::print(stderr, "\r\x1b[K");
    visible_ = false;
}

Progress progressOn(ProgressBar& bar, std::string name, std::stop_token stop) {
    return {[&bar, name = std::move(name)](double fraction) { bar.show(fraction, name); },
            std::move(stop)};
}

} // namespace tempera::cli
