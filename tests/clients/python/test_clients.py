# SPDX-License-Identifier: MIT
"""Tests the clients of a lake: those that it makes itself, and those that others make, early and late."""

import gc
import inspect
import json
import os
import socket
import subprocess
import sys
import weakref
from threading import Thread

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError
from tarn import Error, Lake, NotInTheLake

ACCOUNT, THEIRS = "123456789012", "999999999999"
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}
KEYS = {"aws_access_key_id": "AKIDEARLY", "aws_secret_access_key": "secret"}
# As a module under test makes it when it is imported, before any lake is there.
EARLY = boto3.client("glue", region_name="eu-north-1", **KEYS)
EARLY_WITHOUT_KEYS = boto3.client("glue", region_name="eu-north-1")


def is_answered(glue):
    return glue.get_table(DatabaseName="sales", Name="daily")["Table"]["IsMaterializedView"]


def test_nobody_gets_a_network():
    for ask in (lambda: socket.create_connection(("localhost", 1)),
                lambda: socket.getaddrinfo("localhost", 1),
                lambda: socket.socket().connect(("localhost", 1)),
                lambda: socket.socket().connect_ex(("localhost", 1))):
        with pytest.raises(AssertionError, match="network"):
            ask()
    outside = boto3.client("glue", region_name="us-east-1", **KEYS, config=Config(retries={"max_attempts": 0}))
    with pytest.raises(Exception, match="network"):
        outside.get_table(DatabaseName="sales", Name="daily")


# --- Clients that a lake makes ---------------------------------------------------------------------


def test_a_client_is_an_ordinary_one(tarn_lake):
    ours, theirs = tarn_lake.client("glue"), boto3.client("glue", region_name="us-east-1")
    assert type(ours).__mro__[1:] == type(theirs).__mro__[1:]
    assert ours.meta.method_to_api_mapping == theirs.meta.method_to_api_mapping
    assert ours.meta.region_name == "us-east-1"
    assert ours.meta.config.retries == theirs.meta.config.retries


def test_an_option_of_boto3_is_taken(tarn_lake):
    glue = tarn_lake.client("glue", "eu-west-3", config=Config(read_timeout=7, retries={"max_attempts": 7}))
    assert glue.meta.region_name == "eu-west-3"
    assert glue.meta.config.read_timeout == 7
    assert glue.meta.config.retries["total_max_attempts"] == 8


def test_the_lake_has_a_region():
    assert Lake(region="eu-west-1").client("glue").meta.region_name == "eu-west-1"


def test_a_lake_is_freed():
    lake = Lake()
    lake.observe(print)
    gone = weakref.ref(lake)
    glue = lake.client("glue")
    del lake
    gc.collect()
    assert is_answered(glue)
    del glue
    gc.collect()
    assert gone() is None


def test_each_account_has_what_is_its_own():
    lake = Lake()
    with pytest.raises(ClientError, match="AccessDeniedException"):
        lake.client("glue", account_id=THEIRS).start_materialized_view_refresh_task_run(**VIEW)
    other = Lake().client("glue", account_id=THEIRS)
    other.create_database(DatabaseInput={"Name": "sales"})
    lake.client("glue").start_materialized_view_refresh_task_run(**VIEW)


def test_a_role_may_be_denied_and_granted(tarn_lake):
    role = f"arn:aws:iam::{ACCOUNT}:role/etl"
    denied = tarn_lake.deny(role, "glue:*", "*")
    with pytest.raises(ClientError, match="AccessDeniedException.*role/etl"):
        tarn_lake.client("glue", arn=role).start_materialized_view_refresh_task_run(**VIEW)
    assert tarn_lake.revoke(denied) and not tarn_lake.revoke(denied)
    tarn_lake.client("glue", arn=role).start_materialized_view_refresh_task_run(**VIEW)
    stranger = tarn_lake.client("glue", arn=f"arn:aws:iam::{THEIRS}:role/etl")
    with pytest.raises(ClientError, match="AccessDeniedException"):
        stranger.stop_materialized_view_refresh_task_run(**VIEW)
    tarn_lake.grant(f"arn:aws:iam::{THEIRS}:*", "glue:*", f"{ACCOUNT}*")
    stranger.stop_materialized_view_refresh_task_run(**VIEW)


