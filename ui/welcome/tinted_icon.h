// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
class QRectF;
QT_END_NAMESPACE

namespace tempera::ui {

/// Draws resources/icons/NAME.svg in one colour: its `currentColor`.
void paintTintedIcon(QPainter& painter, const QString& name, const QRectF& place,
                     const QColor& color);

} // namespace tempera::ui
