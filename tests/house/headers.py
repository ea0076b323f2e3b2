#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every public header stands alone: headers.py [--c=WORD...] [--cpp=WORD...] INCLUDE.

Each is compiled by itself, as strict C99 and as C++17, with every warning an error: users include
one header and not all, and turn on warnings that we do not choose. The words of a compiler's
command come one by one, because it may carry words of its own.
"""

import argparse
import subprocess
import sys
from pathlib import Path

STRICT = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
LANGUAGES = {"c": ["-std=c99", "-x", "c"], "cpp": ["-std=c++17", "-x", "c++"]}
# Twice, because a header without its guard does not show it the first time; and a function of it
# is named, because an empty file would compile too.
PROGRAM = """#include <{header}>
#include <{header}>
int use (void);
int use (void) {{ return TARN_MAJOR_VERSION; }}
"""


def glib_flags():
    """As they come: as headers of the system their macros would hide what is wrong in ours."""
    return subprocess.run(["pkg-config", "--cflags", "gio-2.0"], check=True,
                          capture_output=True, text=True).stdout.split()


def compile_header(command, include, header):
    """What the compiler complains of, or nothing."""
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
