#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Walks the way of somebody who begins: python-wheel.py PACKAGE PYTHON.

It builds the wheel, installs it into an environment that is new but for the packages of the system, and writes tests
into an empty folder. PYTHON has boto3 and pytest. No variable of the build is left, and no network is needed.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE, PYTHON = Path(sys.argv[1]), sys.argv[2]
LACKING = 77
N_CASES = 11
# What a user's surroundings do not have.
HIDDEN = ("TARN_", "PYTHON", "LD_LIBRARY_PATH", "GI_TYPELIB_PATH", "PYTEST_", "AWS_")

APP = """
import time

import boto3

glue = boto3.client("glue", region_name="us-east-1")
VIEW = {"CatalogId": "123456789012", "DatabaseName": "sales", "TableName": "daily"}


def refresh(patience=3600):
    try:
        run_id = glue.start_materialized_view_refresh_task_run(**VIEW)["MaterializedViewRefreshTaskRunId"]
    except glue.exceptions.MaterializedViewRefreshTaskRunningException:
        runs = glue.list_materialized_view_refresh_task_runs(**VIEW, MaxResults=1)
        run_id = runs["MaterializedViewRefreshTaskRuns"][0]["MaterializedViewRefreshTaskRunId"]
    deadline = time.time() + patience
    while time.time() < deadline:
        run = glue.get_materialized_view_refresh_task_run(
            CatalogId=VIEW["CatalogId"], MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]
        if run["Status"] in ("SUCCEEDED", "FAILED", "STOPPED"):
            return run["Status"]
        time.sleep(10)
    raise TimeoutError(run["Status"])
"""
FIRST = """
from app import refresh


def test_first(tarn_lake, monkeypatch):
    tarn_lake.patch(monkeypatch)
    assert refresh() == "SUCCEEDED"
"""
MORE = """
import sys

import pytest
from app import refresh

START, GET = "StartMaterializedViewRefreshTaskRun", "GetMaterializedViewRefreshTaskRun"


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


def test_lost_reply(lake):
    lake.fault("lost", operation=START, nth=1, do="lose-reply")
    assert refresh() == "SUCCEEDED"


def test_throttling(lake):
    lake.fault("throttled", operation=GET, every=2, do="throw", exception="ThrottlingException")
    assert refresh() == "SUCCEEDED"


def test_hang(lake):
    lake.fault("hangs", operation=START, do="hang-run")
    with pytest.raises(TimeoutError, match="RUNNING"):
        refresh()
    assert lake.now.hour == 1


def test_deadline(lake):
    lake.fault("slow", operation=START, do="slow-run", factor_permille=20_000)
    with pytest.raises(TimeoutError):
        refresh(patience=600)
    assert (lake.now.minute, "gi" in sys.modules) == (10, False)
"""
WITHOUT_PYTEST = """
import tarn
from app import refresh

with tarn.Lake() as lake, lake.patched():
    print(refresh(), lake.now.minute, "pytest" in __import__("sys").modules)
"""

QUESTION = """
from tarn.lab import Policy, Scenario


class AtOnce(Policy):
    wakes = ("commits", "ends")

    def decide(self, lake, answers):
        late = [view for view in lake.views if lake.pending_commits(view) and not lake.is_active(view)]
        for view in late[:lake.n_free_slots]:
            answers.start(view, lake.now_us)


scenario = Scenario('''
[lake]
horizon = 2 d
slots = 2
[table sales.orders]
size = 100 GB
commits = poisson every 10 min, 100 MB
[view sales.daily]
sources = sales.orders
[policy]
trigger = interval 1 h
''')
outcome = scenario.experiment([AtOnce(), "hourly"], replications=5).run(threads=2)
for row in outcome.compare():
    print(row.variant, row.metric, row.conclusion)
"""

number = n_failed = 0


def case(name, is_good, detail=""):
    global number, n_failed
    number += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {number} {name}", flush=True)
    if not is_good:
        print("\n".join("# " + line for line in str(detail).splitlines()), flush=True)


def run(*command, cwd=None, env=None):
    return subprocess.run(list(map(str, command)), cwd=cwd, env=env, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)


def build(folder):
    done = subprocess.run([sys.executable, PACKAGE / "build-wheel.py", PACKAGE, folder], capture_output=True, text=True,
                          check=False)
    if done.returncode == LACKING:
        print(f"1..0 # SKIP {done.stderr.strip()}")
        sys.exit()
    return done


def ask_the_lab(wheel, python, project, surroundings):
    if not any("tarn-lab-1" in name for name in zipfile.ZipFile(wheel).namelist()):
        for name in ("lab/is-asked", "program/is-there"):
            case(f"{name} # SKIP the build is without the lab", True)
        return
    (project / "question.py").write_text(QUESTION)
    done = run(python, "question.py", cwd=project, env=surroundings)
    case("lab/is-asked", done.stdout.splitlines() == ["policy cost-per-day ", "hourly cost-per-day less",
                                                      "policy lag-mean ", "hourly lag-mean more"], done.stdout)
    done = run(python.parent / "tarn", "policies", cwd=project, env=surroundings)
    case("program/is-there", done.returncode == 0 and "edf_slo" in done.stdout, done.stdout)


def walk(folder):
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
    done = build(folder / "out")
    wheel = Path(done.stdout.strip() or "none")
    if (lacking := run(PYTHON, "-c", "import pip, venv")).returncode:
        print(f"1..0 # SKIP this Python has no pip or no venv: {lacking.stdout.splitlines()[-1]}")
        sys.exit()
    print(f"1..{N_CASES}")
    case("wheel/is-built", done.returncode == 0 and wheel.name.startswith("tarn-1.0.0-py3-none-"), done)

    environment, project = folder / "environment", folder / "project"
    run(PYTHON, "-m", "venv", "--system-site-packages", "--without-pip", environment, env=surroundings)
    python = environment / "bin" / "python"
    done = run(python, "-m", "pip", "install", "--no-index", "--no-deps", "--disable-pip-version-check", wheel,
               env=surroundings)
    case("wheel/is-installed", done.returncode == 0, done.stdout)

    project.mkdir()
    (project / "app.py").write_text(APP)
    (project / "test_first.py").write_text(FIRST)
    done = run(python, "-m", "pytest", "-q", cwd=project, env=surroundings)
    case("first-test/is-green", "1 passed" in done.stdout, done.stdout)

    (project / "test_more.py").write_text(MORE)
    done = run(python, "-m", "pytest", "-v", "test_more.py", cwd=project, env=surroundings)
    for name in ("lost_reply", "throttling", "hang", "deadline"):
        case(f"more/{name}", f"test_{name} PASSED" in done.stdout, done.stdout)

    (project / "script.py").write_text(WITHOUT_PYTEST)
    done = run(python, "script.py", cwd=project, env=surroundings)
    case("script/needs-no-pytest", done.stdout.strip() == "SUCCEEDED 5 False", done.stdout)

    ask_the_lab(wheel, python, project, surroundings)

    (project / "test_red.py").write_text(FIRST.replace("SUCCEEDED", "FAILED"))
    done = run(python, "-m", "pytest", "-q", "test_red.py", cwd=project, env=surroundings)
    shown = done.stdout
    case("red-test/shows-the-journal",
         all(text in shown for text in ("1 failed", "Tarn: the journal", "python -m tarn")), shown)


with tempfile.TemporaryDirectory() as temporary:
    walk(Path(temporary))
sys.exit(n_failed > 0)
