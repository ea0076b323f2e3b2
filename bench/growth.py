#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures how the cost of n things grows with n, and prints a table of the exponents.

For each kind of things, callgrind counts the instructions of n of them, for n = 100, 1000, 10000 and 100000. So
caches and other programs on the machine do not matter, and two runs give nearly the same numbers. The exponent
is that of the two largest n: 1 if the cost of a thing is the same however many there are, about 1.1 if it has a
logarithm in it, 2 if each thing looks at all others. An exponent above 1.2 is a fault.

Where the things are over at the end, the table also has how many more bytes are allocated then, for each thing.
More than 4 bytes is a fault, because what is over should leave nothing behind. Only what grows from 10000 to 40000
things counts, so that an engine may keep some memory for the next things.

A larger n is left out if it would take too long, which it does where the exponent is large.

A line has tab-separated fields: name, exponent, instructions for each thing, n, bytes left of each thing, what is
measured. A fault has an exclamation mark after it.
"""

import argparse
import math
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

EXPONENT_MAX = 1.2
LEFT_BYTES_MAX = 4
SIZES = (100, 1000, 10000, 100000)
LEFT_SIZES = (10000, 40000)
MEASURED = "grow_measure*"  # to which a compiler that changes the arguments adds a suffix


class Kind(NamedTuple):
    name: str
    max: int  # the largest n; 0 for no limit
    leaves_nothing: bool
    what: str


class GrowError(Exception):
    """A measure failed."""


def say(text):
    print(f"grow: {text}", file=sys.stderr, flush=True)


def run(command):
    """Returns what a program prints, and the seconds of a processor that it takes.

    GLib's own pools would hide what is allocated, and what that costs.
    """
    words = [str(word) for word in command]
    environment = {**os.environ, "G_SLICE": "always-malloc"}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as error:
        process = subprocess.Popen(words, env=environment, stdout=out, stderr=error)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        error.seek(0)
        if process.returncode != 0:
            raise GrowError(f"{' '.join(words)}: {error.read().strip()[-500:]}")
        return out.read(), usage.ru_utime + usage.ru_stime


def list_kinds(program):
    kinds = []
    for line in run([program, "list"])[0].splitlines():
        name, largest, leaves_nothing, what = line.split("\t")
        kinds.append(Kind(name, int(largest), leaves_nothing == "1", what))
    return kinds


def count_instructions(program, kind, size):
    """Returns the number of instructions, and the seconds that it took to count them."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        _, took_s = run(
            [
                "valgrind",
                "--tool=callgrind",
                "--collect-atstart=no",
                f"--toggle-collect={MEASURED}",
                f"--callgrind-out-file={out}",
                program,
                kind.name,
                size,
            ]
        )
        found = re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.MULTILINE)
    if not found or int(found[1]) == 0:
        raise GrowError(f"callgrind counted nothing in {MEASURED}")
    return int(found[1]), took_s


def find_exponent(counts):
    (small, low), (large, high) = counts[-2:]
    return math.log(high / low) / math.log(large / small)


def count_sizes(program, kind, sizes, patience_s):
    """Returns pairs of n and the instructions of all n things. There are at least two."""
    counts = []
    started_s = took_s = 0
    for size in sizes:
        if kind.max and size > kind.max:
            break
        # The first n takes little more than the start of callgrind.
        if len(counts) > 1:
            power = (size / counts[-1][0]) ** max(1, find_exponent(counts))
            if (took_s - started_s) * power > patience_s:
                break
        total, took_s = count_instructions(program, kind, size)
        counts.append((size, total))
        started_s = started_s or took_s
    return counts


def count_left(program, kind):
    if not kind.leaves_nothing:
        return None
    large = min(LEFT_SIZES[1], kind.max or LEFT_SIZES[1])
    small = min(LEFT_SIZES[0], large // 4)
    left = [int(run([program, kind.name, size, "kept"])[0]) for size in (small, large)]
    return (left[1] - left[0]) / (large - small)


def measure(program, kind, options):
    try:
        counts = count_sizes(program, kind, options.sizes, options.patience)
        left = count_left(program, kind)
    except GrowError as error:
        return kind, str(error), None
    return kind, counts, left


def mark(text, is_fault):
    return text + "!" if is_fault else text


def print_line(kind, counts, left):
    """Returns whether there is no fault."""
    exponent = find_exponent(counts)
    size, total = counts[-1]
    is_steep = exponent > EXPONENT_MAX
    is_left = left is not None and left > LEFT_BYTES_MAX
    fields = (
        kind.name,
        mark(f"{exponent:.2f}", is_steep),
        f"{total / size:.0f}",
        str(size),
        mark("-" if left is None else f"{left:.1f}", is_left),
        kind.what,
    )
    print("\t".join(fields), flush=True)
    return not (is_steep or is_left)


def measure_all(program, kinds, options):
    print("# name\texponent\tinstructions\tn\tleft\twhat", flush=True)
    n_faults = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for kind, counts, left in pool.map(lambda kind: measure(program, kind, options), kinds):
            if isinstance(counts, str):
                say(f"FAILED {kind.name}: {counts}")
                n_faults += 1
            elif not print_line(kind, counts, left):
                n_faults += 1
    say(f"{len(kinds)} kinds, {n_faults} with a fault")
    return n_faults == 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="measure only this kind")
    parser.add_argument(
        "--sizes",
        type=lambda text: tuple(int(word) for word in text.split(",")),
        default=SIZES,
        help="the numbers of things, such as 100,1000,10000",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=60,
        metavar="SECONDS",
        help="leave out an n that would take longer",
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), help="how many kinds are measured at a time"
    )
    parser.add_argument("build", type=Path, metavar="BUILD", help="the build folder of the program")
    options = parser.parse_args()

    program = options.build / "bench" / "grow"
    if not program.exists():
        say("the program is not built here, because only glibc says what is allocated")
        return 77
    kinds = list_kinds(program)
    for name in options.only or ():
        if name not in {kind.name for kind in kinds}:
            parser.error(f"there is no kind {name}")
    kinds = [kind for kind in kinds if not options.only or kind.name in options.only]
    return 0 if measure_all(program, kinds, options) else 1


if __name__ == "__main__":
    sys.exit(main())
