# SPDX-License-Identifier: MIT
"""Tests threads of the code under test: they take turns, and each wakes at its own time."""

import concurrent.futures
import logging
import queue
import subprocess
import sys
import threading
import time

import boto3
import pytest
from tarn import Lake, OutOfPatience

ACCOUNT = "123456789012"
N_TIMES = 100
EPOCH = 946684800


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


def refresh(view, pause=10):
    """The code under test: it starts a refresh, and polls until it has ended."""
    glue = boto3.client("glue", region_name="us-east-1")
    try:
        run_id = glue.start_materialized_view_refresh_task_run(
            CatalogId=ACCOUNT, DatabaseName="sales", TableName=view)["MaterializedViewRefreshTaskRunId"]
    except glue.exceptions.MaterializedViewRefreshTaskRunningException:
        return view, None, 0
    polls = 0
    while True:
        polls += 1
        status = glue.get_materialized_view_refresh_task_run(
            CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]["Status"]
        if status in ("SUCCEEDED", "FAILED", "STOPPED"):
            return view, status, polls
        time.sleep(pause)


def passed():
    return time.time() - EPOCH


def run_all(*threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- Sleeping --------------------------------------------------------------------------------------


def test_two_that_sleep_an_hour_sleep_for_one_hour(lake):
    run_all(*(threading.Thread(target=time.sleep, args=(3600,)) for _ in range(2)))
    assert passed() == 3600


def test_each_wakes_at_its_own_time(lake):
    woken = []

    def sleep(seconds):
        time.sleep(seconds)
        woken.append((seconds, passed()))

    run_all(*(threading.Thread(target=sleep, args=(seconds,)) for seconds in (30, 10, 20, 10)))
    assert woken == [(10, 10), (10, 10), (20, 20), (30, 30)]


def test_the_test_may_move_time(lake):
    ticks = []

    def tick():
        while len(ticks) < 3:
            time.sleep(60)
            ticks.append(passed())

    thread = threading.Thread(target=tick)
    thread.start()
    lake.advance(130)
    assert ticks == [60, 120] and passed() == 130
    thread.join()
    assert passed() == 180


def test_a_pool_polls_two_views(lake):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = list(pool.map(refresh, ["daily", "monthly"]))
    assert found == [("daily", "SUCCEEDED", 33), ("monthly", "SUCCEEDED", 7)]
    assert passed() == 320


def one_night():
    """Threads of three kinds, faults, and retries at random: all that could make two nights differ."""
    with Lake(seed=1) as lake, lake.patched():
        lake.fault("throttled", operation="GetMaterializedViewRefreshTaskRun", every=3, do="throw",
                   exception="ThrottlingException")
        ended = threading.Event()

        def list_runs():
            glue = boto3.client("glue", region_name="us-east-1")
            while not ended.wait(40):
                glue.list_materialized_view_refresh_task_runs(CatalogId=ACCOUNT)

        watcher = threading.Thread(target=list_runs)
        watcher.start()
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            found = [it.result() for it in [pool.submit(refresh, view, 45) for view in ("daily", "monthly", "daily")]]
        ended.set()
        watcher.join()
        return repr(found) + lake.journal.text()


def test_the_journal_is_the_same_each_time():
    assert len({one_night() for _ in range(N_TIMES)}) == 1


# --- Waiting for one another -----------------------------------------------------------------------


def test_waits_have_timeouts_on_virtual_time(lake):
    event, condition, lock_of_two = threading.Event(), threading.Condition(), threading.Semaphore(0)
    assert event.wait(60) is False and passed() == 60
    with condition:
        assert condition.wait(60) is False
        assert condition.wait_for(lambda: False, timeout=60) is False
    assert lock_of_two.acquire(timeout=60) is False and passed() == 240
    thread = threading.Thread(target=time.sleep, args=(3600,))
    thread.start()
    thread.join(60)
    assert thread.is_alive() and passed() == 300
    with pytest.raises(queue.Empty):
        queue.Queue().get(timeout=60)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with pytest.raises(concurrent.futures.TimeoutError):
            pool.submit(time.sleep, 3600).result(timeout=60)
    assert passed() == 360 + 3600


def test_waits_are_released(lake):
    event, items = threading.Event(), queue.Queue()
    threading.Timer(100, event.set).start()
    threading.Timer(200, items.put, ["item"]).start()
    assert event.wait(3600) is True and passed() == 100
    assert items.get(timeout=3600) == "item" and passed() == 200
    done, not_done = None, None
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(time.sleep, seconds) for seconds in (50, 500)]
        done, not_done = concurrent.futures.wait(futures, timeout=100)
        assert (len(done), len(not_done)) == (1, 1) and passed() == 300
    barrier = threading.Barrier(2)
    run_all(threading.Thread(target=barrier.wait), threading.Timer(100, barrier.wait))
    assert passed() == 800


