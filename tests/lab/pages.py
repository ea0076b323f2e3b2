#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the timelines, pages and pictures of the program tarn against its logs and figures.

usage: pages.py SOURCE-ROOT TARN
"""
import csv
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT, TARN = (os.path.abspath(path) for path in sys.argv[1:])
LAKES = os.path.join("examples", "lakes")
NIGHTLY, RETAIL, HISTORY, BACKFILL = (
    os.path.join(LAKES, f"{name}.lake") for name in ("nightly", "retail", "history", "backfill"))
SHORT = ["--set", "lake.horizon=6 h", "--set", "lake.warm-up=6 h"]
# A name, and a trial: what happens in it makes different spans.
TRIALS = [
    ("nightly", [NIGHTLY]),
    ("layers", [RETAIL, *SHORT]),
    ("another-replication", [RETAIL, *SHORT, "--replication", "3"]),
    ("drained", [NIGHTLY, "--set", "lake.at-end=drain", "--set", "lake.horizon=90061 s"]),
    ("cut", [NIGHTLY, "--set", "lake.horizon=90061 s", "--set", "lake.warm-up=0 s"]),
    ("without-a-limit", [RETAIL, *SHORT, "--set", "lake.slots=none"]),
    ("failures", [NIGHTLY, "--set", "view sales.board_%d.failures=30 %"]),
    ("waits-twice", [NIGHTLY, "--set", "policy.trigger=interval 1 min, queue", "--set", "policy.mode=full",
                     "--set", "lake.horizon=6 h"]),
    ("rejected", [RETAIL, *SHORT, "--set", "lake.slots=2", "--set", "policy.admit=reject"]),
    ("service", [NIGHTLY, "--set", "view sales.board_%d.refresh-seconds=3600", "--set", "policy.trigger=service"]),
]
ENDS = ("succeed", "fail", "stop-done")
PICTURES = ["front", "lag-over-time", "lag-percentiles", "age-percentiles", "slots"]
AXIS = "policy.trigger={interval 30 min; interval 2 h}"
# Elements that have no end.
VOID = {"meta", "br"}
# What would run, or fetch something.
FORBIDDEN = ["<script", "<link", "<img", "<iframe", "<object", "<image", "<use", "href", "src=", "url(", "@import", "onload"]

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}")
    if not is_good and detail != "":
        print("\n".join("# " + line[:500] for line in str(detail).splitlines()[:20]))


def skip(name, why):
    global n_cases
    n_cases += 1
    print(f"ok {n_cases} {name} # SKIP {why}")


def run(*arguments, status=0):
    ran = subprocess.run([TARN, *arguments], capture_output=True, text=True, timeout=600, cwd=ROOT, check=False)
    if ran.returncode != status:
        raise RuntimeError(f"{arguments} gave {ran.returncode}: {ran.stderr}")
    return ran


def read(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return file.read()


def rows_of(text):
    return list(csv.DictReader(text.splitlines()))


# --- Timelines --------------------------------------------------------------------------------------------------------

def find_spans(events):
    """Returns the spans of tracks, with their depths, and what is wrong with their nesting."""
    spans, open_spans, problems = [], {}, []
    for event in events:
        track = (event["pid"], event.get("tid"))
        stack = open_spans.setdefault(track, [])
        if event["ph"] == "B":
            stack.append(event)
        elif event["ph"] == "E":
            if not stack:
                problems.append(f"nothing is open: {event}")
                continue
            begin = stack.pop()
            if "name" in event and event["name"] != begin["name"]:
                problems.append(f"{event} ends {begin}")
            spans.append((len(stack), begin, event))
    problems += [f"{track} has open spans" for track, stack in open_spans.items() if stack]
    return spans, problems


def find_waits(events):
    begins, waits, problems = {}, [], []
    for event in events:
        if event["ph"] == "b":
            begins[event["id"]] = event
        elif event["ph"] == "e":
            begin = begins.pop(event["id"])
            if begin["name"] != event["name"] or begin["ts"] >= event["ts"]:
                problems.append(f"{begin} {event}")
            waits.append((begin["name"], begin["ts"], event["ts"], event["args"]["end"]))
    return sorted(waits), problems + [f"{begin} is open" for begin in begins.values()]


def runs_of(log, start_us, end_us):
    """Returns the runs that had a slot, as their log tells."""
    runs, open_runs = [], {}
    for row in log:
        if row["kind"] != "run":
            continue
        time_us = int(row["time_us"]) - start_us
        if row["cause"] == "take-slot":
            open_runs[row["view"]] = [row["view"], time_us, None, row["type"]]
        elif row["cause"] == "begin":
            open_runs[row["view"]][2] = time_us
        elif row["cause"] in ENDS and row["view"] in open_runs:
            runs.append((*open_runs.pop(row["view"]), time_us, row["status"], row["dpu_ms"]))
    runs += [(*run, end_us, "open", None) for run in open_runs.values()]
    return sorted(runs, key=str)


def waits_of(log, start_us, end_us):
    waits, requests = [], {}
    for row in log:
        view, time_us = row["view"], int(row["time_us"]) - start_us
        if row["kind"] == "request":
            requests.setdefault(view, []).append(time_us)
        elif row["kind"] in ("start", "reject"):
            request_us = int(row["request_us"]) - start_us
            requests[view].remove(request_us)
            waits.append((view, request_us, time_us, "started" if row["kind"] == "start" else "rejected"))
    for view, left in requests.items():
        waits += [(view, request_us, end_us, "open") for request_us in left]
    return sorted(wait for wait in waits if wait[1] < wait[2])


# The ends of runs and of waits that some trial has to have.
SEEN = set()
TO_SEE = {"SUCCEEDED", "FAILED", "open", "started"}


def check_timeline(name, arguments, folder):
    trace_path, log_path = os.path.join(folder, "trace.json"), os.path.join(folder, "log.csv")
    run("trace", *arguments, "--output", trace_path)
    run("simulate", *arguments, "--no-baselines", "--log", log_path)
    trace, log = json.loads(read(trace_path)), rows_of(read(log_path))
    events, start_us = trace["traceEvents"], int(trace["otherData"]["start_us"])
    times = [event["ts"] for event in events]
    end_us = times[-1]
    spans, problems = find_spans(events)
    waits, wait_problems = find_waits(events)

    case(f"timeline/{name}/sorted", times == sorted(times))
    case(f"timeline/{name}/nested", problems == [] and wait_problems == [], problems + wait_problems)

    phases = {}
    for depth, begin, end in spans:
        if depth == 1:
            phases.setdefault(begin["tid"], []).append((begin["ts"], end["ts"], begin["name"]))
    runs = []
    for depth, begin, end in spans:
        if depth == 0:
            inside = [phase for phase in phases[begin["tid"]] if begin["ts"] <= phase[0] and phase[1] <= end["ts"]]
            running = [phase[0] for phase in inside if phase[2] == "RUNNING"]
            dpu = end["args"].get("dpu_ms")
            runs.append((begin["name"], begin["ts"], running[0] if running else None, begin["args"]["type"], end["ts"],
                         end["args"]["status"], None if dpu is None else str(dpu)))
            if inside[0][0] != begin["ts"] or inside[-1][1] != end["ts"]:
                problems.append(f"{begin} is not full of statuses")
    SEEN.update(run[5] for run in runs)
    SEEN.update(wait[3] for wait in waits)
    expected = runs_of(log, start_us, end_us)
    case(f"timeline/{name}/runs", sorted(runs, key=str) == expected and len(runs) > 0 and problems == [],
         set(map(str, runs)) ^ set(map(str, expected)))
    case(f"timeline/{name}/waits", waits == waits_of(log, start_us, end_us),
         set(waits) ^ set(waits_of(log, start_us, end_us)))
    commits = [event for event in events if event["ph"] == "i" and event.get("cat") == "commit"]
    case(f"timeline/{name}/commits", len(commits) == sum(row["kind"] == "commit" for row in log))

    taken, not_lowest = set(), []
    for event in events:
        if event.get("cat") == "run" and event["ph"] == "B":
            if event["tid"] != min(set(range(1, len(taken) + 2)) - taken):
                not_lowest.append(event)
            taken.add(event["tid"])
        elif event.get("cat") == "run":
            taken.discard(event["tid"])
    case(f"timeline/{name}/lowest-slot", not_lowest == [] and taken == set(), not_lowest[:5])

    # The counter has after each instant as many runs as there are spans over it.
    running = {event["ts"]: event["args"]["value"] for event in events
               if event["ph"] == "C" and event["name"] == "running refreshes"}
    level, levels = 0, {}
    for event in events:
        level += {"B": 1, "E": -1}.get(event["ph"], 0) if event.get("cat") == "run" else 0
        levels[event["ts"]] = level
    wrong, value = [], 0
    for time_us in sorted(levels):
        value = running.get(time_us, value)
        if value != levels[time_us]:
            wrong.append((time_us, value, levels[time_us]))
    case(f"timeline/{name}/counter", wrong == [] and len(running) > 0, wrong[:5])


def check_timelines(folder):
    for name, arguments in TRIALS:
        check_timeline(name, arguments, folder)
    case("timeline/sees-all-ends", TO_SEE <= SEEN, SEEN)
    one = run("trace", NIGHTLY, "--set", "lake.horizon=1 d", "--policy", "night").stdout
    other = run("trace", NIGHTLY, "--set", "lake.horizon=1 d", "--set", "policy.trigger=interval 1 d, phase 3 h",
                "--set", "policy.mode=full").stdout
    events = [json.loads(text)["traceEvents"] for text in (one, other)]
    case("timeline/policy", events[0] == events[1] and len(events[0]) > 10)
    refused = run("trace", NIGHTLY, "--policy", "night;later", status=1).stderr
    case("timeline/one-policy", refused.startswith("policy night;later: there is no such policy; allowed: "), refused)
    refused = run("trace", NIGHTLY, "--set", "table sales.changes.commits=poisson every 100 ms, 1 B", "--output",
                  os.path.join(folder, "large.json"), status=1).stderr
    case("timeline/too-large", "the timeline has more than 5000000 events; a shorter lake.horizon" in refused, refused)
    case("timeline/too-large-leaves-no-file", not os.path.exists(os.path.join(folder, "large.json")))


# --- Pages ------------------------------------------------------------------------------------------------------------

class Page(html.parser.HTMLParser):
    """Finds what is wrong with a page, and what is in it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.stack, self.problems, self.ids, self.figures, self.words = [], [], [], [], []
        self.axes = []  # of each picture: how many axes it has, and the ticks below each
        self.feed(text)
        if self.stack:
            self.problems.append(f"{self.stack} are not closed")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "figure":
            self.figures.append(attributes["id"])
        if tag == "svg":
            self.axes.append([0, {}])
        elif tag == "text" and (attributes["class"], attributes["text-anchor"]) == ("tick", "middle"):
            self.axes[-1][1].setdefault(attributes["y"], []).append(int(attributes["x"]))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        if "svg" not in self.stack:
            self.problems.append(f"<{tag}/> is no HTML")
        elif dict(attributes).get("class") == "axis":
            self.axes[-1][0] += 1

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.problems.append(f"</{tag}> closes another element")

    def handle_data(self, data):
        if "svg" not in self.stack and "style" not in self.stack:
            self.words.append(data)


