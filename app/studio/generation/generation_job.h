// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"
#include "core/sampling/generation.h"
#include "core/sampling/logits_source.h"

#include <QMetaType>
#include <QString>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tempera::studio {

/// What texts are written for. Each lane has one job at a time, a new one replaces it; the lanes
/// are served in this order, so that the text under the slider never waits for a ladder.
enum class Lane { text, position, compare, results, ladder };
inline constexpr std::size_t laneCount = 5;

/// Texts to write after one prompt with one model. A value: it crosses threads.
struct GenerationJob {
    std::uint64_t id = 0; ///< answers carry it; those of a replaced job are dropped
    Lane lane = Lane::text;
    ModelHandle model;
    std::vector<TokenId> prompt; ///< at least one token
    /// Begun in this order and written side by side, up to textsAtOnce of them: those of one
    /// length are finished in their order.
    std::vector<GenerationSettings> texts;
    bool keepLogits = false; ///< send each token's raw logits along
};

/// A token with what it was picked from.
struct WrittenToken {
    GeneratedToken figures;
    SharedLogits logits; ///< null unless the job keeps them
};

/// Some neighbouring tokens of one text of a job.
struct WrittenTokens {
    std::uint64_t job = 0;
    Lane lane = Lane::text;
    std::size_t text = 0;  ///< index into GenerationJob::texts
    std::size_t first = 0; ///< index in the text, the prompt not counted
    std::vector<WrittenToken> tokens;
    bool textFinished = false;
    bool jobFinished = false;
};

/// A job that can't go on. `message` is for a person.
struct GenerationFailure {
    std::uint64_t job = 0;
    Lane lane = Lane::text;
    QString message;
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(tempera::studio::GenerationJob)
Q_DECLARE_METATYPE(tempera::studio::WrittenTokens)
Q_DECLARE_METATYPE(tempera::studio::GenerationFailure)
