// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_weights.h"

#include "core/system/error.h"
#include "core/system/quote.h"

#include <algorithm>
#include <cmath>

namespace tempera {

namespace {

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t dimension : shape)
        text += (text.empty() ? "" : ", ") + std::to_string(dimension);
    return "[" + text + "]";
}

void checkTensor(const NamedTensor& tensor, const TensorShape& expected) {
    const std::string name = "tensor " + inQuotes(tensor.name);
    if (tensor.name != expected.name)
        throw Error(name + " stands where the configuration asks for " + inQuotes(expected.name));
    if (tensor.shape != expected.shape)
        throw Error(name + " has the shape " + shapeText(tensor.shape) +
                    "; the configuration asks for " + shapeText(expected.shape));
    if (tensor.values.size() != static_cast<std::size_t>(elementCount(expected.shape)))
        throw Error(name + " has " + std::to_string(tensor.values.size()) +
                    " values; its shape asks for " + std::to_string(elementCount(expected.shape)));
    const auto wild = std::find_if(tensor.values.begin(), tensor.values.end(),
                                   [](float value) { return !std::isfinite(value); });
    if (wild != tensor.values.end())
        throw Error(name + " holds a value that is not a finite number (element " +
                    std::to_string(wild - tensor.values.begin()) +
                    "): the training diverged or the file is damaged");
}

} // namespace

const NamedTensor& ModelWeights::tensor(std::string_view name) const {
    const auto found =
        std::find_if(tensors.begin(), tensors.end(),
                     [name](const NamedTensor& candidate) { return candidate.name == name; });
    if (found == tensors.end())
        throw Error("the model has no tensor " + inQuotes(name));
    return *found;
}

void validate(const ModelWeights& weights) {
    validate(weights.configuration);
    const std::vector<TensorShape> expected = tensorShapes(weights.configuration);
    if (weights.tensors.size() != expected.size())
        throw Error("the model has " + std::to_string(weights.tensors.size()) +
                    " tensors; its configuration asks for " + std::to_string(expected.size()));
    for (std::size_t index = 0; index < expected.size(); ++index)
        checkTensor(weights.tensors[index], expected[index]);
}

} // namespace tempera
