// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace tempera::cli {

/// The options that define a training run. Each overrides one setting of the preset.
class TrainingOptions {
public:
    explicit TrainingOptions(CLI::App& command);

    /// The preset with everything that was given on the command line.
    TrainingSettings settings() const;
    /// The settings of a checkpoint with new limits, where given. Throws SettingError where an
    /// option was given that the checkpoint decides.
    TrainingSettings resumed(TrainingSettings settings) const;

private:
    using Override = std::function<void(TrainingSettings&)>;

    template <typename T, typename Place>
    CLI::Option* addSetting(const std::string& name, Place place, const std::string& description);
    template <typename Parse, typename Place>
    CLI::Option* addNamed(const std::string& name, Parse parse, Place place,
                          const std::string& description);

    void addDataSettings();
    void addModelSettings();
    void addOptimizerSettings();
    void addRunSettings();
    void addLimits();

    CLI::App& command_;
    std::string group_; ///< the heading of --help under which options are being added
    std::string preset_ = "book";
    CLI::Option* presetOption_ = nullptr;
    std::vector<Override> overrides_;      ///< in the order in which the options were added
    std::vector<CLI::Option*> runOptions_; ///< fixed by a checkpoint
    std::vector<Override> limits_;         ///< may be given anew when a run is resumed
};

} // namespace tempera::cli
