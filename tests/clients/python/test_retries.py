# SPDX-License-Identifier: MIT
"""Tests how botocore's own retries handle lost replies and throttling.

botocore waits by time.sleep(), which these tests replace by a function that lets virtual time pass.
"""

import math
from datetime import timedelta
from functools import partial

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

ACCOUNT = "123456789012"
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}
MODES = pytest.mark.parametrize("mode", ["legacy", "standard"])


def retrying(mode):
    return Config(retries={"mode": mode, "max_attempts": 4})


def lose(lake, operation, times=1):
    for nth in range(1, times + 1):
        lake.faults(f"[{operation} {nth}]\noperation={operation}\nnth={nth}\ndo=lose-reply\n")


def to_time(seconds):
    """A sleep ends with the microsecond in which it is over."""
    return timedelta(microseconds=math.ceil(round(seconds * 1_000_000, 3)))


def once(lake, service):
    return lake.client(service, config=Config(retries={"max_attempts": 0}))


def attempts(answer):
    return answer["ResponseMetadata"]["RetryAttempts"] + 1


@pytest.fixture
def target(tarn_lake):
    return {"domainIdentifier": tarn_lake.domain_id, "owningProjectIdentifier": tarn_lake.project_id,
            "target": {"type": "ASSET", "identifier": tarn_lake.asset_id}, "types": ["BUSINESS_NAMES"]}


@pytest.fixture
def slept(tarn_lake, monkeypatch):
    seconds = []
    monkeypatch.setattr("time.sleep", lambda s: (seconds.append(s), tarn_lake.sleep(s)))
    return seconds


def refresh_statuses(lake):
    runs = lake.client("glue").list_materialized_view_refresh_task_runs(**VIEW)
    return [run["Status"] for run in runs["MaterializedViewRefreshTaskRuns"]]


def metadata_statuses(lake):
    runs = lake.client("datazone").list_metadata_generation_runs(domainIdentifier=lake.domain_id)
    return [run["status"] for run in runs["items"]]


# --- Without retries -------------------------------------------------------------------------------


def test_a_lost_start_has_started(tarn_lake):
    lose(tarn_lake, "StartMaterializedViewRefreshTaskRun")
    with pytest.raises(ReadTimeoutError, match="https://glue.us-east-1.amazonaws.com/"):
        once(tarn_lake, "glue").start_materialized_view_refresh_task_run(**VIEW)
    assert refresh_statuses(tarn_lake) == ["STARTING"]


def test_a_lost_stop_stops(tarn_lake):
    glue = once(tarn_lake, "glue")
    glue.start_materialized_view_refresh_task_run(**VIEW)
    lose(tarn_lake, "StopMaterializedViewRefreshTaskRun")
    with pytest.raises(ReadTimeoutError):
        glue.stop_materialized_view_refresh_task_run(**VIEW)
    tarn_lake.advance(5)
    assert refresh_statuses(tarn_lake) == ["STOPPED"]


def test_a_lost_get_and_list_read_nothing(tarn_lake):
    glue = once(tarn_lake, "glue")
    run_id = glue.start_materialized_view_refresh_task_run(**VIEW)["MaterializedViewRefreshTaskRunId"]
    lose(tarn_lake, "GetMaterializedViewRefreshTaskRun")
    lose(tarn_lake, "ListMaterializedViewRefreshTaskRuns")
    with pytest.raises(ReadTimeoutError):
        glue.get_materialized_view_refresh_task_run(
            CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run_id)
    with pytest.raises(ReadTimeoutError):
        glue.list_materialized_view_refresh_task_runs(CatalogId=ACCOUNT)
    assert refresh_statuses(tarn_lake) == ["STARTING"]


def test_a_lost_metadata_start_has_started(tarn_lake, target):
    lose(tarn_lake, "StartMetadataGenerationRun")
    with pytest.raises(ReadTimeoutError, match="/v2/domains/.*/metadata-generation-runs"):
        once(tarn_lake, "datazone").start_metadata_generation_run(**target)
    assert metadata_statuses(tarn_lake) == ["IN_PROGRESS"]


def test_a_lost_cancel_cancels(tarn_lake, target):
    datazone = once(tarn_lake, "datazone")
    run = datazone.start_metadata_generation_run(**target)
    lose(tarn_lake, "CancelMetadataGenerationRun")
    with pytest.raises(ReadTimeoutError):
        datazone.cancel_metadata_generation_run(
            domainIdentifier=run["domainId"], identifier=run["id"])
    assert metadata_statuses(tarn_lake) == ["CANCELED"]


def test_a_lost_metadata_get_and_list_read_nothing(tarn_lake, target):
    datazone = once(tarn_lake, "datazone")
    run = datazone.start_metadata_generation_run(**target)
    lose(tarn_lake, "GetMetadataGenerationRun")
    lose(tarn_lake, "ListMetadataGenerationRuns")
    with pytest.raises(ReadTimeoutError):
        datazone.get_metadata_generation_run(domainIdentifier=run["domainId"], identifier=run["id"])
    with pytest.raises(ReadTimeoutError):
        datazone.list_metadata_generation_runs(domainIdentifier=run["domainId"])
    assert metadata_statuses(tarn_lake) == ["IN_PROGRESS"]


