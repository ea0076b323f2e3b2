# SPDX-License-Identifier: MIT
"""An orchestrator that does not know of Tarn, and its tests with a lake.

The first half is the user's code, and the second half is everything that its tests need. Once the wheel of Tarn is
installed, run them by: python3 -m pytest examples/python/test_orchestrator.py
"""

import time
from datetime import timedelta

import boto3
import pytest
from botocore.exceptions import ReadTimeoutError

ACCOUNT = "123456789012"


def refresh(database, table, patience=3600):
    """Refreshes a view and waits for the end. This is the code under test, as it runs in production."""
    glue = boto3.client("glue", region_name="us-east-1")
    view = {"CatalogId": ACCOUNT, "DatabaseName": database, "TableName": table}
    try:
        started = glue.start_materialized_view_refresh_task_run(**view)
        run_id = started["MaterializedViewRefreshTaskRunId"]
    except (ReadTimeoutError, glue.exceptions.MaterializedViewRefreshTaskRunningException):
        # The newest run is the one that this call or another caller has started.
        runs = glue.list_materialized_view_refresh_task_runs(**view, MaxResults=1)
        run_id = runs["MaterializedViewRefreshTaskRuns"][0]["MaterializedViewRefreshTaskRunId"]
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        run = glue.get_materialized_view_refresh_task_run(
            CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]
        if run["Status"] in ("SUCCEEDED", "FAILED", "STOPPED"):
            return run
        time.sleep(10)
    raise TimeoutError(f"{table} is still {run['Status']}")


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


def test_success(lake):
    started = lake.now
    run = refresh("sales", "daily")
    assert (run["Status"], run["DPUSeconds"]) == ("SUCCEEDED", 2520.0)
    assert run["EndTime"] - started == timedelta(seconds=314)
    assert lake.now - started == timedelta(seconds=320)


def test_lost_reply(lake):
    lake.fault("no answer", operation="StartMaterializedViewRefreshTaskRun", nth=1, do="lose-reply")
    assert refresh("sales", "daily")["Status"] == "SUCCEEDED"
    # botocore has tried again, and has met the run that its first attempt had started.
    assert lake.journal.count_calls("StartMaterializedViewRefreshTaskRun") == 2


def test_throttling(lake):
    lake.fault("every third poll", operation="GetMaterializedViewRefreshTaskRun", every=3,
               do="throw", exception="ThrottlingException", message="Rate exceeded")
    assert refresh("sales", "daily")["Status"] == "SUCCEEDED"


def test_somebody_else_was_first(lake):
    glue = boto3.client("glue", region_name="us-east-1")
    glue.start_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, DatabaseName="sales", TableName="daily")
    lake.advance(timedelta(minutes=4))
    assert refresh("sales", "daily")["CreationTime"] == lake.now - timedelta(seconds=320)


def test_a_failure_is_told(lake):
    lake.set_option("glue.read-failure-ppm", 1_000_000)
    assert refresh("sales", "daily")["Status"] == "FAILED"


def test_patience_ends(lake):
    lake.fault("hangs", operation="StartMaterializedViewRefreshTaskRun", do="hang-run")
    started = lake.now
    with pytest.raises(TimeoutError, match="daily is still RUNNING"):
        refresh("sales", "daily")
    assert lake.now - started == timedelta(hours=1)
