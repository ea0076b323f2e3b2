#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests rules that can be checked in the sources: floors.py ROOT.

A file only includes headers of rooms on lower floors and of its own room, so that no room depends on the
rooms above it. Other rules forbid code that would make a run depend on more than its seed and its calls. Most
rules ignore comments and strings.
"""

import re
import sys
from pathlib import Path

# The floors from the lowest to the highest. Rooms on the same floor must not include each other's headers.
FLOORS = [["kernel"], ["admission"], ["runs"], ["glue", "datazone"], ["engine"]]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
WAYS_IN = ["wire", "lab"]  # these rooms only include public headers of others
# The floors of the lab from the lowest to the highest.
LAB_FLOORS = ["statistics", "history", "policy", "scenario", "world", "trial", "measure", "experiment", "report", "command"]
# How reports and the program both write numbers and tables. Each has the code by itself.
COPIED = ["lab/report/numbers.h", "lab/report/text-table.h"]
# The room that implements each public header.
PUBLIC = {
    "tarn-types.h": "kernel",
    "tarn-version-macros.h": "kernel",
    "tarn-error.h": "kernel",
    "tarn-random.h": "kernel",
    "tarn-time-histogram.h": "kernel",
    "tarn-wide.h": "kernel",
    "tarn-principal.h": "admission",
    "tarn-service.h": "admission",
    "tarn-change-filter.h": "admission",
    "tarn-change.h": "admission",
    "tarn-journal.h": "admission",
    "tarn-fault-plan.h": "admission",
    "tarn-cost-model.h": "admission",
    "tarn-slot-chooser.h": "admission",
    "tarn-catalog.h": "glue",
    "tarn-commit-change.h": "glue",
    "tarn-commit.h": "glue",
    "tarn-cost-plan.h": "glue",
    "tarn-glue-error.h": "glue",
    "tarn-measures.h": "glue",
    "tarn-refresh-estimate.h": "glue",
    "tarn-refresh-work.h": "glue",
    "tarn-stretch.h": "glue",
    "tarn-table-input.h": "glue",
    "tarn-table-name.h": "glue",
    "tarn-table.h": "glue",
    "tarn-waiting-runs.h": "glue",
    "tarn-glue-client.h": "glue",
    "tarn-refresh-run-iter.h": "glue",
    "tarn-refresh-run.h": "glue",
    "tarn-refresh-change.h": "glue",
    "tarn-domain.h": "datazone",
    "tarn-asset-input.h": "datazone",
    "tarn-prediction-choices.h": "datazone",
    "tarn-asset.h": "datazone",
    "tarn-datazone-error.h": "datazone",
    "tarn-metadata-plan.h": "datazone",
    "tarn-metadata-work.h": "datazone",
    "tarn-datazone-client.h": "datazone",
    "tarn-metadata-run-iter.h": "datazone",
    "tarn-metadata-run.h": "datazone",
    "tarn-metadata-change.h": "datazone",
    "tarn-start-options.h": "runs",
    "tarn-access.h": "engine",
    "tarn-fork-options.h": "engine",
    "tarn-hold.h": "engine",
    "tarn-pending-event.h": "engine",
    "tarn-clock-limits.h": "engine",
    "tarn-sample.h": "engine",
    "tarn-harness.h": "engine",
    "tarn-engine.h": "engine",
    "tarn-clock.h": "engine",
    "tarn-snapshot.h": "engine",
    "tarn-invoke.h": "engine",
    "tarn.h": "engine",
    "tarn-wire-endpoint.h": "wire",
    "tarn-wire-error.h": "wire",
    "tarn-wire-response.h": "wire",
    "tarn-wire.h": "wire",
    "tarn-lab-baseline.h": "lab",
    "tarn-lab-decision.h": "lab",
    "tarn-lab-error.h": "lab",
    "tarn-lab-experiment.h": "lab",
    "tarn-lab-measure.h": "lab",
    "tarn-lab-metric.h": "lab",
    "tarn-lab-outcome.h": "lab",
    "tarn-lab-policy.h": "lab",
    "tarn-lab-report.h": "lab",
    "tarn-lab-result.h": "lab",
    "tarn-lab-rule.h": "lab",
    "tarn-lab-scenario.h": "lab",
    "tarn-lab-trial.h": "lab",
    "tarn-lab-types.h": "lab",
    "tarn-lab.h": "lab",
}
# Each library has a folder for its public headers.
PUBLIC_FOLDERS = ["tarn", *(f"tarn-{room}" for room in WAYS_IN)]
# The headers of other libraries that a public header may include, because every user's program has them.
OF_USERS = ["glib.h", "glib-object.h", "gio/gio.h"]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
# A comment, a string or a character.
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
# The only calls that read what is around the process, and why each is harmless.
AMBIENT_ALLOWED = {
    # The library opens the files that the user names.
    "lib/kernel/file.c": ["g_open"],
    "lib/lab/policy/module.c": ["g_open"],
    "lib/lab/history/file.c": ["g_open"],
    "lib/lab/experiment/part.c": ["g_open", "g_mkstemp_full"],
    # An engine that keeps pace with real time computes how long to wait.
    "lib/engine/pace.c": ["g_get_monotonic_time"],
    # The program opens the files that the user names.
    "lib/lab/command/output.c": ["g_fopen", "g_mkstemp_full", "fdopen"],
    # A job of a cluster says by its environment which part of the work is its.
    "lib/lab/command/shard.c": ["g_getenv"],
    # The program shows progress to a user who watches, and ends when the user interrupts. No figure depends on it.
    "lib/lab/command/terminal.c": ["g_get_monotonic_time", "isatty", "signal", "raise"],
}
FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 800
SERVICES = ["glue", "datazone"]
# The rooms that all services share. They must not depend on a service, so that a third one can use them.
OF_ALL_SERVICES = ["kernel", "admission", "runs"]
INTEGER_ROOMS = [*OF_ALL_SERVICES, *SERVICES, *WAYS_IN]
# The only fraction of the service. It is computed from integers in the last step.
DOUBLE_GETTER = "tarn_refresh_run_get_dpu_seconds"


def blank(match):
    """Keeps the line breaks, so that counts and numbers of lines stay those of the file."""
    return re.sub(r"[^\n]", " ", match.group())


class Source:
    def __init__(self, path, root):
        self.path = path
        self.name = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.code = NOT_CODE.sub(blank, self.text)
        parts = path.relative_to(root).parts
        self.room = parts[1] if parts[0] == "lib" and len(parts) > 2 else None
        self.is_public = parts[0] == "include"

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def includes(self):
        for match in INCLUDE.finditer(self.text):
            yield self.line_of(match.start()), match.group(1), match.group(2)

    def find(self, pattern):
        """Yields a description of each place in the code that matches the pattern."""
        for match in re.finditer(pattern, self.code):
            yield f"{self.name}:{self.line_of(match.start())}: {match.group().strip()}"


def room_of(source):
    return PUBLIC.get(source.path.name) if source.is_public else source.room


def is_public_target(target):
    return target.split("/")[0] in PUBLIC_FOLDERS


def room_of_include(source, bracket, target):
    """Returns the room of a header of this project, or None."""
    if is_public_target(target):
        return PUBLIC.get(target.split("/", 1)[1])
    folder = target.split("/")[0] if "/" in target else None
    if folder in FLOOR or folder in WAYS_IN:
        return folder
    # A header in quotes without a folder is in the folder of the file.
    return source.room if bracket == '"' else None


def check_arrows(sources):
    for source in sources:
        own = room_of(source)
        if own not in FLOOR:
            continue
        for line, bracket, target in source.includes():
            other = room_of_include(source, bracket, target)
            if other is None or other == own:
                continue
            if other not in FLOOR or FLOOR[other] >= FLOOR[own]:
                yield f"{source.name}:{line}: {own} includes {target}, which is {other}'s"


def find_circle(needs, start):
    """Returns a chain of includes from a file back to itself, or None."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        for other in sorted(needs.get(way[-1], ())):
            if other == start:
                return [*way, start]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return None


