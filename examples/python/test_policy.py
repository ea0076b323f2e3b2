# SPDX-License-Identifier: MIT
"""A policy that decides when views are refreshed, and the test that holds it to its promise.

Once the wheel of Tarn is installed, run it by: python3 -m pytest examples/python/test_policy.py
"""

from math import sqrt
from pathlib import Path

import pytest

lab = pytest.importorskip("tarn.lab", reason="the build is without the lab")

LAKE = Path(__file__).parents[1] / "lakes" / "nightly.lake"
MINUTE = 60_000_000
PRICE = 1050  # squared minutes


class SparseCommits(lab.Policy):
    """Waits for long while commits come thick, because one run shows them all, and hardly at all while they are sparse.

    With a gap g between commits and the price p of a run in squared minutes of lag, the best wait t solves
    t * t / 2 + g * t = p.
    """

    name = "sparse-commits"
    wakes = "commits"

    def __init__(self):
        self.last, self.gaps = {}, {}  # by view, the time of the last commit, and a mean of gaps

    def note_commit(self, view, now):
        gap = now - self.last.get(view, now)
        self.gaps[view] = self.gaps.get(view, gap) * 3 // 4 + gap // 4
        self.last[view] = now

    def get_due(self, lake, view):
        gap = self.gaps.get(view, 0) / MINUTE
        return lake.oldest_pending_us(view) + int((sqrt(gap * gap + 2 * PRICE) - gap) * MINUTE)

    def decide(self, lake, answers):
        for wake in lake.wakes:
            if wake.kind == "commit":
                self.note_commit(wake.view, lake.now_us)
        late = [view for view in lake.views if lake.pending_commits(view) and not lake.is_active(view)]
        for due, view in sorted((self.get_due(lake, view), view) for view in late):
            if due > lake.now_us:
                answers.wake_at(due)
                break
            if lake.n_free_slots == 0:
                answers.wait_for_slot()
                break
            answers.start(view, lake.now_us)


def test_it_is_fresher_than_edf_slo_and_no_dearer():
    metrics = ["cost-per-day", "lag-weighted-mean"]
    outcome = lab.Scenario.load(LAKE).experiment(["edf_slo", SparseCommits()], metrics=metrics).run(threads=2)
    rows = {(row.variant, row.metric): row for row in outcome.compare()}
    lag, cost = rows["policy", "lag-weighted-mean"], rows["policy", "cost-per-day"]
    assert lag.conclusion == "less" and cost.conclusion != "more", outcome.report()
    # By how many seconds is not sure, but by more than five: this is what the interval of the difference says.
    assert lag.difference + lag.difference_half_width < -5_000_000


def test_its_forks_decide_alike():
    trial = lab.Trial(lab.Scenario.load(LAKE).with_policy(SparseCommits()))
    trial.advance_to((trial.now_us + trial.end_us) // 2)
    assert trial.fork().finish().rows() == trial.finish().rows()
