#!/usr/bin/env python3
"""Writes the names of all characters that do not follow a rule, for messages about characters that no font has.

Usage: unicode_names.py TARGET.txt.gz      (names: Unicode Character Database, Unicode License v3)
One line for each character: how far it is from the one before, in hexadecimal, and its name.
"""
import gzip
import sys
import unicodedata

RULED = ("CJK UNIFIED IDEOGRAPH-", "HANGUL SYLLABLE ", "TANGUT IDEOGRAPH-", "NUSHU CHARACTER-", "KHITAN SMALL SCRIPT CHARACTER-", "CJK COMPATIBILITY IDEOGRAPH-")

lines, before = [], 0
for code in range(0x110000):
    name = unicodedata.name(chr(code), "")
    if name and not name.startswith(RULED):
        lines.append(f"{code - before:X} {name}")
        before = code
with open(sys.argv[1], "wb") as target, gzip.GzipFile("", "wb", 9, target, mtime=0) as packed:
    packed.write(("\n".join(lines) + "\n").encode("ascii"))
