// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/text_token.h"
#include "ui/text/token_coloring.h"

#include <QWidget>
#include <cstddef>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QVBoxLayout;
QT_END_NAMESPACE

namespace tempera::ui {

class ColorLegend;
class GenerationBar;
class PromptBox;
class SheddingLayout;
class TokenView;
class TrajectoryChart;

/// Where a person writes a prompt and reads the text: the prompt, the controls, the tokens, the
/// colours' legend, the trajectory. Setters never emit.
class WritingPanel final : public QWidget {
    Q_OBJECT
public:
    explicit WritingPanel(QWidget* parent = nullptr);

    void setPrompt(const QString& prompt);
    QString prompt() const;
    /// Beneath the prompt; empty: none.
    void setPromptMessage(const QString& text, bool isWarning);
    /// The whole text now; cheap where it was only appended to or its end changed.
    void setTokens(TextTokens tokens);
    /// The tokens from here on are old and being computed anew; -1: none.
    void setStaleFrom(int index);
    /// The text at the start of a drag, to mark what differs; empty: nothing is marked.
    void setReference(TextTokens reference);
    /// -1: none. A selection beyond the text's end is dropped.
    void setSelected(int index);
    int selected() const;
    void setGenerating(bool generating);
    /// Tokens to write, 1 to 2,000.
    void setLength(int length);
    void setSeed(quint64 seed);
    void setSeedLocked(bool locked);
    /// V, which the colours' scale depends on.
    void setVocabularySize(std::size_t size);
    /// Empty for models of characters.
    void setTokenSeparator(const QString& separator);
    /// Shown instead of tokens where there are none.
    void setEmptyMessage(const QString& message);
    void setColoring(TokenColoring coloring);
    TokenColoring coloring() const;

    /// Ctrl+Return, enabled while nothing is generated; for a menu too.
    QAction* generateAction() const;
    /// Esc, enabled while something is generated.
    QAction* stopAction() const;

Q_SIGNALS:
    void promptEdited(const QString& prompt);
    void generateRequested();
    void stopRequested();
    void generateManyRequested(int count);
    void lengthChanged(int length);
    void seedChanged(quint64 seed);
    void seedLockChanged(bool locked);
    void rerollRequested();
    void tokenSelected(int index);
    void exportRequested();
    void coloringChanged(tempera::ui::TokenColoring coloring);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void layOut();
    QWidget* createTrajectoryHeading();
    void connectParts();
    void forwardSignals();
    void showColoring();
    void showFigures();
    void selectFrom(int index);

    std::size_t vocabularySize_ = 0;
    SheddingLayout* column_;
    PromptBox* prompt_;
    GenerationBar* bar_;
    TokenView* view_;
    ColorLegend* legend_;
    QWidget* trajectoryHeading_ = nullptr;
    QLabel* trajectoryTitle_;
    QLabel* trajectoryValue_;
    TrajectoryChart* trajectory_;
};

} // namespace tempera::ui
