// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"

#include <QWidget>
#include <cstdint>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;
QT_END_NAMESPACE

namespace tempera::ui {

class DocumentView;
class SwitchBox;

/// One document after the other, as a model will see them: by number, neighbours, at random, or the
/// next one with a word.
class DocumentBrowser final : public QWidget {
    Q_OBJECT
public:
    explicit DocumentBrowser(QWidget* parent = nullptr);

    /// Begins with the first document again, unless it is the same text standardized otherwise.
    void setOverview(SharedOverview overview);
    void setChoice(const CorpusChoice& choice);
    /// From 0.
    std::size_t current() const { return current_; }
    /// Shows the next document with this word.
    void showWord(quint32 wordIndex);

private:
    void createControls();
    QToolButton* addButton(const QString& text, const QString& name, const QString& toolTip);
    void layOut();
    void show(std::int64_t document);
    void showRandom();
    void find();
    void refresh();

    SharedOverview overview_;
    CorpusChoice choice_;
    std::size_t current_ = 0;
    QToolButton* previous_ = nullptr;
    QSpinBox* number_;
    QToolButton* next_ = nullptr;
    QToolButton* random_ = nullptr;
    QLineEdit* find_;
    SwitchBox* originals_;
    QLabel* sentence_;
    DocumentView* view_;
};

} // namespace tempera::ui
