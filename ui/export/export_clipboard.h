// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/export_choice.h"

namespace tempera::ui {

/// Puts a file's bytes on the clipboard as what other programs take: a picture, a page, text.
void copyToClipboard(const QByteArray& bytes, ExportFormat format);

} // namespace tempera::ui
