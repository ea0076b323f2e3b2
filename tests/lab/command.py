#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the program tarn as a user runs it: its help, its tables, its files and its errors.

usage: command.py SOURCE-ROOT TARN SERVICE-TABLES MODULE
"""
import csv
import os
import pty
import re
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile

# A shell starts a program in its background with interrupts ignored, and programs inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT, TARN, SERVICE_TABLES, MODULE = (os.path.abspath(path) for path in sys.argv[1:])
LAKES = os.path.join("examples", "lakes")
HEADLINE = os.path.join(LAKES, "headline.lake")
NIGHTLY = os.path.join(LAKES, "nightly.lake")
COMMANDS = ["compare", "explain", "keys", "merge", "metrics", "operations", "options", "policies", "report", "run",
            "simulate", "trace", "what-if"]
ALLOWED_COMMANDS = ", ".join(COMMANDS) + ", --help, --version"
LISTED = [line.split()[:2] for line in subprocess.run([TARN, "policies"], capture_output=True, text=True,
                                                     check=True).stdout.splitlines()]
PRESETS, TRIGGERS = ([name for key, name in LISTED if key == wanted] for wanted in ("preset", "trigger"))
SET = "--set, --policy, --replication, "
EXPERIMENT = ("--set, --replications, --metrics, --baseline, --best, --stop, --threads, --plan, --output, --fail-if, --resume,"
              " --csv, --markdown, --html, --gnuplot, --help")
OF_SIMULATE = "--log, --csv, --markdown, --html, --gnuplot, --views, --no-baselines, --batches, --fail-if, "
ORDER = os.path.join("examples", "experiments", "order.lake")
DAY = "--set lake.horizon=1d"

# Arguments, the exit status, and the only line on the standard error.
REFUSED = [
    ([], 2, f"tarn: a command is missing; allowed: {ALLOWED_COMMANDS}"),
    (["frob"], 2, f"tarn: unknown command 'frob'; allowed: {ALLOWED_COMMANDS}"),
    (["--frob"], 2, f"tarn: unknown command '--frob'; allowed: {ALLOWED_COMMANDS}"),
    (["simulate"], 2, "tarn simulate: FILE.lake is missing; see --help"),
    (["simulate", "a.lake", "b.lake"], 2, "tarn simulate: unexpected 'b.lake'; see --help"),
    (["simulate", "--frob", "a.lake"], 2,
     f"tarn simulate: unknown option '--frob'; allowed: {SET}{OF_SIMULATE}--help"),
    (["simulate", "--fr=ob", "a.lake"], 2,
     f"tarn simulate: unknown option '--fr'; allowed: {SET}{OF_SIMULATE}--help"),
    (["simulate", "-v", "a.lake"], 2,
     f"tarn simulate: unknown option '-v'; allowed: {SET}{OF_SIMULATE}--help"),
    (["simulate", "a.lake", "--csv"], 2, "tarn simulate: --csv needs FILE; see --help"),
    (["simulate", "a.lake", "--views=yes"], 2, "tarn simulate: --views takes no value"),
    (["simulate", "a.lake", "--views", "--views"], 2, "tarn simulate: --views is there twice"),
    (["simulate", "a.lake", "--replication", "-1"], 2,
     "tarn simulate: --replication: '-1' is no whole number; allowed: 0 to 18446744073709551615"),
    (["simulate", "a.lake", "--replication", "18446744073709551616"], 2,
     "tarn simulate: --replication: '18446744073709551616' is no whole number; allowed: 0 to 18446744073709551615"),
    (["simulate", HEADLINE, "--set", "policy.trigger"], 2,
     "tarn simulate: --set: 'policy.trigger' is not of the form KEY=VALUE"),
    (["simulate", NIGHTLY, "--policy", "frob=hourly"], 1,
     "--policy: policy frob: no view has this policy; allowed: [policy], [policy later], [policy night]"),
    (["simulate", NIGHTLY, "--policy", "night=frob"], 1,
     "policy frob: there is no such policy; allowed: the groups policy, later, night; the presets " + ", ".join(PRESETS) +
     "; keys such as `trigger = interval 15 min; order = edf`; a module such as ./mine.so"),
    (["simulate", NIGHTLY, "--policy", "trigger = frob"], 1,
     "--policy: policy.trigger: 'frob' stands where " + ", ".join(TRIGGERS[:-1]) + f" or {TRIGGERS[-1]} is due; allowed: "
     + " | ".join(TRIGGERS)),
    (["explain", NIGHTLY, "sales.daily", "3d", "--policy", "./frob.so"], 1, "./frob.so: No such file or directory"),
    (["simulate", NIGHTLY, "--policy", "README.md/"], 1, "README.md/: Not a directory"),
    (["policies", "frob"], 2, "tarn policies: NAME: there is no 'frob'; allowed: preset, trigger, order, mode, admit, and"
     " each name that `tarn policies` lists"),
    (["policies", "edf", "fifo"], 2, "tarn policies: unexpected 'fifo'; see --help"),
    (["simulate", HEADLINE, "--set", "=1"], 2, "tarn simulate: --set: '=1' is not of the form KEY=VALUE"),
    (["simulate", NIGHTLY, "--set", "policy.trigger=interval {15 min; 1 h}"], 1,
     f"{NIGHTLY}: policy.trigger: it has 2 values, and a trial needs one; allowed: one value, or an experiment with all"),
    (["simulate", ORDER], 1,
     f"{ORDER}:25: policy.order: it has 3 values, and a trial needs one; allowed: one value, or an experiment with all"),
    (["simulate", HEADLINE, "--log", "-", "--csv", "-"], 2,
     "tarn simulate: only one of --log and --csv can be the standard output"),
    (["simulate", NIGHTLY, "--log", "/nowhere/log.csv"], 1,
     "tarn simulate: cannot write /nowhere/log.csv: No such file or directory"),
    (["simulate", NIGHTLY, "--csv", "/nowhere/figures.csv"], 1,
     "tarn simulate: cannot write /nowhere/figures.csv: No such file or directory"),
    (["simulate", "/nowhere/a.lake"], 1, "/nowhere/a.lake: No such file or directory"),
    (["explain", NIGHTLY, "sales.weekly", "3d"], 1, f"{NIGHTLY}: the scenario has no view sales.weekly;"
     " allowed: a view such as sales.daily, sales.monthly, sales.board_1, sales.board_2, sales.board_3"),
    (["explain", NIGHTLY, "sales.orders", "3d"], 1, f"{NIGHTLY}: sales.orders is a table and no view;"
     " allowed: a view such as sales.board_1, sales.board_2, sales.board_3, sales.daily, sales.monthly"),
    (["simulate", NIGHTLY, "--set", "view sales.board_2.weight=2"], 1,
     "--set: view sales.board_2.weight: a template makes [view sales.board_2]; allowed: the template [view sales.board_%d]"),
    (["simulate", NIGHTLY, "--set", "view sales.daily.weight=0.5"], 1,
     "--set: view sales.daily.weight: '0.5' is no whole number; allowed: a whole number from 1 to 1000000"),
    (["explain", NIGHTLY, "sales.daily"], 2, "tarn explain: TIME is missing; see --help"),
    (["explain", NIGHTLY, "sales.daily", "1d", "--csv", "x"], 2,
     f"tarn explain: unknown option '--csv'; allowed: {SET}--help"),
    (["metrics", "age"], 2, "tarn metrics: unexpected 'age'; see --help"),
    (["options", "--views"], 2, "tarn options: unknown option '--views'; allowed: --help"),
    (["compare"], 2, "tarn compare: FILE.lake is missing; see --help"),
    (["compare", "--frob", NIGHTLY], 2, f"tarn compare: unknown option '--frob'; allowed: --policy, {EXPERIMENT}"),
    (["what-if", "--policy=hourly", NIGHTLY], 2, f"tarn what-if: unknown option '--policy'; allowed: {EXPERIMENT}"),
    (["run", "--policy=hourly", NIGHTLY], 2, f"tarn run: unknown option '--policy'; allowed: --shard, --range, {EXPERIMENT}"),
    (["merge"], 2, "tarn merge: OUTCOME... is missing; see --help"),
    (["merge", "--csv=x", "a"], 2, "tarn merge: unknown option '--csv'; allowed: --output, --help"),
    (["report", "--frob", "a"], 2, "tarn report: unknown option '--frob'; allowed: --csv, --markdown, --html, --gnuplot, --beside, --fail-if, --help"),
    (["report", "/nowhere/a.outcome"], 1, "/nowhere/a.outcome: No such file or directory"),
    (["report", NIGHTLY], 1, f"{NIGHTLY}: line 1: this is no outcome of an experiment"),
    (["what-if", NIGHTLY], 2, "tarn what-if: there is nothing to vary; a value such as"
     " --set 'policy.trigger={interval 15 min; interval 1 h}' has an axis"),
    (["compare", NIGHTLY, "--policy", "hourly,frob"], 1,
     f"{NIGHTLY}: frob: policy frob: there is no such policy; allowed: the groups policy, later, night; the presets"
     f" {', '.join(PRESETS)}; keys such as `trigger = interval 15 min; order = edf`; a module such as ./mine.so"),
    (["compare", NIGHTLY, "--replications", "0"], 1,
     "--replications: experiment.replications: '0' is less than 1; allowed: a whole number from 1 to 100000"),
    (["compare", NIGHTLY, "--metrics", "lag-mean,frob"], 1,
     f"{NIGHTLY}: experiment.metrics: 'frob' is no metric of all views; allowed: what `tarn metrics` lists"),
    (["compare", NIGHTLY, "--best", "frob"], 1,
     f"{NIGHTLY}: experiment.best: 'frob' is no metric of all views; allowed: what `tarn metrics` lists"),
    (["compare", NIGHTLY, "--policy", "hourly,every15", "--baseline", "frob"], 1,
     f"{NIGHTLY}: experiment.baseline: there is no variant 'frob'; allowed: hourly; every15"),
    (["compare", NIGHTLY, "--stop", "frob"], 1,
     "--stop: experiment.stop: 'frob' stands where a percentage is due; allowed: a percentage from 0 % to 100 %, such as 5 %"),
    (["compare", NIGHTLY, "--threads", "0"], 2, "tarn compare: --threads: allowed: 1 to 1024"),
    (["compare", NIGHTLY, "--threads", "1025"], 2, "tarn compare: --threads: allowed: 1 to 1024"),
    (["compare", NIGHTLY, "--resume"], 2, "tarn compare: --resume needs --output with a file"),
    (["compare", NIGHTLY, "--plan", "--plan"], 2, "tarn compare: --plan is there twice"),
    (["compare", NIGHTLY, "--resume", "--output", "-"], 2, "tarn compare: --resume needs --output with a file"),
    (["run", NIGHTLY, "--shard", "1/2"], 2, "tarn run: a part of the replications needs --output"),
    (["run", NIGHTLY, "--range", "0-1"], 2, "tarn run: a part of the replications needs --output"),
    *((["run", NIGHTLY, "--output", "x", "--range", words], 2,
       f"tarn run: --range: '{words}' is no range; allowed: FIRST-LAST, replications from 0 to 9")
      for words in ("", "1", "-1", "2-1", "0-10", "1-2-3", "a-b", "0-99999999999")),
    *((["run", NIGHTLY, "--output", "x", "--shard", shard], 2,
       f"tarn run: --shard: '{shard}' is no shard; allowed: K/N with K from 1 to N")
      for shard in ("", "1", "0/2", "3/2", "1/0", "1/2/3", "-1/2", "a/b", "1/100001")),
    (["run", NIGHTLY, "--output", "/nowhere/a.outcome"], 1,
     "/nowhere/a.outcome.part: No such file or directory"),
    (["operations", "--", "--help"], 2, "tarn operations: unexpected '--help'; see --help"),
]
# Arguments, conditions, the exit status, and the line on the standard error without the name of the program.
SIMULATE = ["simulate", NIGHTLY]
COMPARE = ["compare", NIGHTLY, "--policy", "hourly,every15", "--replications", "2", "--threads", "1"]
GROWING = ["--set", "policy.trigger=interval 1 min, queue", "--set", "policy.mode=full"]
CONDITIONS = [
    (SIMULATE, ["lag-mean > 7 min"], 0, ""),
    (SIMULATE, ["lag-mean > 6 min"], 3,
     "'lag-mean > 6 min': lag-mean is 6.946568 min, which is > 6 min"),
    (SIMULATE, ["lag-mean>6min"], 3, "'lag-mean>6min': lag-mean is 6.946568 min, which is > 6min"),
    (SIMULATE, ["lag-mean < 6 min 56.794065 s"], 0, ""),
    (SIMULATE, ["lag-mean <= 6 min 56.794065 s"], 3,
     "'lag-mean <= 6 min 56.794065 s': lag-mean is 6.946568 min, which is <= 6 min 56.794065 s"),
    (SIMULATE, ["lag-mean = 6 min 56.794065 s"], 3,
     "'lag-mean = 6 min 56.794065 s': lag-mean is 6.946568 min, which is = 6 min 56.794065 s"),
    (SIMULATE, ["lag-mean >= 6 min 56.794066 s"], 0, ""),
    (SIMULATE, ["slo-share < 99 %"], 0, ""),
    (SIMULATE, ["slo-share >= 100 %"], 3, "'slo-share >= 100 %': slo-share is 100 %, which is >= 100 %"),
    (SIMULATE, ["cost-per-day > 50 USD", "runs-full > 13.5"], 3, "'runs-full > 13.5': runs-full is 14, which is > 13.5"),
    (SIMULATE, ["used > 1 DPU-h"], 3, None),
    (SIMULATE, ["waiting-mean > 1.5"], 0, ""),
    ([*SIMULATE, *GROWING], ["slo-share < 1 %"], 3, "'slo-share < 1 %': UNSTABLE, the backlog grows"),
    (SIMULATE, ["hourly: lag-mean > 1 min"], 2,
     "'hourly: lag-mean > 1 min': there is no variant 'hourly': one trial has no variants, and a condition is about all its views;"
     " leave out 'hourly:'"),
    (SIMULATE, ["lag"], 2, "'lag': this is no condition; allowed: METRIC < QUANTITY, with <, <=, >, >= or =, and VARIANT: before"
     " it for one variant"),
    (SIMULATE, [""], 2, "'': this is no condition; allowed: METRIC < QUANTITY, with <, <=, >, >= or =, and VARIANT: before it for"
     " one variant"),
    (SIMULATE, ["frob > 1"], 2, "'frob > 1': 'frob' is no metric of all views; allowed: what `tarn metrics` lists"),
    (SIMULATE, ["> 1"], 2, "'> 1': '' is no metric of all views; allowed: what `tarn metrics` lists"),
    (SIMULATE, ["lag-mean > 30"], 2,
     "'lag-mean > 30': '30' is no quantity of lag-mean; allowed: a duration such as 30 min or 1 h 30 min"),
    (SIMULATE, ["lag-mean > 30 min 1 h"], 2,
     "'lag-mean > 30 min 1 h': '30 min 1 h' is no quantity of lag-mean; allowed: a duration such as 30 min or 1 h 30 min"),
    (SIMULATE, ["lag-mean > "], 2,
     "'lag-mean > ': '' is no quantity of lag-mean; allowed: a duration such as 30 min or 1 h 30 min"),
    (SIMULATE, ["lag-mean > 1 %"], 2,
     "'lag-mean > 1 %': '1 %' is no quantity of lag-mean; allowed: a duration such as 30 min or 1 h 30 min"),
    (SIMULATE, ["slo-share > 0.00001 %"], 2,
     "'slo-share > 0.00001 %': '0.00001 %' is no quantity of slo-share; allowed: a percentage such as 99 %"),
    (SIMULATE, ["lag-mean => 1 min"], 2, None),
    (["simulate", NIGHTLY, "--set", "view sales.daily.slo=none", "--set", "view sales.monthly.slo=none",
      "--set", "view sales.board_%d.slo=none"], ["slo-share < 99 %"], 1, "'slo-share < 99 %': there is no figure of slo-share"),
    (COMPARE, ["lag-mean > 1 h"], 0, ""),
    (COMPARE, ["hourly: lag-mean > 1 s"], 3, None),
    (COMPARE, ["frob: lag-mean > 1 s"], 2, "'frob: lag-mean > 1 s': there is no variant 'frob'; allowed: hourly; every15"),
]
# A name, what is set in the scenario, what the report then says, and what it does not say.
REPORTS = [
    ("assumed", [], [
        "Throughput 40 MB/s per DPU (assumed), start-up 30 s (assumed), price 0.44 USD per DPU-hour (assumed),\n",
        "amplification 5 bytes read for each changed byte (assumed), smallest bill 1 min on 2 DPU (assumed).\n"], []),
    ("set", ["cost.throughput=1.5 GB/s", "cost.startup=90 s", "cost.price=0.123456 USD", "cost.amplification=2.5",
             "cost.billing-minimum=10 min", "cost.dpu-min=4"], [
        "Throughput 1.5 GB/s per DPU, start-up 1 min 30 s, price 0.123456 USD per DPU-hour, amplification 2.5 bytes\n"
        "read for each changed byte, smallest bill 10 min on 4 DPU.\n",
        "The smallest bill, 10 min on 4 DPU, decides what most runs cost: smaller refreshes would not be cheaper.\n"],
     ["assumed"]),
    ("window", ["lake.start=2026-11-01T06:00:00Z", "lake.horizon=36 h", "lake.warm-up=0 s", "lake.slots=none"],
     ["2026-11-01T06:00Z to 2026-11-02T18:00Z (1 d 12 h) after a warm-up of 0 s; 5 views in 2 groups, any number of"
      " refreshes at a time\n"], []),
    ("minimum-of-a-group", [], [
        "The smallest bill, 1 min on 2 DPU, decides what most runs of sales.board_ cost: smaller refreshes would not be\n"
        "cheaper.\n"], ["UNSTABLE"]),
    ("no-minimum", ["cost.billing-minimum=0 s"], ["smallest bill 0 s on 2 DPU"], ["The smallest bill"]),
    ("unchanged", [], ["Unchanged refreshes are free: they find nothing to do, and use no DPU.\n"], []),
    ("nothing-unchanged", ["table sales.changes.commits=poisson every 1 s, 100 kB, append"], [], ["Unchanged"]),
    ("asked-for-with-a-commit", ["policy night.trigger=interval 1 d, phase 2 h", "policy.trigger=interval 1 d"],
     ["7 runs were asked for at the very instant of a commit to a source, so what comes first"], []),
    ("asked-for-after-a-commit", ["policy.trigger=interval 1 d"], [], ["very instant"]),
    ("never-refreshed", ["table sales.orders.commits=none", "policy night.trigger=on_commit", "policy later.trigger=on_commit"],
     ["\n2 of 5 views were never refreshed.\n"], ["no group"]),
    ("keys-of-the-service", ["view sales.board_%d.refresh-seconds=3600", "policy.trigger=service", "policy.order=edf"],
     ["\nNote: policy: `order` has no effect, because the trigger is `service`"], ["`mode`", "`admit`"]),
    ("unchanged-for-money", ["cost.skip-unchanged=no"], [], ["Unchanged"]),
    ("unchanged-with-a-duration", ["view sales.board_%d.duration=10 s"], [], ["Unchanged"]),
    ("backlog-with-free-slots", ["policy.trigger=interval 1 min, queue", "policy.admit=queue, at-most 1", "lake.slots=9",
                                 "view sales.board_%d.duration=40 s"],
     [" requests wait, and ", " in the mean. If the backlog grows, means that depend on waits\nonly say how long"], ["UNSTABLE"]),
    ("given-slots", [], ["5 views in 2 groups, 1 refresh at a time\n"], []),
    ("objectives", [], ["\nall           lag 40 min to 6 h  100.00           0        0 s        -      0 s\n",
                        "\nsales.board_  lag 40 min         100.00           0        0 s        -      0 s\n"], []),
    ("violations", ["policy.trigger=interval 1 h"], ["over it"], ["lag 40 min         100.00"]),
    ("objectives-of-both-kinds", ["view sales.monthly.slo=age 2 d"],
     ["\nreports       lag 4 h, age 2 d "], []),
    ("no-objectives", [f"view sales.{view}.slo=none" for view in ("daily", "monthly", "board_%d")], [],
     ["SLO", "over it"]),
    ("slots-and-roundings", [], [
        "A p95 is rounded down by less than 1/128 of it, and then every time to one decimal; --csv has the whole\n"
        "numbers.\n", "Runs had the slots for 7.64 % of the time of all slots.\n"], []),
    ("weights", [], [
        "The weights of the views count in no figure above. With them, the mean age of all is 7.3 h, and the mean lag\n"
        "5.6 min.\n"], []),
    ("no-weights", ["view sales.daily.weight=1"], [], ["weights"]),
    ("requests-at-the-same-instants", [], [
        "Requests wait although most of the time of the slots is unused: the 3 views of [policy] ask at the same\n"
        "instants for 1 slot. `spread` in the trigger parts them.\n"], []),
    ("an-admission-with-a-limit", ["policy.admit=token_bucket every 3 h"], [
        "Requests wait although most of the time of the slots is unused: the admission `token_bucket` of [policy] may\n"
        "let them wait.\n", "instants for 1 slot."], []),
    ("an-admission-beyond-the-slots", ["policy.admit=queue, at-most 3"], ["instants for 1 slot."], ["may let them wait"]),
    ("an-admission-that-rejects", ["policy.admit=reject_backoff"], [], ["Requests wait"]),
    ("spread-requests", ["policy.trigger=interval 30 min, spread"], [], ["instants"]),
    ("enough-slots", ["lake.slots=3"], [], ["instants"]),
    ("growing-backlog", ["policy.trigger=interval 1 min, queue", "policy.mode=full"], [
        "UNSTABLE: more refreshes are asked for than the slots can do, so the backlog grows, and means that depend on\n"
        "waits would only say how long the simulation was.\n"], []),
    ("bounded-backlog", ["policy.trigger=interval 1 min", "policy.mode=full"], [], ["UNSTABLE"]),
]

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}")
    if not is_good and detail != "":
        print("\n".join("# " + line for line in str(detail).splitlines()))


def skip(name, why):
    global n_cases
    n_cases += 1
    print(f"ok {n_cases} {name} # SKIP {why}")


def run(*arguments, **environment):
    return subprocess.run([TARN, *arguments], capture_output=True, text=True, timeout=600, cwd=ROOT,
                          env={**os.environ, **environment}, check=False)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8", newline="") as file:
        return file.read()


def name_of(arguments):
    return " ".join(argument.replace("#", "") for argument in arguments) or "nothing"


def check_refusals():
    for arguments, status, line in REFUSED:
        done = run(*arguments)
        case("refused/" + name_of(arguments),
             (done.returncode, done.stdout, done.stderr) == (status, "", line + "\n"), done)


# --- Help, the manual and completion --------------------------------------------------------------


def options_in(help_text):
    return re.findall(r"^  --([a-z-]+)(?: [][A-Z=/.,-]+)?(?:  |$)", help_text, re.M)


def examples_in(help_text):
    return re.findall(r"^  (tarn .*)$", help_text, re.M)


def check_help(helps):
    done = run("--help")
    listed = re.findall(r"^  ([a-z][a-z-]*) +[A-Z]", done.stdout, re.M)
    case("help/lists-every-command", done.returncode == 0 and listed == COMMANDS == sorted(COMMANDS), done)
    case("help/short", run("-h").stdout == done.stdout)
    case("help/version", re.fullmatch(r"tarn \d+\.\d+\.\d+\n", run("--version").stdout) is not None)
    case("help/fits-80-columns", all(
        len(line) <= 80 or "tarn" in line
        for text in [done.stdout, *helps.values()] for line in text.splitlines()))
    for command in COMMANDS:
        done = run(command, "--help")
        case(f"help/{command}", done.returncode == 0 and done.stderr == ""
             and done.stdout.startswith(f"usage: tarn {command}") and examples_in(done.stdout), done)
        case(f"help/{command}-short", run(command, "-h").stdout == done.stdout)


def check_examples(helps, folder):
    """An example that writes a file prints nothing if it has only a part. tarn run comes first, whose files others read.

    What an example simulates is made shorter, because a day and two replications show that it is right.
    """
    path = os.path.dirname(TARN) + os.pathsep + os.environ["PATH"]
    os.symlink(os.path.join(ROOT, "examples"), os.path.join(folder, "examples"))
    shorter = {"simulate": DAY + " --no-baselines", "trace": DAY, **{name: DAY + " --replications 2" for name in ("compare", "run", "what-if")}}
    run("run", ORDER, "--shard", "2/2", "--output", os.path.join(folder, "part-2.outcome"), *shlex.split(shorter["run"]))
    for command in sorted(helps, key=lambda command: command != "run"):
        for example in examples_in(helps[command]):
            done = subprocess.run(f"{example} {shorter.get(command, '')}", shell=True, capture_output=True, text=True, cwd=folder, timeout=600,
                                  env={**os.environ, "PATH": path}, check=False)
            is_silent = "--shard" in example or (command == "trace" and "--output" in example)
            case(f"example/{command}/{example}",
                 done.returncode == 0 and (done.stdout == "") == is_silent and done.stderr == "", done)


def check_manual(helps):
    manual = read("lib", "lab", "command", "tarn.1")
    synopsis, described = manual.split(".Sh DESCRIPTION")
    case("manual/commands", re.findall(r"^\.It Cm ([a-z-]+)", described, re.M) == COMMANDS)
    for command, text in helps.items():
        shown = re.search(rf"^\.Cm {command}\n(.*?)(?=^\.Nm|\Z)", synopsis, re.M | re.S)
        taken = re.findall(r"^\.Op Fl -([a-z-]+)", shown.group(1) if shown else "", re.M)
        case(f"manual/{command}", [*taken, "help"] == options_in(text), taken)
    options = {option for text in helps.values() for option in options_in(text)} | {"version"}
    case("manual/options", re.findall(r"^\.It Fl -([a-z-]+)", described, re.M) == sorted(options))
    if shutil.which("groff") is None:
        skip("manual/is-well-formed", "needs groff")
    else:
        done = subprocess.run(["groff", "-mdoc", "-Tascii", "-ww", "-z"], input=manual, capture_output=True,
                              text=True, check=False)
        case("manual/is-well-formed", (done.returncode, done.stderr) == (0, ""), done)


def complete(*words):
    script = """
        . "$1"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _tarn 2>/dev/null
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    return subprocess.run(["bash", "-c", script, "bash", "lib/lab/command/tarn.bash", "tarn", *words],
                          capture_output=True, text=True, cwd=ROOT, check=False,
                          env={**os.environ, "PATH": os.path.dirname(TARN) + ":" + os.environ["PATH"]}).stdout.split()


