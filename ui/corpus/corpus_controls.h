// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_choice.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QGridLayout;
class QSlider;
class QSpinBox;
QT_END_NAMESPACE

namespace tempera::ui {

/// The controls of a CorpusChoice. Setters never emit.
class CorpusControls final : public QWidget {
    Q_OBJECT
public:
    explicit CorpusControls(QWidget* parent = nullptr);

    void setChoice(const CorpusChoice& choice);
    /// The slider's right end: the size of a vocabulary with every word.
    void setWholeVocabulary(std::int64_t size);

Q_SIGNALS:
    /// By a person.
    void choiceChanged(const tempera::ui::CorpusChoice& choice);

private:
    void createBoxes();
    void createSlider();
    void connectParts();
    void layOut();
    void addRow(QGridLayout& grid, const QString& label, QWidget* control, const QString& toolTip);
    void edit();
    void showOnSlider();
    double sliderEnd() const;

    CorpusChoice choice_;
    std::int64_t wholeVocabulary_ = largestVocabulary;
    QComboBox* unit_;
    QComboBox* standardization_;
    QSpinBox* vocabulary_;
    QSlider* slider_;
    QSpinBox* frequency_;
    QSpinBox* length_;
    QComboBox* longDocuments_;
};

} // namespace tempera::ui
