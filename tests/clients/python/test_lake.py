# SPDX-License-Identifier: MIT
"""Tests what a test does with a lake itself: set-up, time, faults, options, journal, copies."""

import concurrent.futures
import time
from datetime import datetime, timedelta, timezone

import boto3
import pytest
from tarn import Error, Lake, OutOfPatience

ACCOUNT = "123456789012"
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}


def get_table(lake, name, database="sales", **more):
    return lake.client("glue").get_table(DatabaseName=database, Name=name, **more)["Table"]


def start(lake, view="daily", database="sales"):
    return lake.client("glue").start_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, DatabaseName=database, TableName=view)["MaterializedViewRefreshTaskRunId"]


def get(lake, run_id):
    return lake.client("glue").get_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]


# --- What is in the lake ---------------------------------------------------------------------------


def test_a_view_over_a_view_of_the_sample(tarn_lake):
    tarn_lake.add_view("weekly", over=["daily"])
    table = get_table(tarn_lake, "weekly")
    assert table["IsMaterializedView"]
    assert table["ViewDefinition"]["SubObjects"] == [f"arn:aws:glue:us-east-1:{ACCOUNT}:table/sales/daily"]


def test_a_lake_of_ones_own():
    lake = Lake(sample=False, database="shop")
    lake.add_table("stock", size_bytes=5_000_000_000, record_count=7, format="hive")
    lake.add_view("shop.low", over=["stock"], size_bytes=10, refresh_seconds=7200, refresh_offset_seconds=60,
                  refresh_jitter_seconds=5, definer=f"arn:aws:iam::{ACCOUNT}:role/refresher", is_incremental=False,
                  last_refresh_type="FULL")
    stock, low = (get_table(lake, name, "shop") for name in ("stock", "low"))
    assert stock["Parameters"] == {"sizeKey": "5000000000", "recordCount": "7", "table_type": "HIVE"} | {
        key: value for key, value in stock["Parameters"].items() if key not in ("sizeKey", "recordCount", "table_type")}
    assert low["ViewDefinition"].items() >= {"RefreshSeconds": 7200, "LastRefreshType": "FULL",
                                             "Definer": f"arn:aws:iam::{ACCOUNT}:role/refresher"}.items()
    assert low["Parameters"].items() >= {"tarn.incremental": "false", "tarn.refreshOffsetSeconds": "60",
                                         "tarn.refreshJitterSeconds": "5"}.items()


def test_a_catalog_of_s3_tables(tarn_lake):
    catalog_id = tarn_lake.add_catalog("bucket")
    tarn_lake.add_database("shop", catalog_id=catalog_id)
    tarn_lake.add_table((catalog_id, "shop", "stock.old"))
    assert get_table(tarn_lake, "stock.old", "shop", CatalogId=catalog_id)["CatalogId"] == catalog_id


def test_a_commit_makes_a_view_stale(tarn_lake):
    start(tarn_lake)
    tarn_lake.advance(3600)
    tarn_lake.commit("orders", added_bytes=10**9, added_records=5)
    tarn_lake.commit("orders", "overwrite", added_bytes=7, removed_bytes=7, removed_records=1)
    run_id = start(tarn_lake)
    tarn_lake.run_until_idle()
    assert get(tarn_lake, run_id)["RefreshType"] == "INCREMENTAL"
    tarn_lake.commit("orders", "replace", total_bytes=42)
    assert get_table(tarn_lake, "orders")["Parameters"]["sizeKey"] == "42"


def test_a_schedule_is_paused_and_resumed(tarn_lake):
    tarn_lake.add_view("hourly", over=["orders"], refresh_seconds=3600)
    tarn_lake.pause_schedule("hourly")
    tarn_lake.advance(timedelta(days=1))
    assert "hourly run" not in tarn_lake.journal.text()
    tarn_lake.resume_schedule("hourly")
    tarn_lake.advance(timedelta(days=1))
    assert "hourly run" in tarn_lake.journal.text()


