#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that every public header compiles alone: headers.py [--c=WORD...] [--cpp=WORD...] INCLUDE.

The test compiles each header as strict C99 and as C++17, and treats every warning as an error, because users
include single headers and turn on warnings that this project does not choose. A compiler's command may
consist of several words, which are passed one by one.
"""

import argparse
import subprocess
import sys
from pathlib import Path

STRICT = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
LANGUAGES = {"c": ["-std=c99", "-x", "c"], "cpp": ["-std=c++17", "-x", "c++"]}
# The program includes the header twice, because a missing guard only shows the second time. It uses a macro
# of the library, because an empty header would compile too.
PROGRAM = """#include <{header}>
#include <{header}>
int use (void);
int use (void) {{ return TARN_MAJOR_VERSION; }}
"""


def glib_flags():
    """Returns the flags unchanged, because with -isystem, GLib's macros would hide warnings."""
    return subprocess.run(["pkg-config", "--cflags", "gio-2.0"], check=True,
                          capture_output=True, text=True).stdout.split()


def compile_header(command, include, header):
    """Returns the errors of the compiler, or an empty text."""
    result = subprocess.run([*command, *STRICT, "-I", include, "-"],
                            input=PROGRAM.format(header=header), capture_output=True, text=True,
                            check=False)
    return result.stderr if result.returncode else ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--c", action="append", default=[])
    parser.add_argument("--cpp", action="append", default=[])
    parser.add_argument("include")
    args = parser.parse_args()
    include = Path(args.include)
    headers = sorted(path.relative_to(include).as_posix() for path in include.glob("tarn*/*.h"))
    failed, number = False, 0

    if not headers:
        print("Bail out! no headers found")
        return 1
    print(f"1..{len(headers) * len(LANGUAGES)}")
    for language, flags in LANGUAGES.items():
        compiler = getattr(args, language)
        for header in headers:
            number += 1
            if not compiler:
                print(f"ok {number} {header} as {language} # SKIP no compiler")
                continue
            complaint = compile_header([*compiler, *flags, *glib_flags()], args.include, header)
            for line in complaint.splitlines():
                print(f"# {line}")
            failed = failed or bool(complaint)
            print(f"{'not ok' if complaint else 'ok'} {number} {header} as {language}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
