#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that a page has the table of metrics as the library prints it: metrics-table.py PROGRAM PAGE."""

import subprocess
import sys
from pathlib import Path

printed = subprocess.run([sys.argv[1]], capture_output=True, text=True, check=True).stdout.splitlines()
rows = [line for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
findings = ([f"not on the page: {line}" for line in printed if line not in rows]
            + [f"only on the page: {row}" for row in rows if row not in printed])
if not findings and printed != rows:
    findings.append("the rows are in another order")
print("1..1")
for finding in findings:
    print(f"# {finding}")
print(f"{'not ok' if findings or not printed else 'ok'} 1 metrics on the page")
sys.exit(bool(findings) or not printed)
