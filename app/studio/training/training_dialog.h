// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/training/training_request.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
QT_END_NAMESPACE

namespace tempera::studio {

/// How to train: on what, which network, how long, and where to keep it.
class TrainingDialog final : public QDialog {
    Q_OBJECT
public:
    /// An empty `corpus` stands for the built-in reviews.
    explicit TrainingDialog(const QString& corpus, QWidget* parent = nullptr);

    TrainingRequest request() const;

private:
    void buildCorpus(QFormLayout& form);
    void buildNetwork(QFormLayout& form);
    void buildOutput(QFormLayout& form);
    void chooseCorpusFile();
    void chooseCorpusFolder();
    void chooseOutput();
    void showPreset();
    void check();
    QString problem() const;
    TrainingSettings presetSettings() const;

    QLineEdit* corpus_;
    QComboBox* preset_;
    QLabel* presetDescription_;
    QDoubleSpinBox* minutes_;
    QSpinBox* batch_;
    QSpinBox* threads_;
    QLineEdit* output_;
    QLabel* problem_;
    QDialogButtonBox* buttons_;
};

} // namespace tempera::studio