def check_completion(helps):
    if shutil.which("bash") is None:
        skip("completion", "needs bash")
        return
    case("completion/commands", complete("") == [*COMMANDS, "--help", "--version"], complete(""))
    case("completion/begun", complete("op") == ["operations", "options"], complete("op"))
    for command, text in helps.items():
        words = complete(command, "--")
        case(f"completion/{command}", words == ["--" + option for option in options_in(text)], words)
    case("completion/policy", complete("simulate", "a.lake", "--policy", "edf") == ["edf_slo", "edf_partitioned"])
    case("completion/rules", complete("policies", "edf") == ["edf", "edf_partitioned", "edf_slo"])
    case("completion/outcomes", complete("merge", "LIC") == [], complete("merge", "LIC"))
    case("completion/files", complete("simulate", "examples/lakes/h")
         == ["examples/lakes/headline.lake", "examples/lakes/history.lake"])


# --- Tables ---------------------------------------------------------------------------------------


def rows_of(text):
    return [re.split(r"  +", line.strip()) for line in text.splitlines()[1:]]


def check_policies():
    """The list has what the page has, and each name is shown in full with each of its parameters on the page."""
    page = read("lib", "docs", "policies.md")
    rows = rows_of(run("policies").stdout)
    on_page = re.findall(r"^\| `?([a-z0-9_]+)`?(?:[ \[][^|]*(?:\\\|[^|]*)*)? \|(?:.*\|)? ([A-Z].*\.) \|(?: [^|]* \|)?$", page, re.M)
    case("policies/list", {(row[1], row[2]) for row in rows} <= set(on_page) and len(rows) > 50, set(map(tuple, rows)))
    for key in ("preset", "trigger", "order", "mode", "admit"):
        names = [row[1] for row in rows if row[0] == key]
        text = run("policies", key).stdout
        case(f"policies/{key}", re.findall(rf"^{key} = (\w+)", text, re.M) == names != []
             and (key == "preset") == ("source: " not in text), text)
    for name in {row[1] for row in rows}:
        parameters = re.findall(rf"^\| `{name}` \| (.*) \| (.*) \| (.*\.) \|$", page, re.M)
        text = " ".join(run("policies", name).stdout.split())
        case(f"policies/in-full/{name}", all(
            f"{form} {'' if initial == 'must be there' else 'default: '}{initial}; takes "
            in text and meaning in text
            for form, initial, meaning in ((cell.replace("\\|", "|") for cell in cells) for cells in parameters
                                           if not cells[0].startswith("`"))), text)


