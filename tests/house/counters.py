#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sums up what the programs of one run counted: counters.py BUILD.

Reads the files in BUILD/counters, writes the whole table to BUILD/counters.txt, and fails if there is
anything that the services describe, or that a fault plan can do, that no test reached. What only a fault
plan brings about must be what only-thrown.h lists.
"""

import re
import sys
from collections import namedtuple
from pathlib import Path

# The kinds of lines, and what they are called; "unlisted" is told of, but not asked for.
KINDS = {
    "success": "operations",
    "exception": "pairs of operation and exception",
    "fault": "fault actions",
}
N_LEAST = 5

Counter = namedtuple("Counter", "kind name total planned")


def read_counters(folder):
    """The sums over all files, in the order in which the library tells them."""
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
    """All, those of a kind together: how often, and how often by a fault plan."""
    lines = [f"{'times':>12} {'planned':>9}"]
    for kind in (*KINDS, "unlisted"):
        lines += [f"{counter.total:>12} {counter.planned:>9} {kind:<9} {counter.name}"
                  for counter in counters if counter.kind == kind]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def find_wrong(counters):
    """What the run did not show, or showed against what is written down, a line for each."""
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
