#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the exact report of the what-if with forks, and that its figures are consistent.

usage: fork-what-if.py FORK-WHAT-IF
"""
import os
import re
import subprocess
import sys

FORK_WHAT_IF = sys.argv[1]

# The whole report comes from the simulation, so a change of it is a change of the service's behavior.
EXPECTED = """\
A shop's lake: 7 materialized views over 3 tables that are written all day. Each view is
refreshed once an hour, one at a time; 1 run of 100 fails and is started again. It has been
at work since Monday. On Wednesday at noon it is forked, and each fork has one thing
changed. Lag is for how long the oldest change has been waiting that a view does not show,
looked at every minute. All time is virtual.

Wednesday, 13:00, to        runs    FULL  FAILED  starts     DPU     GiB     lag in seconds
Sunday, midnight                                throttled   hours    read    mean     max
as it is                     757       0       8       0      36    3465    1408    4020
every 30 minutes, not 60    1518       0      20       0      53    3474     677    3660
  difference                +761      +0     +12      +0     +17      +9    -731    -360
2 slots, not 1               757       0       8       0      36    3468    1398    3780
  difference                  +0      +0      +0      +0      +0      +3     -10    -240
sessions always in full      757     214       8       0     351   45843    1564    4980
  difference                  +0    +214      +0      +0    +315  +42378    +156    +960
stock 10 times as busy       757       9       8       0      80    9533    1430    4200
  difference                  +0      +9      +0      +0     +44   +6068     +22    +180
throttled all Thursday       749       0       7    3217      36    3462    1494    9540
  difference                  -8      +0      -1   +3217      +0      -3     +86   +5520

"in full": each start of sessions asks for FullRefresh. As all of that view is new then,
the report on it is computed in full as well, silently.

A fork without any change ends the week in the same state as the original.

From "as it is" to "2 slots, not 1", as tarn_engine_diff () shows it:

glue.options: running-max 1 -> 2
glue.table[123456789012.shop.customers]: current.time 2000-01-09T23:07:48.975003Z -> 2000-01-09T23:03:58.351003Z
glue.table[123456789012.shop.customers]: snapshot-time 2000-01-09T23:06:53.306003Z -> 2000-01-09T23:03:02.682003Z
glue.table[123456789012.shop.customers]: publication-time 2000-01-09T23:07:48.975003Z -> 2000-01-09T23:03:58.351003Z
and 2094 more
"""

# The report must not depend on the environment, or on the order of threads.
SURROUNDINGS = [
    {},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
    {"LC_ALL": "ar_EG.UTF-8"},
    {"TZ": "Asia/Kathmandu"},
    {"MALLOC_PERTURB_": "165"},
]

FIGURES = ("runs", "full", "failed", "throttled", "dpu_hours", "gib", "mean_lag", "max_lag")
VIEWS = 7
HOURS = 107  # from Wednesday, 13:00, to Sunday, midnight

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}")
    if not is_good and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()))


def run(surroundings):
    return subprocess.run([FORK_WHAT_IF], env={**os.environ, **surroundings}, capture_output=True,
                          text=True, encoding="utf-8", timeout=25)


def read_rows(output, cell):
    """Returns pairs of a row's title and its figures, in the order of the rows."""
    found = re.findall(rf"^(\S.*?|  difference) {{2,}}({cell}(?: +{cell}){{7}})$", output,
                       re.MULTILINE)
    return [(title, dict(zip(FIGURES, map(int, cells.split())))) for title, cells in found]


def check_text():
    for surroundings in SURROUNDINGS:
        name = " ".join(f"{key}={value}" for key, value in surroundings.items()) or "as it is"
        done = run(surroundings)
        case(f"text/{name}", (done.returncode, done.stdout, done.stderr) == (0, EXPECTED, ""),
             done.stdout + done.stderr)
    table = EXPECTED[:EXPECTED.index("From ")]
    case("text/width", all(len(line) <= 100 for line in table.splitlines()))
    case("text/integers", not re.search(r"\d\.\d", table))


