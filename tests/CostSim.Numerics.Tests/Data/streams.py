"""Prints streams.csv: the stream numbers of some names.

Usage: python3 streams.py > streams.csv

FNV-1a with 32 bits (Fowler, Noll, Vo) over the name in UTF-8, then the last steps of MurmurHash3. The known answers of both parts, from
their authors' pages, are checked first.
"""
MASK = 2**32 - 1


def fnv1a(data):
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & MASK
    return value


def finish(value):
    for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)]:
        value = (value ^ value >> shift) * factor & MASK
    return value


assert [fnv1a(text) for text in [b"", b"a", b"foobar"]] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
assert [finish(value) for value in [0, 1, MASK]] == [0, 0x514E28B7, 0x81F16F39]

NAMES = ["", "a", "b", "ab", "ba", "retry", "Retry", "review/input", "review/output", "model.price", "größe", "入力", "😀",
         "p1", "p2", "p10", "x" * 300]

print("# Made by streams.py: the frozen stream numbers of CostSim. None of these may ever change.")
print("name,stream")
for name in NAMES:
    print(name, f"{finish(fnv1a(name.encode())):08x}", sep=",")
