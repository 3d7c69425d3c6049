// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace tempera::ui {

/// The field for a prompt: one to three lines high, then it scrolls. What is pasted stays bounded,
/// so that no keystroke takes long, and is cleaned of characters that can't be shown; both are
/// told, nothing happens in silence.
class PromptEdit final : public QPlainTextEdit {
    Q_OBJECT
public:
    /// Characters (UTF-16 units) that pasting may fill the field up to: far more than any model's
    /// context, few enough that every keystroke is handled at once.
    static constexpr qsizetype longestPrompt = 20'000;

    explicit PromptEdit(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Something about a paste that a person must know.
    void noticed(const QString& notice);

protected:
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int heightFor(int lines) const;
    void fitHeight();

    int lines_ = 1;
};

} // namespace tempera::ui
