# SPDX-License-Identifier: MIT
"""Means with intervals, as the reports of the lab have them."""

import functools
import math


@functools.lru_cache(None)
def get_quantile(level, n_degrees):
    """Returns t so that a Student variable is between -t and t with a probability: Abramowitz and Stegun, 26.7.3."""

    def get_probability(angle):
        cosine, sine = math.cos(angle), math.sin(angle)
        is_odd = n_degrees % 2
        term = total = cosine if is_odd else 1.0
        for k in range(2 + is_odd, n_degrees - 1, 2):
            term *= cosine * cosine * (k - 1) / k
            total += term
            if term < 1e-18 * total:
                break
        if not is_odd:
            return sine * total
        return 2 / math.pi * (angle + (sine * total if n_degrees > 1 else 0))

    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if get_probability(middle) < level else (low, middle)
    return math.tan(low) * math.sqrt(n_degrees)


def get_interval(values, level):
    """Returns the mean of whole numbers and the half of its interval; None where there is none."""
    size = len(values)
    if size == 0:
        return None, None
    mean = sum(values) / size
    if size == 1:
        return mean, None
    # The sums are whole, so nothing is lost before the root.
    spread = size * sum(value * value for value in values) - sum(values) ** 2
    return mean, get_quantile(level, size - 1) * math.sqrt(spread / (size * size * (size - 1)))