def test_a_table_is_deleted(tarn_lake):
    tarn_lake.delete_table("monthly")
    with pytest.raises(Error) as caught:
        tarn_lake.delete_table("sales.monthly")
    assert (caught.value.domain, caught.value.name) == ("glue", "EntityNotFoundException")
    assert "monthly" in caught.value.message


def test_datazone_is_set_up():
    lake = Lake(sample=False)
    lake.domain_id = lake.add_domain("d", version=2)
    assert lake.domain_id.startswith("dzd-")
    lake.project_id = lake.add_project("p")
    role = f"arn:aws:iam::{ACCOUNT}:role/steward"
    lake.add_member(lake.add_user(role))
    lake.add_glossary_term("Customer")
    asset_id = lake.add_asset("orders", columns={"cust_id": "bigint", "ord_dt": "date"}, generates_names=True)
    assert lake.add_asset_revision(asset_id, "orders", columns={"cust_id": "bigint"}) == "2"
    datazone = lake.client("datazone", arn=role)
    lake.advance(60)
    run, = datazone.list_metadata_generation_runs(domainIdentifier=lake.domain_id)["items"]
    assert (run["createdBy"], run["status"]) == ("SYSTEM", "SUCCEEDED")
    datazone.start_metadata_generation_run(
        domainIdentifier=lake.domain_id, owningProjectIdentifier=lake.project_id,
        target={"type": "ASSET", "identifier": asset_id}, types=["BUSINESS_DESCRIPTIONS"])


@pytest.mark.parametrize("what, error, tells", [
    (lambda lake: lake.add_table("orders"), Error, "AlreadyExistsException"),
    (lambda lake: lake.add_view("low", over="orders"), TypeError, r"over is a list of names, such as \['orders'\]"),
    (lambda lake: lake.add_view("low", over=["nothing"]), Error, "EntityNotFoundException.*nothing"),
    (lambda lake: lake.add_view("low", over=["orders"], refresh_seconds=60), Error, "InvalidInput.*RefreshSeconds"),
    (lambda lake: lake.add_table("a.b.c.d"), ValueError, "no name of a table"),
    (lambda lake: lake.add_table("x", format="csv"), KeyError, "csv"),
    (lambda lake: lake.commit("daily"), Error, "InvalidInputException"),
    (lambda lake: lake.add_member("nobody"), Error, "ResourceNotFoundException.*nobody"),
    (lambda lake: lake.set_option("glue.no-such-thing", 1), Error, "UnknownOption.*no-such-thing"),
    (lambda lake: lake.set_option("glue.running-max", -7), Error, "OutOfRange"),
    (lambda lake: lake.faults("[rule]\noperation=StartNone\ndo=lose-reply\n"), Error, "InvalidFaultPlan.*StartNone"),
    (lambda lake: lake.fault("rule", do="nothing"), Error, "InvalidFaultPlan.*nothing"),
    (lambda lake: lake.advance(-1), ValueError, "back"),
    (lambda lake: lake.sleep(-1), ValueError, "non-negative"),
    (lambda lake: lake.save("/nowhere/lake.tarn"), Error, "/nowhere"),
    (lambda lake: Lake.load(__file__), Error, "InvalidSnapshot"),
    (lambda lake: Lake.load("x", sample=False), TypeError, "sample"),
])
def test_what_is_wrong_is_told(tarn_lake, what, error, tells):
    before = tarn_lake.digest()
    with pytest.raises(error, match=tells):
        what(tarn_lake)
    assert tarn_lake.digest() == before


# --- Time ------------------------------------------------------------------------------------------


def test_now_and_advance(tarn_lake):
    assert tarn_lake.now == datetime(2000, 1, 1, tzinfo=timezone.utc)
    for by in (timedelta(days=1, microseconds=1), 2, 0.5, 0):
        tarn_lake.advance(by)
    assert tarn_lake.now == datetime(2000, 1, 2, 0, 0, 2, 500001, tzinfo=timezone.utc)


