#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the what-if as a user runs it: its figures, its files, and its errors.

usage: what-if.py WHAT-IF TARN
"""
import csv
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

WHAT_IF, TARN = sys.argv[1:]

# The columns are: interval, full only, DPU-seconds per view-day, USD per day, mean age. All figures are exact.
BUILT_IN = [
    ("15m", False, "11,520", "140.80", "505.625"),
    ("30m", False, "5,760", "70.40", "971.250"),
    ("1h", False, "3,504", "42.83", "1886.667"),
    ("4h", False, "3,120", "38.13", "7314.000"),
    ("24h", True, "2,520", "30.80", "43514.000"),
]
AMPLIFIED = [
    ("4", "15m", "11,520", "140.80"),
    ("4", "30m", "5,760", "70.40"),
    ("20", "15m", "14,016", "171.31"),
    ("20", "30m", "12,960", "158.40"),
]

# The hash of the built-in table as CSV. It has the same bytes with every compiler, option and machine.
GOLDEN_CSV = "13f119054fe701d19f3988ae395253179b7be35221c0a16df405cedc6500c434"

# Arguments that the program refuses, and words that the line of the error must contain.
REFUSED = [
    (["--interval", "0m"], ["--interval", "0m"]),
    (["--interval", "15"], ["--interval", "15"]),
    (["--interval", "15x"], ["--interval", "15x"]),
    (["--interval", "-5m"], ["-5m"]),
    (["--interval", "367d"], ["--interval", "366d"]),
    (["--interval", "99999999999999999999d"], ["--interval"]),
    (["--interval", ","], ["--interval"]),
    (["--days", "0"], ["--days", "1 to 3660"]),
    (["--days", "3661"], ["--days", "3661"]),
    (["--days", "ten"], ["--days", "ten"]),
    (["--days", "1.5"], ["--days", "1.5"]),
    (["--views", "0"], ["--views"]),
    (["--views", "10001"], ["--views", "10000"]),
    (["--slots", "0"], ["--slots"]),
    (["--seed", "-1"], ["--seed", "-1"]),
    (["--seed", "18446744073709551616"], ["lake.seed"]),
    (["--source-size", "0GB"], ["--source-size"]),
    (["--source-size", "5XB"], ["--source-size", "5XB"]),
    (["--source-size", "9999PB"], ["--source-size"]),
    (["--no-such-option"], ["--no-such-option"]),
    (["surplus"], ["surplus"]),
    (["--iceberg", "/nowhere/v1.metadata.json"], ["/nowhere/v1.metadata.json"]),
    (["--iceberg", "/"], ["/"]),
    (["--csv", "/nowhere/figures.csv", "--days", "1"], ["/nowhere/figures.csv"]),
]

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}")
    if not is_good and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()))


def skip(name, why):
    global n_cases
    n_cases += 1
    print(f"ok {n_cases} {name} # SKIP {why}")


def run(*arguments):
    return subprocess.run([WHAT_IF, *arguments], capture_output=True, text=True, timeout=600,
                          env={**os.environ, "TARN": TARN}, check=False)


def find_row(output, first_word):
    rows = [line.split() for line in output.splitlines() if line.split()[:1] == [first_word]]
    return rows[0] if rows else []


def check_built_in():
    done = run()
    case("built-in/exit", done.returncode == 0, done.stderr)
    for interval, is_full, dpu_seconds, usd, age in BUILT_IN:
        row = find_row(done.stdout, interval)
        case(f"built-in/{interval}", row[4:7] == [dpu_seconds, usd, age], row)
        case(f"built-in/{interval}/type", (row[2:4][is_full]) == "0" and row[1] != "0", row)
    for amplification, interval, dpu_seconds, usd in AMPLIFIED:
        words = f"amplification {amplification:>2}: {interval:>8}"
        lines = [line.split() for line in done.stdout.splitlines() if words in line]
        case(
            f"built-in/amplification-{amplification}/{interval}",
            len(lines) == 1 and lines[0][3] == dpu_seconds and lines[0][7] == usd,
            lines,
        )
    case("built-in/says-assumptions", "are assumptions" in done.stdout)
    case("built-in/says-schedule", "RefreshSeconds" in done.stdout)
    case("built-in/compares", "15m instead of every 30m costs 2.00 times" in done.stdout)


def check_csv(folder):
    outputs = []
    for name, seed in (("a", "1"), ("b", "1")):
        path = os.path.join(folder, name + ".csv")
        run("--interval", "15m,1h", "--days", "2", "--views", "7", "--seed", seed, "--csv", path)
        with open(path, newline="") as file:
            outputs.append(file.read())
    case("csv/same-seed-same-bytes", outputs[0] == outputs[1] != "")
    rows = list(csv.DictReader(outputs[0].splitlines()))
    case("csv/rows", [row["interval_us"] for row in rows[:2]] == ["900000000", "3600000000"], rows)
    case("csv/whole-numbers", all(value.isdigit() for row in rows for value in row.values()), rows)
    path = os.path.join(folder, "golden.csv")
    run("--seed", "7", "--csv", path)
    with open(path, "rb") as file:
        case("csv/golden", hashlib.sha256(file.read()).hexdigest() == GOLDEN_CSV)
    done = run("--interval", "1h", "--days", "1", "--csv", "-")
    case("csv/standard-output", outputs[0].splitlines()[0] in done.stdout)


def check_refusals():
    for arguments, words in REFUSED:
        done = run(*arguments)
        lines = done.stderr.splitlines()
        case(
            "refused/" + " ".join(arguments),
            done.returncode == 2 and len(lines) == 1 and all(word in lines[0] for word in words),
            (done.returncode, done.stderr),
        )


def check_short_simulation():
    done = run("--interval", "7d", "--days", "1")
    case("short/says-why", done.returncode == 0 and "too few days" in done.stdout, done.stdout)


def check_overload():
    # 20 views take over 55 s each, one at a time, every 5 minutes, so most starts are refused.
    done = run("--interval", "5m", "--days", "1", "--views", "20", "--slots", "1")
    case("overload/says-refused", "found the view still waiting" in done.stdout, done.stdout)


def write_history(folder, name, snapshots):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        json.dump({"format-version": 2, "snapshots": snapshots}, file)
    return path


def check_iceberg_rules(folder):
    """Uses an hourly history of three changes, after a snapshot that gives the size."""
    snapshots = [
        {
            "snapshot-id": 2**62 + i,
            "sequence-number": i + 1,
            "timestamp-ms": 1700000000000 + i * 3600000,
            "summary": {
                "operation": "append",
                "added-files-size": "1000000000",
                "total-files-size": str((i + 1) * 1000000000),
            },
        }
        for i in range(4)
    ]
    path = write_history(folder, "hourly.metadata.json", snapshots)
    done = run("--iceberg", path, "--interval", "24h", "--days", "10", "--csv", "-")
    row = list(csv.reader(done.stdout.splitlines()[-3:]))[0]
    # 3 GB of 1 GB changed, so the refreshes are full ones of 1 GB, which cost the minimum of 120 DPU-seconds.
    case("iceberg/full-of-the-first-size", row[6:7] == ["120000"], done.stdout + done.stderr)
    case("iceberg/says-what-it-used", "Of 4 snapshots, 3 are commits of data" in done.stdout)

    path = write_history(folder, "still.metadata.json", snapshots[:1])
    done = run("--iceberg", path, "--interval", "1h", "--days", "1")
    row = find_row(done.stdout, "1h")
    case("iceberg/without-a-change", "the table never changes" in done.stdout and row[4:6] == ["0", "0.00"],
         done.stdout)


def check_iceberg_files():
    data = os.environ.get("TARN_TEST_DATA")
    if data is None:
        skip("iceberg/files", "TARN_TEST_DATA is not set")
        return
    paths = sorted(glob.glob(os.path.join(data, "data", "iceberg", "*.metadata.json")))
    case("iceberg/files", len(paths) > 0, data)
    for path in paths:
        done = run("--iceberg", path, "--days", "3", "--views", "4", "--interval", "1h,4h")
        case(
            "iceberg/" + os.path.basename(path),
            done.returncode == 0 and len(find_row(done.stdout, "4h")) == 10,
            done.stdout + done.stderr,
        )


def check_hostile_files(folder):
    hostile = [
        ("empty", ""),
        ("truncated", '{"format-version": 2, "snapshots": [{"snapshot-id": 1,'),
        ("nested", "[" * 1000000),
        ("many-values", "[" + "0," * 4000000 + "0]"),
        ("not-iceberg", "[]"),
    ]
    for name, text in hostile:
        path = os.path.join(folder, name + ".metadata.json")
        with open(path, "w") as file:
            file.write(text)
        done = run("--iceberg", path)
        lines = done.stderr.splitlines()
        case(
            f"hostile/{name}",
            done.returncode == 2 and len(lines) == 1 and path in lines[0] and done.stdout == "",
            (done.returncode, done.stderr),
        )
    path = os.path.join(folder, "large.metadata.json")
    with open(path, "wb") as file:
        file.truncate(100_000_000)
    done = run("--iceberg", path)
    case("hostile/large", done.returncode == 2 and "67108864" in done.stderr, done.stderr)


with tempfile.TemporaryDirectory() as scratch:
    check_built_in()
    check_csv(scratch)
    check_refusals()
    check_short_simulation()
    check_overload()
    check_iceberg_rules(scratch)
    check_iceberg_files()
    check_hostile_files(scratch)

print(f"1..{n_cases}")
sys.exit(n_failed > 0)
