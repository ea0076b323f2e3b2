#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts test cases: count.py BUILD NAME@LOG:STATUS... reads what `meson test --logbase LOG` left in BUILD/NAME.

The JUnit log has the cases of a TAP program but not the end of the program. A program that crashed after its
last good line looks successful there. Meson's JSON log has a line for each program with its end, so this
script reads the programs from the JSON log, and their cases from the JUnit log. STATUS is the exit status of
`meson test`, so that a run that broke down before it wrote its logs counts as a failure. A check without
logs, such as a check of the whole run, counts by its status only: as a failure or not at all.
"""

import json
import re
import sys
import xml.etree.ElementTree
from pathlib import Path

PASSED, FAILED, SKIPPED = range(3)
# Meson copies the output of a program into the JUnit log, even bytes that XML does not allow.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def case_outcome(case):
    """Returns the outcome of a JUnit case. Meson only marks cases that did not pass."""
    if case.find("failure") is not None or case.find("error") is not None:
        return FAILED
    return SKIPPED if case.find("skipped") is not None else PASSED


def read_cases(logs, base):
    """Returns the outcomes of each TAP program, by its name in Meson's lists."""
    cases = {}
    for path in logs.glob(f"{base}*.junit.xml"):
        text = NOT_XML.sub("", path.read_text(encoding="utf-8", errors="replace"))
        for suite in xml.etree.ElementTree.fromstring(text):
            # The name is "project.program"; programs without cases share a suite named "project".
            name = suite.get("name").partition(".")[2]
            cases[name] = [case_outcome(case) for case in suite.findall("testcase")]
    return cases


def program_outcomes(program, cases):
    """Returns the outcomes of the program in one line of the JSON log."""
    ends = {"OK": PASSED, "EXPECTEDFAIL": PASSED, "SKIP": SKIPPED}
    end = ends.get(program["result"], FAILED)
    outcomes = cases.get(program["name"]) or [end]
    if end == FAILED and FAILED not in outcomes:
        return outcomes + [FAILED]
    return outcomes


def run_outcomes(build, run):
    """Returns the outcomes of a `meson test`, with one more failure if it failed without a failed case."""
    name, _, status = run.rpartition(":")
    name, _, base = name.partition("@")
    logs = build / name / "meson-logs"
    cases = read_cases(logs, base) if base else {}
    outcomes = []
    for path in logs.glob(f"{base}*.json") if base else []:
        for line in path.read_text(encoding="utf-8").splitlines():
            outcomes += program_outcomes(json.loads(line), cases)
    if int(status) and FAILED not in outcomes:
        outcomes.append(FAILED)
    return outcomes


def main(build, *runs):
    outcomes = [outcome for run in runs for outcome in run_outcomes(Path(build), run)]
    passed, failed, skipped = (outcomes.count(kind) for kind in (PASSED, FAILED, SKIPPED))
    if not outcomes:
        print("no test ran", file=sys.stderr)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
