// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/language_model.h"

#include "core/model/compute.h"
#include "core/model/initial_weights.h"
#include "core/system/error.h"
#include "support/random_model.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>

using namespace tempera;
using test::randomBatch;
using test::randomWeights;
using test::tinyConfiguration;

namespace {

using Tokens = std::vector<TokenId>;
using Row = std::vector<float>;

std::unique_ptr<LanguageModel> modelWith(const ModelWeights& weights,
                                         const OptimizerSettings& optimizer = {}) {
    auto model = createLanguageModel(weights.configuration, optimizer, 0);
    model->load(weights);
    return model;
}

/// The model's logits as one row for each position.
std::vector<Row> logitRows(LanguageModel& model, const Tokens& inputs) {
    const auto logits = model.logits(inputs);
    const auto width = static_cast<std::ptrdiff_t>(model.configuration().vocabularySize);
    std::vector<Row> rows;
    for (auto row = logits.begin(); row != logits.end(); row += width)
        rows.emplace_back(row, row + width);
    return rows;
}

float largestDifference(const Row& a, const Row& b) {
    float largest = 0.0F;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

bool identical(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
    return std::ranges::equal(a, b, [](const NamedTensor& left, const NamedTensor& right) {
        return left.name == right.name && left.shape == right.shape && left.values == right.values;
    });
}

NamedTensor& tensorNamed(ModelWeights& weights, std::string_view name) {
    return *std::ranges::find(weights.tensors, name, &NamedTensor::name);
}

/// The cross-entropy by its definition, in double, one target after the other.
LossSum naiveLoss(LanguageModel& model, const Batch& batch) {
    LossSum loss;
    const auto width = static_cast<std::size_t>(batch.length);
    for (std::size_t begin = 0; begin < batch.tokens.size(); begin += width) {
        const auto row = batch.tokens.begin() + static_cast<std::ptrdiff_t>(begin);
        const Tokens inputs(row, row + static_cast<std::ptrdiff_t>(width - 1));
        const auto logits = logitRows(model, inputs);
        for (std::size_t position = 0; position + 1 < width; ++position) {
            const TokenId target = batch.tokens[begin + position + 1];
            if (target == paddingToken)
                continue;
            double total = 0.0;
            for (const float logit : logits[position])
                total += std::exp(double{logit});
            const double chosen = logits[position][static_cast<std::size_t>(target)];
            loss += {std::log(total) - chosen, 1};
        }
    }
    return loss;
}

/// d(mean loss) / d(element) as a difference quotient of fourth order.
double numericalDerivative(LanguageModel& model, ModelWeights weights, std::size_t tensor,
                           std::size_t element, const Batch& batch) {
    constexpr float step = 0.01F;
    float& value = weights.tensors[tensor].values[element];
    const float middle = value;
    const auto lossAt = [&](float offset) {
        value = middle + offset;
        model.load(weights);
        return model.evaluate(batch).mean();
    };
    return (8.0 * (lossAt(step) - lossAt(-step)) - (lossAt(2 * step) - lossAt(-2 * step))) /
           (12.0 * step);
}

/// Moves the hidden units far from ReLU's kink, to either side: a difference quotient across it is
/// no slope.
void avoidKinks(ModelWeights& weights) {
    for (NamedTensor& tensor : weights.tensors)
        if (tensor.name.ends_with("feed_forward.hidden.bias"))
            for (std::size_t i = 0; i < tensor.values.size(); ++i)
                tensor.values[i] = i % 3 == 0 ? -8.0F : 8.0F;
}

/// The elements to look at: some at random, and the one with the steepest slope.
std::vector<std::size_t> chooseElements(const Row& gradient, std::mt19937_64& random) {
    std::uniform_int_distribution<std::size_t> any(0, gradient.size() - 1);
    const auto steepest =
        std::ranges::max_element(gradient, {}, [](float slope) { return std::abs(slope); });
    return {any(random), any(random), any(random),
            static_cast<std::size_t>(steepest - gradient.begin())};
}

/// The optimizers' formulas in double, one weight after the other.
class NaiveOptimizer {
public:
    explicit NaiveOptimizer(const OptimizerSettings& settings) : settings_(settings) {}

    /// Returns what the weights are to become.
    std::vector<std::vector<double>> step(const ModelWeights& weights,
                                          const std::vector<NamedTensor>& gradient,
                                          const OptimizerStep& step) {
        const double norm = normOf(gradient);
        const double clip = settings_.clipNorm > 0.0 ? std::min(1.0, settings_.clipNorm / norm) : 1;
        first.resize(gradient.size());
        second.resize(gradient.size());
        std::vector<std::vector<double>> result;
        for (std::size_t t = 0; t < gradient.size(); ++t) {
            const Row& values = weights.tensors[t].values;
            first[t].resize(values.size());
            second[t].resize(values.size());
            auto& updated = result.emplace_back(values.begin(), values.end());
            const bool isMatrix = weights.tensors[t].shape.size() == 2;
            for (std::size_t i = 0; i < values.size(); ++i)
                update(updated[i], first[t][i], second[t][i], clip * gradient[t].values[i],
                       isMatrix, step);
        }
        return result;
    }

    static double normOf(const std::vector<NamedTensor>& gradient) {
        double squares = 0.0;
        for (const auto& tensor : gradient)
            for (const float slope : tensor.values)
                squares += double{slope} * slope;
        return std::sqrt(squares);
    }

    std::vector<std::vector<double>> first;  ///< Adam's first moments
    std::vector<std::vector<double>> second; ///< Adam's second moments, RMSprop's velocities

private:
    void update(double& w, double& m, double& v, double g, bool isMatrix,
                const OptimizerStep& step) const {
        if (settings_.kind == OptimizerKind::rmsprop) {
            v = settings_.rho * v + (1.0 - settings_.rho) * g * g;
            w -= step.learningRate * g / std::sqrt(v + settings_.epsilon);
            return;
        }
        m = settings_.beta1 * m + (1.0 - settings_.beta1) * g;
        v = settings_.beta2 * v + (1.0 - settings_.beta2) * g * g;
        const auto number = static_cast<double>(step.number);
        const double mHat = m / (1.0 - std::pow(settings_.beta1, number));
        const double vHat = v / (1.0 - std::pow(settings_.beta2, number));
        const double decay = isMatrix ? settings_.weightDecay : 0.0;
        w -= step.learningRate * (mHat / (std::sqrt(vHat) + settings_.epsilon) + decay * w);
    }

    OptimizerSettings settings_;
};

OptimizerSettings adamw() {
    OptimizerSettings settings;
    settings.kind = OptimizerKind::adamw;
    return settings;
}

void train(LanguageModel& model, const Batch& batch, std::int64_t step, double learningRate) {
    model.accumulateGradient(batch, batch.targetCount(), static_cast<std::uint64_t>(step));
    model.applyGradient({step, learningRate});
}

} // namespace

class LanguageModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareComputeThreads(1); }
    void weightsAreNamedAsTheConfigurationSays_data() { test::addTinyConfigurations(); }
    void weightsAreNamedAsTheConfigurationSays();
    void otherModelsWeightsAreRefused();
    void laterTokensDoNotReachBack_data() { test::addTinyConfigurations(); }
    void laterTokensDoNotReachBack();
    void trailingPaddingChangesNothing_data() { test::addTinyConfigurations(); }
    void trailingPaddingChangesNothing();
    void booksSecondAttentionLeavesOutPadding();
    void gradientIsTheSlopeOfTheLoss_data() { test::addTinyConfigurations(); }
    void gradientIsTheSlopeOfTheLoss();
    void slicesAddUpToTheBatch_data() { test::addTinyConfigurations(); }
    void slicesAddUpToTheBatch();
    void threadsShareASlice_data() { test::addTinyConfigurations(); }
    void threadsShareASlice();
    void sharedDropoutCanBeRepeated();
    void gradientCanBeForgotten();
    void evaluationIsTheCrossEntropyOfTheLogits_data() { test::addTinyConfigurations(); }
    void evaluationIsTheCrossEntropyOfTheLogits();
    void textsWithoutTargetsHaveNoLoss();
    void firstLossIsThatOfGuessing_data();
    void firstLossIsThatOfGuessing();
    void optimizersFollowTheirFormulas_data();
    void optimizersFollowTheirFormulas();
    void optimizerStateCanBeTakenOver_data();
    void optimizerStateCanBeTakenOver();
    void otherOptimizersStateIsRefused();
    void infiniteGradientLeavesTheWeights_data();
    void infiniteGradientLeavesTheWeights();
    void dropoutIsDecidedByItsSeed();
    void invalidSettingsAreRefused();
};

