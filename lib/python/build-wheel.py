#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds the wheel outside of the source tree, with the tools that are installed: build-wheel.py SOURCE OUTPUT.

TARN_LIBRARY_PATH names the folders of the libraries. The program prints the path of the wheel. It exits with 77 if
setuptools or wheel is not there.
"""

import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

LACKING = 77


def main(source, output):
    lacking = [name for name in ("setuptools", "wheel") if importlib.util.find_spec(name) is None]
    if lacking:
        print(f"this Python has no {' and no '.join(lacking)}", file=sys.stderr)
        return LACKING
    output = Path(output).resolve()
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "python")
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        os.chdir(copy)
        from setuptools import build_meta

        # What setuptools says about its work goes elsewhere: the output is the path.
        printed = os.dup(1)
        os.dup2(2, 1)
        name = build_meta.build_wheel(str(output))
        os.dup2(printed, 1)
        os.chdir(output)
    print(output / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
