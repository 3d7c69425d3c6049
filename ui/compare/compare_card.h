// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/card.h"
#include "ui/compare/compare_column.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace tempera::ui {

class CompareText;
class TemperatureSpinBox;

/// One column: its temperature to edit, its text, its figures. A click or Enter asks for it to
/// become the current one.
class CompareCard final : public Card {
    Q_OBJECT
public:
    explicit CompareCard(QWidget* parent = nullptr);

    void setColumn(const CompareColumn& column, const QString& separator);
    /// Whether the column may be taken away.
    void setRemovable(bool removable);

Q_SIGNALS:
    void activated();
    void temperatureEdited(double temperature);
    void removeRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void connectParts();
    void updateTitle(const CompareColumn& column);
    void updateFigures(const CompareColumn& column);
    void fitFigures();
    void fitState();
    void describe(const CompareColumn& column, const QString& separator);
    void scrollText(int pages);

    TemperatureSpinBox* temperature_;
    QLabel* title_;
    QLabel* state_;
    QToolButton* remove_;
    CompareText* text_;
    QLabel* figures_;
    QString figuresText_;
    QString stateText_;
    bool temperatureColumn_ = true;
    bool removable_ = true;
    bool pressed_ = false;
};

} // namespace tempera::ui
