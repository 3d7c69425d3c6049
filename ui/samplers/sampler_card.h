// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/distribution.h"
#include "core/sampling/sampler_stack.h"
#include "ui/compare/card.h"

#include <QPoint>
#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace tempera::ui {

class SamplerValueEditor;
class SwitchBox;

/// One sampler: its switch, its value, what it does to the number of candidates, and handles to
/// move it: the mouse, Alt with the arrow keys, two buttons.
class SamplerCard final : public Card {
    Q_OBJECT
public:
    explicit SamplerCard(SamplerKind kind, QWidget* parent = nullptr);

    SamplerKind kind() const { return slot_.sampler.kind; }
    /// The sampler must be of the card's kind. Emits nothing.
    void setSamplerSlot(const SamplerSlot& slot);
    /// None: the sampler is off, or nothing is known yet.
    void setEffect(const std::optional<SamplerEffect>& effect);
    void setMovable(bool earlier, bool later);

Q_SIGNALS:
    void slotEdited(tempera::SamplerSlot slot);
    /// By one place: -1 earlier, 1 later.
    void moveRequested(int places);
    /// A drag with the mouse, in the parent's coordinates; `grip` is where the card was seized.
    void dragged(QPoint pointer, QPoint grip);
    void dropped();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void layOut();
    void connectParts();
    QToolButton* makeMoveButton(Qt::ArrowType arrow, const QString& what);
    void editSlot(const SamplerSlot& slot);
    void describe();
    QString captionText() const;

    SamplerSlot slot_;
    std::optional<SamplerEffect> effect_;
    SwitchBox* switch_;
    SamplerValueEditor* editor_;
    QLabel* counts_;
    QLabel* caption_;
    QToolButton* earlier_;
    QToolButton* later_;
    std::optional<QPoint> grip_; ///< while the mouse is pressed
    bool dragging_ = false;
};

} // namespace tempera::ui
