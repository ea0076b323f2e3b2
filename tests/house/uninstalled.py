#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the pkg-config files for the build directory: uninstalled.py FOLDER NAME... -- COMPILER...

A program that is not installed beside the library compiles with what these files say, and with nothing else.
"""

import os
import shutil
import subprocess
import sys

HEADERS = {"tarn-1": "tarn/tarn.h", "tarn-lab-1": "tarn-lab/tarn-lab.h", "tarn-wire-1": "tarn-wire/tarn-wire.h"}


def main(folder, *arguments):
    names, compiler = arguments[:arguments.index("--")], arguments[arguments.index("--") + 1:]
    pkg_config = os.environ.get("PKG_CONFIG", "pkg-config")
    if shutil.which(pkg_config) is None:
        print("1..0 # SKIP needs pkg-config")
        return 0

    environment = dict(os.environ, PKG_CONFIG_PATH=folder)
    is_wrong = False
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        flags = subprocess.run([pkg_config, "--cflags", name], env=environment, capture_output=True, text=True)
        compiled = subprocess.run([*compiler, *flags.stdout.split(), "-fsyntax-only", "-x", "c", "-"],
                                  input=f"#include <{HEADERS[name]}>\n", capture_output=True, text=True)
        is_good = flags.returncode == 0 and compiled.returncode == 0
        for line in (flags.stderr + compiled.stderr).splitlines() if not is_good else []:
            print(f"# {line}")
        print(f"{'ok' if is_good else 'not ok'} {number} {name} compiles from its build directory")
        is_wrong |= not is_good
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
