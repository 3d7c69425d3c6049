// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LibTorch's headers take half a minute to compile; the few files that include them share this.
#include <torch/torch.h>
