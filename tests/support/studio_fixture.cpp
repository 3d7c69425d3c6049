// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/studio_fixture.h"

#include "support/fake_language_model.h"
#include "support/studio_expectation.h"
#include "ui/lens/lens_panel.h"

#include <QMenuBar>

namespace tempera::test {

namespace {

constexpr int patience = 60'000;

QtMessageHandler testsMessageHandler = nullptr;

/// The offscreen platform says this at every menu and tool tip: hundreds of times, until nobody
/// sees a test's failure between them.
void leaveOutSizeHints(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (!message.contains("propagateSizeHints"))
        testsMessageHandler(type, context, message);
}

class UncachedPredictions final : public studio::PredictionSource {
public:
    explicit UncachedPredictions(const LoadedModel& model) : source_(referenceSource(model)) {}
    SharedLogits logitsAfter(std::span<const TokenId> tokens) override {
        const auto logits = source_->logitsAfter(tokens);
        return std::make_shared<const std::vector<float>>(logits.begin(), logits.end());
    }

private:
    std::unique_ptr<LogitsSource> source_;
};

std::unique_ptr<studio::PredictionSource> predictionSource(const LoadedModel& model) {
    if (isFake(model))
        return std::make_unique<UncachedPredictions>(model);
    return studio::cachedPredictionSource(model);
}

} // namespace

std::unique_ptr<LanguageModel> fakeLanguageModel(const studio::TrainingRequest& request) {
    return std::make_unique<FakeLanguageModel>(request.settings.model.vocabularySize,
                                               request.settings.data.sequenceLength);
}

studio::TrainingRequest endlessTraining() {
    studio::TrainingRequest request;
    request.settings = smallTrainingSettings();
    request.settings.data.vocabularySize = 307; // prime: equal parts of it never add up to a top-p
    request.settings.batchSize = 16;
    request.settings.limits = {};
    request.settings.limits.steps = 1'000'000;
    return request;
}

StudioFixture::StudioFixture(const QString& sessionPath, studio::LanguageModelFactory training,
                             const QString& runsFolder)
    : studio_(std::make_unique<studio::Studio>(
          studio::StudioOptions{predictionSource, std::move(training), sessionPath, runsFolder})) {
    if (testsMessageHandler == nullptr)
        testsMessageHandler = qInstallMessageHandler(leaveOutSizeHints);
    studio_->start();
    window().resize(1440, 900);
    window().activateWindow();
    static_cast<void>(QTest::qWaitForWindowActive(&window()));
}

bool StudioFixture::awaitText() {
    return QTest::qWaitFor(
        [this] {
            const studio::Generator& generator = studio_->generator();
            return !studio_->text().awaitsEndOfTyping() && !generator.isBusy(studio::Lane::text) &&
                   !generator.isBusy(studio::Lane::position);
        },
        patience);
}

std::vector<TokenId> StudioFixture::writtenIds() {
    std::vector<TokenId> ids;
    for (const studio::WrittenToken& token : studio_->text().text().tokens())
        ids.push_back(token.figures.id);
    return ids;
}

ui::LensReadouts StudioFixture::lensReadouts() {
    return window().lens().readouts();
}

void StudioFixture::drag(const std::vector<double>& temperatures) {
    ui::TemperatureSlider& handle = slider();
    const auto place = [&handle](double temperature) {
        return handle.handleCenter(temperature).toPoint();
    };
    QTest::mousePress(&handle, Qt::LeftButton, {}, place(handle.temperature()));
    for (const double temperature : temperatures)
        QTest::mouseMove(&handle, place(temperature));
    QTest::mouseRelease(&handle, Qt::LeftButton, {}, place(handle.temperature()));
}

void StudioFixture::clickToken(int index) {
    ui::TokenView& view = tokenView();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.tokenRect(index).center());
}

QAction& StudioFixture::editAction(int index) {
    QMenu* const menu = window().menuBar()->actions().at(1)->menu();
    return *menu->actions().at(index);
}

} // namespace tempera::test
