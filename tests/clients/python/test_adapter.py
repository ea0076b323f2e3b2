# SPDX-License-Identifier: MIT
"""Tests the adapter: callers, lifetimes, the features of the fixture, and that no socket is opened."""

import gc
import json
import os
import socket
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import boto3
import pytest
import tarn_boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from tarn_boto3 import GLib, Lake, OutOfPatience, Tarn, client, tarn_lake  # noqa: F401

ACCOUNT, THEIRS = "123456789012", "999999999999"
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}


def endpoint_of(engine):
    return tarn_boto3.endpoints.get(hash(engine))


# --- The client ------------------------------------------------------------------------------------


def test_nobody_gets_a_network():
    for ask in (lambda: socket.create_connection(("localhost", 1)),
                lambda: socket.getaddrinfo("localhost", 1),
                lambda: socket.socket().connect(("localhost", 1)),
                lambda: socket.socket().connect_ex(("localhost", 1))):
        with pytest.raises(AssertionError, match="network"):
            ask()
    outside = boto3.client("glue", region_name="us-east-1", aws_access_key_id="a",
                           aws_secret_access_key="b", config=Config(retries={"max_attempts": 0}))
    with pytest.raises(Exception, match="network"):
        outside.get_table(DatabaseName="sales", Name="daily")


def test_a_client_is_an_ordinary_one(tarn_lake):
    ours, theirs = tarn_lake.client("glue"), boto3.client("glue", region_name="us-east-1")
    assert type(ours).__mro__[1:] == type(theirs).__mro__[1:]
    assert ours.meta.method_to_api_mapping == theirs.meta.method_to_api_mapping
    assert ours.meta.region_name == "us-east-1"
    assert ours.meta.config.retries["total_max_attempts"] == 1


def test_an_option_of_boto3_is_taken(tarn_lake):
    glue = tarn_lake.client("glue", "eu-west-3", config=Config(read_timeout=7))
    assert glue.meta.region_name == "eu-west-3"
    assert glue.meta.config.read_timeout == 7
    assert glue.meta.config.retries["total_max_attempts"] == 1
    glue = tarn_lake.client("glue", config=Config(retries={"max_attempts": 7}))
    assert glue.meta.config.retries["total_max_attempts"] == 8


def test_clients_of_one_engine_share_an_endpoint():
    world = Tarn.Sample.new(0)
    clients = [client(service, world.get_engine()) for service in ("glue", "datazone")]
    ids = [it["ResponseMetadata"]["RequestId"] for it in (
        clients[0].list_materialized_view_refresh_task_runs(CatalogId=ACCOUNT),
        clients[1].list_metadata_generation_runs(domainIdentifier=world.get_domain_id()))]
    assert ids[0] != ids[1]
    assert endpoint_of(world.get_engine()) is not None
    assert endpoint_of(world.get_engine()).get_engine() is world.get_engine()


def test_nothing_is_kept_alive():
    engine, gone = Tarn.Engine.new(0), []
    engine.weak_ref(lambda: gone.append(True))
    glue = client("glue", engine)
    del engine
    gc.collect()
    glue.create_database(DatabaseInput={"Name": "shop"})
    assert not gone
    del glue
    gc.collect()
    assert gone and not tarn_boto3.endpoints


def test_each_account_has_what_is_its_own():
    lake = Lake()
    with pytest.raises(ClientError, match="AccessDeniedException"):
        lake.client("glue", account_id=THEIRS).start_materialized_view_refresh_task_run(**VIEW)
    other = Lake().client("glue", account_id=THEIRS)
    other.create_database(DatabaseInput={"Name": "sales"})
    lake.client("glue").start_materialized_view_refresh_task_run(**VIEW)


def test_a_role_may_be_denied(tarn_lake):
    role = f"arn:aws:iam::{ACCOUNT}:role/etl"
    tarn_lake.engine.deny(role, "glue:*", "*")
    with pytest.raises(ClientError, match="AccessDeniedException.*role/etl"):
        tarn_lake.client("glue", arn=role).start_materialized_view_refresh_task_run(**VIEW)
    tarn_lake.client("glue").start_materialized_view_refresh_task_run(**VIEW)


def test_a_service_that_is_not_there_is_refused(tarn_lake):
    with pytest.raises(ValueError, match="s3"):
        tarn_lake.client("s3")


def test_a_principal_that_is_none_is_refused():
    with pytest.raises(GLib.Error) as caught:
        client("glue", Tarn.Engine.new(0), account_id="me")
    assert caught.value.matches(Tarn.error_quark(), Tarn.Error.INVALID_PRINCIPAL)