void LanguageModelTest::weightsAreNamedAsTheConfigurationSays() {
    QFETCH(ModelConfiguration, configuration);
    const auto model = createLanguageModel(configuration, {}, 5);
    QVERIFY(model->configuration() == configuration);
    const auto snapshot = model->snapshot();
    validate(*snapshot);
    QVERIFY(identical(snapshot->tensors, initialWeights(configuration, 5).tensors));
    const auto weights = randomWeights(configuration, 1);
    model->load(weights);
    QVERIFY(identical(model->snapshot()->tensors, weights.tensors));
    QVERIFY(!identical(snapshot->tensors, weights.tensors)); // a copy of then
    const auto gradient = model->gradient();
    QCOMPARE(gradient.size(), weights.tensors.size());
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        QCOMPARE(gradient[i].name, weights.tensors[i].name);
        QCOMPARE(gradient[i].shape, weights.tensors[i].shape);
    }
}

void LanguageModelTest::otherModelsWeightsAreRefused() {
    const auto configuration = tinyConfiguration(Architecture::book);
    const auto model = createLanguageModel(configuration, {}, 0);
    const auto before = model->snapshot();
    auto wider = configuration;
    wider.hiddenWidth = 11;
    QVERIFY_EXCEPTION_THROWN(model->load(randomWeights(wider, 0)), Error);
    QVERIFY_EXCEPTION_THROWN(
        model->load(randomWeights(tinyConfiguration(Architecture::gpt, true), 0)), Error);
    // The same shapes, but another network: three heads of width 2 instead of two of width 3.
    auto regrouped = configuration;
    std::swap(regrouped.headCount, regrouped.headWidth);
    QVERIFY_EXCEPTION_THROWN(model->load(randomWeights(regrouped, 0)), Error);
    QVERIFY(identical(model->snapshot()->tensors, before->tensors));
}

