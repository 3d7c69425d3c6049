// SPDX-License-Identifier: GPL-3.0-or-later
// What a random person does with corpora, plans and runs.
#include "support/studio_random_person.h"
#include "support/studio_training.h"
#include "ui/corpus/corpus_controls.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/moments/moment_timeline.h"
#include "ui/moments/moments_panel.h"
#include "ui/setup/model_panel.h"
#include "ui/setup/setting_editor.h"
#include "ui/setup/setting_row.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_strip.h"

#include <QtTest>
#include <QtWidgets>

namespace tempera::test {

void RandomPerson::openACorpus() {
    fixture_.studio().open(corpora_.at(below(static_cast<int>(corpora_.size()))));
}

void RandomPerson::planInTheCorpusTab() {
    ui::CorpusControls& controls = fixture_.child<ui::CorpusControls>(&window().corpus());
    const auto spins = controls.findChildren<QSpinBox*>();
    const auto boxes = controls.findChildren<QComboBox*>();
    // No number of words in the thousands: a table of pairs of them would take all the time.
    if (below(2) == 0)
        spins.at(below(static_cast<int>(spins.size())))->setValue(1 + below(400));
    else
        QTest::keyClick(boxes.at(below(static_cast<int>(boxes.size()))),
                        below(2) == 0 ? Qt::Key_Down : Qt::Key_Up);
}

void RandomPerson::planInTheModelTab() {
    static const QStringList values{"1", "2", "8", "16", "80", "300", "0.01", "-1", "many", ""};
    const auto rows = window().model().findChildren<ui::SettingRow*>();
    const ui::SettingRow& row = *rows.at(below(static_cast<int>(rows.size())));
    auto* const line = qobject_cast<QLineEdit*>(row.editor().control());
    if (line == nullptr || row.field().editor != ui::SettingField::Editor::number)
        return;
    line->selectAll();
    QTest::keyClicks(line, values.at(below(static_cast<int>(values.size()))));
    QTest::keyClick(line, Qt::Key_Return);
}

void RandomPerson::pressAPedal() {
    QWidget& place = below(2) == 0 ? static_cast<QWidget&>(window().strip())
                                   : static_cast<QWidget&>(window().training());
    const auto buttons = pedals(place).findChildren<QPushButton*>();
    QPushButton* const pedal = buttons.at(below(static_cast<int>(buttons.size())));
    if (!pedal->isHidden() && pedal->isEnabled())
        QTest::mouseClick(pedal, Qt::LeftButton);
}

/// A run that trains, whatever was planned.
void RandomPerson::train() {
    studio::TrainingController& training = fixture_.studio().training();
    if (!training.isRunning())
        fixture_.studio().runKeeper().begin(endlessTraining());
    else if (below(3) == 0)
        window().actions().stopTraining->trigger();
    else
        window().actions().pauseTraining->trigger();
}

void RandomPerson::pinTheWeights() {
    for (auto* each : window().strip().findChildren<QToolButton*>())
        if (each->accessibleName() == "Pin the weights" && each->isVisible())
            QTest::mouseClick(each, Qt::LeftButton);
}

void RandomPerson::chooseAModel() {
    (below(3) == 0 ? window().actions().openBuiltin : window().actions().useTrained)->trigger();
}

void RandomPerson::goThroughMoments() {
    window().raisePanel(window().moments());
    constexpr std::array keys{Qt::Key_Home, Qt::Key_End,    Qt::Key_Left,
                              Qt::Key_Left, Qt::Key_PageUp, Qt::Key_Right};
    auto& timeline = fixture_.child<ui::MomentTimeline>(&window().moments());
    for (int i = below(3); i >= 0; --i)
        QTest::keyClick(&timeline, keys.at(static_cast<std::size_t>(below(keys.size()))));
}

void RandomPerson::handleEarlierRuns() {
    auto& list = fixture_.child<QListWidget>(&window().training());
    if (list.count() == 0)
        return;
    const int row = below(list.count());
    list.setCurrentRow(row);
    switch (below(5)) {
    case 0:
        QTest::mouseClick(&button(window().training(), "Resume the selected run"), Qt::LeftButton);
        break;
    case 1:
        // The old ones, which have moments, stay.
        if (list.count() > 4 && row < list.count() - 2) {
            int asked = 0;
            answerBox(below(3) == 0 ? QMessageBox::No : QMessageBox::Yes, &asked);
            QTest::mouseClick(&button(window().training(), "Remove the selected run"),
                              Qt::LeftButton);
        }
        break;
    case 2:
        QTest::keyClick(&list, Qt::Key_Space);
        break;
    default:
        QTest::mouseClick(&button(window().training(), "Open the selected run"), Qt::LeftButton);
    }
}

/// But for those that ask for a file.
void RandomPerson::takeAWayOut() {
    QStringList texts = waysOut(fixture_);
    texts.removeIf([](const QString& text) { return text.endsWith("..."); });
    if (!texts.isEmpty())
        QTest::mouseClick(wayOut(fixture_, texts.at(below(static_cast<int>(texts.size())))),
                          Qt::LeftButton);
}

} // namespace tempera::test
