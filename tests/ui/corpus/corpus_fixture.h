// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/word_corpus.h"
#include "ui/corpus/corpus_overview.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWidget>
#include <memory>
#include <string>
#include <vector>

namespace tempera::test {

inline ui::SharedOverview overviewOf(const std::vector<std::string>& documents) {
    auto corpus = std::make_shared<const TokenizedCorpus>(corpusOf(documents));
    CorpusStatistics statistics(*corpus);
    return std::make_shared<const ui::CorpusOverview>(
        ui::CorpusOverview{"test", "/texts/test.txt", Standardization::none, std::move(corpus),
                           std::move(statistics)});
}

/// 300 documents of 1 to 300 words; the word wN occurs in those that are longer than N.
inline ui::SharedOverview steppedOverview() {
    std::vector<std::string> documents;
    for (int length = 1; length <= 300; ++length) {
        std::string text;
        for (int word = 0; word < length; ++word)
            text += "w" + std::to_string(word) + " ";
        documents.push_back(text);
    }
    return overviewOf(documents);
}

/// Moves the pointer over a widget with these buttons held.
inline void moveMouse(QWidget& widget, QPoint place, Qt::MouseButtons buttons) {
    QMouseEvent move(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, buttons,
                     Qt::NoModifier);
    QApplication::sendEvent(&widget, &move);
}

} // namespace tempera::test