void LanguageModelTest::laterTokensDoNotReachBack() {
    QFETCH(ModelConfiguration, configuration);
    const auto model = modelWith(randomWeights(configuration, 2));
    const Tokens text{3, 7, 1, 9, 4, 10, 2};
    const auto expected = logitRows(*model, text);
    for (std::size_t changed = 0; changed < text.size(); ++changed) {
        Tokens other = text;
        other[changed] = 5;
        const auto rows = logitRows(*model, other);
        for (std::size_t row = 0; row < text.size(); ++row) {
            const float difference = largestDifference(rows[row], expected[row]);
            if (row < changed)
                QVERIFY2(difference < 1e-6F, qPrintable(QString::number(difference)));
            else // its own prediction and every later one
                QVERIFY2(difference > 1e-4F, qPrintable(QString::number(difference)));
        }
    }
}

void LanguageModelTest::trailingPaddingChangesNothing() {
    QFETCH(ModelConfiguration, configuration);
    const auto model = modelWith(randomWeights(configuration, 3));
    const Tokens text{3, 7, 1, 9};
    const auto expected = logitRows(*model, text);
    const auto padded = logitRows(*model, {3, 7, 1, 9, 0, 0, 0});
    for (std::size_t row = 0; row < text.size(); ++row)
        QVERIFY(largestDifference(padded[row], expected[row]) < 1e-5F);
}

void LanguageModelTest::booksSecondAttentionLeavesOutPadding() {
    auto configuration = tinyConfiguration(Architecture::book);
    configuration.layerCount = 1;
    auto weights = randomWeights(configuration, 4);
    // With the first attention mute, only the second can carry something from place to place.
    std::ranges::fill(tensorNamed(weights, "decoder.0.self_attention.output.weight").values, 0.0F);
    const auto model = modelWith(weights);
    auto otherPadding = weights;
    for (std::size_t i = 0; i < 8; ++i) // row 0 of the embedding is the padding token's
        tensorNamed(otherPadding, "token_embedding.weight").values[i] += static_cast<float>(i);
    const auto otherModel = modelWith(otherPadding);

    const auto differences = [&](const Tokens& text) {
        const auto rows = logitRows(*model, text);
        const auto otherRows = logitRows(*otherModel, text);
        std::vector<bool> differ;
        for (std::size_t row = 0; row < text.size(); ++row)
            differ.push_back(largestDifference(rows[row], otherRows[row]) > 1e-4F);
        return differ;
    };
    // Padding is seen by its own position alone...
    QCOMPARE(differences({3, 0, 5, 7}), (std::vector<bool>{false, true, false, false}));
    QCOMPARE(differences({3, 5, 0, 0}), (std::vector<bool>{false, false, true, true}));
    // ...but for the first position, which is never masked.
    QCOMPARE(differences({0, 5, 7}), (std::vector<bool>{true, true, true}));
}

