// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_context.h"
#include "app/studio/exploration/text_controller.h"
#include "ui/compare/compare_panel.h"

#include <QObject>
#include <QTimer>
#include <vector>

namespace tempera::studio {

/// The same prompt and luck in several columns: at several temperatures, or along several branches.
/// Written only while somebody looks.
class CompareController final : public QObject {
    Q_OBJECT
public:
    CompareController(ExplorationContext& context, TextController& text, QObject* parent = nullptr);

    /// Somebody looks at the columns.
    void setActive(bool active);
    /// Columns are the given branches at the current temperature, until compareTemperatures().
    void compareBranches(std::vector<int> branches);
    void compareTemperatures();
    /// What the columns hold, for export: settings and tokens of each.
    struct Column {
        QString title;
        GenerationSettings settings;
        int branch = -1; ///< -1 where the column stands for a temperature
        WrittenText text;
        bool finished = false;
    };
    const std::vector<Column>& columns() const { return columns_; }
    /// What the columns were written with, which may be older than what is current.
    const ModelHandle& model() const { return model_; }
    const std::vector<TokenId>& prompt() const { return prompt_; }
    const std::string& promptText() const { return promptText_; }
    /// Makes the column's temperature or branch the current one.
    void activate(int column);

Q_SIGNALS:
    void columnsChanged(const std::vector<tempera::ui::CompareColumn>& columns);
    void columnChanged(int index, const tempera::ui::CompareColumn& column);

private:
    void restart();
    std::vector<Column> plannedColumns() const;
    std::vector<Column> temperatureColumns() const;
    std::vector<Column> branchColumns() const;
    void receive(const WrittenTokens& tokens);
    void showAll();
    ui::CompareColumn display(const Column& column) const;
    bool isCurrent(const Column& column) const;

    ExplorationContext& context_;
    TextController& text_;
    bool active_ = false;
    bool outdated_ = true;
    std::vector<int> branches_; ///< compared instead of temperatures where there are any
    std::vector<Column> columns_;
    std::vector<TokenId> prompt_; ///< all of it, empty where there is nothing to begin with
    std::string promptText_;
    ModelHandle model_;
    QTimer restartPause_;
    QTimer showPause_;
};

} // namespace tempera::studio
