// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_file.h"
#include "core/training/moment.h"
#include "core/training/moment_thinning.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tempera {

/// The moments of a run in a folder: `moments.json` and a `step-NNNNNNNN.safetensors` for each.
/// Models are written before the index that names them and removed after it, so that whenever the
/// program is killed the folder holds a consistent store; what was left over then is removed before
/// the first change. Used by one thread at a time.
class MomentStore {
public:
    /// Opens what is there, nothing where there is no such folder, and changes nothing. Moments
    /// whose weights are gone, a damaged index and the like are told by problems().
    explicit MomentStore(std::filesystem::path folder, MomentLimits limits = {});

    /// By step. Valid until the next change.
    const std::vector<Moment>& moments() const { return moments_; }
    /// For a person, what was wrong with the folder when it was opened. A damaged index is kept as
    /// `moments.damaged.json`, and no weights are removed while it is there.
    const std::vector<std::string>& problems() const { return problems_; }

    /// Keeps a moment with its weights, in the place of one of the same step, and thins what is
    /// there to the limits. Throws Error, where a file can't be written; what was there stays.
    void add(Moment moment, const LanguageModelFile& model);
    /// The weights of a moment. Throws Error where there is none of this step or its file is gone
    /// or damaged.
    LanguageModelFile load(std::int64_t step) const;
    /// A run goes on from an earlier checkpoint: what came after that step is another future's.
    /// -1 forgets all. Throws Error.
    void forgetAfter(std::int64_t step);

    /// Where the weights of a step lie.
    std::filesystem::path modelPath(std::int64_t step) const;

private:
    void readIndex();
    void dropMissing();
    void prepareFolder();
    void removeLeftovers() const;
    bool holds(const std::filesystem::path& file) const;
    void thin(std::vector<Moment>& moments) const;
    /// Writes the index, then removes the weights that it no longer names.
    void commit(std::vector<Moment> moments);

    std::filesystem::path folder_;
    MomentLimits limits_;
    std::vector<Moment> moments_;
    std::vector<std::string> problems_;
    bool indexDamaged_ = false;
    bool prepared_ = false;
};

} // namespace tempera
