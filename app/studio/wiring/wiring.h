// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tempera::studio {

class Studio;

// Each connects one panel of the window with the controllers behind it, in a file of its own name.

void wireWriting(Studio& studio);
void wireLens(Studio& studio);
void wireSamplers(Studio& studio);
void wireBranches(Studio& studio);
void wireCompare(Studio& studio);
void wireResults(Studio& studio);
void wireModel(Studio& studio);
void wireTraining(Studio& studio);
/// After wireModel(), whose title it completes.
void wireManners(Studio& studio);
void wireExport(Studio& studio);
void wireWelcome(Studio& studio);
void wireStatus(Studio& studio);
void wireDesktop(Studio& studio);

/// Asks how to train on the corpus (empty: the built-in reviews), and begins.
void offerTraining(Studio& studio, const QString& corpus);

} // namespace tempera::studio
