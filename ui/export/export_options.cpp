// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_options.h"

#include <QtWidgets>

namespace tempera::ui {

namespace {

constexpr int largestScale = 8;

constexpr std::array keys = {std::pair{ExportKind::text, "textFormat"},
                             std::pair{ExportKind::distribution, "distributionFormat"},
                             std::pair{ExportKind::chart, "chartFormat"}};

/// Chooses the entry whose data is `value`, if there is one.
void choose(QComboBox& box, int value) {
    const int index = box.findData(value);
    if (index >= 0)
        box.setCurrentIndex(index);
}

} // namespace

ExportOptions::ExportOptions(QWidget* parent)
    : QWidget(parent),
      format_(new QComboBox(this)),
      scale_(new QSpinBox(this)),
      guardFormulas_(new QCheckBox(tr("&Guard against formulas"), this)),
      coloring_(new QComboBox(this)) {
    createWidgets();
    nameWidgets();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(format_);
    layout->addWidget(scale_);
    layout->addWidget(guardFormulas_);
    layout->addWidget(coloring_);
    layout->addStretch(1);
    setFocusProxy(format_);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportOptions::takeFormat);
    connect(scale_, &QSpinBox::valueChanged, this, &ExportOptions::changed);
    connect(guardFormulas_, &QCheckBox::toggled, this, &ExportOptions::changed);
    connect(coloring_, &QComboBox::currentIndexChanged, this, &ExportOptions::changed);
    setKind(ExportKind::text);
}

void ExportOptions::createWidgets() {
    const ExportSettings defaults;
    scale_->setRange(1, largestScale);
    scale_->setValue(defaults.scale);
    scale_->setPrefix(tr("Scale "));
    scale_->setSuffix(QString::fromUtf8("\u00D7"));
    guardFormulas_->setChecked(defaults.guardFormulas);
    const auto addColoring = [this](const QString& text, TokenColoring coloring) {
        coloring_->addItem(text, static_cast<int>(coloring));
    };
    addColoring(tr("Colour: surprise"), TokenColoring::surprise);
    addColoring(tr("Colour: probability"), TokenColoring::probability);
    addColoring(tr("Colour: rank"), TokenColoring::rank);
    addColoring(tr("Colour: entropy"), TokenColoring::entropy);
    addColoring(tr("No colour"), TokenColoring::none);
}

void ExportOptions::nameWidgets() {
    format_->setObjectName("format");
    format_->setAccessibleName(tr("Format"));
    format_->setToolTip(tr("The kind of file"));
    scale_->setObjectName("scale");
    scale_->setAccessibleName(tr("Scale of the picture"));
    scale_->setToolTip(tr("Pixels of the picture for each one on a plain screen: 3 is print"));
    guardFormulas_->setObjectName("guardFormulas");
    guardFormulas_->setToolTip(tr("Puts an apostrophe before words that a spreadsheet would take "
                                  "for formulas; numbers stay as they are"));
    coloring_->setObjectName("coloring");
    coloring_->setAccessibleName(tr("Colour of the words"));
    coloring_->setToolTip(tr("The figure that the background of each word stands for"));
}

void ExportOptions::setKind(ExportKind kind) {
    kind_ = kind;
    const QSignalBlocker blocker(format_);
    format_->clear();
    for (const ExportFormat format : exportFormats(kind))
        format_->addItem(exportFormatLabel(format), static_cast<int>(format));
    const auto last = lastFormats_.find(kind);
    if (last != lastFormats_.end())
        choose(*format_, static_cast<int>(last->second));
    format_->setEnabled(format_->count() > 1);
    showOptions();
}

void ExportOptions::takeFormat() {
    lastFormats_[kind_] = settings().format;
    showOptions();
    Q_EMIT formatChanged();
    Q_EMIT changed();
}

void ExportOptions::showOptions() {
    const ExportFormat format = settings().format;
    scale_->setVisible(format == ExportFormat::png);
    guardFormulas_->setVisible(format == ExportFormat::csv);
    coloring_->setVisible(format == ExportFormat::html);
}

ExportSettings ExportOptions::settings() const {
    return {static_cast<ExportFormat>(format_->currentData().toInt()), scale_->value(),
            guardFormulas_->isChecked(),
            static_cast<TokenColoring>(coloring_->currentData().toInt())};
}

void ExportOptions::load(const QSettings& stored) {
    // Formats are remembered by their extension: what else stands in a file of settings is passed.
    for (const auto& [kind, key] : keys)
        for (const ExportFormat format : exportFormats(kind))
            if (exportExtension(format) == stored.value(key).toString())
                lastFormats_[kind] = format;
    scale_->setValue(stored.value("scale", scale_->value()).toInt());
    guardFormulas_->setChecked(stored.value("guardFormulas", true).toBool());
    choose(*coloring_, stored.value("coloring", coloring_->currentData()).toInt());
    setKind(kind_);
}

void ExportOptions::save(QSettings& stored) const {
    for (const auto& [kind, key] : keys)
        if (const auto last = lastFormats_.find(kind); last != lastFormats_.end())
            stored.setValue(key, exportExtension(last->second));
    stored.setValue("scale", scale_->value());
    stored.setValue("guardFormulas", guardFormulas_->isChecked());
    stored.setValue("coloring", coloring_->currentData());
}

} // namespace tempera::ui