def test_a_call_that_fails_keeps_its_own_error(tarn_lake):
    lose(tarn_lake, "StopMaterializedViewRefreshTaskRun")
    glue = once(tarn_lake, "glue")
    with pytest.raises(glue.exceptions.MaterializedViewRefreshTaskNotRunningException):
        glue.stop_materialized_view_refresh_task_run(**VIEW)


# --- With retries ----------------------------------------------------------------------------------


@MODES
def test_a_metadata_start_is_recovered_by_its_token(tarn_lake, target, slept, mode):
    lose(tarn_lake, "StartMetadataGenerationRun", times=2)
    datazone = tarn_lake.client("datazone", config=retrying(mode))
    run = datazone.start_metadata_generation_run(**target)
    assert attempts(run) == 3 and len(slept) == 2
    assert metadata_statuses(tarn_lake) == ["IN_PROGRESS"]
    told = datazone.list_metadata_generation_runs(domainIdentifier=tarn_lake.domain_id)["items"]
    assert [it["id"] for it in told] == [run["id"]]


@MODES
def test_a_refresh_start_meets_the_run_it_started(tarn_lake, slept, mode):
    lose(tarn_lake, "StartMaterializedViewRefreshTaskRun")
    glue = tarn_lake.client("glue", config=retrying(mode))
    with pytest.raises(glue.exceptions.MaterializedViewRefreshTaskRunningException) as caught:
        glue.start_materialized_view_refresh_task_run(**VIEW)
    assert attempts(caught.value.response) == 2 and len(slept) == 1
    assert refresh_statuses(tarn_lake) == ["STARTING"]


@MODES
def test_a_stop_meets_the_stop_it_made(tarn_lake, slept, mode):
    glue = tarn_lake.client("glue", config=retrying(mode))
    glue.start_materialized_view_refresh_task_run(**VIEW)
    lose(tarn_lake, "StopMaterializedViewRefreshTaskRun")
    with pytest.raises(glue.exceptions.MaterializedViewRefreshTaskStoppingException):
        glue.stop_materialized_view_refresh_task_run(**VIEW)
    assert len(slept) == 1


@MODES
def test_a_get_is_asked_again(tarn_lake, slept, mode):
    glue = tarn_lake.client("glue", config=retrying(mode))
    run_id = glue.start_materialized_view_refresh_task_run(**VIEW)["MaterializedViewRefreshTaskRunId"]
    lose(tarn_lake, "GetMaterializedViewRefreshTaskRun", times=2)
    answer = glue.get_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run_id)
    assert attempts(answer) == 3
    assert answer["MaterializedViewRefreshTaskRun"]["Status"] == "STARTING"


@MODES
def test_retries_end(tarn_lake, slept, mode):
    lose(tarn_lake, "ListMaterializedViewRefreshTaskRuns", times=9)
    tarn_lake.checks_faults = False  # the retries end before the rules do
    glue = tarn_lake.client("glue", config=retrying(mode))
    with pytest.raises(ReadTimeoutError):
        glue.list_materialized_view_refresh_task_runs(**VIEW)
    # "max_attempts" counts retries only.
    assert tarn_lake.journal.count_calls("ListMaterializedViewRefreshTaskRuns", None) == 5


@MODES
@pytest.mark.parametrize("service", ["glue", "datazone"])
def test_throttling_is_waited_for(tarn_lake, slept, mode, service):
    tarn_lake.set_option("glue.list-rate-per-second", 1)
    tarn_lake.set_option("datazone.list-rate-per-second", 1)
    client = tarn_lake.client(service, config=retrying(mode))
    if service == "glue":
        ask = partial(client.list_materialized_view_refresh_task_runs, **VIEW)
    else:
        ask = partial(client.list_metadata_generation_runs, domainIdentifier=tarn_lake.domain_id)
    begun = tarn_lake.now
    answers = [ask() for _ in range(5)]
    assert attempts(answers[0]) == 1 and max(map(attempts, answers)) > 1
    assert (tarn_lake.now - begun).total_seconds() >= 4


@MODES
def test_a_server_error_is_tried_again(tarn_lake, target, slept, mode):
    tarn_lake.faults("[once]\noperation=StartMetadataGenerationRun\nnth=1\ndo=throw\n"
                     "exception=InternalServerException\n")
    run = tarn_lake.client("datazone", config=retrying(mode)).start_metadata_generation_run(**target)
    assert attempts(run) == 2


@MODES
def test_what_the_client_did_wrong_is_not_tried_again(tarn_lake, slept, mode):
    glue = tarn_lake.client("glue", config=retrying(mode))
    with pytest.raises(ClientError) as caught:
        glue.start_materialized_view_refresh_task_run(**{**VIEW, "TableName": "yearly"})
    assert attempts(caught.value.response) == 1 and slept == []


def test_the_wait_of_retries_is_in_the_journal(tarn_lake, slept):
    tarn_lake.faults("[always]\noperation=StopMaterializedViewRefreshTaskRun\ndo=throw\n"
                     "exception=ThrottlingException\n")
    glue = tarn_lake.client("glue", config=retrying("standard"))
    with pytest.raises(ClientError, match="ThrottlingException"):
        glue.stop_materialized_view_refresh_task_run(**VIEW)
    times = tarn_lake.journal.call_times("StopMaterializedViewRefreshTaskRun", None)
    gaps = [later - earlier for earlier, later in zip(times, times[1:])]
    assert gaps == [to_time(seconds) for seconds in slept] and len(gaps) == 4
