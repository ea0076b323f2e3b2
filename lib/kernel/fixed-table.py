#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes fixed-table.h: ln (1 + 2^-k) in units of 2^-63 and ln 2 in units of 2^-64, rounded to the nearest.

Kept so that the numbers can be checked; the build does not run it. decimal rounds correctly at
the precision asked for, so every machine prints the same table.
"""
from decimal import Decimal, ROUND_HALF_EVEN, getcontext

STEPS = 32
getcontext().prec = 60


def whole(value):
    return f"G_GUINT64_CONSTANT ({value.to_integral_value(ROUND_HALF_EVEN)})"


print("/* SPDX-License-Identifier: MIT */")
print("/* Written by fixed-table.py: ln (1 + 2^-k) for k from 1, in units of 2^-63. */")
print("#pragma once\n\n#include <glib.h>\n\n/* clang-format off */\n")
print("/* In units of 2^-64. */")
print(f"#define TARN_FIXED_LN_2 {whole(Decimal(2).ln() * 2**64)}\n")
print(f"static const guint64 tarn_fixed_table[{STEPS}] = {{")
for first in range(1, STEPS + 1, 2):
    cells = [f"{whole((1 + Decimal(1) / 2**k).ln() * 2**63)}," for k in (first, first + 1)]
    print("  " + " ".join(cells))
print("};")