def words_of(text):
    """Returns the words without the marks of Markdown, and without what only lays a text out."""
    return [word for word in re.sub(r"\\(.)", r"\1", re.sub(r"^\|.*--.*\|$|^#+ |(?<!\\)\|", " ", text, flags=re.M)).split()]


def check_page(name, text, page_text, pictures):
    page = Page(page_text)
    found = [word for word in FORBIDDEN if word in page_text.lower()]
    if len(set(page.ids)) != len(page.ids):
        page.problems.append("an id is there twice")
    numbers = [word for word in ("nan", "inf", "-9223372", "e+") if re.search(rf'[ "ML]{re.escape(word)}[ "\d]', page_text)]
    case(f"page/{name}/well-formed", page.problems == [] and numbers == [], page.problems + numbers)
    case(f"page/{name}/fetches-nothing", found == [], found)
    case(f"page/{name}/pictures", page.figures == pictures and len(page.axes) == 2 * len(pictures), page.figures)
    bare = [axes for axes in page.axes if axes[0] != len(axes[1])
            or any(len(ticks) < 2 or ticks != sorted(set(ticks)) for ticks in axes[1].values())]
    case(f"page/{name}/axes-have-ticks", bare == [] and page.axes != [], bare)
    words = set(" ".join(page.words).split())
    missing = [word for word in text.split() if word not in words and word != "replication:"]
    case(f"page/{name}/has-the-text", missing == [], missing)
    return page


