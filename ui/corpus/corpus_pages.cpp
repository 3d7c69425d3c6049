// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_pages.h"

#include <QGridLayout>
#include <QTabBar>

namespace tempera::ui {

namespace {

enum Page { chartsPage, vocabularyPage, documentsPage };
/// In lines of text.
constexpr int sideBySideHeight = 21;

} // namespace

CorpusPages::CorpusPages(QWidget* charts, QWidget* vocabulary, QWidget* documents, QWidget* parent)
    : QWidget(parent),
      charts_(charts),
      vocabulary_(vocabulary),
      documents_(documents),
      tabs_(new QTabBar(this)),
      grid_(new QGridLayout(this)) {
    tabs_->addTab(tr("Charts"));
    tabs_->addTab(tr("Vocabulary"));
    tabs_->addTab(tr("Documents"));
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setAccessibleName(tr("What is shown of the corpus"));
    tabs_->setToolTip(tr("Shows one of the three; drag the panel up to see them all."));
    grid_->setContentsMargins({});
    grid_->setSpacing(fontMetrics().height() / 2);
    connect(tabs_, &QTabBar::currentChanged, this, [this] {
        if (compact_)
            arrange();
    });
    arrange();
}

void CorpusPages::showDocuments() {
    tabs_->setCurrentIndex(documentsPage);
}

void CorpusPages::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool compact = height() < sideBySideHeight * fontMetrics().height();
    if (compact == compact_)
        return;
    compact_ = compact;
    arrange();
}

void CorpusPages::arrange() {
    for (QWidget* part : {static_cast<QWidget*>(tabs_), charts_, vocabulary_, documents_})
        grid_->removeWidget(part);
    tabs_->setVisible(compact_);
    grid_->setVerticalSpacing(compact_ ? 2 : fontMetrics().height() / 2);
    if (compact_)
        placeBehindTabs();
    else
        placeSideBySide();
}

void CorpusPages::placeSideBySide() {
    grid_->addWidget(charts_, 0, 0, 1, 2);
    grid_->addWidget(vocabulary_, 1, 0);
    grid_->addWidget(documents_, 1, 1);
    grid_->setColumnStretch(0, 5);
    grid_->setColumnStretch(1, 6);
    grid_->setRowStretch(0, 5);
    grid_->setRowStretch(1, 6);
    for (QWidget* part : {charts_, vocabulary_, documents_})
        part->show();
}

void CorpusPages::placeBehindTabs() {
    grid_->addWidget(tabs_, 0, 0, 1, 2);
    QWidget* const pages[] = {charts_, vocabulary_, documents_};
    grid_->setRowStretch(0, 0);
    grid_->setRowStretch(1, 1);
    for (int page = chartsPage; page <= documentsPage; ++page) {
        pages[page]->setVisible(page == tabs_->currentIndex());
        if (page == tabs_->currentIndex())
            grid_->addWidget(pages[page], 1, 0, 1, 2);
    }
}

QSize CorpusPages::minimumSizeHint() const {
    const int height = fontMetrics().height();
    return {30 * height, 5 * height};
}

} // namespace tempera::ui
