// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_panel.h"

#include "ui/results/results_model.h"
#include "ui/text/flow_layout.h"
#include "ui/text/generate_many_button.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

ResultsPanel::ResultsPanel(QWidget* parent)
    : QWidget(parent),
      model_(new ResultsModel(this)),
      order_(new ResultsOrder(this)),
      table_(new QTableView(this)),
      pages_(new QStackedWidget(this)),
      generate_(new GenerateManyButton(this)),
      progressText_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      makeCurrent_(new QPushButton(tr("Make Current"), this)),
      copy_(new QPushButton(tr("Copy"), this)),
      export_(new QPushButton(tr("Export Selected..."), this)),
      copyAction_(new QAction(tr("&Copy"), this)) {
    createTable();
    createActions();
    describe();
    layOut();
    connectParts();
    setProgress(0, 0);
    updateState();
}

void ResultsPanel::createTable() {
    order_->setSourceModel(model_);
    table_->setModel(order_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    const int lineHeight = QFontMetrics(font()).height();
    table_->verticalHeader()->setDefaultSectionSize(lineHeight * 8 / 5);
    QHeaderView& header = *table_->horizontalHeader();
    header.setHighlightSections(false);
    header.setSectionResizeMode(QHeaderView::ResizeToContents);
    header.setSectionResizeMode(ResultsModel::textColumn, QHeaderView::Stretch);
    table_->setSortingEnabled(true);
    // In the order in which they were asked for, until a person wants another one.
    table_->sortByColumn(-1, Qt::AscendingOrder);
    table_->installEventFilter(this);
}

void ResultsPanel::createActions() {
    copyAction_->setShortcut(QKeySequence::Copy);
    copyAction_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    auto* current = new QAction(tr("&Make Current"), this);
    auto* exporting = new QAction(tr("&Export Selected..."), this);
    connect(current, &QAction::triggered, this, &ResultsPanel::activateCurrent);
    connect(exporting, &QAction::triggered, this, [this] { export_->click(); });
    table_->addActions({current, copyAction_, exporting});
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ResultsPanel::describe() {
    table_->setAccessibleName(tr("Results"));
    cancel_->setToolTip(tr("Stops writing texts; those that are finished stay"));
    makeCurrent_->setToolTip(tr("Shows the selected text above, with its seed (Enter)"));
    copy_->setToolTip(tr("Copies the selected texts, one a line (Ctrl+C)"));
    export_->setToolTip(tr("Saves the selected texts with all their figures"));
    for (QPushButton* button : {cancel_, makeCurrent_, copy_, export_}) {
        button->setAccessibleName(button->text());
        button->setAccessibleDescription(button->toolTip());
    }
    progress_->setAccessibleName(tr("Texts written"));
    progress_->setTextVisible(false);
}

QWidget* ResultsPanel::controls() {
    auto* row = new QWidget(this);
    auto* layout = new FlowLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(QFontMetrics(font()).height() / 2);
    for (QWidget* control : {static_cast<QWidget*>(generate_), static_cast<QWidget*>(makeCurrent_),
                             static_cast<QWidget*>(copy_), static_cast<QWidget*>(export_),
                             static_cast<QWidget*>(progress_), static_cast<QWidget*>(progressText_),
                             static_cast<QWidget*>(cancel_)})
        layout->addWidget(control);
    return row;
}

QWidget* ResultsPanel::emptyState() {
    emptyText_ = new QLabel(
        tr("No texts yet.\n\nGenerate many from the same prompt, each with a seed of its own.\n"
           "Compare them here; double-click one to make it the current text."),
        this);
    emptyText_->setAlignment(Qt::AlignCenter);
    emptyText_->setWordWrap(true);
    colorEmptyState();
    return emptyText_;
}

void ResultsPanel::layOut() {
    const int space = QFontMetrics(font()).height() / 2;
    pages_->addWidget(emptyState());
    pages_->addWidget(table_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    layout->addWidget(controls());
    layout->addWidget(pages_, 1);
}

void ResultsPanel::connectParts() {
    connect(generate_, &GenerateManyButton::generateManyRequested, this,
            &ResultsPanel::generateRequested);
    connect(cancel_, &QPushButton::clicked, this, &ResultsPanel::cancelRequested);
    connect(makeCurrent_, &QPushButton::clicked, this, &ResultsPanel::activateCurrent);
    connect(copy_, &QPushButton::clicked, this, &ResultsPanel::copySelected);
    connect(copyAction_, &QAction::triggered, this, &ResultsPanel::copySelected);
    connect(export_, &QPushButton::clicked, this, [this] {
        if (const std::vector<int> rows = selectedRows(); !rows.empty())
            Q_EMIT exportRequested(rows);
    });
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        Q_EMIT rowActivated(order_->mapToSource(index).row());
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ResultsPanel::updateState);
}

void ResultsPanel::clear() {
    model_->clear();
    updateState();
}

void ResultsPanel::setRow(int index, const ResultRow& row) {
    model_->setRow(index, row);
    updateState();
}

void ResultsPanel::setProgress(int done, int total) {
    const bool busy = done < total;
    progress_->setRange(0, std::max(total, 1));
    progress_->setValue(done);
    progressText_->setText(
        total > 0 ? tr("%1 of %2").arg(locale().toString(done), locale().toString(total))
                  : QString());
    progress_->setVisible(busy);
    cancel_->setVisible(busy);
}

std::vector<int> ResultsPanel::selectedRows() const {
    std::vector<int> rows;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        rows.push_back(order_->mapToSource(index).row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

bool ResultsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const auto& press = static_cast<const QKeyEvent&>(*event);
        // The table's own copying takes one cell.
        if (press.matches(QKeySequence::Copy)) {
            copySelected();
            return true;
        }
        const int key = press.key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            activateCurrent();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ResultsPanel::activateCurrent() {
    const QModelIndex current = table_->currentIndex();
    if (current.isValid())
        Q_EMIT rowActivated(order_->mapToSource(current).row());
}

void ResultsPanel::copySelected() const {
    QStringList texts;
    for (const int row : selectedRows())
        texts.append(model_->row(row).text);
    if (!texts.isEmpty())
        QGuiApplication::clipboard()->setText(texts.join(QLatin1Char('\n')));
}

void ResultsPanel::updateState() {
    const bool hasSelection = table_->selectionModel()->hasSelection();
    for (QPushButton* button : {copy_, export_})
        button->setEnabled(hasSelection);
    makeCurrent_->setEnabled(hasSelection);
    pages_->setCurrentIndex(model_->rowCount() > 0 ? 1 : 0);
}

void ResultsPanel::colorEmptyState() {
    QPalette colors;
    colors.setColor(QPalette::WindowText, themeColors(palette()).secondaryText);
    emptyText_->setPalette(colors);
}

void ResultsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && emptyText_ != nullptr)
        colorEmptyState();
}

} // namespace tempera::ui