def test_a_principal_that_is_none_is_refused(tarn_lake):
    with pytest.raises(Error) as caught:
        tarn_lake.client("glue", account_id="me")
    assert (caught.value.domain, caught.value.name) == ("tarn", "InvalidPrincipal")


def test_text_survives(tarn_lake):
    glue = tarn_lake.client("glue")
    name = "caf\u00e9 \"\\/\u2603 \U0001f3d4 \t"
    glue.create_database(DatabaseInput={"Name": name})
    glue.create_table(DatabaseName=name, TableInput={"Name": name})
    assert glue.get_table(DatabaseName=name, Name=name)["Table"]["Name"] == name


def test_another_thread_may_call_a_lake_that_is_shared(tarn_lake):
    glue, errors = tarn_lake.client("glue"), []

    def call():
        try:
            glue.start_materialized_view_refresh_task_run(**VIEW)
        except Error as error:
            errors.append(error)

    for _ in range(2):
        thread = Thread(target=call)
        thread.start()
        thread.join()
        tarn_lake.share()
    assert [error.name for error in errors] == ["WrongThread"] and "lake.share()" in str(errors[0])
    assert tarn_lake.journal.count_calls() == 1


def test_nobody_else_answers(tarn_lake):
    with pytest.raises(NotInTheLake, match="no ListBuckets of s3.*mock_aws"):
        tarn_lake.client("s3").list_buckets()
    tarn_lake.lets_through = True
    with pytest.raises(Exception, match="network"):
        tarn_lake.client("s3", config=Config(retries={"max_attempts": 0})).list_buckets()


# --- Clients that others make ----------------------------------------------------------------------


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


class SessionOfTheirs(boto3.Session):
    """As Airflow and others have one."""


@pytest.mark.parametrize("make", [
    lambda: boto3.client("glue"),
    lambda: boto3.client(service_name="glue", region_name="us-east-2"),
    lambda: boto3.Session().client("glue", "eu-west-1"),
    lambda: boto3.session.Session(region_name="us-west-1").client("glue"),
    lambda: SessionOfTheirs().client("glue"),
    lambda: botocore.session.get_session().create_client("glue", region_name="us-east-1"),
    lambda: botocore.session.Session().create_client("glue"),
    lambda: EARLY,
    lambda: EARLY_WITHOUT_KEYS,
], ids=["client", "named", "session", "its-region", "subclass", "botocore", "its-class", "early", "without-keys"])
def test_any_client_is_answered(lake, make):
    assert is_answered(make())


def test_a_client_that_is_attached_is_answered(tarn_lake):
    glue = boto3.client("glue", region_name="eu-west-1", **KEYS)
    assert tarn_lake.attach(glue) is glue and is_answered(glue)
    assert is_answered(tarn_lake.attach(boto3.client("glue", region_name="us-east-1")))
    with pytest.raises(TypeError, match="no client of botocore"):
        tarn_lake.attach(boto3)


def test_a_client_is_attached_to_the_last_lake_and_to_no_other(lake):
    other = Lake()
    glue = other.attach(boto3.client("glue"))
    is_answered(glue)
    assert (lake.journal.count_calls("GetTable"), other.journal.count_calls("GetTable")) == (0, 1)
    is_answered(lake.attach(glue))
    assert (lake.journal.count_calls("GetTable"), other.journal.count_calls("GetTable")) == (1, 1)


def test_keys_and_regions_are_kept(lake):
    assert EARLY.meta.region_name == "eu-north-1"
    lake.sign_in(KEYS["aws_access_key_id"], arn=f"arn:aws:iam::{ACCOUNT}:role/early")
    is_answered(EARLY)
    is_answered(boto3.client("glue"))
    callers = [line.split(" by ")[1].split()[0] for line in lake.journal if "GetTable" in line]
    assert callers == [f"arn:aws:iam::{ACCOUNT}:role/early", f"arn:aws:iam::{ACCOUNT}:root"]


def test_a_region_of_the_environment_is_kept(tarn_lake, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "sa-east-1")
    tarn_lake.patch(monkeypatch)
    assert boto3.client("glue").meta.region_name == "sa-east-1"


def test_the_patch_ends(monkeypatch):
    with Lake() as lake, lake.patched():
        assert is_answered(EARLY)
    with pytest.raises(Exception, match="network"), monkeypatch.context() as patch:
        patch.setattr("time.sleep", lambda _seconds: None)
        is_answered(EARLY)
    assert "AWS_DEFAULT_REGION" not in os.environ


