// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"

#include <QWidget>

namespace tempera::ui {

class ReadoutLine;

/// What a choice makes of a corpus, in numbers with their names.
class CorpusReadouts final : public QWidget {
    Q_OBJECT
public:
    explicit CorpusReadouts(QWidget* parent = nullptr);

    void setFigures(const CorpusChoice& choice, const CorpusFigures& figures);

private:
    ReadoutLine* addLine(const QString& explanation);

    ReadoutLine* size_;
    ReadoutLine* coverage_;
    ReadoutLine* unknown_;
    ReadoutLine* longer_;
    ReadoutLine* leftOut_;
    ReadoutLine* sequences_;
    ReadoutLine* targets_;
    ReadoutLine* padding_;
};

} // namespace tempera::ui
