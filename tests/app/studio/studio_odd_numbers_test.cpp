// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that go wrong, or to extremes, in the window: nobody is ever shown a NaN, and infinity
// only where it is meant.
#include "core/model/model_file.h"
#include "support/fake_network_model.h"
#include "support/recording_language_model.h"
#include "support/studio_training.h"
#include "support/studio_visible_texts.h"
#include "support/temporary_folder.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/moments/moments_panel.h"
#include "ui/results/results_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/training/training_panel.h"

#include <QRegularExpression>
#include <QtTest>
#include <QtWidgets>
#include <cmath>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int patience = 60'000;

/// What printing a double without thought would show.
QStringList oddNumbers(QWidget& window) {
    static const QRegularExpression odd("(^|[^\\w])-?(nan|inf)($|[^\\w])",
                                        QRegularExpression::CaseInsensitiveOption);
    QStringList places;
    for (const VisibleText& text : visibleTexts(window))
        if (text.text.contains(odd))
            places += text.where + ": " + text.text.left(120);
    return places;
}

/// Every panel in turn, looked at.
QStringList oddNumbersAnywhere(StudioFixture& fixture) {
    ui::MainWindow& window = fixture.window();
    QStringList places;
    for (QWidget* const panel : std::initializer_list<QWidget*>{
             &window.samplers(), &window.compare(), &window.ladder(), &window.results(),
             &window.training(), &window.moments()}) {
        window.raisePanel(*panel);
        fixture.awaitText();
        QTest::qWait(30);
        places += oddNumbers(window);
    }
    places.removeDuplicates();
    return places;
}

/// A network whose losses are spoilt from some step on.
studio::LanguageModelFactory spoilt(double loss, std::int64_t fromStep) {
    auto recording = std::make_shared<Recording>();
    recording->onSlice = [loss, fromStep](std::int64_t step, LossSum& sum) {
        if (step >= fromStep)
            sum.total = loss;
    };
    return [recording](const studio::TrainingRequest& request) {
        return std::make_unique<RecordingLanguageModel>(
            std::make_unique<FakeNetworkModel>(request.settings.model,
                                               request.settings.optimizer.kind),
            *recording);
    };
}

/// A tiny network with these words whose output layer says nothing but `bias` to each of them, in
/// turn positive and negative.
std::filesystem::path saveModelOf(const TemporaryFolder& folder,
                                  const std::vector<std::string>& words, float bias) {
    ModelConfiguration configuration = tinyConfiguration(Architecture::book);
    const Vocabulary vocabulary(words);
    configuration.vocabularySize = static_cast<std::int64_t>(vocabulary.size());
    ModelWeights weights = randomWeights(configuration, 1);
    for (NamedTensor& tensor : weights.tensors)
        if (tensor.name == "output.bias")
            for (std::size_t i = 0; i < tensor.values.size(); ++i)
                tensor.values[i] = i % 2 == 0 ? bias : -bias;
    const auto path = folder / "odd.safetensors";
    saveModel(path, {std::make_shared<const ModelWeights>(std::move(weights)),
                     {Standardization::none, configuration.contextLength},
                     vocabulary});
    return path;
}

} // namespace

class StudioOddNumbersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void losses_data();
    void losses();
    void logitsAndTemperatures_data();
    void logitsAndTemperatures();
};

void StudioOddNumbersTest::losses_data() {
    QTest::addColumn<double>("loss");
    QTest::addColumn<qint64>("fromStep");
    QTest::newRow("NaN at once") << std::nan("") << qint64{1};
    QTest::newRow("NaN after a while") << std::nan("") << qint64{9};
    QTest::newRow("infinite at once") << double{INFINITY} << qint64{1};
    QTest::newRow("infinite after a while") << double{INFINITY} << qint64{9};
    QTest::newRow("minus infinity") << -double{INFINITY} << qint64{5};
    QTest::newRow("1e38 from the beginning") << 1e38 << qint64{1};
    QTest::newRow("1e300") << 1e300 << qint64{5};
    QTest::newRow("zero") << 0.0 << qint64{1};
}

void StudioOddNumbersTest::losses() {
    QFETCH(const double, loss);
    QFETCH(const qint64, fromStep);
    const TemporaryFolder folder;
    StudioFixture fixture({}, spoilt(loss, fromStep),
                          QString::fromStdString((folder / "runs").string()));
    plan(fixture, tinyTraining(20));
    QTest::mouseClick(&button(pedals(fixture.window().strip()), "Train"), Qt::LeftButton);
    QVERIFY(awaitEnd(fixture));
    QVERIFY(std::isfinite(loss) || !fixture.window().problem().isEmpty()); // a clear stop
    const QStringList odd = oddNumbersAnywhere(fixture);
    QVERIFY2(odd.isEmpty(), qPrintable(odd.join("\n")));
}

void StudioOddNumbersTest::logitsAndTemperatures_data() {
    QTest::addColumn<float>("bias");
    QTest::addColumn<int>("words");
    QTest::addColumn<double>("temperature");
    for (const float bias : {1e30F, 3e38F})
        for (const int words : {1, 9})
            for (const double temperature : {0.0, 1e-300, 1e-6, 1.0, 1e6, 1e300})
                QTest::addRow("logits of %g, %d words, T %g", static_cast<double>(bias), words,
                              temperature)
                    << bias << words << temperature;
}

void StudioOddNumbersTest::logitsAndTemperatures() {
    QFETCH(const float, bias);
    QFETCH(const int, words);
    QFETCH(const double, temperature);
    const TemporaryFolder folder;
    std::vector<std::string> vocabulary;
    for (int i = 0; i < words; ++i)
        vocabulary.emplace_back(1, static_cast<char>('a' + i));
    StudioFixture fixture;
    const QString path = QString::fromStdString(saveModelOf(folder, vocabulary, bias).string());
    fixture.studio().open(path);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.studio().model().path(), path, patience);
    studio::ExplorationState state = fixture.state();
    state.prompt = "a b";
    state.length = 20;
    state.samplers = withTemperature(state.samplers, temperature);
    fixture.studio().exploration().change(state, "odd numbers");
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    const QStringList odd = oddNumbersAnywhere(fixture);
    QVERIFY2(odd.isEmpty(), qPrintable(odd.join("\n")));
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioOddNumbersTest>(argumentCount, arguments);
}
#include "studio_odd_numbers_test.moc"
