// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_setup.h"

#include "core/system/available_processors.h"
#include "core/system/error.h"

#include <QSettings>
#include <algorithm>

namespace tempera::studio {

namespace {

constexpr const char* settingsKey = "training/settings";
constexpr const char* threadsKey = "training/threads";
constexpr const char* leaveOneCoreFreeKey = "training/leaveOneCoreFree";

TrainingSettings suggestedSettings(const QString& corpus) {
    if (corpus.isEmpty())
        return smallTrainingSettings();
    TrainingSettings settings = bookTrainingSettings();
    settings.limits.epochs = 10;
    return settings;
}

} // namespace

TrainingSetup::TrainingSetup(QSettings& settings, QObject* parent)
    : QObject(parent), settings_(settings) {
    plan_.settings = suggestedSettings({});
    plan_.threads = std::clamp(settings.value(threadsKey, availableProcessors()).toInt(), 1,
                               availableProcessors());
    plan_.leaveOneCoreFree = settings.value(leaveOneCoreFreeKey, false).toBool();
    const QByteArray kept = settings.value(settingsKey).toByteArray();
    try {
        if (!kept.isEmpty())
            plan_.settings = trainingSettingsFromJson(kept.toStdString());
    } catch (const Error&) { // of another version: nobody misses it
    }
}

void TrainingSetup::change(const ui::RunPlan& plan) {
    if (plan == plan_)
        return;
    plan_ = plan;
    settings_.setValue(settingsKey, QByteArray::fromStdString(toJson(plan.settings)));
    settings_.setValue(threadsKey, plan.threads);
    settings_.setValue(leaveOneCoreFreeKey, plan.leaveOneCoreFree);
    Q_EMIT changed(plan_);
}

void TrainingSetup::suggestFor(const QString& corpus) {
    const bool untouched = plan_.settings == suggestedSettings({}) ||
                           plan_.settings == suggestedSettings(QStringLiteral("any"));
    if (!untouched)
        return;
    ui::RunPlan plan = plan_;
    plan.settings = suggestedSettings(corpus);
    change(plan);
}

} // namespace tempera::studio