def test_a_lake_begins_when_it_is_to():
    start = datetime(2026, 2, 28, 23, 30, tzinfo=timezone(timedelta(hours=1)))
    lake = Lake(start=start)
    assert lake.now == start and len(lake.journal) == 0
    before = datetime.now(timezone.utc)
    assert before <= Lake(start="now").now <= datetime.now(timezone.utc)


@pytest.mark.tarn(start="now", seed=7, sample=False, patience=timedelta(hours=1))
def test_a_mark_has_the_arguments(tarn_lake):
    assert datetime.now(timezone.utc) - tarn_lake.now < timedelta(minutes=5)
    assert (tarn_lake.seed, tarn_lake.domain_id, tarn_lake.patience) == (7, None, timedelta(hours=1))


def test_only_sleeps_cost_patience(tarn_lake):
    assert tarn_lake.patience == timedelta(days=30)
    tarn_lake.advance(timedelta(days=100))
    tarn_lake.sleep(86400)
    assert tarn_lake.patience == timedelta(days=29)
    with pytest.raises(OutOfPatience, match="29 days, 0:00:00 more of virtual time, and it sleeps for 30 days"):
        tarn_lake.sleep(30 * 86400)
    tarn_lake.patience = None
    tarn_lake.sleep(1000 * 86400)
    assert tarn_lake.patience is None
    assert not issubclass(OutOfPatience, Exception)


def test_something_happens_while_time_passes(tarn_lake):
    tarn_lake.after(timedelta(minutes=4), lambda: tarn_lake.commit("orders", added_bytes=1))
    tarn_lake.after(30, lambda: tarn_lake.after(30, lambda: start(tarn_lake)))
    tarn_lake.advance(3600)
    times = [line.split()[0][11:19] for line in tarn_lake.journal if "Commit=" in line or ":Start" in line]
    assert times == ["00:01:00", "00:04:00"]


def test_an_observer_cannot_sleep(tarn_lake):
    tarn_lake.after(1, lambda: tarn_lake.sleep(1))
    with pytest.raises(Error, match="Busy.*an observer cannot sleep"):
        tarn_lake.advance(60)


# --- Faults, options and the journal ---------------------------------------------------------------


def test_a_rule_takes_values_of_python(tarn_lake):
    tarn_lake.checks_faults = False
    tarn_lake.fault("stop is slow", operation="StartMaterializedViewRefreshTaskRun", nth=[1, 3], do="ignore-stop",
                    delay_us=timedelta(minutes=1), after_us=tarn_lake.now, until_us=tarn_lake.now + timedelta(days=1))
    text = tarn_lake.journal.text()
    assert "nth=1,3" in text and "delay-us=60000000" in text and "until-us=946771200000000" in text


def test_rules_are_counted(tarn_lake):
    tarn_lake.faults("[first]\noperation=StartMaterializedViewRefreshTaskRun\nnth=3\ndo=lose-reply\n")
    assert tarn_lake.unapplied_faults() == ["first"]
    start(tarn_lake)
    with pytest.raises(Exception, match="Running"):
        start(tarn_lake)
    counted = tarn_lake.fault_counts()["first"]
    assert (counted.matched, counted.applied) == (2, 0)
    tarn_lake.checks_faults = False


def test_chaos_is_the_same_each_time():
    def run():
        lake = Lake(seed=5)
        lake.add_chaos(200_000)
        with lake.patched():
            for _ in range(10):
                try:
                    start(lake)
                except Exception:
                    pass
                lake.advance(600)
        return lake.journal.sha256()

    assert run() == run()


def test_options_are_described(tarn_lake):
    options = tarn_lake.options()
    option = options["glue.running-max"]
    assert (option.default, option.minimum, option.name) == (50, -1, "glue.running-max") and option.text
    assert any(name.startswith("datazone.") for name in options)
    tarn_lake.set_option("glue.running-max", 3)
    assert tarn_lake.get_option("glue.running-max") == 3


