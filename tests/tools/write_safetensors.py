#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a small safetensors file by the format's public description alone.

usage: write_safetensors.py FILE [--sha256]

Python's own JSON spacing, the header's tensors in another order than their data, no padding: all
that a reader must bear. With --sha256 the metadata hold Tempera's checksum.
"""
import hashlib
import json
import struct
import sys

DATA = struct.pack("<2d", 0.5, -2.25) + struct.pack("<3f", 1.5, -0.0, 3.25) + "añ".encode()
HEADER = {
    "letters": {"dtype": "U8", "shape": [3], "data_offsets": [28, 31]},
    "doubles": {"dtype": "F64", "shape": [2, 1], "data_offsets": [0, 16]},
    "floats": {"dtype": "F32", "shape": [3], "data_offsets": [16, 28]},
}


def main(path, with_digest):
    metadata = {"author": "Zoë \"Python\"", "source": "by hand"}
    blank = "0" * 64
    if with_digest:
        metadata["sha256"] = blank
    header = json.dumps({"__metadata__": metadata, **HEADER}).encode()
    content = struct.pack("<Q", len(header)) + header + DATA
    if with_digest:
        digest = hashlib.sha256(content).hexdigest()
        content = content.replace(blank.encode(), digest.encode())
    with open(path, "wb") as file:
        file.write(content)


main(sys.argv[1], "--sha256" in sys.argv[2:])