def check_markdown(name, text, markdown):
    lines = markdown.splitlines()
    widths = [[len(re.split(r"(?<!\\)\|", line)) for line in block.splitlines()]
              for block in markdown.split("\n\n") if block.startswith("|")]
    case(f"markdown/{name}/tables", len(widths) > 1 and all(len(set(block)) == 1 for block in widths), widths)
    case(f"markdown/{name}/title", lines[0].startswith("# ") and sum(line.startswith("# ") for line in lines) == 1)
    missing = [word for word in text.split() if word not in words_of(markdown)]
    case(f"markdown/{name}/has-the-text", missing == [], missing)


def files_of(folder):
    return {name: os.path.join(folder, name) for name in ("outcome", "html", "md", "gnuplot", "csv")}


def write_all(*arguments, folder):
    files = files_of(folder)
    text = run(*arguments, "--html", files["html"], "--markdown", files["md"], "--gnuplot", files["gnuplot"], "--csv",
               files["csv"]).stdout
    return text, read(files["html"]), read(files["md"])


def check_outcomes(folder):
    experiment = ["what-if", NIGHTLY, "--set", AXIS, "--replications", "3"]
    pages = {}
    for n_threads in ("1", "2"):
        path = os.path.join(folder, f"threads-{n_threads}")
        os.makedirs(path)
        outcome = os.path.join(path, "nightly.outcome")
        text, page, markdown = write_all(*experiment, "--threads", n_threads, "--output", outcome, folder=path)
        pages[n_threads] = [page, markdown, *(read(path, "gnuplot", name) for name in sorted(os.listdir(os.path.join(path, "gnuplot"))))]
    case("page/threads", pages["1"] == pages["2"])
    check_page("outcome", text, pages["1"][0], PICTURES)
    check_markdown("outcome", text, pages["1"][1])

    again = os.path.join(folder, "again.html")
    run("report", outcome, "--html", again)
    case("page/from-the-outcome", read(again).replace(outcome, NIGHTLY) == pages["1"][0])
    text = run("report", outcome, "--html", "-").stdout
    case("page/standard-output", text == read(again))
    refused = run("report", outcome, "--html", "-", "--csv", "-", status=2).stderr
    case("page/one-standard-output", refused == "tarn report: only one of --csv and --html can be the standard output\n", refused)
    refused = run("report", outcome, "--html", "/nowhere/page.html", status=1).stderr
    case("page/cannot-be-written", "cannot write /nowhere/page.html" in refused, refused)
    check_front(os.path.join(folder, "threads-1"))
    return outcome


