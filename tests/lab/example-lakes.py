#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that the scenarios of the examples give their recorded figures: lakes.py SOURCE-ROOT TARN.

The figures are whole numbers, and the same to the byte with every compiler and on every machine.
"""
import csv
import glob
import hashlib
import os
import re
import subprocess
import sys
import tempfile

ROOT, TARN = (os.path.abspath(path) for path in sys.argv[1:])
LAKES = os.path.join(ROOT, "examples", "lakes")

METRICS = ["cost-per-day", "billed-per-view-day", "age-mean", "age-max", "lag-mean", "fresh-share", "slo-share",
           "wait-mean", "runs-full", "runs-incremental", "runs-unchanged", "runs-failed", "ticks-skipped"]
ASSET_METRICS = ["coverage-mean", "coverage-end", "covered-50-after", "covered-90-after", "covered-100-after",
                 "covering-mean", "metadata-runs-succeeded", "metadata-runs-failed", "types-over-quota",
                 "starts-throttled", "metadata-wait-mean", "metadata-wait-max", "input-tokens", "output-tokens"]
# The figures of all views together, in the order of METRICS, or of all assets if there are any, in that of
# ASSET_METRICS, and the SHA-256 of all figures with those of the views.
RECORDED = {
    "backfill.lake": (
        [688904, 1000000, 918079602927, 3596484506499, 3597081494373, 1128906244360, 5000, 176, 80, 516,
         1090485617955, 3596491000000, 21897253, 8661003],
        "c848e96fb9093d2b8dce60414ff439c4c70b57f8631e025b7181fbb81ff762e2"),
    "headline.lake": (
        [140799993600, 11520000, 505625000, 955625000, 479437500, 0, None, 27812500, 0, 96000, 0, 0, 0],
        "fd62321f8e33e49ef09ba9c8b2d5602692f71ddc270e9b729eea752fac86ad66"),
    "history.lake": (
        [100222218, 820000, 1820284722, 3683750000, 23771117, 970457, 1000000, 0, 0, 144, 103, 0, 0],
        "f5ab094a9ca5834743a6785961ca37047f4ba846c15a256bb70364d48312da73"),
    "nightly.lake": (
        [2993955482, 4899200, 18820685376, 90201810000, 416794065, 581317, 1000000, 36958517, 14, 1008, 245, 0, 0],
        "c0503351c505d46b5d5bd472029b92c1881a2361299d1c7130d018fca96a0389"),
    "retail.lake": (
        [55336912015, 3772971, 2382776861, 12781866699, 1970674559, 162835, 997635, 0, 20, 28540, 3739, 0, 0],
        "2c71e60848cbdc70f481c0f8bdb267537f9534a06cb679da67bf52de075d7325"),
    "stream.lake": (
        [197512742653, 40400335, 231509239, 1304443190, 175836062, 144361, 990503, 34672262, 0, 54134, 3828, 113, 3232],
        "a117437fcf485c3ea8d4662ff2b5735044c0f83e6465b579a82002b04e32c632"),
}

# The table of the README. The columns are: interval, full runs, incremental runs, DPU-seconds per view-day, USD per day, mean
# age, max age and mean wait.
HEADLINE = [
    ("15 min", 0, 96000, "11520", "140.80", "505.625", "955.625", "27.813"),
    ("30 min", 0, 48000, "5760", "70.40", "971.250", "1871.250", "35.625"),
    ("1 h", 0, 24000, "3504", "42.83", "1886.667", "3686.667", "43.334"),
    ("4 h", 0, 6000, "3120", "38.13", "7314.000", "14514.000", "57.000"),
    ("24 h", 1000, 0, "2520", "30.80", "43514.000", "86714.000", "157.000"),
]

# The table of lib/docs/lab.md: order, minutes until the shares are covered, and the mean of each asset in minutes.
BACKFILL = [
    ("fifo", "75.2", "133.1", "144.8", "151.5", "74.1"),
    ("random", "74.3", "132.0", "145.3", "153.4", "73.3"),
    ("fewest_columns", "34.7", "80.7", "133.8", "151.8", "40.1"),
    ("most_columns", "113.0", "141.9", "147.2", "147.9", "108.1"),
]

# The first replication of examples/experiments/order.lake: cost-per-day, lag-mean and slo-share of each order.
ORDER = {
    "fifo": [139371932754, 443102129, 1000000],
    "edf": [148191418037, 370371055, 1000000],
    "sjf": [133539750491, 502123474, 999595],
}

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}", flush=True)
    if not is_good and detail != "":
        print("\n".join("# " + line for line in str(detail).splitlines()))


def simulate(name, *arguments):
    done = subprocess.run([TARN, "simulate", os.path.join(LAKES, name), "--csv", "-", "--views", "--no-baselines",
                           *arguments],
                          capture_output=True, check=False)
    figures = {row["metric"]: int(row["value"])
               for row in csv.DictReader(done.stdout.decode().splitlines())
               if row["subject"] in ("all", "all-assets") and row["value"] != ""}
    return done, figures


def rounded(value, scale, decimals):
    """Returns a decimal with halves rounded up, in whole numbers."""
    unit = 10 ** decimals
    whole = (value * unit + scale // 2) // scale
    return f"{whole // unit}.{whole % unit:0{decimals}}" if decimals else str(whole)


def check_headline():
    for interval, *expected in HEADLINE:
        done, figures = simulate("headline.lake", "--set", f"policy.trigger=interval {interval}")
        if done.returncode != 0:
            case(f"headline/{interval}", False, done.stderr.decode())
            continue
        found = [figures["runs-full"], figures["runs-incremental"], rounded(figures["billed-per-view-day"], 1000, 0),
                 rounded(figures["cost-per-day"], 10**9, 2), *(
                     rounded(figures[metric], 10**6, 3) for metric in ("age-mean", "age-max", "wait-mean"))]
        case(f"headline/{interval}", found == expected, found)


def check_backfill():
    with open(os.path.join(ROOT, "lib", "docs", "lab.md"), encoding="utf-8") as page:
        lines = page.read().splitlines()
    for order, *expected in BACKFILL:
        done, figures = simulate("backfill.lake", "--set", f"policy.order={order}",
                                 "--set", "cost.datazone.descriptions-per-month-max=-1",
                                 "--set", "cost.datazone.active-runs-max=20")
        metrics = [f"covered-{percent}-after" for percent in (50, 90, 99, 100)] + ["covering-mean"]
        found = [rounded(figures[metric], 60 * 10**6, 1) for metric in metrics]
        row = f"| `{order}` | " + " | ".join(f"{minutes} min" for minutes in expected) + " |"
        case(f"backfill/{order}", done.returncode == 0 and found == expected and row in lines, found)


def check_recorded():
    names = sorted(os.path.basename(path) for path in glob.glob(os.path.join(LAKES, "*.lake")))
    case("every-scenario-is-recorded", names == sorted(RECORDED), names)
    for name in names:
        done, figures = simulate(name)
        found = [figures.get(metric) for metric in (ASSET_METRICS if "assets-arrived" in figures else METRICS)]
        digest = hashlib.sha256(done.stdout).hexdigest()
        case(f"recorded/{name}", (done.returncode, done.stderr) == (0, b"")
             and RECORDED.get(name) == (found, digest), f'"{name}": ({found},\n "{digest}"),\n{done.stderr.decode()}')


# --- Presets ----------------------------------------------------------------------------------------------------


def write_with_preset(name, preset, folder):
    """Writes a scenario whose views all have one policy, and returns its path."""
    with open(os.path.join(LAKES, name), encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"^\[policy.*?(?=^\[|\Z)|^policy = .*?\n", "", text, flags=re.M | re.S)
    text = re.sub(r"^(\[view .*)$", r"\1\nrefresh-seconds = 3600", text, flags=re.M)
    path = os.path.join(folder, f"{preset}.lake")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\n[policy]\npreset = {preset}\n")
    return path


def check_presets():
    """Checks the rows of the page on policies."""
    with open(os.path.join(ROOT, "lib", "docs", "policies.md"), encoding="utf-8") as file:
        page = file.read()
    presets = re.findall(r"^\| `(\w+)` \| `trigger", page, re.M)
    with tempfile.TemporaryDirectory() as folder:
        for preset in presets:
            done, figures = simulate(write_with_preset("nightly.lake", preset, folder))
            row = " | ".join([
                f"| `{preset}`", rounded(figures.get("cost-per-day", 0), 10**9, 2),
                *(rounded(figures.get(metric, 0), 60 * 10**6, 1) for metric in ("age-mean", "lag-mean", "lag-max")),
                rounded(figures.get("slo-share", 0), 10**4, 1), str(figures.get("runs-started"))]) + " |\n"
            case(f"preset/{preset}", done.returncode == 0 and row in page, row + done.stderr.decode())


def check_experiment():
    path = os.path.join(ROOT, "examples", "experiments", "order.lake")
    done = subprocess.run([TARN, "run", path, "--replications", "1", "--csv", "-"], capture_output=True, text=True, check=False)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    figures = {variant: [int(row["value"]) for metric in ("cost-per-day", "lag-mean", "slo-share") for row in rows
                         if (row["variant"], row["metric"]) == (variant, metric)] for variant in ORDER}
    case("experiment/order.lake", figures == ORDER, (figures, done.stderr))


check_headline()
check_backfill()
check_recorded()
check_presets()
check_experiment()
print(f"1..{n_cases}")
sys.exit(n_failed > 0)
