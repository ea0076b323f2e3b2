# SPDX-License-Identifier: MIT
"""Rehearsals of the scheduler of scheduler.py: each lets one bad thing happen, on virtual time."""

import asyncio
from datetime import timedelta

import pytest
from scheduler import Refresh, Row, Triggerer, Worker, schedule

START, GET = "StartMaterializedViewRefreshTaskRun", "GetMaterializedViewRefreshTaskRun"


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


def run(rows, happens=None):
    """Schedules the rows with two workers and two triggerers, while something happens to these."""

    async def main():
        workers, triggerers = [Worker(rows) for _ in range(2)], [Triggerer(rows) for _ in range(2)]
        if happens is not None:
            asyncio.ensure_future(happens(workers, triggerers))
        await schedule(rows)

    asyncio.run(main())
    return rows


def test_a_view_over_a_view(lake):
    daily = Row(Refresh("daily"))
    monthly = Row(Refresh("monthly"), after=[daily])
    run([daily, monthly])
    assert (daily.state, monthly.state) == ("success", "success")
    assert lake.journal.count_calls(START, "ok") == 2


def test_the_triggerer_is_lost(lake):
    daily = Row(Refresh("daily"))

    async def lose(_workers, _triggerers):
        await asyncio.sleep(90)
        daily.owner.kill()

    run([daily], lose)
    # Another one has gone on with the same run. Nobody has stopped it, and there was no second try.
    assert (daily.state, daily.tries) == ("success", 1)
    assert lake.journal.count_calls(START) == 1
    assert lake.journal.count_calls("StopMaterializedViewRefreshTaskRun") == 0
    polls = lake.journal.call_times(GET)
    gaps = [(later - earlier).seconds for earlier, later in zip(polls, polls[1:])]
    assert gaps[:3] == [60, 55, 60]  # killed at 90, after its last heartbeat at 85


def test_the_worker_is_lost_while_it_polls(lake):
    daily = Row(Refresh("daily", deferrable=False, retry_delay=60))

    async def lose(_workers, _triggerers):
        await asyncio.sleep(90)
        daily.owner.kill()

    run([daily], lose)
    # The run went on, and its id was in the database: the second try has waited for it.
    assert (daily.state, daily.tries) == ("success", 2)
    assert lake.journal.count_calls(START) == 1


def test_the_worker_is_lost_with_the_id_of_its_run(lake):
    daily = Row(Refresh("daily", retry_delay=60))

    async def lose(_workers, _triggerers):
        loop = asyncio.get_running_loop()
        lake.observe(lambda change: change.cause == "create" and loop.call_soon_threadsafe(daily.owner.kill))

    run([daily], lose)
    # The service refuses the second start, and the task adopts the run that has made it do so.
    assert (daily.state, daily.tries) == ("success", 2)
    assert lake.journal.count_calls(START, "ok") == 1
    assert lake.journal.count_calls(START, "MaterializedViewRefreshTaskRunningException") == 1


def test_the_reply_to_the_start_is_lost(lake):
    lake.fault("no answer", operation=START, nth=1, do="lose-reply")
    daily, = run([Row(Refresh("daily"))])
    assert (daily.state, daily.tries) == ("success", 1)


def test_a_run_of_somebody_else_is_not_adopted(lake):
    lake.client("glue").start_materialized_view_refresh_task_run(
        CatalogId=lake.account_id, DatabaseName="sales", TableName="daily")
    lake.advance(60)
    lake.commit("orders", added_bytes=1_000_000_000)
    daily, = run([Row(Refresh("daily"))])
    # That run may have read the table before the commit. The second try, five minutes later, has started its own.
    assert (daily.state, daily.tries) == ("success", 2)
    assert lake.journal.count_calls(START, "ok") == 2


def test_stopped_is_neither_success_nor_tried_again(lake):
    glue = lake.client("glue")
    lake.after(100, lambda: glue.stop_materialized_view_refresh_task_run(
        CatalogId=lake.account_id, DatabaseName="sales", TableName="daily"))
    daily = Row(Refresh("daily"))
    monthly = Row(Refresh("monthly"), after=[daily])
    run([daily, monthly])
    assert (daily.state, daily.tries, monthly.state) == ("failed", 1, "upstream_failed")
    assert daily.reason.endswith("STOPPED")
    assert lake.journal.count_calls(START) == 1


def test_a_failed_run_is_tried_again(lake):
    lake.fault("breaks", operation=START, nth=1, do="fail-run")
    daily, = run([Row(Refresh("daily"))])
    assert (daily.state, daily.tries) == ("success", 2)
    assert lake.journal.count_calls(START, "ok") == 2


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServiceException", "OperationTimeoutException"])
def test_polls_are_throttled_for_a_while(lake, code):
    lake.fault("busy", operation=GET, until_us=lake.now + timedelta(minutes=4), do="throw", exception=code)
    daily, = run([Row(Refresh("daily"))])
    assert (daily.state, daily.tries) == ("success", 1)
    assert lake.journal.count_calls(START) == 1


def test_polls_are_throttled_for_ever(lake):
    lake.fault("busy", operation=GET, do="throw", exception="ThrottlingException")
    daily, = run([Row(Refresh("daily", timeout=1200))])
    # Polls that get no answer use up the time. Three tries of twenty minutes are the end.
    assert (daily.state, daily.tries) == ("failed", 3)
    assert "has not ended in time" in daily.reason
    assert lake.journal.count_calls(START) == 1
