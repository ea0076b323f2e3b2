# SPDX-License-Identifier: MIT
"""Rehearsals of the state machines here, which state_machine.py executes on virtual time."""

from datetime import timedelta

import pytest
import tarn
from state_machine import Execution, Failure

GLUE = "arn:aws:states:::aws-sdk:glue:"
START, GET = "StartMaterializedViewRefreshTaskRun", "GetMaterializedViewRefreshTaskRun"
STOP = "StopMaterializedViewRefreshTaskRun"
VIEW = {"CatalogId": "123456789012", "DatabaseName": "sales", "TableName": "daily"}
RUN_ID = "MaterializedViewRefreshTaskRunId"
RUN = {"CatalogId": "123456789012", RUN_ID + ".$": "$.run." + RUN_ID}
BACK_OFF = {"IntervalSeconds": 2, "BackoffRate": 2, "MaxAttempts": 4, "JitterStrategy": "NONE"}

#: One state that starts a refresh and waits for it.
SYNC = {"StartAt": "Refresh", "States": {
    "Refresh": {"Type": "Task", "Resource": GLUE + "startMaterializedViewRefreshTaskRun.sync", "TimeoutSeconds": 1800,
                "Parameters": {name + ".$": "$." + name for name in VIEW},
                "Retry": [{"ErrorEquals": ["Glue.ThrottlingException", "Glue.SdkClientException"], **BACK_OFF}],
                "Catch": [{"ErrorEquals": ["States.TaskFailed", "States.Timeout"], "ResultPath": "$.error",
                           "Next": "Report"}], "Next": "Done"},
    "Report": {"Type": "Pass", "Parameters": {"Error.$": "$.error.Error", "Cause.$": "$.error.Cause"}},
    "Done": {"Type": "Succeed"}}}

#: The same with the resources that the service has: it finds a run whose start got no answer, and polls.
POLL = {"StartAt": "Start", "States": {
    "Start": {"Type": "Task", "Resource": GLUE + "startMaterializedViewRefreshTaskRun", "ResultPath": "$.run",
              "Parameters": VIEW, "Retry": SYNC["States"]["Refresh"]["Retry"],
              "Catch": [{"ErrorEquals": ["Glue.MaterializedViewRefreshTaskRunningException"], "ResultPath": "$.error",
                         "Next": "Find"}], "Next": "Wait"},
    "Find": {"Type": "Task", "Resource": GLUE + "listMaterializedViewRefreshTaskRuns", "ResultPath": "$.found",
             "Parameters": {**VIEW, "MaxResults": 1}, "Next": "Adopt"},
    "Adopt": {"Type": "Pass", "ResultPath": "$.run", "Next": "Wait", "Parameters": {
        RUN_ID + ".$": "$.found.MaterializedViewRefreshTaskRuns[0]." + RUN_ID}},
    "Wait": {"Type": "Wait", "Seconds": 30, "Next": "Get"},
    "Get": {"Type": "Task", "Resource": GLUE + "getMaterializedViewRefreshTaskRun", "Parameters": RUN,
            "ResultPath": "$.got", "Retry": SYNC["States"]["Refresh"]["Retry"], "Next": "Has it ended?"},
    "Has it ended?": {"Type": "Choice", "Default": "Wait", "Choices": [
        {"Variable": "$.got.MaterializedViewRefreshTaskRun.Status", "StringEquals": status, "Next": following}
        for status, following in (("SUCCEEDED", "Done"), ("FAILED", "Failed"), ("STOPPED", "Stopped"))]},
    "Done": {"Type": "Succeed"},
    "Failed": {"Type": "Fail", "Error": "RefreshFailed"},
    "Stopped": {"Type": "Fail", "Error": "RefreshStopped", "Cause": "find out who has stopped it"}}}

TEN = [{**VIEW, "TableName": f"view_{number}"} for number in range(10)]
MAP = {"StartAt": "Refresh all", "States": {
    "Refresh all": {"Type": "Map", "MaxConcurrency": 3, "ItemsPath": "$.views", "ItemProcessor": SYNC,
                    "ResultPath": "$.runs"}}}


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


def gaps(times):
    return [(later - earlier).total_seconds() for earlier, later in zip(times, times[1:])]


def entered(execution):
    return [name for _, kind, name, _ in execution.history if kind.endswith("Entered")]


def test_a_refresh(lake):
    execution = Execution(SYNC)
    assert execution.run(VIEW)["Status"] == "SUCCEEDED"
    assert [entry[1:3] for entry in execution.history] == [
        ("TaskStateEntered", "Refresh"), ("TaskStateExited", "Refresh"),
        ("SucceedStateEntered", "Done"), ("SucceedStateExited", "Done")]
    assert execution.history[1][0] - execution.history[0][0] == 315


