#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that nothing is lost when an experiment is killed or interrupted: interrupted.py TARN.

The program is killed at random moments, and goes on. When it kills depends on the clock, but what comes out must not: the file
is the same to the byte as that of one process with one thread.
"""
import os
import random
import signal
import subprocess
import sys
import tempfile

# A shell starts a program in its background with interrupts ignored, and programs inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
# A program that is killed while it writes its counts would leave a torn file, which tells nothing.
os.environ.pop("TARN_COUNTERS_DIR", None)

TARN = os.path.abspath(sys.argv[1])
N_KILLS = 100
LAKE = """[lake]
horizon = 2 d
slots = 2
[table a.t_%d]
count = 5
commits = poisson every 2 min, 20 MB
[view a.v_%d]
count = 5
sources = a.t_%d
[policy]
trigger = {interval 5 min; interval 10 min, spread}
[experiment]
replications = 30
"""

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}", flush=True)
    if not is_good and detail != "":
        print("\n".join("# " + line for line in str(detail).splitlines()))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def run(*arguments):
    return subprocess.run([TARN, *arguments], capture_output=True, text=True, check=False)


def start(*arguments):
    return subprocess.Popen([TARN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_cells(path, n):
    """Waits until a part has some cells."""
    while not os.path.exists(path) or read(path).count(b" cell ") < n:
        pass


def check_kills(lake, expected, folder):
    draw = random.Random(1)
    output = os.path.join(folder, "killed.outcome")
    n_kills = n_finished = n_torn = n_wrong = 0
    while n_kills < N_KILLS:
        with start("run", lake, "--output", output, "--resume", "--threads", str(draw.randint(1, 3))) as program:
            try:
                n_wrong += program.wait(timeout=draw.random() * 0.15) != 0
            except subprocess.TimeoutExpired:
                program.kill()
                n_kills += program.wait() == -signal.SIGKILL
            program.communicate()
        if os.path.exists(output):
            n_finished += 1
            n_wrong += read(output) != expected or os.path.exists(output + ".part")
            os.remove(output)
        elif os.path.exists(output + ".part") and draw.random() < 0.3:
            # A machine that goes down with the process may also have only a part of the last line on its disk.
            n_torn += 1
            os.truncate(output + ".part", max(0, os.path.getsize(output + ".part") - draw.randint(1, 2000)))
    done = run("run", lake, "--output", output, "--resume")
    case("killed/same-bytes", done.returncode == 0 and read(output) == expected and n_wrong == 0, (n_wrong, done))
    print(f"# {n_kills} kills, {n_torn} torn files, {n_finished} outcomes finished meanwhile")
    left = sorted(name for name in os.listdir(folder) if name.startswith("killed"))
    # A kill while the finished file is written leaves it under its other name.
    case("killed/no-part-is-left", [name for name in left if name.endswith(".part")] == [], left)


def interrupt(lake, output, *options):
    with start("run", lake, "--output", output, "--threads", "2", *options) as program:
        wait_for_cells(output + ".part", 3)
        program.send_signal(signal.SIGINT)
        return program.communicate(), program.wait()


def check_interrupt(lake, expected, folder):
    output = os.path.join(folder, "interrupted.outcome")
    part = output + ".part"
    (printed, error), status = interrupt(lake, output)
    n_cells = read(part).count(b" cell ")
    case("interrupted/by-the-signal", status == -signal.SIGINT, status)
    case("interrupted/hint", (printed, error) == ("", f"{n_cells} cells are in {part}; --resume goes on with them\n"), error)
    case("interrupted/part-is-kept", 3 <= n_cells < 60 and not os.path.exists(output), n_cells)
    done = run("report", part)
    case("interrupted/report-of-the-part", done.returncode == 0 and f"{60 - n_cells} of 60 cells lack" in done.stdout, done)
    done = run("run", lake, "--output", output)
    case("interrupted/part-without-resume", (done.returncode, done.stdout, done.stderr) == (
        2, "", f"tarn run: {part} is there already; --resume goes on with its cells, or remove it\n"), done)
    before = read(part)
    done = run("run", lake, "--output", output, "--resume", "--set", "lake.slots=3")
    case("interrupted/part-of-another-experiment", done.returncode == 1 and done.stdout == ""
         and done.stderr.startswith(f"{part}: this is of another experiment: line 3 is 'scenario ")
         and done.stderr.count("\n") == 1 and read(part) == before, done)
    done = run("run", lake, "--output", output, "--resume")
    case("interrupted/goes-on", done.returncode == 0 and read(output) == expected and not os.path.exists(part), done)
    done = run("run", lake, "--output", output, "--resume", "--threads", "1")
    case("interrupted/finished-is-taken-over", done.returncode == 0 and read(output) == expected
         and not os.path.exists(part), done)
    done = run("run", lake, "--output", output, "--resume", "--set", "lake.slots=3")
    case("interrupted/finished-of-another-experiment", done.returncode == 1
         and done.stderr.startswith(f"{output}: this is of another experiment: line 3 is 'scenario ")
         and read(output) == expected, done)


def check_two(lake, expected, folder):
    """Two processes do not write to one part."""
    output = os.path.join(folder, "two.outcome")
    with start("run", lake, "--output", output, "--threads", "1") as program:
        wait_for_cells(output + ".part", 1)
        program.send_signal(signal.SIGSTOP)
        done = run("run", lake, "--output", output, "--resume")
        program.send_signal(signal.SIGCONT)
        program.communicate()
        case("two/second-is-refused", (done.returncode, done.stderr) == (
            1, f"{output}.part: another process writes to it\n"), done)
    case("two/first-goes-on", read(output) == expected)


def check_shards(lake, expected, folder):
    """The variables of clusters say which shard it is, and any split has the same bytes."""
    for name, n, environment in [
            ("slurm", 4, lambda k: {"SLURM_ARRAY_TASK_ID": str(10 + 2 * k), "SLURM_ARRAY_TASK_MIN": "10",
                                    "SLURM_ARRAY_TASK_MAX": "16", "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "4"}),
            ("batch", 7, lambda k: {"AWS_BATCH_JOB_ARRAY_INDEX": str(k), "AWS_BATCH_JOB_ARRAY_SIZE": "7"}),
            ("option", 40, lambda k: {})]:
        parts = [os.path.join(folder, f"{name}-{k}.outcome") for k in range(n)]
        for k, part in enumerate(parts):
            option = ["--shard", f"{k + 1}/{n}"] if name == "option" else []
            subprocess.run([TARN, "run", lake, "--output", part, *option], env={**os.environ, **environment(k)}, check=True)
        random.Random(2).shuffle(parts)
        merged = os.path.join(folder, f"{name}.outcome")
        done = run("merge", *parts, parts[0], "--output", merged)
        case(f"shards/{name}", done.returncode == 0 and read(merged) == expected, done)


NO_SLURM_ARRAY = "the variables SLURM_ARRAY_TASK_... are not those of an array; --shard K/N says which shard this is"
NO_BATCH_ARRAY = "the variables AWS_BATCH_JOB_ARRAY_... are not those of an array; --shard K/N says which shard this is"
GAPS = "the tasks of the array have gaps; --shard K/N says which shard this is"


# What Slurm and AWS Batch set, and an empty text for a variable that they do not set.
def slurm(task, least, most, n_tasks, step=""):
    values = {"ID": task, "MIN": least, "MAX": most, "COUNT": n_tasks, "STEP": step}
    return {f"SLURM_ARRAY_TASK_{name}": str(value) for name, value in values.items() if value != ""}


def batch(index, size):
    values = {"INDEX": index, "SIZE": size}
    return {f"AWS_BATCH_JOB_ARRAY_{name}": str(value) for name, value in values.items() if value != ""}


WRONG_SHARDS = [
    (slurm(1, "", "", ""), NO_SLURM_ARRAY),
    (slurm(1, 1, 2, ""), NO_SLURM_ARRAY),
    (slurm(1, 1, "", 2), NO_SLURM_ARRAY),
    (slurm(1, "", 2, 2), NO_SLURM_ARRAY),
    (slurm(1, 1, 2, 0), NO_SLURM_ARRAY),
    (slurm(1, 1, 2, 100001), NO_SLURM_ARRAY),
    (slurm(1, 2, 3, 2), NO_SLURM_ARRAY),
    (slurm(4, 1, 3, 3), NO_SLURM_ARRAY),
    (slurm("one", 1, 2, 2), NO_SLURM_ARRAY),
    (slurm("1 ", 1, 2, 2), NO_SLURM_ARRAY),
    (slurm(-1, 1, 2, 2), NO_SLURM_ARRAY),
    (slurm(3, 1, 9, 2), GAPS),
    (slurm(2, 1, 9, 5, 2), GAPS),
    (slurm(3, 1, 9, 2, 0), GAPS),
    (slurm(3, 1, 9, 2, "none"), GAPS),
    (batch(0, ""), NO_BATCH_ARRAY),
    (batch(4, 4), NO_BATCH_ARRAY),
    (batch(0, 0), NO_BATCH_ARRAY),
    (batch(0, 100001), NO_BATCH_ARRAY),
    (batch("first", 4), NO_BATCH_ARRAY),
]


def check_wrong_shards(lake, folder):
    for environment, message in WRONG_SHARDS:
        done = subprocess.run([TARN, "run", lake, "--output", os.path.join(folder, "x")], capture_output=True, text=True,
                              env={**os.environ, **environment}, check=False)
        case("shards/wrong/" + "-".join(environment.values()),
             (done.returncode, done.stdout, done.stderr) == (2, "", f"tarn run: {message}\n"), done)


def check_devices(lake, expected, folder):
    done = subprocess.run([TARN, "run", lake, "--output", "-"], capture_output=True, cwd=folder, check=False)
    case("devices/standard-output", done.returncode == 0 and done.stdout == expected
         and not os.path.exists(os.path.join(folder, "-.part")), done.stderr)
    done = run("run", lake, "--output", "/dev/null")
    case("devices/null", done.returncode == 0 and not os.path.exists("/dev/null.part"), done)
    if os.path.exists("/dev/full"):
        done = run("run", lake, "--output", "/dev/full")
        case("devices/full", (done.returncode, done.stderr) == (
            1, "tarn run: cannot write /dev/full: No space left on device\n"), done)


with tempfile.TemporaryDirectory() as scratch:
    small = os.path.join(scratch, "small.lake")
    with open(small, "w", encoding="utf-8") as text:
        text.write(LAKE)
    whole = os.path.join(scratch, "whole.outcome")
    run("run", small, "--output", whole, "--threads", "1")
    check_kills(small, read(whole), scratch)
    check_interrupt(small, read(whole), scratch)
    check_two(small, read(whole), scratch)
    check_shards(small, read(whole), scratch)
    check_wrong_shards(small, scratch)
    check_devices(small, read(whole), scratch)

print(f"1..{n_cases}")
sys.exit(n_failed > 0)
