# SPDX-License-Identifier: MIT
"""Tests the same orchestrator with mocks, which lib/docs/from-mocks.md shows as the version before Tarn."""

from unittest import mock

import boto3
from botocore.stub import Stubber
from test_orchestrator import ACCOUNT, refresh


def test_success_with_mock():
    started = {"MaterializedViewRefreshTaskRunId": "1"}
    states = [{"MaterializedViewRefreshTaskRun": {"Status": status, "DPUSeconds": 2520.0}}
              for status in ("STARTING", "RUNNING", "SUCCEEDED")]
    with mock.patch("boto3.client") as client, mock.patch("time.sleep"):
        glue = client.return_value
        glue.start_materialized_view_refresh_task_run.return_value = started
        glue.get_materialized_view_refresh_task_run.side_effect = states
        assert refresh("sales", "daily")["Status"] == "SUCCEEDED"


def test_success_with_stubber(monkeypatch):
    view = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}
    run = {"MaterializedViewRefreshTaskRunId": "11a03a8d-ca60-4bf1-8eef-0a0d3166d965"}
    glue = boto3.client("glue", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    monkeypatch.setattr("boto3.client", lambda *_, **__: glue)
    monkeypatch.setattr("time.sleep", lambda _: None)
    with Stubber(glue) as stubber:
        stubber.add_response("start_materialized_view_refresh_task_run", run, view)
        for status in ("STARTING", "RUNNING", "SUCCEEDED"):
            stubber.add_response("get_materialized_view_refresh_task_run",
                                 {"MaterializedViewRefreshTaskRun": {"Status": status}},
                                 {"CatalogId": ACCOUNT, **run})
        assert refresh("sales", "daily")["Status"] == "SUCCEEDED"
