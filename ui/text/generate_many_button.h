// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace tempera::ui {

/// "Generate 20": a click asks for that many texts, the menu beside it changes how many.
class GenerateManyButton final : public QToolButton {
    Q_OBJECT
public:
    explicit GenerateManyButton(QWidget* parent = nullptr);

    int textCount() const { return count_; }
    /// 2 to 1,000. Doesn't emit.
    void setTextCount(int count);

Q_SIGNALS:
    void generateManyRequested(int count);

private:
    void addCounts();

    int count_ = 0;
};

} // namespace tempera::ui
