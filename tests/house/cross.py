#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests snapshots and the lab on other machines: cross.py ROOT.

Each machine restores the snapshots of every machine: x86_64, s390x, which is big-endian, aarch64, and i386,
on which a pointer has 4 bytes. The files have the same bytes on all machines, and the engines go on in the
same way. The figures and the log of each lake of the examples are the same on all machines, and so is the outcome of
an experiment of which each machine simulates a shard. $TARN_TEST_DATA/cross has scripts that fetch the libraries of these machines and the emulators. They
need the network once, and some minutes. All fetched and built files stay in ROOT/build/cross.
"""

import ast
import configparser
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(sys.argv[1]).resolve()
FOLDER = ROOT / "build" / "cross"
NATIVE = "x86_64"
FOREIGN = ["s390x", "arm64", "i386"]
MACHINES = [NATIVE] + FOREIGN
PROGRAMS = {"worlds": "tests/worlds/cross-worlds", "tarn": "lib/lab/tarn"}
EXPERIMENT = "examples/experiments/order.lake"
# These flags are for this machine and do not fit the others.
FLAGS = ("CC", "CFLAGS", "CPPFLAGS", "LDFLAGS", "PKG_CONFIG_PATH", "DESTDIR")


class Skip(Exception):
    pass


class Failure(Exception):
    pass


def run(*command, **options):
    environment = {key: value for key, value in os.environ.items() if key not in FLAGS}
    # The linker for s390x is unpacked instead of installed, so its libraries are in a folder of their own.
    environment["LD_LIBRARY_PATH"] = str(FOLDER / "bu" / "usr" / "lib" / "x86_64-linux-gnu")
    result = subprocess.run([str(word) for word in command], env=environment, text=True, errors="replace",
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **options)
    if result.returncode:
        said = (result.stdout + result.stderr)[-4000:]
        raise Failure(f"{' '.join(str(word) for word in command)}: {result.returncode}\n{said}")
    return result.stdout


def fetch(name, *command):
    """Runs a command that fetches files, once. A mark shows that the command succeeded."""
    mark = FOLDER / f"{name}.fetched"
    if mark.exists():
        return
    try:
        run(*command, FOLDER, timeout=900)
    except (Failure, subprocess.TimeoutExpired) as error:
        raise Skip(f"{name} cannot be fetched: {str(error).splitlines()[0]}") from error
    mark.touch()


def prepare():
    if platform.machine() != NATIVE:
        raise Skip(f"needs a machine with {NATIVE}")
    if not os.environ.get("TARN_TEST_DATA"):
        raise Skip("TARN_TEST_DATA is not set")
    scripts = Path(os.environ["TARN_TEST_DATA"]) / "cross"
    for script in ("sysroot", "tools", "files"):
        if not (scripts / script).exists():
            raise Skip(f"there is no {scripts / script}")
    for tool in ("clang", "ld.lld", "meson", "ninja", "apt-get", "dpkg"):
        if not shutil.which(tool):
            raise Skip(f"there is no {tool}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for machine in FOREIGN:
        fetch(machine, scripts / "sysroot", machine)
    fetch("tools", scripts / "tools")
    run(scripts / "files", FOLDER)


def build(machine):
    """Builds the programs for a machine, and returns the commands that run them."""
    folder = FOLDER / "build" / machine
    cross = FOLDER / "cross" / f"{machine}.ini"
    options = [] if machine == NATIVE else ["--cross-file", cross]
    if not (folder / "build.ninja").exists():
        run("meson", "setup", folder, ROOT, "-Dexamples=disabled", "-Dlab=enabled", "-Dwire=disabled",
            "-Dbench=false", *options)
    run("ninja", "-C", folder, *PROGRAMS.values())
    wrapper = []
    if machine != NATIVE:
        parser = configparser.ConfigParser(interpolation=None)
        parser.read(cross)
        wrapper = ast.literal_eval(parser["binaries"]["exe_wrapper"])
    return {name: wrapper + [folder / path] for name, path in PROGRAMS.items()}


class Tap:
    def __init__(self):
        self.n_cases = 0
        self.failed = False

    def case(self, name, is_good, said=""):
        self.n_cases += 1
        self.failed = self.failed or not is_good
        print(f"{'ok' if is_good else 'not ok'} {self.n_cases} - {name}", flush=True)
        for line in said.splitlines() if not is_good else []:
            print(f"# {line}")


def read_files(machine):
    return {path.name: path.read_bytes() for path in sorted((FOLDER / "saved" / machine).iterdir())}


def save(tap, machine, command, expected):
    """Saves the snapshots and returns the output. Removes the files of an earlier run first."""
    folder = FOLDER / "saved" / machine
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    said = run(*command, "save", folder)
    if expected is None:
        tap.case(f"{machine} saves 20 files", len(read_files(machine)) == 20, said)
    else:
        tap.case(f"what {machine} saves is what {NATIVE} saves",
                 said == expected and read_files(machine) == read_files(NATIVE), said)
    return said


def restore(tap, reader, writer, command, expected):
    said = run(*command, "restore", FOLDER / "saved" / writer)
    if expected is None:
        tap.case(f"{reader} goes on with what {writer} saved", len(said.splitlines()) == 20, said)
    else:
        tap.case(f"{reader} goes on with what {writer} saved, as {NATIVE} does", said == expected, said)
    return said


def simulate(tarn, lake):
    """Returns the figures of a lake, and what happened in it."""
    simulated = [*tarn, "simulate", lake, "--no-baselines"]
    return run(*simulated, "--csv", "-", cwd=ROOT), run(*simulated, "--log", "-", cwd=ROOT)


def run_shard(tarn, machine, shard):
    path = FOLDER / "saved" / f"{machine}.outcome"
    path.unlink(missing_ok=True)
    run(*tarn, "run", EXPERIMENT, "--set", "lake.horizon=12 h", "--replications", "8", "--threads", "2", "--shard", shard,
        "--output", path, cwd=ROOT)
    return path


def test_lab(tap, commands):
    for lake in sorted((ROOT / "examples" / "lakes").glob("*.lake")):
        expected = simulate(commands[NATIVE]["tarn"], lake)
        tap.case(f"{lake.name} has figures and a log", all(text.count("\n") > 10 for text in expected), str(expected)[:500])
        for machine in FOREIGN:
            tap.case(f"{lake.name} is on {machine} as on {NATIVE}", simulate(commands[machine]["tarn"], lake) == expected)
    whole = run_shard(commands[NATIVE]["tarn"], "whole", "1/1").read_text()
    parts = [run_shard(commands[machine]["tarn"], machine, f"{number}/{len(MACHINES)}")
             for number, machine in enumerate(MACHINES, 1)]
    for machine in MACHINES:
        merged = run(*commands[machine]["tarn"], "merge", *parts)
        tap.case(f"{machine} merges the shards of all machines into the outcome of one", merged == whole)


def test_snapshots(tap, commands):
    saved = None
    for machine in MACHINES:
        said = save(tap, machine, commands[machine]["worlds"], saved)
        saved = saved or said
    went_on = None
    for reader in MACHINES:
        for writer in MACHINES:
            said = restore(tap, reader, writer, commands[reader]["worlds"], went_on)
            went_on = went_on or said


def test(tap):
    commands = {}
    for machine in MACHINES:
        commands[machine] = build(machine)
        tap.case(f"{machine}: the libraries are built", True)
    test_snapshots(tap, commands)
    test_lab(tap, commands)


def main():
    tap = Tap()
    try:
        prepare()
        test(tap)
    except Skip as skip:
        print(f"1..0 # SKIP {skip}")
        return 0
    except (Failure, subprocess.TimeoutExpired) as failure:
        tap.case("all commands succeed", False, str(failure))
    print(f"1..{tap.n_cases}")
    return 1 if tap.failed else 0


sys.exit(main())
