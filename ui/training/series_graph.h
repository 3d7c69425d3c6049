// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/series_pyramid.h"

#include <vector>

class QCPAxisRect;
class QCPGraph;

namespace tempera::ui {

/// Adds a graph that draws `values` over `steps` however many they are: it asks for what it needs
/// of them, for the columns of pixels that are visible, whenever it is drawn. Both must outlive the
/// plot's last drawing. Name, pen and legend are those of any graph; its own data stay empty.
QCPGraph* addSeriesGraph(QCPAxisRect& rectangle, const std::vector<double>& steps,
                         const SeriesPyramid& values);

} // namespace tempera::ui
