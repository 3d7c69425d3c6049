// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/vocabulary_panel.h"

#include "ui/corpus/vocabulary_delegate.h"
#include "ui/corpus/vocabulary_model.h"
#include "ui/samplers/number_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

VocabularyPanel::VocabularyPanel(QWidget* parent)
    : QWidget(parent),
      model_(new VocabularyModel(this)),
      search_(new QLineEdit(this)),
      found_(new QLabel(this)),
      end_(new QPushButton(tr("To the &End"), this)),
      table_(new QTableView(this)) {
    search_->setPlaceholderText(tr("find a word"));
    search_->setClearButtonEnabled(true);
    search_->setAccessibleName(tr("Find a word"));
    search_->setToolTip(tr("Shows the words that contain this text."));
    end_->setAccessibleName(tr("To the end of the vocabulary"));
    end_->setToolTip(tr("Goes to the last words that are in the vocabulary."));
    found_->setForegroundRole(QPalette::PlaceholderText);
    createTable();
    layOut();
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        model_->setSearch(text);
        table_->scrollToTop();
        showFound();
    });
    connect(end_, &QPushButton::clicked, this, &VocabularyPanel::showEnd);
}

void VocabularyPanel::createTable() {
    table_->setModel(model_);
    table_->setItemDelegate(new VocabularyDelegate(table_));
    table_->setAccessibleName(tr("Vocabulary"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    sizeColumns();
    connectTable();
}

void VocabularyPanel::sizeColumns() {
    const QFontMetrics metrics(font());
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(metrics.height() * 3 / 2);
    QHeaderView& header = *table_->horizontalHeader();
    header.setHighlightSections(false);
    header.setSectionResizeMode(QHeaderView::Interactive);
    header.setSectionResizeMode(VocabularyModel::wordColumn, QHeaderView::Stretch);
    const int padding = 2 * metrics.averageCharWidth();
    const auto widthOf = [&](const char* text) {
        return metrics.horizontalAdvance(QLatin1String(text)) + 2 * padding;
    };
    table_->setColumnWidth(VocabularyModel::idColumn, widthOf("100,000"));
    table_->setColumnWidth(VocabularyModel::countColumn, widthOf("1,000,000"));
    table_->setColumnWidth(VocabularyModel::shareColumn, widthOf("< 0.001 %"));
    table_->setColumnWidth(VocabularyModel::coverageColumn, widthOf("100.00 %"));
}

void VocabularyPanel::connectTable() {
    auto* show = new QAction(tr("&Show a Document with It"), table_);
    connect(show, &QAction::triggered, this, &VocabularyPanel::requestDocument);
    table_->addAction(show);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(table_, &QTableView::doubleClicked, this, &VocabularyPanel::requestDocument);
    table_->installEventFilter(this);
}

void VocabularyPanel::layOut() {
    const int space = fontMetrics().height() / 3;
    auto* row = new QHBoxLayout;
    row->addWidget(search_, 1);
    row->addWidget(found_);
    row->addWidget(end_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    layout->addLayout(row);
    layout->addWidget(table_, 1);
}

void VocabularyPanel::setOverview(const SharedOverview& overview) {
    model_->setOverview(overview);
    table_->scrollToTop();
    showFound();
}

void VocabularyPanel::setFigures(const CorpusFigures& figures) {
    model_->setVocabularyWords(figures.words);
}

void VocabularyPanel::showFound() {
    const int rows = model_->rowCount();
    found_->setText(rows == 1 ? tr("1 word") : tr("%1 words").arg(countText(rows)));
}

void VocabularyPanel::showEnd() {
    const int last = std::min(model_->firstUnknownRow(), model_->rowCount()) - 1;
    const QModelIndex index = model_->index(std::max(last, 0), VocabularyModel::wordColumn);
    table_->setCurrentIndex(index);
    table_->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void VocabularyPanel::requestDocument() {
    if (const QModelIndex current = table_->currentIndex(); current.isValid())
        Q_EMIT documentRequested(model_->wordIndexAt(current.row()));
}

bool VocabularyPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<const QKeyEvent&>(*event).key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            requestDocument();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tempera::ui
