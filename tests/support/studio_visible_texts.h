// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace tempera::test {

/// Something that a widget says.
struct VisibleText {
    QString where; ///< the widget's class and name, and what of it
    QString text;
    bool isMarkup = false; ///< it is shown as HTML
};

/// All that the widgets below `window` say, those of hidden ones too: labels, buttons, fields,
/// tabs, tables (their first 500 rows), tool tips, what screen readers are told, and charts'
/// tables.
std::vector<VisibleText> visibleTexts(QWidget& window);

} // namespace tempera::test
