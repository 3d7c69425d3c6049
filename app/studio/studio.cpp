// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"

#include "app/studio/wiring/wiring.h"

#include <utility>

namespace tempera::studio {

Studio::Studio(StudioOptions options)
    : theme_(desktop_, settings_),
      generator_(nullptr, std::move(options.predictions)),
      context_(exploration_, model_, generator_),
      text_(context_),
      compare_(context_, text_),
      ladder_(context_),
      results_(context_),
      setup_(settings_),
      runs_(options.runsFolder),
      training_(nullptr, options.training),
      estimator_(setup_, corpus_, training_, options.training),
      weights_(training_, model_),
      runKeeper_(training_, runs_, timeMachine_),
      session_(exploration_, model_, options.sessionPath) {
    wireWriting(*this);
    wireLens(*this);
    wireSamplers(*this);
    wireBranches(*this);
    wireCompare(*this);
    wireResults(*this);
    wireModel(*this);
    wireCorpus(*this);
    wireSetup(*this);
    wireTraining(*this);
    wireWeights(*this);
    wireMoments(*this);
    wireRuns(*this);
    wireTrouble(*this);
    wireManners(*this);
    wireExport(*this);
    wireWelcome(*this);
    wireStatus(*this);
    wireDesktop(*this);
}

Studio::~Studio() = default;

void Studio::start() {
    window_.restoreLayout();
    const QString problem = session_.restore();
    window_.show();
    if (!problem.isEmpty())
        window_.showProblem(problem);
    offerInterruptedRun(*this);
}

void Studio::open(const QString& path) {
    const bool isModel =
        path.endsWith(QStringLiteral(".safetensors")) || path.endsWith(QStringLiteral(".tempera"));
    if (isModel)
        model_.load(path);
    else
        openCorpus(*this, path);
}

} // namespace tempera::studio
