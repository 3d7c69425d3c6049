// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QGridLayout;
class QTabBar;
QT_END_NAMESPACE

namespace tempera::ui {

/// Charts above, vocabulary and documents side by side beneath them; where the height isn't enough
/// for that, one of the three behind tabs.
class CorpusPages final : public QWidget {
    Q_OBJECT
public:
    /// Takes the three as children.
    CorpusPages(QWidget* charts, QWidget* vocabulary, QWidget* documents,
                QWidget* parent = nullptr);

    /// Brings the documents to the front where they are behind tabs.
    void showDocuments();
    bool isCompact() const { return compact_; }

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void placeSideBySide();
    void placeBehindTabs();

    QWidget* charts_;
    QWidget* vocabulary_;
    QWidget* documents_;
    QTabBar* tabs_;
    QGridLayout* grid_;
    bool compact_ = false;
};

} // namespace tempera::ui
