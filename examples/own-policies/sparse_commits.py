# SPDX-License-Identifier: MIT
"""A policy in Python, by GObject introspection, and what it costs beside `edf_slo`: sparse_commits.py FILE.lake

A view that lacks a commit waits: for a long time while commits come thick, because one run shows them all, and hardly at
all while they are sparse, because nothing comes that would be worth waiting for. With a gap g between commits and the
price p of a run in squared minutes of lag, the best wait t solves t * t / 2 + g * t = p. The policy knows no objectives,
so by day some views miss theirs by a few minutes. And it takes all runs as equally dear, which the smallest bill makes
true of small ones.
"""
import sys
from math import sqrt

import gi

gi.require_version("Tarn", "1")
gi.require_version("TarnLab", "1")
from gi.repository import GObject, Tarn, TarnLab  # noqa: E402

MINUTE = 60_000_000
PRICE = 1050  # squared minutes


class SparseCommits(GObject.Object, TarnLab.Policy):
    def __init__(self, last=(), gaps=()):
        super().__init__()
        self.last, self.gaps = dict(last), dict(gaps)  # by view, the time of the last commit, and a mean of gaps

    def do_dup_name(self):
        return "sparse-commits"

    def do_get_wakes(self):
        return TarnLab.Wakes.COMMITS

    def do_copy(self):
        return SparseCommits(self.last, self.gaps)

    def note_commit(self, view, now):
        gap = now - self.last.get(view, now)
        self.gaps[view] = self.gaps.get(view, gap) * 3 // 4 + gap // 4
        self.last[view] = now

    def get_due(self, lake, view):
        gap = self.gaps.get(view, 0) / MINUTE
        wait = sqrt(gap * gap + 2 * PRICE) - gap
        return lake.get_oldest_pending_time(view) + int(wait * MINUTE)

    def do_decide(self, lake, answers):
        now, n_free = lake.get_now(), lake.get_n_free_slots()
        for kind, view, _ in map(lake.get_wake, range(lake.get_n_wakes())):
            if kind == TarnLab.WakeKind.COMMIT:
                self.note_commit(view, now)
        late = [view for view in lake.get_views() if lake.get_pending_commits(view) > 0 and not lake.is_active(view)]
        for due, view in sorted((self.get_due(lake, view), view) for view in late):
            if due > now:
                answers.set_next_wake(due)
                break
            if n_free == 0:
                answers.wait_for_slot()
                break
            answers.start(view, now, Tarn.RefreshMode.SERVICE, -1)
            n_free -= 1
        return True


def measure(scenario, policy):
    """Returns the weighted mean lag and the cost, each summed over ten replications."""
    scenario = scenario.set_policy(None, policy)
    results = [TarnLab.Trial.new(scenario, replication).finish() for replication in range(10)]
    return [sum(result.get_figure(TarnLab.Subject.ALL, 0, metric)[1] for result in results)
            for metric in ("lag-weighted-mean", "cost")]


if __name__ == "__main__":
    lake = TarnLab.Scenario.new_from_file(sys.argv[1])
    for name, policy in (("edf_slo", TarnLab.policy_parse("edf_slo")), ("sparse_commits", SparseCommits())):
        lag, cost = measure(lake, policy)
        print(f"{name:14} weighted lag {lag / 10_000_000:.0f} s, {cost / 10_000_000_000:.2f} USD")
