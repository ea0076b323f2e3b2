# SPDX-License-Identifier: MIT
"""Tests a lake beside moto: runs are answered by the lake, and all else by moto.

Debian has no moto. A stand-in answers as moto does: it registers a handler of `before-send` with each client that is
made from its import on, and with clients that are patched, and answers where it is enabled.
"""

import importlib.util
import json

import boto3
import botocore.handlers
import botocore.session
import pytest
from botocore.awsrequest import AWSResponse
from tarn import NotInTheLake

ACCOUNT = "123456789012"
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}


class StandIn:
    """Answers what it has, refuses the rest of Glue as moto does, and says nothing about other services."""

    def __init__(self):
        self.is_enabled, self.seen, self.databases = True, [], []

    def __call__(self, event_name, request, **_names):
        if not self.is_enabled:
            return None
        service, operation = event_name.split(".")[1:]
        self.seen.append(operation)
        if service not in ("glue", "s3"):
            return None
        if service == "s3":
            return self.answer(b"<ListAllMyBucketsResult><Buckets><Bucket><Name>b</Name></Bucket></Buckets>"
                               b"</ListAllMyBucketsResult>")
        if operation == "CreateDatabase":
            self.databases.append(json.loads(request.body)["DatabaseInput"])
            return self.answer(b"{}")
        if operation == "GetDatabases":
            return self.answer(json.dumps({"DatabaseList": self.databases}).encode())
        raise NotImplementedError(f"the stand-in has no {operation}")

    @staticmethod
    def answer(content):
        from tarn._aws import Body

        return AWSResponse("https://stand-in", 200, {}, Body(content))


@pytest.fixture(params=["imported-first", "imported-last"])
def beside(request, tarn_lake, monkeypatch):
    """Makes the lake and the stand-in in both orders. Returns both."""
    moto, handlers = StandIn(), list(botocore.handlers.BUILTIN_HANDLERS)
    if request.param == "imported-last":
        tarn_lake.patch(monkeypatch)
    monkeypatch.setattr(botocore.handlers, "BUILTIN_HANDLERS", [("before-send", moto), *handlers])
    monkeypatch.setattr(botocore.session.Session, "_register_builtin_handlers", register)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    tarn_lake.patch(monkeypatch)
    return tarn_lake, moto


def register(self, events):
    """As botocore does it, from the list that the stand-in is in."""
    for event_name, handler, *order in botocore.handlers.BUILTIN_HANDLERS:
        if not order:
            self._events.register(event_name, handler)
        elif order[0] is botocore.handlers.REGISTER_FIRST:
            self._events.register_first(event_name, handler)
        else:
            self._events.register_last(event_name, handler)


def test_runs_are_the_lakes_and_all_else_is_motos(beside):
    lake, moto = beside
    glue = boto3.client("glue")
    glue.create_database(DatabaseInput={"Name": "shop"})
    assert [it["Name"] for it in glue.get_databases()["DatabaseList"]] == ["shop"]
    assert boto3.client("s3").list_buckets()["Buckets"] == [{"Name": "b"}]
    assert "MaterializedViewRefreshTaskRunId" in glue.start_materialized_view_refresh_task_run(**VIEW)
    assert moto.seen == ["CreateDatabase", "GetDatabases", "ListBuckets"]
    assert lake.journal.count_calls() == 1 and "shop" not in lake.journal.text()


def test_an_operation_more_is_the_lakes(beside):
    lake, moto = beside
    lake.operations.add("CreateDatabase")
    glue = boto3.client("glue")
    glue.create_database(DatabaseInput={"Name": "shop"})
    assert lake.journal.count_calls("CreateDatabase") == 1
    assert glue.get_databases()["DatabaseList"] == [] and moto.seen == ["GetDatabases"]


def test_moto_that_is_not_enabled_answers_nothing(beside):
    lake, moto = beside
    moto.is_enabled = False
    glue = boto3.client("glue")
    glue.create_database(DatabaseInput={"Name": "shop"})
    assert lake.journal.count_calls("CreateDatabase") == 1
    with pytest.raises(NotInTheLake, match="no ListBuckets of s3.*mock_aws"):
        boto3.client("s3").list_buckets()


def test_what_nobody_answers_is_an_error(beside):
    with pytest.raises(NotInTheLake, match="no DeleteDomain of datazone"):
        boto3.client("sqs").meta.events.emit("before-send.datazone.DeleteDomain", request=None)
        boto3.client("sqs")._endpoint._event_emitter.emit("before-send.datazone.DeleteDomain", request=None)
    with pytest.raises(NotImplementedError, match="the stand-in has no GetTable"):
        boto3.client("glue").get_table(DatabaseName="sales", Name="daily")


def test_a_client_that_moto_has_patched(beside):
    """moto.core.patch_client() registers with a client that is made already."""
    lake, moto = beside
    glue = botocore.session.Session().create_client("glue", region_name="us-east-1")
    glue.meta.events.register("before-send", moto)
    assert "MaterializedViewRefreshTaskRunId" in glue.start_materialized_view_refresh_task_run(**VIEW)
    assert moto.seen == []


def test_moto(tarn_lake, monkeypatch):
    if importlib.util.find_spec("moto") is None:
        pytest.skip("moto is not installed; the tests above have a stand-in for it")
    from moto import mock_aws

    with mock_aws():
        tarn_lake.patch(monkeypatch)
        glue = boto3.client("glue", region_name="us-east-1")
        glue.create_database(DatabaseInput={"Name": "shop"})
        assert [it["Name"] for it in glue.get_databases()["DatabaseList"]] == ["shop"]
        assert "MaterializedViewRefreshTaskRunId" in glue.start_materialized_view_refresh_task_run(**VIEW)
    assert tarn_lake.journal.count_calls() == 1
