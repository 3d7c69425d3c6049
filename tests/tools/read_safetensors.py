#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a safetensors file by the format's public description alone and prints it as JSON.

An independent witness for the tests of core/model/safetensors_file: it shares no code with it.
"""
import hashlib
import json
import struct
import sys

ELEMENTS = {"F32": "f", "F64": "d", "I64": "q", "U8": "B"}


def refuse_duplicates(pairs):
    result = dict(pairs)
    assert len(result) == len(pairs), "a key occurs twice"
    return result


def read_tensor(name, fields, data):
    begin, end = fields["data_offsets"]
    element = ELEMENTS[fields["dtype"]]
    count = 1
    for dimension in fields["shape"]:
        count *= dimension
    assert end - begin == count * struct.calcsize("<" + element), name
    assert begin % struct.calcsize("<" + element) == 0, name + " is not aligned"
    values = struct.unpack("<%d%s" % (count, element), data[begin:end])
    return {"name": name, "dtype": fields["dtype"], "shape": fields["shape"], "values": values}


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    header_bytes, data = content[8 : 8 + length], content[8 + length :]
    assert header_bytes.startswith(b"{") and length % 8 == 0
    header = json.loads(header_bytes.decode("utf-8"), object_pairs_hook=refuse_duplicates)
    metadata = header.pop("__metadata__")

    entries = sorted(header.items(), key=lambda item: item[1]["data_offsets"])
    position = 0
    for name, fields in entries:
        assert fields["data_offsets"][0] == position, name + " does not follow its predecessor"
        position = fields["data_offsets"][1]
    assert position == len(data)

    digest = metadata["sha256"].encode()
    assert content.count(digest) == 1
    blank = content.replace(digest, b"0" * 64)
    json.dump(
        {
            "metadata": metadata,
            "tensors": [read_tensor(name, fields, data) for name, fields in entries],
            "sha256": hashlib.sha256(blank).hexdigest(),
        },
        sys.stdout,
    )


main(sys.argv[1])
