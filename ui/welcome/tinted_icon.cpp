// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/tinted_icon.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace tempera::ui {

void paintTintedIcon(QPainter& painter, const QString& name, const QRectF& place,
                     const QColor& color) {
    QFile file(":/tempera/" + name + ".svg");
    if (!file.open(QIODevice::ReadOnly))
        return;
    QSvgRenderer drawing(file.readAll().replace("currentColor", color.name().toLatin1()));
    drawing.render(&painter, place);
}

} // namespace tempera::ui
