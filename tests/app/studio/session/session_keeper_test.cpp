// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/session/session_keeper.h"

#include "app/studio/exploration_fixture.h"
#include "app/studio/session/session_file.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace tempera;
using namespace tempera::studio;

class SessionKeeperTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    QString path(const char* name) const { return folder_.filePath(name); }

    void leaveSession(const QString& file, const std::string& model) {
        Session session;
        session.state.prompt = "the story";
        session.modelPath = model;
        saveSession(file.toStdString(), session);
    }

private Q_SLOTS:
    void firstStartHasTheBuiltInModelAndNoMessage() {
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, path("none/session.json"));
        QCOMPARE(keeper.restore(), QString());
        QVERIFY(fixture.model.handle() != nullptr);
        QVERIFY(fixture.exploration.state() == ExplorationState());
    }

    void sessionAndModelComeBack() {
        const QString model = path("tiny.safetensors");
        saveModel(model.toStdString(), tinyModel(4)->file());
        const QString file = path("new folder/session.json");
        {
            ExplorationFixture fixture;
            SessionKeeper keeper(fixture.exploration, fixture.model, file);
            fixture.model.set(tinyModel(4), model);
            fixture.change([](ExplorationState& state) { state.prompt = "a plot"; });
            QCOMPARE(keeper.save(), QString());
        }
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, file);
        QCOMPARE(keeper.restore(), QString());
        QCOMPARE(fixture.exploration.state().prompt, std::string("a plot"));
        QVERIFY(!fixture.exploration.undoStack().canUndo());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.model.path(), model, patience);
        QCOMPARE(fixture.model.handle()->hash(), tinyModel(4)->hash());
    }

    void vanishedModelIsToldAndReplacedByTheBuiltInOne() {
        const QString file = path("vanished.json");
        leaveSession(file, "/nowhere/at all.safetensors");
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, file);
        const QString problem = keeper.restore();
        QVERIFY(problem.contains("/nowhere/at all.safetensors"));
        QVERIFY(fixture.model.handle() != nullptr);
        QCOMPARE(fixture.model.path(), QString());
        QCOMPARE(fixture.exploration.state().prompt, std::string("the story"));
    }

    void aModelThatIsStillBeingReadIsRemembered() {
        const QString file = path("reading.json");
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, file);
        fixture.model.load("/somewhere/large.safetensors"); // its answer waits for the event loop
        QCOMPARE(keeper.save(), QString());
        QCOMPARE(loadSession(file.toStdString())->modelPath,
                 std::string("/somewhere/large.safetensors"));
    }

    void damagedSessionIsToldAndLeavesTheStateAlone() {
        const QString file = path("damaged.json");
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(R"({"format": "tempera-session", "format_version": 1, "prompt": "no")");
        damaged.close();
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, file);
        QVERIFY(keeper.restore().contains(file));
        QVERIFY(fixture.exploration.state() == ExplorationState());
        QVERIFY(fixture.model.handle() != nullptr);
    }

    void aSessionThatCannotBeReadIsKeptBesideTheNext() {
        const QString file = path("newer.json");
        const QByteArray newer = R"({"format": "tempera-session", "format_version": 99})";
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(newer);
        written.close();
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, file);
        const QString kept = path("newer.json.unreadable");
        const QString problem = keeper.restore();
        QVERIFY2(problem.contains(kept), qPrintable(problem));
        QCOMPARE(keeper.save(), QString());
        QVERIFY(loadSession(file.toStdString()).has_value());
        QFile unreadable(kept);
        QVERIFY(unreadable.open(QIODevice::ReadOnly));
        QCOMPARE(unreadable.readAll(), newer);
    }

    void whatIsNoFileIsNeitherReadNorWaitedFor_data() {
        QTest::addColumn<bool>("isModel");
        QTest::addColumn<QString>("target");
        const QString pipe = path("pipe"); // reading it would wait for ever
        QCOMPARE(::mkfifo(pipe.toStdString().c_str(), 0600), 0);
        for (const QString& target : {pipe, QString("/dev/zero"), folder_.path()}) {
            QTest::addRow("model %s", qPrintable(target)) << true << target;
            QTest::addRow("session %s", qPrintable(target)) << false << target;
        }
    }

    void whatIsNoFileIsNeitherReadNorWaitedFor() {
        QFETCH(const bool, isModel);
        QFETCH(const QString, target);
        const QString file = path("session of what is no file.json");
        QFile::remove(file);
        if (isModel)
            leaveSession(file, target.toStdString());
        else
            QVERIFY(QFile::link(target, file));
        ExplorationFixture fixture;
        QSignalSpy failed(&fixture.model, &CurrentModel::failed);
        SessionKeeper keeper(fixture.exploration, fixture.model, file);
        const QString problem = keeper.restore();
        if (isModel) {
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
            QVERIFY2(failed.at(0).at(1).toString().contains("not a file"),
                     qPrintable(failed.at(0).at(1).toString()));
        } else {
            QVERIFY2(problem.contains("not a file"), qPrintable(problem));
        }
        QCOMPARE(fixture.model.path(), QString()); // the built-in model
        QVERIFY(fixture.model.handle() != nullptr);
    }

    void changesAreWrittenAMomentLater() {
        const QString file = path("later.json");
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, file);
        fixture.change([](ExplorationState& state) { state.seed = 12; });
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), patience);
        QCOMPARE(loadSession(file.toStdString())->state.seed, std::uint64_t{12});
    }

    void failedSaveIsTold() {
        QFile blocking(path("file"));
        QVERIFY(blocking.open(QIODevice::WriteOnly));
        ExplorationFixture fixture;
        SessionKeeper keeper(fixture.exploration, fixture.model, path("file/session.json"));
        QVERIFY(!keeper.save().isEmpty());
        QSignalSpy failed(&keeper, &SessionKeeper::saveFailed);
        fixture.change([](ExplorationState& state) { state.seed = 12; });
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    }
};

QTEST_GUILESS_MAIN(SessionKeeperTest)
#include "session_keeper_test.moc"
