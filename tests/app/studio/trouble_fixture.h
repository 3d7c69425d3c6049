// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/studio_training.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <utility>

namespace tempera::test {

/// A limit that no test waits for.
inline constexpr std::int64_t endless = 1'000'000;

inline QString fileName(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// A studio with a library in a folder of its own, and what is done there in trouble.
struct TroubleFixture {
    explicit TroubleFixture(studio::LanguageModelFactory factory = studio::libtorchLanguageModel)
        : fixture({}, std::move(factory), fileName(folder / "runs")) {}

    studio::TrainingController& training() { return fixture.studio().training(); }
    void train(const TrainingSettings& settings) {
        plan(fixture, settings);
        QTest::mouseClick(&button(pedals(fixture.window().strip()), "Train"), Qt::LeftButton);
    }
    void stop() {
        QTest::mouseClick(&button(pedals(fixture.window().strip()), "Stop training"),
                          Qt::LeftButton);
        QVERIFY(awaitEnd(fixture));
    }
    void take(const QString& text) {
        QAbstractButton* const found = wayOut(fixture, text);
        QVERIFY2(found != nullptr, qPrintable(waysOut(fixture).join(", ")));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    /// Until the step is done, or the run is over.
    bool reach(qint64 step) {
        return QTest::qWaitFor(
                   [&] { return training().status().step >= step || !training().isRunning(); },
                   trainingPatience) &&
               training().status().step >= step;
    }
    QString checkpoint() { return fixture.studio().runKeeper().current().checkpoint; }

    TemporaryFolder folder;
    StudioFixture fixture;
};

} // namespace tempera::test
