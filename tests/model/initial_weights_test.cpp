// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/initial_weights.h"

#include "support/random_model.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tempera;

namespace {

/// Wide enough for statistics, with all sizes different.
ModelConfiguration wideConfiguration(Architecture architecture) {
    ModelConfiguration configuration;
    configuration.architecture = architecture;
    configuration.vocabularySize = 700;
    configuration.contextLength = 60;
    configuration.embeddingWidth = 48;
    configuration.headCount = 3;
    configuration.headWidth = 40;
    configuration.hiddenWidth = 150;
    configuration.layerCount = 2;
    return configuration;
}

struct Moments {
    double mean = 0.0;
    double variance = 0.0;
    double largest = 0.0;
};

Moments momentsOf(const std::vector<float>& values) {
    Moments moments;
    const auto count = static_cast<double>(values.size());
    for (const float value : values) {
        moments.mean += value / count;
        moments.largest = std::max(moments.largest, std::abs(double{value}));
    }
    for (const float value : values)
        moments.variance += (value - moments.mean) * (value - moments.mean) / count;
    return moments;
}

double correlation(const std::vector<float>& a, const std::vector<float>& b) {
    const auto product = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
    const auto count = static_cast<double>(a.size());
    return product / count / std::sqrt(momentsOf(a).variance * momentsOf(b).variance);
}

} // namespace

class InitialWeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsFitTheirConfiguration();
    void biasesAndNormsAreNeutral_data() { test::addTinyConfigurations(); }
    void biasesAndNormsAreNeutral();
    void bookIsUniformWithinKerasLimits_data();
    void bookIsUniformWithinKerasLimits();
    void gptIsNormal_data();
    void gptIsNormal();
    void seedDecides();
    void tensorsAreIndependent();
};

void InitialWeightsTest::weightsFitTheirConfiguration() {
    for (const Architecture architecture : {Architecture::book, Architecture::gpt})
        validate(initialWeights(wideConfiguration(architecture), 1));
}

void InitialWeightsTest::biasesAndNormsAreNeutral() {
    QFETCH(ModelConfiguration, configuration);
    for (const NamedTensor& tensor : initialWeights(configuration, 1).tensors) {
        const bool isScale = tensor.name.find("_norm.weight") != std::string::npos;
        const bool isOffset = tensor.name.ends_with(".bias");
        if (isScale || isOffset)
            QVERIFY(std::ranges::count(tensor.values, isScale ? 1.0F : 0.0F) ==
                    static_cast<std::ptrdiff_t>(tensor.values.size()));
        else
            QVERIFY(momentsOf(tensor.values).variance > 0.0);
    }
}

void InitialWeightsTest::bookIsUniformWithinKerasLimits_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("limit");
    const auto row = [](const char* name, double limit) {
        QTest::newRow(name) << QString(name) << limit;
    };
    // Keras's _compute_fans: of a kernel with more than two dimensions the last two are input and
    // output, and the product of those before them multiplies both. W = 48, 3 heads of 40.
    const double query = std::sqrt(6.0 / (48 * 3 + 48 * 40)); // [48, 3, 40]
    const double output = std::sqrt(6.0 / (3 * 40 + 3 * 48)); // [3, 40, 48]
    const double dense1 = std::sqrt(6.0 / (48 + 150));
    row("token_embedding.weight", 0.05);
    row("position_embedding.weight", 0.05);
    row("decoder.0.self_attention.query.weight", query);
    row("decoder.0.self_attention.key.weight", query);
    row("decoder.1.input_attention.value.weight", query);
    row("decoder.0.self_attention.output.weight", output);
    row("decoder.1.input_attention.output.weight", output);
    row("decoder.0.feed_forward.hidden.weight", dense1);
    row("decoder.1.feed_forward.output.weight", dense1);
    row("output.weight", std::sqrt(6.0 / (48 + 700)));
}

