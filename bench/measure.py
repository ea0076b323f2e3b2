#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds Tarn against bare C, and one service against the other, and prints a table of the ratios.

Times drift by a third within minutes on a shared machine, but ratios taken back to back do not. So
each of Tarn's programs runs in turn with its reference, on one processor, and every figure is a
median, the ratio that of the pairs' ratios. Speed at the wrong work is worth nothing, so both must
print the same sums, and the published ones where there are any; otherwise the measure fails.

A line has tab-separated fields: name, Tarn's figure, the reference's figure, ratio, the reference's
name. Figures are costs, so a ratio below 1 means that Tarn is the cheaper one.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


LACKING = 77  # how a program ends that cannot run here


class Measure(NamedTuple):
    """One line of the table. Measures of the same programs and arguments share their runs."""

    name: str
    program: str  # Tarn's, and the reference's
    reference: str
    arguments: str
    quick_arguments: str  # empty: too long to be quick
    repetitions: int
    figure: str  # the key of the figure among the lines "key value" that both print
    sums: tuple  # the keys that both must agree on


HOLD = ("hold", "hold-reference")
HOLD_SUMS = ("checksum",)
WHAT_IF = ("what-if", "what-if-reference")
WHAT_IF_SUMS = ("runs", "polls", "seen_done", "turnaround_ms")
FORK = ("fork", "fork-reference")
FORK_SUMS = ("runs", "bytes", "digest")
START_GET = ("start-get-metadata", "start-get-refresh")
START_GET_SUMS = ("runs", "active")
WIRE_GET = ("wire-get", "wire-get-reference")
WIRE_GET_SUMS = ("requests", "running")
SDK_GET_SUMS = ("gets", "running")
SOURCE_SUMS = ("now", "digest")
PHASED = ("1000 30 phased", "1000 1 phased", 3)
STAGGERED = ("1000 30 staggered", "1000 1 staggered", 3)

# The reference alone takes half a minute for ten million pending events, hence but two repetitions.
MEASURES = (
    Measure("hold-1e3", *HOLD, "1000 10000000", "1000 10000000", 5, "ns_per_hold", HOLD_SUMS),
    Measure("hold-1e5", *HOLD, "100000 5000000", "100000 5000000", 5, "ns_per_hold", HOLD_SUMS),
    Measure("hold-1e7", *HOLD, "10000000 2000000", "", 2, "ns_per_hold", HOLD_SUMS),
    Measure("what-if-phased", *WHAT_IF, *PHASED, "seconds", WHAT_IF_SUMS),
    Measure("what-if-staggered", *WHAT_IF, *STAGGERED, "seconds", WHAT_IF_SUMS),
    Measure("what-if-bytes-per-run", *WHAT_IF, *PHASED, "bytes_per_run", WHAT_IF_SUMS),
    Measure(
        "metadata-start-get", *START_GET, "1000 1000", "1000 100", 5, "ns_per_run", START_GET_SUMS
    ),
    Measure("verb-steps", "verb-steps", "source-direct", "100 3000", "100 300", 5,
            "ns_per_refresh", SOURCE_SUMS),
    Measure("verb-until", "verb-until", "source-direct", "100 3000", "100 300", 5,
            "ns_per_refresh", SOURCE_SUMS),
    Measure("source-batches", "source-batches", "source-direct", "100 3000", "100 300", 5,
            "ns_per_refresh", SOURCE_SUMS),
    Measure("source-each", "source-each", "source-direct", "100 1000", "100 100", 3,
            "ns_per_refresh", SOURCE_SUMS),
    Measure("wire-get", *WIRE_GET, "1000000", "100000", 5, "ns_per_request", WIRE_GET_SUMS),
    # What Tarn adds to what an SDK takes by itself; where there is no SDK, they are left out.
    Measure("sdk-boto3-get", "sdk-boto3", "sdk-boto3-canned", "10000", "1000", 5, "ns_per_get",
            SDK_GET_SUMS),
    Measure("sdk-javascript-get", "sdk-javascript", "sdk-javascript-canned", "10000", "1000", 5,
            "ns_per_get", SDK_GET_SUMS),
    Measure("fork-1e3", *FORK, "1000", "1000", 5, "ns_per_fork", FORK_SUMS),
    Measure("fork-1e5", *FORK, "100000", "100000", 5, "ns_per_fork", FORK_SUMS),
    Measure("fork-1e6", *FORK, "1000000", "1000000", 5, "ns_per_fork", FORK_SUMS),
)

