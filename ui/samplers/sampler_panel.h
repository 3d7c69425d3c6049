// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/distribution.h"
#include "core/sampling/sampler_stack.h"

#include <QWidget>
#include <map>
#include <vector>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

class SamplerCard;
class SamplerRow;

/// The samplers as cards in the order in which they act: to be switched, valued and reordered.
/// Setters emit nothing.
class SamplerPanel : public QWidget {
    Q_OBJECT
public:
    explicit SamplerPanel(QWidget* parent = nullptr);

    /// Every kind of sampler at most once.
    void setStack(const SamplerStack& stack);
    const SamplerStack& stack() const { return stack_; }
    /// What the samplers that are switched on do to the number of candidates, in their order.
    void setEffects(std::vector<SamplerEffect> effects);

Q_SIGNALS:
    void stackChanged(tempera::SamplerStack stack);

protected:
    void changeEvent(QEvent* event) override;

private:
    QHBoxLayout* makeOrderButtons();
    QPushButton* addOrderButton(QHBoxLayout* layout, const QString& text, const QString& toolTip);
    SamplerCard* makeCard(SamplerKind kind);
    void showOrder();
    void showStack();
    void showEffects();
    void updateButtons();
    void orderTabs(const std::vector<SamplerCard*>& cards);
    void change(const SamplerStack& stack);
    void moveSlot(int from, int to);
    int indexOf(SamplerKind kind) const;

    SamplerStack stack_;
    std::vector<SamplerEffect> effects_;
    std::map<SamplerKind, SamplerCard*> cards_;
    SamplerRow* row_;
    QLabel* chain_;
    QLabel* meaning_;
    std::map<SamplerOrder, QPushButton*> orders_;
    QPushButton* neutral_ = nullptr;
};

} // namespace tempera::ui
