// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/temperature_ladder.h"

#include "ui/compare/ladder_chart.h"
#include "ui/lens/temperature_scale.h"
#include "ui/samplers/number_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolTip>
#include <QVBoxLayout>

namespace tempera::ui {

TemperatureLadder::TemperatureLadder(QWidget* parent)
    : QWidget(parent),
      chart_(new LadderChart(this)),
      quantity_(new QComboBox(this)),
      reading_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      empty_(new QLabel(tr("Generate a text: the ladder shows it at every temperature."), this)) {
    setAccessibleName(tr("Temperature ladder"));
    quantity_->addItem(tr("Entropy"));
    quantity_->addItem(tr("Surprise"));
    quantity_->setAccessibleName(tr("Colour"));
    quantity_->setToolTip(tr("Entropy: how undecided the model was before a word. Surprise: how "
                             "improbable the word was that came."));
    reading_->setAccessibleName(tr("The cell under the cursor"));
    reading_->setTextFormat(Qt::PlainText);
    reading_->setForegroundRole(QPalette::PlaceholderText);
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    progress_->setAccessibleName(tr("Rows that are written"));
    progress_->setMaximumWidth(24 * fontMetrics().averageCharWidth());
    progress_->hide();
    layOut();
    connect(quantity_, &QComboBox::currentIndexChanged, this, [this](int index) {
        chart_->setQuantity(index == 0 ? LadderChart::Quantity::entropy
                                       : LadderChart::Quantity::surprise);
    });
    connect(chart_, &LadderChart::cursorMoved, this, &TemperatureLadder::showReading);
    connect(chart_, &LadderChart::pointed, this, &TemperatureLadder::showToolTip);
    connect(chart_, &LadderChart::rowChosen, this,
            [this](std::size_t row) { Q_EMIT temperatureChosen(grid_.temperatures()[row]); });
    chart_->showGrid(grid_);
    showReading();
}

void TemperatureLadder::layOut() {
    auto* head = new QHBoxLayout;
    auto* label = new QLabel(tr("Co&lour:"), this);
    label->setBuddy(quantity_);
    head->addWidget(label);
    head->addWidget(quantity_);
    head->addSpacing(fontMetrics().height() / 2);
    head->addWidget(reading_, 1);
    head->addWidget(progress_);
    auto* layout = new QVBoxLayout(this);
    const int space = fontMetrics().height() / 2;
    layout->setContentsMargins(space, space / 2, space, space / 2);
    layout->setSpacing(space / 2);
    layout->addLayout(head);
    layout->addWidget(chart_, 1);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(empty_, 1);
}

void TemperatureLadder::setTemperatures(std::vector<double> rows) {
    grid_.setTemperatures(std::move(rows));
    chart_->showGrid(grid_);
    showReading();
}

void TemperatureLadder::setRow(int row, std::vector<LadderCell> cells) {
    if (row < 0)
        return;
    grid_.setRow(static_cast<std::size_t>(row), std::move(cells));
    chart_->showGrid(grid_);
    showReading();
}

void TemperatureLadder::setCurrentTemperature(double temperature) {
    chart_->setCurrentTemperature(temperature);
}

void TemperatureLadder::setProgress(int done, int total) {
    progress_->setRange(0, total);
    progress_->setValue(done);
    progress_->setFormat(tr("%1 of %2 rows").arg(done).arg(total));
    progress_->setVisible(done < total);
}

void TemperatureLadder::setTokenSeparator(const QString& separator) {
    separator_ = separator;
    showReading();
}

QString TemperatureLadder::reading() const {
    if (grid_.positionCount() == 0)
        return {};
    const std::optional<LadderPlace>& place = chart_->cursor();
    const LadderCell* cell = place ? grid_.cell(place->row, place->position) : nullptr;
    if (cell == nullptr)
        return tr("Point at a cell to read its word; click it to set the temperature.");
    return tr("T = %1 \u00b7 token %2 \u201c%3\u201d \u00b7 entropy %4 bits \u00b7 surprise %5 "
              "bits")
        .arg(temperatureText(grid_.temperatures()[place->row]))
        .arg(place->position + 1)
        .arg(cell->word, numberText(cell->entropyBits, 2), numberText(cell->surpriseBits, 2));
}

void TemperatureLadder::showReading() {
    const bool hasText = grid_.positionCount() > 0;
    chart_->setVisible(hasText);
    empty_->setVisible(!hasText);
    reading_->setText(reading());
    const std::optional<LadderPlace>& place = chart_->cursor();
    chart_->setAccessibleDescription(
        place ? reading() + u"\n"_qs + grid_.textUntil(place->row, place->position, separator_)
              : reading());
}

void TemperatureLadder::showToolTip(QPoint globalPosition) {
    const LadderPlace place = chart_->cursor().value();
    const QString text = grid_.textUntil(place.row, place.position, separator_);
    QToolTip::showText(
        globalPosition,
        u"<p>%1</p><p>%2</p>"_qs.arg(reading().toHtmlEscaped(), text.toHtmlEscaped()), chart_);
}

} // namespace tempera::ui