def test_a_throttled_start_backs_off(lake):
    lake.fault("busy", operation=START, nth=[1, 2, 3], do="throw", exception="ThrottlingException")
    assert Execution(SYNC).run(VIEW)["Status"] == "SUCCEEDED"
    assert gaps(lake.journal.call_times(START)) == [2, 4, 8]


def test_throttled_for_longer_than_the_retries(lake):
    lake.fault("busy", operation=START, do="throw", exception="ThrottlingException")
    assert Execution(SYNC).run(VIEW)["Error"] == "Glue.ThrottlingException"
    assert gaps(lake.journal.call_times(START)) == [2, 4, 8, 16]


def test_the_reply_to_the_start_is_lost_and_a_retry_is_not_enough(lake):
    lake.fault("no answer", operation=START, nth=1, do="lose-reply")
    # The retry meets the run that the first attempt has started. It is reported as a failure, and goes on.
    assert Execution(SYNC).run(VIEW)["Error"] == "Glue.MaterializedViewRefreshTaskRunningException"
    lake.run_until_idle()
    assert lake.journal.find("RUNNING>SUCCEEDED") >= 0


def test_the_reply_to_the_start_is_lost_and_the_run_is_found(lake):
    lake.fault("no answer", operation=START, nth=1, do="lose-reply")
    execution = Execution(POLL)
    assert execution.run({})["got"]["MaterializedViewRefreshTaskRun"]["Status"] == "SUCCEEDED"
    assert entered(execution)[:4] == ["Start", "Find", "Adopt", "Wait"]


def test_polls_are_throttled(lake):
    lake.fault("busy", operation=GET, every=2, do="throw", exception="ThrottlingException")
    assert Execution(SYNC).run(VIEW)["Status"] == "SUCCEEDED"
    assert Execution(POLL).run({})["got"]["MaterializedViewRefreshTaskRun"]["Status"] == "SUCCEEDED"


def test_a_failure_is_caught(lake):
    lake.fault("breaks", operation=START, do="fail-run", message="out of memory")
    assert Execution(SYNC).run(VIEW) == {"Error": "States.TaskFailed", "Cause": "FAILED: out of memory"}


def test_a_stopped_run_is_no_failure_to_try_again(lake):
    lake.after(100, lambda: lake.client("glue").stop_materialized_view_refresh_task_run(**VIEW))
    with pytest.raises(Failure, match="RefreshStopped"):
        Execution(POLL).run({})
    assert lake.journal.count_calls(START) == 1


def test_a_timeout_stops_the_run(lake):
    lake.fault("hangs", operation=START, do="hang-run")
    started = lake.now
    assert Execution(SYNC).run(VIEW)["Error"] == "States.Timeout"
    assert lake.now - started == timedelta(seconds=1800)
    assert lake.journal.call_times(STOP) == [lake.now]
    lake.advance(60)
    assert lake.journal.find("RUNNING>STOPPED") >= 0


def refresh_ten(lake):
    """Refreshes ten views, and returns how many refreshes ran at a time, and the history."""
    running, counts, execution = set(), [], Execution(MAP)

    def count(change):
        if change.kind == "run":
            (running.discard if change.to_status in ("SUCCEEDED", "FAILED") else running.add)(change.run_id)
            counts.append(len(running))

    for view in TEN:
        lake.add_view(view["TableName"], over=["orders"])
    lake.observe(count)
    runs = execution.run({"views": TEN})["runs"]
    ends = [run.get("Status") or run["Error"] for run in runs]
    assert ends == ["SUCCEEDED"] * 4 + ["States.TaskFailed"] + ["SUCCEEDED"] * 5
    return max(counts), execution.history


def test_ten_views_three_at_a_time(lake):
    lake.fault("breaks", operation=START, resource="123456789012/sales/view_4", do="fail-run")
    started = lake.now
    n_running, history = refresh_ten(lake)
    assert n_running == 3
    # Four in a row, each until the first poll after its end. The second one has failed, half way.
    assert lake.now - started == timedelta(seconds=315 + 175 + 315 + 315)
    assert history[-1][1:3] == ("MapStateExited", "Refresh all")


def test_the_history_is_the_same_each_time():
    histories = []
    for _ in range(3):
        with tarn.Lake() as lake, lake.patched():
            lake.fault("breaks", operation=START, resource="123456789012/sales/view_4", do="fail-run")
            histories.append((refresh_ten(lake), lake.journal.text()))
    assert all(history == histories[0] for history in histories)
