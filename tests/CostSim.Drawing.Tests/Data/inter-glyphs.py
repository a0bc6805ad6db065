"""Prints inter-glyphs.csv: the advances of some characters, in font units.

Usage: python3 inter-glyphs.py Avalonia.Fonts.Inter.dll > inter-glyphs.csv

Reads the fonts where their signature and the names of their tables are found in the library, without its index of assets; the glyph from
the cmap of format 4 (format 12 beyond the first plane), the advance from hmtx.
"""
import struct
import sys

CHARACTERS = " $%&(),-./0123456789:ABCMPTWagijmpxyz|~é–−×≤≥µμσ€→…" + "漢\U0010ffff"
library = open(sys.argv[1], "rb").read()


def u16(offset):
    return struct.unpack_from(">H", library, offset)[0]


def u32(offset):
    return struct.unpack_from(">I", library, offset)[0]


def fonts():
    """Every font of the library, by the full name in its table 'name'."""
    start = library.find(b"\0\1\0\0\0")
    while start >= 0:
        tables = {}
        for i in range(u16(start + 4)):
            record = start + 12 + 16 * i
            if record + 16 <= len(library):
                tables[library[record:record + 4]] = start + u32(record + 8)
        if {b"hmtx", b"cmap", b"name"} <= tables.keys():
            names = tables[b"name"]
            for i in range(u16(names + 2)):
                platform, _, _, name_id, length, offset = struct.unpack_from(">6H", library, names + 6 + 12 * i)
                if platform == 3 and name_id == 4:
                    text = names + u16(names + 4) + offset
                    yield library[text:text + length].decode("utf-16-be"), tables
        start = library.find(b"\0\1\0\0\0", start + 1)


def glyph_of(cmap, character):
    for i in range(u16(cmap + 2)):
        table = cmap + u32(cmap + 8 + 8 * i)
        if u16(table) == 12 and character > 0xffff:
            for group in range(u32(table + 12)):
                first, last, glyph = struct.unpack_from(">3I", library, table + 16 + 12 * group)
                if first <= character <= last:
                    return glyph + character - first
        if u16(table) == 4 and character <= 0xffff:
            count = u16(table + 6) // 2
            for segment in range(count):
                last = u16(table + 14 + 2 * segment)
                first = u16(table + 16 + 2 * count + 2 * segment)
                delta = u16(table + 16 + 4 * count + 2 * segment)
                place = table + 16 + 6 * count + 2 * segment
                if first <= character <= last:
                    if u16(place) == 0:
                        return (character + delta) % 65536
                    glyph = u16(place + u16(place) + 2 * (character - first))
                    return (glyph + delta) % 65536 if glyph else 0
    return 0


print("weight,codepoint,advance")
for name, tables in sorted(fonts()):
    if name not in ("Inter Regular", "Inter SemiBold"):
        continue
    for character in map(ord, CHARACTERS):
        glyph = glyph_of(tables[b"cmap"], character)
        advance = u16(tables[b"hmtx"] + 4 * min(glyph, u16(tables[b"hhea"] + 34) - 1))
        print(name.split()[1], f"{character:04X}", advance, sep=",")
