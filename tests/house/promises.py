#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the tests of promises: promises.py ROOT.

Each row in tests/promises quotes a sentence of a public header or a page, see tests/promises/promise.h. The
sentence must still stand at its place, and every file of rows must be among the tests.
"""

import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
TESTS = ROOT / "tests" / "promises"
STRING = r'"(?:[^"\\]|\\.)*"'
ROW = re.compile(rf"^ +\{{\s*(\"[\w.-]+\.(?:h|md): (?:[^\"\\]|\\.)*\"\s*(?:{STRING}\s*)*),", re.M)
BLOCK = re.compile(r"/\*\*\n +\* ([\w:-]+):.*?\*/", re.S)


def normalize(text):
    """Removes the stars of comments and joins the lines."""
    return " ".join(re.sub(r"^ *(?:/\*\*?|\*/?)", " ", text, flags=re.M).split())


def read_header(text):
    """Returns pairs of what a comment documents and its text."""
    parts = [("chapter", match.group(1)) for match in re.finditer(r"\A/\* SPDX[^\n]*\n(/\*\n.*?\*/)", text, re.S)]
    for match in BLOCK.finditer(text):
        name = match.group(1)
        # A function's name begins in lower case. Properties and signals have a colon.
        is_function = name[0].islower() and ":" not in name
        parts.append((f"{name}()" if is_function else name, match.group()))
    return [(name, normalize(part)) for name, part in parts]


def read_page(text):
    """Returns pairs of a heading and the text below it."""
    parts = re.split(r"^#+ (.*)\n", text, flags=re.M)
    headings = ["chapter", *parts[3::2]]
    return list(zip(headings, map(normalize, parts[2::2])))


sources = {path.name: read_header(path.read_text(encoding="utf-8"))
           for path in (ROOT / "include").rglob("*.h")}
sources.update({path.name: read_page(path.read_text(encoding="utf-8"))
                for path in [*(ROOT / "lib" / "docs").glob("*.md"), ROOT / "README.md"]})


def read_rows(path):
    for row in ROW.findall(path.read_text(encoding="utf-8")):
        yield "".join(re.sub(r"\\(.)", r"\1", string[1:-1]) for string in re.findall(STRING, row))


def stands(row):
    source, place, sentence = row.split(": ", 2)
    return any(name.endswith(place) and normalize(sentence) in text
               for name, text in sources.get(source, []))


def lost_sentences(path):
    rows = list(read_rows(path))
    yield from (row for row in rows if not stands(row))
    if not rows:
        yield "no rows found"


def unlisted_files():
    listed = re.findall(r"^  '([\w-]+)': ", (TESTS / "meson.build").read_text(encoding="utf-8"), re.M)
    yield from (path.name for path in TESTS.glob("*.c") if path.stem not in listed)


cases = [(path.name, lambda path=path: lost_sentences(path)) for path in sorted(TESTS.glob("*.c"))]
cases.append(("every-file-is-a-test", unlisted_files))
print(f"1..{len(cases)}")
is_good = True
for number, (case, check) in enumerate(cases, 1):
    findings = list(check())
    is_good = is_good and not findings
    for finding in findings:
        print(f"# {finding}")
    print(f"{'not ok' if findings else 'ok'} {number} {case}")
sys.exit(not is_good)
