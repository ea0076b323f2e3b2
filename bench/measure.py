#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures Tarn against bare C, and one service against the other, and prints a table of the ratios.

On a shared machine, times drift by a third within minutes, but ratios of consecutive runs do not. So each of
Tarn's programs runs in turn with its reference, on one processor. Every figure is a median, and the ratio is
the median of the pairs' ratios. Both programs must do the same work, so a measure fails if their sums differ
from each other, or from the published sums, if there are any.

A line has tab-separated fields: name, Tarn's figure, the reference's figure, ratio, the reference's name.
Figures are costs, so a ratio below 1 means that Tarn costs less.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


LACKING = 77  # the exit status of a program that cannot run on this machine


class Measure(NamedTuple):
    """One line of the table. Measures of the same programs and arguments share their runs."""

    name: str
    program: str  # Tarn's program, followed by the reference's
    reference: str
    arguments: str
    quick_arguments: str  # empty if the measure takes too long to be quick
    repetitions: int
    figure: str  # the key of the figure in the lines "key value" that both programs print
    sums: tuple  # the keys with equal values in both programs


HOLD = ("hold", "hold-reference")
HOLD_SUMS = ("checksum",)
QUEUE = ("queue", "queue-reference")
QUEUE_SUMS = ("ended", "wait_us")
WHAT_IF = ("what-if", "what-if-reference")
WHAT_IF_SUMS = ("runs", "polls", "seen_done", "turnaround_ms")
TRIAL = ("trial", "what-if-reference")
TRIAL_SUMS = ("runs",)
ORDER_SUMS = ("runs", "waiting")
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

# hold-1e7 has only two repetitions, because the reference takes half a minute for ten million pending events.
MEASURES = (
    Measure("hold-1e3", *HOLD, "1000 10000000", "1000 10000000", 5, "ns_per_hold", HOLD_SUMS),
    Measure("hold-1e5", *HOLD, "100000 5000000", "100000 5000000", 5, "ns_per_hold", HOLD_SUMS),
    Measure("hold-1e7", *HOLD, "10000000 2000000", "", 2, "ns_per_hold", HOLD_SUMS),
    Measure("queue-m-d-10", *QUEUE, "1000000", "100000", 5, "ns_per_job", QUEUE_SUMS),
    Measure("what-if-phased", *WHAT_IF, *PHASED, "seconds", WHAT_IF_SUMS),
    Measure("what-if-staggered", *WHAT_IF, *STAGGERED, "seconds", WHAT_IF_SUMS),
    Measure("what-if-bytes-per-run", *WHAT_IF, *PHASED, "bytes_per_run", WHAT_IF_SUMS),
    # The reference polls its runs, and a trial has commits and figures instead.
    Measure("trial-staggered", *TRIAL, *STAGGERED, "seconds", TRIAL_SUMS),
    Measure("trial-edf", "trial-edf", "trial", *STAGGERED, "seconds", TRIAL_SUMS),
    # 10,000 requests wait for their turn, and the reference takes them as they come.
    *(Measure(f"order-{order}", f"order-{order}", "order-fifo", "10000", "10000", 5, "seconds", ORDER_SUMS)
      for order in ("sjf", "edf", "max_lag", "max_weighted_lag", "max_benefit", "critical_path", "fair")),
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
    # These measure what Tarn adds to the cost of an SDK. They are left out if the SDK is absent.
    Measure("sdk-boto3-get", "sdk-boto3", "sdk-boto3-canned", "10000", "1000", 5, "ns_per_get",
            SDK_GET_SUMS),
    Measure("sdk-javascript-get", "sdk-javascript", "sdk-javascript-canned", "10000", "1000", 5,
            "ns_per_get", SDK_GET_SUMS),
    Measure("fork-1e3", *FORK, "1000", "1000", 5, "ns_per_fork", FORK_SUMS),
    Measure("fork-1e5", *FORK, "100000", "100000", 5, "ns_per_fork", FORK_SUMS),
    Measure("fork-1e6", *FORK, "1000000", "1000000", 5, "ns_per_fork", FORK_SUMS),
)

# The sums by arguments, in the order of WHAT_IF_SUMS. Two programs with equal sums might both be wrong.
PUBLISHED_SUMS = {
    "1000 1 phased": ("96000", "960000", "172081", "6046123389"),
    "1000 1 staggered": ("96000", "960000", "368664", "3839828000"),
    "1000 30 phased": ("2880000", "28800000", "5160951", "181406104301"),
    "1000 30 staggered": ("2880000", "28800000", "11059673", "115198580000"),
}


class MeasureError(Exception):
    """The result of a measure is not valid."""


class LeftOut(Exception):
    """A measure needs something that this machine does not have."""


def say(text):
    print(f"measure: {text}", file=sys.stderr, flush=True)


def pin():
    """Pins the processes to the last processor, because the first one often handles interrupts."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run(program, arguments):
    """Returns the values that a program prints, by key."""
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
                f" {measure.reference} instead of {expected}: the programs did different work"
            )


def read_figure(name, output, key):
    try:
        figure = float(output[key])
    except (KeyError, ValueError):
        figure = 0
    if not figure > 0:
        raise MeasureError(f"{name} prints no {key}")
    return figure


def run_pairs(measure, build, arguments, repetitions):
    """Runs both programs in turn and returns pairs of their outputs. Each pair did the same work."""
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
    """Prints each line as soon as it is known. Returns True if all measures succeeded."""
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
        "--quick", action="store_true", help="run each measure once and shortly, without the long ones"
    )
    parser.add_argument(
        "--only", action="append", metavar="NAME", choices=names, help=", ".join(names)
    )
    parser.add_argument("build", type=Path, metavar="BUILD", help="the build folder of the programs")
    options = parser.parse_args()

    measures = [measure for measure in MEASURES if measure.name in (options.only or names)]
    if options.quick:
        measures = [measure for measure in measures if measure.quick_arguments]
    if not measures:
        parser.error("none of the requested measures is quick")

    pin()
    return 0 if measure_all(measures, options.build, options.quick) else 1


if __name__ == "__main__":
    sys.exit(main())