def check_tables():
    tables = {name: subprocess.run([SERVICE_TABLES, name], capture_output=True, text=True, check=True).stdout
              for name in ("options", "operations")}
    options = [[cell.replace(str(2**63 - 1), "unlimited") for cell in cells] for cells in
               re.findall(r"^\| `([\w.-]+)` \| (\S+) \| (\S+) \| (\S+) \| (.*) \|$", tables["options"], re.M)]
    printed = rows_of(run("options").stdout)
    case("tables/options", printed == options != [], printed[:3])
    operations = re.findall(r"^### (\w+)$", tables["operations"], re.M)
    printed = rows_of(run("operations").stdout)
    case("tables/operations", [row[1] for row in printed] == operations != [], printed)
    start = [row for row in printed if row[1] == "StartMaterializedViewRefreshTaskRun"]
    case("tables/members-and-exceptions",
         len(start) == 1 and "TableName*" in start[0][2] and "FullRefresh" in start[0][2].split()
         and "EntityNotFoundException" in start[0][3], start)
    keys = re.findall(r"^(\w+)\.([\w-]+) (?:must be there|default: \S.*)\n    takes (\S.*)\n(?:    \S.*\n)+", run("keys").stdout,
                      re.M)
    page = read("lib", "docs", "scenarios.md")
    on_page = re.findall(r"^\| `([\w-]+)` \| .* \| .* \| .* \|$", page.split("## Groups and keys")[1].split("## Templates")[0], re.M)
    case("tables/keys", [key[1] for key in keys] == on_page != [], (keys[:3], on_page))
    case("tables/groups", re.findall(r"^(\[.*)$", run("keys").stdout, re.M) == [
        "[lake]", "[table DATABASE.NAME]", "[view DATABASE.NAME]", "[assets NAME]", "[cost]", "[policy] or [policy NAME]",
        "[experiment]"])
    check_policies()
    metrics = rows_of(run("metrics").stdout)
    case("tables/metrics", metrics != [] and all(
        len(row) == 4 and set(row[2].split()) <= {"all", "group", "view", "all-assets", "assets"} and row[3].endswith(".")
        for row in metrics), metrics)


