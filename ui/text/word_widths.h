// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetrics>
#include <QHash>
#include <QString>

namespace tempera::ui {

/// Widths of words in one font, as they are shown (visibleWord). Each is measured once: a long text
/// has few distinct words, and to measure one takes twenty times as long as to look it up.
class WordWidths {
public:
    WordWidths(const QFont& font, bool spaceIsBlank)
        : metrics_(font), spaceIsBlank_(spaceIsBlank) {}

    const QFontMetrics& metrics() const { return metrics_; }
    /// In pixels.
    int of(const QString& word);

private:
    QFontMetrics metrics_;
    bool spaceIsBlank_;
    QHash<QString, int> widths_;
};

} // namespace tempera::ui