void LanguageModelTest::gradientIsTheSlopeOfTheLoss() {
    QFETCH(ModelConfiguration, configuration);
    auto weights = randomWeights(configuration, 5, 0.4F);
    if (configuration.architecture == Architecture::book)
        avoidKinks(weights);
    const auto model = modelWith(weights);
    const Batch batch = randomBatch(configuration, 3, 6);
    const auto loss = model->accumulateGradient(batch, batch.targetCount(), 0);
    QCOMPARE(loss.targets, batch.targetCount());
    const auto gradient = model->gradient();
    std::mt19937_64 random(7);
    for (std::size_t tensor = 0; tensor < gradient.size(); ++tensor) {
        const Row& slopes = gradient[tensor].values;
        for (const std::size_t element : chooseElements(slopes, random)) {
            const double slope = slopes[element];
            const double expected = numericalDerivative(*model, weights, tensor, element, batch);
            const bool close = std::abs(slope - expected) < 2e-4 + 2e-3 * std::abs(expected);
            QVERIFY2(close, qPrintable(QString("%1 [%2]: %3 instead of %4")
                                           .arg(gradient[tensor].name.c_str())
                                           .arg(element)
                                           .arg(slope)
                                           .arg(expected)));
        }
    }
}

void LanguageModelTest::slicesAddUpToTheBatch() {
    QFETCH(ModelConfiguration, configuration);
    const auto model = modelWith(randomWeights(configuration, 8));
    const Batch batch = randomBatch(configuration, 5, 9);
    const auto whole = model->accumulateGradient(batch, batch.targetCount(), 0);
    const auto expected = model->gradient();
    model->discardGradient();
    LossSum sum;
    const auto width = static_cast<std::ptrdiff_t>(batch.length);
    for (const auto& [begin, end] : {std::pair{0, 2}, std::pair{2, 3}, std::pair{3, 5}}) {
        const Batch slice{
            end - begin, batch.length,
            Tokens(batch.tokens.begin() + begin * width, batch.tokens.begin() + end * width)};
        sum += model->accumulateGradient(slice, batch.targetCount(), 0);
    }
    QCOMPARE(sum.targets, whole.targets);
    QVERIFY(std::abs(sum.total - whole.total) < 1e-5 * whole.total);
    const auto gradient = model->gradient();
    for (std::size_t i = 0; i < gradient.size(); ++i)
        QVERIFY(largestDifference(gradient[i].values, expected[i].values) < 1e-5F);
}

void LanguageModelTest::threadsShareASlice() {
    QFETCH(ModelConfiguration, configuration);
    const auto weights = randomWeights(configuration, 3);
    const Batch batch = randomBatch(configuration, 7, 4);
    const auto alone = modelWith(weights);
    const LossSum expectedLoss = alone->accumulateGradient(batch, 20, 0);
    const LossSum expectedEvaluation = alone->evaluate(batch);
    const auto expected = alone->gradient();
    for (const int threads : {2, 3, 16}) { // 16 are more than there are sequences
        prepareComputeThreads(threads);
        const auto shared = modelWith(weights);
        const LossSum loss = shared->accumulateGradient(batch, 20, 0);
        const LossSum evaluation = shared->evaluate(batch);
        const auto gradient = shared->gradient();
        shared->applyGradient({1, 0.0});
        const auto after = shared->snapshot();
        prepareComputeThreads(1);
        QCOMPARE(loss.targets, expectedLoss.targets);
        QVERIFY(std::abs(loss.total - expectedLoss.total) < 1e-4);
        QVERIFY(std::abs(evaluation.total - expectedEvaluation.total) < 1e-4);
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(largestDifference(gradient[i].values, expected[i].values) < 1e-5F);
        QVERIFY(identical(after->tensors, weights.tensors)); // a rate of nothing
    }
}

