// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/export_choice.h"

#include <QWidget>
#include <map>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QSettings;
class QSpinBox;
QT_END_NAMESPACE

namespace tempera::ui {

/// The format and what can be chosen about it. Remembers, also between programs, one format for
/// each kind of thing.
class ExportOptions final : public QWidget {
    Q_OBJECT
public:
    explicit ExportOptions(QWidget* parent = nullptr);

    /// Offers the formats of that kind and chooses the one that was last used for it.
    void setKind(ExportKind kind);
    ExportSettings settings() const;

    /// Of the group that `stored` is in.
    void load(const QSettings& stored);
    void save(QSettings& stored) const;

Q_SIGNALS:
    void formatChanged();
    void changed(); ///< also after formatChanged()

private:
    void createWidgets();
    void nameWidgets();
    void takeFormat();
    void showOptions();

    ExportKind kind_ = ExportKind::text;
    std::map<ExportKind, ExportFormat> lastFormats_;
    QComboBox* format_;
    QSpinBox* scale_;
    QCheckBox* guardFormulas_;
    QComboBox* coloring_;
};

} // namespace tempera::ui
