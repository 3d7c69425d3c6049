// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/text_token.h"

#include <QTextEdit>
#include <cstddef>
#include <optional>

namespace tempera::ui {

/// The flowing text of a column: can be selected and copied, not edited. Tokens that are added to
/// those shown are appended; anything else sets the text anew.
class CompareText final : public QTextEdit {
    Q_OBJECT
public:
    explicit CompareText(QWidget* parent = nullptr);

    void setTokens(const TextTokens& tokens, std::optional<std::size_t> firstDifference,
                   const QString& separator);

Q_SIGNALS:
    /// A click that selected nothing.
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    QSize minimumSizeHint() const override;

private:
    bool continuesShownText(const TextTokens& tokens, std::optional<std::size_t> firstDifference,
                            const QString& separator) const;
    void append(const TextTokens& tokens, std::size_t from);
    void rebuild();
    /// Scrolls to the top or, where it wouldn't be seen there, to the difference.
    void showDifference();
    void fade(QPainter& painter, int edge, int inward) const;
    QTextCharFormat formatOf(std::size_t index, bool fromPrompt) const;

    /// What is shown of a token.
    struct ShownToken {
        QString word;
        bool fromPrompt = false;
        bool operator==(const ShownToken&) const = default;
    };
    std::vector<ShownToken> shown_;
    std::optional<std::size_t> firstDifference_;
    QString separator_ = QStringLiteral(" ");
    int differencePosition_ = -1; ///< in the document
};

} // namespace tempera::ui
