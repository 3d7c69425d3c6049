#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network of Deep Learning with Python, chapter 12.1, in plain PyTorch: what Tempera's speed is
compared with. Prints one JSON object, the speed in tokens a second among it.

    book_in_pytorch.py train STEPS THREADS      RMSprop steps, batch 256; the first is not counted
    book_in_pytorch.py generate padded THREADS  50 tokens, each by a forward pass over all 100 positions
    book_in_pytorch.py generate growing THREADS     the same over the positions that there are

THREADS of 0 leaves PyTorch as it comes.
"""

import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

VOCABULARY, CONTEXT, WIDTH, HEADS, HEAD_WIDTH, HIDDEN = 15_000, 100, 256, 2, 256, 2_048
PARAMETERS = 9_825_176
BATCH = 256
GENERATED = 50


class MultiHeadAttention(nn.Module):
    """As in Keras: each head has the width key_dim, however wide the embedding is."""

    def __init__(self):
        super().__init__()
        self.query = nn.Linear(WIDTH, HEADS * HEAD_WIDTH)
        self.key = nn.Linear(WIDTH, HEADS * HEAD_WIDTH)
        self.value = nn.Linear(WIDTH, HEADS * HEAD_WIDTH)
        self.output = nn.Linear(HEADS * HEAD_WIDTH, WIDTH)

    @staticmethod
    def split(x):  # [B, T, H * D] to [B, H, T, D]
        return x.view(x.shape[0], x.shape[1], HEADS, HEAD_WIDTH).transpose(1, 2)

    def forward(self, queries, values, allowed):
        query = self.split(self.query(queries)) / math.sqrt(HEAD_WIDTH)
        key = self.split(self.key(values))
        scores = (query @ key.transpose(2, 3)).masked_fill(~allowed, -math.inf)  # [B, H, T, T]
        mixed = scores.softmax(-1) @ self.split(self.value(values))  # [B, H, T, D]
        return self.output(mixed.transpose(1, 2).flatten(2))  # [B, T, W]


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.self_attention = MultiHeadAttention()
        self.input_attention = MultiHeadAttention()
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.projection = nn.Linear(HIDDEN, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH, eps=1e-3) for _ in range(3))

    def forward(self, x, causal, unpadded):
        first = self.norms[0](x + self.self_attention(x, x, causal))
        second = self.norms[1](first + self.input_attention(first, x, unpadded))
        return self.norms[2](second + self.projection(F.relu(self.hidden(second))))


class LanguageModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.token_embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.position_embedding = nn.Embedding(CONTEXT, WIDTH)
        self.decoder = Decoder()
        self.output = nn.Linear(WIDTH, VOCABULARY)

    def forward(self, tokens):  # [B, T] to [B, T, V]
        length = tokens.shape[1]
        x = self.token_embedding(tokens) + self.position_embedding(torch.arange(length))
        causal = torch.ones(length, length, dtype=torch.bool).tril()
        unpadded = causal & (tokens != 0)[:, None, None, :]
        unpadded[..., 0] = True  # no softmax over nothing
        return self.output(self.decoder(x, causal, unpadded))


def training_speeds(steps):
    model = LanguageModel()
    assert sum(parameter.numel() for parameter in model.parameters()) == PARAMETERS
    optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3, alpha=0.9, eps=1e-7)
    tokens = torch.randint(2, VOCABULARY, (BATCH, CONTEXT))
    inputs, targets = tokens[:, :-1], tokens[:, 1:]
    speeds = []
    for _ in range(steps):
        start = time.perf_counter()
        optimizer.zero_grad()
        logits = model(inputs)
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=0)
        loss.backward()
        optimizer.step()
        speeds.append(targets.numel() / (time.perf_counter() - start))
    return speeds[1:]


@torch.no_grad()
def generate(model, padded):
    text = [10, 20]
    for _ in range(GENERATED):
        padding = [0] * (CONTEXT - len(text)) if padded else []
        logits = model(torch.tensor([text + padding]))[0, len(text) - 1]
        text.append(torch.multinomial((logits / 0.7).softmax(-1), 1).item())


def generation_speeds(padded):
    model = LanguageModel().eval()
    generate(model, padded)  # what is claimed once is claimed
    speeds = []
    for _ in range(3):
        start = time.perf_counter()
        generate(model, padded)
        speeds.append(GENERATED / (time.perf_counter() - start))
    return speeds


def loaded_blas():
    with open("/proc/self/maps", encoding="utf-8") as maps:
        return sorted({line.split("/", 1)[1].strip() for line in maps if "blas" in line})


def main():
    work, argument, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if threads > 0:
        torch.set_num_threads(threads)
    torch.manual_seed(1)
    if work == "train":
        speeds = training_speeds(int(argument))
    else:
        speeds = generation_speeds(argument == "padded")
    print(json.dumps({"speeds": speeds, "torch": torch.__version__, "blas": loaded_blas()}))


main()
