// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tempera::studio {

class Studio;
struct ResumeChanges;
struct RunRecord;

// Each connects one panel of the window with the controllers behind it, in a file of its own name.

void wireWriting(Studio& studio);
void wireLens(Studio& studio);
void wireSamplers(Studio& studio);
void wireBranches(Studio& studio);
void wireCompare(Studio& studio);
void wireResults(Studio& studio);
void wireModel(Studio& studio);
void wireCorpus(Studio& studio);
void wireSetup(Studio& studio);
void wireTraining(Studio& studio);
void wireWeights(Studio& studio);
void wireMoments(Studio& studio);
void wireRuns(Studio& studio);
void wireTrouble(Studio& studio);
void wireManners(Studio& studio);
void wireExport(Studio& studio);
void wireWelcome(Studio& studio);
void wireStatus(Studio& studio);
void wireDesktop(Studio& studio);

/// Shows the Corpus tab and reads the corpus there; empty: the built-in reviews.
void openCorpus(Studio& studio, const QString& path);
/// The same with the Model tab, to choose what is trained on it.
void setUpTraining(Studio& studio, const QString& corpus);
/// Whether a run may begin; says why where not.
bool mayTrain(Studio& studio);
/// Begins the run that is planned, on the corpus that is open.
void beginTraining(Studio& studio, bool singleStep = false);
/// Goes on with a run from its last checkpoint, or from another one of it; says why it can't.
void goOnWith(Studio& studio, const RunRecord& run, const ResumeChanges& changes,
              const QString& checkpoint = {});
void goOnWith(Studio& studio, const RunRecord& run);
/// After a crash: offers to go on with what was being trained.
void offerInterruptedRun(Studio& studio);

} // namespace tempera::studio
