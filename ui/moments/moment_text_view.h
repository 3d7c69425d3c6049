// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTextEdit>
#include <vector>

namespace tempera::ui {

/// A flowing text whose changed words stand out softly: can be selected and copied, not edited.
/// Where there is more than fits, its last line fades.
class MomentTextView final : public QTextEdit {
    Q_OBJECT
public:
    explicit MomentTextView(QWidget* parent = nullptr);

    /// `changed` has an entry for every word.
    void setWords(const QStringList& words, const std::vector<bool>& changed);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

private:
    void rebuild();

    QStringList words_;
    std::vector<bool> changed_;
};

} // namespace tempera::ui
