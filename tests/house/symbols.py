#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the symbols of the shared library: symbols.py INCLUDE LIBRARY [NAME...].

The library exports exactly the functions that the public headers declare. A missing symbol is a link error
for a user, and an additional one is an unintended promise. The library imports no function that could make a
run depend on the machine. A build for the tests also exports each NAME.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

DECLARATION = re.compile(r"TARN_AVAILABLE_IN_\w+\s+([^;{}]*?)\b(tarn_\w+)\s*\(", re.S)
TYPE = re.compile(r"TARN_AVAILABLE_IN_\w+\s+G_DECLARE_\w+\s*\(\s*\w+\s*,\s*(tarn_\w+)\s*,", re.S)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
# Symbols that a compiler, a linker or a sanitizer adds.
OF_TOOLS = re.compile(r"_.*|.*asan.*|.*ubsan.*")
FORBIDDEN = re.compile(
    # the C math library, whose results differ between machines
    r"(?:exp|log|pow|sqrt|cbrt|sin|cos|tan|asin|acos|atan|sinh|cosh|tanh|erf|gamma|hypot|fmod|rint|"
    r"round|floor|ceil|trunc|ldexp|frexp|modf)(?:[12]|10|1p|m1)?[fl]?"
    # conversions between texts and fractions, which depend on the locale
    r"|(?:g_ascii_)?(?:strtod|atof|strtof|strtold|dtostr|formatd)"
    # clocks, the environment, random numbers. g_get_monotonic_time is allowed, because a source of a main
    # loop may wait by it, and floors.py checks that no other code calls it
    r"|clock_gettime|clock|gettimeofday|time|localtime\w*|g_get_(?:real|current)_time"
    r"|g_date_time_new_now\w*|(?:secure_)?getenv|g_getenv|g_get_environ|getrandom|getentropy"
    r"|(?:s|d|l)?rand(?:om|48)?(?:_r)?|g_random_\w+|g_rand_\w+|g_uuid_\w+|setlocale"
    # files except for snapshots, journals and fault plans, the network, threads, sleeping; floors.py checks
    # that only one file of the library calls open
    r"|fopen(?:64)?|socket|connect|bind|send\w*|recv\w*|pthread_create"
    r"|g_file_(?!set_contents_full$|error_)\w+"
    r"|g_thread_new|g_usleep|usleep|nanosleep|sleep|fork|execv\w*|system")

# An experiment of the lab simulates in threads if the caller asks for some.
ALLOWED = {"tarn-lab": {"g_thread_new"}}


def declared(include):
    """Returns the functions that the headers of one library declare, which are in one folder."""
    names = set()
    for path in Path(include).rglob("*.h"):
        text = COMMENT.sub(" ", path.read_text(encoding="utf-8"))
        names.update(f"{prefix}_get_type" for prefix in TYPE.findall(text))
        text = TYPE.sub(" ", text)
        names.update(name for _, name in DECLARATION.findall(text))
    return names


def symbols(library, which):
    """Returns the names of symbols without the versions that glibc adds to its own."""
    lines = subprocess.run(["nm", "-D", which, library], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    return {line.split()[-1].split("@")[0] for line in lines if line}


def report(number, title, wrong):
    for name in sorted(wrong):
        print(f"# {name}")
    print(f"{'not ok' if wrong else 'ok'} {number} {title}", flush=True)
    return bool(wrong)


def main(include, library, *besides):
    if shutil.which("nm") is None or Path(library).read_bytes()[:4] != b"\x7fELF":
        print("1..0 # SKIP needs nm and a shared library in ELF")
        return 0

    wanted = declared(include) | set(besides)
    exported = {name for name in symbols(library, "--defined-only") if not OF_TOOLS.fullmatch(name)}
    imported = symbols(library, "--undefined-only")
    # An empty list would pass the checks, so each list must contain something.
    if not wanted or not imported & {"g_malloc", "g_malloc0"}:
        print("Bail out! nothing was found to compare")
        return 1

    print("1..4")
    results = [
        report(1, "exports begin with tarn_",
               {name for name in exported if not name.startswith("tarn_")}),
        report(2, "exports are declared in a public header", exported - wanted),
        report(3, "declarations are exported", wanted - exported),
        report(4, "nothing ambient is imported",
               {name for name in imported if FORBIDDEN.fullmatch(name)} - ALLOWED.get(Path(include).name, set())),
    ]
    return 1 if any(results) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
