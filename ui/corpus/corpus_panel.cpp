// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_panel.h"

#include "ui/corpus/corpus_controls.h"
#include "ui/corpus/corpus_empty_state.h"
#include "ui/corpus/corpus_figures.h"
#include "ui/corpus/corpus_header.h"
#include "ui/corpus/corpus_pages.h"
#include "ui/corpus/corpus_readouts.h"
#include "ui/corpus/coverage_chart.h"
#include "ui/corpus/document_browser.h"
#include "ui/corpus/length_chart.h"
#include "ui/corpus/vocabulary_panel.h"
#include "ui/corpus/zipf_chart.h"
#include "ui/lens/lens_card.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <utility>

namespace tempera::ui {

namespace {

/// A card that holds one thing.
LensCard* cardWith(QWidget* content) {
    auto* card = new LensCard;
    auto* layout = new QVBoxLayout(card);
    const int inset = card->fontMetrics().height() / 6;
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->addWidget(content);
    return card;
}

} // namespace

CorpusPanel::CorpusPanel(QWidget* parent)
    : QWidget(parent),
      header_(new CorpusHeader(this)),
      empty_(new CorpusEmptyState(this)),
      controls_(new CorpusControls(this)),
      readouts_(new CorpusReadouts(this)),
      coverage_(new CoverageChart(this)),
      lengths_(new LengthChart(this)),
      zipf_(new ZipfChart(this)),
      vocabulary_(new VocabularyPanel(this)),
      documents_(new DocumentBrowser(this)),
      stack_(new QStackedWidget(this)) {
    layOut();
    connectOpening();
    connectParts();
    setCorpus(nullptr);
}

void CorpusPanel::layOut() {
    const int space = fontMetrics().height() / 2;
    auto* body = new QWidget(this);
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins({});
    row->setSpacing(space);
    row->addWidget(createSide());
    row->addWidget(createPages(), 1);
    stack_->addWidget(empty_);
    stack_->addWidget(body);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space, space / 2, space, space);
    layout->setSpacing(space / 2);
    layout->addWidget(header_);
    layout->addWidget(stack_, 1);
}

QWidget* CorpusPanel::createSide() {
    auto* content = new LensCard;
    auto* column = new QVBoxLayout(content);
    const int space = fontMetrics().height() / 2;
    column->setContentsMargins(space, space, space, space);
    column->setSpacing(space);
    column->addWidget(controls_);
    column->addWidget(readouts_);
    column->addStretch(1);
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    area->setWidget(content);
    area->setFixedWidth(content->sizeHint().width() +
                        area->verticalScrollBar()->sizeHint().width());
    return area;
}

QWidget* CorpusPanel::createCharts() {
    auto* charts = new QWidget(this);
    auto* row = new QHBoxLayout(charts);
    row->setContentsMargins({});
    row->setSpacing(fontMetrics().height() / 2);
    for (QWidget* chart : std::initializer_list<QWidget*>{coverage_, lengths_, zipf_})
        row->addWidget(cardWith(chart), 1);
    return charts;
}

QWidget* CorpusPanel::createPages() {
    pages_ = new CorpusPages(createCharts(), cardWith(vocabulary_), cardWith(documents_), this);
    return pages_;
}

void CorpusPanel::connectOpening() {
    const auto forward = [this](auto* part) {
        using Part = std::remove_pointer_t<decltype(part)>;
        connect(part, &Part::openFileRequested, this, &CorpusPanel::openFileRequested);
        connect(part, &Part::openFolderRequested, this, &CorpusPanel::openFolderRequested);
        connect(part, &Part::builtinRequested, this, &CorpusPanel::builtinRequested);
        connect(part, &Part::downloadRequested, this, &CorpusPanel::downloadRequested);
    };
    forward(header_);
    forward(empty_);
    connect(header_, &CorpusHeader::cancelRequested, this, &CorpusPanel::cancelRequested);
    connect(header_, &CorpusHeader::setUpRequested, this, &CorpusPanel::setUpRequested);
}

void CorpusPanel::connectParts() {
    connect(controls_, &CorpusControls::choiceChanged, this, &CorpusPanel::change);
    const auto sizeMoved = [this](qint64 size) {
        CorpusChoice choice = choice_;
        choice.vocabularySize = std::max<qint64>(size, smallestVocabulary);
        change(choice);
    };
    connect(coverage_, &MarkedChart::markerMoved, this, sizeMoved);
    connect(zipf_, &MarkedChart::markerMoved, this, sizeMoved);
    connect(lengths_, &MarkedChart::markerMoved, this, [this](qint64 length) {
        CorpusChoice choice = choice_;
        choice.sequenceLength = std::clamp<qint64>(length, shortestSequence, longestSequence);
        change(choice);
    });
    connect(vocabulary_, &VocabularyPanel::documentRequested, this, [this](quint32 word) {
        pages_->showDocuments();
        documents_->showWord(word);
    });
}

void CorpusPanel::setChoice(const CorpusChoice& choice) {
    choice_ = choice;
    controls_->setChoice(choice);
    refresh();
}

void CorpusPanel::change(const CorpusChoice& choice) {
    if (choice == choice_)
        return;
    setChoice(choice);
    Q_EMIT choiceChanged(choice);
}

void CorpusPanel::setReading(const QString& path, double fraction) {
    header_->setReading(path.isEmpty() ? tr("the built-in reviews") : QFileInfo(path).fileName(),
                        fraction);
}

void CorpusPanel::clearReading() {
    header_->clearReading();
}

void CorpusPanel::setProblem(const QString& message) {
    header_->clearReading();
    header_->setProblem(message);
}

void CorpusPanel::setCorpus(std::shared_ptr<const CorpusOverview> overview) {
    overview_ = std::move(overview);
    header_->clearReading();
    header_->setProblem({});
    stack_->setCurrentIndex(overview_ ? 1 : 0);
    coverage_->setOverview(overview_);
    lengths_->setOverview(overview_);
    zipf_->setOverview(overview_);
    vocabulary_->setOverview(overview_);
    documents_->setOverview(overview_);
    header_->setOverview(overview_.get());
    if (!overview_)
        return;
    controls_->setWholeVocabulary(
        static_cast<std::int64_t>(overview_->statistics.ranking().size()) + firstWordToken);
    refresh();
}

void CorpusPanel::refresh() {
    if (!overview_)
        return;
    const CorpusFigures figures = corpusFigures(*overview_, choice_);
    readouts_->setFigures(choice_, figures);
    coverage_->setFigures(choice_, figures);
    lengths_->setFigures(choice_, figures);
    zipf_->setFigures(choice_, figures);
    vocabulary_->setFigures(figures);
    documents_->setChoice(choice_);
}

QSize CorpusPanel::minimumSizeHint() const {
    const int height = fontMetrics().height();
    return {40 * height, 8 * height};
}

} // namespace tempera::ui
