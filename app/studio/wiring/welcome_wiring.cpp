// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/corpus_download.h"
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/welcome/welcome_panel.h"

#include <QSettings>

namespace tempera::studio {

namespace {

using State = ui::DownloadStatus::State;
constexpr const char* showAtStartKey = "welcome/show_at_start";

ui::DownloadStatus idleStatus(const CorpusDownload& download) {
    ui::DownloadStatus status;
    status.state = download.isPresent() ? State::done : State::absent;
    status.received = download.partialSize();
    status.total = download.source().size;
    return status;
}

void connectDownload(CorpusDownload& download, ui::WelcomePanel& panel) {
    panel.setDownloadStatus(idleStatus(download));
    QObject::connect(&panel, &ui::WelcomePanel::downloadRequested, &download,
                     &CorpusDownload::start);
    QObject::connect(&panel, &ui::WelcomePanel::downloadCancelRequested, &download,
                     &CorpusDownload::cancel);
    QObject::connect(
        &download, &CorpusDownload::progressed, &panel, [&panel](const DownloadProgress& progress) {
            panel.setDownloadStatus(
                {State::running, progress.received, progress.total, progress.bytesPerSecond, {}});
        });
    QObject::connect(&download, &CorpusDownload::verifying, &panel, [&panel, &download] {
        const qint64 size = download.source().size;
        panel.setDownloadStatus({State::verifying, size, size, 0.0, {}});
    });
    QObject::connect(&download, &CorpusDownload::failed, &panel,
                     [&panel, &download](const QString& message) {
                         panel.setDownloadStatus({State::failed, download.partialSize(),
                                                  download.source().size, 0.0, message});
                     });
    const auto showIdle = [&panel, &download] { panel.setDownloadStatus(idleStatus(download)); };
    QObject::connect(&download, &CorpusDownload::finished, &panel, showIdle);
    QObject::connect(&download, &CorpusDownload::cancelled, &panel, showIdle);
}

} // namespace

void wireWelcome(Studio& studio) {
    ui::MainWindow& window = studio.window();
    ui::WelcomePanel& panel = window.welcome();
    auto* const download =
        new CorpusDownload(imdbReviews(), {CorpusDownload::defaultFolder()}, &studio);
    connectDownload(*download, panel);
    const auto hide = [&panel] { panel.hide(); };
    QObject::connect(&panel, &ui::WelcomePanel::closed, &panel, hide);
    QObject::connect(&studio.training(), &TrainingController::started, &panel, hide);
    QObject::connect(&panel, &ui::WelcomePanel::tryBuiltinRequested, &studio, [&studio, hide] {
        studio.model().loadBuiltin();
        hide();
    });
    QObject::connect(&panel, &ui::WelcomePanel::trainBuiltinRequested, &studio, [&studio, hide] {
        hide();
        setUpTraining(studio, {});
    });
    QObject::connect(&panel, &ui::WelcomePanel::openRequested, &studio, [&window, hide] {
        hide();
        window.actions().open->trigger();
    });
    QObject::connect(&panel, &ui::WelcomePanel::trainDownloadedRequested, &studio,
                     [&studio, download, hide] {
                         hide();
                         setUpTraining(studio, download->path());
                     });
    QObject::connect(window.actions().welcome, &QAction::triggered, &window,
                     [&panel] { panel.show(); });
    const bool show = QSettings().value(showAtStartKey, true).toBool();
    panel.setShowAtStart(show);
    panel.setVisible(show);
    QObject::connect(&panel, &ui::WelcomePanel::showAtStartChanged, &studio,
                     [](bool wanted) { QSettings().setValue(showAtStartKey, wanted); });
}

} // namespace tempera::studio
