# SPDX-License-Identifier: MIT
"""Tests cost models of a user: functions that plan what runs take."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from tarn import Error, Lake, MetadataPlan, RefreshPlan
from test_threads import refresh, run_all

GET = "GetMaterializedViewRefreshTaskRun"


def run(lake, view="daily", **more):
    """Refreshes a view, and returns the run as it is after its end."""
    glue = lake.client("glue")
    started = glue.start_materialized_view_refresh_task_run(
        CatalogId=lake.account_id, DatabaseName="sales", TableName=view, **more)
    lake.run_until_idle()
    return glue.get_materialized_view_refresh_task_run(
        CatalogId=lake.account_id, MaterializedViewRefreshTaskRunId=started["MaterializedViewRefreshTaskRunId"]
    )["MaterializedViewRefreshTaskRun"]


def test_a_minute_for_each_refresh(tarn_lake):
    def plan(work):
        return RefreshPlan(duration=50, dpu=4, startup=10, processed_bytes=work.source_bytes)

    tarn_lake.set_cost_model(plan)
    done = run(tarn_lake)
    assert (done["Status"], done["DPUSeconds"], done["ProcessedBytes"]) == ("SUCCEEDED", 200.0, 100_000_000_000)
    assert done["StartTime"] - done["CreationTime"] == timedelta(seconds=10)
    assert done["EndTime"] - done["StartTime"] == timedelta(seconds=50)


def test_the_work(tarn_lake):
    works = []
    tarn_lake.set_cost_model(works.append)
    run(tarn_lake)
    tarn_lake.commit("orders", added_bytes=1_000_000)
    run(tarn_lake)
    first, second = works
    assert (first.catalog_id, first.database, first.table) == (tarn_lake.account_id, "sales", "daily")
    assert (first.refresh_type, first.source_bytes, first.ordinal, first.tag) == ("FULL", 100_000_000_000, 0, 0)
    assert (second.refresh_type, second.changed_bytes, second.ordinal) == ("INCREMENTAL", 1_000_000, 1)
    assert first.view_bytes > 0


def test_a_run_may_be_left_to_the_built_in_model(tarn_lake):
    tarn_lake.set_cost_model(lambda work: RefreshPlan(60) if work.table == "monthly" else None)
    assert run(tarn_lake)["DPUSeconds"] == 2520.0
    assert run(tarn_lake, "monthly")["DPUSeconds"] == 120.0
    tarn_lake.set_cost_model()
    assert run(tarn_lake, "monthly", FullRefresh=True)["DPUSeconds"] != 120.0


def test_phases_and_bytes_that_grow(tarn_lake):
    plan = RefreshPlan(phases=[(timedelta(minutes=1), 2), (60, 6)], processed_bytes=800)
    tarn_lake.set_cost_model(lambda _work: plan)
    glue = tarn_lake.client("glue")
    run_id = glue.start_materialized_view_refresh_task_run(
        CatalogId=tarn_lake.account_id, DatabaseName="sales", TableName="daily")["MaterializedViewRefreshTaskRunId"]
    seen = []
    for _ in range(2):
        tarn_lake.advance(60)
        got = glue.get_materialized_view_refresh_task_run(
            CatalogId=tarn_lake.account_id, MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]
        seen.append((got["DPUSeconds"], got["ProcessedBytes"]))
    assert seen == [(120.0, 200), (480.0, 800)]


def test_a_run_that_fails(tarn_lake):
    tarn_lake.set_cost_model(lambda _work: RefreshPlan(duration=100, fails_at=0.25))
    done = run(tarn_lake)
    assert (done["Status"], done["EndTime"] - done["StartTime"]) == ("FAILED", timedelta(seconds=25))


def test_metadata(tarn_lake):
    works = []

    def plan(work):
        works.append(work)
        return MetadataPlan(base=1, duration=timedelta(seconds=work.column_count), model_calls=1, input_tokens=100)

    tarn_lake.set_cost_model(metadata=plan)
    asset = tarn_lake.add_asset("orders", columns={"id": "bigint", "day": "date"})
    datazone = tarn_lake.client("datazone")
    started = tarn_lake.now
    begun = datazone.start_metadata_generation_run(
        domainIdentifier=tarn_lake.domain_id, owningProjectIdentifier=tarn_lake.project_id,
        target={"type": "ASSET", "identifier": asset}, types=["BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES"])
    changes = []
    tarn_lake.observe(changes.append)
    tarn_lake.run_until_idle()
    assert begun["status"] == "IN_PROGRESS" and changes[-1].to_status == "SUCCEEDED"
    assert tarn_lake.now - started == timedelta(seconds=3)
    assert [work.metadata_type for work in works] == ["BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES"]
    assert (works[0].domain_id, works[0].asset_id, works[0].column_count) == (tarn_lake.domain_id, asset, 2)
    # Refreshes are planned by the built-in model.
    assert run(tarn_lake)["DPUSeconds"] == 2520.0


# --- What goes wrong -------------------------------------------------------------------------------


def fail(_work):
    raise LookupError("no cost")


@pytest.mark.parametrize("plan, error, message", [
    (fail, LookupError, "no cost"),
    (lambda _work: 60, TypeError, "returns a RefreshPlan or None, and not 60"),
    (lambda _work: RefreshPlan(-1), ValueError, "duration is -1000000; allowed: 0 to"),
    (lambda _work: RefreshPlan(60, dpu=2.5), TypeError, "dpu is 2.5, and not a whole number"),
    (lambda _work: RefreshPlan(60, processed_bytes=2**60 + 1), ValueError, "processed_bytes is"),
    (lambda _work: RefreshPlan(60, startup=timedelta(-1)), ValueError, "startup is"),
    (lambda _work: RefreshPlan(60, fails_at=1.5), ValueError, "fails_at in millionths is 1500000"),
    (lambda _work: RefreshPlan(60, phases=[(60, 1)]), ValueError, "a duration or phases"),
    (lambda _work: RefreshPlan(phases=[(1, 1)] * 17), ValueError, "the number of phases is 17"),
    (lambda _work: RefreshPlan(2e12, dpu=2**31), ValueError, "the use of all phases"),
    (lambda _work: RefreshPlan(phases=[(2e12, 1)] * 2), ValueError, "the duration of all phases"),
])
def test_a_model_that_fails_fails_the_test(tarn_lake, plan, error, message):
    tarn_lake.set_cost_model(plan)
    tarn_lake.client("glue").start_materialized_view_refresh_task_run(
        CatalogId=tarn_lake.account_id, DatabaseName="sales", TableName="daily")
    with pytest.raises(error, match=message):
        tarn_lake.advance(1)
    # The run is one of the built-in model.
    tarn_lake.run_until_idle()
    assert tarn_lake.journal.find("RUNNING>SUCCEEDED") >= 0


def test_a_model_of_metadata_returns_a_plan(tarn_lake):
    tarn_lake.set_cost_model(metadata=lambda _work: None)
    tarn_lake.client("datazone").start_metadata_generation_run(
        domainIdentifier=tarn_lake.domain_id, owningProjectIdentifier=tarn_lake.project_id,
        target={"type": "ASSET", "identifier": tarn_lake.asset_id}, types=["BUSINESS_NAMES"])
    with pytest.raises(TypeError, match="returns a MetadataPlan, and not None"):
        tarn_lake.run_until_idle()


def test_a_model_cannot_call_the_lake(tarn_lake):
    tarn_lake.set_cost_model(lambda work: tarn_lake.set_option("glue.stop-latency-us", work.ordinal))
    with pytest.raises(Error, match="a cost model cannot call the lake"):
        run(tarn_lake)


def test_what_is_no_function_is_refused(tarn_lake):
    with pytest.raises(TypeError, match="'fast' is no function"):
        tarn_lake.set_cost_model("fast")


# --- Copies ----------------------------------------------------------------------------------------


def test_a_fork_plans_with_the_same_functions(tarn_lake):
    tarn_lake.set_cost_model(lambda _work: RefreshPlan(60))
    with tarn_lake.fork() as fork:
        assert run(fork)["DPUSeconds"] == 120.0
        fork.set_cost_model(fail)
        with pytest.raises(LookupError):
            run(fork)
    assert run(tarn_lake)["DPUSeconds"] == 120.0 and tarn_lake.failures == []


def test_a_lake_from_a_file_needs_the_functions_again(tarn_lake, tmp_path):
    def plan(_work):
        return RefreshPlan(60)

    tarn_lake.set_cost_model(plan)
    path = tmp_path / "saved.tarn"
    tarn_lake.save(path)
    with pytest.raises(Error) as caught:
        Lake.load(path)
    assert caught.value.name == "CostModel"
    with Lake.load(path, refresh=plan) as loaded:
        assert run(loaded)["DPUSeconds"] == 120.0
    shown = subprocess.run([sys.executable, "-m", "tarn", path], capture_output=True, text=True, check=True).stdout
    assert shown == tarn_lake.state()


def test_threads(tarn_lake, monkeypatch):
    tarn_lake.set_cost_model(lambda work: RefreshPlan(60 if work.table == "daily" else 120))
    tarn_lake.patch(monkeypatch)
    started = tarn_lake.now
    run_all(*(threading.Thread(target=refresh, args=(view,)) for view in ("daily", "monthly")))
    assert tarn_lake.now - started == timedelta(seconds=120)
