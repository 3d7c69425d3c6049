// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_header.h"

#include "ui/corpus/corpus_figures.h"
#include "ui/samplers/number_text.h"
#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr int progressSteps = 1'000;

QString number(std::uint64_t value) {
    return countText(static_cast<qint64>(value));
}

} // namespace

QString corpusSentence(const CorpusOverview& overview) {
    const CorpusReadingSummary& summary = overview.corpus->summary();
    const CorpusStatistics& statistics = overview.statistics;
    QStringList parts{documentCountText(statistics.documents()),
                      CorpusHeader::tr("%1 words").arg(number(statistics.words())),
                      CorpusHeader::tr("%1 distinct").arg(number(statistics.distinctWords())),
                      QString::fromStdString(summary.kind)};
    if (!summary.skippedBinaryFiles.empty())
        parts.append(CorpusHeader::tr("%1 files skipped that are not text")
                         .arg(number(summary.skippedBinaryFiles.size())));
    if (summary.invalidUtf8Sequences > 0)
        parts.append(CorpusHeader::tr("%1 places were not UTF-8 and are marked \ufffd")
                         .arg(number(summary.invalidUtf8Sequences)));
    return parts.join(u" \u00b7 "_qs);
}

CorpusHeader::CorpusHeader(QWidget* parent)
    : QWidget(parent),
      name_(new QLabel(this)),
      counts_(new QLabel(this)),
      open_(createOpenButton()),
      setUp_(new QPushButton(tr("Choose a &Model..."), this)),
      progressText_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      cancel_(new QPushButton(tr("&Cancel"), this)),
      problem_(new QLabel(this)) {
    describe();
    layOut();
    colorTexts();
    connect(setUp_, &QPushButton::clicked, this, &CorpusHeader::setUpRequested);
    connect(cancel_, &QPushButton::clicked, this, &CorpusHeader::cancelRequested);
    clearReading();
    setProblem({});
}

QPushButton* CorpusHeader::createOpenButton() {
    auto* button = new QPushButton(tr("&Open"), this);
    auto* menu = new QMenu(button);
    const auto add = [&](const QString& text, void (CorpusHeader::*signal)()) {
        connect(menu->addAction(text), &QAction::triggered, this, signal);
    };
    add(tr("A &File or Archive..."), &CorpusHeader::openFileRequested);
    add(tr("A F&older..."), &CorpusHeader::openFolderRequested);
    menu->addSeparator();
    add(tr("The &Built-in Reviews"), &CorpusHeader::builtinRequested);
    add(tr("&Download the IMDB Reviews..."), &CorpusHeader::downloadRequested);
    button->setMenu(menu);
    return button;
}

void CorpusHeader::describe() {
    open_->setAccessibleName(tr("Open a corpus"));
    open_->setToolTip(tr("Opens another corpus; a file or folder can also be dropped here."));
    setUp_->setAccessibleName(tr("Choose a model"));
    setUp_->setToolTip(tr("Goes on to the model that is to be trained on this corpus."));
    cancel_->setAccessibleName(tr("Cancel reading"));
    cancel_->setToolTip(tr("Stops reading; what was open before stays."));
    for (QPushButton* button : {open_, setUp_, cancel_})
        button->setAccessibleDescription(button->toolTip());
    progress_->setRange(0, progressSteps);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Reading the corpus"));
    counts_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    counts_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    problem_->setWordWrap(true);
    problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

QWidget* CorpusHeader::createProgressRow() {
    progressRow_ = new QWidget(this);
    auto* row = new QHBoxLayout(progressRow_);
    row->setContentsMargins({});
    row->addWidget(progressText_);
    row->addWidget(progress_, 1);
    row->addWidget(cancel_);
    return progressRow_;
}

void CorpusHeader::layOut() {
    auto* row = new QHBoxLayout;
    row->setSpacing(fontMetrics().height() / 2);
    row->addWidget(name_);
    row->addWidget(counts_, 1);
    row->addWidget(open_);
    row->addWidget(setUp_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(fontMetrics().height() / 3);
    layout->addLayout(row);
    layout->addWidget(createProgressRow());
    layout->addWidget(problem_);
}

void CorpusHeader::setOverview(const CorpusOverview* overview) {
    for (QWidget* part : std::initializer_list<QWidget*>{open_, setUp_})
        part->setVisible(overview != nullptr); // without a corpus the empty state has the buttons
    name_->setText(overview != nullptr ? overview->name : QString());
    name_->setToolTip(overview != nullptr ? plainToolTip(overview->path) : QString());
    counts_->setText(overview != nullptr ? corpusSentence(*overview) : QString());
    counts_->setToolTip(tr("Counted over all documents: %1").arg(counts_->text()));
}

void CorpusHeader::setReading(const QString& name, double fraction) {
    progressText_->setText(tr("Reading %1...").arg(name));
    progress_->setValue(
        static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * progressSteps)));
    progressRow_->show();
    setProblem({});
}

void CorpusHeader::clearReading() {
    progressRow_->hide();
}

void CorpusHeader::setProblem(const QString& message) {
    problem_->setText(message);
    problem_->setVisible(!message.isEmpty());
}

void CorpusHeader::colorTexts() {
    const ThemeColors colors = themeColors(palette());
    const auto color = [](QLabel& label, const QColor& text) {
        QPalette own;
        own.setColor(QPalette::WindowText, text);
        label.setPalette(own);
    };
    color(*counts_, colors.secondaryText);
    color(*problem_, colors.warningText);
    name_->setFont(scaledFont(font(), 1.05, QFont::DemiBold));
}

void CorpusHeader::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        colorTexts();
}

} // namespace tempera::ui