def check_front(folder):
    rows = rows_of(read(folder, "csv"))
    front = list(csv.reader(read(folder, "gnuplot", "front.csv").splitlines()))
    expected = {}
    for row in rows:
        if row["metric"] in ("cost-per-day", "lag-mean"):
            expected.setdefault((row["variant"], row["metric"]), []).append(int(row["value"]))
    wrong = [row for row in front[1:] for metric, at in (("cost-per-day", 1), ("lag-mean", 3))
             if abs(int(row[at]) - sum(expected[row[0], metric]) / 3) > 0.5]
    case("picture/front", front[0][1::2] == ["cost-per-day", "lag-mean", "front"] and len(front) == 3 and wrong == [], front)


def check_without_views(folder):
    """Pictures show views, so a lake that has only assets has none, and the page says so."""
    page = os.path.join(folder, "backfill.html")
    run("simulate", BACKFILL, "--set", "lake.horizon=6 h", "--html", page)
    text = read(page)
    case("page/without-views", Page(text).figures == [] and "the scenario has none." in text, Page(text).figures)


def check_left_out(folder):
    """A file of the scenario that is not there, or another one, leaves pictures out, and the page says why."""
    beside = os.path.join(folder, "lakes")
    shutil.copytree(os.path.join(ROOT, LAKES), beside)
    outcome, page = os.path.join(folder, "history.outcome"), os.path.join(folder, "history.html")
    run("what-if", HISTORY, "--set", "policy.trigger={interval 1 h; interval 4 h}", "--replications", "2", "--output", outcome)

    said = run("report", outcome, "--html", page).stderr
    expected = f"{outcome}:9: table sales.orders.commits: "
    text = read(page)
    case("page/file-not-there", "pictures are left out" in said and "orders.metadata.json" in said, said)
    case("page/file-not-there-is-said", Page(text).figures == ["front"] and "are left out: " in text
         and "orders.metadata.json: No such file" in text, (expected, [p for p in text.splitlines() if "left out" in p]))

    lake = os.path.join(beside, "history.lake")
    said = run("report", outcome, "--html", page, "--beside", lake).stderr
    case("page/beside", said == "" and Page(read(page)).figures == PICTURES, said)

    metadata = os.path.join(beside, "orders.metadata.json")
    text = read(metadata).replace('"added-files-size"', '"added-files-size" ', 1)
    with open(metadata, "w", encoding="utf-8") as file:
        file.write(text)
    said = run("report", outcome, "--html", page, "--beside", lake).stderr
    case("page/another-file", "this is of another experiment: line" in said
         and "this is of another experiment: line" in read(page) and Page(read(page)).figures == ["front"], said)


