#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that the README shows what the programs print and what the files contain.

usage: readme.py SOURCE-ROOT WHAT-IF TARN METADATA-RUN FORK-WHAT-IF ORCHESTRATOR SHOW-STATE POLICIES
"""
import os
import re
import subprocess
import sys

(ROOT, WHAT_IF, TARN, METADATA_RUN, FORK_WHAT_IF, ORCHESTRATOR, SHOW_STATE, POLICIES) = (
    os.path.abspath(path) for path in sys.argv[1:])


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


readme = read("README.md")
contributing = read(".github", "CONTRIBUTING.md")
docs = os.path.join(ROOT, "lib", "docs")
pages = {name: read(docs, name) for name in sorted(os.listdir(docs)) if name.endswith(".md")}
first_test = read("examples", "first-test.c")
rehearsals = os.path.join(ROOT, "examples", "rehearsals")
# The sources that the README quotes, by the language of the block.
SOURCES = {
    "c": [read("examples", "first-test.c"), read(rehearsals, "lost-start-reply.c"),
          read("examples", "fork-and-save.c")],
    "js": [read("examples", "javascript", "first-test.mjs")],
    "python": [read("examples", "python", "first_test.py")],
}


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True, cwd=ROOT,
                          env={**os.environ, "TARN": TARN}).stdout


def blocks(text):
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


printed = [run(program) for program in (WHAT_IF, METADATA_RUN, FORK_WHAT_IF, ORCHESTRATOR, SHOW_STATE, POLICIES)]
NIGHTLY = "examples/lakes/nightly.lake"
printed += [run(TARN, "simulate", NIGHTLY), run(TARN, "explain", NIGHTLY, "sales.daily", "3d2h30min")]


def is_map(text):
    return text.lstrip().startswith("lib/lab/")


def is_shown_right(language, text):
    """Returns True for the output of a program and for a part of a source."""
    if language in SOURCES:
        return any(text in source for source in SOURCES[language])
    return language == "ini" or is_map(text) or any(text in output for output in printed)


def is_printed(text):
    """Returns True for the output of a program, and for a failed assertion, which begins with asterisks."""
    return text.startswith("**\n") or any(text in output for output in printed)


maps = [text for page in (readme, contributing) for _, text in blocks(page) if is_map(text)]
mapped = {name for text in maps for name in re.findall(r"^ +lib/(\w+)/", text, re.MULTILINE)}
rooms = {name for name in os.listdir(os.path.join(ROOT, "lib"))
         if os.path.isdir(os.path.join(ROOT, "lib", name))} - {"bindings", "docs"}


def dead_links(page, folder):
    headings = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
                for title in re.findall(r"^#+ (.*)$", page, re.MULTILINE)}
    return [link for link in re.findall(r"\]\(([^):]+)\)", page)
            if (link[1:] not in headings if link[0] == "#"
                else not os.path.exists(os.path.join(ROOT, folder, link)))]


def dead_paths(page):
    """Finds names of files in code that do not exist. Ignores patterns and built files."""
    return [path for path in re.findall(r"`((?:examples|tests|include|lib|bench)/[\w./-]*)`", page)
            if not os.path.exists(os.path.join(ROOT, path))]


cases = [
    ("is-short", readme.count("\n") <= 250),
    ("first-test-is-short", first_test.count("\n") < 40),
    ("opens-with-the-two-commands", readme.index("examples/run") < readme.index("tests/run") < 900),
    ("shows-the-main-job", printed[0] in {text for _, text in blocks(readme)}),
    ("shows-the-first-test", first_test.split("\n", 1)[1] in {text for _, text in blocks(readme)}),
    ("shows-what-there-is", all(is_shown_right(*block) for block in blocks(readme))),
    ("pages-show-what-programs-print", all(
        is_printed(text) for page in pages.values() for language, text in blocks(page) if not language)),
    ("maps-are-the-same-and-have-every-room", len(maps) == 2 and maps[0] == maps[1]
     and mapped == rooms),
    ("links-lead-somewhere", not dead_links(readme, ".") and not dead_links(contributing, ".github")),
    ("paths-exist", not dead_paths(readme) and not dead_paths(contributing)),
    ("rehearsals-are-short", all(
        read(rehearsals, name).count("\n") < 60
        for name in os.listdir(rehearsals) if name.endswith(".c"))),
    ("names-every-rehearsal", all(
        f"`{name[:-2]}`" in pages["rehearsals.md"]
        for name in os.listdir(rehearsals) if name.endswith(".c"))),
    ("third-service-is-short",
     read("tests", "runs", "crawl-service.c").count("\n") < 600 and "under 600 lines" in contributing),
]
for number, (name, is_good) in enumerate(cases, 1):
    print(f"{'ok' if is_good else 'not ok'} {number} {name}")
print(f"1..{len(cases)}")
sys.exit(not all(is_good for _, is_good in cases))