def check_circles(sources):
    """Finds circles of includes. A header and the .c file of the same name count as one file."""
    needs = {}
    for source in sources:
        if source.is_public:
            continue
        name = source.name.rsplit(".", 1)[0].removeprefix("lib/")
        for _, bracket, target in source.includes():
            if bracket != '"':
                continue
            path = target if "/" in target else f"{source.room}/{target}"
            other = path.rsplit(".", 1)[0]
            if other != name:
                needs.setdefault(name, set()).add(other)
    for name in sorted(needs):
        circle = find_circle(needs, name)
        # Each circle is reported once, for the first of its files.
        if circle is not None and name == min(circle):
            yield " includes ".join(circle)


def check_services(sources):
    """Finds names of services in the shared rooms, which serve all services, even in comments and strings."""
    pattern = re.compile("|".join(SERVICES), re.I)
    for source in sources:
        if source.room in OF_ALL_SERVICES:
            for match in pattern.finditer(source.text):
                yield f"{source.name}:{source.line_of(match.start())}: {match.group()}"


def check_rooms(sources):
    for source in sources:
        if source.is_public and source.path.name not in PUBLIC:
            yield f"{source.name}: is missing in PUBLIC, which names its room"
        if not source.is_public and source.room not in [*FLOOR, *WAYS_IN]:
            yield f"{source.name}: is in no known room"
        for line, bracket, target in source.includes():
            if is_public_target(target) and target.split("/", 1)[1] not in PUBLIC:
                yield f"{source.name}:{line}: {target} is no public header that is known"


