#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that a cell takes at most 1 KB of memory: large.py TARN.

Outcomes with 20,000 and with 40,000 cells, of all metrics, are merged. The difference of the greatest memory of the two
processes is what the cells take. Both take more than this program, whose memory counts too because it starts them.
"""
import hashlib
import os
import re
import subprocess
import sys
import tempfile

TARN = os.path.abspath(sys.argv[1])
N_CELLS = 40000


def write(path, n_cells):
    listed = subprocess.run([TARN, "metrics"], capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    metrics = [cells[:2] for cells in (re.split(r"  +", line) for line in listed) if "all" in cells[2].split()]
    lines = ["tarn-lab-outcome 1", "library 1.0.0", "scenario " + hashlib.sha256(b"").hexdigest(),
             *(f"metric {name} {unit}" for name, unit in metrics), "variant as it is", f"replications {N_CELLS}", f"compare {metrics[0][0]}", "baseline 0", "level 950000",
             "indifference 10000", "stop 0", "cells"]
    figures = [str(123456789012 + i) for i in range(len(metrics))]
    with open(path, "w", encoding="utf-8") as file:
        for i in range(-len(lines), n_cells):
            line = lines[i] if i < 0 else " ".join([f"cell {i}", *figures])
            file.write(hashlib.sha256(line.encode()).hexdigest()[:16] + f" {line}\n")


def measure(*arguments):
    """Returns the status and the greatest memory, in KB."""
    with subprocess.Popen([TARN, *arguments], stdout=subprocess.DEVNULL) as program:
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    return program.returncode, usage.ru_maxrss


with tempfile.TemporaryDirectory() as folder:
    few, many, merged = (os.path.join(folder, name) for name in ("few", "many", "merged"))
    write(few, N_CELLS // 2)
    write(many, N_CELLS)
    small = measure("merge", few, "--output", merged)
    large = measure("merge", many, "--output", merged)
    lines = sum(1 for _ in open(merged, "rb"))
per_cell = (large[1] - small[1]) * 1024 / (N_CELLS // 2)
is_good = small[0] == large[0] == 0 and 700 < per_cell <= 1024 and lines > N_CELLS
print("1..1")
print(f"{'ok' if is_good else 'not ok'} 1 memory-of-a-cell")
print(f"# {per_cell:.0f} bytes for a cell")
sys.exit(not is_good)
