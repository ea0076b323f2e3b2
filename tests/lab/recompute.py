#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Computes all figures of trials again: recompute.py PROGRAM [NUMBER...].

PROGRAM simulates a scenario and prints the event log and the figures. This program knows the scenario from lakes.py
and the events from the log. It shares no code with the library: what views show follows from the commits, what runs
take and cost from the sizes of their sources, and histograms are lists of all stretches of time. Each figure must be
equal to the last digit. In some scenarios, a fork that is made in the middle simulates the rest, and must have the same
figures. With numbers, only these scenarios are simulated.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace as Facts

import assets
import lakes

N_CASES, N_IN_CASE = 20, 10
MILLION = 1_000_000
NEVER = 2**63 - 1
DAY_US = 86_400 * MILLION
PERCENTS = (50, 90, 95, 99)


def nearest(a, b):
    """Returns a / b, rounded to the nearest, a half upwards; None for nothing by nothing."""
    return (2 * a + b) // (2 * b) if b else None


def up(a, b):
    return -(-a // b)


# --- What runs take ------------------------------------------------------------------------------------------------

class Plan:
    """The phases of a run, in microseconds and DPU. The start-up has 0 DPU."""

    def __init__(self, startup_us, processed_bytes):
        self.startup_us, self.bytes, self.phases = startup_us, processed_bytes, []

    def add(self, duration_us, dpu, work):
        self.phases.append((duration_us, dpu, work))

    @property
    def running_us(self):
        return sum(duration_us for duration_us, _, _ in self.phases)

    def pieces(self, running_us):
        """Yields the phases up to a time."""
        for duration_us, dpu, work in self.phases:
            if running_us <= 0:
                return
            yield min(duration_us, running_us), dpu, work
            running_us -= duration_us

    def used_ms(self, running_us):
        return sum(duration_us * dpu for duration_us, dpu, _ in self.pieces(running_us)) // 1000

    def processed(self, running_us):
        """The work is done from the beginning of a phase, as fast as its DPU allow."""
        if running_us >= self.running_us:
            return self.bytes
        work = sum(work for _, _, work in self.phases)
        done = sum(min(work, duration_us * dpu) for duration_us, dpu, work in self.pieces(running_us))
        return self.bytes * done // work if work else 0


def plan_built_in(costs, kind, source_bytes, changed_bytes, view_bytes):
    if kind == "INCREMENTAL" and changed_bytes == 0 and costs["skip-unchanged"]:
        plan = Plan(0, 0)
        plan.add(costs["unchanged-ms"] * 1000, 0, 0)
        return plan
    if kind == "FULL":
        size = source_bytes + (view_bytes if costs["count-writes"] else 0)
    else:
        size = (changed_bytes * costs["amplification-permille"] // 1000
                + min(view_bytes, changed_bytes * costs["merge-permille"] // 1000))
    least = costs["dpu-min"]
    most = min(max(up(size, costs["bytes-per-dpu"]), least), max(least, costs["dpu-max"]))
    plan = Plan(costs["startup-ms"] * 1000, size)
    plan.add(costs["serial-ms"] * 1000, least, 0)
    work, dpu = up(size * 1000, costs["bytes-per-second-per-dpu"]), least
    while work > 0:
        used = min(dpu, most)
        step = used * costs["ramp-ms"]
        if dpu >= most or work <= step:
            plan.add(up(work, used) * 1000, used, work * 1000)
            break
        plan.add(costs["ramp-ms"] * 1000, used, step * 1000)
        work, dpu = work - step, dpu * 2
    return plan


def bill(costs, used_ms):
    if used_ms == 0:
        return 0
    step = costs["billing-granularity-ms"]
    return max(up(used_ms, step) * step, costs["billing-minimum-ms"] * costs["dpu-min"])


def price(costs, billed_ms):
    return billed_ms * costs["price-micro-usd-per-dpu-hour"] // 3600


# --- Histograms ----------------------------------------------------------------------------------------------------

class Times:
    """All stretches of time in which a value rose from low to high, or was the same."""

    def __init__(self):
        self.rising, self.constant = [], []

    def percentile(self, percent, bits):
        """Returns the lower edge of the bucket of the percentile."""
        total = self.below(NEVER)
        if total == 0:
            return None
        rank = max(1, up(total * percent, 100))
        low, high = 0, 1
        while self.below(high) < rank:
            high *= 2
        while low + 1 < high:  # the first value such that the values up to it have the rank
            middle = (low + high) // 2
            low, high = (low, middle) if self.below(middle) >= rank else (middle, high)
        width = 1
        while low // width >= 2 << bits:
            width *= 2
        return low // width * width

    def below(self, limit):
        return (sum(min(high, limit) - low for low, high in self.rising if low < limit)
                + sum(duration for value, duration in self.constant if value < limit))


# --- What views show -----------------------------------------------------------------------------------------------

class View:
    def __init__(self, described, tables, views):
        self.described = described
        self.is_view = True
        self.sources = [tables.get(name) or views[name] for name in described.sources]
        self.changes, self.size = [], described.size
        # Of each base table, when it was read and how many of its changes the view has.
        self.shown, self.since = {}, lakes.START_US
        for source in self.sources:
            for base in (source.shown if source.is_view else [source.name]):
                self.shown[base] = (lakes.START_US, 0)
        self.never_us = lakes.START_US
        self.was_refreshed = False
        self.pending_from = {source.name: 0 for source in self.sources}
        self.stretches, self.runs, self.requests, self.ticks = [], [], [], []
        self.snapshot, self.run = None, None

    @property
    def name(self):
        return self.described.name

    def take_snapshot(self, now_us):
        shown, nevers = {}, []
        for source in self.sources:
            parts = source.shown if source.is_view else {source.name: (now_us, len(source.changes))}
            nevers += [source.never_us] if source.is_view and source.never_us is not None else []
            for base, (time_us, n) in parts.items():
                known = shown.get(base, (time_us, n))
                shown[base] = (min(known[0], time_us), min(known[1], n))
        self.snapshot = (shown, min(nevers, default=None),
                         {source.name: len(source.changes) for source in self.sources}, now_us)

    def publish(self):
        self.shown, self.never_us, self.pending_from, _ = self.snapshot
        self.was_refreshed = True

    def pending(self):
        changes = [change for source in self.sources for change in source.changes[self.pending_from[source.name]:]]
        return len(changes), sum(size for _, size in changes)

    def end_stretch(self, tables, to_us, is_counted):
        from_us, self.since = self.since, to_us
        if not is_counted or from_us == to_us:
            return
        included = min(time_us for time_us, _ in self.shown.values())
        newest = max(time_us for time_us, _ in self.shown.values())
        lacked = [change for base, (_, n) in self.shown.items() for change in tables[base].changes[n:]]
        lacking = min((time_us for time_us, _ in lacked), default=NEVER)
        if self.never_us is not None:
            lacking = max(min(lacking, self.never_us), min(included, self.never_us))
            included = min(included, self.never_us)
        self.stretches.append(Facts(
            begin=from_us, end=to_us, included=included, newest=newest, lacking=lacking,
            is_never=self.never_us is not None,
            commits=sum(to_us - max(from_us, time_us) for time_us, _ in lacked),
            bytes=sum((to_us - max(from_us, time_us)) * size for time_us, size in lacked)))


class Table:
    def __init__(self, described):
        self.name, self.size, self.is_view, self.changes = described.name, described.size, False, []


# --- The log -------------------------------------------------------------------------------------------------------

class Trial:
    """Follows the log. What it says about a run must be what follows from the scenario."""

    def __init__(self, lake, lines):
        self.lake, self.costs = lake, lake.costs
        self.tables = {table.name: Table(table) for table in lake.tables}
        self.views = {}
        for described in lake.views:  # each after those that it reads
            self.views[described.name] = View(described, self.tables, self.views)
        self.phase, self.problems, self.n_commits = "warm-up", [], 0
        self.now_us = lakes.START_US
        self.assets = assets.Follower(self, lake.assets) if lake.assets.groups else None
        for self.number, row in enumerate(csv.DictReader(lines)):
            self.now_us = int(row["time_us"])
            if row["kind"].startswith("asset-"):
                getattr(self.assets, row["kind"][len("asset-"):])(row)
            else:
                getattr(self, row["kind"])(row)
        self.end_us = self.now_us if lake.drains else lake.end_us

    def expect(self, what, row, name, value):
        if row[name] != str(value):
            self.problems.append(f"{what} {row['view']} at {row['time_us']}: {name} is {row[name]}, not {value}")

    def begin(self, row):
        self.expect("begin", row, "time_us", self.lake.begin_us)
        self.end_stretches(False)
        self.phase = "window"

    def end(self, row):
        self.expect("end", row, "time_us", self.lake.end_us)
        self.end_stretches(True)
        self.phase = "after"

    def end_stretches(self, is_counted):
        for view in self.views.values():
            view.end_stretch(self.tables, self.now_us, is_counted)

    def commit(self, row):
        table = self.views.get(row["view"]) or self.tables[row["table"]]
        if row["operation"] != "replace":
            table.changes.append((self.now_us, int(row["changed_bytes"])))
        table.size = int(row["size_bytes"])
        self.n_commits += self.phase == "window" and not table.is_view

    def request(self, row):
        view = self.views[row["view"]]
        view.requests.append(Facts(time=self.now_us, number=self.number, phase=self.phase, start=None))
        view.ticks.append(Facts(number=self.number, phase=self.phase, kind=None))

    def skip(self, row):
        view = self.views[row["view"]]
        is_waiting = any(request.start is None for request in view.requests)
        view.ticks.append(Facts(number=self.number, phase=self.phase, kind="coalesced" if is_waiting else "skipped"))

    def start(self, row):
        view = self.views[row["view"]]
        request = next(request for request in view.requests
                       if request.start is None and request.time == int(row["request_us"]))
        request.start = self.now_us
        view.run = Facts(view=view, request=request, start=self.now_us, end=None, status=None, begun=None,
                         mode=row["mode"], phase=self.phase)

    def run(self, row):
        causes = {"take-slot": self.take_slot, "begin": self.begin_work, "succeed": self.end_run,
                  "fail": self.end_run, "stop-done": self.end_run}
        if row["cause"] in causes:
            causes[row["cause"]](row, self.views[row["view"]])

    def choose(self, view, mode, pending_bytes, source_bytes):
        policy = view.described.policy
        if mode == "full" or not view.was_refreshed:
            return "FULL"
        is_small = pending_bytes * 100 <= source_bytes * policy.threshold
        if pending_bytes == 0 or (view.described.incremental and (mode != "auto" or is_small)):
            return "INCREMENTAL"
        return "FULL"

    def plan(self, view, kind, source_bytes, changed_bytes, duration_us):
        if view.described.duration is None:
            return plan_built_in(self.costs, kind, source_bytes, changed_bytes, view.size)
        plan = Plan(0, source_bytes if kind == "FULL" else changed_bytes)
        plan.add(duration_us, 1, duration_us)
        return plan

    def take_slot(self, row, view):
        run = view.run
        run.pending = view.pending()
        source_bytes = sum(source.size for source in view.sources)
        self.expect("slot", row, "pending_commits", run.pending[0])
        self.expect("slot", row, "pending_bytes", run.pending[1])
        run.kind = self.choose(view, run.mode, run.pending[1], source_bytes)
        if row["status"] != "FAILED":
            self.expect("slot", row, "type", run.kind)
        # What was drawn is known when the run ends.
        run.make_plan = lambda duration_us: self.plan(view, run.kind, source_bytes, run.pending[1], duration_us)
        run.is_drawn = view.described.duration is not None and view.described.duration_us is None
        run.plan = run.make_plan(view.described.duration_us or 0)
        run.regret = self.regret(view, run, source_bytes)
        view.take_snapshot(self.now_us)

    def regret(self, view, run, source_bytes):
        if view.described.duration is not None:
            return 0
        if run.kind == "FULL" and not (view.described.incremental and view.was_refreshed):
            return 0
        costs = {}
        for kind in ("FULL", "INCREMENTAL"):
            plan = self.plan(view, kind, source_bytes, run.pending[1], None)
            costs[kind] = price(self.costs, bill(self.costs, plan.used_ms(plan.running_us)))
        return costs[run.kind] - min(costs.values())

    def begin_work(self, row, view):
        if row["status"] == "RUNNING":
            view.run.begun = self.now_us
            if not view.run.is_drawn:
                self.expect("begin", row, "time_us", view.run.start + view.run.plan.startup_us)

    def end_run(self, row, view):
        run, view.run = view.run, None
        run.end, run.status, run.is_after = self.now_us, row["status"], self.phase == "after"
        running_us = self.now_us - (run.begun if run.begun is not None else self.now_us)
        is_success = run.status == "SUCCEEDED"
        if run.is_drawn and is_success:
            run.plan = run.make_plan(running_us)
        elif run.is_drawn:
            run.plan = run.make_plan(running_us + 1)  # it would have taken longer, nobody knows how much
        if is_success:
            self.expect("end of run", row, "time_us", run.start + run.plan.startup_us + run.plan.running_us)
        run.used = run.plan.used_ms(running_us)
        run.processed = int(row["processed_bytes"])
        if not run.is_drawn or is_success:
            self.expect("end of run", row, "processed_bytes", run.plan.processed(running_us))
        run.billed = bill(self.costs, run.used)
        self.expect("end of run", row, "dpu_ms", run.used)
        self.expect("end of run", row, "billed_dpu_ms", run.billed)
        run.found_nothing = is_success and run.pending[0] == 0 \
            and any(before.status == "SUCCEEDED" for before in view.runs)
        run.is_unchanged = run.found_nothing and run.kind == "INCREMENTAL"
        run.is_counted = self.phase != "warm-up"
        run.is_overrun = any(run.request.number < tick.number < self.number for tick in view.ticks)
        view.runs.append(run)
        if is_success:
            view.end_stretch(self.tables, self.now_us, self.phase == "window")
            view.publish()


# --- Figures -------------------------------------------------------------------------------------------------------

def twice(low, high):
    return high * high - low * low


def union(intervals):
    """Joins intervals that touch."""
    joined = []
    for low, high in sorted(intervals):
        if joined and joined[-1][1] == low:
            joined[-1][1] = high
        else:
            joined.append([low, high])
    return joined


def over_slo(view, stretch):
    """Returns the time in which the value was over the SLO, and since when it is so."""
    since = stretch.included if view.described.slo == "age" else stretch.lacking
    over = since + view.described.slo_us
    return over, (max(over, stretch.begin), stretch.end) if over < stretch.end else None


def staleness(views, window_us, is_view):
    stretches = [stretch for view in views for stretch in view.stretches]
    weighed = [(view.described.weight, stretch) for view in views for stretch in view.stretches]
    time = window_us * len(views)
    ages, lags = Times(), Times()
    for stretch in stretches:
        ages.rising.append((stretch.begin - stretch.included, stretch.end - stretch.included))
        fresh_until = min(max(stretch.lacking, stretch.begin), stretch.end)
        lags.constant.append((0, fresh_until - stretch.begin))
        if fresh_until < stretch.end:
            lags.rising.append((fresh_until - stretch.lacking, stretch.end - stretch.lacking))
    weight = sum(view.described.weight for view in views) * window_us
    lag_of = lambda s: twice(max(s.begin, s.lacking) - s.lacking, s.end - s.lacking) if s.lacking < s.end else 0
    age_of = lambda s: twice(s.begin - s.included, s.end - s.included)
    figures = {
        "age-mean": nearest(sum(map(age_of, stretches)), 2 * time),
        "age-max": max((s.end - s.included for s in stretches), default=None),
        "lag-mean": nearest(sum(map(lag_of, stretches)), 2 * time),
        "lag-max": max((max(0, s.end - s.lacking) for s in stretches), default=None),
        "age-weighted-mean": nearest(sum(w * age_of(s) for w, s in weighed), 2 * weight),
        "lag-weighted-mean": nearest(sum(w * lag_of(s) for w, s in weighed), 2 * weight),
        "fresh-share": nearest(MILLION * sum(d for _, d in lags.constant), time),
        "never-refreshed-share": nearest(MILLION * sum(s.end - s.begin for s in stretches if s.is_never), time),
        "skew-mean": nearest(sum((max(s.newest, s.included) - s.included) * (s.end - s.begin) for s in stretches), time),
        "skew-max": max((max(s.newest, s.included) - s.included for s in stretches), default=None),
        "pending-commits-mean": nearest(MILLION * sum(s.commits for s in stretches), time),
        "pending-bytes-mean": nearest(sum(s.bytes for s in stretches), time),
        "stale-megabyte-seconds": nearest(sum(s.bytes for s in stretches), MILLION**2),
    }
    for percent in PERCENTS:
        bits = 4 if is_view else 7
        figures[f"age-p{percent}"] = ages.percentile(percent, bits)
        figures[f"lag-p{percent}"] = lags.percentile(percent, bits)
    return figures


def objectives(views, window_us):
    views = [view for view in views if view.described.slo]
    if not views:
        return {}
    time, excess, most, violations = window_us * len(views), 0, 0, []
    for view in views:
        spans = [over_slo(view, stretch) for stretch in view.stretches]
        excess += sum(twice(span[0] - over, span[1] - over) for over, span in spans if span)
        most = max([most, *(span[1] - over for over, span in spans if span)])
        violations += union(span for _, span in spans if span)
    lengths = [high - low for low, high in violations]
    return {
        "slo-share": nearest(MILLION * (time - sum(lengths)), time),
        "slo-violations": len(lengths),
        "slo-violation-time": sum(lengths),
        "slo-violation-max": max(lengths, default=0),
        "slo-excess": nearest(excess, 2 * MILLION**2),
        "slo-excess-mean": nearest(excess, 2 * time),
        "slo-violation-excess-mean": nearest(excess, 2 * sum(lengths)) if lengths else None,
        "slo-violation-excess-max": most,
    }


def counts(views):
    requests = [request for view in views for request in view.requests]
    ticks = [tick for view in views for tick in view.ticks if tick.phase != "warm-up"]
    runs = [run for view in views for run in view.runs]
    ended = [run for run in runs if run.is_counted]
    live = [view.run for view in views if view.run]
    return {
        "requests": sum(request.phase != "warm-up" for request in requests),
        "requests-rejected": 0,
        "ticks-skipped": sum(tick.kind == "skipped" for tick in ticks),
        "ticks-coalesced": sum(tick.kind == "coalesced" for tick in ticks),
        "requests-open": sum(request.start is None for request in requests),
        "runs-started": sum(run.phase != "warm-up" for run in runs + live),
        "runs-succeeded": sum(run.status == "SUCCEEDED" for run in ended),
        "runs-failed": sum(run.status == "FAILED" for run in ended),
        "runs-stopped": sum(run.status == "STOPPED" for run in ended),
        "runs-full": sum(run.kind == "FULL" for run in ended),
        "runs-incremental": sum(run.kind == "INCREMENTAL" for run in ended),
        "runs-unchanged": sum(run.is_unchanged for run in ended),
        "runs-overrun": sum(run.is_overrun for run in ended),
        "runs-open": len(live),
    }


def times(ended, is_view):
    figures = {}
    of = {
        "wait": [run.start - run.request.time for run in ended],
        "duration": [run.end - run.start for run in ended],
        "sojourn": [run.end - run.request.time for run in ended],
    }
    for name, values in of.items():
        figures[f"{name}-mean"] = nearest(sum(values), len(values))
        figures[f"{name}-max"] = max(values, default=None)
        spread = Times()
        spread.constant = [(value, 1) for value in values]
        for percent in PERCENTS if not is_view else ():
            figures[f"{name}-p{percent}"] = spread.percentile(percent, 7)
    pairs = list(zip(of["sojourn"], of["duration"]))
    stretches = [nearest(MILLION * sojourn, duration) for sojourn, duration in pairs if duration]
    slowdowns = [max(MILLION, nearest(MILLION * sojourn, max(duration, 10 * MILLION))) for sojourn, duration in pairs]
    for name, values in (("stretch", stretches), ("slowdown", slowdowns)):
        figures[f"{name}-mean"] = nearest(sum(values), len(values))
        figures[f"{name}-max"] = max(values, default=None)
    if ended:
        figures["makespan"] = max(run.end for run in ended) - min(run.request.time for run in ended)
    return figures


def costs(trial, views, ended, window_us):
    model = trial.costs
    used, billed = sum(run.used for run in ended), sum(run.billed for run in ended)
    cost = sum(price(model, run.billed) for run in ended)
    wasted = sum(run.used for run in ended if run.status != "SUCCEEDED" or run.found_nothing)
    step = model["billing-granularity-ms"]
    processed = sum(run.processed for run in ended)
    published = sum(run.pending[1] for run in ended if run.status == "SUCCEEDED")
    return {
        "used": used, "billed": billed, "cost": cost, "wasted": wasted,
        "billing-overhead": nearest(MILLION * (billed - used), billed),
        "billing-minimum-share": nearest(
            MILLION * sum(run.billed > up(run.used, step) * step for run in ended), len(ended)),
        "billed-per-view-day": nearest(billed * DAY_US, window_us * len(views)),
        "cost-per-day": nearest(cost * DAY_US, window_us),
        "cost-per-view-day": nearest(cost * DAY_US, window_us * len(views)),
        "wasted-share": nearest(MILLION * wasted, used),
        "mode-regret": sum(run.regret for run in ended) if ended else None,
        "processed-bytes": processed, "published-bytes": published,
        "read-amplification": nearest(MILLION * processed, published),
    }


def open_costs(trial, views):
    runs = [view.run for view in views if view.run]
    used = []
    for run in runs:
        running_us = trial.end_us - run.begun if run.begun is not None else 0
        plan = run.make_plan(running_us + 1) if run.is_drawn else run.plan
        used.append(plan.used_ms(running_us))
    billed = [bill(trial.costs, amount) for amount in used]
    return {"used-open": sum(used), "billed-open": sum(billed),
            "cost-open": sum(price(trial.costs, amount) for amount in billed)}


def clip(trial, low, high):
    return max(low, trial.lake.begin_us), min(high, trial.lake.end_us)


def running_spans(trial, views):
    for view in views:
        for run in view.runs + ([view.run] if view.run else []):
            low, high = clip(trial, run.start, run.end if run.end is not None else NEVER)
            if low < high:
                yield low, high, 1


def waiting_spans(trial, views):
    for view in views:
        for request in view.requests:
            low, high = clip(trial, request.time, request.start if request.start is not None else NEVER)
            if low < high:
                yield low, high, 1


def dpu_spans(trial, views):
    for view in views:
        for run in view.runs + ([view.run] if view.run else []):
            if run.begun is None:
                continue
            end = run.end if run.end is not None else NEVER
            plan = run.make_plan(end - run.begun) if run.is_drawn else run.plan
            time = run.begun
            for duration_us, dpu, _ in plan.phases:
                low, high = clip(trial, time, min(time + duration_us, end))
                time += duration_us
                if low < high and dpu:
                    yield low, high, dpu


def levels(trial, spans):
    """Returns the pairs of each level and its time."""
    steps = sorted([(low, dpu) for low, _, dpu in spans] + [(high, -dpu) for _, high, dpu in spans])
    time, level, pairs = trial.lake.begin_us, 0, []
    for step_us, difference in steps + [(trial.lake.end_us, 0)]:
        if step_us > time:
            pairs.append((level, step_us - time))
        time, level = step_us, level + difference
    return pairs


def whole(trial, views, window_us):
    slots, model = trial.lake.slots, trial.costs
    running = levels(trial, list(running_spans(trial, views)))
    waiting = levels(trial, list(waiting_spans(trial, views)))
    dpu = levels(trial, list(dpu_spans(trial, views)))
    area = sum(level * time for level, time in dpu)
    busy = sum(level * time for level, time in running)
    figures = {
        "commits": trial.n_commits,
        "running-max": max(level for level, _ in running),
        "waiting-max": max(level for level, _ in waiting),
        "utilization": nearest(MILLION * busy, slots * window_us) if slots else None,
        "dpu-mean": nearest(MILLION * area, window_us),
        "dpu-max": max(level for level, _ in dpu),
        "dpu-utilization": nearest(
            MILLION * area, slots * window_us * max(model["dpu-min"], model["dpu-max"])) if slots else None,
    }
    spread = Times()
    spread.constant = running
    for percent in PERCENTS:
        figures[f"running-p{percent}"] = spread.percentile(percent, 7)
    return figures


def compute(trial, views, subject):
    is_view = subject == "view"
    window_us = trial.lake.end_us - trial.lake.begin_us
    ended = [run for view in views for run in view.runs if run.is_counted]
    figures = {
        **staleness(views, window_us, is_view), **objectives(views, window_us), **counts(views),
        **times(ended, is_view), **costs(trial, views, ended, window_us), **open_costs(trial, views),
        "running-mean": nearest(MILLION * sum(h - l for l, h, _ in running_spans(trial, views)), window_us),
        "waiting-mean": nearest(MILLION * sum(h - l for l, h, _ in waiting_spans(trial, views)), window_us),
    }
    if is_view:
        del figures["age-weighted-mean"], figures["lag-weighted-mean"]
    if subject == "all":
        figures.update(whole(trial, views, window_us))
    return {name: value for name, value in figures.items() if value is not None}


def compute_all(trial):
    views = list(trial.views.values())
    figures = {("all", "all"): compute(trial, views, "all")}
    for group in {view.described.group for view in views} - {None}:
        members = [view for view in views if view.described.group == group]
        figures["group", group] = compute(trial, members, "group")
    for view in views:
        figures["view", view.name] = compute(trial, [view], "view")
    if trial.assets:
        figures.update(assets.compute_all(trial, trial.assets, Facts(nearest=nearest, Times=Times)))
    return {(*subject, name): value for subject, of in figures.items() for name, value in of.items()}


# --- The comparison ------------------------------------------------------------------------------------------------

def simulate(program, path, number, *more):
    """Returns the log and the printed figures."""
    run = subprocess.run([program, path, str(number % 3), *more], capture_output=True, text=True, check=False)
    log, _, printed = run.stdout.partition("\n\n")
    return log, printed if run.returncode == 0 else run.stderr


def check(program, folder, number):
    """Returns what differs in a scenario."""
    text, lake = lakes.make_lake(number)
    path = Path(folder) / f"{number}.lake"
    path.write_text(text, encoding="utf-8")
    log, printed = simulate(program, path, number)
    if not printed.startswith("all,"):
        return [printed.strip()]
    told = {(subject, name, metric): int(value) for subject, name, metric, value
            in (line.rsplit(",", 3) for line in printed.splitlines())}
    trial = Trial(lake, log.splitlines())
    expected = compute_all(trial)
    half = (lake.end_us - lakes.START_US) // 2 // MILLION
    is_same = number % N_IN_CASE or simulate(program, path, number, str(half))[1] == printed
    return trial.problems + ([] if is_same else ["a fork has other figures"]) + [
        f"{' '.join(key)}: {told.get(key)} instead of {expected.get(key)}"
        for key in sorted({*told, *expected}) if told.get(key) != expected.get(key)]


def main(program, numbers):
    is_good = True
    with tempfile.TemporaryDirectory() as folder:
        cases = [[number] for number in numbers] or [
            range(i * N_IN_CASE, (i + 1) * N_IN_CASE) for i in range(N_CASES)]
        print(f"1..{len(cases)}")
        for index, case in enumerate(cases, 1):
            findings = [f"scenario {number}: {finding}" for number in case
                        for finding in check(program, folder, number)]
            for finding in findings:
                print(f"# {finding}")
            is_good = is_good and not findings
            print(f"{'not ok' if findings else 'ok'} {index} scenarios {case[0]} to {case[-1]}", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], [int(number) for number in sys.argv[2:]]))
