// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace tempera::ui {

class PromptEdit;

/// The prompt with its label and a line of messages beneath. Setters never emit.
class PromptBox final : public QWidget {
    Q_OBJECT
public:
    explicit PromptBox(QWidget* parent = nullptr);

    /// Keeps cursor and undo history where the text is the same.
    void setPrompt(const QString& prompt);
    QString prompt() const;
    /// Empty: none. A notice about a paste stands before it until the next change of the text.
    void setMessage(const QString& message, bool isWarning);

Q_SIGNALS:
    void promptEdited(const QString& prompt);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut(QLabel* label);
    void textChanged();
    void showMessage();

    PromptEdit* edit_;
    QLabel* messageLabel_;
    QString message_;
    bool isWarning_ = false;
    QString notice_;
    bool setting_ = false;
};

} // namespace tempera::ui
