// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/optimizer_kernels.h"

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/model/optimizer_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <typename Tag>
void rmsPropStep(Tag tag, float* weights, const float* gradient, float* velocity,
                 const RmsPropFactors& factors) {
    const auto g = hn::Mul(hn::LoadU(tag, gradient), hn::Set(tag, factors.gradientScale));
    const auto fresh = hn::Mul(hn::Mul(g, g), hn::Set(tag, factors.share));
    const auto v = hn::MulAdd(hn::LoadU(tag, velocity), hn::Set(tag, factors.rho), fresh);
    hn::StoreU(v, tag, velocity);
    const auto root = hn::Sqrt(hn::Add(v, hn::Set(tag, factors.epsilon)));
    const auto step = hn::Div(hn::Mul(g, hn::Set(tag, factors.learningRate)), root);
    hn::StoreU(hn::Sub(hn::LoadU(tag, weights), step), tag, weights);
}

template <typename Tag>
void adamWStep(Tag tag, float* weights, const float* gradient, float* firstMoment,
               float* secondMoment, const AdamWFactors& factors) {
    const auto g = hn::Mul(hn::LoadU(tag, gradient), hn::Set(tag, factors.gradientScale));
    const auto first = hn::MulAdd(hn::LoadU(tag, firstMoment), hn::Set(tag, factors.beta1),
                                  hn::Mul(g, hn::Set(tag, factors.firstShare)));
    const auto second = hn::MulAdd(hn::LoadU(tag, secondMoment), hn::Set(tag, factors.beta2),
                                   hn::Mul(hn::Mul(g, g), hn::Set(tag, factors.secondShare)));
    hn::StoreU(first, tag, firstMoment);
    hn::StoreU(second, tag, secondMoment);
    const auto corrected = hn::Div(second, hn::Set(tag, factors.secondCorrection));
    const auto root = hn::Add(hn::Sqrt(corrected), hn::Set(tag, factors.epsilon));
    const auto step = hn::Div(hn::Mul(first, hn::Set(tag, factors.stepSize)), root);
    const auto kept = hn::Mul(hn::LoadU(tag, weights), hn::Set(tag, factors.kept));
    hn::StoreU(hn::Sub(kept, step), tag, weights);
}

/// Calls step(tag, index) for whole vectors, then for the numbers that are left one by one.
template <typename Step>
void forEach(std::size_t count, Step step) {
    const hn::ScalableTag<float> vector;
    const hn::CappedTag<float, 1> single;
    const std::size_t lanes = hn::Lanes(vector);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        step(vector, i);
    for (; i < count; ++i)
        step(single, i);
}

void rmsPropKernel(float* weights, const float* gradient, float* velocity, std::size_t count,
                   const RmsPropFactors& factors) {
    forEach(count, [&](auto tag, std::size_t i) {
        rmsPropStep(tag, weights + i, gradient + i, velocity + i, factors);
    });
}

void adamWKernel(float* weights, const float* gradient, float* firstMoment, float* secondMoment,
                 std::size_t count, const AdamWFactors& factors) {
    forEach(count, [&](auto tag, std::size_t i) {
        adamWStep(tag, weights + i, gradient + i, firstMoment + i, secondMoment + i, factors);
    });
}

} // namespace HWY_NAMESPACE
} // namespace tempera
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tempera {

HWY_EXPORT(rmsPropKernel);
HWY_EXPORT(adamWKernel);

void updateByRmsProp(float* weights, const float* gradient, float* velocity, std::size_t count,
                     const RmsPropFactors& factors) {
    HWY_DYNAMIC_DISPATCH(rmsPropKernel)(weights, gradient, velocity, count, factors);
}

void updateByAdamW(float* weights, const float* gradient, float* firstMoment, float* secondMoment,
                   std::size_t count, const AdamWFactors& factors) {
    HWY_DYNAMIC_DISPATCH(adamWKernel)(weights, gradient, firstMoment, secondMoment, count, factors);
}

} // namespace tempera
#endif
