#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the orchestrator's bad night, and rules for its calls on that night and on others.

The report must be the same as fast as possible and paced by the real clock.

usage: orchestrator.py ORCHESTRATOR
"""
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime

ORCHESTRATOR = sys.argv[1]
SPEED = 10000
PAUSE_MIN, PAUSE_MAX, RETRY_MIN, RETRY_MAX, RUN_MAX = 15, 120, 60, 600, 1800

# The whole report comes from the simulation, so a change of it is a change of the service's behavior.
EXPECTED = """\
Two views show the orders of a shop: daily, and monthly, which stands on it. The service itself
refreshes daily every hour; an orchestrator refreshes both as soon as an event reports new
orders. It has a bad night: a start gets no answer, a poll is throttled, a run fails, another
hangs, and the event for some orders is lost. All time is virtual.

time      view     step   what came of it
00:10:00  orders          the first batch lands
00:10:00  daily    look   stale: 4000 MB have changed
00:10:00  daily    start  no answer: the first start gets no answer
00:10:15  daily    seek   found: run 11a03a8d
00:11:00  daily    poll   throttled: Rate exceeded
00:12:00  daily    poll   SUCCEEDED, INCREMENTAL, 520 DPU-seconds, seen at poll 3
00:12:00  monthly  look   stale: 4000 MB have changed
00:12:00  monthly  start  started: run b06ec47b
00:13:45  monthly  poll   FAILED, INCREMENTAL, 126 DPU-seconds, seen at poll 3: Out of memory
00:14:45  monthly  start  started: run 073be5b1
00:18:30  monthly  poll   SUCCEEDED, INCREMENTAL, 520 DPU-seconds, seen at poll 4
01:10:00  orders          the second batch lands
01:10:00  daily    look   stale: 6000 MB have changed
01:10:00  daily    start  started: run a4761e86
01:41:45  daily    poll   too long: RUNNING for 1905 s
01:41:45  daily    stop   accepted
01:42:00  daily    poll   STOPPED, INCREMENTAL, 770 DPU-seconds, seen at poll 19
01:43:00  daily    start  started: run bd18881d
01:46:45  daily    poll   SUCCEEDED, INCREMENTAL, 770 DPU-seconds, seen at poll 4
01:46:45  monthly  look   stale: 6000 MB have changed
01:46:45  monthly  start  started: run ae22a801
01:50:30  monthly  poll   SUCCEEDED, FULL, 520 DPU-seconds, seen at poll 4
02:50:00  orders          a correction lands, untold
03:01:26  daily    event  Glue Materialized View Refresh Task Succeeded
03:01:26  monthly  look   stale: 1000 MB have changed
03:01:26  monthly  start  started: run a078a831
03:03:11  monthly  poll   SUCCEEDED, INCREMENTAL, 145 DPU-seconds, seen at poll 3
03:55:00  orders          another lands, untold
04:01:00  orders          the last batch lands
04:01:00  daily    look   stale: 6000 MB have changed
04:01:00  daily    start  busy: 123456789012.sales.daily has a refresh task run that has not ended
04:01:00  daily    seek   found: run 76bec93a
04:01:45  daily    poll   SUCCEEDED, INCREMENTAL, 145 DPU-seconds, seen at poll 2
04:01:45  daily    look   stale: 5000 MB have changed
04:01:45  daily    start  started: run 0fdd2b10
04:05:30  daily    poll   SUCCEEDED, INCREMENTAL, 645 DPU-seconds, seen at poll 4
04:05:30  monthly  look   stale: 6000 MB have changed
04:05:30  monthly  start  started: run 513d08a9
04:09:15  monthly  poll   SUCCEEDED, FULL, 520 DPU-seconds, seen at poll 4

view      run       began     ended     status     type         DPU-seconds
daily     11a03a8d  00:10:00  00:11:54  SUCCEEDED  INCREMENTAL          520
monthly   b06ec47b  00:12:00  00:13:12  FAILED     INCREMENTAL          126
monthly   073be5b1  00:14:45  00:16:39  SUCCEEDED  INCREMENTAL          520
daily     a4761e86  01:10:00  01:41:50  STOPPED    INCREMENTAL          770
daily     bd18881d  01:43:00  01:45:19  SUCCEEDED  INCREMENTAL          770
monthly   ae22a801  01:46:45  01:48:39  SUCCEEDED  FULL                 520
daily     3b063e9a  03:00:00  03:01:26  SUCCEEDED  INCREMENTAL          145
monthly   a078a831  03:01:26  03:02:53  SUCCEEDED  INCREMENTAL          145
daily     76bec93a  04:00:00  04:01:26  SUCCEEDED  INCREMENTAL          145
daily     0fdd2b10  04:01:45  04:03:51  SUCCEEDED  INCREMENTAL          645
monthly   513d08a9  04:05:30  04:07:24  SUCCEEDED  FULL                 520