void LanguageModelTest::sharedDropoutCanBeRepeated() {
    ModelConfiguration configuration = tinyConfiguration(Architecture::gpt);
    configuration.dropout = 0.3;
    const auto weights = randomWeights(configuration, 3);
    const Batch batch = randomBatch(configuration, 7, 4);
    prepareComputeThreads(3);
    std::vector<std::vector<NamedTensor>> gradients;
    for (const std::uint64_t seed : {5U, 5U, 6U}) {
        const auto model = modelWith(weights);
        model->accumulateGradient(batch, 20, seed);
        gradients.push_back(model->gradient());
    }
    prepareComputeThreads(1);
    QVERIFY(identical(gradients[0], gradients[1]));
    QVERIFY(!identical(gradients[0], gradients[2]));
}

void LanguageModelTest::gradientCanBeForgotten() {
    const auto configuration = tinyConfiguration(Architecture::gpt);
    const auto model = modelWith(randomWeights(configuration, 8));
    const Batch batch = randomBatch(configuration, 2, 9);
    model->accumulateGradient(batch, batch.targetCount(), 0);
    const auto once = model->gradient();
    model->discardGradient();
    QCOMPARE(NaiveOptimizer::normOf(model->gradient()), 0.0);
    model->accumulateGradient(batch, batch.targetCount(), 0);
    QVERIFY(identical(model->gradient(), once));
    model->applyGradient({1, 0.1});
    QCOMPARE(NaiveOptimizer::normOf(model->gradient()), 0.0);
}

void LanguageModelTest::evaluationIsTheCrossEntropyOfTheLogits() {
    QFETCH(ModelConfiguration, configuration);
    const auto model = modelWith(randomWeights(configuration, 10));
    Batch batch = randomBatch(configuration, 4, 11);
    batch.tokens[2] = paddingToken; // inside a text it is no target either
    const LossSum expected = naiveLoss(*model, batch);
    const LossSum loss = model->evaluate(batch);
    QCOMPARE(loss.targets, batch.targetCount());
    QCOMPARE(expected.targets, batch.targetCount());
    QVERIFY(std::abs(loss.total - expected.total) < 1e-5 * expected.total);
    // Without a trace.
    QCOMPARE(NaiveOptimizer::normOf(model->gradient()), 0.0);
    const LossSum trained = model->accumulateGradient(batch, batch.targetCount(), 0);
    QVERIFY(std::abs(trained.total - expected.total) < 1e-5 * expected.total);
}

void LanguageModelTest::textsWithoutTargetsHaveNoLoss() {
    const auto model = createLanguageModel(tinyConfiguration(Architecture::book), {}, 0);
    const Batch batch{2, 3, {5, 0, 0, 0, 0, 0}};
    QCOMPARE(model->evaluate(batch).targets, std::int64_t{0});
    QCOMPARE(model->evaluate(batch).mean(), 0.0);
    QCOMPARE(model->accumulateGradient(batch, 1, 0).total, 0.0);
    QCOMPARE(NaiveOptimizer::normOf(model->gradient()), 0.0);
}

void LanguageModelTest::firstLossIsThatOfGuessing_data() {
    QTest::addColumn<Architecture>("architecture");
    QTest::addColumn<double>("excess");
    // Normalised hidden states times weights of variance s^2 give logits of variance W s^2, and
    // those cost half of it: book 32 * 2 / (32 + 500) / 2 = 0.06, gpt 32 * 0.02^2 / 2 = 0.006.
    QTest::newRow("book") << Architecture::book << 0.06;
    QTest::newRow("gpt") << Architecture::gpt << 0.0064;
}

void LanguageModelTest::firstLossIsThatOfGuessing() {
    QFETCH(Architecture, architecture);
    QFETCH(double, excess);
    auto configuration = tinyConfiguration(architecture, architecture == Architecture::gpt);
    configuration.vocabularySize = 500;
    configuration.embeddingWidth = 32;
    configuration.contextLength = 50;
    const auto model = createLanguageModel(configuration, {}, 1);
    const double loss = model->evaluate(randomBatch(configuration, 40, 2)).mean();
    // 1,900 targets whose losses scatter by the logits' deviation.
    const double error = 4.0 * std::sqrt(2.0 * excess / 1900.0) + 0.01;
    QVERIFY2(std::abs(loss - std::log(500.0) - excess) < error, qPrintable(QString::number(loss)));
}

