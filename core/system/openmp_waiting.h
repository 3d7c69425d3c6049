// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tempera {

/// Lets OpenMP's threads sleep, not spin, while they wait for each other: with another program on
/// one of the cores spinning threads take the time from those they wait for, and training falls to
/// a fifth. libgomp reads its environment when it is loaded, before main() (Qt brings it too, where
/// LibTorch isn't linked), so the program starts itself once more with OMP_WAIT_POLICY set; where
/// the user has set it, that is respected.
/// To be called first in main(). Returns if there is nothing to do or it can't be done.
void restartWithSleepingThreads(char** arguments);

} // namespace tempera