# --- Simulating -----------------------------------------------------------------------------------


def check_csv(folder):
    path = os.path.join(folder, "figures.csv")
    done = run("simulate", NIGHTLY, "--csv", path, "--views")
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    rows = list(csv.DictReader(text.splitlines()))
    metrics = [row[0] for row in rows_of(run("metrics").stdout)]
    case("csv/columns", text.splitlines()[0] == "scenario,replication,subject,name,metric,unit,value", done)
    case("csv/lines-end-as-in-rfc-4180", text.count("\r\n") == text.count("\n") == len(rows) + 1)
    case("csv/whole-numbers", all(re.fullmatch(r"-?\d*", row["value"]) for row in rows))
    of_all = [row["metric"] for row in rows if row["subject"] == "all"]
    case("csv/metrics", [metric for metric in of_all if ":" not in metric]
         == [metric for metric in metrics if metric in of_all])
    beside = [metric.split(":")[1] for metric in of_all if ":" in metric]
    case("csv/baselines", len(beside) == 17 and beside[:8] == beside[8:16] and set(beside) <= set(metrics)
         and of_all[-1] == "bound:lag-mean", of_all)
    without = run("simulate", NIGHTLY, "--csv=-", "--views", "--no-baselines").stdout
    case("csv/no-baselines", text.replace("\r\n", "\n").startswith(without) and ":" not in without.split("all,all")[0]
         and "zero-wait" not in without)
    figures = {(row["subject"], row["name"], row["metric"]): int(row["value"]) for row in rows if row["value"] != ""}
    case("csv/bound-is-one", all(value <= figures[(subject, name, policy + "lag-mean")]
                                 for (subject, name, metric), value in figures.items() if metric == "bound:lag-mean"
                                 for policy in ("", "zero-wait:", "full-hourly:")))
    case("csv/subjects", list(dict.fromkeys((row["subject"], row["name"]) for row in rows)) == [
        ("all", "all"), ("group", "reports"), ("group", "sales.board_"), ("view", "sales.daily"),
        ("view", "sales.monthly"), ("view", "sales.board_1"), ("view", "sales.board_2"), ("view", "sales.board_3")],
         rows[:1])
    case("csv/same-on-the-standard-output", run("simulate", NIGHTLY, "--csv", "-", "--views").stdout
         == text.replace("\r\n", "\n"))
    case("csv/table-too", done.stdout == run("simulate", NIGHTLY, "--views").stdout != "")
    groups = [row for row in rows if row["subject"] != "view"]
    printed = run("simulate", NIGHTLY, "--csv=-").stdout
    case("csv/without-views", list(csv.DictReader(printed.splitlines())) == groups)


