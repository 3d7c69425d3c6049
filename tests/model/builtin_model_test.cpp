// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/builtin_model.h"

#include "core/model/inference_engine.h"
#include "core/text/builtin_corpus.h"
#include "core/text/corpus_statistics.h"
#include "core/text/training_data.h"
#include "support/error_message.h"

#include <QFile>
#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace tempera;

namespace {

const QString modelPath = QStringLiteral(TEMPERA_SOURCE_DIR "/resources/model/builtin.safetensors");

QByteArray readModelFile() {
    QFile file(modelPath);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::span<const std::byte> asBytes(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

/// -ln of the softmax of `logits` at `target`, in nats.
double lossOf(std::span<const float> logits, TokenId target) {
    const double most = *std::ranges::max_element(logits);
    double sum = 0.0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - most);
    return std::log(sum) + most - static_cast<double>(logits[static_cast<std::size_t>(target)]);
}

/// As resources/model/README.md says that the model was trained.
DatasetSettings trainingSplit() {
    DatasetSettings settings;
    settings.sequenceLength = 80;
    settings.longDocuments = LongDocuments::windows;
    settings.validationFraction = 0.05;
    settings.seed = 1;
    return settings;
}

} // namespace

class BuiltinModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatItsReadmeSays() {
        const ModelHandle model = loadBuiltinModel();
        QCOMPARE(model->vocabulary().size(), 2'514U);
        QCOMPARE(model->tokenizer().sequenceLength, 80);
        QCOMPARE(parameterCount(model->weights()->configuration), 728'832);
        QCOMPARE(model->step(), 3'000);
    }

    void isTheFileInTheRepository() {
        const LoadedModel file(loadModel(modelPath.toStdString()), "file");
        QCOMPARE(loadBuiltinModel()->hash(), file.hash());
    }

    void predictsReviewsThatWereHeldOut() {
        const TokenizedCorpus corpus = readBuiltinCorpus();
        const ModelHandle model = loadBuiltinModel();
        const TrainingData data = prepareTrainingData(corpus, trainingSplit(), model->vocabulary());
        QVERIFY(data.validation.size() > 150);
        InferenceEngine engine(model->weights());
        double loss = 0.0;
        for (std::size_t index = 0; index < data.validation.size(); ++index) {
            const auto tokens = data.validation.sequence(index);
            for (std::size_t length = 1; length < tokens.size(); ++length)
                loss += lossOf(engine.logitsAfter(tokens.first(length)), tokens[length]);
        }
        loss /= static_cast<double>(data.validation.targetCount());
        const double unigram = CorpusStatistics(corpus).unigramEntropy();
        qInfo("held-out loss %.3f nats, unigram entropy %.3f nats", loss, unigram);
        // The README's figures; LibTorch computed the loss when the model was trained.
        QVERIFY(std::abs(loss - 1.355) < 0.002);
        QVERIFY(std::abs(unigram - 6.11) < 0.005);
    }

    void bytesAreCheckedAsStrictlyAsAFile_data() {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray whole = readModelFile();
        QVERIFY(whole.size() > 1'000'000);
        QByteArray changed = whole;
        changed[whole.size() / 2] = static_cast<char>(changed[whole.size() / 2] ^ 1);
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("seven bytes") << whole.left(7);
        QTest::newRow("header cut off") << whole.left(100);
        QTest::newRow("data cut off") << whole.chopped(1);
        QTest::newRow("data too long") << whole + 'x';
        QTest::newRow("one bit") << changed;
    }

    void bytesAreCheckedAsStrictlyAsAFile() {
        QFETCH(QByteArray, bytes);
        const auto refusal =
            QString::fromStdString(errorMessage([&] { loadModel(asBytes(bytes), "some bytes"); }));
        QVERIFY2(refusal.startsWith("'some bytes': "), qPrintable(refusal));

        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(bytes);
        file.close();
        const std::string path = file.fileName().toStdString();
        const auto fromFile = QString::fromStdString(errorMessage([&] { loadModel(path); }));
        QCOMPARE(refusal.mid(refusal.indexOf("': ")), fromFile.mid(fromFile.indexOf("': ")));
    }

    void loadingIsQuick() {
        QBENCHMARK {
            loadBuiltinModel();
        }
    }
};

QTEST_GUILESS_MAIN(BuiltinModelTest)
#include "builtin_model_test.moc"