def test_a_signature_is_right(tarn_lake):
    glue, datazone = tarn_lake.client("glue"), tarn_lake.client("datazone")
    endpoint_of(tarn_lake.engine).set_checks_signatures(True)
    glue.start_materialized_view_refresh_task_run(**VIEW)
    # The signature includes escapes in the path and in the query.
    for call in (lambda: datazone.list_metadata_generation_runs(
                     domainIdentifier="dzd_\u00e9 %/", nextToken="a+b /=&\u00fc~", maxResults=7),
                 lambda: datazone.get_metadata_generation_run(
                     domainIdentifier="dzd_a", identifier="x y%2Fz", type="BUSINESS_NAMES")):
        with pytest.raises(datazone.exceptions.ValidationException):
            call()


def test_a_signature_is_wrong(tarn_lake):
    keys = {"aws_access_key_id": "MINE", "aws_secret_access_key": "right"}
    liar = tarn_lake.client("glue", **keys)
    tarn_lake.client("glue", **{**keys, "aws_secret_access_key": "other"})
    endpoint_of(tarn_lake.engine).set_checks_signatures(True)
    with pytest.raises(ClientError, match="InvalidSignatureException") as caught:
        liar.start_materialized_view_refresh_task_run(**VIEW)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_text_survives(tarn_lake):
    glue = tarn_lake.client("glue")
    name = "caf\u00e9 \"\\/\u2603 \U0001f3d4 \t"
    glue.create_database(DatabaseInput={"Name": name})
    glue.create_table(DatabaseName=name, TableInput={"Name": name})
    assert glue.get_table(DatabaseName=name, Name=name)["Table"]["Name"] == name


def test_a_callback_may_call(tarn_lake):
    glue, told = tarn_lake.client("glue"), []

    def on_change(_engine, change):
        if change.get_to_status() == "SUCCEEDED" and not told:
            told.append(glue.list_materialized_view_refresh_task_runs(**VIEW))
            glue.start_materialized_view_refresh_task_run(**VIEW)

    tarn_lake.engine.add_observer(on_change)
    glue.start_materialized_view_refresh_task_run(**VIEW)
    tarn_lake.advance(timedelta(hours=1))
    assert told[0]["MaterializedViewRefreshTaskRuns"][0]["Status"] == "SUCCEEDED"
    assert len(glue.list_materialized_view_refresh_task_runs(**VIEW)
               ["MaterializedViewRefreshTaskRuns"]) == 2


def test_a_condition_may_only_look(tarn_lake):
    glue, errors = tarn_lake.client("glue"), []

    def condition(*_arguments):
        glue.list_materialized_view_refresh_task_runs(**VIEW)
        try:
            glue.start_materialized_view_refresh_task_run(**VIEW)
        except GLib.Error as error:
            errors.append(error)
        return True

    tarn_lake.engine.run_until(condition, None, Tarn.NO_DEADLINE, None)
    assert errors[0].matches(Tarn.error_quark(), Tarn.Error.BUSY)


def test_another_thread_may_not_call(tarn_lake):
    glue, errors = tarn_lake.client("glue"), []

    def call():
        try:
            glue.start_materialized_view_refresh_task_run(**VIEW)
        except GLib.Error as error:
            errors.append(error)

    thread = Thread(target=call)
    thread.start()
    thread.join()
    assert errors[0].matches(Tarn.error_quark(), Tarn.Error.WRONG_THREAD)
    assert tarn_lake.journal.count_calls(None, None) == 0


# --- The code under test makes its own clients -----------------------------------------------------


def test_boto3_client_is_replaced(tarn_lake, monkeypatch):
    monkeypatch.setattr("boto3.client", tarn_lake.client)
    for glue in (boto3.client("glue"), boto3.client("glue", "eu-west-1"),
                 boto3.client(service_name="glue", region_name="us-east-2")):
        assert glue.get_table(DatabaseName="sales", Name="daily")["Table"]["IsMaterializedView"]


def test_clients_of_sessions_are_replaced(tarn_lake, monkeypatch):
    monkeypatch.setattr("boto3.Session.client", tarn_lake.client)
    for glue in (boto3.Session().client("glue"), boto3.session.Session().client("glue", "eu-west-1")):
        assert glue.get_table(DatabaseName="sales", Name="daily")["Table"]["IsMaterializedView"]


# --- The fixture -----------------------------------------------------------------------------------


def test_now_and_advance(tarn_lake):
    assert tarn_lake.now == datetime(2000, 1, 1, tzinfo=timezone.utc)
    for by in (timedelta(days=1, microseconds=1), 2, 0.5, 0):
        tarn_lake.advance(by)
    assert tarn_lake.now == datetime(2000, 1, 2, 0, 0, 2, 500001, tzinfo=timezone.utc)
    with pytest.raises(GLib.Error):
        tarn_lake.advance(-1)