def check_another_version(folder, outcome):
    """The page does not show pictures of another version of the library under the figures of this one."""
    import hashlib
    lines = read(outcome).split("\n")
    at = next(i for i, line in enumerate(lines) if line[17:].startswith("library "))
    lines[at] = hashlib.sha256(b"library 0.9.0").hexdigest()[:16] + " library 0.9.0"
    other = os.path.join(folder, "old.outcome")
    with open(other, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    said = run("report", other, "--html", os.path.join(folder, "old.html")).stderr
    case("page/another-version", "'library 1.0.0' and not 'library 0.9.0'" in said
         and Page(read(folder, "old.html")).figures == ["front"], said)


# --- Pictures ---------------------------------------------------------------------------------------------------------

def check_pictures(folder):
    """Pictures are of the figures and the log of the same trial."""
    path = os.path.join(folder, "trial")
    os.makedirs(path)
    text, page, markdown = write_all("simulate", NIGHTLY, "--no-baselines", folder=path)
    check_page("trial", text, page, PICTURES[1:])
    check_markdown("trial", text, markdown)
    case("picture/none-of-a-front", sorted(os.listdir(os.path.join(path, "gnuplot")))
         == sorted(f"{name}.{kind}" for name in PICTURES[1:] for kind in ("csv", "gnuplot")))

    figures = {row["metric"]: row["value"] for row in rows_of(read(path, "csv")) if row["subject"] == "all"}
    lags = [int(row[1]) for row in list(csv.reader(read(path, "gnuplot", "lag-over-time.csv").splitlines()))[1:]]
    case("picture/lag", abs(sum(lags) / len(lags) - int(figures["lag-mean"])) <= 1 and len(lags) == 240, sum(lags) / len(lags))
    for what in ("lag", "age"):
        rows = dict(list(csv.reader(read(path, "gnuplot", f"{what}-percentiles.csv").splitlines()))[1:])
        wrong = [p for p in (50, 90, 95, 99) if rows[str(p * 10000)] != figures[f"{what}-p{p}"]]
        case(f"picture/{what}-percentiles", wrong == [] and len(rows) == 201, wrong)

    log_path = os.path.join(path, "log.csv")
    run("simulate", NIGHTLY, "--no-baselines", "--log", log_path)
    log = rows_of(read(log_path))
    slots = rows_of(read(path, "gnuplot", "slots.csv"))
    begin_us = min(int(row["time_us"]) for row in log if row["kind"] == "begin")
    end_us = max(int(row["end_us"]) for row in slots)
    expected = [(run[0], run[1], run[4], run[5]) for run in runs_of(log, 0, end_us)
                if run[1] <= int(slots[-1]["slot_us"]) and run[4] > begin_us]
    found = [(row["view"], int(row["slot_us"]), int(row["end_us"]), row["status"]) for row in slots]
    case("picture/slots", sorted(found, key=str) == sorted(expected, key=str) and len(found) > 10,
         set(map(str, found)) ^ set(map(str, expected)))
    overlapping = [(one, other) for one, other in zip(slots, slots[1:])
                   if one["slot"] == other["slot"] and int(one["end_us"]) > int(other["slot_us"])]
    case("picture/slots-have-one-run", overlapping == [], overlapping)


def check_many(folder):
    """Of many variants, some are left out, and the page says so."""
    path = os.path.join(folder, "many")
    os.makedirs(path)
    text, page, _ = write_all("what-if", NIGHTLY, "--set", "policy.trigger=interval {20 min; 30 min; 1 h; 2 h; 3 h}", "--set",
                              "lake.slots={1; 2}", "--replications", "2", folder=path)
    check_page("many", text, page, PICTURES)
    labels = next(csv.reader(read(path, "gnuplot", "lag-over-time.csv").splitlines()))[1:]
    case("picture/six-variants", len(labels) == 6 and "The pictures below show 6 of 10 variants: " in page, labels)
    case("picture/slots-of-three", "Only the first 3 of these variants are shown." in page)
    case("picture/stretch", "The rest of the window, which ends 2026-11-10, is left out." in page)


def check_one(folder):
    """One metric has no front, and names may be any."""
    path = os.path.join(folder, "one")
    os.makedirs(path)
    lake = os.path.join(path, "odd & \"odd\" <b>.lake")
    shutil.copy(os.path.join(ROOT, NIGHTLY), lake)
    text, page, markdown = write_all("what-if", lake, "--set", AXIS, "--metrics", "lag-mean", "--replications", "2", folder=path)
    check_page("one-metric", text, page, PICTURES[1:])
    check_markdown("one-metric", text, markdown)
    case("markdown/escaped", 'odd \\& "odd" \\<b\\>.lake' in markdown.splitlines()[0], markdown.splitlines()[0])
    text, page, _ = write_all("simulate", RETAIL, "--no-baselines", "--set", "lake.horizon=1 s", "--set", "lake.warm-up=0 s", folder=path)
    check_page("one-second", text, page, PICTURES[1:])


def check_marks(folder):
    """A variant that has no mean in one of the two metrics is no mark of the front: this view is never refreshed."""
    path = os.path.join(folder, "marks")
    os.makedirs(path)
    lake = os.path.join(path, "one-view.lake")
    with open(lake, "w", encoding="utf-8") as file:
        file.write("[lake]\nhorizon = 6 h\n[table a.t]\ncommits = poisson every 20 min, 1 MB\n[view a.v]\nsources = a.t\n"
                   "[policy]\ntrigger = {interval 1 h; interval 900 d, phase 800 d; interval 3 h}\n")
    for metrics in ("read-amplification,cost-per-day", "cost-per-day,read-amplification"):
        run("what-if", lake, "--metrics", metrics, "--replications", "2", "--gnuplot", path)
        labels = [row[0] for row in list(csv.reader(read(path, "front.csv").splitlines()))[1:]]
        case(f"picture/mark/{metrics}", len(labels) == 2 and not any("900 d" in label for label in labels), labels)


def check_gnuplot(folder):
    if shutil.which("gnuplot") is None:
        skip("gnuplot", "needs gnuplot")
        return
    for name in ("threads-1", "trial", "many", "one"):
        scripts = [file for file in os.listdir(os.path.join(folder, name, "gnuplot")) if file.endswith(".gnuplot")]
        said = [subprocess.run(["gnuplot", script], capture_output=True, text=True, cwd=os.path.join(folder, name, "gnuplot"),
                               timeout=60, check=False) for script in sorted(scripts)]
        sizes = [os.path.getsize(os.path.join(folder, name, "gnuplot", script.replace(".gnuplot", ".svg"))) for script in scripts]
        case(f"gnuplot/{name}", all(ran.returncode == 0 and "error" not in ran.stderr for ran in said) and min(sizes) > 3000,
             [ran.stderr for ran in said])


with tempfile.TemporaryDirectory() as temporary:
    check_timelines(temporary)
    check_another_version(temporary, check_outcomes(temporary))
    check_without_views(temporary)
    check_left_out(temporary)
    check_pictures(temporary)
    check_many(temporary)
    check_one(temporary)
    check_marks(temporary)
    check_gnuplot(temporary)
print(f"1..{n_cases}")
sys.exit(n_failed > 0)
