// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// What to do while there is no corpus.
class CorpusEmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit CorpusEmptyState(QWidget* parent = nullptr);

Q_SIGNALS:
    void openFileRequested();
    void openFolderRequested();
    void builtinRequested();
    void downloadRequested();
};

} // namespace tempera::ui
