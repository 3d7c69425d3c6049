// SPDX-License-Identifier: GPL-3.0-or-later
// What a person waits for in the window's text, at lengths up to 100,000 tokens: each measurement
// is one event with the picture that follows it.
#include "ui/text/token_view.h"

#include <QApplication>
#include <QImage>
#include <QKeyEvent>
#include <QScrollBar>
#include <benchmark/benchmark.h>
#include <random>

namespace {

using namespace tempera::ui;

/// Words as frequent as in a real text: few of them make up most of it.
TextTokens textOf(std::int64_t tokens, unsigned seed) {
    std::mt19937 random(seed);
    std::exponential_distribution<double> rank(1.0 / 800.0);
    TextTokens text(static_cast<std::size_t>(tokens));
    for (TextToken& token : text) {
        const auto word = static_cast<int>(rank(random));
        token.figures.id = word;
        token.word = QStringLiteral("word%1").arg(word);
    }
    return text;
}

struct Window {
    TokenView view;
    QImage picture{900, 600, QImage::Format_ARGB32_Premultiplied};

    explicit Window(std::int64_t tokens) {
        view.resize(picture.size());
        view.setVocabularySize(15'000);
        view.setColoring(TokenColoring::probability);
        view.setTokens(textOf(tokens, 1));
        view.show();
        view.setFocus();
        draw();
    }
    void draw() { view.render(&picture); }
    void press(int key) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QApplication::sendEvent(&view, &event);
        draw();
    }
};

void allWordsChange(benchmark::State& state) {
    Window window(state.range(0));
    const TextTokens texts[]{textOf(state.range(0), 2), textOf(state.range(0), 3)};
    std::size_t next = 0;
    for (auto _ : state) {
        window.view.setTokens(texts[next++ % 2]);
        window.draw();
    }
}

void oneTokenMore(benchmark::State& state) {
    Window window(state.range(0));
    TextTokens text = window.view.tokens();
    for (auto _ : state) {
        text.push_back(text.front());
        window.view.setTokens(text);
        window.draw();
    }
}

void scrollAPage(benchmark::State& state) {
    Window window(state.range(0));
    QScrollBar& bar = *window.view.verticalScrollBar();
    for (auto _ : state) {
        bar.setValue(bar.value() == bar.maximum() ? 0 : bar.value() + bar.pageStep());
        window.draw();
    }
}

void selectNextLine(benchmark::State& state) {
    Window window(state.range(0));
    window.view.setSelected(static_cast<int>(state.range(0) / 2));
    for (auto _ : state)
        window.press(Qt::Key_Down);
}

void jumpToEnds(benchmark::State& state) {
    Window window(state.range(0));
    bool toEnd = true;
    for (auto _ : state) {
        window.press(toEnd ? Qt::Key_End : Qt::Key_Home);
        toEnd = !toEnd;
    }
}

void resize(benchmark::State& state) {
    Window window(state.range(0));
    int width = 900;
    for (auto _ : state) {
        width = width == 900 ? 880 : 900;
        window.view.resize(width, 600);
        window.draw();
    }
}

void anotherFont(benchmark::State& state) {
    Window window(state.range(0));
    QFont font = window.view.font();
    const int size = font.pointSize();
    for (auto _ : state) {
        font.setPointSize(font.pointSize() == size ? size + 2 : size);
        window.view.setFont(font);
        window.draw();
    }
}

void copy(benchmark::State& state) {
    Window window(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(window.view.text());
}

void everyLength(benchmark::internal::Benchmark* benchmark) {
    benchmark->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
}
BENCHMARK(allWordsChange)->Apply(everyLength);
BENCHMARK(oneTokenMore)->Apply(everyLength);
BENCHMARK(scrollAPage)->Apply(everyLength);
BENCHMARK(selectNextLine)->Apply(everyLength);
BENCHMARK(jumpToEnds)->Apply(everyLength);
BENCHMARK(resize)->Apply(everyLength);
BENCHMARK(anotherFont)->Apply(everyLength);
BENCHMARK(copy)->Apply(everyLength);

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
