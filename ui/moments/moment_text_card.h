// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"

#include <QBoxLayout>
#include <QString>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace tempera::ui {

class MomentTextView;

/// What the model wrote at one temperature, with the words marked that it wrote otherwise a moment
/// before.
class MomentTextCard final : public QWidget {
    Q_OBJECT
public:
    explicit MomentTextCard(QWidget* parent = nullptr);

    /// `before` is the text of the same temperature at the moment before; empty: nothing is marked.
    void setText(const MomentText& text, const QString& before);
    /// The temperature above its text, or beside it.
    void setDirection(QBoxLayout::Direction direction);
    /// The height in which a line of text can be read.
    int heightOf(int lines) const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QBoxLayout* layout_;
    QLabel* title_;
    MomentTextView* text_;
};

} // namespace tempera::ui
