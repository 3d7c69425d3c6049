// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/studio.h"
#include "support/naive_sampling.h"
#include "support/studio_home.h"
#include "ui/lens/lens_readouts.h"
#include "ui/lens/temperature_slider.h"
#include "ui/text/text_token.h"
#include "ui/text/token_view.h"

#include <QWidget>
#include <memory>
#include <vector>

namespace tempera::test {

/// Trains a table of bigrams, see FakeLanguageModel.
std::unique_ptr<LanguageModel> fakeLanguageModel(const studio::TrainingRequest& request);

/// The studio as it comes up, in a window of 1440x900, with a fake model to train. Everything
/// beneath the window is the real thing. Waiting ends by itself where nothing happens any more.
class StudioFixture {
public:
    /// An empty path keeps no session, an empty folder no runs.
    explicit StudioFixture(const QString& sessionPath = {},
                           studio::LanguageModelFactory training = fakeLanguageModel,
                           const QString& runsFolder = {});

    studio::Studio& studio() { return *studio_; }
    ui::MainWindow& window() { return studio_->window(); }
    const studio::ExplorationState& state() { return studio_->exploration().state(); }
    const LoadedModel& model() { return *studio_->model().handle(); }

    /// The one widget (or other child) of its kind in the window, or beneath `parent`.
    template <typename Child>
    Child& child(const QObject* parent = nullptr) {
        Child* const found = (parent == nullptr ? &window() : parent)->findChild<Child*>();
        if (found == nullptr)
            qFatal("there is no such child");
        return *found;
    }
    ui::TemperatureSlider& slider() { return child<ui::TemperatureSlider>(); }
    ui::TokenView& tokenView() { return child<ui::TokenView>(); }

    /// Until the text that belongs to the state is written and the Lens has its position. False
    /// where that doesn't happen within a minute.
    bool awaitText();
    ui::TextTokens tokens() { return studio_->text().tokens(); }
    /// Of the written tokens.
    std::vector<TokenId> writtenIds();
    ui::LensReadouts lensReadouts();

    /// Presses the slider's handle, moves it through the temperatures, releases it.
    void drag(const std::vector<double>& temperatures);
    void clickToken(int index);
    QAction& undoAction() { return editAction(0); }
    QAction& redoAction() { return editAction(1); }

private:
    QAction& editAction(int index);

    std::unique_ptr<studio::Studio> studio_;
};

/// A request that the fake model works off until it is stopped.
studio::TrainingRequest endlessTraining();

} // namespace tempera::test
