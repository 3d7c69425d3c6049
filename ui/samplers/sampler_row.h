// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QWidget>
#include <vector>

namespace tempera::ui {

class SamplerCard;

/// The cards side by side, joined by arrows from the logits to the draw. While one is dragged the
/// others make room where it would be dropped.
class SamplerRow final : public QWidget {
    Q_OBJECT
public:
    explicit SamplerRow(QWidget* parent = nullptr);

    /// In the order in which they act. Takes them as children.
    void setCards(std::vector<SamplerCard*> cards);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A card was dropped at another place.
    void moved(int from, int to);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drag(SamplerCard* card, QPoint pointer, QPoint grip);
    void drop();
    void arrange();
    QRect place(std::size_t index) const;
    int gap() const;
    int endWidth() const;
    void paintArrow(QPainter& painter, QRect where) const;

    std::vector<SamplerCard*> cards_;
    SamplerCard* dragged_ = nullptr;
    std::size_t from_ = 0; ///< where the dragged card was
    std::size_t to_ = 0;   ///< where it would be dropped
};

} // namespace tempera::ui
