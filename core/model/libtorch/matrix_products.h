// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace tempera {

// Products of matrices by whichever library is the fastest at them, outside autograd. Measured with
// AVX-512, one thread each on two cores: oneDNN's sgemm is 1.15 to 1.25 times as fast as OpenBLAS's
// at the shapes of forward passes and of input gradients, OpenBLAS's up to 1.3 times at those of
// weight gradients; at many small products (attention) oneDNN's matmul is 2 to 3 times as fast as
// either. In float64 all of them are LibTorch's.

/// product = left right; left [M, K] and right [K, N] with rows or columns contiguous, product
/// [M, N] with rows contiguous.
void multiplyInto(torch::Tensor product, const torch::Tensor& left, const torch::Tensor& right);

/// products[i] = left[i] right[i]; left [..., M, K], right [..., K, N] and products [..., M, N]
/// with the same leading dimensions, of any strides.
void multiplyEachInto(torch::Tensor products, const torch::Tensor& left,
                      const torch::Tensor& right);

/// sum += left^T right; left [N, A], right [N, B], sum [A, B]. An undefined sum becomes the
/// product.
void addTransposedProduct(torch::Tensor& sum, const torch::Tensor& left,
                          const torch::Tensor& right);

} // namespace tempera
