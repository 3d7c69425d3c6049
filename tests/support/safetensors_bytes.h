// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace tempera {

/// JSON in C++ without a thicket of backslashes: single quotes become double ones. (Raw strings
/// would do, but moc trips over a brace in one.)
inline std::string asJson(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

/// The bytes of a safetensors file put together by hand: length, header, data.
inline std::string safetensorsBytes(const std::string& header, const std::string& data = {}) {
    std::string bytes;
    for (int shift = 0; shift < 64; shift += 8)
        bytes += static_cast<char>(std::uint64_t{header.size()} >> shift);
    return bytes + header + data;
}

inline std::string readBytes(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", path.c_str());
    return file.readAll().toStdString();
}

inline void writeBytes(const std::filesystem::path& path, std::string_view bytes) {
    QFile file(QString::fromStdString(path.string()));
    const auto size = static_cast<qint64>(bytes.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size)
        qFatal("cannot write %s", path.c_str());
}

} // namespace tempera
