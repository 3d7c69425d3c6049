// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/text_controller.h"

#include <algorithm>
#include <chrono>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
constexpr auto typingPause = 250ms;
/// Words of context in the Lens's heading.
constexpr int headingWords = 6;

} // namespace

TextController::TextController(ExplorationContext& context, QObject* parent)
    : QObject(parent), context_(context) {
    promptPause_.setSingleShot(true);
    promptPause_.setInterval(typingPause);
    connect(&promptPause_, &QTimer::timeout, this, &TextController::generate);
    connect(&context.exploration(), &Exploration::changed, this, &TextController::stateChanged);
    connect(&context.model(), &CurrentModel::changed, this, &TextController::modelChanged);
    connect(&context.generator(), &Generator::tokensWritten, this, &TextController::receive);
    connect(&context.generator(), &Generator::failed, this,
            [this](const GenerationFailure& failure) {
                if (failure.lane == Lane::text || failure.lane == Lane::position)
                    Q_EMIT failed(failure.message);
            });
    connect(&context.generator(), &Generator::busyChanged, this, [this](Lane lane, bool busy) {
        if (lane == Lane::text)
            Q_EMIT generatingChanged(busy);
    });
}

void TextController::stateChanged(const ExplorationState& before, const ExplorationState& after) {
    if (before.prompt != after.prompt) {
        promptPause_.start();
        return;
    }
    const bool samplersOnly = before.samplers != after.samplers;
    const bool decides = samplersOnly || before.seed != after.seed ||
                         before.length != after.length || before.branch() != after.branch();
    if (decides)
        generate();
}

void TextController::modelChanged() {
    generate();
}

void TextController::generate() {
    promptPause_.stop();
    if (!context_.model().handle())
        return;
    context_.generator().cancel(Lane::position); // it may be another vocabulary's
    const EncodedPrompt& prompt = context_.prompt();
    Q_EMIT promptMessageChanged(prompt.message, prompt.isProblem);
    showPromptOf(prompt);
    const GenerationSettings settings = context_.settings();
    recipe_ = {context_.state().prompt, prompt.tokens, settings};
    auto job = context_.job(Lane::text, {settings});
    if (!job) {
        context_.generator().cancel(Lane::text);
        text_.clear();
        showText();
        setPosition({nullptr, nullptr, prompt.message, std::nullopt, std::nullopt});
        return;
    }
    job->keepLogits = true;
    text_.begin(settings.length, settings.forced.size());
    context_.generator().start(std::move(*job));
}

void TextController::stop() {
    context_.generator().cancel(Lane::text);
    text_.dropStale();
    showText();
}

void TextController::select(int index) {
    followsBeginning_ = index == promptLength();
    selected_ = index;
    Q_EMIT selectionChanged(index);
    updatePosition();
}

void TextController::beginDrag() {
    Q_EMIT referenceChanged(tokens());
}

void TextController::endDrag() {
    context_.exploration().endMerge();
}

void TextController::receive(const WrittenTokens& tokens) {
    if (tokens.lane == Lane::text)
        receiveText(tokens);
    else if (tokens.lane == Lane::position)
        receivePosition(tokens);
}

void TextController::receiveText(const WrittenTokens& tokens) {
    text_.receive(tokens);
    showText();
    const int length = promptLength() + static_cast<int>(text_.tokens().size());
    if (followsBeginning_ || selected_ < 0)
        selected_ = promptLength();
    selected_ = std::min(selected_, length - 1);
    Q_EMIT selectionChanged(selected_);
    const int firstNew = promptLength() + static_cast<int>(tokens.first);
    const bool looksAtNew =
        selected_ >= firstNew && selected_ < firstNew + static_cast<int>(tokens.tokens.size());
    if (looksAtNew || selected_ < promptLength())
        updatePosition();
    if (tokens.jobFinished)
        Q_EMIT finished();
}

