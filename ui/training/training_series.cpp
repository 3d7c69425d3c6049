// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_series.h"

#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <cmath>

namespace tempera::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tempera::ui::TrainingSeries", text);
}

QString superscript(int number) {
    QString text;
    for (const QChar character : QString::number(number)) {
        static const QString digits = u"⁰¹²³⁴⁵⁶⁷⁸⁹"_qs;
        text += character == u'-' ? QChar(u'⁻') : digits[character.digitValue()];
    }
    return text;
}

} // namespace

QString seriesName(TrainingSeries series) {
    switch (series) {
    case TrainingSeries::loss:
        return tr("loss");
    case TrainingSeries::learningRate:
        return tr("learning rate");
    case TrainingSeries::gradientNorm:
        return tr("gradient norm");
    case TrainingSeries::tokensPerSecond:
        break;
    }
    return tr("tokens per second");
}

QString seriesMeaning(TrainingSeries series) {
    switch (series) {
    case TrainingSeries::loss:
        return tr("Mean cross-entropy of a step's texts, in nats per word: lower is better.");
    case TrainingSeries::learningRate:
        return tr("How far a step may move the weights, as the schedule has it.");
    case TrainingSeries::gradientNorm:
        return tr("The gradient's length before clipping: peaks tell of steps that went wrong.");
    case TrainingSeries::tokensPerSecond:
        break;
    }
    return tr("How many words a second the run learns from.");
}

QString learningRateText(double rate) {
    if (!std::isfinite(rate) || rate == 0.0)
        return numberText(rate, 0);
    const int exponent = static_cast<int>(std::floor(std::log10(std::abs(rate))));
    if (exponent >= -4)
        return numberText(rate, std::max(0, 2 - exponent));
    return u"%1 × 10%2"_qs.arg(numberText(rate / std::pow(10.0, exponent), 2),
                               superscript(exponent));
}

QString seriesValueText(TrainingSeries series, double value) {
    switch (series) {
    case TrainingSeries::learningRate:
        return learningRateText(value);
    case TrainingSeries::tokensPerSecond:
        return numberText(value, 0);
    case TrainingSeries::loss:
    case TrainingSeries::gradientNorm:
        break;
    }
    return numberText(value, 3);
}

QString seriesReading(TrainingSeries series, double value) {
    const QString text = seriesValueText(series, value);
    return series == TrainingSeries::tokensPerSecond ? tr("%1 tokens/s").arg(text)
                                                     : u"%1 %2"_qs.arg(seriesName(series), text);
}

double valueOf(const StepRecord& step, TrainingSeries series) {
    switch (series) {
    case TrainingSeries::loss:
        return step.loss;
    case TrainingSeries::learningRate:
        return step.learningRate;
    case TrainingSeries::gradientNorm:
        return step.gradientNorm;
    case TrainingSeries::tokensPerSecond:
        break;
    }
    return step.tokensPerSecond;
}

} // namespace tempera::ui