def test_an_observer_wakes_a_thread(lake):
    """As code does that waits for events: the wait ends at the moment of the event."""
    ended = threading.Event()
    lake.on_event(lambda event: event["detail-type"].endswith("Succeeded") and ended.set())
    boto3.client("glue").start_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, DatabaseName="sales", TableName="daily")
    assert ended.wait(3600) and passed() == 314


def test_a_background_thread_goes_on(lake):
    ticks, ended = [], threading.Event()

    def tick():
        while not ended.wait(60):
            ticks.append(passed())

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    refresh("daily")
    ended.set()
    thread.join()
    assert ticks == [60, 120, 180, 240, 300] and passed() == 320


def test_a_lock_that_is_held_during_a_sleep(lake):
    """The threads wait for a lock that no turn is given away for. Somebody notices."""
    lock, order = threading.Lock(), []

    def work(name):
        with lock:
            time.sleep(10)
            order.append((name, passed()))

    run_all(*(threading.Thread(target=work, args=(name,)) for name in "abc"))
    assert order == [("a", 10), ("b", 20), ("c", 30)]


def test_real_work_holds_time(lake):
    threading.Thread(target=lambda: [time.sleep(60) for _ in range(1000)], daemon=True).start()
    time.sleep(1)
    subprocess.run([sys.executable, "-c", "import time; time.sleep(1)"], check=True)
    assert passed() == 1
    with lake.hold("a server of somebody else"):
        assert passed() == 1
    time.sleep(120)
    assert passed() == 121


POOL_OF_PROCESSES = """
import concurrent.futures
import multiprocessing
import tarn

if __name__ == "__main__":
    with tarn.Lake() as lake, lake.patched():
        with concurrent.futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            print(list(pool.map(abs, [-1, 2])), lake.now.second)
"""


def test_processes_are_waited_for(tmp_path):
    (tmp_path / "program.py").write_text(POOL_OF_PROCESSES)
    done = subprocess.run([sys.executable, tmp_path / "program.py"], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[1, 2] 0\n", done.stderr


# --- The end ---------------------------------------------------------------------------------------


def test_patience_ends_each_thread_that_sleeps(lake):
    def forever():
        while True:
            time.sleep(3600)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(forever) for _ in range(2)]:
            with pytest.raises(OutOfPatience):
                future.result()
    assert passed() == 30 * 86400


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_patience_ends_who_waits_for_others(lake):
    threading.Thread(target=lambda: [time.sleep(3600) for _ in range(10**6)], daemon=True).start()
    with pytest.raises(OutOfPatience):
        threading.Event().wait()


def test_threads_end_with_the_patch():
    ended = []

    def forever():
        try:
            while True:
                time.sleep(60)
        finally:
            ended.append(True)

    with Lake() as lake, lake.patched():
        threads = [threading.Thread(target=forever) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(3600)
    for thread in threads:
        thread.join(10)
    assert ended == [True] * 3 and not any(thread.is_alive() for thread in threads)


def test_a_pool_that_is_left_open_ends(caplog):
    with Lake() as lake, lake.patched():
        pool = concurrent.futures.ThreadPoolExecutor(1)
        assert pool.submit(refresh, "daily").result()[1] == "SUCCEEDED"
    pool.shutdown()
    assert pool._threads and not any(thread.is_alive() for thread in pool._threads)
    assert not [it for it in caplog.records if it.levelno >= logging.ERROR]


def test_a_thread_that_is_older_than_the_patch_is_left_alone():
    seen, go, end = [], threading.Event(), threading.Event()

    def old():
        go.wait()
        began = time.monotonic()
        time.sleep(0.01)
        seen.append(began)
        end.set()

    thread = threading.Thread(target=old)
    thread.start()
    with Lake() as lake, lake.patched():
        go.set()
        end.wait()
        assert lake.now.second == 0
    thread.join()
    assert len(seen) == 1
