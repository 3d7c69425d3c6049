#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/fixtures/book_reference.safetensors: small networks with the logits that they give.

The network is that of Deep Learning with Python, chapter 12.1 (PositionalEmbedding and
TransformerDecoder called as decoder(x, x), a Dense layer on top), computed here a second time, in
NumPy's float64 and from the book's text alone, to have something to compare Tempera's two
implementations with. Keras's conventions:

    MultiHeadAttention(num_heads, key_dim): query, key and value kernels [W, heads, key_dim], output
        kernel [heads, key_dim, W]; queries are scaled by 1 / sqrt(key_dim); masked scores get a
        large negative number added
    LayerNormalization: epsilon 1e-3, over the last axis
    Dense: x kernel + bias

One deviation, where the book's code leaves it open: the first position is never masked, so that
the softmax of a text that begins with padding is not over nothing.

    tests/tools/book_reference.py [FILE]      the same bytes every time
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "book_reference.safetensors"
VOCABULARY, CONTEXT, WIDTH, HEADS, HEAD_WIDTH, HIDDEN = 30, 8, 12, 2, 12, 20
# Token ids; 0 is padding. In the middle, at the end, at the beginning, everywhere but there.
TEXTS = [
    [2, 5, 29, 7, 1, 3, 3, 11],
    [4, 9, 0, 13, 28, 6, 2, 10],
    [8, 21, 17, 5, 0, 0, 0, 0],
    [0, 14, 2, 0, 0, 19, 1, 2],
    [25, 0, 0, 0, 0, 0, 0, 12],
]


def dense(weights, name, x):
    return x @ weights[name + ".kernel"] + weights[name + ".bias"]


def layer_normalization(weights, name, x, epsilon=1e-3):
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon) * weights[name + ".gamma"] + weights[
        name + ".beta"
    ]


def softmax(scores):
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def multi_head_attention(weights, name, query, value, attention_mask):
    """`attention_mask` [T, T] holds 1 where attending is allowed."""

    def project(part, x):  # [T, heads, key_dim]
        return np.einsum("tw,whd->thd", x, weights[f"{name}.{part}.kernel"]) + weights[
            f"{name}.{part}.bias"
        ]

    queries = project("query", query) / np.sqrt(HEAD_WIDTH)
    keys = project("key", value)
    values = project("value", value)
    scores = np.einsum("thd,shd->hts", queries, keys) + (1.0 - attention_mask) * -1e9
    mixed = np.einsum("hts,shd->thd", softmax(scores), values)
    return np.einsum("thd,hdw->tw", mixed, weights[name + ".output.kernel"]) + weights[
        name + ".output.bias"
    ]


def transformer_decoder(weights, block, inputs, encoder_outputs, mask):
    length = len(inputs)
    causal_mask = (np.arange(length)[:, None] >= np.arange(length)).astype(np.int32)
    padding_mask = mask[np.newaxis, :].astype(np.int32)
    padding_mask = np.minimum(padding_mask, causal_mask)
    attention_output_1 = multi_head_attention(
        weights, block + "attention_1", inputs, inputs, causal_mask
    )
    attention_output_1 = layer_normalization(
        weights, block + "layernorm_1", inputs + attention_output_1
    )
    attention_output_2 = multi_head_attention(
        weights, block + "attention_2", attention_output_1, encoder_outputs, padding_mask
    )
    attention_output_2 = layer_normalization(
        weights, block + "layernorm_2", attention_output_1 + attention_output_2
    )
    hidden = np.maximum(dense(weights, block + "dense_1", attention_output_2), 0.0)
    proj_output = dense(weights, block + "dense_2", hidden)
    return layer_normalization(weights, block + "layernorm_3", attention_output_2 + proj_output)


def language_model(weights, layers, tokens):
    tokens = np.array(tokens)
    mask = tokens != 0
    mask[0] = True  # the deviation
    x = weights["token_embeddings"][tokens] + weights["position_embeddings"][: len(tokens)]
    for layer in range(layers):
        x = transformer_decoder(weights, f"{layer}.", x, x, mask)
    return dense(weights, "output", x)  # logits: the book's softmax is left out


