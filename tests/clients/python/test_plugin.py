# SPDX-License-Identifier: MIT
"""Tests what pytest shows of a lake, as a user sees it: each test runs pytest over a file of tests."""

import os
import re
import subprocess
import sys

import pytest

HEAD = """
import time
import boto3
import pytest

VIEW = {"CatalogId": "123456789012", "DatabaseName": "sales", "TableName": "daily"}

@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)

def start():
    return boto3.client("glue").start_materialized_view_refresh_task_run(**VIEW)["MaterializedViewRefreshTaskRunId"]

"""


@pytest.fixture
def run(tmp_path):
    def run(tests, *arguments):
        (tmp_path / "test_it.py").write_text(HEAD + tests)
        command = [sys.executable, "-m", "pytest", "-p", "tarn.pytest_plugin", "-p", "no:cacheprovider", "test_it.py"]
        return subprocess.run([*command, *arguments], cwd=tmp_path, capture_output=True, text=True,
                              env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}).stdout

    return run


FAILS = """
def test_fails(lake):
    lake.fault("throttled", operation="GetMaterializedViewRefreshTaskRun", nth=3, do="throw",
               exception="ThrottlingException", message="Rate exceeded")
    run_id = start()
    for _ in range(30):
        boto3.client("glue").get_materialized_view_refresh_task_run(
            CatalogId=VIEW["CatalogId"], MaterializedViewRefreshTaskRunId=run_id)
        time.sleep(10)
    assert lake.now.minute == 4
"""


def test_a_failure_shows_what_happened(run):
    shown = run(FAILS)
    assert "1 failed" in shown and "assert lake.now.minute == 4" in shown
    journal = shown.split("Tarn: the journal")[1].split("Tarn: what the fault plan did")[0]
    assert "ok RUNNING, " in journal and "times until" in journal.replace("\n", " ")
    assert "-> ThrottlingException Rate exceeded" in journal
    assert "throttled: matched 31 times, applied 1 times" in shown


def test_a_failure_offers_the_state(run):
    shown = run(FAILS)
    path = re.search(r"python -m tarn (\S+)", shown)[1]
    printed = subprocess.run([sys.executable, "-m", "tarn", path], capture_output=True, text=True, check=True).stdout
    assert "clock: now 2000-01-01T00:05:" in printed and ".sales.daily" in printed
    compared = subprocess.run([sys.executable, "-m", "tarn", path, path], capture_output=True, text=True, check=True)
    assert compared.stdout == ""
    for arguments, status in ((["/nowhere"], 1), ([], 2), (["-h"], 2)):
        done = subprocess.run([sys.executable, "-m", "tarn", *arguments], capture_output=True, text=True)
        assert done.returncode == status and done.stdout == "" and len(done.stderr.splitlines()) == 1


def test_the_functions_of_a_cost_model_are_needed_again(run):
    shown = run("def test_fails(tarn_lake):\n    tarn_lake.set_cost_model(lambda work: None)\n    assert False\n")
    assert re.search(r"tarn.Lake.load \('\S+', refresh=...\)", shown)


def test_a_test_that_passes_shows_and_saves_nothing(run):
    shown = run("def test_passes(lake):\n    start()\n", "-rA")
    assert "1 passed" in shown and "Tarn" not in shown


def test_an_observer_that_fails_fails_the_test(run):
    """Also if the code under test catches all that is raised in it."""
    shown = run("""
def test_observer(lake):
    def observe(change):
        assert change.to_status != "RUNNING", "it runs"
    lake.observe(observe)
    try:
        start()
        time.sleep(3600)
    except Exception:
        pass
""")
    assert "1 failed" in shown and "AssertionError: it runs" in shown and "Tarn: the journal" in shown
    assert "def observe(change):" in shown and "_watching.py" not in shown


def test_rules_that_were_never_applied_are_an_error(run):
    rule = 'tarn_lake.fault("late", nth=2, operation="GetTable", do="lose-reply")'
    shown = run(f"def test_forgotten(tarn_lake):\n    {rule}\n"
                f"def test_meant(tarn_lake):\n    {rule}\n    tarn_lake.checks_faults = False\n"
                f"def test_failed(tarn_lake):\n    {rule}\n    assert False\n")
    assert re.search("1 failed, 2 passed,.* 1 error", shown)
    assert "AssertionError: these rules of the fault plan were never applied: late" in shown


def test_an_endless_test_ends(run):
    shown = run("def test_endless(lake):\n    while True:\n        try:\n            time.sleep(60)\n"
                "        except Exception:\n            pass\n")
    assert "1 failed" in shown and "OutOfPatience: the code under test may sleep for" in shown


def test_the_fixture_and_the_mark_are_described(run):
    assert "A new lake with the sample." in run("", "--fixtures")
    assert "@pytest.mark.tarn(seed=0, start=None" in run("", "--markers")
    assert "1 passed" in run("@pytest.mark.tarn(seed=3)\ndef test_it(tarn_lake):\n    assert tarn_lake.seed == 3\n",
                             "--strict-markers")