11 runs, 4826 DPU-seconds, 59 US cents
"""

# The report must not depend on the environment.
SURROUNDINGS = [
    {},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
    {"TZ": "Asia/Kathmandu"},
    {"MALLOC_PERTURB_": "165"},
]

START = "StartMaterializedViewRefreshTaskRun"
GET = "GetMaterializedViewRefreshTaskRun"
STOP = "StopMaterializedViewRefreshTaskRun"
LIST = "ListMaterializedViewRefreshTaskRuns"

# Each other night has a fault plan, whether all views are fresh at the end, and a text that the report
# contains.
THROTTLE = "do=throw\nexception=ThrottlingException\n"
NIGHTS = {
    "calm": ("", True, "a correction lands"),
    "throttled": (f"[every third call]\nevery=3\nservice=glue\noperation={GET}\n{THROTTLE}"
                  f"[starts]\nuntil-us=946688400000000\noperation={START}\n{THROTTLE}",
                  True, "start  throttled: starts"),
    "deaf": ("".join(f"[{operation}]\noperation={operation}\nevery=2\ndo=lose-reply\n"
                     for operation in (START, GET, LIST))
             + f"[stop]\noperation={STOP}\nnth=1\ndo=lose-reply\n"
             + f"[hangs]\noperation={START}\nprobability-ppm=300000\ndo=hang-run\n",
             True, "stop   no answer: stop"),
    "start-lost-before-it-began": (
        f"[gone]\noperation={START}\nnth=1\ndo=throw\nexception=OperationTimeoutException\n",
        True, "seek   no run"),
    "catalog-throttled": (f"[every second call]\nevery=2\noperation=GetTable\n{THROTTLE}",
                          True, "look   throttled"),
    "stop-throttled": (f"[hangs]\noperation={START}\nnth=1\ndo=hang-run\n"
                       f"[busy]\noperation={STOP}\nuntil-us=946690800000000\n{THROTTLE}",
                       True, "stop   throttled: busy"),
    "stop-meets-no-run": (
        f"[hangs]\noperation={START}\nnth=1\ndo=hang-run\n[none]\noperation={STOP}\nnth=1\ndo=throw\n"
        "exception=MaterializedViewRefreshTaskNotRunningException\n", True, "stop   too late"),
    "stop-meets-a-stop": (
        f"[hangs]\noperation={START}\nnth=1\ndo=hang-run\n[two]\noperation={STOP}\nnth=1\ndo=throw\n"
        "exception=MaterializedViewRefreshTaskStoppingException\n", True, "stop   still stopping"),
    "run-is-forgotten": (f"[gone]\noperation={GET}\nnth=2\ndo=throw\n"
                         "exception=EntityNotFoundException\n", True, "poll   forgotten: gone"),
    "no-slot": (f"[full]\noperation={START}\nnth=2\ndo=fill-limit\nduration-us=600000000\n",
                True, "start  throttled: "),
    "daily-always-fails": (f"[no memory]\noperation={START}\nresource=123456789012/sales/daily\n"
                           "do=fail-run\n", False, "daily    poll   given up: FAILED"),
    "all-hang": (f"[hangs]\noperation={START}\ndo=hang-run\n", False, "poll   given up: STOPPED"),
    "monthly-is-denied": (f"[denied]\noperation={START}\nresource=123456789012/sales/monthly\n"
                          "do=throw\nexception=AccessDeniedException\n",
                          False, "monthly  start  given up: denied"),
    "events-get-lost": ("[lost]\nevent=Glue Materialized View Refresh Task Succeeded\n"
                        "do=drop-event\n", True, "lands"),
    "events-come-twice": ("[twice]\nevent=Glue Materialized View Refresh Task Succeeded\n"
                          "do=duplicate-event\n", True, "daily    event"),
}

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}")
    if not is_good and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()))


def run(args=(), surroundings=None):
    return subprocess.run([ORCHESTRATOR, *args], env={**os.environ, **(surroundings or {})},
                          capture_output=True, text=True, encoding="utf-8", timeout=60)


# --- Reading the journal ------------------------------------------------------------------------


class Call:
    def __init__(self, when, operation, view, run_id, answer):
        self.when, self.operation, self.view = when, operation, view
        self.run_id, self.answer = run_id, answer
        self.is_ok = answer == "ok" or answer.startswith("ok ")
        self.exception = None if self.is_ok else answer.split()[0]


class Change:
    def __init__(self, when, view, run_id, cause, to):
        self.when, self.view, self.run_id, self.cause, self.to = when, view, run_id, cause, to


def read_time(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def member(text, name):
    found = re.search(rf' {name}="([^"]*)"', text)
    return found and found.group(1)


def read_journal(text):
    """Returns the calls about runs and the changes, in order. The view of a Get is the view of its run."""
    entries, view_of = [], {}
    for line in text.splitlines():
        when, kind, rest = line.split(" ", 2)
        if kind == "change":
            found = re.match(r"glue \d+\.sales\.(\w+) run (\S+) (\S+) \w*>(\w+)", rest)
            entries.append(Change(read_time(when), *found.groups()))
            view_of[found.group(2)] = found.group(1)
        elif kind == "call" and "RefreshTaskRun" in rest:
            head, answer = rest.split(" -> ", 1)
            run_id = member(head, "MaterializedViewRefreshTaskRunId")
            view = member(head, "TableName") or view_of.get(run_id)
            operation = re.match(r"glue:(\w+)", head).group(1)
            entries.append(Call(read_time(when), operation, view, run_id, answer))
    return entries


def list_calls(entries, view):
    return [entry for entry in entries if isinstance(entry, Call) and entry.view == view]


# How many cases each rule has examined.
EXAMINED = Counter()


# --- Rules for any night ------------------------------------------------------------------------


def find_overlaps(entries):
    active, overlaps = {}, []
    for change in entries:
        if not isinstance(change, Change):
            continue
        if change.cause == "create":
            if change.view in active:
                overlaps.append((change.when, change.view))
            active[change.view] = change.run_id
        if change.to in ("SUCCEEDED", "FAILED", "STOPPED"):
            active.pop(change.view, None)
    return overlaps, active


def find_wrong_order(entries):
    """Returns starts of monthly while the newest polled run of daily is not known to have succeeded."""
    is_ready, wrong = True, []
    for call in entries:
        if not isinstance(call, Call):
            continue
        if call.view == "daily":
            is_ready = call.operation == GET and call.answer == "ok SUCCEEDED"
        elif call.operation == START and not is_ready:
            wrong.append(call.when)
    return wrong


def find_wrong_pauses(entries):
    """Returns the places where pauses between equal calls do not double, up to the longest pause."""
    wrong = []
    for view in ("daily", "monthly"):
        before, pause = None, None
        for call in list_calls(entries, view):
            gap = before and call.when - before.when
            is_same = before and (call.operation, call.run_id) == (before.operation, before.run_id)
            EXAMINED["pauses-double"] += bool(is_same and pause)
            if is_same and pause and gap != min(2 * pause, PAUSE_MAX):
                wrong.append((view, call.when, pause, gap))
            if before and before.operation in (START, STOP) and before.is_ok and gap != PAUSE_MIN:
                wrong.append((view, call.when, "first", gap))
            before, pause = call, gap if is_same else None
    return wrong


def find_wrong_retries(entries):
    """Returns starts that come too early or too late after a run that did not succeed."""
    wrong = []
    for view in ("daily", "monthly"):
        before, n_failures = None, 0
        for call in list_calls(entries, view):
            if before and before.answer in ("ok FAILED", "ok STOPPED"):
                EXAMINED["retries-wait"] += 1
                if call.operation != START or call.when - before.when != min(
                        RETRY_MIN << (n_failures - 1), RETRY_MAX):
                    wrong.append((view, call.when, n_failures))
            if call.answer == "ok SUCCEEDED":
                n_failures = 0
            n_failures += call.answer in ("ok FAILED", "ok STOPPED")
            before = call
    return wrong


def list_pairs(entries):
    """Returns pairs of consecutive calls about a view."""
    return [pair for view in ("daily", "monthly")
            for calls in [list_calls(entries, view)] for pair in zip(calls, calls[1:])]


def find_blind_starts(entries):
    """Returns starts after a start without an answer, if no List call came in between."""
    lost = [(before, after) for before, after in list_pairs(entries)
            if before.exception == "OperationTimeoutException" and before.operation == START]
    EXAMINED["looks-before-it-starts-again"] += len(lost)
    return [after.when for _, after in lost if after.operation != LIST]


def find_blind_stops(entries):
    """Returns stops that are not at the instant of a Get of a run that has been RUNNING for too long."""
    created = {entry.run_id: entry.when for entry in entries
               if isinstance(entry, Change) and entry.cause == "create"}
    stops = [(before, after) for before, after in list_pairs(entries) if after.operation == STOP]
    EXAMINED["looks-before-it-stops"] += len(stops)
    return [after.when for before, after in stops
            if before.answer != "ok RUNNING" or before.when != after.when
            or after.when - created[before.run_id] < RUN_MAX]


def check_night(name, entries):
    overlaps, active = find_overlaps(entries)
    followed = {entry.run_id for entry in entries if isinstance(entry, Call)}
    case(f"{name}/something-happens", followed and len(entries) > 10, len(entries))
    case(f"{name}/one-run-of-a-view-at-a-time", overlaps == [], overlaps)
    case(f"{name}/every-run-ends", followed.isdisjoint(active.values()), active)
    for what, find in (("starts-in-order", find_wrong_order), ("pauses-double", find_wrong_pauses),
                       ("retries-wait", find_wrong_retries),
                       ("looks-before-it-starts-again", find_blind_starts),
                       ("looks-before-it-stops", find_blind_stops)):
        found = find(entries)
        case(f"{name}/{what}", found == [], found)


# --- The nights ---------------------------------------------------------------------------------


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def check_bad_night(folder):
    fast, paced = os.path.join(folder, "fast"), os.path.join(folder, "paced")
    for surroundings in SURROUNDINGS:
        name = " ".join(f"{key}={value}" for key, value in surroundings.items()) or "as it is"
        done = run(["--journal", fast], surroundings)
        case(f"text/{name}", (done.returncode, done.stdout, done.stderr) == (0, EXPECTED, ""),
             done.stdout + done.stderr)
    case("text/width", all(len(line) <= 100 for line in EXPECTED.splitlines()))

    begin = time.monotonic()
    done = run(["--speed", str(SPEED), "--journal", paced])
    took = time.monotonic() - begin
    entries = read_journal(read(fast))
    case("paced/same-story", (done.returncode, done.stdout, done.stderr) == (0, EXPECTED, ""),
         done.stdout + done.stderr)
    case("paced/same-journal", read(paced) == read(fast))
    case("paced/is-paced", took >= (entries[-1].when - read_time("2000-01-01T00:00:00Z")) / SPEED,
         took)
    check_night("bad", entries)
    return entries


def check_what_was_bad(entries):
    calls = [entry for entry in entries if isinstance(entry, Call)]
    changes = [entry for entry in entries if isinstance(entry, Change)]
    stops = [call for call in calls if call.operation == STOP]
    ends = [change.to for change in changes if change.to in ("SUCCEEDED", "FAILED", "STOPPED")]
    gaps = [round(after.when - before.when) for before, after in zip(calls, calls[1:])
            if before.operation == after.operation == GET and before.run_id == after.run_id]

    case("bad/ends", (ends.count("FAILED"), ends.count("STOPPED")) == (1, 1), ends)
    case("bad/the-stopped-run-took-too-long", len(stops) == 1 and [
        (change.view, change.when - stops[0].when) for change in changes
        if change.to == "STOPPED"] == [(stops[0].view, 5)], stops)
    case("bad/pauses-reach-the-longest", {30, 60, PAUSE_MAX} == set(gaps), gaps)
    case("bad/exceptions", sorted(call.exception for call in calls if call.exception) == [
        "MaterializedViewRefreshTaskRunningException", "OperationTimeoutException",
        "ThrottlingException"])
    asked = {call.answer.split()[1] for call in calls if call.operation == START and call.is_ok}
    asked |= {call.run_id for call in calls if call.operation == GET}
    case("bad/one-run-is-told-by-its-event-alone", len(
        {change.run_id for change in changes} - asked) == 1)


def check_totals():
    rows = re.findall(r"^(?:daily|monthly) +\w{8}  .* (\d+)$", EXPECTED, re.MULTILINE)
    total = re.search(r"^(\d+) runs, (\d+) DPU-seconds", EXPECTED, re.MULTILINE)
    case("text/totals", (int(total.group(1)), int(total.group(2))) == (
        len(rows), sum(map(int, rows))), rows)


def check_other_nights(folder):
    plan, journal = os.path.join(folder, "plan"), os.path.join(folder, "journal")
    for name, (faults, is_fresh, happened) in NIGHTS.items():
        with open(plan, "w", encoding="utf-8") as file:
            file.write(faults)
        done = run(["--faults", plan, "--journal", journal])
        case(f"{name}/ends", (done.returncode, done.stderr) == (0 if is_fresh else 1, ""),
             done.stdout + done.stderr)
        case(f"{name}/happens", happened in done.stdout, done.stdout)
        check_night(name, read_journal(read(journal)))


def check_usage(folder):
    for name, args in {"speed": ["--speed", "-1"], "argument": ["x"], "option": ["--x"],
                       "faults": ["--faults", os.path.join(folder, "none")]}.items():
        done = run(args)
        case(f"usage/{name}", (done.returncode, done.stdout) == (1, "")
             and done.stderr.startswith("orchestrator: "), done.stderr)


with tempfile.TemporaryDirectory() as temporary:
    check_what_was_bad(check_bad_night(temporary))
    check_totals()
    check_other_nights(temporary)
    for what in ("pauses-double", "retries-wait", "looks-before-it-starts-again",
                 "looks-before-it-stops"):
        case(f"examined/{what}", EXAMINED[what] > 0)
    check_usage(temporary)

print(f"1..{n_cases}")
sys.exit(n_failed > 0)
