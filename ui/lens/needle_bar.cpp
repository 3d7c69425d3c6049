// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/needle_bar.h"

#include "ui/charts/chart_actions.h"
#include "ui/lens/number_text.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr double thinnestSegment = 2.0; // device-independent pixels

QString shareText(double share) {
    return QString::number(share, 'f', 4);
}

} // namespace

NeedleBar::NeedleBar(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Needle"));
    setToolTip(tr("The needle is this step's random number u: the token in whose segment it stands "
                  "is picked, and the temperature moves the segments but never the needle."));
    new ChartActions(*this, *this);
}

void NeedleBar::setDistribution(SharedRanking ranking, const LensPosition& position) {
    ranking_ = std::move(ranking);
    position_ = position;
    if (ranking_ == nullptr || pointedRank_ > ranking_->size())
        pointedRank_ = 0;
    setAccessibleDescription(caption());
    update();
}

QString NeedleBar::caption() const {
    if (ranking_ == nullptr)
        return {};
    return pointedRank_ > 0 ? describe(needleSegmentOf(*ranking_, position_, pointedRank_))
                            : needleCaption();
}

QString NeedleBar::needleCaption() const {
    if (!position_.needle)
        return position_.chosen ? tr("No needle: this token was given, not drawn")
                                : tr("No needle: nothing has been drawn here");
    const NeedleSegment picked = needleSegmentAt(*ranking_, position_, *position_.needle);
    const QString text = tr("Needle u = %1 picks “%2”: %3 to %4")
                             .arg(shareText(*position_.needle), picked.word,
                                  shareText(picked.range.from), shareText(picked.range.to));
    return text;
}

QString NeedleBar::describe(const NeedleSegment& segment) const {
    const auto remover = ranking_->distribution().removedBy(segment.rank);
    if (remover)
        return tr("“%1”: %2").arg(segment.word, removedText(*remover));
    return tr("“%1”, rank %2: %3, cumulative %4 to %5")
        .arg(segment.word, groupedNumber(segment.rank), percentText(segment.probability, 3),
             shareText(segment.range.from), shareText(segment.range.to));
}

QRectF NeedleBar::barArea() const {
    return NeedleLayout(rect(), font()).bar;
}

QString NeedleBar::chartTitle() const {
    return tr("Cumulative distribution with the needle");
}

ChartTable NeedleBar::chartTable() const {
    ChartTable table{
        .columns = {tr("Rank"), tr("Token"), tr("Probability"), tr("From"), tr("To"), tr("Needle")},
        .rows = {}};
    if (ranking_ == nullptr)
        return table;
    for (const NeedleSegment& segment :
         needleSegments(*ranking_, position_, thinnestSegment / std::max(1.0, barArea().width()))) {
        const bool hit = position_.needle && *position_.needle >= segment.range.from &&
                         *position_.needle < segment.range.to;
        table.rows.push_back(
            {static_cast<qlonglong>(segment.rank),
             segment.count > 1 ? tr("%1 others").arg(groupedNumber(segment.count)) : segment.word,
             segment.probability, segment.range.from, segment.range.to,
             hit ? QVariant(*position_.needle) : QVariant(QString())});
    }
    return table;
}

NeedleLook NeedleBar::look(double barWidth, const QPalette& palette) const {
    NeedleLook look{.segments = {},
                    .needle = std::nullopt,
                    .pointed = std::nullopt,
                    .caption = caption(),
                    .palette = palette,
                    .font = font()};
    if (ranking_ == nullptr)
        return look;
    look.needle = position_.needle;
    look.segments = needleSegments(*ranking_, position_, thinnestSegment / std::max(1.0, barWidth));
    return look;
}

void NeedleBar::paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const {
    QPainter painter(&device);
    painter.fillRect(QRect(QPoint(), size), themeColors(palette).cardBackground);
    const double scale = static_cast<double>(size.height()) / NeedleLayout::heightFor(font());
    painter.scale(scale, scale);
    const NeedleLayout layout(QRectF(QPointF(), QSizeF(size) / scale), font());
    NeedleLook shown = look(layout.bar.width(), palette);
    if (ranking_ != nullptr)
        shown.caption = needleCaption();
    paintNeedleBar(painter, layout, shown);
}

QSize NeedleBar::sizeHint() const {
    return {30 * fontMetrics().averageCharWidth(), NeedleLayout::heightFor(font())};
}

void NeedleBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const NeedleLayout layout(rect(), font());
    NeedleLook shown = look(layout.bar.width(), palette());
    if (ranking_ != nullptr && pointedRank_ > 0)
        shown.pointed = ranking_->rangeOf(ranking_->tokenAt(pointedRank_));
    paintNeedleBar(painter, layout, shown);
    if (!hasFocus())
        return;
    painter.setPen(QPen(themeColors(palette()).accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(layout.bar, 3.0, 3.0);
}

void NeedleBar::pointAt(std::size_t rank) {
    if (rank == pointedRank_)
        return;
    pointedRank_ = rank;
    setAccessibleDescription(caption());
    update();
}

void NeedleBar::mouseMoveEvent(QMouseEvent* event) {
    const QRectF bar = barArea();
    if (ranking_ == nullptr || !bar.contains(event->position()))
        return pointAt(0);
    const double u = (event->position().x() - bar.left()) / bar.width();
    pointAt(ranking_->pick(std::clamp(u, 0.0, std::nextafter(1.0, 0.0))).rank);
}

void NeedleBar::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    pointAt(0);
}

void NeedleBar::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    pointAt(0);
}

void NeedleBar::keyPressEvent(QKeyEvent* event) {
    const std::size_t candidates =
        ranking_ == nullptr ? 0 : ranking_->distribution().candidateCount();
    if (event->key() == Qt::Key_Right && pointedRank_ < candidates)
        pointAt(pointedRank_ + 1);
    else if (event->key() == Qt::Key_Left && pointedRank_ > 1)
        pointAt(pointedRank_ - 1);
    else if (event->key() == Qt::Key_Home && candidates > 0)
        pointAt(1);
    else if (event->key() == Qt::Key_Escape && pointedRank_ > 0)
        pointAt(0);
    else
        QWidget::keyPressEvent(event);
}

} // namespace tempera::ui
