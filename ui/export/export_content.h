// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/distribution_export.h"
#include "core/export/generated_text.h"
#include "core/text/vocabulary.h"

#include <QString>
#include <memory>
#include <vector>

namespace tempera::ui {

class Chart;

/// Texts that are exported together, as in "Current text" or "Compared temperatures".
struct TextSelection {
    QString title;
    std::vector<GeneratedText> texts;
};

/// A distribution that can be exported, as in "After 'this movie is'".
struct DistributionSelection {
    QString title;
    DistributionExport distribution;
};

/// All that can be exported at the moment.
struct ExportContent {
    std::vector<TextSelection> texts;
    std::vector<DistributionSelection> distributions;
    std::vector<const Chart*> charts; ///< borrowed; must outlive the dialog
    std::shared_ptr<const Vocabulary> vocabulary;
    QString provenance; ///< JSON for the charts' metadata
};

} // namespace tempera::ui