# By arguments, in the order of WHAT_IF_SUMS. Two programs that agree might still both be wrong.
PUBLISHED_SUMS = {
    "1000 1 phased": ("96000", "960000", "172081", "6046123389"),
    "1000 1 staggered": ("96000", "960000", "368664", "3839828000"),
    "1000 30 phased": ("2880000", "28800000", "5160951", "181406104301"),
    "1000 30 staggered": ("2880000", "28800000", "11059673", "115198580000"),
}


class MeasureError(Exception):
    """What was measured is not worth telling."""


class LeftOut(Exception):
    """What it needs is not on this machine."""


def say(text):
    print(f"measure: {text}", file=sys.stderr, flush=True)


def pin():
    """Programs stay where this one is. The first processor tends to serve the interrupts."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run(program, arguments):
    """What a program prints, as values by key."""
    try:
        command = [str(program), *arguments.split()]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if done.returncode == LACKING or done.stdout.startswith("1..0 # SKIP"):
            raise LeftOut(f"{program.name} lacks what it needs")
        done.check_returncode()
        return dict(line.split() for line in done.stdout.splitlines())
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise MeasureError(f"{program.name}: {error}") from error


def check_built(measure, programs):
    if measure.figure == "ns_per_get" and not all(program.exists() for program in programs):
        raise LeftOut(f"{measure.program} is not built here")


def check_sums(measure, arguments, outputs):
    published = PUBLISHED_SUMS.get(arguments)
    for i, key in enumerate(measure.sums):
        values = [output.get(key) for output in outputs]
        expected = published[i] if published else values[1]
        if expected is None or values != [expected, expected]:
            raise MeasureError(
                f"{key} is {values[0]} from {measure.program} and {values[1]} from"
                f" {measure.reference} instead of {expected}: they did other work"
            )


def read_figure(name, output, key):
    try:
        figure = float(output[key])
    except (KeyError, ValueError):
        figure = 0
    if not figure > 0:
        raise MeasureError(f"{name} tells no {key}")
    return figure


def run_pairs(measure, build, arguments, repetitions):
    """The outputs of both programs, run in turn; each pair did the same work."""
    programs = [build / "bench" / name for name in (measure.program, measure.reference)]
    check_built(measure, programs)
    pairs = []
    for i in range(repetitions):
        say(f"{measure.program} {arguments}, {i + 1} of {repetitions}")
        pair = [run(program, arguments) for program in programs]
        check_sums(measure, arguments, pair)
        pairs.append(pair)
    return pairs


def measure_line(measure, pairs):
    columns = [
        [read_figure(name, output, measure.figure) for output in outputs]
        for name, outputs in zip((measure.program, measure.reference), zip(*pairs))
    ]
    ours, theirs = (statistics.median(column) for column in columns)
    ratio = statistics.median(our / their for our, their in zip(*columns))
    return f"{measure.name}\t{ours:.3f}\t{theirs:.3f}\t{ratio:.3f}\t{measure.reference}"


def measure_all(measures, build, quick):
    """Prints each line as soon as it is known; returns whether all measures succeeded."""
    print("# name\ttarn\treference\tratio\treference-name", flush=True)
    done = {}
    failures = 0
    for measure in measures:
        arguments = measure.quick_arguments if quick else measure.arguments
        key = (measure.program, measure.reference, arguments)
        try:
            if key not in done:
                repetitions = 1 if quick else measure.repetitions
                done[key] = run_pairs(measure, build, arguments, repetitions)
            print(measure_line(measure, done[key]), flush=True)
        except LeftOut as error:
            say(f"left out {measure.name}: {error}")
        except MeasureError as error:
            say(f"FAILED {measure.name}: {error}")
            failures += 1
    return failures == 0


def main():
    names = [measure.name for measure in MEASURES]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="once, one day, without what takes long"
    )
    parser.add_argument(
        "--only", action="append", metavar="NAME", choices=names, help=", ".join(names)
    )
    parser.add_argument("build", type=Path, metavar="BUILD", help="where the programs were built")
    options = parser.parse_args()

    measures = [measure for measure in MEASURES if measure.name in (options.only or names)]
    if options.quick:
        measures = [measure for measure in measures if measure.quick_arguments]
    if not measures:
        parser.error("nothing that was asked for is quick")

    pin()
    return 0 if measure_all(measures, options.build, options.quick) else 1


if __name__ == "__main__":
    sys.exit(main())
