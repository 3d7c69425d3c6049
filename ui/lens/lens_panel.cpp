// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/lens_panel.h"

#include "ui/layout/shedding_layout.h"
#include "ui/lens/distribution_panel.h"
#include "ui/lens/entropy_curve_chart.h"
#include "ui/lens/lens_card.h"
#include "ui/lens/lens_content.h"
#include "ui/lens/needle_bar.h"
#include "ui/lens/number_text.h"
#include "ui/lens/readouts_panel.h"
#include "ui/lens/temperature_card.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QTimer>
#include <algorithm>

namespace tempera::ui {

namespace {

bool sameEffects(const std::vector<SamplerEffect>& first,
                 const std::vector<SamplerEffect>& second) {
    return std::ranges::equal(first, second, [](const SamplerEffect& a, const SamplerEffect& b) {
        return a.sampler == b.sampler && a.candidatesBefore == b.candidatesBefore &&
               a.candidatesAfter == b.candidatesAfter;
    });
}

} // namespace

class LensPanel::Implementation {
public:
    explicit Implementation(LensPanel& panel);

    void setPosition(LensPosition position);
    void setSamplers(const SamplerStack& stack);
    const LensContent& content() const { return content_; }
    QAction* findAction() const { return find_; }

private:
    QWidget* makeContentPage();
    QWidget* makeNeedleCard();
    QWidget* makeEntropyCard();
    QWidget* makeMessagePage();
    void connectParts();
    void chooseTemperature(double temperature);
    void show();
    void showNotice();
    void showCurve();
    void tellEffects();

