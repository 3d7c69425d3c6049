// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_thinning.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <rapidcheck.h>

using namespace tempera;

namespace {

constexpr std::uint64_t anyBytes = std::uint64_t{1} << 40;

std::vector<MomentPlace> placesAt(const std::vector<std::int64_t>& steps) {
    std::vector<MomentPlace> places;
    for (const std::int64_t step : steps)
        places.push_back({step, false, 10});
    return places;
}

std::vector<MomentPlace> without(std::vector<MomentPlace> places,
                                 const std::vector<std::size_t>& dropped) {
    for (auto index = dropped.rbegin(); index != dropped.rend(); ++index)
        places.erase(places.begin() + static_cast<std::ptrdiff_t>(*index));
    return places;
}

/// As a run does it: one moment after the other, thinned each time.
std::vector<MomentPlace> grown(std::int64_t steps, std::int64_t every, std::int64_t epoch,
                               const MomentLimits& limits) {
    std::vector<MomentPlace> places;
    for (std::int64_t step = every; step <= steps; step += every) {
        places.push_back({step, step % epoch == 0, 10});
        places = without(places, momentsToDrop(places, limits));
    }
    return places;
}

} // namespace

class MomentThinningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDroppedWithinTheLimits() {
        QVERIFY(momentsToDrop(placesAt({1, 2, 3}), {3, 30}).empty());
        QVERIFY(momentsToDrop({}, {0, 0}).empty());
    }

    void closestNeighboursOnTheLogarithmicScaleGo() {
        // The spans around the inner ones, as ratios of step + 1: 4/1, 40/2, 80/4, 88/40, 800/80.
        const auto places = placesAt({0, 1, 3, 39, 79, 87, 799});
        QCOMPARE(momentsToDrop(places, {6, anyBytes}), std::vector<std::size_t>{4});
        // Equal steps apart, the later ones are closer.
        QCOMPARE(momentsToDrop(placesAt({100, 200, 300, 400, 500}), {4, anyBytes}),
                 std::vector<std::size_t>{3});
    }

    void endOfAnEpochOutlivesItsNeighbour() {
        auto places = placesAt({100, 200, 300, 400, 500});
        places[3].atEpochEnd = true;
        QCOMPARE(momentsToDrop(places, {4, anyBytes}), std::vector<std::size_t>{2});
    }

    void bytesAreALimitToo() {
        std::vector<MomentPlace> places = placesAt({1, 10, 100, 1'000});
        for (MomentPlace& place : places)
            place.bytes = 40;
        QCOMPARE(momentsToDrop(places, {32, 120}).size(), std::size_t{1});
        // With room for a single one the newest stays.
        QCOMPARE(momentsToDrop(places, {32, 40}), (std::vector<std::size_t>{0, 1, 2}));
        QCOMPARE(momentsToDrop(places, {32, 1}), (std::vector<std::size_t>{0, 1, 2}));
        QCOMPARE(momentsToDrop(places, {0, anyBytes}), (std::vector<std::size_t>{0, 1, 2}));
    }

    void boundedWithFirstAndNewestKept() {
        rc::check([] {
            auto steps = *rc::gen::unique<std::vector<std::int64_t>>(
                rc::gen::inRange<std::int64_t>(0, 1'000'000));
            std::ranges::sort(steps);
            std::vector<MomentPlace> places;
            for (const std::int64_t step : steps)
                places.push_back(
                    {step, *rc::gen::arbitrary<bool>(), *rc::gen::inRange<std::uint64_t>(1, 50)});
            const MomentLimits limits{*rc::gen::inRange<std::size_t>(2, 40), anyBytes};
            const auto dropped = momentsToDrop(places, limits);
            RC_ASSERT(std::ranges::is_sorted(dropped));
            RC_ASSERT(dropped == momentsToDrop(places, limits));
            const auto kept = without(places, dropped);
            RC_ASSERT(kept.size() == std::min(places.size(), limits.count));
            if (!places.empty()) {
                RC_ASSERT(kept.front().step == places.front().step);
                RC_ASSERT(kept.back().step == places.back().step);
            }
        });
    }

    void bytesAreKept() {
        rc::check([] {
            std::vector<MomentPlace> places;
            const auto sizes =
                *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange(1, 100));
            for (const std::uint64_t size : sizes)
                places.push_back({static_cast<std::int64_t>(places.size()), false, size});
            const auto most = *rc::gen::inRange<std::uint64_t>(1, 500);
            const auto kept = without(places, momentsToDrop(places, {1'000, most}));
            std::uint64_t bytes = 0;
            for (const MomentPlace& place : kept)
                bytes += place.bytes;
            RC_ASSERT(bytes <= most || kept.size() == 1);
        });
    }

    void longRunStaysSpreadOverItsLogarithm() {
        constexpr std::size_t count = 16;
        const auto places = grown(100'000, 50, 100'001, {count, anyBytes});
        QCOMPARE(places.size(), count);
        QCOMPARE(places.front().step, std::int64_t{50});
        QCOMPARE(places.back().step, std::int64_t{100'000});
        const double even = std::log(100'001.0 / 51.0) / (count - 1);
        // The newest may have come just now; everywhere else no gap is out of proportion.
        for (std::size_t index = 1; index < count; ++index) {
            const double gap = std::log((static_cast<double>(places[index].step) + 1.0) /
                                        (static_cast<double>(places[index - 1].step) + 1.0));
            QVERIFY2(gap < 3.0 * even, qPrintable(QString::number(gap / even)));
            if (index + 1 < count)
                QVERIFY2(gap > even / 4.0, qPrintable(QString::number(gap / even)));
        }
    }

    void runWithEpochsKeepsMostlyTheirEnds() {
        const auto places = grown(1'950, 13, 195, {16, anyBytes});
        const auto ends = std::ranges::count_if(places, &MomentPlace::atEpochEnd);
        QVERIFY2(ends >= 5, qPrintable(QString::number(ends)));
    }
};

QTEST_GUILESS_MAIN(MomentThinningTest)
#include "moment_thinning_test.moc"
