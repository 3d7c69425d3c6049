// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/batched_generation.h"

#include "core/model/inference_engine.h"
#include "core/system/denormals.h"
#include "core/system/error.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace tempera {

namespace {

using Tokens = std::vector<GeneratedToken>;

/// What is still to be written, and what is written: shared by the threads.
class TextBoard {
public:
    explicit TextBoard(std::size_t count) : written_(count) {}

    /// The index of a text that nobody writes yet; nothing where there is none left.
    std::optional<std::size_t> take() {
        const std::scoped_lock lock(mutex_);
        return taken_ < written_.size() ? std::optional(taken_++) : std::nullopt;
    }

    void put(std::size_t text, Tokens tokens) {
        const std::scoped_lock lock(mutex_);
        written_[text] = std::move(tokens);
        changed_.notify_one();
    }

    void fail(std::exception_ptr error) {
        const std::scoped_lock lock(mutex_);
        error_ = std::move(error);
        changed_.notify_one();
    }

    /// Waits for the text. Rethrows what a thread failed with.
    Tokens get(std::size_t text) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this, text] { return written_[text] || error_; });
        if (!written_[text])
            std::rethrow_exception(error_);
        return *std::exchange(written_[text], std::nullopt);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t taken_ = 0;
    std::vector<std::optional<Tokens>> written_;
    std::exception_ptr error_;
};

/// The texts that one thread writes side by side.
class Writer {
public:
    Writer(InferenceEngine engine, std::span<const TokenId> prompt,
           std::span<const GenerationSettings> texts, TextBoard& board)
        : engine_(std::move(engine)),
          prompt_(prompt.begin(), prompt.end()),
          texts_(texts),
          board_(board) {}

    /// Writes, `atOnce` together, until no text is left.
    void write(std::size_t atOnce, const std::stop_token& stop) {
        while (writings_.size() < atOnce && begin(writings_.size())) {
        }
        while (!writings_.empty()) {
            if (stop.stop_requested())
                throw Cancelled();
            step();
        }
    }

private:
    struct Writing {
        std::size_t text;
        GenerationRun run;
        Tokens tokens = {};
    };

    /// Begins the next text at a place, whose state in the engine holds the prompt already.
    bool begin(std::size_t place) {
        const auto text = board_.take();
        if (!text)
            return false;
        Writing writing{*text, GenerationRun(prompt_, texts_[*text])};
        if (place == writings_.size())
            writings_.push_back(std::move(writing));
        else
            writings_[place] = std::move(writing);
        return true;
    }

    void step() {
        std::vector<std::span<const TokenId>> texts;
        for (const Writing& writing : writings_)
            texts.emplace_back(writing.run.text());
        const auto logits = engine_.logitsAfterEach(texts);
        for (std::size_t place = 0; place < logits.size(); ++place)
            writings_[place].tokens.push_back(writings_[place].run.advance(logits[place]));
        for (std::size_t place = writings_.size(); place-- > 0;)
            if (writings_[place].run.finished())
                finish(place);
    }

    void finish(std::size_t place) {
        board_.put(writings_[place].text, std::move(writings_[place].tokens));
        if (!begin(place))
            writings_.erase(writings_.begin() + static_cast<std::ptrdiff_t>(place));
    }

    InferenceEngine engine_;
    std::vector<TokenId> prompt_;
    std::span<const GenerationSettings> texts_;
    TextBoard& board_;
    std::vector<Writing> writings_;
};

} // namespace

void generateEach(const WeightSnapshot& weights, std::span<const TokenId> prompt,
                  std::span<const GenerationSettings> texts, const BatchSettings& settings,
                  const std::function<void(std::vector<GeneratedToken>)>& sink,
                  std::stop_token stop) {
    TextBoard board(texts.size());
    std::stop_source ending; // also where the sink throws: the threads end with this function
    const std::stop_callback forward(stop, [&ending] { ending.request_stop(); });
    const std::size_t count = std::min(static_cast<std::size_t>(settings.threads), texts.size());
    const std::size_t share = count == 0 ? 0 : (texts.size() + count - 1) / count;
    std::vector<std::jthread> pool;
    for (std::size_t i = 0; i < count; ++i)
        pool.emplace_back([&, token = ending.get_token()] {
            flushDenormals();
            try {
                Writer(InferenceEngine(weights, settings.precision), prompt, texts, board)
                    .write(std::min(share, textsAtOnce), token);
            } catch (...) {
                board.fail(std::current_exception());
            }
        });
    try {
        for (std::size_t text = 0; text < texts.size(); ++text)
            sink(board.get(text));
    } catch (...) {
        ending.request_stop();
        throw;
    }
}

std::vector<std::vector<GeneratedToken>> generateEach(const WeightSnapshot& weights,
                                                      std::span<const TokenId> prompt,
                                                      std::span<const GenerationSettings> texts,
                                                      const BatchSettings& settings) {
    std::vector<std::vector<GeneratedToken>> written;
    generateEach(weights, prompt, texts, settings,
                 [&written](Tokens tokens) { written.push_back(std::move(tokens)); });
    return written;
}

} // namespace tempera
