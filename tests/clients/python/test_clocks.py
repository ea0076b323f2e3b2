# SPDX-License-Identifier: MIT
"""Tests the clocks of the code under test: which ones are on the lake's time, and which ones are not."""

import datetime
import subprocess
import sys
import time
import types
from datetime import date as imported_date
from datetime import datetime as imported_datetime
from datetime import timedelta, timezone
from time import monotonic as imported_monotonic
from time import sleep as imported_sleep

import boto3
import pytest
from tarn import Lake, OutOfPatience

ACCOUNT = "123456789012"
# In a dictionary, because the patch replaces what a module has by its name.
REAL = {"time": time.time, "datetime": datetime.datetime}


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


CLOCKS = {
    "time": lambda: time.time(),
    "time_ns": lambda: time.time_ns() / 1e9,
    "monotonic": lambda: time.monotonic(),
    "monotonic_ns": lambda: time.monotonic_ns() / 1e9,
    "perf_counter": lambda: time.perf_counter(),
    "perf_counter_ns": lambda: time.perf_counter_ns() / 1e9,
    "by-name": lambda: imported_monotonic(),
    "gmtime": lambda: time.mktime(time.gmtime()),
    "localtime": lambda: time.mktime(time.localtime()),
    "strftime": lambda: float(time.strftime("%s")),
    "now": lambda: datetime.datetime.now().timestamp(),
    "now-utc": lambda: datetime.datetime.now(timezone.utc).timestamp(),
    "now-zone": lambda: datetime.datetime.now(tz=timezone(timedelta(hours=5))).timestamp(),
    "utcnow": lambda: datetime.datetime.utcnow().timestamp(),
    "today": lambda: datetime.datetime.today().timestamp(),
    "now-by-name": lambda: imported_datetime.now().timestamp(),
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_clock_shows_the_time_of_the_lake(lake, clock):
    began = CLOCKS[clock]()
    time.sleep(320)
    assert CLOCKS[clock]() - began == 320
    lake.advance(86400)
    imported_sleep(0.5)
    assert 86720 <= CLOCKS[clock]() - began <= 86720.5


def test_the_dates_are_those_of_the_lake(lake):
    assert datetime.datetime.now(timezone.utc) == lake.now and time.time() == lake.now.timestamp()
    assert datetime.date.today() == imported_date.today() == datetime.datetime.now().date()
    assert time.ctime() == time.ctime(lake.now.timestamp())


def test_dates_are_ordinary_ones(lake):
    now = datetime.datetime.now()
    assert type(now) is REAL["datetime"] and isinstance(now, datetime.datetime) and isinstance(now, datetime.date)
    assert isinstance(REAL["datetime"](2000, 1, 1), datetime.datetime)
    assert issubclass(REAL["datetime"], datetime.datetime) and not isinstance(7, datetime.datetime)
    assert not isinstance(datetime.date(2000, 1, 1), datetime.datetime)
    assert datetime.datetime(2000, 1, 2) - datetime.datetime.strptime("2000-01-01", "%Y-%m-%d") == timedelta(days=1)
    assert datetime.datetime.fromisoformat("2000-01-01") == datetime.datetime.combine(
        datetime.date(2000, 1, 1), datetime.time())
    assert type(datetime.date.fromisoformat("2000-01-01")) is type(imported_date.today())


def test_a_deadline_comes(lake):
    """The loop counts no sleeps: it asks a clock, as orchestrators do."""
    deadline, polls = time.monotonic() + 3600, 0
    while time.monotonic() < deadline:
        polls += 1
        time.sleep(7)
    assert polls == 515


@pytest.mark.tarn(start="now")
def test_the_age_of_a_run_is_sensible(tarn_lake, monkeypatch):
    lake = tarn_lake.patch(monkeypatch)
    assert abs(time.time() - REAL["time"]()) < 60
    glue = boto3.client("glue")
    run_id = glue.start_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, DatabaseName="sales", TableName="daily")["MaterializedViewRefreshTaskRunId"]
    time.sleep(100)
    run = glue.get_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]
    age = datetime.datetime.now(timezone.utc) - run["CreationTime"]
    assert timedelta(seconds=100) <= age < timedelta(seconds=100, milliseconds=1)
    assert lake.now - age >= run["CreationTime"] - timedelta(milliseconds=1)


def test_an_endless_loop_ends(lake):
    with pytest.raises(OutOfPatience, match="may wait for something that never comes"):
        while True:
            try:
                time.sleep(3600)
            except Exception:
                pass
    assert lake.now == datetime.datetime(2000, 1, 31, tzinfo=timezone.utc)


def test_what_waits_for_the_world_keeps_its_clock(lake):
    began = lake.now
    subprocess.run([sys.executable, "-c", "import time; time.sleep(0.1)"], timeout=60, check=True)
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    assert process.wait(timeout=60) == 0
    assert lake.now == began


def test_modules_that_are_made_by_hand_are_patched(monkeypatch):
    module = types.ModuleType("module_under_test")
    exec("from time import sleep, time\nfrom datetime import datetime\n", vars(module))
    monkeypatch.setitem(sys.modules, "module_under_test", module)
    with Lake() as lake, lake.patched():
        module.sleep(5)
        assert module.time() == lake.now.timestamp()
        assert module.datetime.now(timezone.utc) == lake.now
    assert module.time is REAL["time"] and module.datetime is REAL["datetime"]


def test_the_patch_ends():
    before = {name: vars(module).copy() for name, module in (("time", time), ("datetime", datetime))}
    with Lake() as lake, lake.patched(), pytest.raises(ZeroDivisionError):
        assert lake.patch(None) is lake
        time.sleep(100)
        raise ZeroDivisionError
    assert before == {"time": vars(time), "datetime": vars(datetime)}
    assert abs(time.time() - REAL["time"]()) < 5
    with Lake() as first, first.patched():
        time.sleep(5)
    with Lake() as second, second.patched():
        assert time.time() == second.now.timestamp()
