// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/document_lengths.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tempera {

namespace {

double share(std::uint64_t part, std::uint64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

/// Where the bin that begins with `minimum` ends.
std::uint64_t binMaximum(std::uint64_t minimum, int perDoubling) {
    if (minimum == 0)
        return 0;
    const double next = static_cast<double>(minimum) * std::exp2(1.0 / perDoubling);
    return std::max(minimum, static_cast<std::uint64_t>(std::llround(next)) - 1);
}

} // namespace

DocumentLengths::DocumentLengths(std::vector<std::uint64_t> lengths) : documents_(lengths.size()) {
    std::ranges::sort(lengths);
    for (const std::uint64_t length : lengths) {
        tokens_ += length;
        if (entries_.empty() || entries_.back().length != length)
            entries_.push_back({length, 0});
        ++entries_.back().documents;
    }
}

double DocumentLengths::mean() const {
    return share(tokens_, documents_);
}

std::uint64_t DocumentLengths::median() const {
    std::uint64_t before = 0;
    for (const Entry& entry : entries_) {
        before += entry.documents;
        if (before > documents_ / 2)
            return entry.length;
    }
    return 0;
}

std::uint64_t DocumentLengths::longerThan(std::uint64_t length) const {
    std::uint64_t documents = 0;
    for (auto entry = entries_.rbegin(); entry != entries_.rend() && entry->length > length;
         ++entry)
        documents += entry->documents;
    return documents;
}

std::vector<LengthBin> DocumentLengths::doublingBins() const {
    std::vector<LengthBin> bins;
    for (const Entry& entry : entries_) {
        const auto width = static_cast<int>(std::bit_width(entry.length));
        const std::uint64_t first = width == 0 ? 0 : std::uint64_t{1} << (width - 1);
        while (!bins.empty() && bins.back().minimum < first) {
            const std::uint64_t minimum = bins.back().maximum + 1;
            bins.push_back({minimum, 2 * minimum - 1, 0});
        }
        if (bins.empty())
            bins.push_back({first, first == 0 ? 0 : 2 * first - 1, 0});
        bins.back().documents += entry.documents;
    }
    return bins;
}

std::vector<LengthBin> DocumentLengths::bins(int perDoubling) const {
    std::vector<LengthBin> bins;
    for (const Entry& entry : entries_) {
        if (bins.empty())
            bins.push_back({entry.length, binMaximum(entry.length, perDoubling), 0});
        while (bins.back().maximum < entry.length) {
            const std::uint64_t minimum = bins.back().maximum + 1;
            bins.push_back({minimum, binMaximum(minimum, perDoubling), 0});
        }
        bins.back().documents += entry.documents;
    }
    return bins;
}

SequenceFigures DocumentLengths::sequences(std::int64_t sequenceLength,
                                           LongDocuments policy) const {
    const auto longestSequence = static_cast<std::uint64_t>(sequenceLength);
    SequenceFigures figures;
    std::uint64_t used = 0;
    for (const Entry& entry : entries_) {
        if (entry.length < 2)
            continue;
        const bool cut = policy == LongDocuments::first;
        const std::uint64_t kept = cut ? std::min(entry.length, longestSequence) : entry.length;
        // Every token but the first is a target once, and a sequence has N - 1 of them.
        const std::uint64_t sequences = (kept - 1 + longestSequence - 2) / (longestSequence - 1);
        figures.sequences += entry.documents * sequences;
        figures.targets += entry.documents * (kept - 1);
        used += entry.documents * kept;
    }
    figures.tokens = figures.targets + figures.sequences;
    figures.padding = figures.sequences > 0
                          ? 1.0 - share(figures.tokens, figures.sequences * longestSequence)
                          : 0.0;
    figures.leftOut = share(tokens_ - used, tokens_);
    return figures;
}

} // namespace tempera
