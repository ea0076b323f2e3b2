#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that the page on experiments has what the program prints: experiments-page.py PAGE SOURCE-ROOT TARN.

A command of the program that is followed by a block of text is run at the root of the source.
"""

import re
import subprocess
import sys
from pathlib import Path

PAGE, ROOT, TARN = (Path(argument).resolve() for argument in sys.argv[1:])
SHOWN = re.compile(r"```sh\n(tarn [^\n]*)\n```\n\n```text\n(.*?)```\n", re.S)


def main():
    shown = SHOWN.findall(PAGE.read_text(encoding="utf-8"))
    failed = 0
    print(f"1..{len(shown)}")
    for number, (command, text) in enumerate(shown, 1):
        run = subprocess.run(command.replace("tarn", str(TARN), 1), shell=True, cwd=ROOT, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, check=False)
        is_good = run.returncode == 0 and run.stdout == text
        failed += not is_good
        print(f"{'ok' if is_good else 'not ok'} {number} {command.split(' --')[0]}", flush=True)
        if not is_good:
            print("\n".join("# " + line for line in run.stdout.splitlines()))
    return 1 if failed or not shown else 0


if __name__ == "__main__":
    sys.exit(main())
