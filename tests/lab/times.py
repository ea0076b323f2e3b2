#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests which times `tarn explain` takes, and how it reads them: times.py SOURCE-ROOT TARN.

The scenario begins at 2026-11-02 and ends 8 days later.
"""
import os
import subprocess
import sys
import tempfile

ROOT, TARN = (os.path.abspath(path) for path in sys.argv[1:])
NIGHTLY = os.path.join(ROOT, "examples", "lakes", "nightly.lake")

NONE = [
    # Offsets
    "", "now", "6", "3d3d", "6h3d", "3w", "-1d", "d", "1d x", "99999999999999999999d", "9223372036854775808s",
    "106751992d", "106751991d1d", "106751991d86399s1s", "9223372036855s",
    # Dates
    "2026-13-01", "2026-00-01", "2026-02-29", "2026-11-32", "2026-11-00", "2026-11-3", "202-11-03", "2026/11/03",
    "2026-11/03", "2026-11-0a", "x026-11-03", "2026-11-03x",
    # Times of day
    "2026-11-03T24:00Z", "2026-11-03T06:60Z", "2026-11-03T06:00:60Z", "2026-11-03T06", "2026-11-03T6:00",
    "2026-11-03 06:00", "2026-11-03T06-00", "2026-11-03T06:00:", "2026-11-03T06:00:0", "2026-11-03T06:00:00.",
    "2026-11-03T06:00:00.0000000Z", "2026-11-03T06:00:00,5", "2026-11-03T06:00.5",
    # Offsets from UTC
    "2026-11-03Z", "2026-11-03T06:00ZZ", "2026-11-03T06:00z", "2026-11-03T06:00+2", "2026-11-03T06:00+02",
    "2026-11-03T06:00+0200", "2026-11-03T06:00+24:00", "2026-11-03T06:00-24:00", "2026-11-03T06:00+02:60",
    "2026-11-03T06:00+02:00x", "2026-11-03T06:00 +02:00",
]
OUTSIDE = [
    "9d", "8d1s", "106751991d", "2026-11-01", "2026-11-01T23:59:59Z", "2026-11-01T23:59:59.999999Z",
    "2026-11-02T00:00+00:01", "2026-11-02T23:58+23:59", "2026-11-09T00:02-23:59", "2026-11-10T00:00:00.000001Z",
    "0001-01-01", "9999-12-31T23:59:59.999999-23:59",
]
# The texts of a row mean the same time, and the first one says which.
SAME = [
    ["0d", "0s", "2026-11-02", "2026-11-02T00:00", "2026-11-02T23:59+23:59", "2026-11-01T00:01-23:59"],
    ["1d4h30min", "28h30m", "1 d 4 h 30 min", "1d 4h  1800s", "102600s", "2026-11-03T04:30Z", "2026-11-03T04:30:00.000Z",
     "2026-11-03T06:30+02:00", "2026-11-03T04:00-00:30", "2026-11-03T04:30", "2026-11-03T04:30:00.000000Z"],
    ["1d4h30m59s", "102659s", "2026-11-03T04:30:59", "2026-11-03T04:30:59.0", "2026-11-03T04:30:59Z"],
    ["8d", "192h", "2026-11-10", "2026-11-09T23:00-01:00"],
]
# The decimals of a second, and the microseconds that they are.
DECIMALS = {".1": 100000, ".12": 120000, ".123456": 123456, ".000001": 1, ".000010": 10, ".0001": 100, ".999999": 999999}
# The lag of a view that was never refreshed is the time since the start.
LAKE = """[lake]
start = 2026-11-01
horizon = 2 h
[table a.t]
[view a.v]
sources = a.t
[policy]
trigger = interval 1 h, phase 30 min
"""

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}")
    if not is_good:
        print("\n".join("# " + line for line in str(detail).splitlines()))


def explain(text, path=NIGHTLY, view="sales.daily"):
    return subprocess.run([TARN, "explain", path, view, "--", text], capture_output=True, text=True, timeout=600,
                          check=False)


def is_refused(done, message):
    return (done.returncode, done.stdout, done.stderr) == (2, "", f"tarn explain: TIME: {message}\n")


for time in NONE:
    told = explain(time)
    case(f"time/none/{time}", is_refused(
        told, f"'{time}' is no time; allowed: such as 2026-11-03T06:00Z, or 3d6h after the start"), told)
for time in OUTSIDE:
    told = explain(time)
    case(f"time/outside/{time}", is_refused(
        told, f"'{time}' is not within the scenario; allowed: 2026-11-02 to 2026-11-10, or up to 8 d after the start"),
        told)
for row in SAME:
    texts = {explain(time).stdout for time in row}
    case(f"time/same/{row[0]}", len(texts) == 1 and "" not in texts, texts)
with tempfile.TemporaryDirectory() as folder:
    lake = os.path.join(folder, "never.lake")
    with open(lake, "w", encoding="utf-8") as file:
        file.write(LAKE)
    for decimals, microseconds in DECIMALS.items():
        told = explain(f"2026-11-01T00:00:00{decimals}", lake, "a.v")
        case(f"time/decimals/{decimals}", told.stdout.startswith(f"a.v: lag {microseconds} us, "), told)

print(f"1..{n_cases}")
sys.exit(1 if n_failed > 0 else 0)
