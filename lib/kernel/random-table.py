#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes random-table.h: -ln (1 - i / 1024) in units of 2^-32, rounded to the nearest.

Kept so that the numbers can be checked; the build does not run it. decimal rounds correctly at
the precision asked for, so every machine prints the same table.
"""
from decimal import Decimal, ROUND_HALF_EVEN, getcontext

STEPS = 1024
getcontext().prec = 60

print("/* SPDX-License-Identifier: MIT */")
print("/* Written by random-table.py: -ln (1 - i / 1024) in units of 2^-32. */")
print("#pragma once\n\n#include <glib.h>\n\n/* clang-format off */\n")
print(f"#define TARN_EXPONENTIAL_TABLE_LAST {STEPS - 1}\n")
print(f"static const guint64 tarn_exponential_table[{STEPS}] = {{")
for first in range(0, STEPS, 3):
    cells = []
    for i in range(first, min(first + 3, STEPS)):
        value = -(Decimal(STEPS - i) / STEPS).ln() * 2**32
        cells.append(f"G_GUINT64_CONSTANT ({value.to_integral_value(ROUND_HALF_EVEN)}),")
    print("  " + " ".join(cells))
print("};")
