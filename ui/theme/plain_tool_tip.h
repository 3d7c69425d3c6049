// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextDocument>

namespace tempera::ui {

/// The tool tip that shows `text` as it is, also where it looks like HTML: a word of a corpus, a
/// file's name, a message.
inline QString plainToolTip(const QString& text) {
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text;
}

} // namespace tempera::ui
