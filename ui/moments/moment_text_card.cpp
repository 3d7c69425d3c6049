// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_text_card.h"

#include "ui/compare/compare_column.h"
#include "ui/moments/moment_text_view.h"
#include "ui/moments/text_changes.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPainter>

namespace tempera::ui {

MomentTextCard::MomentTextCard(QWidget* parent)
    : QWidget(parent),
      layout_(new QBoxLayout(QBoxLayout::TopToBottom, this)),
      title_(new QLabel(this)),
      text_(new MomentTextView(this)) {
    const int space = fontMetrics().height() / 3;
    layout_->setContentsMargins(2 * space, space, 2 * space, space);
    layout_->setSpacing(space);
    title_->setFont(scaledFont(font(), 0.95, QFont::DemiBold));
    title_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout_->addWidget(title_);
    layout_->addWidget(text_, 1);
}

void MomentTextCard::setText(const MomentText& text, const QString& before) {
    const QString now = QString::fromStdString(text.text);
    const QStringList words = wordsOf(now);
    const std::vector<bool> changed =
        before.isEmpty() ? std::vector<bool>(static_cast<std::size_t>(words.size()))
                         : changedWords(wordsOf(before), words);
    const QString title = temperatureTitle(text.temperature);
    title_->setText(title);
    text_->setWords(words, changed);
    text_->setAccessibleName(tr("Text at %1").arg(title));
    text_->setToolTip(
        tr("What these weights wrote at %1; words that the moment before wrote otherwise are "
           "marked.")
            .arg(title));
}

void MomentTextCard::setDirection(QBoxLayout::Direction direction) {
    layout_->setDirection(direction);
}

int MomentTextCard::heightOf(int lines) const {
    const QMargins margins = layout_->contentsMargins();
    return margins.top() + margins.bottom() + lines * text_->fontMetrics().lineSpacing();
}

void MomentTextCard::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.cardBorder);
    painter.setBrush(colors.cardBackground);
    const double radius = fontMetrics().height() / 3.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace tempera::ui
