// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/exploration_state.h"

#include <algorithm>

namespace tempera::studio {

const Branch& ExplorationState::branch() const {
    const auto found = std::ranges::find(branches, currentBranch, &Branch::id);
    return found == branches.end() ? branches.front() : *found;
}

} // namespace tempera::studio
