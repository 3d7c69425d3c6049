// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_overview.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// The corpus in a line, what became of a reading, and the ways to open another one.
class CorpusHeader final : public QWidget {
    Q_OBJECT
public:
    explicit CorpusHeader(QWidget* parent = nullptr);

    /// Null: there is no corpus.
    void setOverview(const CorpusOverview* overview);
    /// `fraction` in [0, 1].
    void setReading(const QString& name, double fraction);
    void clearReading();
    /// Empty: none.
    void setProblem(const QString& message);

Q_SIGNALS:
    void openFileRequested();
    void openFolderRequested();
    void builtinRequested();
    void downloadRequested();
    void cancelRequested();
    void setUpRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    QPushButton* createOpenButton();
    void describe();
    void colorTexts();
    QWidget* createProgressRow();

    QLabel* name_;
    QLabel* counts_;
    QPushButton* open_;
    QPushButton* setUp_;
    QWidget* progressRow_ = nullptr;
    QLabel* progressText_;
    QProgressBar* progress_;
    QPushButton* cancel_;
    QLabel* problem_;
};

/// "50,000 documents · 11,557,847 words · 175,061 distinct · aclImdb archive", and what was skipped
/// or repaired while reading.
QString corpusSentence(const CorpusOverview& overview);

} // namespace tempera::ui
