// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/context_heading.h"

#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

namespace {

QFont headingFont(const QFont& font) {
    return scaledFont(font, 1.0, QFont::Bold);
}

} // namespace

ContextHeading::ContextHeading(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void ContextHeading::setContext(const QString& context) {
    context_ = context.simplified();
    setAccessibleName(text());
    setToolTip(plainToolTip(text()));
    updateGeometry();
    update();
}

QString ContextHeading::text() const {
    return context_.isEmpty() ? tr("Next token") : tr("Next token after “%1”").arg(context_);
}

QSize ContextHeading::sizeHint() const {
    const QFontMetrics metrics(headingFont(font()));
    return {metrics.horizontalAdvance(text()) + 1, metrics.height()};
}

QSize ContextHeading::minimumSizeHint() const {
    const QFontMetrics metrics(headingFont(font()));
    return {14 * metrics.averageCharWidth(), metrics.height()};
}

QString ContextHeading::textFor(int width) const {
    const QFontMetrics metrics(headingFont(font()));
    const QString whole = text();
    if (context_.isEmpty() || metrics.horizontalAdvance(whole) <= width)
        return whole;
    // The words nearest to the token say most. With room for few of them, the preface goes.
    const QStringList words = context_.split(' ');
    const int enough = std::min<int>(3, static_cast<int>(words.size()));
    QString best = tr("Next token");
    for (const QString& pattern : {tr("Next token after “%1”"), tr("After “%1”")}) {
        for (int count = static_cast<int>(words.size()); count >= 1; --count) {
            const QString ellipsis = count < words.size() ? QStringLiteral("… ") : QString();
            const QString end = QStringList(words.last(count)).join(' ');
            const QString candidate = pattern.arg(ellipsis + end);
            if (metrics.horizontalAdvance(candidate) > width)
                continue;
            best = candidate;
            if (count >= enough)
                return best;
            break;
        }
    }
    return best;
}

void ContextHeading::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(headingFont(font()));
    painter.setPen(themeColors(palette()).secondaryText);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, textFor(width()));
}

} // namespace tempera::ui