def random_weights(layers, generator):
    """Keras's shapes; values that are exact in float32, and large enough to make peaked softmaxes."""

    def normal(*shape, deviation=0.4):
        return generator.normal(0.0, deviation, shape).astype(np.float32).astype(np.float64)

    weights = {
        "token_embeddings": normal(VOCABULARY, WIDTH, deviation=1.0),
        "position_embeddings": normal(CONTEXT, WIDTH, deviation=1.0),
        "output.kernel": normal(WIDTH, VOCABULARY),
        "output.bias": normal(VOCABULARY),
    }
    for layer in range(layers):
        for attention in (f"{layer}.attention_1", f"{layer}.attention_2"):
            for part in ("query", "key", "value"):
                weights[f"{attention}.{part}.kernel"] = normal(WIDTH, HEADS, HEAD_WIDTH)
                weights[f"{attention}.{part}.bias"] = normal(HEADS, HEAD_WIDTH)
            weights[attention + ".output.kernel"] = normal(HEADS, HEAD_WIDTH, WIDTH)
            weights[attention + ".output.bias"] = normal(WIDTH)
        weights[f"{layer}.dense_1.kernel"] = normal(WIDTH, HIDDEN)
        weights[f"{layer}.dense_1.bias"] = normal(HIDDEN)
        weights[f"{layer}.dense_2.kernel"] = normal(HIDDEN, WIDTH)
        weights[f"{layer}.dense_2.bias"] = normal(WIDTH)
        for norm in ("layernorm_1", "layernorm_2", "layernorm_3"):
            weights[f"{layer}.{norm}.gamma"] = 1.0 + normal(WIDTH)
            weights[f"{layer}.{norm}.beta"] = normal(WIDTH)
    return weights


def tempera_tensors(weights, layers):
    """Tempera's names, with kernels transposed and heads side by side, as LibTorch has them."""
    tensors = {}

    def add_dense(name, kernel, bias):
        tensors[name + ".weight"] = kernel.T
        tensors[name + ".bias"] = bias

    def add_attention(name, source):
        for part in ("query", "key", "value"):
            kernel = weights[f"{source}.{part}.kernel"].reshape(WIDTH, HEADS * HEAD_WIDTH)
            add_dense(f"{name}.{part}", kernel, weights[f"{source}.{part}.bias"].reshape(-1))
        kernel = weights[source + ".output.kernel"].reshape(HEADS * HEAD_WIDTH, WIDTH)
        add_dense(name + ".output", kernel, weights[source + ".output.bias"])

    def add_norm(name, source):
        tensors[name + ".weight"] = weights[source + ".gamma"]
        tensors[name + ".bias"] = weights[source + ".beta"]

    tensors["token_embedding.weight"] = weights["token_embeddings"]
    tensors["position_embedding.weight"] = weights["position_embeddings"]
    for layer in range(layers):
        block = f"decoder.{layer}."
        add_attention(block + "self_attention", f"{layer}.attention_1")
        add_norm(block + "self_attention_norm", f"{layer}.layernorm_1")
        add_attention(block + "input_attention", f"{layer}.attention_2")
        add_norm(block + "input_attention_norm", f"{layer}.layernorm_2")
        for ours, source in (("hidden", "dense_1"), ("output", "dense_2")):
            add_dense(
                block + "feed_forward." + ours,
                weights[f"{layer}.{source}.kernel"],
                weights[f"{layer}.{source}.bias"],
            )
        add_norm(block + "feed_forward_norm", f"{layer}.layernorm_3")
    add_dense("output", weights["output.kernel"], weights["output.bias"])
    return tensors


def write_safetensors(path, metadata, tensors):
    """The format's few lines, so that no package is needed; 8-byte elements first, for alignment."""
    names = {"float32": "F32", "int64": "I64"}
    ordered = sorted(tensors.items(), key=lambda item: -item[1].dtype.itemsize)
    header = {"__metadata__": metadata}
    offset = 0
    for name, array in ordered:
        header[name] = {
            "dtype": names[str(array.dtype)],
            "shape": list(array.shape),
            "data_offsets": [offset, offset + array.nbytes],
        }
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, array in ordered:
            file.write(np.ascontiguousarray(array).tobytes())


def main():
    tensors = {"texts": np.array(TEXTS, dtype=np.int64)}
    for layers in (1, 2):
        # A legacy generator: its stream is frozen for good.
        weights = random_weights(layers, np.random.RandomState(12_1 + layers))
        prefix = f"layers_{layers}/"
        for name, values in tempera_tensors(weights, layers).items():
            tensors[prefix + name] = values.astype(np.float32)
        logits = [language_model(weights, layers, text) for text in TEXTS]
        tensors[prefix + "logits"] = np.array(logits).astype(np.float32)
    sizes = {
        "vocabulary_size": VOCABULARY,
        "context_length": CONTEXT,
        "embedding_width": WIDTH,
        "head_count": HEADS,
        "head_width": HEAD_WIDTH,
        "hidden_width": HIDDEN,
    }
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURE
    write_safetensors(path, {name: str(size) for name, size in sizes.items()}, tensors)


if __name__ == "__main__":
    main()
