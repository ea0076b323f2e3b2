#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that the policies of the examples are better than edf_slo: example-policies.py SOURCE-ROOT TARN SQUARE-ROOT.

Better is: summed over ten replications of a lake of the examples, the weighted lag is less and the cost is not greater.
The module is tested with the program, and the policy in Python, if PyGObject can use the libraries, with its own
comparison.
"""
import csv
import os
import re
import subprocess
import sys

ROOT, TARN, SQUARE_ROOT = (os.path.abspath(path) for path in sys.argv[1:])
OWN = os.path.join(ROOT, "examples", "own-policies")
LINES_MAX = 80


def measure(lake, policy):
    """Returns the weighted mean lag and the cost, each summed over ten replications."""
    sums = {"lag-weighted-mean": 0, "cost": 0}
    for replication in range(10):
        run = subprocess.run(
            [TARN, "simulate", os.path.join(ROOT, "examples", "lakes", lake), "--policy", policy, "--replication",
             str(replication), "--no-baselines", "--csv", "-"], capture_output=True, text=True, check=True)
        for row in csv.DictReader(run.stdout.splitlines()):
            if row["subject"] == "all" and row["metric"] in sums:
                sums[row["metric"]] += int(row["value"])
    return sums["lag-weighted-mean"], sums["cost"]


def check_module():
    """square-root has less weighted lag than edf_slo in the lake of the retailer, for no more money"""
    (lag, cost), (edf_lag, edf_cost) = (measure("retail.lake", policy) for policy in (SQUARE_ROOT, "edf_slo"))
    assert lag < edf_lag and cost <= edf_cost, (lag, edf_lag, cost, edf_cost)


def check_python():
    """sparse_commits has less weighted lag than edf_slo in the nightly lake, for no more money"""
    run = subprocess.run(
        [sys.executable, os.path.join(OWN, "sparse_commits.py"), os.path.join(ROOT, "examples", "lakes", "nightly.lake")],
        capture_output=True, text=True)
    assert run.returncode == 0 and run.stderr == "", run.stderr
    (edf_lag, edf_cost), (lag, cost) = (
        map(float, re.search(rf"^{name} +weighted lag (\d+) s, ([\d.]+) USD$", run.stdout, re.M).groups())
        for name in ("edf_slo", "sparse_commits"))
    assert lag < edf_lag and cost <= edf_cost, run.stdout


def check_lengths():
    """each is shorter than 80 lines"""
    for name in ("square-root.c", "sparse_commits.py"):
        with open(os.path.join(OWN, name), encoding="utf-8") as file:
            assert sum(1 for _ in file) < LINES_MAX, name


def has_bindings():
    code = "import gi; gi.require_version('TarnLab', '1'); from gi.repository import TarnLab"
    return subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


CHECKS = [check_lengths, check_module, check_python]
failed = False
print(f"1..{len(CHECKS)}")
for number, check in enumerate(CHECKS, 1):
    if check is check_python and not has_bindings():
        print(f"ok {number} {check.__doc__} # SKIP needs PyGObject and g-ir-scanner")
        continue
    try:
        check()
        print(f"ok {number} {check.__doc__}", flush=True)
    except AssertionError as failure:
        failed = True
        print(f"# {failure}\nnot ok {number} {check.__doc__}", flush=True)
sys.exit(failed)