def check_public_headers(sources):
    for source in sources:
        for line, bracket, target in source.includes():
            if source.is_public and (
                    bracket == '"' or not (is_public_target(target) or target in OF_USERS)):
                yield f"{source.name}:{line}: includes {target}, which users do not have"


def check_ways_in(sources):
    for source in sources:
        for line, bracket, target in source.includes():
            own = room_of(source)
            is_private = target.split("/")[0] in [*FLOOR, *WAYS_IN]
            other = room_of_include(source, bracket, target)
            is_allowed = other in (None, own) or (other not in WAYS_IN and not is_private)
            if own in WAYS_IN and not is_allowed:
                yield f"{source.name}:{line}: includes {target}, which is not public"


def lab_floor_of(path):
    """Returns the floor of the lab that a path such as lab/world/world.h is on, or None."""
    parts = path.split("/")
    return LAB_FLOORS.index(parts[1]) if parts[0] == "lab" and parts[1] in LAB_FLOORS else None


def check_lab_floors(sources):
    for source in sources:
        if source.room != "lab":
            continue
        own = lab_floor_of(source.name.removeprefix("lib/"))
        if own is None:
            yield f"{source.name}: is on no floor of the lab"
            continue
        for line, bracket, target in source.includes():
            other = lab_floor_of(target) if bracket == '"' and "/" in target else None
            if other is not None and other > own:
                yield f"{source.name}:{line}: includes {target}, which is on a higher floor"


def check_program(sources):
    """Finds includes of the program that are not its own. It calls the library as any program does."""
    for source in sources:
        if not source.name.startswith("lib/lab/command/"):
            continue
        for line, bracket, target in source.includes():
            if bracket == '"' and not target.startswith("lab/command/") and target not in COPIED:
                yield f"{source.name}:{line}: includes {target}, which no other program has"


