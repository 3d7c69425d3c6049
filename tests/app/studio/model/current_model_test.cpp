// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/model/current_model.h"

#include "core/training/checkpoint_file.h"
#include "support/small_checkpoint.h"
#include "support/temporary_folder.h"

#include <QSemaphore>
#include <QThreadPool>
#include <QtTest>
#include <atomic>

using namespace tempera;
using namespace tempera::studio;

namespace {

constexpr int patience = 60'000;

std::atomic<int> warnings = 0;

void countWarnings(QtMsgType type, const QMessageLogContext& /*context*/, const QString& text) {
    if (type == QtWarningMsg && text.contains("postEvent"))
        ++warnings;
}

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
        QVERIFY(changed.wait(patience));
        QCOMPARE(model.path(), file_);
        QCOMPARE(model.handle()->vocabulary().size(), std::size_t{5}); // three and the two of all
    }

    void aMissingFileIsToldAndTheModelStays() {
        CurrentModel model;
        model.loadBuiltin();
        const ModelHandle before = model.handle();
        QSignalSpy failed(&model, &CurrentModel::failed);
        model.load("/nowhere/model.safetensors");
        QVERIFY(failed.wait(patience));
        QVERIFY(failed.front()[1].toString().contains("/nowhere/model.safetensors"));
        QVERIFY(model.handle() == before);
    }

    void newestWishCounts() {
        CurrentModel model;
        QSignalSpy changed(&model, &CurrentModel::changed);
        model.load(file_);
        model.loadBuiltin();
        QTest::qWait(100);
        QCOMPARE(changed.count(), 1);
        QVERIFY(model.path().isEmpty());
    }

    /// The window is closed while a file is read: its answer must not look for the object.
    void endsWhileAFileIsRead() {
        QThreadPool& pool = *QThreadPool::globalInstance();
        const int threads = pool.maxThreadCount();
        pool.setMaxThreadCount(1);
        QSemaphore free;
        pool.start([&free] { free.acquire(); });
        const QtMessageHandler handler = qInstallMessageHandler(countWarnings);
        {
            CurrentModel model;
            model.load(file_);
        }
        free.release();
        const bool done = pool.waitForDone(patience);
        qInstallMessageHandler(handler);
        pool.setMaxThreadCount(threads);
        QVERIFY(done);
        QCOMPARE(warnings.load(), 0);
    }
};

QTEST_GUILESS_MAIN(CurrentModelTest)
#include "current_model_test.moc"