def check_policy():
    """--policy is what --set and a file could say, and a policy of another group can be given to a group."""
    by_key = run("simulate", NIGHTLY, "--set", "policy.trigger=interval 45 min").stdout
    case("policy/keys", run("simulate", NIGHTLY, "--policy", "trigger = interval 45 min").stdout == by_key != "")
    case("policy/equals-sign", run("simulate", NIGHTLY, "--policy=trigger=interval 45 min").stdout == by_key)
    night = run("simulate", NIGHTLY, "--policy", "later=night").stdout
    by_keys = run("simulate", NIGHTLY, "--set", "policy later.trigger=interval 1 d, phase 3 h", "--set",
                  "policy later.mode=full").stdout
    case("policy/group", night == by_keys != "")
    two = run("simulate", NIGHTLY, "--policy", "later=night", "--policy", "night = later").stdout
    case("policy/in-order", two == night)
    case("policy/preset", run("simulate", NIGHTLY, "--policy", "edf_slo").stdout
         == run("simulate", NIGHTLY, "--policy", "preset=edf_slo").stdout != "")
    module = run("simulate", NIGHTLY, "--policy", MODULE)
    case("policy/module", module.returncode == 0 and "In place of [policy], own@1 decided." in
         " ".join(module.stdout.split()), module)
    case("policy/explain", "own@1" in run("explain", NIGHTLY, "sales.board_1", "2d6h", "--policy", MODULE).stdout)


