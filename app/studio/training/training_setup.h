// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/run_plan.h"

#include <QObject>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace tempera::studio {

/// What the next run is going to be: one plan, which the Corpus and the Model tab both show and
/// change. Kept from start to start, but for where its model is kept.
class TrainingSetup final : public QObject {
    Q_OBJECT
public:
    /// Borrows the settings. A plan in them that can't be used is passed over.
    explicit TrainingSetup(QSettings& settings, QObject* parent = nullptr);

    const ui::RunPlan& plan() const { return plan_; }
    /// Nothing happens where the plan stays the same.
    void change(const ui::RunPlan& plan);
    /// The plan for another corpus: where nobody has planned anything yet, the small network is for
    /// the built-in reviews and the book's for everything else.
    void suggestFor(const QString& corpus);

Q_SIGNALS:
    void changed(const tempera::ui::RunPlan& plan);

private:
    QSettings& settings_;
    ui::RunPlan plan_;
};

} // namespace tempera::studio
