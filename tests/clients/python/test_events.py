# SPDX-License-Identifier: MIT
"""Tests changes of runs and the events of EventBridge, as functions of a test get them."""

import json
import uuid
from datetime import timedelta

import pytest
from tarn import Lake

ACCOUNT = "123456789012"
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}
SUCCEEDED = "Glue Materialized View Refresh Task Succeeded"
STARTED = "Glue Materialized View Refresh Task Started"


def start(lake):
    return lake.client("glue").start_materialized_view_refresh_task_run(**VIEW)["MaterializedViewRefreshTaskRunId"]


def generate(lake, **more):
    return lake.client("datazone").start_metadata_generation_run(
        domainIdentifier=lake.domain_id, owningProjectIdentifier=lake.project_id,
        target={"type": "ASSET", "identifier": lake.asset_id}, types=["BUSINESS_NAMES"], clientToken="mine",
        **more)["id"]


def test_events_of_a_refresh(tarn_lake):
    events = tarn_lake.record_events()
    run_id = start(tarn_lake)
    tarn_lake.advance(3600)
    assert [event["detail-type"] for event in events] == [STARTED, SUCCEEDED]
    succeeded = events[1]
    assert {name: value for name, value in succeeded.items() if name not in ("id", "detail")} == {
        "version": "0", "detail-type": SUCCEEDED, "source": "aws.glue", "account": ACCOUNT,
        "time": "2000-01-01T00:05:14Z", "region": "us-east-1", "resources": []}
    assert uuid.UUID(succeeded["id"]) and succeeded["id"] != events[0]["id"]
    assert succeeded.undocumented == ("detail",)
    assert succeeded["detail"] == {"catalogId": ACCOUNT, "databaseName": "sales", "tableName": "daily",
                                   "materializedViewRefreshTaskRunId": run_id, "state": "SUCCEEDED"}
    assert json.loads(json.dumps(succeeded)) == succeeded
    assert (succeeded.change.run_id, succeeded.change.dpu_seconds) == (run_id, 2520.0)


def test_events_of_a_metadata_run():
    lake = Lake(region="eu-west-1")
    events = lake.record_events()
    run_id = generate(lake)
    lake.advance(3600)
    event, = events
    assert (event["source"], event["detail-type"]) == ("aws.datazone", "Metadata Generation Succeeded")
    assert (event["account"], event["region"]) == (ACCOUNT, "eu-west-1")
    metadata, data = event["detail"]["metadata"], event["detail"]["data"]
    assert metadata.items() >= {"id": run_id, "domain": lake.domain_id, "owningProjectId": lake.project_id,
                                "awsAccountId": ACCOUNT, "clientToken": "mine"}.items()
    assert data == {"assetId": lake.asset_id, "assetRevision": "1", "status": "SUCCEEDED", "types": ["BUSINESS_NAMES"]}


def test_events_are_the_same_each_time():
    def run():
        lake = Lake()
        events = lake.record_events()
        start(lake)
        lake.advance(3600)
        return events

    assert run() == run()


@pytest.mark.parametrize("do, keys, delivered", [
    ("drop-event", {}, []),
    ("duplicate-event", {}, [314, 314]),
    ("delay-event", {"delay_us": timedelta(minutes=10)}, [914]),
])
def test_events_go_wrong(tarn_lake, do, keys, delivered):
    events, times = [], []
    tarn_lake.on_event(lambda event: (events.append(event), times.append(tarn_lake.now.timestamp() - 946684800)))
    tarn_lake.fault("event", event=SUCCEEDED, do=do, **keys)
    start(tarn_lake)
    tarn_lake.advance(3600)
    assert [event["detail-type"] for event in events] == [STARTED] + [SUCCEEDED] * len(delivered)
    assert times[1:] == delivered
    # The event is about the moment of the change, and a second delivery is the same event.
    assert {event["time"] for event in events[1:]} <= {"2000-01-01T00:05:14Z"}
    assert len({event["id"] for event in events[1:]}) == min(len(delivered), 1)


def test_a_late_event_comes_after_what_happened_meanwhile(tarn_lake):
    tarn_lake.fault("late", event=STARTED, do="delay-event", delay_us=timedelta(minutes=10))
    events = tarn_lake.record_events()
    start(tarn_lake)
    tarn_lake.advance(3600)
    assert [event["detail-type"] for event in events] == [SUCCEEDED, STARTED]


def test_an_invocation_failure(tarn_lake):
    tarn_lake.add_view("hourly", over=["orders"], refresh_seconds=3600)
    tarn_lake.set_option("glue.running-max", 0)
    events = tarn_lake.record_events()
    tarn_lake.advance(3600)
    event, = events
    assert event["detail-type"] == "Glue Materialized View Auto-Refresh Invocation Failure"
    assert event["detail"]["tableName"] == "hourly" and event["detail"]["message"]
    assert event.change.kind == "invocation-failure" and event.change.run_id is None


def test_changes(tarn_lake):
    changes = []
    observer = tarn_lake.observe(changes.append)
    run_id = start(tarn_lake)
    tarn_lake.advance(3600)
    assert [(it.cause, it.from_status, it.to_status) for it in changes] == [
        ("create", None, "STARTING"), ("take-slot", "STARTING", "STARTING"), ("begin", "STARTING", "RUNNING"),
        ("succeed", "RUNNING", "SUCCEEDED")]
    last = changes[-1]
    assert (last.service, last.kind, last.run_id) == ("glue", "run", run_id)
    assert (last.database, last.table) == ("sales", "daily")
    assert (last.processed_bytes, last.time - changes[0].time) == (10**11, timedelta(seconds=314))
    assert tarn_lake.remove_observer(observer) and not tarn_lake.remove_observer(observer)
    generate(tarn_lake)
    assert len(changes) == 4


def test_a_handler_may_call_the_services(tarn_lake):
    """As an orchestrator does that starts the next refresh when the last one has succeeded."""
    glue, refreshed = tarn_lake.client("glue"), []

    def handler(event):
        if event["detail"]["tableName"] == "daily" and event["detail"]["state"] == "SUCCEEDED":
            glue.start_materialized_view_refresh_task_run(**{**VIEW, "TableName": "monthly"})
        if event["detail"]["state"] == "SUCCEEDED":
            refreshed.append(event["detail"]["tableName"])

    tarn_lake.on_event(handler)
    start(tarn_lake)
    tarn_lake.advance(3600)
    assert refreshed == ["daily", "monthly"]


def test_what_an_observer_raises_is_raised_by_the_test(tarn_lake):
    tarn_lake.observe(lambda change: change.cause == "begin" and 1 / 0)
    start(tarn_lake)
    with pytest.raises(ZeroDivisionError):
        tarn_lake.advance(3600)
    assert tarn_lake.failures == [] and tarn_lake.now.hour == 1