def check_repetition(folder):
    first = run("simulate", NIGHTLY).stdout
    case("repetition/same-bytes", run("simulate", NIGHTLY).stdout == first != "")
    case("repetition/in-another-language", run("simulate", NIGHTLY, LC_ALL="de_DE.UTF-8", TZ="Asia/Tokyo").stdout
         == first)
    other = run("simulate", NIGHTLY, "--replication", "1").stdout
    case("repetition/other-draws", "replication 1" in other and other.splitlines()[1] == first.splitlines()[1]
         and other.splitlines()[6:] != first.splitlines()[6:])
    settings = ["--set", "lake.seed=7", "--set", "policy.trigger=interval 45 min"]
    changed = run("simulate", NIGHTLY, *settings).stdout
    case("repetition/settings", changed.splitlines()[1] != first.splitlines()[1] != "")
    written = os.path.join(folder, "changed.lake")
    text = read(NIGHTLY).replace("seed = 1", "seed = 7").replace("interval 30 min", "interval 45 min")
    with open(written, "w", encoding="utf-8") as file:
        file.write(text)
    case("repetition/settings-are-as-in-the-file",
         run("simulate", written).stdout.splitlines()[1:] == changed.splitlines()[1:])


def check_reports():
    for name, settings, said, unsaid in REPORTS:
        done = run("simulate", NIGHTLY, *(word for setting in settings for word in ("--set", setting)))
        case(f"report/{name}", done.returncode == 0 and all(text in done.stdout for text in said)
             and not any(text in done.stdout for text in unsaid), done.stdout + done.stderr)
    lines = run("simulate", NIGHTLY).stdout.splitlines()
    case("report/rows", [line.split()[0] for line in lines if line.startswith(("all", "reports", "sales."))]
         == ["all", "reports", "sales.board_"] * 5, lines)
    whole, without = "\n".join(lines), run("simulate", NIGHTLY, "--no-baselines").stdout
    case("report/no-baselines", whole.startswith(without.rstrip("\n")) and "zero wait" not in without)
    case("report/baselines", [line.split("  ")[1] for line in lines if line.startswith("  ")
                              and not line.startswith("   ")] == ["zero wait", "full, hourly", "no policy below"] * 3, lines)
    lines = run("simulate", NIGHTLY, "--views").stdout.splitlines()
    case("report/rows-of-views", sum(line.startswith("sales.board_3  ") for line in lines) == 5, lines)


TIMED = (r"A cell{} takes about [\d.]+ \w+, so all take about [\d.]+ \w+ with {}\. Their figures need at most {},"
         r" besides what the trials under way need\.\n")
FREQUENT = ["--set", "policy.trigger={" + "; ".join(f"interval {n} min" for n in range(30, 52)) + "}"]
# Arguments, and what the plan says: the cells, the variants, and the time with the memory.
PLANS = [
    (["compare", NIGHTLY], "1 variant, 10 replications, 10 cells:\n  as it is\n", ("", "2 threads", "10.7 KB")),
    (["run", NIGHTLY, "--replications", "1"], "1 variant, 1 replication, 1 cell:\n  as it is\n", ("", "2 threads", "1.1 KB")),
    (["compare", NIGHTLY, "--policy", "hourly,every15", "--threads", "1"],
     "2 variants, 10 replications, 20 cells:\n  hourly\n  every15\n", (" of the first variant", "1 thread", "21.4 KB")),
    (["what-if", NIGHTLY, "--replications", "100", *FREQUENT], "22 variants, 100 replications, 2200 cells:\n"
     + "".join(f"  {n} min\n" for n in range(30, 50)) + "  and 2 more\n",
     (" of the first variant", "2 threads", "2.4 MB")),
    (["run", NIGHTLY, "--range", "4-7"], "1 variant, replications 4 to 7 of 0 to 9, 4 cells:\n  as it is\n",
     ("", "2 threads", "4.3 KB")),
    (["run", NIGHTLY, "--shard", "2/3"], "1 variant, replications 3 to 5 of 0 to 9, 3 cells:\n  as it is\n",
     ("", "2 threads", "3.2 KB")),
]


def check_plans():
    for arguments, cells, (where, threads, memory) in PLANS:
        done = run(*arguments, "--plan", *([] if "--threads" in arguments else ["--threads", "2"]))
        expected = re.escape(cells) + TIMED.format(where, threads, re.escape(memory))
        case("plan/" + name_of(arguments)[:60], done.returncode == 0 and re.fullmatch(expected, done.stdout), done)
    for n, shard, words in ("2", "1/3", "2 replications"), ("1", "1/2", "1 replication"):
        done = run("run", NIGHTLY, "--replications", n, "--shard", shard, "--plan")
        case(f"plan/empty-shard/{n}", done.stdout == f"1 variant, none of the {words}, 0 cells\n", done)


FILE_LAKE = """[lake]
start = 2026-11-01
horizon = 2 d
[table d.t]
commits = {commits}
[view d.a]
sources = d.t
[view d.b]
sources = d.t
group = g
[policy]
trigger = interval 1 h, phase 30 min
"""


def check_file_notes(folder):
    """A file of commits that removes more than there is can be simulated, and what a variant alone reads is its own note."""
    files = {"deletes": "offset,operation,removed-bytes\n0,delete,1000\n3600,delete,1000\n",
             "days": "offset,operation,added-bytes\n" + "".join(f"{i * 86400},append,1000\n" for i in range(4)),
             "moves": "offset,operation,added-bytes,removed-bytes,total-bytes\n0,append,9000,,9000\n"
                      + "".join(f"{i * 7200 + 3600 * k},{operation},{sizes}\n" for i in range(1, 5)
                                for k, (operation, sizes) in enumerate([("append", "1000,,10000"), ("delete", ",1000,9000")]))}
    for name, text in files.items():
        write(os.path.join(folder, f"{name}.csv"), text)
    lake = os.path.join(folder, "file.lake")
    for name, commits, said in (
            ("more-removed-than-there-is", "file deletes.csv, repeat", "The size of the table is not known"),
            ("thinned", "file moves.csv, repeat, scale 50 %", "the size of the"),
            ("multiplied", "file moves.csv, repeat, scale 900 %", "the size of the"),
            ("begin-of-the-history", "file days.csv, repeat", "The trial ends before the history does, after 2 of its 4 commits")):
        write(lake, FILE_LAKE.format(commits=commits))
        done = run("simulate", lake, "--no-baselines")
        case(f"notes/{name}", done.returncode == 0 and said in done.stdout.replace("\n", " "), done)
    case("notes/no-group", "\n1 of 2 views is in no group, so that the groups together have fewer views.\n" in done.stdout, done)
    write(lake, FILE_LAKE.format(commits="file days.csv").replace("horizon", "warm-up = 5 d\nhorizon"))
    done = run("simulate", lake, "--no-baselines")
    case("notes/before-the-window", "come in the warm-up, so none comes in the window." in done.stdout.replace("\n", " "), done)
    write(lake, FILE_LAKE.format(commits="{none; file days.csv, repeat; file deletes.csv, repeat}"))
    done = run("what-if", lake, "--replications", "1")
    texts = done.stdout.replace("\n", " ")
    case("notes/of-variants", done.returncode == 0 and re.search(r"Note on file deletes.csv, repeat[^:]*: table d.t: Of 2 rows", texts)
         and re.search(r"Note on file days.csv, repeat[^:]*: table d.t: The trial ends", texts)
         and re.search(r"Note on file days.csv, repeat[^:]* and 1 other: table d.t: The size", texts)
         and "Note on none" not in texts, done)


