// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_choice.h"
#include "ui/corpus/corpus_overview.h"

#include <QWidget>
#include <memory>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace tempera::ui {

class CorpusControls;
class CorpusEmptyState;
class CorpusHeader;
class CorpusPages;
class CorpusReadouts;
class CoverageChart;
class DocumentBrowser;
class LengthChart;
class VocabularyPanel;
class ZipfChart;

/// What a corpus holds and what vocabulary size, sequence length and the like make of it. Setters
/// never emit.
class CorpusPanel final : public QWidget {
    Q_OBJECT
public:
    explicit CorpusPanel(QWidget* parent = nullptr);

    void setChoice(const CorpusChoice& choice);
    const CorpusChoice& choice() const { return choice_; }
    /// A corpus is being read; `fraction` in [0, 1]. An empty path: the built-in reviews.
    void setReading(const QString& path, double fraction);
    /// The corpus that was read; it ends the reading. Null: none, the empty state.
    void setCorpus(std::shared_ptr<const CorpusOverview> overview);
    /// Reading failed: what is wrong and what to do. The corpus before stays shown.
    void setProblem(const QString& message);
    /// Reading was cancelled.
    void clearReading();

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void openFileRequested();
    void openFolderRequested();
    void builtinRequested();
    /// The IMDB reviews.
    void downloadRequested();
    void cancelRequested();
    /// Of what can be changed here, by a person.
    void choiceChanged(const tempera::ui::CorpusChoice& choice);
    /// On to the model.
    void setUpRequested();

private:
    void layOut();
    QWidget* createSide();
    QWidget* createCharts();
    QWidget* createPages();
    void connectOpening();
    void connectParts();
    void change(const CorpusChoice& choice);
    void refresh();

    CorpusChoice choice_;
    SharedOverview overview_;
    CorpusHeader* header_;
    CorpusEmptyState* empty_;
    CorpusControls* controls_;
    CorpusReadouts* readouts_;
    CoverageChart* coverage_;
    LengthChart* lengths_;
    ZipfChart* zipf_;
    VocabularyPanel* vocabulary_;
    DocumentBrowser* documents_;
    CorpusPages* pages_ = nullptr;
    QStackedWidget* stack_;
};

} // namespace tempera::ui
