// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"

#include <QByteArray>
#include <QImage>
#include <filesystem>

namespace tempera::ui {

enum class ChartFileFormat { png, svg, pdf, csv };

/// As in "png".
QString chartFileExtension(ChartFileFormat format);

/// A file's name from what people call its content, as in "next-token-distribution.png".
QString fileNameFor(const QString& title, const QString& extension);

/// In device-independent pixels: as it is shown, but also a chart that is squeezed or was never
/// shown has a picture.
QSize pictureSize(const Chart& chart);

/// The chart as it looks, in the light palette, `scale` pixels to each of its device-independent
/// ones.
QImage chartImage(const Chart& chart, double scale);

/// The bytes of a file that shows the chart (csv: holds its numbers). `scale` is for png.
/// `provenance`, JSON that says how to make it again, stands with the title in the file's metadata:
/// png's text keys, svg's <title> and <desc>, pdf's document information and XMP, in csv two
/// columns behind the numbers, filled in the first row. Throws tempera::Error.
QByteArray chartBytes(const Chart& chart, ChartFileFormat format, double scale,
                      const QString& provenance, bool guardFormulas = true);

/// Writes them so that the path holds either the old file or the whole new one. Throws
/// tempera::Error that says why not.
void writeChart(const Chart& chart, const std::filesystem::path& path, ChartFileFormat format,
                double scale, const QString& provenance);

} // namespace tempera::ui