def check_notes(folder):
    """The notes on a file of commits stand below the figures that rest on it."""
    history = os.path.join("examples", "lakes", "history.lake")
    for name, arguments in (("simulate", [DAY, "--no-baselines"]), ("what-if", [DAY, "--replications", "1", "--set", "lake.slots={1; 2}"]),
                            ("compare", [DAY, "--replications", "1", "--policy", "hourly"])):
        done = run(name, history, *[word for argument in arguments for word in (shlex.split(argument) if argument == DAY else [argument])])
        case(f"notes/{name}", done.returncode == 0 and "\nNote: table " in done.stdout
             and "The times count from the first" in done.stdout, done)
    check_file_notes(folder)
    done = run("what-if", NIGHTLY, *shlex.split(DAY), "--replications", "1", "--set", "lake.slots={1; 2}")
    case("notes/none", done.returncode == 0 and "Note: " not in done.stdout and not done.stdout.endswith("\n\n"), done)


# Its first refresh succeeds at the first commit, and each later one fails at once, so that the policy asks again.
ENDLESS = """[lake]
start = 2026-11-01
horizon = 1 d
[table d.t]
commits = every 1 h, 1 MB
[view d.v]
sources = d.t
incremental = no
duration = 1 min
[policy]
trigger = on_commit
mode = {full; incremental_strict}
"""


# The admission of the assets is none that views can have.
FILES = """[lake]
start = 2026-11-01
horizon = 1 d
slots = 1
[table d.t]
size = 1 GB
commits = every 10 min, 1 MB
[view d.v_%d]
count = 3
sources = d.t
duration = 2 min
[assets files]
count = 10
arrival = every 1 h
policy = slow
[policy]
trigger = interval 1 h
[policy slow]
trigger = at_arrival
admit = rate 500, per 1 d
"""


def check_assets(folder):
    path = os.path.join(folder, "files.lake")
    write(path, FILES)
    done = run("simulate", path)
    case("report/an-admission-of-assets", done.returncode == 0 and "the 3 views of [policy] ask at the same\n" in done.stdout
         and "may let" not in done.stdout, done)


def check_failures(folder):
    """A cell that fails ends the experiment with a message that names the cell, however many threads there are."""
    path = os.path.join(folder, "endless.lake")
    write(path, ENDLESS)
    for threads in ("1", "2"):
        done = run("run", path, "--replications", "3", "--threads", threads)
        case(f"failures/threads-{threads}", (done.returncode, done.stdout, done.stderr) == (
            1, "", "incremental_strict, replication 0: policy policy: it was asked 100 times at one instant, which has no end\n"),
             done)


def check_small_differences():
    """Three replications are too few for a minute more between refreshes, and the report says how many would do."""
    needed = []
    for percent in (1, 5):
        done = run("what-if", NIGHTLY, *shlex.split(DAY), "--replications", "3", "--metrics", "lag-mean", "--set",
                   "policy.trigger={interval 60 min; interval 61 min}", "--set", f"experiment.indifference={percent} %")
        shown = re.search(rf"no difference shown; about (\d+) replications would show {percent} %\n", done.stdout)
        case(f"small-differences/{percent}-percent", shown is not None, done)
        needed.append(int(shown.group(1)) if shown else 0)
    done = run("what-if", NIGHTLY, *shlex.split(DAY), "--replications", "2", "--metrics", "lag-mean", "--set", "lake.slots={100; 200}")
    case("small-differences/none", "\nAll variants have the same lag-mean: " in done.stdout and "has the least" not in done.stdout, done)
    done = run("what-if", NIGHTLY, *shlex.split(DAY), "--replications", "2", "--metrics", "lag-mean", "--set", "lake.slots={1; 100; 200}")
    case("small-differences/best-of-two", re.search(r"^slots 100 has the least lag-mean: .*, as 1 other has", done.stdout, re.M) is not None, done)
    case("small-differences/fewer-for-more", needed[0] > 20 * needed[1] > 60, needed)


def check_conditions(folder):
    for arguments, conditions, status, line in CONDITIONS:
        done = run(*arguments, *(word for condition in conditions for word in ("--fail-if", condition)))
        begin = "" if status == 1 else f"tarn {arguments[0]}: "
        expected = "" if line == "" else f"{begin}--fail-if: {line}\n"
        case(f"fail-if/{arguments[0]}/{'/'.join(conditions)}", done.returncode == status
             and (line is None or done.stderr == expected) and (done.stdout != "") == (status in (0, 1, 3) or
             arguments[0] == "simulate"), done)
    lines = run(*COMPARE, "--fail-if", "lag-mean > 1 s").stderr
    case("fail-if/each-variant", re.fullmatch(
        r"tarn compare: --fail-if: 'lag-mean > 1 s': hourly: lag-mean is [0-9.]+ s, which is > 1 s;"
        r" every15: lag-mean is [0-9.]+ s, which is > 1 s\n", lines) is not None, lines)
    half = os.path.join(folder, "half.outcome")
    run("run", ORDER, "--set", "lake.horizon=2 h", "--shard", "1/2", "--output", half)
    done = run("report", half, "--fail-if", "lag-mean > 1 h")
    case("fail-if/cells-lack", (done.returncode, done.stderr) == (
        1, "--fail-if: 'lag-mean > 1 h': 15 of 30 cells lack\n"), done)
    done = run("run", ORDER, "--shard", "1/2", "--output", half, "--fail-if", "lag-mean > 1 h")
    case("fail-if/shard", (done.returncode, done.stderr) == (
        2, "tarn run: --fail-if needs all replications; tarn report has it too\n"), done)


