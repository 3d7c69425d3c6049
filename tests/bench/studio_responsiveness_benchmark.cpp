// SPDX-License-Identifier: GPL-3.0-or-later
// What a person feels: from a move of the slider to the painted Lens and to the painted text, and
// the longest event while texts are written and a network is trained. The book's network with its
// 15,000 words and random weights, in a window of 1440x900.
#include "app/studio/studio.h"
#include "core/model/initial_weights.h"
#include "core/system/openmp_waiting.h"
#include "support/event_watchdog.h"
#include "support/studio_fixture.h"
#include "ui/lens/distribution_view.h"
#include "ui/lens/lens_panel.h"

#include <QEventLoop>
#include <QTextStream>
#include <algorithm>
#include <chrono>
#include <cmath>

using namespace tempera;
using namespace tempera::test;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int moves = 60;
constexpr int patience = 20'000;

/// The book's network before its training, with words that look like words.
ModelHandle bookModel() {
    ModelConfiguration configuration;
    configuration.vocabularySize = 15'000;
    std::vector<std::string> words{"this", "movie"}; // behind padding and [UNK]
    while (words.size() + 2 < 15'000)
        words.push_back("word" + std::to_string(words.size()));
    LanguageModelFile file{std::make_shared<const ModelWeights>(initialWeights(configuration, 1)),
                           {Standardization::book, configuration.contextLength},
                           Vocabulary(std::move(words))};
    return std::make_shared<const LoadedModel>(std::move(file), "book, untrained");
}

/// Counts how often a widget is painted.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint)
            ++paints_;
        return QObject::eventFilter(watched, event);
    }
    int paints() const { return paints_; }

private:
    int paints_ = 0;
};

struct Times {
    std::vector<double> values;
    void add(Clock::time_point begin) {
        values.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    double median() {
        std::ranges::sort(values);
        return values.empty() ? 0.0 : values[values.size() / 2];
    }
    double longest() { return values.empty() ? 0.0 : *std::ranges::max_element(values); }
};

void printRow(const QString& what, double median, double longest, double limit) {
    QTextStream(stdout) << what.leftJustified(46)
                        << QString::number(median, 'f', 1).rightJustified(9)
                        << QString::number(longest, 'f', 1).rightJustified(9)
                        << QString::number(limit, 'f', 0).rightJustified(8) << Qt::endl;
}

/// Handles events until `done`, or nothing happens for too long.
template <typename Condition>
void runUntil(Condition done) {
    const auto end = Clock::now() + std::chrono::milliseconds(patience);
    while (!done() && Clock::now() < end)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
}

void moveSlider(StudioFixture& fixture, int move, double lowest) {
    ui::TemperatureSlider& slider = fixture.slider();
    const double temperature = lowest * std::pow(1.025, (move * 37) % moves);
    QTest::mouseMove(&slider, slider.handleCenter(temperature).toPoint());
}

/// What a drag costs: until the bars are painted, and until a whole new text is. Other temperatures
/// (from `lowest` up) make texts that no cache holds.
void measureDrag(StudioFixture& fixture, double lowest, const QString& where) {
    PaintWatch lens(*fixture.child<ui::DistributionView>().viewport());
    Times lensTimes;
    Times textTimes;
    ui::TemperatureSlider& slider = fixture.slider();
    QTest::mousePress(&slider, Qt::LeftButton, {},
                      slider.handleCenter(slider.temperature()).toPoint());
    for (int move = 0; move < moves; ++move) {
        const int lensPaints = lens.paints();
        const auto begin = Clock::now();
        moveSlider(fixture, move, lowest);
        runUntil([&] { return lens.paints() > lensPaints; });
        lensTimes.add(begin);
        runUntil([&] { return !fixture.studio().generator().isBusy(studio::Lane::text); });
        QCoreApplication::processEvents(); // what the last tokens asked to be painted
        textTimes.add(begin);
    }
    QTest::mouseRelease(&slider, Qt::LeftButton, {},
                        slider.handleCenter(slider.temperature()).toPoint());
    printRow("slider move to painted Lens" + where, lensTimes.median(), lensTimes.longest(), 16);
    printRow("slider move to painted 50-token text" + where, textTimes.median(),
             textTimes.longest(), 100);
}

void measureEvents(StudioFixture& fixture, EventWatchdog& watchdog, const QString& what,
                   int milliseconds) {
    watchdog.reset();
    const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
    for (int move = 0; Clock::now() < end; ++move) {
        fixture.drag({0.3 + 0.02 * (move % 50)});
        runUntil([&] { return !fixture.studio().generator().isBusy(studio::Lane::text); });
    }
    printRow(what, 0.0, watchdog.longestMilliseconds(), 50);
    QTextStream(stdout) << "    " << watchdog.longestEvent() << Qt::endl;
}

studio::TrainingRequest bookTraining() {
    studio::TrainingRequest request;
    request.settings = bookTrainingSettings();
    request.settings.batchSize = 32;
    request.settings.limits = {};
    request.settings.limits.steps = 100'000;
    request.threads = 2;
    return request;
}

void measureAll(EventWatchdog& watchdog) {
    const auto begin = Clock::now();
    StudioFixture fixture({}, studio::libtorchLanguageModel);
    Times start;
    start.add(begin);
    static_cast<void>(fixture.awaitText());
    fixture.studio().model().set(bookModel());
    static_cast<void>(fixture.awaitText());
    QTextStream(stdout) << QString("milliseconds").leftJustified(46) << "   median  longest   limit"
                        << Qt::endl;
    printRow("studio made to window shown", start.median(), start.longest(), 1'000);
    measureDrag(fixture, 0.5, {});
    measureEvents(fixture, watchdog, "longest event while writing", 5'000);
    fixture.studio().results().generate(100);
    measureEvents(fixture, watchdog, "longest event while 100 texts are written", 5'000);
    fixture.window().raisePanel(fixture.window().ladder());
    measureEvents(fixture, watchdog, "longest event with the ladder open", 5'000);
    fixture.studio().training().start(bookTraining());
    runUntil([&] { return fixture.studio().training().losses().size() > 1; });
    measureDrag(fixture, 0.507, " while training");
    measureEvents(fixture, watchdog, "longest event while writing and training", 15'000);
    fixture.studio().training().stop();
    runUntil([&] { return !fixture.studio().training().isRunning(); });
}

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments);
    const StudioHome home;
    EventWatchdog application(argumentCount, arguments);
    nameApplication();
    measureAll(application);
    return 0;
}
