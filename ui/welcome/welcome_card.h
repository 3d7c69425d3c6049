// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QString>

namespace tempera::ui {

/// A large button: icon, title and one sentence. Space and Enter press it.
class WelcomeCard final : public QAbstractButton {
    Q_OBJECT
public:
    /// `icon` is the name of a drawing in resources/icons.
    WelcomeCard(const QString& icon, const QString& title, const QString& sentence,
                QWidget* parent = nullptr);

    void setPrimary(bool primary);
    void setTexts(const QString& icon, const QString& title, const QString& sentence);
    const QString& sentence() const { return sentence_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int textHeight(int cardWidth) const;

    QString icon_;
    QString sentence_;
    bool primary_ = false;
};

} // namespace tempera::ui