def check_differences(rows, differences):
    base = rows["as it is"]
    others = [row for title, row in rows.items() if title != "as it is"]

    case("differences/all", len(rows) == 6 and len(differences) == 5, differences)
    case("differences/are-differences", [difference for _, difference in differences] == [
        {key: row[key] - base[key] for key in FIGURES} for row in others], differences)


def check_plausible(rows):
    case("plausible/a-run-of-each-view-an-hour", all(
        VIEWS * HOURS <= row["runs"] - row["failed"] <= VIEWS * (HOURS + 1)
        for title, row in rows.items() if title[:5] not in ("every", "throt")), rows)
    case("plausible/one-run-of-100-fails", all(
        row["runs"] < 200 * row["failed"] and row["failed"] < row["runs"] // 50
        for row in rows.values()), rows)
    case("plausible/a-mean-is-no-more-than-the-most", all(
        0 < row["mean_lag"] < row["max_lag"] for row in rows.values()), rows)


def check_interval(base, row):
    case("interval/twice-the-runs", 19 * base["runs"] < 10 * row["runs"] < 21 * base["runs"], row)
    case("interval/half-the-lag", row["mean_lag"] < 0.6 * base["mean_lag"], row)
    case("interval/the-same-bytes", abs(row["gib"] - base["gib"]) < 0.01 * base["gib"], row)
    case("interval/more-is-billed", row["dpu_hours"] > base["dpu_hours"], row)


def check_slots(base, row):
    case("slots/no-more-lag", row["mean_lag"] <= base["mean_lag"]
         and row["max_lag"] <= base["max_lag"], row)
    # Random numbers are drawn by view and run, so the same runs fail, at whatever time they get their slots.
    case("slots/the-same-runs", all(
        row[key] == base[key] for key in ("runs", "full", "failed", "throttled")), row)


def check_full(base, row):
    # The full runs are those of sessions, and those of the report that reads it, because its whole source
    # changes.
    case("full/sessions-and-the-report", base["full"] == 0 and row["full"] == 2 * HOURS, row)
    case("full/the-same-runs", all(row[key] == base[key] for key in ("runs", "failed")), row)
    case("full/reads-all-of-it", row["gib"] > HOURS * (400e9 + 2 * 20e9) / 2**30, row)
    case("full/costs", row["dpu_hours"] > base["dpu_hours"], row)
    case("full/lets-others-wait", row["mean_lag"] >= base["mean_lag"], row)


def check_busier(base, row):
    case("busier/some-are-full-silently", base["full"] == 0 < row["full"] < row["runs"], row)
    case("busier/reads-and-costs", row["gib"] > base["gib"]
         and row["dpu_hours"] > base["dpu_hours"], row)
    case("busier/the-same-runs", all(row[key] == base[key] for key in ("runs", "failed")), row)


def check_throttled(rows, row):
    case("throttled/only-there", all(
        (other["throttled"] > 0) == (other is row) for other in rows.values()), rows)
    # The program tries a start every minute, and one of twenty succeeds.
    case("throttled/one-in-twenty", 10 * VIEWS * 24 < row["throttled"] < 20 * VIEWS * 24, row)
    case("throttled/lags", row["mean_lag"] > rows["as it is"]["mean_lag"]
         and row["max_lag"] > rows["as it is"]["max_lag"], row)


check_text()
text = run({}).stdout
all_rows = [row for row in read_rows(text, r"\d+") if row[0] != "  difference"]
by_title = dict(all_rows)
check_differences(by_title, read_rows(text, r"[+-]\d+"))
check_plausible(by_title)
as_it_is = by_title["as it is"]
check_interval(as_it_is, by_title["every 30 minutes, not 60"])
check_slots(as_it_is, by_title["2 slots, not 1"])
check_full(as_it_is, by_title["sessions always in full"])
check_busier(as_it_is, by_title["stock 10 times as busy"])
check_throttled(by_title, by_title["throttled all Thursday"])
case("fork/unchanged-is-the-same",
     "A fork without any change ends the week in the same state as the original.\n" in text)
case("fork/diff-tells-the-change", "\nglue.options: running-max 1 -> 2\n" in text)

print(f"1..{n_cases}")
sys.exit(n_failed > 0)
