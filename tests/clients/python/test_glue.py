# SPDX-License-Identifier: MIT
"""Tests refresh runs through a boto3 client, from Start to List, on virtual time."""

from collections import Counter
from datetime import timedelta
from itertools import islice

import pytest

N_RUNS = 1234


@pytest.fixture
def glue(tarn_lake):
    return tarn_lake.client("glue")


@pytest.fixture
def view(tarn_lake):
    return {"CatalogId": tarn_lake.account_id, "DatabaseName": "sales", "TableName": "daily"}


def get(glue, view, run_id):
    return glue.get_materialized_view_refresh_task_run(
        CatalogId=view["CatalogId"],
        MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]


def start(glue, view, **more):
    return glue.start_materialized_view_refresh_task_run(
        **view, **more)["MaterializedViewRefreshTaskRunId"]


def test_a_run_from_start_to_success(tarn_lake, glue, view):
    started = tarn_lake.now
    run_id = start(glue, view)
    assert get(glue, view, run_id).items() >= {
        "MaterializedViewRefreshTaskRunId": run_id, "CustomerId": tarn_lake.account_id,
        "CatalogId": tarn_lake.account_id, "DatabaseName": "sales", "TableName": "daily",
        "Status": "STARTING", "RefreshType": "FULL", "CreationTime": started, "LastUpdated": started,
    }.items()
    statuses = []
    while statuses[-1:] != ["SUCCEEDED"]:
        tarn_lake.advance(timedelta(seconds=10))
        statuses.append(get(glue, view, run_id)["Status"])
    assert statuses == ["STARTING"] * 2 + ["RUNNING"] * 29 + ["SUCCEEDED"]
    assert tarn_lake.now - started == timedelta(seconds=320)


def test_what_is_not_yet_is_absent(tarn_lake, glue, view):
    run_id = start(glue, view)
    later = {"StartTime", "EndTime", "DPUSeconds", "ProcessedBytes", "ErrorMessage", "Role"}
    assert later & get(glue, view, run_id).keys() == set()
    tarn_lake.advance(31)
    assert later & get(glue, view, run_id).keys() == {"StartTime", "DPUSeconds", "ProcessedBytes"}


def test_times_are_datetimes_of_the_lake(tarn_lake, glue, view):
    tarn_lake.advance(timedelta(days=40, milliseconds=123))
    started = tarn_lake.now
    run_id = start(glue, view)
    tarn_lake.advance(timedelta(hours=1))
    run = get(glue, view, run_id)
    assert started.isoformat() == "2000-02-10T00:00:00.123000+00:00"
    assert run["CreationTime"] == started
    assert run["StartTime"] == started + timedelta(seconds=30)
    assert run["EndTime"] == run["LastUpdated"] == started + timedelta(seconds=314)


def test_a_time_is_rounded_down_to_the_millisecond(tarn_lake, glue, view):
    tarn_lake.advance(timedelta(microseconds=1999))
    run = get(glue, view, start(glue, view))
    assert tarn_lake.now - run["CreationTime"] == timedelta(microseconds=999)


def test_numbers_are_floats_and_ints(tarn_lake, glue, view):
    run_id = start(glue, view)
    tarn_lake.advance(314)
    run = get(glue, view, run_id)
    assert (run["DPUSeconds"], type(run["DPUSeconds"])) == (2520.0, float)
    assert (run["ProcessedBytes"], type(run["ProcessedBytes"])) == (100_000_000_000, int)


def test_full_refresh_is_asked_for(tarn_lake, glue, view):
    types = []
    for more in ({}, {}, {"FullRefresh": False}, {"FullRefresh": True}):
        run_id = start(glue, view, **more)
        types.append(get(glue, view, run_id)["RefreshType"])
        tarn_lake.advance(timedelta(hours=1))
    assert types == ["FULL", "INCREMENTAL", "INCREMENTAL", "FULL"]


def test_a_stop_takes_a_while(tarn_lake, glue, view):
    run_id = start(glue, view)
    tarn_lake.advance(60)
    stopped = glue.stop_materialized_view_refresh_task_run(**view)
    assert stopped.keys() == {"ResponseMetadata"}
    assert stopped["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert get(glue, view, run_id)["Status"] == "RUNNING"
    tarn_lake.advance(5)
    run = get(glue, view, run_id)
    assert (run["Status"], run["EndTime"]) == ("STOPPED", tarn_lake.now)


def test_a_run_that_fails_says_why(tarn_lake, glue, view):
    tarn_lake.faults("[out of memory]\noperation=StartMaterializedViewRefreshTaskRun\ndo=fail-run\n"
                     "message=Executor verlor \u201edaily\u201c\n")
    run_id = start(glue, view)
    tarn_lake.advance(timedelta(hours=1))
    run = get(glue, view, run_id)
    assert (run["Status"], run["ErrorMessage"]) == ("FAILED", "Executor verlor \u201edaily\u201c")


def test_the_role_is_that_of_the_definer(tarn_lake, glue, view):
    role = "arn:aws:iam::123456789012:role/refresher"
    glue.create_table(DatabaseName="sales", TableInput={
        "Name": "by_role", "ViewDefinition": {
            "Definer": role, "SubObjects": ["arn:aws:glue:us-east-1:123456789012:table/sales/orders"]}})
    assert get(glue, view, start(glue, {**view, "TableName": "by_role"}))["Role"] == role


def test_a_list_is_newest_first(tarn_lake, glue, view):
    run_ids = []
    for table in ("daily", "monthly", "daily"):
        run_ids.insert(0, start(glue, {**view, "TableName": table}))
        tarn_lake.advance(timedelta(hours=1))

    def listed(**arguments):
        runs = glue.list_materialized_view_refresh_task_runs(CatalogId=view["CatalogId"], **arguments)
        return [run["MaterializedViewRefreshTaskRunId"]
                for run in runs["MaterializedViewRefreshTaskRuns"]]

    assert listed() == listed(DatabaseName="sales") == run_ids
    assert listed(DatabaseName="sales", TableName="daily") == [run_ids[0], run_ids[2]]
    assert listed(DatabaseName="nothing") == []
    assert listed(MaxResults=1) == run_ids[:1]


def test_a_run_in_a_list_is_the_run_of_get(tarn_lake, glue, view):
    run_id = start(glue, view)
    tarn_lake.advance(100)
    listed = glue.list_materialized_view_refresh_task_runs(**view)["MaterializedViewRefreshTaskRuns"]
    assert listed == [get(glue, view, run_id)]


@pytest.mark.parametrize("page_size", [None, 1000])
def test_pages_have_each_run_once_while_others_start(tarn_lake, glue, view, page_size):
    def run_one():
        run_id = start(glue, view)
        tarn_lake.run_until_idle()
        return run_id

    there = [run_one() for _ in range(N_RUNS)]
    pages = glue.get_paginator("list_materialized_view_refresh_task_runs").paginate(
        **view, PaginationConfig={"PageSize": page_size})
    seen, n_pages = [], 0
    for page in islice(pages, N_RUNS):
        seen += [run["MaterializedViewRefreshTaskRunId"]
                 for run in page["MaterializedViewRefreshTaskRuns"]]
        n_pages += 1
        run_one()
    assert n_pages == -(-N_RUNS // (page_size or 100))
    assert set(Counter(seen).values()) == {1}
    assert seen == there[::-1]
