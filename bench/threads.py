#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures what threads bring to an experiment: threads.py TARN [ROUNDS].

An experiment is simulated with one thread, with two, and by two processes that have half of it each. The best of several
rounds counts, because other programs only make it slower. Two threads should take at most 1/1.9 of the time of one, or
at most 1/0.95 of that of two processes, which is what a machine that is shared allows.
"""
import os
import subprocess
import sys
import tempfile
import time

TARN = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
LAKE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "examples", "experiments", "order.lake")


def take_time(folder, *commands):
    begin = time.monotonic()
    processes = [subprocess.Popen([TARN, "run", LAKE, "--set", "lake.horizon=2 d", *command,
                                   "--output", os.path.join(folder, f"{number}")], stdout=subprocess.DEVNULL)
                 for number, command in enumerate(commands)]
    assert all(process.wait() == 0 for process in processes)
    return time.monotonic() - begin


with tempfile.TemporaryDirectory() as scratch:
    ways = {"one thread": [["--threads", "1"]], "two threads": [["--threads", "2"]],
            "two processes": [["--threads", "1", "--shard", "1/2"], ["--threads", "1", "--shard", "2/2"]]}
    best = {way: float("inf") for way in ways}
    for _ in range(ROUNDS):
        for name, arguments in ways.items():
            best[name] = min(best[name], take_time(scratch, *arguments))
for name, seconds in best.items():
    print(f"{name}: {seconds:.2f} s")
of_one, of_two = best["one thread"] / best["two threads"], best["two processes"] / best["two threads"]
print(f"two threads are {of_one:.2f} times as fast as one, and {of_two:.2f} times as fast as two processes")
sys.exit(of_one < 1.9 and of_two < 0.95)
