// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_view_accessible.h"

#include "ui/text/token_view.h"

#include <QAccessibleWidget>

namespace tempera::ui {

namespace {

class TokenViewAccessible final : public QAccessibleWidget {
public:
    explicit TokenViewAccessible(TokenView* view)
        : QAccessibleWidget(view, QAccessible::Document) {}

    QString text(QAccessible::Text kind) const override {
        const auto& view = static_cast<const TokenView&>(*widget());
        if (kind == QAccessible::Value)
            return view.text();
        if (kind == QAccessible::Description && view.selected() >= 0)
            return view.selectedSentence();
        return QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface* create(const QString&, QObject* object) {
    auto* view = qobject_cast<TokenView*>(object);
    return view != nullptr ? new TokenViewAccessible(view) : nullptr;
}

} // namespace

void installTokenViewAccessible() {
    QAccessible::installFactory(&create);
}

} // namespace tempera::ui
