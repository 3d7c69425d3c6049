// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/compare/compare_controller.h"

#include <QLocale>
#include <algorithm>
#include <chrono>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
constexpr auto restartDelay = 60ms; ///< after the last of several changes
constexpr auto showDelay = 40ms;    ///< one repaint for all tokens that came meanwhile

QString temperatureTitle(double temperature) {
    return QStringLiteral("T = %1").arg(QLocale().toString(temperature, 'g', 4));
}

} // namespace

CompareController::CompareController(ExplorationContext& context, TextController& text,
                                     QObject* parent)
    : QObject(parent), context_(context), text_(text) {
    restartPause_.setSingleShot(true);
    restartPause_.setInterval(restartDelay);
    connect(&restartPause_, &QTimer::timeout, this, &CompareController::restart);
    showPause_.setSingleShot(true);
    showPause_.setInterval(showDelay);
    connect(&showPause_, &QTimer::timeout, this, &CompareController::showAll);
    const auto outdate = [this] { restartPause_.start(); };
    connect(&context.exploration(), &Exploration::changed, this, outdate);
    connect(&context.model(), &CurrentModel::changed, this, outdate);
    connect(&text, &TextController::textChanged, this, [this] { showPause_.start(); });
    connect(&context.generator(), &Generator::tokensWritten, this, &CompareController::receive);
}

void CompareController::setActive(bool active) {
    active_ = active;
    if (active && outdated_)
        restart();
    else
        showAll(); // another column may have become the current one meanwhile
    if (!active && context_.generator().isBusy(Lane::compare)) {
        context_.generator().cancel(Lane::compare);
        outdated_ = true;
    }
}

void CompareController::compareBranches(std::vector<int> branches) {
    branches_ = std::move(branches);
    restart();
}

void CompareController::compareTemperatures() {
    compareBranches({});
}

void CompareController::restart() {
    std::vector<Column> planned = plannedColumns();
    const bool same = model_ == context_.model().handle() && model_ &&
                      std::ranges::equal(planned, columns_, [](const Column& a, const Column& b) {
                          return a.settings == b.settings && a.title == b.title;
                      });
    const bool samePrompt = model_ && context_.model().handle() && same &&
                            std::ranges::equal(prompt_, context_.prompt().tokens);
    if (samePrompt && !outdated_) {
        showAll(); // only what is current has changed
        return;
    }
    outdated_ = !active_;
    if (!active_)
        return;
    columns_ = std::move(planned);
    model_ = context_.model().handle();
    std::vector<GenerationSettings> texts;
    for (const Column& column : columns_)
        texts.push_back(column.settings);
    auto job = context_.job(Lane::compare, std::move(texts));
    prompt_ = job ? job->prompt : std::vector<TokenId>();
    promptText_ = context_.state().prompt;
    if (job)
        context_.generator().start(std::move(*job));
    else
        context_.generator().cancel(Lane::compare);
    showAll();
}

std::vector<CompareController::Column> CompareController::plannedColumns() const {
    const auto branches = branchColumns();
    return branches.size() >= 2 ? branches : temperatureColumns();
}

std::vector<CompareController::Column> CompareController::temperatureColumns() const {
    std::vector<Column> columns;
    for (const double temperature : context_.state().comparedTemperatures) {
        Column& column = columns.emplace_back();
        column.title = temperatureTitle(temperature);
        column.settings = context_.settingsAt(temperature);
        column.text.begin(column.settings.length, column.settings.forced.size());
    }
    return columns;
}

std::vector<CompareController::Column> CompareController::branchColumns() const {
    std::vector<Column> columns;
    for (const Branch& branch : context_.state().branches) {
        if (std::ranges::find(branches_, branch.id) == branches_.end())
            continue;
        Column& column = columns.emplace_back();
        column.title = QString::fromStdString(branch.name);
        column.branch = branch.id;
        column.settings = context_.settingsOf(branch);
        column.text.begin(column.settings.length, column.settings.forced.size());
    }
    return columns;
}

void CompareController::receive(const WrittenTokens& tokens) {
    if (tokens.lane != Lane::compare || tokens.text >= columns_.size())
        return;
    columns_[tokens.text].text.receive(tokens);
    columns_[tokens.text].finished = tokens.textFinished;
    if (tokens.textFinished)
        Q_EMIT columnChanged(static_cast<int>(tokens.text), display(columns_[tokens.text]));
    else if (!showPause_.isActive())
        showPause_.start();
}

void CompareController::showAll() {
    if (!active_)
        return;
    std::vector<ui::CompareColumn> shown;
    for (const Column& column : columns_)
        shown.push_back(display(column));
    Q_EMIT columnsChanged(shown);
}

bool CompareController::isCurrent(const Column& column) const {
    if (column.branch >= 0)
        return column.branch == context_.state().branch().id;
    return temperatureOf(column.settings.chain) == temperatureOf(context_.state().samplers);
}

ui::CompareColumn CompareController::display(const Column& column) const {
    ui::CompareColumn shown;
    shown.title = column.title;
    shown.temperature = temperatureOf(column.settings.chain);
    shown.current = isCurrent(column);
    shown.finished = column.finished;
    if (!model_)
        return shown;
    const auto context = static_cast<std::size_t>(usableContext(model_->weights()->configuration));
    const auto seen = std::span(prompt_).subspan(contextStart(prompt_.size(), context));
    shown.tokens = displayTokens(model_->vocabulary(), seen, column.text);
    const auto figures = column.text.figures();
    shown.statistics = statisticsOf(figures);
    if (const auto difference = firstDifference(figures, text_.text().figures()))
        shown.firstDifference = seen.size() + *difference;
    return shown;
}

void CompareController::activate(int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= columns_.size())
        return;
    const Column& column = columns_[static_cast<std::size_t>(index)];
    ExplorationState next = context_.state();
    if (column.branch >= 0)
        next.currentBranch = column.branch;
    else
        next.samplers = withTemperature(next.samplers, temperatureOf(column.settings.chain));
    context_.exploration().change(next, tr("take over %1").arg(column.title));
}

} // namespace tempera::studio
