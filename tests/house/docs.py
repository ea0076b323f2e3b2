#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the pages beside the reference: docs.py SOURCE-ROOT SERVICE-TABLES.

The code on the pages is part of tested programs, or is marked as not run. The names on the pages exist.
Tables about the services and the clock are equal to those of the library.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT, TABLES = Path(sys.argv[1]), sys.argv[2]
DOCS = ROOT / "lib" / "docs"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
NOT_RUN = "# Not run by the tests.\n"
# These pages are about words, figures and promises.
WITHOUT_CODE = ["glossary.md", "performance.md", "compatibility.md"]
# The sources that pages quote. The modules for the tests in JavaScript may be in the same folder.
TESTED = {
    "c": ["examples/**/*.[ch]"],
    "csv": ["examples/*.csv"],
    "lake": ["examples/scenarios/*.lake"],
    "python": ["examples/python/*.py", "examples/own-policies/*.py", "tests/clients/python/*.py"],
    "ini": ["examples/lakes/*.lake", "examples/experiments/*.lake"],
    "js": ["examples/javascript/*.mjs", "tests/clients/javascript/*.mjs"],
}


def read(*path):
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def print_tables(name):
    return subprocess.run([TABLES, name], capture_output=True, text=True, check=True).stdout


pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
examples = {
    language: [path.read_text(encoding="utf-8") for pattern in patterns for path in ROOT.glob(pattern)]
    for language, patterns in TESTED.items()}
headers = {path.name: path.read_text(encoding="utf-8")
           for path in (ROOT / "include").rglob("*.h")}
declared = set(re.findall(r"\b(?:tarn_|TARN_|Tarn)\w+", "\n".join(headers.values())))
package = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "lib" / "python" / "tarn").glob("*.py"))
declared |= {"TarnLab", "TARN_LIBS", "TARN_LIBRARY_PATH", *re.findall(r"def (tarn_\w+)", package)}
clock = read("lib", "engine", "options.c")
readme = read("README.md")
contributing = read(".github", "CONTRIBUTING.md")
# Code and names, which are not prose, and in headers the code outside of comments.
CODE = re.compile(r"^```.*?^```$|^ \* \|\[.*?\]\|$|`[^`\n]*`|^(?![ /]\*|\|)[\w#} ][^\n]*;$|[%#]\w+|\w+\(\)|\]\([^)]*\)", re.M | re.S)
ALLOWED = re.compile(r"data lake\w*|small mountain lake|[Ff]rom mocks to a lake", re.I)
FORBIDDEN = re.compile(
    r"\b(?:lakes?|worlds?|tells?|told|telling|luck\w*|verbs?|deeds?|bells?|whoever|nobody|somebody|everybody)\b", re.I)


def table_rows(text):
    """Returns the cells of the rows of a table whose first cell is an option."""
    rows = (re.split(r" *\| *", line.strip("| ")) for line in text.splitlines())
    return {cells[0].strip("`"): cells[1:] for cells in rows if re.match(r"`\w+\.[\w-]+`$", cells[0])}


options = table_rows(print_tables("options"))
clock_options = table_rows(pages["options.md"])


def is_tested(language, block):
    return any(block in example for example in examples.get(language, []))


# Blocks of these languages are no code of a program: a grammar, commands of other programs, and what is printed.
NOT_CODE = {"ebnf", "sh", "text"}


def unquoted_blocks():
    for name, text in pages.items():
        for language, block in BLOCK.findall(text):
            if language and language not in NOT_CODE and not block.startswith(NOT_RUN) and not is_tested(language, block):
                yield f"{name}: {block.splitlines()[0].strip()}"


def wrongly_excused_blocks():
    """Finds tested code that is marked as not run, and such code outside of from-mocks.md."""
    for name, text in pages.items():
        for language, block in BLOCK.findall(text):
            code = block.removeprefix(NOT_RUN)
            if code != block and (name != "from-mocks.md" or is_tested(language, code)):
                yield f"{name}: {code.splitlines()[0].strip()}"


def pages_without_code():
    """Finds pages without code. Each page about the library must show its use."""
    for name, text in pages.items():
        if name not in WITHOUT_CODE and not BLOCK.search(text):
            yield name