def test_rules_that_were_never_applied_are_an_error(tmp_path):
    """The test passes, and its fixture reports that a rule did nothing, unless the test says otherwise."""
    rule = '"[late]\\nnth=2\\noperation=GetTable\\ndo=lose-reply\\n"'
    (tmp_path / "test_it.py").write_text(
        "from tarn_boto3 import tarn_lake\n\n\n"
        f"def test_forgotten(tarn_lake):\n    tarn_lake.faults({rule})\n\n\n"
        f"def test_meant(tarn_lake):\n    tarn_lake.faults({rule})\n    tarn_lake.checks_faults = False\n\n\n"
        f"def test_failed(tarn_lake):\n    tarn_lake.faults({rule})\n    assert False\n")
    run = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "test_it.py"], cwd=tmp_path,
                         capture_output=True, text=True)
    assert "1 failed, 2 passed, 1 error" in run.stdout
    assert "AssertionError: these rules of the fault plan were never applied: late\n" in run.stdout


def test_patience_ends_an_endless_loop(tarn_lake, monkeypatch):
    """A deadline by time.monotonic() never comes, because only sleeping moves virtual time."""
    monkeypatch.setattr("time.sleep", tarn_lake.advance)
    tarn_lake.patience = timedelta(minutes=10)
    deadline = time.monotonic() + 3600
    with pytest.raises(OutOfPatience, match=r"0:00:05 of virtual time are left, .* waits for 0:00:07"):
        while time.monotonic() < deadline:
            time.sleep(7)
    assert tarn_lake.now == datetime(2000, 1, 1, 0, 9, 55, tzinfo=timezone.utc)


def test_patience_is_a_limit_that_can_be_moved(tarn_lake):
    assert tarn_lake.patience == timedelta(days=60)
    tarn_lake.advance(timedelta(days=60))
    assert tarn_lake.patience == timedelta()
    with pytest.raises(OutOfPatience):
        tarn_lake.advance(timedelta(microseconds=1))
    tarn_lake.patience = timedelta(seconds=1)
    tarn_lake.advance(1)
    tarn_lake.patience = None
    tarn_lake.advance(timedelta(days=1000))
    assert tarn_lake.patience is None


def test_options_and_faults_are_checked(tarn_lake):
    with pytest.raises(GLib.Error) as caught:
        tarn_lake.set_option("glue.no-such-thing", 1)
    assert caught.value.matches(Tarn.error_quark(), Tarn.Error.UNKNOWN_OPTION)
    with pytest.raises(GLib.Error) as caught:
        tarn_lake.faults("[rule]\noperation=StartNothing\ndo=lose-reply\n")
    assert caught.value.matches(Tarn.error_quark(), Tarn.Error.INVALID_FAULT_PLAN)


def test_a_lake_of_an_engine_of_ones_own():
    engine = Tarn.Engine.new(7)
    lake = Lake(engine)
    assert lake.engine is engine and lake.asset_id != Lake().asset_id


def test_the_same_calls_are_the_same_journal():
    def run():
        lake = Lake()
        lake.client("glue").start_materialized_view_refresh_task_run(**VIEW)
        # Without a token botocore draws a random one, which does not depend on the engine's seed.
        lake.client("datazone").start_metadata_generation_run(
            domainIdentifier=lake.domain_id, owningProjectIdentifier=lake.project_id,
            target={"type": "ASSET", "identifier": lake.asset_id}, types=["BUSINESS_NAMES"],
            clientToken="one")
        lake.advance(timedelta(hours=1))
        return lake.journal.dup_sha256()

    assert run() == run()


def test_pytest_shows_the_journal_of_what_failed(tmp_path):
    test = tmp_path / "test_it.py"
    test.write_text("from tarn_boto3 import tarn_lake\n"
                    "def test_it(tarn_lake):\n    tarn_lake.advance(60)\n    assert False\n")
    run = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test],
                         capture_output=True, text=True)
    assert run.returncode == 1
    assert "clock advance to 2000-01-01T00:01:00.000000Z" in run.stdout


def test_pytest_is_not_needed(tmp_path):
    (tmp_path / "pytest.py").write_text("raise ImportError\n")
    path = os.pathsep.join([str(tmp_path), str(Path(tarn_boto3.__file__).parent)])
    program = ("import json, tarn_boto3\n"
               "print(json.dumps([tarn_boto3.Lake().now.year, hasattr(tarn_boto3, 'tarn_lake')]))")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                         env={**os.environ, "PYTHONPATH": path}, check=True)
    assert json.loads(run.stdout) == [2000, False]


def test_old_botocore_is_told(monkeypatch):
    monkeypatch.setitem(tarn_boto3.OPERATION, "glue", "list_what_is_to_come")
    with pytest.raises(RuntimeError, match=r"botocore \d+\.\S+ has no list_what_is_to_come.*AWS_DATA_PATH"):
        tarn_boto3.Lake().client("glue")
