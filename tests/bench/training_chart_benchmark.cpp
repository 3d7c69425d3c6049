// SPDX-License-Identifier: GPL-3.0-or-later
// What a person waits for while a run is drawn: one flush (the newest steps appended, the picture
// drawn) at every length of a run, as a whole and zoomed in, and a move of the smoothing handle.
#include "ui/charts/qcustomplot.h"
#include "ui/training/loss_chart.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <random>

namespace {

using namespace tempera;
using namespace tempera::ui;

/// A noisy loss that falls, as a run's.
TrainingProgress runOf(std::int64_t steps) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    TrainingProgress progress;
    progress.steps.reserve(static_cast<std::size_t>(steps));
    for (std::int64_t step = 1; step <= steps; ++step)
        progress.steps.push_back(
            {step, step / 1000 + 1,
             5.0 + 4.6 / std::sqrt(1.0 + double(step) / 100.0) + 0.1 * normal(random), 1e-3,
             std::exp(0.3 * normal(random)), 5000.0 + 100.0 * normal(random)});
    return progress;
}

struct Window {
    LossChart chart;
    TrainingProgress progress;
    QCustomPlot* plot = chart.findChild<QCustomPlot*>();

    explicit Window(std::int64_t steps) : progress(runOf(steps)) {
        chart.resize(1400, 500);
        chart.begin(progress, 1000);
        chart.show();
        chart.grab();
    }
    void draw() {
        chart.flush();
        plot->replot(QCustomPlot::rpImmediateRefresh);
    }
    void appendOne() {
        StepRecord next = progress.steps.back();
        next.step = ++last;
        chart.append(std::span(&next, 1), {});
    }
    std::int64_t last = progress.stepsDone();
};

/// range(0) steps, of which one in range(1) is in view.
void flush(benchmark::State& state) {
    Window window(state.range(0));
    if (state.range(1) > 1) {
        const double middle = static_cast<double>(state.range(0)) / 2.0;
        const double half = middle / static_cast<double>(state.range(1));
        window.plot->xAxis->setRange(middle - half, middle + half);
    }
    for (auto _ : state) {
        window.appendOne();
        window.draw();
    }
}
BENCHMARK(flush)
    ->ArgNames({"steps", "zoom"})
    ->ArgsProduct({{1'000, 10'000, 100'000, 1'000'000}, {1, 10, 100, 1000}})
    ->Unit(benchmark::kMillisecond);

/// The smoothed loss of all steps anew.
void smooth(benchmark::State& state) {
    RunSeries run;
    run.append(runOf(state.range(0)).steps);
    int window = 1;
    for (auto _ : state) {
        window = window % 1000 + 1;
        run.setSmoothing(window);
    }
}
BENCHMARK(smooth)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);

/// A run that is opened.
void begin(benchmark::State& state) {
    LossChart chart;
    const TrainingProgress progress = runOf(state.range(0));
    for (auto _ : state)
        chart.begin(progress, 1000);
}
BENCHMARK(begin)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