void InitialWeightsTest::bookIsUniformWithinKerasLimits() {
    QFETCH(QString, name);
    QFETCH(double, limit);
    const auto weights = initialWeights(wideConfiguration(Architecture::book), 2);
    const auto& values = weights.tensor(name.toStdString()).values;
    const auto count = static_cast<double>(values.size());
    const Moments moments = momentsOf(values);
    QVERIFY(moments.largest <= limit * (1.0 + 1e-6));
    QVERIFY(moments.largest > limit * (1.0 - 10.0 / count));
    // A uniform's variance is limit^2 / 3; it is estimated with an error of sqrt(4 / (5 n)).
    const double variance = limit * limit / 3.0;
    QVERIFY(std::abs(moments.mean) < 4.0 * std::sqrt(variance / count));
    QVERIFY(std::abs(moments.variance / variance - 1.0) < 4.0 * std::sqrt(0.8 / count));
}

void InitialWeightsTest::gptIsNormal_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("deviation");
    const auto row = [](const char* name, double deviation) {
        QTest::newRow(name) << QString(name) << deviation;
    };
    const double residual = 0.02 / std::sqrt(4.0); // two layers, two additions each
    row("token_embedding.weight", 0.02);
    row("position_embedding.weight", 0.02);
    row("decoder.0.self_attention.query.weight", 0.02);
    row("decoder.1.feed_forward.hidden.weight", 0.02);
    row("decoder.0.self_attention.output.weight", residual);
    row("decoder.1.feed_forward.output.weight", residual);
    row("output.weight", 0.02);
}

void InitialWeightsTest::gptIsNormal() {
    QFETCH(QString, name);
    QFETCH(double, deviation);
    const auto weights = initialWeights(wideConfiguration(Architecture::gpt), 3);
    const auto& values = weights.tensor(name.toStdString()).values;
    const auto count = static_cast<double>(values.size());
    const Moments moments = momentsOf(values);
    // The errors of a normal sample's mean, variance and share within one deviation (68.27 %).
    QVERIFY(std::abs(moments.mean) < 4.0 * deviation / std::sqrt(count));
    QVERIFY(std::abs(moments.variance / (deviation * deviation) - 1.0) <
            4.0 * std::sqrt(2.0 / count));
    const auto inside =
        std::ranges::count_if(values, [=](float value) { return std::abs(value) < deviation; });
    QVERIFY(std::abs(static_cast<double>(inside) / count - 0.6827) <
            4.0 * std::sqrt(0.6827 * 0.3173 / count));
    QVERIFY(moments.largest < 6.0 * deviation);
}

void InitialWeightsTest::seedDecides() {
    for (const Architecture architecture : {Architecture::book, Architecture::gpt}) {
        const auto configuration = wideConfiguration(architecture);
        const auto first = initialWeights(configuration, 1);
        const auto again = initialWeights(configuration, 1);
        const auto other = initialWeights(configuration, 2);
        for (std::size_t i = 0; i < first.tensors.size(); ++i) {
            QVERIFY(again.tensors[i].values == first.tensors[i].values);
            if (first.tensors[i].shape.size() == 2)
                QVERIFY(other.tensors[i].values != first.tensors[i].values);
        }
    }
}

void InitialWeightsTest::tensorsAreIndependent() {
    for (const Architecture architecture : {Architecture::book, Architecture::gpt}) {
        const auto weights = initialWeights(wideConfiguration(architecture), 4);
        const auto& query = weights.tensor("decoder.0.self_attention.query.weight").values;
        for (const char* name :
             {"decoder.0.self_attention.key.weight", "decoder.1.self_attention.query.weight"}) {
            const double r = correlation(query, weights.tensor(name).values);
            QVERIFY(std::abs(r) < 4.0 / std::sqrt(static_cast<double>(query.size())));
        }
    }
}

QTEST_GUILESS_MAIN(InitialWeightsTest)
#include "initial_weights_test.moc"