def dead_links():
    for name, text in pages.items():
        for link in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", text):
            if not (DOCS / link).exists():
                yield f"{name}: {link}"
        for path in re.findall(r"`((?:examples|tests|include|lib|bench)/[\w./-]*)`", text):
            if not (ROOT / path).exists():
                yield f"{name}: {path}"


def unknown_names():
    for name, text in pages.items():
        for word in re.findall(r"\b(?:tarn_|TARN_|Tarn(?=[A-Z]))\w+", text):
            if word not in declared:
                yield f"{name}: {word}"
        for header in re.findall(r"\btarn(?:-[a-z]+)+\.h\b", text):
            if header not in headers:
                yield f"{name}: {header}"
        for member in re.findall(r"\btarn_lake\.(\w+)", text):
            if f"    def {member}(self" not in package and f"self.{member} = " not in package:
                yield f"{name}: tarn_lake.{member}"
        for option in re.findall(r"`((?:glue|datazone|clock)\.[a-z-]+)`", text):
            if option not in options and option not in clock_options:
                yield f"{name}: {option}"


def unlisted_pages():
    listed = re.findall(r"^  '([\w-]+\.md)',$", read("lib", "docs", "meson.build"), re.M)
    for name in pages:
        if name not in listed:
            yield f"{name}: not in lib/docs/meson.build"
        if name != "overview.md" and f"]({name})" not in pages["overview.md"]:
            yield f"{name}: not on the map in overview.md"


def lost_chapters():
    """Finds opening comments of headers that are not on one page. Only that of tarn-types.h is on none."""
    for header in sorted((ROOT / "include").glob("*/*.h")):
        has_chapter = re.match(r"/\* SPDX[^\n]*\n/\*\n", header.read_text(encoding="utf-8"))
        count = sum(text.count(f"<!-- chapter: {header.name} -->") for text in pages.values())
        if count != (bool(has_chapter) and header.name != "tarn-types.h"):
            yield f"{header.name}: on {count} pages"


def different_clock_options():
    """Compares the clock's options on the page with the library's source, because no service lists them."""
    limits = {"TARN_N_TIES - 1": "3", "G_MAXINT64": str(2**63 - 1),
              "TARN_SAME_INSTANT_MAX": "65534", "TARN_ROUNDS_MAX": str(2**31 - 1)}
    found = {name: [low, limits[high]] for name, low, high
             in re.findall(r'\{ "(clock\.[\w-]+)", (\d+), ([^,]+),', clock)}
    told = {name: cells[1:3] for name, cells in clock_options.items()}
    if found != told:
        yield f"{told} instead of {found}"


def missing_operations():
    """Finds operations in a service's source without a part on the page, or with an unknown function."""
    printed = print_tables("operations")
    parts = dict(re.findall(r"^### (\w+)\n\n`(tarn_\w+)\(\)`$", printed, re.M))
    for service in ("glue", "datazone"):
        source = read("lib", service, f"{service}-service.c")
        table = re.search(r"^static const TarnOperation operations\[.*?^};$", source, re.M | re.S)
        names = re.findall(r'\[TARN_\w+\] = \{\s*"(\w+)"', table.group())
        yield from (f"{name}: has no part" for name in names if name not in parts)
        if not names:
            yield f"{service}: no operations found"
    yield from (f"{name}: {function}" for name, function in parts.items()
                if function not in declared)


# The service's model lists these. The engine never returns them by itself.
ONLY_THROWN = {("GetMetadataGenerationRun", "TARN_DATAZONE_ERROR_UNAUTHORIZED"),
               ("ListMetadataGenerationRuns", "TARN_DATAZONE_ERROR_UNAUTHORIZED"),
               ("CancelMetadataGenerationRun", "TARN_DATAZONE_ERROR_CONFLICT")}
# The service's model lists this one for no operation.
UNLISTED = "TARN_GLUE_ERROR_THROTTLING"


