// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/curve_places.h"

#include <algorithm>

namespace tempera::ui {

namespace {

constexpr std::size_t placesPerNumber = 50; ///< one in fifty is passed over by no more than 2 %

} // namespace

std::vector<std::size_t> curvePlaces(std::size_t first, std::size_t last) {
    std::vector<std::size_t> places;
    for (std::size_t place = first; place <= last;
         place += std::max<std::size_t>(1, place / placesPerNumber))
        places.push_back(place);
    if (!places.empty() && places.back() != last)
        places.push_back(last);
    return places;
}

} // namespace tempera::ui
