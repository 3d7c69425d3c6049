// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAbstractSpinBox;
class QSlider;
QT_END_NAMESPACE

namespace tempera::ui {

/// A slider and a box for the exact number, both for one sampler's value.
class SamplerValueEditor final : public QWidget {
    Q_OBJECT
public:
    explicit SamplerValueEditor(SamplerKind kind, QWidget* parent = nullptr);

    double value() const { return sampler_.value; }
    /// Emits nothing. Values that the box can't show stand as they are until they are edited.
    void setValue(double value);

Q_SIGNALS:
    /// By a person; always a valid value.
    void valueEdited(double value);

private:
    QAbstractSpinBox* makeSpinBox();
    QAbstractSpinBox* makeTemperatureBox();
    QAbstractSpinBox* makeCountBox();
    QAbstractSpinBox* makeProbabilityBox();
    void edit(double value);
    void showInBox();
    void showOnSlider();

    Sampler sampler_;
    QSlider* slider_;
    QAbstractSpinBox* box_;
};

} // namespace tempera::ui
