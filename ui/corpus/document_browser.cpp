// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/document_browser.h"

#include "ui/corpus/document_view.h"
#include "ui/samplers/number_text.h"
#include "ui/samplers/switch_box.h"
#include "ui/text/flow_layout.h"
#include "ui/theme/plain_tool_tip.h"

#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace tempera::ui {

DocumentBrowser::DocumentBrowser(QWidget* parent)
    : QWidget(parent),
      number_(new QSpinBox(this)),
      find_(new QLineEdit(this)),
      originals_(new SwitchBox(tr("&Original words"), this)),
      sentence_(new QLabel(this)),
      view_(new DocumentView(this)) {
    createControls();
    layOut();
    connect(number_, &QSpinBox::valueChanged, this, [this](int number) { show(number - 1); });
    connect(previous_, &QToolButton::clicked, this,
            [this] { show(static_cast<std::int64_t>(current_) - 1); });
    connect(next_, &QToolButton::clicked, this,
            [this] { show(static_cast<std::int64_t>(current_) + 1); });
    connect(random_, &QToolButton::clicked, this, &DocumentBrowser::showRandom);
    connect(find_, &QLineEdit::returnPressed, this, &DocumentBrowser::find);
    connect(find_, &QLineEdit::textChanged, view_, &DocumentView::setHighlighted);
    connect(originals_, &QCheckBox::toggled, view_, &DocumentView::setOriginalsShown);
}

void DocumentBrowser::createControls() {
    previous_ = addButton(u"\u2039"_qs, tr("Previous document"), tr("Shows the document before."));
    next_ = addButton(u"\u203a"_qs, tr("Next document"), tr("Shows the next document."));
    random_ = addButton(tr("&Random"), tr("Random document"), tr("Shows any document."));
    number_->setAccessibleName(tr("Document number"));
    number_->setToolTip(tr("Which document is shown, in the order of the corpus."));
    number_->setPrefix(tr("Document "));
    number_->setGroupSeparatorShown(true);
    number_->setLocale(displayLocale());
    number_->setKeyboardTracking(false);
    number_->setMinimum(1);
    find_->setPlaceholderText(tr("find (Enter: next)"));
    find_->setClearButtonEnabled(true);
    find_->setAccessibleName(tr("Find a document"));
    find_->setToolTip(tr("Marks words with this text; Enter shows the next document with one."));
    originals_->setAccessibleName(tr("Original words"));
    originals_->setToolTip(tr("Shows the word that the model doesn't know in the place of [UNK]."));
    sentence_->setForegroundRole(QPalette::PlaceholderText);
    sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    sentence_->setAccessibleName(tr("What the model sees of the document"));
}

QToolButton* DocumentBrowser::addButton(const QString& text, const QString& name,
                                        const QString& toolTip) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void DocumentBrowser::layOut() {
    const int space = fontMetrics().height() / 3;
    auto* row = new FlowLayout;
    row->setSpacing(space);
    for (QWidget* control :
         std::initializer_list<QWidget*>{previous_, number_, next_, random_, find_, originals_})
        row->addWidget(control);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    layout->addLayout(row);
    layout->addWidget(sentence_);
    layout->addWidget(view_, 1);
}

void DocumentBrowser::setOverview(SharedOverview overview) {
    const bool same = overview_ && overview && overview_->path == overview->path &&
                      overview_->statistics.documents() == overview->statistics.documents();
    overview_ = std::move(overview);
    const std::uint64_t documents = overview_ ? overview_->statistics.documents() : 0;
    const QSignalBlocker blocker(number_);
    number_->setRange(1, static_cast<int>(std::clamp<std::uint64_t>(
                             documents, 1, std::numeric_limits<int>::max())));
    number_->setSuffix(tr(" of %1").arg(countText(static_cast<qint64>(documents))));
    if (!same)
        current_ = 0;
    number_->setValue(static_cast<int>(current_) + 1);
    refresh();
}

void DocumentBrowser::setChoice(const CorpusChoice& choice) {
    choice_ = choice;
    refresh();
}

void DocumentBrowser::show(std::int64_t document) {
    if (!overview_)
        return;
    const auto last = static_cast<std::int64_t>(overview_->corpus->documentCount()) - 1;
    const QSignalBlocker blocker(number_);
    current_ = static_cast<std::size_t>(std::clamp<std::int64_t>(document, 0, last));
    number_->setValue(static_cast<int>(current_) + 1);
    view_->scrollToTop();
    refresh();
    view_->setHighlighted(find_->text());
}

void DocumentBrowser::showRandom() {
    show(QRandomGenerator::global()->bounded(number_->maximum()));
}

void DocumentBrowser::showWord(quint32 wordIndex) {
    if (!overview_)
        return;
    const std::int64_t found =
        documentWith(*overview_, wordIndex, static_cast<std::int64_t>(current_));
    find_->setText(QString::fromStdString(overview_->corpus->words()[wordIndex]));
    if (found >= 0)
        show(found);
}

void DocumentBrowser::find() {
    if (!overview_ || find_->text().isEmpty())
        return;
    const std::int64_t found =
        documentWithText(*overview_, find_->text(), static_cast<std::int64_t>(current_));
    if (found >= 0)
        show(found);
    else
        sentence_->setText(tr("No document has a word with “%1”.").arg(find_->text()));
}

void DocumentBrowser::refresh() {
    ModelDocument document;
    if (overview_ && current_ < overview_->corpus->documentCount())
        document = modelDocument(*overview_, current_, choice_);
    const bool characters = overview_ && overview_->standardization == Standardization::characters;
    sentence_->setText(overview_ ? documentSentence(document) : QString());
    sentence_->setToolTip(plainToolTip(sentence_->text()));
    view_->setDocument(std::move(document), characters ? QString() : QStringLiteral(" "));
    previous_->setEnabled(current_ > 0);
    next_->setEnabled(static_cast<int>(current_) + 1 < number_->maximum());
}

} // namespace tempera::ui
