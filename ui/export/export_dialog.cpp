// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "ui/export/export_clipboard.h"
#include "ui/export/export_options.h"
#include "ui/export/export_preview.h"
#include "ui/export/export_target.h"
#include "ui/theme/theme.h"

#include <QtWidgets>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr auto settingsGroup = "export";

} // namespace

ExportDialog::ExportDialog(ExportContent content, QWidget* parent)
    : QDialog(parent),
      content_(std::move(content)),
      items_(exportItems(content_)),
      what_(new QComboBox(this)),
      options_(new ExportOptions(this)),
      preview_(new ExportPreview(this)),
      target_(new ExportTarget(this)),
      message_(new QLabel(this)) {
    setWindowTitle(tr("Export"));
    createChoices();
    auto* form = new QFormLayout;
    form->addRow(tr("&What:"), what_);
    form->addRow(tr("&Format:"), options_);
    auto* place = new QFormLayout;
    place->addRow(tr("F&ile:"), target_);
    message_->setWordWrap(true);
    message_->setObjectName("message");
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(preview_, 1);
    layout->addLayout(place);
    layout->addWidget(message_);
    layout->addWidget(createButtons());
    const QFontMetrics metrics(font());
    resize(metrics.averageCharWidth() * 125, metrics.height() * 38);
    load();
    connect(what_, &QComboBox::currentIndexChanged, this, &ExportDialog::takeItem);
    connect(options_, &ExportOptions::formatChanged, this, &ExportDialog::propose);
    connect(options_, &ExportOptions::changed, this, &ExportDialog::refresh);
    connect(target_, &ExportTarget::pathChanged, this, [this] { showMessage({}, false); });
    takeItem();
}

void ExportDialog::createChoices() {
    for (const ExportItem& item : items_) {
        const bool newKind =
            what_->count() > 0 &&
            items_[static_cast<std::size_t>(&item - items_.data()) - 1].kind != item.kind;
        if (newKind)
            what_->insertSeparator(what_->count());
        what_->addItem(exportLabel(content_, item), static_cast<int>(&item - items_.data()));
    }
    what_->setObjectName("what");
    what_->setAccessibleName(tr("What to export"));
    what_->setToolTip(tr("The texts, numbers or chart that the file will hold"));
    what_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    what_->setEnabled(!items_.empty());
    options_->setEnabled(!items_.empty());
    target_->setEnabled(!items_.empty());
}

QWidget* ExportDialog::createButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    copyButton_ = buttons->addButton(tr("&Copy to Clipboard"), QDialogButtonBox::ActionRole);
    copyButton_->setToolTip(tr("Put what the preview shows on the clipboard"));
    copyButton_->setAutoDefault(false);
    saveButton_ = buttons->addButton(tr("&Save"), QDialogButtonBox::ActionRole);
    saveButton_->setToolTip(tr("Write the file"));
    saveButton_->setDefault(true);
    connect(copyButton_, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(saveButton_, &QPushButton::clicked, this, &ExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void ExportDialog::load() {
    QSettings stored;
    stored.beginGroup(settingsGroup);
    options_->load(stored);
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    target_->setFolder(stored.value("folder", documents).toString());
}

void ExportDialog::done(int result) {
    QSettings stored;
    stored.beginGroup(settingsGroup);
    options_->save(stored);
    stored.setValue("folder", target_->folder());
    QDialog::done(result);
}

std::optional<ExportItem> ExportDialog::item() const {
    const QVariant index = what_->currentData();
    return index.isValid() ? std::optional(items_.at(index.value<std::size_t>())) : std::nullopt;
}

void ExportDialog::select(const ExportItem& item) {
    const auto found = std::ranges::find(items_, item);
    if (found != items_.end())
        what_->setCurrentIndex(what_->findData(static_cast<int>(found - items_.begin())));
}

void ExportDialog::selectChart(const Chart& chart) {
    const auto found = std::ranges::find(content_.charts, &chart);
    if (found != content_.charts.end())
        select({ExportKind::chart, static_cast<std::size_t>(found - content_.charts.begin())});
}

void ExportDialog::selectDistribution(std::size_t index) {
    select({ExportKind::distribution, index});
}

void ExportDialog::takeItem() {
    if (const auto chosen = item())
        options_->setKind(chosen->kind);
    propose();
    refresh();
}

void ExportDialog::propose() {
    if (const auto chosen = item())
        target_->propose(exportTitle(content_, *chosen),
                         exportExtension(options_->settings().format));
}

void ExportDialog::refresh() {
    showMessage({}, false);
    bytes_.clear();
    const auto chosen = item();
    if (!chosen) {
        preview_->showNothing(tr("There is nothing to export yet: generate a text first."));
    } else {
        try {
            const ExportSettings settings = options_->settings();
            bytes_ = exportBytes(content_, *chosen, settings);
            const bool isChart = chosen->kind == ExportKind::chart;
            preview_->show(bytes_, settings.format,
                           isChart ? content_.charts.at(chosen->index) : nullptr);
        } catch (const Error& error) {
            preview_->showNothing(QString::fromUtf8(error.what()));
        }
    }
    copyButton_->setEnabled(!bytes_.isEmpty());
    saveButton_->setEnabled(!bytes_.isEmpty());
}

void ExportDialog::showMessage(const QString& text, bool isProblem) {
    QPalette colors; // but for one colour the theme's
    if (isProblem)
        colors.setColor(QPalette::WindowText, themeColors(palette()).warningText);
    messageIsProblem_ = isProblem;
    message_->setPalette(colors);
    message_->setText(text);
}

void ExportDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showMessage(message_->text(), messageIsProblem_);
}

void ExportDialog::copy() {
    copyToClipboard(bytes_, options_->settings().format);
    showMessage(tr("Copied to the clipboard."), false);
}

void ExportDialog::save() {
    const QString path = target_->path();
    if (path.isEmpty())
        showMessage(tr("Type a name for the file, or browse for one."), true);
    else if (QFileInfo::exists(path) && QFileInfo(path).isFile())
        askToReplace(path);
    else
        write(path);
}

void ExportDialog::askToReplace(const QString& path) {
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Replace File?"),
                        tr("There is a file \"%1\" already.").arg(QFileInfo(path).fileName()),
                        QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("What it holds now will be lost."));
    auto* replace = question->addButton(tr("&Replace"), QMessageBox::AcceptRole);
    replace->setObjectName("replace");
    question->setDefaultButton(QMessageBox::Cancel);
    connect(replace, &QAbstractButton::clicked, this, [this, path] { write(path); });
    question->open();
}

void ExportDialog::write(const QString& path) {
    try {
        AtomicFile file(path.toStdString());
        file.write(std::string_view(bytes_.constData(), static_cast<std::size_t>(bytes_.size())));
        file.commit();
    } catch (const Error& error) {
        showMessage(QString::fromUtf8(error.what()), true);
        return;
    }
    Q_EMIT exported(path);
    accept();
}

} // namespace tempera::ui
