// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/corpus/corpus_controller.h"

#include <utility>

namespace tempera::studio {

namespace {

bool readsAlike(const CorpusSource& one, const CorpusSource& other) {
    return one.standardization == other.standardization && one.options.unit == other.options.unit;
}

} // namespace

CorpusController::CorpusController(QObject* parent) : QObject(parent) {}

std::shared_ptr<const TokenizedCorpus> CorpusController::corpus() const {
    return overview_ ? overview_->corpus : nullptr;
}

void CorpusController::open(const QString& path, const CorpusOptions& options) {
    again_ = false;
    start({path, options, wanted_.standardization});
}

void CorpusController::setStandardization(Standardization standardization) {
    CorpusSource source = wanted_;
    source.standardization = standardization;
    readAgain(source);
}

void CorpusController::setUnit(DocumentUnit unit) {
    CorpusSource source = wanted_;
    source.options.unit = unit;
    readAgain(source);
}

void CorpusController::readAgain(const CorpusSource& source) {
    if (readsAlike(source, wanted_))
        return;
    wanted_ = source;
    if (isReading() && again_ && readsAlike(source, opened_))
        return cancel();
    if (!isReading() && !overview_)
        return;
    again_ = again_ || !isReading();
    start(wanted_);
}

void CorpusController::start(const CorpusSource& source) {
    abandon();
    wanted_ = source;
    // Bound here: the answer may come when another reading has taken the member's place.
    auto* const reading = new CorpusReading(source, this);
    reading_ = reading;
    connect(reading, &CorpusReading::progressed, this, [this, reading](double fraction) {
        if (reading == reading_)
            Q_EMIT progressed(fraction);
    });
    connect(reading, &CorpusReading::ended, this,
            [this, reading](const CorpusReadingResult& result) { end(reading, result); });
    Q_EMIT readingStarted(source.path);
}

void CorpusController::end(CorpusReading* reading, const CorpusReadingResult& result) {
    reading->deleteLater();
    if (reading != reading_)
        return;
    reading_ = nullptr;
    again_ = false;
    if (!result.overview) {
        goBack();
        Q_EMIT failed(result.problem);
        if (!result.columns.isEmpty())
            Q_EMIT columnNeeded(reading->source().path, result.columns);
        return;
    }
    opened_ = reading->source();
    overview_ = result.overview;
    Q_EMIT opened();
}

void CorpusController::cancel() {
    if (!isReading())
        return;
    abandon();
    again_ = false;
    goBack();
    Q_EMIT cancelled();
}

void CorpusController::abandon() {
    // It ends by itself, unheard: nobody waits for it here.
    if (CorpusReading* const reading = std::exchange(reading_, nullptr))
        reading->cancel();
}

void CorpusController::goBack() {
    const Standardization kept = overview_ ? opened_.standardization : wanted_.standardization;
    wanted_ = opened_;
    wanted_.standardization = kept;
}

} // namespace tempera::studio