void LanguageModelTest::optimizersFollowTheirFormulas_data() {
    QTest::addColumn<OptimizerSettings>("settings");
    QTest::newRow("rmsprop") << OptimizerSettings{};
    OptimizerSettings clipped;
    clipped.clipNorm = 0.05;
    clipped.rho = 0.8;
    clipped.epsilon = 1e-3;
    QTest::newRow("rmsprop, clipped") << clipped;
    QTest::newRow("adamw") << adamw();
    OptimizerSettings decayed = adamw();
    decayed.clipNorm = 0.1;
    decayed.weightDecay = 0.3;
    decayed.beta1 = 0.7;
    decayed.beta2 = 0.95;
    decayed.epsilon = 1e-4;
    QTest::newRow("adamw, clipped and decayed") << decayed;
    OptimizerSettings loose = adamw();
    loose.clipNorm = 1e6;
    QTest::newRow("adamw, clip out of reach") << loose;
}

void LanguageModelTest::optimizersFollowTheirFormulas() {
    QFETCH(OptimizerSettings, settings);
    const auto configuration = tinyConfiguration(Architecture::gpt, true);
    const auto model = modelWith(randomWeights(configuration, 12), settings);
    NaiveOptimizer naive(settings);
    for (std::int64_t number = 1; number <= 4; ++number) {
        const Batch batch = randomBatch(configuration, 3, static_cast<std::uint64_t>(number));
        model->accumulateGradient(batch, batch.targetCount(), 0);
        const auto gradient = model->gradient();
        const OptimizerStep step{number, 0.01 / static_cast<double>(number)};
        const auto expected = naive.step(*model->snapshot(), gradient, step);
        const double norm = model->applyGradient(step);
        QVERIFY(std::abs(norm / NaiveOptimizer::normOf(gradient) - 1.0) < 1e-5);
        const auto after = model->snapshot();
        for (std::size_t t = 0; t < expected.size(); ++t)
            for (std::size_t i = 0; i < expected[t].size(); ++i)
                QVERIFY(std::abs(after->tensors[t].values[i] - expected[t][i]) < 2e-6);
    }
    const auto state = model->optimizerState();
    const std::size_t count = naive.second.size();
    const bool rmsprop = settings.kind == OptimizerKind::rmsprop;
    QCOMPARE(state.size(), rmsprop ? count : 2 * count);
    for (std::size_t t = 0; t < count; ++t) {
        const std::string name = model->snapshot()->tensors[t].name;
        const NamedTensor& second = state[rmsprop ? t : count + t];
        QCOMPARE(second.name, (rmsprop ? "velocity." : "second_moment.") + name);
        for (std::size_t i = 0; i < second.values.size(); ++i)
            QVERIFY(std::abs(second.values[i] - naive.second[t][i]) < 1e-6);
        if (rmsprop)
            continue;
        QCOMPARE(state[t].name, "first_moment." + name);
        for (std::size_t i = 0; i < state[t].values.size(); ++i)
            QVERIFY(std::abs(state[t].values[i] - naive.first[t][i]) < 1e-6);
    }
}

void LanguageModelTest::optimizerStateCanBeTakenOver_data() {
    QTest::addColumn<OptimizerSettings>("settings");
    QTest::newRow("rmsprop") << OptimizerSettings{};
    QTest::newRow("adamw") << adamw();
}

void LanguageModelTest::optimizerStateCanBeTakenOver() {
    QFETCH(OptimizerSettings, settings);
    const auto configuration = tinyConfiguration(Architecture::book);
    const Batch batch = randomBatch(configuration, 3, 1);
    const auto first = createLanguageModel(configuration, settings, 1);
    for (std::int64_t step = 1; step <= 3; ++step)
        train(*first, batch, step, 0.01);
    const auto second = createLanguageModel(configuration, settings, 2);
    second->load(*first->snapshot());
    auto state = first->optimizerState();
    std::ranges::reverse(state); // another writer may order a file's tensors otherwise
    second->loadOptimizerState(state);
    QVERIFY(identical(second->optimizerState(), first->optimizerState()));
    for (const auto& model : {first.get(), second.get()})
        train(*model, batch, 4, 0.01);
    QVERIFY(identical(second->snapshot()->tensors, first->snapshot()->tensors));
    // Without the state the step would have been another one.
    const auto third = createLanguageModel(configuration, settings, 2);
    third->load(*first->snapshot());
    train(*first, batch, 5, 0.01);
    train(*third, batch, 5, 0.01);
    QVERIFY(!identical(third->snapshot()->tensors, first->snapshot()->tensors));
}

