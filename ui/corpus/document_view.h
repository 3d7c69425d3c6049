// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/model_document.h"
#include "ui/text/token_layout.h"

#include <QAbstractScrollArea>
#include <QString>

namespace tempera::ui {

/// A document's tokens as the model sees them: unknown ones as chips, those that are cut off dimmed
/// behind a mark, a line where a new sequence begins.
class DocumentView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit DocumentView(QWidget* parent = nullptr);

    /// `separator` stands between two words; empty: characters, which touch.
    void setDocument(ModelDocument document, const QString& separator);
    const ModelDocument& document() const { return document_; }
    /// Unknown words show what they were, struck out, in the place of [UNK].
    void setOriginalsShown(bool shown);
    /// Words that contain it are framed, and the first one is scrolled to; empty: none.
    void setHighlighted(const QString& text);
    void scrollToTop();

    /// What is drawn for a token.
    QString shownText(std::size_t index) const;
    QRect tokenRect(std::size_t index) const;
    /// What the model sees, as text.
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void updateScrollBar();
    int margin() const;
    int markWidth() const;
    bool hasCutMark(std::size_t index) const;
    void paintToken(QPainter& painter, std::size_t index) const;
    void paintChip(QPainter& painter, const QRect& box, std::size_t index) const;
    void paintMark(QPainter& painter, const QRect& box, std::size_t index) const;
    QString toolTipOf(std::size_t index) const;
    bool isHighlighted(std::size_t index) const;

    ModelDocument document_;
    QString separator_ = QStringLiteral(" ");
    QString highlighted_;
    bool originals_ = false;
    TokenLayout layout_;
    QFont font_;
};

} // namespace tempera::ui
