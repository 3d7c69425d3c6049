// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_empty_state.h"

#include "ui/text/primary_button.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tempera::ui {

CorpusEmptyState::CorpusEmptyState(QWidget* parent) : QWidget(parent) {
    auto* title = new QLabel(tr("A model learns from a pile of text"), this);
    title->setFont(scaledFont(font(), 1.25, QFont::DemiBold));
    auto* text = new QLabel(tr("Open a text file, a table (.csv, .jsonl), a folder or an archive, "
                               "or drop one here. To try it out, take the built-in reviews."),
                            this);
    text->setWordWrap(true);
    for (QLabel* label : {title, text})
        label->setAlignment(Qt::AlignCenter);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    const auto add = [&](QPushButton* button, const QString& toolTip,
                         void (CorpusEmptyState::*signal)()) {
        button->setAccessibleName(QString(button->text()).remove(u'&'));
        button->setToolTip(toolTip);
        button->setAccessibleDescription(toolTip);
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
    };
    add(new PrimaryButton(tr("Open &File..."), this), tr("Opens a text, a table or an archive."),
        &CorpusEmptyState::openFileRequested);
    add(new QPushButton(tr("Open F&older..."), this), tr("Opens all texts of a folder."),
        &CorpusEmptyState::openFolderRequested);
    add(new QPushButton(tr("&Built-in Reviews"), this),
        tr("Opens the synthetic reviews that come with the program."),
        &CorpusEmptyState::builtinRequested);
    add(new QPushButton(tr("&Download IMDB..."), this),
        tr("Fetches the 50,000 film reviews that the book uses (84 MB)."),
        &CorpusEmptyState::downloadRequested);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addLayout(row);
    layout->addStretch(1);
}

} // namespace tempera::ui