void TextController::receivePosition(const WrittenTokens& tokens) {
    const WrittenToken& token = tokens.tokens.front();
    if (selected_ < 0 || selected_ >= promptLength())
        return;
    setPosition(
        {token.logits, vocabulary(), wordsBefore(selected_), token.figures.id, std::nullopt});
}

void TextController::showPromptOf(const EncodedPrompt& prompt) {
    const ModelHandle& model = context_.model().handle();
    // Of another vocabulary the old words would be shown as whatever has their ids in the new one.
    if (shownModel_ && shownModel_->vocabulary().words() != model->vocabulary().words())
        text_.clear();
    shownModel_ = model;
    const auto seen = static_cast<std::ptrdiff_t>(prompt.seen);
    shownPrompt_.assign(prompt.tokens.end() - seen, prompt.tokens.end());
}

std::shared_ptr<const Vocabulary> TextController::vocabulary() const {
    return {shownModel_, &shownModel_->vocabulary()};
}

ui::TextTokens TextController::tokens() const {
    if (!shownModel_)
        return {};
    return displayTokens(shownModel_->vocabulary(), shownPrompt_, text_);
}

void TextController::showText() {
    const bool stale = text_.freshCount() < text_.tokens().size();
    Q_EMIT textChanged(tokens(),
                       stale ? promptLength() + static_cast<int>(text_.freshCount()) : -1);
}

void TextController::updatePosition() {
    context_.generator().cancel(Lane::position); // an answer for another place would come too late
    if (!shownModel_ || selected_ < 0)
        return;
    if (selected_ < promptLength())
        lookAtPrompt(selected_);
    else
        lookAtWritten(static_cast<std::size_t>(selected_ - promptLength()));
}

void TextController::lookAtPrompt(int index) {
    if (index == 0) {
        setPosition({nullptr, nullptr,
                     tr("The first token that the model sees has nothing before it: there is no "
                        "prediction to show. Choose a later one."),
                     std::nullopt, std::nullopt});
        return;
    }
    GenerationSettings settings = context_.settings();
    settings.length = 1;
    settings.forced = {shownPrompt_[static_cast<std::size_t>(index)]};
    auto job = context_.job(Lane::position, {settings});
    if (!job)
        return;
    job->model = shownModel_;
    job->prompt.assign(shownPrompt_.begin(), shownPrompt_.begin() + index);
    job->keepLogits = true;
    context_.generator().start(std::move(*job));
}

void TextController::lookAtWritten(std::size_t index) {
    if (index >= text_.tokens().size())
        return;
    const WrittenToken& token = text_.tokens()[index];
    std::optional<double> needle;
    if (!text_.isForced(index))
        needle = samplingNeedle(context_.state().seed, index);
    setPosition({token.logits, vocabulary(), wordsBefore(promptLength() + static_cast<int>(index)),
                 token.figures.id, needle});
}

void TextController::setPosition(ui::LensPosition position) {
    position_ = std::move(position);
    Q_EMIT positionChanged(position_);
}

QString TextController::wordsBefore(int index) const {
    const ui::TextTokens shown = tokens();
    const int begin = std::max(0, index - headingWords);
    QStringList words;
    for (int i = begin; i < index && i < static_cast<int>(shown.size()); ++i)
        words.append(shown[static_cast<std::size_t>(i)].word);
    const QString text = words.join(tokenSeparatorOf(*shownModel_));
    return begin > 0 ? QStringLiteral("… ") + text : text;
}

std::optional<std::vector<std::string>> TextController::forcedWith(TokenId candidate) const {
    if (selected_ < promptLength())
        return std::nullopt;
    const auto index = static_cast<std::size_t>(selected_ - promptLength());
    if (index >= text_.tokens().size())
        return std::nullopt;
    const Vocabulary& words = shownModel_->vocabulary();
    std::vector<std::string> forced;
    for (std::size_t i = 0; i < index; ++i)
        forced.push_back(words.word(text_.tokens()[i].figures.id));
    forced.push_back(words.word(candidate));
    return forced;
}

} // namespace tempera::studio