def different_exceptions():
    """Compares each operation's exceptions with those that the description of its function lists."""
    comments = "\n".join(headers.values())
    for operation, function, part in re.findall(
            r"^### (\w+)\n\n`(tarn_\w+)\(\)`\n(.*?)(?=^##|\Z)", print_tables("operations"), re.M | re.S):
        listed = set(re.findall(r"^\| `\w+`, \d+ \| `(TARN_\w+)` \|", part, re.M))
        comment = re.search(rf"/\*\*\n \* {function}:\n(.*?)\*/", comments, re.S).group(1)
        bullets = [bullet.split("\n *\n")[0] for bullet in comment.split("\n * - ")[1:]]
        # A lost reply is a fault plan's doing, so it need not be in the list.
        lost = {name for bullet in bullets if "lost" in bullet for name in re.findall(r"%(TARN_\w+)", bullet)}
        described = {name for bullet in bullets if "lost" not in bullet
                     for name in re.findall(r"%(TARN_(?:GLUE|DATAZONE)_ERROR_\w+)", bullet)}
        thrown = {name for where, name in ONLY_THROWN if where == operation}
        for name in (described - {UNLISTED}) ^ (listed - lost - thrown):
            yield f"{operation}: {name}"
        if not bullets or not listed:
            yield f"{operation}: nothing found"


def forbidden_words():
    """Finds words that the glossary replaces, because it has one word for one thing."""
    for name, text in {**pages, **headers, "README.md": readme, "CONTRIBUTING.md": contributing}.items():
        prose = CODE.sub(" ", text)
        for line in prose.splitlines():
            for word in FORBIDDEN.findall(ALLOWED.sub(" ", line)):
                yield f"{name}: '{word}' in: {line.strip()}"


def words_without_order():
    """Finds words of the glossary that are out of order or there twice."""
    words = [row.split(" | ")[0].strip("| ") for row in pages["glossary.md"].splitlines()
             if row.startswith("| ")][1:]
    for word, following in zip(words, words[1:]):
        if word.casefold() >= following.casefold():
            yield f"{word} before {following}"


def lists_of_rules_without_words():
    """Finds lists of rules and presets that CONTRIBUTING does not say how to add to, and files that it lacks."""
    lists = re.findall(r"^#define (TARN_LAB_\w+)\(RULE\)", read("lib", "lab", "policy", "rule.h"), re.M)
    lists += re.findall(r"^#define (\w+)\(ROW\)", read("lib", "lab", "policy", "preset.c"), re.M)
    section = contributing.split("## How to add a preset")[1].split("\n## ")[0]
    yield from (name for name in lists if f"`{name}`" not in section)
    yield from (path for path in re.findall(r"`((?:lib|tests)/[\w./-]+)`", section) if not (ROOT / path).exists())
    if len(lists) < 5:
        yield "the lists were not found"


def wrong_usage():
    if subprocess.run([TABLES, "tables"], capture_output=True, check=False).returncode != 2:
        yield "an unknown table was printed"


CASES = [
    ("code-is-quoted-from-what-is-tested", unquoted_blocks),
    ("code-that-is-not-run-is-marked-rightly", wrongly_excused_blocks),
    ("every-page-shows-code", pages_without_code),
    ("links-lead-somewhere", dead_links),
    ("names-exist", unknown_names),
    ("pages-are-listed-and-on-the-map", unlisted_pages),
    ("chapters-of-headers-are-on-one-page", lost_chapters),
    ("clock-options-are-those-of-the-library", different_clock_options),
    ("operations-are-those-of-the-services", missing_operations),
    ("exceptions-are-those-that-functions-describe", different_exceptions),
    ("words-are-those-of-the-glossary", forbidden_words),
    ("the-glossary-is-sorted", words_without_order),
    ("how-to-add-rules-is-said", lists_of_rules_without_words),
    ("tables-that-are-not-are-refused", wrong_usage),
]
print(f"1..{len(CASES)}")
is_good = bool(pages)
for number, (case, check) in enumerate(CASES, 1):
    findings = list(check())
    is_good = is_good and not findings
    for finding in findings:
        print(f"# {finding}")
    print(f"{'not ok' if findings else 'ok'} {number} {case}")
sys.exit(not is_good)
