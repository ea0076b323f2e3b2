#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stands for a test that cannot be built or run here: skip.py REASON."""

import sys

print(f"1..0 # SKIP {sys.argv[1]}")