def test_retries_are_the_defaults_of_the_sdk(lake):
    """A start whose reply is lost is seen as a run that is under way, because botocore has tried again."""
    lake.fault("lost", operation="StartMaterializedViewRefreshTaskRun", nth=1, do="lose-reply")
    glue = boto3.client("glue")
    with pytest.raises(glue.exceptions.MaterializedViewRefreshTaskRunningException):
        glue.start_materialized_view_refresh_task_run(**VIEW)
    lake.fault("gone", operation="GetMaterializedViewRefreshTaskRun", do="lose-reply")
    with pytest.raises(ReadTimeoutError):
        glue.get_materialized_view_refresh_task_run(
            CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId="11a03a8d-ca60-4bf1-8eef-0a0d3166d965")
    assert lake.journal.count_calls("GetMaterializedViewRefreshTaskRun") == 5


def test_tokens_and_pauses_are_the_same_each_time(monkeypatch):
    def run():
        with Lake(seed=3) as lake, lake.patched():
            lake.fault("slow down", operation="StartMetadataGenerationRun", nth=1, do="throw",
                       exception="ThrottlingException")
            boto3.client("datazone").start_metadata_generation_run(
                domainIdentifier=lake.domain_id, owningProjectIdentifier=lake.project_id,
                target={"type": "ASSET", "identifier": lake.asset_id}, types=["BUSINESS_NAMES"])
            return lake.journal.text()

    assert run() == run()


# --- What is not needed ----------------------------------------------------------------------------


def run_python(program, **environment):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                          env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_neither_gobject_nor_boto3_nor_pytest_is_loaded():
    assert run_python("import json, sys, tarn; lake = tarn.Lake(); lake.advance(60)\n"
                      "print(json.dumps([lake.now.minute] + [name for name in ('gi', 'boto3', 'botocore', 'pytest')"
                      " if name in sys.modules]))") == [1]


def test_a_library_that_is_not_there_is_named(tmp_path):
    package = os.path.dirname(inspect.getfile(Lake))
    (tmp_path / "tarn").symlink_to(package)
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    done = subprocess.run([sys.executable, "-c", "import tarn; tarn.Lake()"], capture_output=True, text=True,
                          env={**environment, "PYTHONPATH": str(tmp_path), "TARN_LIBRARY_PATH": "/nowhere"})
    assert done.returncode == 1 and "ImportError: tarn cannot load libtarn-1" in done.stderr
    assert "TARN_LIBRARY_PATH names the folder" in done.stderr


def test_a_model_of_the_tables_is_what_the_service_has(tmp_path):
    """Compares the model for an old botocore with the one of the service, where that one is there."""
    from tarn import _model

    data = os.environ.get("TARN_TEST_DATA")
    if data is None:
        pytest.skip("TARN_TEST_DATA is not set")
    for service, version in _model.VERSIONS.items():
        path = os.path.join(data, "data", "botocore", service, version, "service-2.json")
        with open(path, encoding="utf-8") as file:
            theirs = json.load(file)
        ours = _model.make_model(service, has_set_up=True)  # only the operations of runs lack then
        assert len(ours["operations"]) == 4
        for name, operation in ours["operations"].items():
            told = theirs["operations"][name]
            assert {key: operation["http"][key] for key in ("method", "requestUri")} == {
                key: told["http"][key] for key in ("method", "requestUri")}
            assert {it["shape"] for it in operation["errors"]} == {it["shape"] for it in told["errors"]}
            for side in ("input", "output"):
                mine, other = ours["shapes"][operation[side]["shape"]], theirs["shapes"][told[side]["shape"]]
                assert mine["members"].keys() == other["members"].keys(), (name, side)
                if side == "input":
                    assert set(mine["required"]) == set(other["required"])
                places = [{member: reference.get("location") for member, reference in shape["members"].items()}
                          for shape in (mine, other)]
                assert places[0] == places[1]
                kinds = [{member: model["shapes"][reference["shape"]]["type"]
                          for member, reference in shape["members"].items()}
                         for model, shape in ((ours, mine), (theirs, other))]
                assert kinds[0] == kinds[1]