void LanguageModelTest::otherOptimizersStateIsRefused() {
    const auto configuration = tinyConfiguration(Architecture::gpt);
    const auto model = createLanguageModel(configuration, adamw(), 0);
    const auto rmsprop = createLanguageModel(configuration, {}, 0);
    QVERIFY_EXCEPTION_THROWN(model->loadOptimizerState(rmsprop->optimizerState()), Error);
    auto renamed = model->optimizerState();
    renamed[1].name += "x";
    QVERIFY_EXCEPTION_THROWN(model->loadOptimizerState(renamed), Error);
    auto reshaped = model->optimizerState();
    std::swap(reshaped[0].shape[0], reshaped[0].shape[1]);
    QVERIFY_EXCEPTION_THROWN(model->loadOptimizerState(reshaped), Error);
    auto shortened = model->optimizerState();
    shortened[0].values.pop_back();
    QVERIFY_EXCEPTION_THROWN(model->loadOptimizerState(shortened), Error);
}

void LanguageModelTest::infiniteGradientLeavesTheWeights_data() {
    QTest::addColumn<QString>("tensor");
    for (const char* name : {"output.weight", "token_embedding.weight"})
        QTest::newRow(name) << QString(name);
}

void LanguageModelTest::infiniteGradientLeavesTheWeights() {
    QFETCH(QString, tensor);
    const auto configuration = tinyConfiguration(Architecture::book);
    auto weights = randomWeights(configuration, 13);
    for (float& value : tensorNamed(weights, tensor.toStdString()).values)
        value *= 1e38F;
    const auto model = modelWith(weights);
    const Batch batch = randomBatch(configuration, 2, 14);
    model->accumulateGradient(batch, batch.targetCount(), 0);
    QVERIFY_EXCEPTION_THROWN(model->applyGradient({1, 0.01}), Error);
    QVERIFY(identical(model->snapshot()->tensors, weights.tensors));
    // What was accumulated is gone, so that the model can go on.
    QCOMPARE(NaiveOptimizer::normOf(model->gradient()), 0.0);
    for (const NamedTensor& state : model->optimizerState())
        QVERIFY(std::ranges::all_of(state.values, [](float value) { return value == 0.0F; }));
}

void LanguageModelTest::dropoutIsDecidedByItsSeed() {
    auto configuration = tinyConfiguration(Architecture::gpt, true);
    const Batch batch = randomBatch(configuration, 4, 15);
    const double without = createLanguageModel(configuration, {}, 3)->evaluate(batch).total;
    configuration.dropout = 0.3;
    const auto model = createLanguageModel(configuration, {}, 3);
    const auto gradientOf = [&](std::uint64_t seed) {
        model->discardGradient();
        model->accumulateGradient(batch, batch.targetCount(), seed);
        return model->gradient();
    };
    const auto gradient = gradientOf(1);
    QVERIFY(identical(gradientOf(1), gradient));
    QVERIFY(!identical(gradientOf(2), gradient));
    QCOMPARE(model->evaluate(batch).total, without);
    const auto logits = model->logits(Tokens{1, 2, 3});
    QCOMPARE(model->logits(Tokens{1, 2, 3}), logits);
}

void LanguageModelTest::invalidSettingsAreRefused() {
    auto configuration = tinyConfiguration(Architecture::book);
    configuration.headCount = 0;
    QVERIFY_EXCEPTION_THROWN(createLanguageModel(configuration, {}, 0), SettingError);
    OptimizerSettings settings;
    settings.rho = 1.0;
    QVERIFY_EXCEPTION_THROWN(
        createLanguageModel(tinyConfiguration(Architecture::book), settings, 0), SettingError);
}

QTEST_GUILESS_MAIN(LanguageModelTest)
#include "language_model_test.moc"
