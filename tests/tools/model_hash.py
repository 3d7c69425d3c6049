#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the hash of the model in a file (.safetensors or .tempera), by its definition alone.

SHA-256 over the configuration as it is written in the file, the standardization, the sequence
length and the vocabulary, each with a newline, then the weights in their order in the file.
"""
import hashlib
import json
import struct
import sys

with open(sys.argv[1], "rb") as file:
    content = file.read()
(length,) = struct.unpack("<Q", content[:8])
header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
metadata = header.pop("__metadata__")
tokenizer = json.loads(metadata["tokenizer"])


def bytes_of(fields):
    begin, end = fields["data_offsets"]
    return data[begin:end]


digest = hashlib.sha256()
digest.update(metadata["config"].encode() + b"\n")
digest.update(tokenizer["standardization"].encode() + b"\n")
digest.update(str(tokenizer["sequence_length"]).encode() + b"\n")
digest.update(bytes_of(header.pop("vocabulary")) + b"\n")
for name, fields in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
    if not name.startswith(("optimizer.", "training.")):
        digest.update(bytes_of(fields))
print(digest.hexdigest())
