#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Adds up the counts of all programs of a run: counters.py BUILD.

The script reads the files in BUILD/counters and writes a table to BUILD/counters.txt. It fails if no test
reached some operation or exception that the services describe, or some fault action. The exceptions that only
a fault plan caused must be those in only-thrown.h.
"""

import re
import sys
from collections import namedtuple
from pathlib import Path

# The kinds of lines and their names. Lines of the kind "unlisted" are printed but not checked.
KINDS = {
    "success": "operations",
    "exception": "pairs of operation and exception",
    "fault": "fault actions",
}
N_LEAST = 5

Counter = namedtuple("Counter", "kind name total planned")


def read_counters(folder):
    """Returns the sums over all files, in the library's order."""
    sums = {}
    for path in sorted(folder.glob("*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            *key, total, planned = line.split()
            before = sums.get(tuple(key), (0, 0))
            sums[tuple(key)] = before[0] + int(total), before[1] + int(planned)
    return [Counter(kind, " ".join(word for word in words if word != "-"), *sums[(kind, *words)])
            for kind, *words in sums]


def read_only_thrown():
    text = Path(__file__).parent.with_name("worlds").joinpath("only-thrown.h").read_text(encoding="utf-8")
    return set(re.findall(r'^  "(\w+ \w+)",$', text, re.M))


def write_table(path, counters):
    """Writes the counts by kind, with the share that fault plans caused."""
    lines = [f"{'times':>12} {'planned':>9}"]
    for kind in (*KINDS, "unlisted"):
        lines += [f"{counter.total:>12} {counter.planned:>9} {kind:<9} {counter.name}"
                  for counter in counters if counter.kind == kind]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def find_wrong(counters):
    """Yields a line for each thing that the run did not reach, and for each difference from only-thrown.h."""
    only_thrown = read_only_thrown()
    for kind, title in KINDS.items():
        if not any(counter.kind == kind for counter in counters):
            yield f"no {title} were counted"
    for counter in counters:
        is_listed = counter.name.partition(" ")[2] in only_thrown
        if counter.total == 0:
            yield f"never reached: {counter.name}"
        elif counter.kind == "exception" and (counter.total == counter.planned) != is_listed:
            how = "by itself, though" if is_listed else "by a fault plan only, though not"
            yield f"happens {how} in only-thrown.h: {counter.name}"


def describe(counters, kind):
    totals = [counter.total for counter in counters if counter.kind == kind]
    return f"{sum(total > 0 for total in totals)} of {len(totals)} {KINDS[kind]}"


def main(build):
    counters = read_counters(Path(build) / "counters")
    write_table(Path(build) / "counters.txt", counters)
    wrong = list(find_wrong(counters))
    least = sorted((counter for counter in counters if counter.kind in KINDS and counter.total > 0),
                   key=lambda counter: counter.total)[:N_LEAST]
    for line in wrong:
        print(f"counters: {line}")
    print(f"counters: {', '.join(describe(counters, kind) for kind in KINDS)} reached; least often: "
          + ", ".join(f"{counter.name} {counter.total}" for counter in least))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
