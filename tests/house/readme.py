#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The README cannot lie: what it shows is what the programs print and what the files hold.

usage: readme.py SOURCE-ROOT WHAT-IF METADATA-RUN FORK-WHAT-IF ORCHESTRATOR
"""
import os
import re
import subprocess
import sys

ROOT, WHAT_IF, METADATA_RUN, FORK_WHAT_IF, ORCHESTRATOR = sys.argv[1:]


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


readme = read("README.md")
blocks = re.findall(r"^```(\w*)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
texts = {text for _, text in blocks}
first_test = read("examples", "first-test.c")
polling_test = read("examples", "polling-test.c")
fork_and_save = read("examples", "fork-and-save.c")
over_the_wire = read("examples", "over-the-wire.c")
javascript_test = read("examples", "javascript", "first-test.mjs")
rehearsals = os.path.join(ROOT, "examples", "rehearsals")
rehearsal = read(rehearsals, "lost-start-reply.c")


def run(program):
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout


printed = run(WHAT_IF)
metadata_run = run(METADATA_RUN)
fork_what_if = run(FORK_WHAT_IF)
orchestrator = run(ORCHESTRATOR)


def read_options(service):
    """The names of a service's options, out of the table that is its description."""
    text = read("lib", service, f"{service}-service.c")
    table = re.search(r"static const TarnOption options\[.*?^};$", text, re.MULTILINE | re.DOTALL)
    return [f"{service}.{name}"
            for name in re.findall(r'(?:{ |[A-Z]+ \()"([a-z-]+)", ', table.group())]


options = read_options("glue") + read_options("datazone")
links = re.findall(r"\]\(([^):#]+)\)", readme)
anchors = set(re.findall(r"\]\(#([^)]+)\)", readme))
headings = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
            for title in re.findall(r"^#+ (.*)$", readme, re.MULTILINE)}

cases = [
    ("shows-the-main-job", printed in texts),
    ("shows-the-metadata-run", sum(text in metadata_run for text in texts) == 2),
    ("shows-the-forked-week", sum(text in fork_what_if for text in texts) == 2),
    ("shows-the-bad-night", sum(text in orchestrator for text in texts) == 1),
    ("shows-how-to-fork", any(
        "tarn_engine_fork (" in text and text in fork_and_save for text in texts)),
    ("shows-a-request", any(
        "tarn_wire_endpoint_handle (" in text and text in over_the_wire for text in texts)),
    ("shows-the-first-test", first_test.split("\n", 1)[1] in texts),
    ("shows-the-polling-test", polling_test.split("\n", 1)[1] in texts),
    ("shows-the-first-test-in-python", any(
        "def refresh_and_wait" in text and text in read("examples", "python", "first_test.py")
        for text in texts)),
    ("shows-the-first-test-in-javascript", javascript_test[javascript_test.index("/*"):] in texts),
    ("shows-the-test-with-boto3", any(
        "def lake(tarn_lake" in text and text in read("examples", "python", "test_orchestrator.py")
        for text in texts)),
    ("shows-a-rehearsal", rehearsal.split("\n", 1)[1] in texts),
    ("rehearsals-are-short", all(
        read(rehearsals, name).count("\n") < 60
        for name in os.listdir(rehearsals) if name.endswith(".c"))),
    ("names-every-rehearsal", all(
        f"[`{name[:-2]}`]" in readme for name in os.listdir(rehearsals) if name.endswith(".c"))),
    ("first-test-is-short", first_test.count("\n") < 40),
    ("opens-with-the-two-commands", readme.index("examples/run") < readme.index("tests/run") < 900),
    ("links-lead-somewhere", anchors <= headings
     and all(os.path.exists(os.path.join(ROOT, link)) for link in links)),
    ("names-every-option", len(options) == 54
     and all(f"| `{name}` |" in readme for name in options)),
    ("names-every-header", all(
        f"`{name}`" in readme
        for name in os.listdir(os.path.join(ROOT, "include", "tarn"))
        + os.listdir(os.path.join(ROOT, "include", "tarn-wire"))
        if name not in ("tarn.h", "tarn-types.h", "tarn-error.h", "tarn-version-macros.h",
                        "tarn-principal.h", "tarn-wire.h"))),
]
for number, (name, is_good) in enumerate(cases, 1):
    print(f"{'ok' if is_good else 'not ok'} {number} {name}")
print(f"1..{len(cases)}")
sys.exit(not all(is_good for _, is_good in cases))
