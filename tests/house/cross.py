#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests snapshots on other machines: cross.py ROOT.

Each machine restores the snapshots of every machine: x86_64, s390x, which is big-endian, aarch64, and i386,
on which a pointer has 4 bytes. The files have the same bytes on all machines, and the engines go on in the
same way. $TARN_TEST_DATA/cross has scripts that fetch the libraries of these machines and the emulators. They
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
    """Builds the program for a machine, and returns the command that runs it."""
    folder = FOLDER / "build" / machine
    cross = FOLDER / "cross" / f"{machine}.ini"
    options = [] if machine == NATIVE else ["--cross-file", cross]
    if not (folder / "build.ninja").exists():
        run("meson", "setup", folder, ROOT, "-Dexamples=disabled", "-Dlab=disabled", "-Dwire=disabled",
            "-Dbench=false", *options)
    run("ninja", "-C", folder, "tests/worlds/cross-worlds")
    wrapper = []
    if machine != NATIVE:
        parser = configparser.ConfigParser(interpolation=None)
        parser.read(cross)
        wrapper = ast.literal_eval(parser["binaries"]["exe_wrapper"])
    return wrapper + [folder / "tests" / "worlds" / "cross-worlds"]


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


def test(tap):
    commands = {}
    for machine in MACHINES:
        commands[machine] = build(machine)
        tap.case(f"{machine}: the library is built", True)
    saved = None
    for machine in MACHINES:
        said = save(tap, machine, commands[machine], saved)
        saved = saved or said
    went_on = None
    for reader in MACHINES:
        for writer in MACHINES:
            said = restore(tap, reader, writer, commands[reader], went_on)
            went_on = went_on or said


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
