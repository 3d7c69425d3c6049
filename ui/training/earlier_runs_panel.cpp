// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/earlier_runs_panel.h"

#include "ui/text/flow_layout.h"
#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"
#include "ui/training/run_look.h"

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

namespace {

QIcon swatch(const QColor& color, const QColor& border, int size) {
    QPixmap picture(2 * size, 2 * size); // sharp at twice the size
    picture.setDevicePixelRatio(2.0);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(border, 1.5)); // seen on the selection's colour
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(1.0, size / 3.0, size - 2.0, size / 3.0), 2.0, 2.0);
    painter.end();
    QIcon icon;
    for (const auto mode : {QIcon::Normal, QIcon::Selected, QIcon::Active})
        icon.addPixmap(picture, mode);
    return icon;
}

} // namespace

QString differencesText(const std::vector<EarlierRun::Difference>& differences) {
    QStringList lines;
    for (const auto& difference : differences)
        lines.append(EarlierRunsPanel::tr("%1: %2 here, %3 there")
                         .arg(difference.setting, difference.here, difference.there));
    return lines.isEmpty() ? EarlierRunsPanel::tr("The same settings as this run.")
                           : lines.join(u'\n');
}

EarlierRunsPanel::EarlierRunsPanel(QWidget* parent)
    : QWidget(parent),
      heading_(new QLabel(tr("Earlier runs"), this)),
      list_(new QListWidget(this)),
      empty_(new QLabel(tr("Runs that ended are listed here, to compare their loss with this "
                           "one's. Add one from a .tempera file."),
                        this)),
      details_(new QLabel(this)),
      add_(addButton(tr("&Add..."), tr("Add a run"), tr("List the run of a .tempera file."))),
      open_(addButton(tr("&Open"), tr("Open the selected run"),
                      tr("Write texts with the model of the selected run."))),
      resume_(addButton(tr("Res&ume"), tr("Resume the selected run"),
                        tr("Go on training where the selected run ended."))),
      remove_(addButton(tr("Re&move"), tr("Remove the selected run"),
                        tr("Take the selected run out of the list."))) {
    layOut();
    connect(list_, &QListWidget::itemChanged, this, &EarlierRunsPanel::takeCheck);
    connect(list_, &QListWidget::currentRowChanged, this, &EarlierRunsPanel::showSelected);
    connect(list_, &QListWidget::itemActivated, this, [this] { open_->click(); });
    connect(add_, &QPushButton::clicked, this, &EarlierRunsPanel::addRequested);
    const auto forSelected = [this](QPushButton* button, auto signal) {
        connect(button, &QPushButton::clicked, this, [this, signal] {
            if (const EarlierRun* run = selected())
                Q_EMIT(this->*signal)(QString(run->id));
        });
    };
    forSelected(open_, &EarlierRunsPanel::opened);
    forSelected(resume_, &EarlierRunsPanel::resumed);
    forSelected(remove_, &EarlierRunsPanel::removed);
    setRuns({});
}

QPushButton* EarlierRunsPanel::addButton(const QString& text, const QString& name,
                                         const QString& toolTip) {
    auto* button = new QPushButton(text, this);
    button->setToolTip(toolTip);
    button->setAccessibleName(name);
    button->setAccessibleDescription(toolTip);
    return button;
}

QWidget* EarlierRunsPanel::buttonRow() {
    auto* row = new QWidget(this);
    auto* layout = new FlowLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(fontMetrics().height() / 3);
    for (QPushButton* button : {open_, resume_, remove_})
        layout->addWidget(button);
    return row;
}

void EarlierRunsPanel::layOut() {
    const int space = fontMetrics().height() / 2;
    heading_->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    list_->setAccessibleName(tr("Earlier runs"));
    list_->setToolTip(tr("Tick a run to draw it; select one to see what is different in it."));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setWordWrap(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setIconSize(QSize(fontMetrics().height(), fontMetrics().height()));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    details_->setWordWrap(true);
    details_->setTextFormat(Qt::PlainText);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setAccessibleName(tr("What is different in the selected run"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space, space / 2, space, space / 2);
    layout->setSpacing(space / 2);
    auto* top = new QHBoxLayout;
    top->addWidget(heading_, 1);
    top->addWidget(add_);
    layout->addLayout(top);
    layout->addWidget(list_, 1);
    layout->addWidget(empty_, 1);
    layout->addWidget(details_);
    layout->addWidget(buttonRow());
}

void EarlierRunsPanel::setRuns(std::vector<EarlierRun> runs) {
    const EarlierRun* before = selected();
    const QString id = before != nullptr ? before->id : QString();
    runs_ = std::move(runs);
    showRuns();
    const auto same = std::ranges::find(runs_, id, &EarlierRun::id);
    const QSignalBlocker quiet(list_);
    list_->setCurrentRow(same == runs_.end() ? -1 : static_cast<int>(same - runs_.begin()));
    showSelected();
}

void EarlierRunsPanel::showRuns() {
    const QSignalBlocker quiet(list_);
    list_->clear();
    for (std::size_t index = 0; index < runs_.size(); ++index) {
        const EarlierRun& run = runs_[index];
        auto* item = new QListWidgetItem(run.name + u'\n' + run.summary, list_);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(run.shown ? Qt::Checked : Qt::Unchecked);
        item->setIcon(swatch(runColor(static_cast<int>(index), palette()),
                             palette().color(QPalette::Base), fontMetrics().height()));
        item->setToolTip(plainToolTip(differencesText(run.differences)));
    }
    list_->setVisible(!runs_.empty());
    empty_->setVisible(runs_.empty());
}

const EarlierRun* EarlierRunsPanel::selected() const {
    const int row = list_->currentRow();
    return row >= 0 && row < static_cast<int>(runs_.size()) ? &runs_[static_cast<std::size_t>(row)]
                                                            : nullptr;
}

void EarlierRunsPanel::showSelected() {
    const EarlierRun* run = selected();
    details_->setText(run != nullptr ? differencesText(run->differences) : QString());
    for (QPushButton* button : {open_, resume_, remove_}) {
        button->setVisible(!runs_.empty());
        button->setEnabled(run != nullptr);
    }
    chooseRoom();
}

void EarlierRunsPanel::takeCheck(const QListWidgetItem* item) {
    EarlierRun& run = runs_[static_cast<std::size_t>(list_->row(item))];
    const bool shown = item->checkState() == Qt::Checked;
    if (shown == run.shown)
        return;
    run.shown = shown;
    Q_EMIT toggled(QString(run.id), shown);
}

void EarlierRunsPanel::chooseRoom() {
    // Where it is low the list needs all of it; the differences are in its tooltips.
    details_->setVisible(!details_->text().isEmpty() && height() > 17 * fontMetrics().height());
}

void EarlierRunsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    chooseRoom();
}

QSize EarlierRunsPanel::sizeHint() const {
    return {44 * fontMetrics().averageCharWidth(), 12 * fontMetrics().height()};
}

QSize EarlierRunsPanel::minimumSizeHint() const {
    return {32 * fontMetrics().averageCharWidth(), 6 * fontMetrics().height()};
}

void EarlierRunsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setRuns(std::move(runs_)); // their colours
}

} // namespace tempera::ui