def mser_5(lags):
    """Returns how many of the first values are warm-up: the cut, a multiple of 5, after which the mean is surest."""
    means = [sum(lags[i:i + 5]) / 5 for i in range(0, len(lags) - 4, 5)]
    return 5 * min(range(len(means) // 2 + 1), key=lambda cut: statistics.pvariance(means[cut:]) / (len(means) - cut))


def check_rounds(folder):
    """Goes on round by round, as tarn merge plans it, until the rule for stopping is satisfied."""
    rounds, merged = [], os.path.join(folder, "rounds.outcome")
    settings = ["--set", "lake.horizon=6 h", "--replications", "40", "--stop", "10 %", "--metrics", "lag-mean"]
    words = "0-1"
    while words and len(rounds) < 8:
        part = os.path.join(folder, f"round-{len(rounds)}.outcome")
        done = run("run", ORDER, *settings, "--range", words, "--shard", "1/1", "--output", part)
        case(f"rounds/{words}/is-silent", (done.returncode, done.stdout, done.stderr) == (0, "", ""), done)
        rounds.append(part)
        done = run("merge", *rounds, "--output", merged)
        found = re.fullmatch(r"[^\n]+\.\n(?:There is no further round|The next round: tarn run with --range (\d+-\d+))\.\n", done.stdout)
        case(f"rounds/{words}/plan", (done.returncode, done.stderr) == (0, "") and found, done)
        words = found and found.group(1)
    report = run("report", merged).stdout
    case("rounds/end-with-the-rule", len(rounds) > 1 and "replications count, after which each half-width" in report, report)
    done = run("merge", *rounds)
    case("rounds/plan-beside-the-outcome", done.stdout == read(merged)
         and "There is no further round.\n" in done.stderr, done)


def check_batches(folder):
    """Computes anew what --batches prints, from the values of the picture of the lag."""
    path = os.path.join(folder, "pictures")
    for name, lake, settings, n in (("nightly", NIGHTLY, [], 20), ("few", NIGHTLY, [], 2),
                                    ("warm-up", ORDER, ["--set", "policy.order=fifo", "--set", "lake.horizon=2 h"], 20)):
        done = run("simulate", lake, *settings, "--no-baselines", "--batches", str(n), "--gnuplot", path)
        with open(os.path.join(path, "lag-over-time.csv"), encoding="utf-8") as file:
            lags = [int(row[1]) for row in csv.reader(file) if row[1].isdigit()]
        size = len(lags) // n
        means = [sum(lags[i:i + size]) / size for i in range(0, len(lags), size)]
        shown = re.search(rf"^In {n} batches of .*, the mean lag is ([0-9.]+)(?: ±([0-9.]+))? (\w+) with 95 %", done.stdout, re.M)
        unit = {"s": 10**6, "min": 60 * 10**6, "ms": 1000, "us": 1}[shown.group(3)] if shown else 1
        case(f"batches/{name}/mean", shown and len(lags) == 240
             and abs(float(shown.group(1)) * unit - statistics.mean(means)) < unit / 9, (done.stdout[-400:], means))
        if n == 20:
            half = 2.093024 * statistics.stdev(means) / n ** 0.5
            case(f"batches/{name}/half-width", abs(float(shown.group(2)) * unit - half) < unit / 9, (shown.group(0), half))
        middle = statistics.mean(means)
        products = [(a - middle) * (b - middle) for a, b in zip(means, means[1:])]
        squares = sum((mean - middle) ** 2 for mean in means)
        expected = f"with the next one is {sum(products) / squares:.2f}" if n > 2 else ""
        case(f"batches/{name}/correlation", expected in done.stdout
             and ("more than 0.2" in done.stdout) == (n > 2 and sum(products) / squares > 0.2), (expected, done.stdout[-400:]))
        cut = mser_5(lags)
        case(f"batches/{name}/warm-up", ("no part of the window" in done.stdout) == (cut == 0), (cut, done.stdout[-400:]))
    done = run("simulate", NIGHTLY, "--set", "policy.trigger=cron 0 0 30 2 *", "--batches", "20")
    case("batches/a-lag-that-grows", "By MSER-5, the warm-up has no end in the first half of the window:" in done.stdout, done)
    for number in ("0", "1", "7", "240"):
        done = run("simulate", NIGHTLY, "--batches", number)
        case(f"batches/refused/{number}", (done.returncode, done.stdout, done.stderr) == (
            2, "", "tarn simulate: --batches: allowed: 2 to 120, by which 240 can be divided, such as 20\n"), done)


def check_log(folder):
    path = os.path.join(folder, "log.csv")
    done = run("simulate", NIGHTLY, "--log", path)
    with open(path, "rb") as file:
        log = file.read()
    case("log/table-too", done.stdout == run("simulate", NIGHTLY).stdout)
    case("log/same-on-the-standard-output", run("simulate", NIGHTLY, "--log", "-").stdout.encode()
         == log.replace(b"\r\n", b"\n"))
    rows = list(csv.reader(log.decode().splitlines()))
    case("log/has-columns", len({len(row) for row in rows}) == 1 and len(rows) > 100, rows[:2])
    case("log/nothing-else-is-there", os.listdir(folder).count("log.csv") == 1
         and not [name for name in os.listdir(folder) if name.startswith("log.csv.")])
    done = run("simulate", NIGHTLY, "--log", "/dev/null")
    case("log/to-a-device", done.returncode == 0, done)
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([TARN, "simulate", NIGHTLY], stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT,
                                  check=False)
        case("log/full", (done.returncode, done.stderr) == (
            1, "tarn simulate: cannot write the standard output: No space left on device\n"), done)


LONG = ["simulate", HEADLINE, "--set", "lake.horizon=3650 d"]


def check_interrupt(folder):
    """The program has begun when its log comes through a pipe. Ten years take it longer than that."""
    pipe = os.path.join(folder, "pipe")
    os.mkfifo(pipe)
    with subprocess.Popen([TARN, *LONG, "--log", pipe], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          cwd=ROOT) as program:
        with open(pipe, "rb", buffering=0) as log:
            log.read(1)
            program.send_signal(signal.SIGINT)
            while log.read(1 << 20):
                pass
        output = program.communicate()
    case("interrupt/ends", program.returncode == -signal.SIGINT and output == ("", ""), (program.returncode, output))


def check_progress(folder):
    """Progress is shown where the standard error is a terminal, and a file that is not whole does not stay."""
    ours, its = pty.openpty()
    shown = b""
    with subprocess.Popen([TARN, *LONG, "--log", os.path.join(folder, "half.csv")], stdout=subprocess.DEVNULL,
                          stderr=its, cwd=ROOT) as program:
        os.close(its)
        while b" left" not in shown:
            shown += os.read(ours, 1 << 16)
        case("progress/file-is-under-way", [name for name in os.listdir(folder) if name.startswith("half.csv.")] != [])
        program.send_signal(signal.SIGINT)
        try:
            while part := os.read(ours, 1 << 16):
                shown += part
        except OSError:  # how Linux says that a terminal has no program any more
            pass
    os.close(ours)
    case("progress/announced", re.match(rb"this takes about [\w ]+; \^C ends it\r\n", shown) is not None, shown[:200])
    case("progress/time-rate-rest", re.search(
        rb"\r\d{4}-\d\d-\d\d(T[\d:.]+Z)?, \d+\.\d d/s, [\w ]+ left\x1b\[K", shown) is not None, shown[:400])
    case("progress/cleared", shown.endswith(b"\r\x1b[K"), shown[-100:])
    case("progress/no-half-file", [name for name in os.listdir(folder) if name.startswith("half.csv")] == [])


with tempfile.TemporaryDirectory() as scratch:
    all_helps = {name: run(name, "--help").stdout for name in COMMANDS}
    check_refusals()
    check_help(all_helps)
    check_examples(all_helps, scratch)
    check_manual(all_helps)
    check_completion(all_helps)
    check_tables()
    check_csv(scratch)
    check_policy()
    check_repetition(scratch)
    check_reports()
    check_plans()
    check_notes(scratch)
    check_small_differences()
    check_assets(scratch)
    check_failures(scratch)
    check_conditions(scratch)
    check_rounds(scratch)
    check_batches(scratch)
    check_log(scratch)
    check_interrupt(scratch)
    check_progress(scratch)

print(f"1..{n_cases}")
sys.exit(n_failed > 0)
