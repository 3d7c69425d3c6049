// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/model/current_model.h"

#include "core/training/checkpoint_file.h"
#include "support/small_checkpoint.h"
#include "support/temporary_folder.h"

#include <QSemaphore>
#include <QThreadPool>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

namespace {

constexpr int patience = 60'000;

} // namespace

class CurrentModelTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder folder_;
    QString file_;

private Q_SLOTS:
    void initTestCase() {
        const auto path = folder_ / "run.tempera";
        saveCheckpoint(path, test::smallCheckpoint(4));
        file_ = QString::fromStdString(path.string());
    }

    void readsAFile() {
        CurrentModel model;
        QSignalSpy changed(&model, &CurrentModel::changed);
        model.load(file_);
        QCOMPARE(model.wantedPath(), file_);
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, patience);
        QCOMPARE(model.path(), file_);
        QCOMPARE(model.handle()->vocabulary().size(), std::size_t{5}); // three and the two of all
    }

    void aMissingFileIsToldAndTheModelStays() {
        CurrentModel model;
        model.loadBuiltin();
        const ModelHandle before = model.handle();
        QSignalSpy failed(&model, &CurrentModel::failed);
        model.load("/nowhere/model.safetensors");
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience); // at once, where it is quick
        QVERIFY(failed.front()[1].toString().contains("/nowhere/model.safetensors"));
        QVERIFY(model.handle() == before);
    }

    void newestWishCounts() {
        CurrentModel model;
        model.load(file_);
        model.loadBuiltin();
        QTest::qWait(100); // for an answer that would come too late
        QVERIFY(model.path().isEmpty());
    }

    /// Its readings are its own: nothing else is waited for, and none outlives it.
    void readsWhileThePoolOfAllIsBusy() {
        QThreadPool& pool = *QThreadPool::globalInstance();
        QSemaphore free;
        for (int i = 0; i < pool.maxThreadCount(); ++i)
            pool.start([&free] { free.acquire(); });
        const auto goOn = qScopeGuard([&] {
            free.release(pool.maxThreadCount());
            pool.waitForDone();
        });
        CurrentModel model;
        QSignalSpy changed(&model, &CurrentModel::changed);
        model.load(file_);
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, patience);
    }

    void endsWhileAFileIsRead() {
        for (int i = 0; i < 50; ++i) {
            CurrentModel model;
            model.load(file_);
        }
    }
};

QTEST_GUILESS_MAIN(CurrentModelTest)
#include "current_model_test.moc"