    LensPanel& panel_;
    LensContent content_;
    std::vector<SamplerEffect> toldEffects_;
    TemperatureCard* temperature_;
    DistributionPanel* distribution_;
    NeedleBar* needle_;
    EntropyCurveChart* curve_;
    ReadoutsPanel* readouts_;
    QLabel* message_;
    QStackedLayout* pages_;
    QTimer* curveTimer_;
    QAction* find_ = nullptr;
};

LensPanel::Implementation::Implementation(LensPanel& panel)
    : panel_(panel),
      temperature_(new TemperatureCard(&panel)),
      distribution_(new DistributionPanel(&panel)),
      needle_(new NeedleBar(&panel)),
      curve_(new EntropyCurveChart(&panel)),
      readouts_(new ReadoutsPanel(&panel)),
      message_(new QLabel(&panel)),
      pages_(new QStackedLayout),
      curveTimer_(new QTimer(&panel)) {
    const int gap = panel.fontMetrics().height() / 2;
    auto* layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSpacing(gap);
    layout->addWidget(temperature_);
    layout->addLayout(pages_, 1);
    pages_->addWidget(makeContentPage());
    pages_->addWidget(makeMessagePage());
    // Bars first: the curve can wait until there is nothing more urgent to do.
    curveTimer_->setSingleShot(true);
    curveTimer_->setInterval(0);
    connectParts();
    content_.setPosition({});
    show();
}

QWidget* LensPanel::Implementation::makeContentPage() {
    auto* page = new QWidget(&panel_);
    auto* layout = new SheddingLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(panel_.fontMetrics().height() / 2);
    layout->addWidget(distribution_, 2);
    layout->addOptional(makeNeedleCard(), 0);
    layout->addOptional(makeEntropyCard(), 1, 1);
    return page;
}

QWidget* LensPanel::Implementation::makeNeedleCard() {
    auto* card = new LensCard(&panel_);
    auto* layout = new QVBoxLayout(card);
    const int margin = panel_.fontMetrics().height() / 3;
    layout->setContentsMargins(2 * margin, margin, 2 * margin, margin);
    layout->addWidget(needle_);
    return card;
}

QWidget* LensPanel::Implementation::makeEntropyCard() {
    auto* card = new LensCard(&panel_);
    auto* layout = new QHBoxLayout(card);
    const int margin = panel_.fontMetrics().height() / 3;
    layout->setContentsMargins(margin, margin, 2 * margin, margin);
    layout->setSpacing(2 * margin);
    layout->addWidget(curve_, 1);
    layout->addWidget(readouts_);
    return card;
}

QWidget* LensPanel::Implementation::makeMessagePage() {
    auto* card = new LensCard(&panel_);
    auto* layout = new QVBoxLayout(card);
    const int margin = 2 * panel_.fontMetrics().height();
    layout->setContentsMargins(margin, margin, margin, margin);
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(message_);
    return card;
}

void LensPanel::Implementation::connectParts() {
    const auto choose = [this](double temperature) { chooseTemperature(temperature); };
    connect(temperature_, &TemperatureCard::dragStarted, &panel_,
            &LensPanel::temperatureDragStarted);
    connect(temperature_, &TemperatureCard::temperatureChanged, &panel_, choose);
    connect(temperature_, &TemperatureCard::dragFinished, &panel_,
            &LensPanel::temperatureDragFinished);
    connect(curve_, &EntropyCurveChart::dragStarted, &panel_, &LensPanel::temperatureDragStarted);
    connect(curve_, &EntropyCurveChart::temperatureChosen, &panel_, choose);
    connect(curve_, &EntropyCurveChart::dragFinished, &panel_, &LensPanel::temperatureDragFinished);
    connect(distribution_, &DistributionPanel::branchRequested, &panel_,
            &LensPanel::branchRequested);
    connect(curveTimer_, &QTimer::timeout, &panel_, [this] { showCurve(); });
    find_ = new QAction(QIcon::fromTheme(QStringLiteral("edit-find")),
                        LensPanel::tr("&Find Token in the Lens"), &panel_);
    find_->setShortcut(QKeySequence::Find);
    panel_.addAction(find_);
    connect(find_, &QAction::triggered, distribution_, &DistributionPanel::startSearch);
}

void LensPanel::Implementation::setPosition(LensPosition position) {
    content_.setPosition(std::move(position));
    show();
}

void LensPanel::Implementation::setSamplers(const SamplerStack& stack) {
    if (stack == content_.stack())
        return;
    content_.setStack(stack);
    show();
}

void LensPanel::Implementation::chooseTemperature(double temperature) {
    content_.setStack(withTemperature(content_.stack(), temperature));
    show();
    Q_EMIT panel_.temperatureChanged(temperature);
}

void LensPanel::Implementation::show() {
    const double temperature = temperatureOf(content_.stack());
    temperature_->setTemperature(temperature);
    showNotice();
    pages_->setCurrentIndex(content_.ranking() == nullptr ? 1 : 0);
    message_->setText(content_.problem());
    distribution_->setDistribution(content_.ranking(), content_.position(), temperature);
    needle_->setDistribution(content_.ranking(), content_.position());
    readouts_->setReadouts(content_.readouts());
    curve_->setVocabularySize(content_.readouts().vocabularySize);
    curve_->setCurrent(temperature, content_.readouts().entropyBits);
    if (content_.curveIsStale())
        curveTimer_->start();
    tellEffects();
}

void LensPanel::Implementation::showNotice() {
    const auto sampler = content_.ranking() == nullptr
                             ? std::nullopt
                             : soleCandidateKeptBy(content_.ranking()->distribution());
    temperature_->setNotice(sampler ? LensPanel::tr("temperature cannot act here: %1 kept 1 token")
                                          .arg(samplerText(*sampler))
                                    : QString());
}

void LensPanel::Implementation::showCurve() {
    if (!content_.curveIsStale())
        return;
    const std::vector<double> bits = content_.computeCurve();
    curve_->setCurve(bits.empty() ? std::vector<double>{} : LensContent::curveTemperatures(), bits);
}

void LensPanel::Implementation::tellEffects() {
    const auto effects = content_.effects();
    if (sameEffects(effects, toldEffects_))
        return;
    toldEffects_ = effects;
    Q_EMIT panel_.effectsChanged(effects);
}

LensPanel::LensPanel(QWidget* parent)
    : QWidget(parent), implementation_(std::make_unique<Implementation>(*this)) {
    setAccessibleName(tr("Lens"));
}

LensPanel::~LensPanel() = default;

void LensPanel::setPosition(LensPosition position) {
    implementation_->setPosition(std::move(position));
}

void LensPanel::setSamplers(const SamplerStack& stack) {
    implementation_->setSamplers(stack);
}

double LensPanel::temperature() const {
    return temperatureOf(implementation_->content().stack());
}

QAction* LensPanel::findAction() const {
    return implementation_->findAction();
}

LensReadouts LensPanel::readouts() const {
    return implementation_->content().readouts();
}

} // namespace tempera::ui