def check_integers(sources):
    for source in sources:
        if room_of(source) not in INTEGER_ROOMS:
            continue
        for line, _, target in source.includes():
            if target in ("math.h", "tgmath.h", "float.h", "complex.h"):
                yield f"{source.name}:{line}: includes {target}"
        # The pattern matches the declaration of the getter, or its definition with the body.
        getter = re.compile(
            r"\bdouble\s+" + DOUBLE_GETTER + r"\s*\([^)]*\)(?:\s*\{.*?\n\}|[^;{]*;)", re.S)
        code = source.code
        source.code = getter.sub(blank, code)
        yield from source.find(r"\b(?:double|float|gdouble|gfloat|long\s+double)\b")
        source.code = code


def check_iteration(sources):
    pattern = r"\bg_hash_table_(?:iter_init|foreach\w*|get_keys\w*|get_values\w*|find|steal_all\w*)\b"
    for source in sources:
        yield from source.find(pattern)


def check_ambient_input(sources):
    pattern = (
        r"\b(?:g_getenv|g_get_environ|secure_getenv|getenv|time|gettimeofday|clock_gettime|localtime\w*"
        r"|g_get_monotonic_time|g_get_real_time|g_get_current_time|g_date_time_new_now\w*"
        r"|g_random_\w+|g_rand_\w+|rand|random|srand|getrandom|g_uuid_string_random|g_usleep|sleep"
        r"|g_timeout_add\w*|(?:g_)?f?open|fdopen|g_mkstemp\w*|g_mapped_file_new|isatty|ttyname|signal|sigaction"
        r"|g_unix_signal_\w+|raise)\s*\("
    )
    for source in sources:
        if source.is_public:
            continue
        allowed = AMBIENT_ALLOWED.get(source.name, [])
        for found in source.find(pattern):
            if found.split(": ", 1)[1].rstrip(" (") not in allowed:
                yield found


def check_file_lengths(sources):
    for source in sources:
        # Generated files have no limit. In a public header, documentation does not count.
        if "/* Written by " in source.text:
            continue
        text = source.code if source.is_public else source.text
        n_lines = sum(1 for line in text.splitlines() if line.strip() or not source.is_public)
        if n_lines > FILE_LINES_MAX:
            yield f"{source.name}: {n_lines} lines"


def check_function_lengths(sources):
    for source in sources:
        lines = source.code.splitlines()
        start = None
        for number, line in enumerate(lines, 1):
            # In this code style, only the brace of a function is alone in the first column.
            if line.rstrip() == "{" and re.search(r"\)\s*$", lines[number - 2]):
                start = number
            elif line.startswith("}") and start is not None:
                if number - start - 1 > FUNCTION_LINES_MAX:
                    yield f"{source.name}:{start}: a function of {number - start - 1} lines"
                start = None


RULES = [
    ("no include runs up or sideways", check_arrows),
    ("no file includes itself by way of others", check_circles),
    ("kernel, admission and runs name no service", check_services),
    ("every file is in a room", check_rooms),
    ("public headers include no private ones", check_public_headers),
    ("wire and lab include public headers only", check_ways_in),
    ("no include runs up in the lab", check_lab_floors),
    ("the program tarn calls public functions only", check_program),
    ("no floating point in kernel, admission, services, wire and lab", check_integers),
    ("no hash table is iterated", check_iteration),
    ("nothing ambient is read", check_ambient_input),
    (f"no file is over {FILE_LINES_MAX} lines", check_file_lengths),
    (f"no function is over {FUNCTION_LINES_MAX} lines", check_function_lengths),
]


def main(root):
    root = Path(root)
    paths = sorted(
        path for folder in ("lib", "include") for path in (root / folder).rglob("*.[ch]"))
    sources = [Source(path, root) for path in paths]
    n_failed = 0

    if not sources:
        print("Bail out! no sources found")
        return 1
    print(f"1..{len(RULES)}")
    for number, (title, check) in enumerate(RULES, 1):
        findings = list(check(sources))
        n_failed += bool(findings)
        for finding in findings:
            print(f"# {finding}")
        print(f"{'not ok' if findings else 'ok'} {number} {title}", flush=True)
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