def test_a_journal_is_read(tarn_lake, tmp_path):
    run_id = start(tarn_lake)
    for _ in range(3):
        tarn_lake.advance(60)
        get(tarn_lake, run_id)
    journal = tarn_lake.journal
    assert journal.count_calls() == 4 and journal.count_calls("GetMaterializedViewRefreshTaskRun", "ok") == 3
    assert journal.count_calls(answer="EntityNotFoundException") == 0
    times = journal.call_times("GetMaterializedViewRefreshTaskRun")
    assert [time - times[0] for time in times] == [timedelta(minutes=minutes) for minutes in range(3)]
    assert len(list(journal)) == len(journal)
    found = journal.find(" begin ")
    assert " begin " in list(journal)[found] and journal.find(" begin ", found + 1) == -1
    assert "ok RUNNING, 3 times" in journal.summary()
    assert len(journal.summary(1).splitlines()) < len(journal.summary().splitlines())
    journal.save(tmp_path / "journal")
    assert (tmp_path / "journal").read_text() == journal.text()
    assert len(journal.sha256()) == 64
    journal.clear()
    assert len(journal) == 0 and journal.text() == "" and journal.call_times() == []


# --- Copies ----------------------------------------------------------------------------------------


def test_a_fork_goes_its_own_way(tarn_lake):
    run_id = start(tarn_lake)
    fork = tarn_lake.fork()
    assert fork.digest() == tarn_lake.digest() and fork.diff(tarn_lake) == ""
    fork.set_option("glue.running-max", 3)
    fork.advance(3600)
    assert get(fork, run_id)["Status"] == "SUCCEEDED" and get(tarn_lake, run_id)["Status"] == "STARTING"
    assert "running-max 50 -> 3" in tarn_lake.diff(fork)
    assert tarn_lake.diff(fork, 1).count("\n") == 2
    assert fork.asset_id == tarn_lake.asset_id and len(tarn_lake.journal) < len(fork.journal)


def test_forks_and_lakes_of_threads_are_compared(tarn_lake):
    tarn_lake.share()
    fork = tarn_lake.fork()
    fork.advance(1)
    assert "clock: now" in fork.diff(tarn_lake) and "clock: now" in tarn_lake.diff(fork)
    fork.share()
    assert "clock: now" in fork.diff(tarn_lake)


def test_a_lake_is_saved_and_loaded(tarn_lake, tmp_path):
    run_id = start(tarn_lake)
    tarn_lake.fault("later", operation="StopMaterializedViewRefreshTaskRun", nth=9, do="lose-reply")
    tarn_lake.save(tmp_path / "lake.tarn")
    loaded = Lake.load(tmp_path / "lake.tarn", patience=None, database="shop")
    assert loaded.digest() == tarn_lake.digest() and loaded.state() == tarn_lake.state()
    assert "sales" in loaded.state() and loaded.unapplied_faults() == ["later"]
    loaded.advance(3600)
    assert get(loaded, run_id)["Status"] == "SUCCEEDED"
    tarn_lake.checks_faults = False


def test_a_lake_is_closed(monkeypatch):
    with Lake() as lake:
        lake.advance(1)
        lake.patch(monkeypatch)
    lake.close()
    glue = boto3.client("glue")
    for call in (lake.digest, lake.share, lake.run_until_idle, lambda: lake.advance(1), lambda: len(lake.journal),
                 lambda: glue.get_table(DatabaseName="sales", Name="daily")):
        with pytest.raises(Error, match="Closed: the lake is closed"):
            call()
    # Somebody may still sleep, such as the end of another fixture, and the clocks stand still.
    time.sleep(0.001)
    assert time.time() == lake.now.timestamp()


def test_one_lake_is_patched_in(tarn_lake, monkeypatch):
    tarn_lake.patch(monkeypatch)
    with pytest.raises(Error, match="Busy: another lake is patched in"), Lake().patched():
        pass
    monkeypatch.undo()
    with Lake() as other, other.patched():
        time.sleep(1)
        assert other.now.second == 1


def test_a_lake_that_was_shared_stays_so(tarn_lake, monkeypatch):
    tarn_lake.share()
    with monkeypatch.context() as patch:
        tarn_lake.patch(patch)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        assert len(pool.submit(tarn_lake.digest).result()) == 64
