// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/studio_fixture.h"
#include "support/temporary_folder.h"

#include <QString>
#include <QStringList>
#include <cmath>
#include <cstdint>
#include <random>

namespace tempera::test {

/// A person who does anything in the window, a run's settings and pedals included.
class RandomPerson {
public:
    /// `corpora` are opened now and then; an empty path is the built-in one. Borrows the fixture.
    RandomPerson(StudioFixture& fixture, QStringList corpora, std::uint64_t seed)
        : fixture_(fixture), corpora_(std::move(corpora)), random_(seed) {}

    /// Does something and returns what it was.
    QString act();
    /// What was wrong with a file that an action wrote; empty: nothing.
    const QString& problem() const { return problem_; }
    /// Files that were written, and found to hold what they should.
    int filesWritten() const { return filesWritten_; }

private:
    int below(int bound) { return std::uniform_int_distribution(0, bound - 1)(random_); }
    double temperature() {
        return std::exp(std::uniform_real_distribution(std::log(0.05), std::log(5.0))(random_));
    }
    ui::MainWindow& window() { return fixture_.window(); }

    void moveTheSlider();
    void pressASliderKey();
    void clickAToken();
    void walkInTheText();
    void chooseACandidate();
    void type();
    void editSamplers();
    void reorderSamplers();
    void undoOrRedo();
    void changeTheSeed();
    void changeTheLength();
    void handleBranches();
    void activateAColumn();
    void climbTheLadder();
    void switchTheTheme();
    void resize();
    void openACorpus();
    void planInTheCorpusTab();
    void planInTheModelTab();
    void pressAPedal();
    void train();
    void pinTheWeights();
    void chooseAModel();
    void goThroughMoments();
    void handleEarlierRuns();
    void takeAWayOut();
    void generate();
    void exportTexts();
    void saveTheModel();
    void saveACheckpoint();
    void showAPanel();
    void clickSomewhere();

    StudioFixture& fixture_;
    QStringList corpora_;
    std::mt19937_64 random_;
    TemporaryFolder files_;
    QString problem_;
    int filesWritten_ = 0;
};

} // namespace tempera::test
