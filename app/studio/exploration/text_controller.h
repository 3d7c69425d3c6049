// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_context.h"
#include "app/studio/exploration/written_text.h"
#include "ui/lens/lens_position.h"
#include "ui/text/text_token.h"

#include <QObject>
#include <QTimer>

namespace tempera::studio {

/// What a text was asked for with.
struct TextRecipe {
    std::string promptText;
    std::vector<TokenId> prompt; ///< its tokens
    GenerationSettings settings;
};

/// The current text: written anew whenever something that decides it changes, token by token, and
/// the position in it that the Lens looks at.
///
/// Indices are those of the tokens on screen: first the prompt's tokens that the model sees, then
/// the written ones.
class TextController final : public QObject {
    Q_OBJECT
public:
    explicit TextController(ExplorationContext& context, QObject* parent = nullptr);

    /// Writes the current text (again).
    void generate();
    /// Keeps what is written so far.
    void stop();
    /// The prompt was edited, and the pause that ends the typing is not over.
    bool awaitsEndOfTyping() const { return promptPause_.isActive(); }
    /// The position to look at; moves along where the text is shorter.
    void select(int index);
    int selected() const { return selected_; }
    /// Between the two every token that differs from the text at the drag's beginning is marked.
    void beginDrag();
    void endDrag();

    const WrittenText& text() const { return text_; }
    /// Of text(): while somebody types, and for a moment after, the prompt is another one already.
    const TextRecipe& recipe() const { return recipe_; }
    ui::TextTokens tokens() const;
    /// How many of tokens() are the prompt's.
    int promptLength() const { return static_cast<int>(shownPrompt_.size()); }
    /// The place that is looked at, as the Lens shows it.
    const ui::LensPosition& position() const { return position_; }
    /// The words that a branch at the selected position with this candidate begins with; nothing
    /// where the position is one of the prompt's.
    std::optional<std::vector<std::string>> forcedWith(TokenId candidate) const;

Q_SIGNALS:
    /// The tokens on screen; those from `staleFrom` on are of the text before (-1: none).
    void textChanged(const tempera::ui::TextTokens& tokens, int staleFrom);
    void referenceChanged(const tempera::ui::TextTokens& reference);
    void positionChanged(const tempera::ui::LensPosition& position);
    void selectionChanged(int index);
    void promptMessageChanged(const QString& message, bool isWarning);
    void generatingChanged(bool generating);
    void failed(const QString& message);
    /// The whole text is written.
    void finished();

private:
    void stateChanged(const ExplorationState& before, const ExplorationState& after);
    void modelChanged();
    void receive(const WrittenTokens& tokens);
    void receiveText(const WrittenTokens& tokens);
    void receivePosition(const WrittenTokens& tokens);
    void showText();
    void updatePosition();
    void lookAtPrompt(int index);
    void lookAtWritten(std::size_t index);
    void setPosition(ui::LensPosition position);
    QString wordsBefore(int index) const;
    void showPromptOf(const EncodedPrompt& prompt);
    std::shared_ptr<const Vocabulary> vocabulary() const;

    ExplorationContext& context_;
    ModelHandle shownModel_;           ///< whose text is on screen
    std::vector<TokenId> shownPrompt_; ///< the part of its prompt that the model sees
    WrittenText text_;
    TextRecipe recipe_;
    ui::LensPosition position_;
    int selected_ = -1;
    bool followsBeginning_ = true; ///< nobody chose a position: the first written token
    QTimer promptPause_;           ///< a word that is being typed is not looked up letter by letter
};

} // namespace tempera::studio
