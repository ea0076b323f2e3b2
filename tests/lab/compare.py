#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Computes the comparisons of outcomes anew, with fractions: compare.py FIGURES.

FIGURES is the program comparison-figures. Each outcome is written here, with figures drawn at random: some lack, some have
ties, some are large or below 0. Means, differences, counts, the front, the choice of the best and the rule for stopping are
computed from their definitions. Half-widths are computed with 60 digits, and rounded up as the library does.
"""
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from decimal import Decimal, getcontext
from fractions import Fraction
from functools import lru_cache

getcontext().prec = 60
FIGURES = os.path.abspath(sys.argv[1])
N_OUTCOMES = 200
FIRST = 10  # replications before a choice
UNITS = ["us", "nano-usd", "ppm", "1"]
OF_STABILITY = [("utilization", "ppm"), ("requests-open", "1"), ("waiting-mean", "millionths")]
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


# --- Student's distribution -----------------------------------------------------------------------


def arc_tangent(x):
    """Halves the angle until its series is short."""
    n_halved = 0
    while x > Decimal("0.01"):
        x = x / (1 + (1 + x * x).sqrt())
        n_halved += 1
    total, power, n = Decimal(0), x, 1
    while abs(power) > Decimal(10) ** -58:
        total += power / n if n % 4 == 1 else -power / n
        power *= x * x
        n += 2
    return total * 2 ** n_halved


def probability(t, n):
    """The probability that the absolute value of a Student variable with n degrees of freedom is below t."""
    cosine_squared = n / (n + t * t)
    sine = (1 - cosine_squared).sqrt()
    if n % 2 == 0:
        total = term = Decimal(1)
        for k in range(2, n - 1, 2):
            term *= cosine_squared * (k - 1) / k
            total += term
        return sine * total
    angle = arc_tangent(t / Decimal(n).sqrt())
    if n > 1:
        total = term = cosine_squared.sqrt()
        for k in range(3, n - 1, 2):
            term *= cosine_squared * (k - 1) / k
            total += term
        angle += sine * total
    return angle * 2 / PI


@lru_cache(None)
def quantile(level, n):
    """The least multiple of 2^-40 with at least this probability; None for none below four million."""
    low, high = 0, 2 ** 62
    wanted = Decimal(level.numerator) / level.denominator
    if probability(Decimal(high) / 2 ** 40, n) < wanted:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if probability(Decimal(middle) / 2 ** 40, n) < wanted:
            low = middle
        else:
            high = middle
    return Decimal(high) / 2 ** 40


def root_of(fraction):
    return (Decimal(fraction.numerator) / fraction.denominator).sqrt()


def round_half_away(fraction):
    sign = -1 if fraction < 0 else 1
    return sign * int(abs(fraction) + Fraction(1, 2))


def variance(values):
    mean = Fraction(sum(values), len(values))
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def interval(values, level, scale):
    """Returns the mean and the half-width, in whole numbers, or None for what is not."""
    if not values:
        return None, None
    mean = round_half_away(Fraction(sum(values)) / len(values) * scale)
    if abs(mean) >= 2 ** 63:
        return None, None
    if len(values) == 1:
        return mean, None
    t = quantile(level, len(values) - 1)
    if t is None:
        return mean, None
    half_width = t * root_of(variance(values) / len(values)) * scale
    return mean, int(half_width.to_integral_value(rounding="ROUND_CEILING"))


# --- Outcomes -------------------------------------------------------------------------------------


class Outcome:
    def __init__(self, draw):
        self.n_variants = draw.choice([1, 2, 3, 5, 8])
        self.n_replications = draw.choice([1, 2, 3, 9, 10, 11, 25, 40])
        self.metrics = [(f"m{i}", draw.choice(UNITS)) for i in range(draw.randint(1, 4))] + OF_STABILITY
        draw.shuffle(self.metrics)
        self.compared = draw.sample(range(len(self.metrics)), draw.randint(1, len(self.metrics)))
        self.baseline = draw.randrange(self.n_variants)
        self.level = draw.choice([500000, 900000, 950000, 999900])
        self.best = draw.choice([None, *range(len(self.metrics))])
        self.indifference = draw.choice([1, 10000, 100000, 1000000])
        self.stop = draw.choice([0, 0, 20000, 100000, 500000])
        self.cells = {}
        # In a calm outcome all figures are there and close to each other, as the rule for stopping wants them.
        is_calm = draw.random() < 0.3
        kinds = [("near", 0, draw.random()) if is_calm else self.draw_kind(draw) for _ in self.metrics]
        lacking = 0 if is_calm else draw.choice([0, 0, 0.02, 0.3])
        shared = {(i, metric): draw.random() for i in range(self.n_replications) for metric in range(len(self.metrics))}
        for i in range(self.n_replications):
            for variant in range(self.n_variants):
                if draw.random() >= lacking:
                    self.cells[i, variant] = [
                        self.draw_figure(draw, kind, variant, shared[i, metric])
                        for metric, kind in enumerate(kinds)]

    @staticmethod
    def draw_kind(draw):
        return (draw.choice(["near", "near", "far", "ties", "huge", "below"]), draw.choice([0, 0, 0.1]), draw.random())

    def draw_figure(self, draw, kind, variant, shared):
        shape, lacking, step = kind
        if draw.random() < lacking:
            return None
        noise = shared * 0.3 + draw.random() * 0.05
        return {
            "near": lambda: int(1000000 * (1 + noise + variant * step / 20)),
            "far": lambda: int(10000 * 10 ** (6 * draw.random())),
            "ties": lambda: draw.randint(0, 2),
            "huge": lambda: draw.randint(2 ** 62, 2 ** 63 - 1),
            "below": lambda: draw.randint(-1000000, 1000),
        }[shape]()

    def to_text(self):
        lines = ["tarn-lab-outcome 1", "library 1.0.0", "scenario " + hashlib.sha256(b"").hexdigest()]
        lines += [f"metric {name} {unit}" for name, unit in self.metrics]
        lines += [f"variant v{i}" for i in range(self.n_variants)]
        lines += [f"replications {self.n_replications}"]
        lines += [f"compare {self.metrics[i][0]}" for i in self.compared]
        lines += [f"baseline {self.baseline}", f"level {self.level}"]
        if self.best is not None:
            lines.append(f"best {self.metrics[self.best][0]}")
        lines += [f"indifference {self.indifference}", f"stop {self.stop}", "cells"]
        for (i, variant), figures in sorted(self.cells.items()):
            lines.append(" ".join([f"cell {i * self.n_variants + variant}",
                                   *("-" if figure is None else str(figure) for figure in figures)]))
        return "".join(hashlib.sha256(line.encode()).hexdigest()[:16] + f" {line}\n" for line in lines)


# --- The comparison, from its definitions ---------------------------------------------------------


class Comparison:
    def __init__(self, outcome):
        self.outcome = outcome
        self.level = Fraction(outcome.level, 1000000)
        self.n, self.is_stopped = self.stop()
        n_intervals = max(1, (outcome.n_variants - 1) * len(outcome.compared))
        self.of_differences = 1 - (1 - self.level) / n_intervals

    def figure(self, i, variant, metric):
        return self.outcome.cells.get((i, variant), [None] * len(self.outcome.metrics))[metric]

    def figures(self, variant, metric, n):
        return [figure for figure in (self.figure(i, variant, metric) for i in range(n)) if figure is not None]

    def scale(self, metric):
        return 1000 if self.outcome.metrics[metric][1] == "1" else 1

    def complete(self):
        n = 0
        while n < self.outcome.n_replications and all(
                (n, variant) in self.outcome.cells for variant in range(self.outcome.n_variants)):
            n += 1
        return n

    def is_narrow(self, variant, metric, n):
        mean, half_width = interval(self.figures(variant, metric, n), self.level, self.scale(metric))
        return half_width is not None and half_width * 1000000 <= abs(mean) * self.outcome.stop

    def stop(self):
        if self.outcome.stop == 0:
            return self.outcome.n_replications, False
        for n in range(10, self.complete() + 1, 10):
            if all(self.is_narrow(variant, metric, n)
                   for variant in range(self.outcome.n_variants) for metric in self.outcome.compared):
                return n, True
        return self.complete(), False

    def column(self, name):
        return [metric[0] for metric in self.outcome.metrics].index(name)

    def unstable(self, variant):
        columns = [self.column(name) for name, _ in OF_STABILITY]
        n = 0
        for i in range(self.n):
            # A figure that is not there is less than any other one.
            used, waiting, mean = (-2 ** 63 if figure is None else figure
                                   for figure in (self.figure(i, variant, column) for column in columns))
            n += used >= 999000 and waiting >= 10 and waiting > int(Fraction(mean, 1000000)) * 3 // 2
        return n

    def pairs(self, variant, metric):
        both = ((self.figure(i, self.outcome.baseline, metric), self.figure(i, variant, metric)) for i in range(self.n))
        return [(a, b) for a, b in both if a is not None and b is not None]

    def relative(self, pairs):
        n = len(pairs)
        if n < 2:
            return None, None
        sums = [(sum(a for a, _ in pairs) - a, sum(b for _, b in pairs) - b) for a, b in [(0, 0), *pairs]]
        if any(a <= 0 for a, _ in sums):
            return None, None
        ratios = [Fraction(b - a, a) * 1000000 for a, b in sums]
        return interval([n * ratios[0] - (n - 1) * ratio for ratio in ratios[1:]], self.of_differences, 1)

    def front(self):
        if len(self.outcome.compared) < 2:
            return []
        points = []
        for variant in range(self.outcome.n_variants):
            means = [interval(self.figures(variant, metric, self.n), self.level, self.scale(metric))[0]
                     for metric in self.outcome.compared[:2]]
            if None not in means and self.unstable(variant) == 0:
                points.append((*means, variant))
        on_front = [point for point in points if not any(
            other[0] <= point[0] and other[1] <= point[1] and (other[:2] != point[:2] or other[2] < point[2])
            for other in points)]
        return [variant for _, _, variant in sorted(on_front)]

    def choose(self):
        """Kim and Nelson, 2001, in the form of its continuation region."""
        outcome, metric = self.outcome, self.outcome.best
        n = min(self.complete(), self.n)
        if metric is None or n < FIRST:
            return None
        figures = {variant: self.figures(variant, metric, self.n) for variant in range(outcome.n_variants)}
        left = candidates = [variant for variant in figures
                             if len(figures[variant]) >= n and self.unstable(variant) == 0]
        if not candidates:
            return None
        first = self.figures(outcome.baseline, metric, self.n)[:FIRST]
        delta = max(1, round_half_away(abs(Fraction(sum(first), max(len(first), 1))) * outcome.indifference / 1000000))
        h_squared = Decimal(0)
        if len(candidates) > 1:
            alpha = 1 - self.level
            base = Decimal(2 * alpha.numerator) / alpha.denominator / (len(candidates) - 1)
            eta = ((base.ln() * -2 / (FIRST - 1)).exp() - 1) / 2
            h_squared = max(Decimal(0), 2 * eta * (FIRST - 1))

        def allowance(system, other, r):
            spread = variance([a - b for a, b in zip(figures[system][:FIRST], figures[other][:FIRST])])
            noise = h_squared * (Decimal(spread.numerator) / spread.denominator) / delta ** 2
            return max(Decimal(0), Decimal(delta) / (2 * r) * (noise - r))

        def is_beaten(system, other, r):
            above = Fraction(sum(figures[system][:r]) - sum(figures[other][:r]), r)
            return Decimal(above.numerator) / above.denominator > allowance(system, other, r)

        def are_equal(systems, r):
            return all(allowance(system, other, r) == 0 for system in systems for other in systems if other != system)

        for r in range(FIRST, n + 1):
            left = [system for system in left if not any(
                is_beaten(system, other, r) for other in left if other != system)]
            if are_equal(left, r) or r == n:
                best = min(left, key=lambda system: sum(figures[system][:r]))
                return are_equal(left, r), r, delta, best, left
        return None


# --- What the library has -------------------------------------------------------------------------


def read_number(word):
    return None if word == "-" else int(word)


def same_half_width(ours, its, detail):
    """Rounding up may go either way where the number is all but whole, and large ones have fewer digits than 2^-40."""
    if ours is None or its is None:
        # One that does not fit into 63 bits is none for the library.
        return ours == its or (its is None and ours >= 2 ** 62) or detail
    return abs(ours - its) <= 1 + ours // 10 ** 7 or detail


def check(outcome, lines):
    """Returns what differs."""
    ours = Comparison(outcome)
    words = lines.pop(0).split()
    if words != ["replications", str(ours.n), str(int(ours.is_stopped))]:
        return words, ours.n, ours.is_stopped
    for variant in range(outcome.n_variants):
        words = lines.pop(0).split()
        if words != ["variant", str(variant), str(ours.unstable(variant))]:
            return words, ours.unstable(variant)
        for metric in outcome.compared:
            words = lines.pop(0).split()
            found = check_metric(ours, variant, metric, words)
            if found:
                return words, variant, outcome.metrics[metric], found
    front = [int(word) for word in lines.pop(0).split()[1:]]
    if front != ours.front():
        return "front", front, ours.front()
    words = [int(word) for word in lines.pop(0).split()[1:]]
    chosen = ours.choose()
    its = (bool(words[1]), words[2], words[3], words[4], words[5:]) if words[0] else None
    return None if its == chosen else ("best", its, chosen)


def check_metric(ours, variant, metric, words):
    scale = ours.scale(metric)
    figures = ours.figures(variant, metric, ours.n)
    mean, half_width = interval(figures, ours.level, scale)
    its = [read_number(word) for word in words if word.lstrip("-").isdigit() or word == "-"]
    n, its_mean, its_half, n_pairs, n_less, n_greater, by, by_half, ppm, ppm_half = its
    if (n, its_mean) != (len(figures), mean):
        return "mean", mean
    if its_mean is not None and same_half_width(half_width, its_half, "no") == "no":
        return "half-width", half_width
    pairs = ours.pairs(variant, metric)
    differences = [b - a for a, b in pairs]
    counts = len(pairs), sum(d < 0 for d in differences), sum(d > 0 for d in differences)
    if (n_pairs, n_less, n_greater) != counts:
        return "counts", counts
    mean, half_width = interval(differences, ours.of_differences, scale)
    if by != (mean):
        return "difference", mean
    if by is not None and same_half_width(half_width, by_half, "no") == "no":
        return "half-width of the difference", half_width
    mean, half_width = ours.relative(pairs)
    if ppm is None or mean is None:
        # A ratio of more than a million is none for the library.
        return None if ppm == mean or (ppm is None and abs(mean) + (half_width or 0) > 10 ** 9) else ("relative", mean)
    if abs(mean - ppm) > 1 + abs(mean) // 10 ** 6:
        return "relative", mean
    return None if half_width is None or ppm_half is None or abs(half_width - ppm_half) <= 2 + half_width // 10 ** 5 else (
        "half-width of the relative difference", half_width)


def main():
    n_failed = 0
    print(f"1..{N_OUTCOMES + 1}")
    n_stopped = n_chosen = n_on_front = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.outcome")
        for number in range(N_OUTCOMES):
            outcome = Outcome(random.Random(number))
            with open(path, "w", encoding="utf-8") as file:
                file.write(outcome.to_text())
            done = subprocess.run([FIGURES, path], capture_output=True, text=True, check=False)
            found = check(outcome, done.stdout.splitlines()) if done.returncode == 0 else done
            n_failed += found is not None
            print(f"{'ok' if found is None else 'not ok'} {number + 1} outcome-{number}")
            if found is not None:
                print(f"# {found}")
            again = Comparison(outcome)
            n_stopped += again.is_stopped
            n_chosen += again.choose() is not None
            n_on_front += len(again.front()) > 1
    is_good = min(n_stopped, n_chosen, n_on_front) > 5
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {N_OUTCOMES + 1} all-of-it-happened")
    print(f"# {n_stopped} stopped, {n_chosen} had a best one, {n_on_front} had a front")
    sys.exit(n_failed > 0)


main()
