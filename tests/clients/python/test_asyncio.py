# SPDX-License-Identifier: MIT
"""Tests asyncio on the time of a lake, with boto3 in threads and with aiobotocore."""

import asyncio
import importlib.util
import sys
import time
import types

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.endpoint import Endpoint
from tarn import OutOfPatience

ACCOUNT = "123456789012"
EPOCH = 946684800
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}


@pytest.fixture
def lake(tarn_lake, monkeypatch):
    return tarn_lake.patch(monkeypatch)


def passed():
    return time.time() - EPOCH


async def refresh(view):
    """The code under test: it calls boto3 as it is, and waits by asyncio."""
    glue = boto3.client("glue", region_name="us-east-1")
    run_id = glue.start_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, DatabaseName="sales", TableName=view)["MaterializedViewRefreshTaskRunId"]
    while True:
        run = glue.get_materialized_view_refresh_task_run(
            CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run_id)["MaterializedViewRefreshTaskRun"]
        if run["Status"] == "SUCCEEDED":
            return view, passed()
        await asyncio.sleep(10)


def test_sleeps_overlap(lake):
    async def main():
        return await asyncio.gather(refresh("daily"), refresh("monthly"), asyncio.sleep(100))

    assert asyncio.run(main()) == [("daily", 320), ("monthly", 60), None]
    assert passed() == 320


def test_the_loop_has_the_time_of_the_lake(lake):
    async def main():
        loop, woken = asyncio.get_running_loop(), []
        began = loop.time()
        loop.call_later(60, lambda: woken.append(loop.time() - began))
        loop.call_at(began + 30, lambda: woken.append(loop.time() - began))
        await asyncio.sleep(90)
        return woken

    assert asyncio.run(main()) == [30, 60] and passed() == 90


def test_timeouts_come(lake):
    async def main():
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.sleep(3600), 60)
        _, pending = await asyncio.wait([asyncio.ensure_future(asyncio.sleep(3600))], timeout=60)
        pending.pop().cancel()

    asyncio.run(main())
    assert passed() == 120


def test_threads_of_a_loop(lake):
    async def main():
        ticks = []

        async def tick():
            while True:
                await asyncio.sleep(60)
                ticks.append(passed())

        ticking = asyncio.ensure_future(tick())
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(None, time.sleep, 160) for _ in range(3)))
        await asyncio.to_thread(time.sleep, 160)
        ticking.cancel()
        return ticks

    assert asyncio.run(main()) == [60, 120, 180, 240, 300] and passed() == 320


def test_a_loop_that_is_older_than_the_patch(tarn_lake, monkeypatch):
    loop = asyncio.new_event_loop()
    tarn_lake.patch(monkeypatch)
    loop.run_until_complete(asyncio.sleep(3600))
    loop.close()
    assert passed() == 3600


def test_an_endless_task_ends(lake):
    async def main():
        while True:
            await asyncio.sleep(3600)

    with pytest.raises(OutOfPatience):
        asyncio.run(main())


# --- aiobotocore -----------------------------------------------------------------------------------


class AsyncEndpoint(Endpoint):
    """What aiobotocore makes of the endpoint: it awaits the answer of an event, and the network."""

    async def _send(self, request):
        raise AssertionError("the request was sent")

    async def get_response(self, request, operation_model):
        name = f"before-send.{operation_model.service_model.service_id.hyphenize()}.{operation_model.name}"
        answers = self._event_emitter.emit(name, request=request)
        if asyncio.iscoroutine(answers):
            answers = await answers
        answer = next((answer for _, answer in answers if answer is not None), None) or await self._send(request)
        return answer.status_code, await answer.raw.read()


@pytest.fixture
def stand_in(monkeypatch):
    """The one class of aiobotocore that the package needs. Debian has no aiobotocore to test with."""
    module = types.ModuleType("aiobotocore.awsrequest")
    module.AioAWSResponse = type("AioAWSResponse", (AWSResponse,), {})
    monkeypatch.setitem(sys.modules, "aiobotocore", types.ModuleType("aiobotocore"))
    monkeypatch.setitem(sys.modules, "aiobotocore.awsrequest", module)


def make_async(client):
    client._endpoint.__class__ = AsyncEndpoint
    return client


def ask(client, operation, **arguments):
    """Prepares a request as a client does, and has the asynchronous endpoint answer it."""
    model = client.meta.service_model.operation_model(operation)
    url = client.meta.endpoint_url
    context = {"client_region": "us-east-1", "client_config": client.meta.config, "has_streaming_input": False,
               "auth_type": None}
    made = client._serializer.serialize_to_request(arguments, model)
    made.update(url=url + made["url_path"], context=context)
    return client._endpoint.get_response(client._endpoint.create_request(made, model), model)


def test_a_stand_in_for_aiobotocore_is_answered(lake, stand_in):
    client = make_async(boto3.client("glue", region_name="us-east-1"))

    async def main():
        status, body = await ask(client, "StartMaterializedViewRefreshTaskRun", **VIEW)
        await asyncio.sleep(400)
        listed = await ask(client, "ListMaterializedViewRefreshTaskRuns", **VIEW)
        return status, body, listed[1]

    status, body, listed = asyncio.run(main())
    assert status == 200 and b"MaterializedViewRefreshTaskRunId" in body and b"SUCCEEDED" in listed


def test_a_stand_in_for_aiobotocore_is_attached(tarn_lake, stand_in):
    client = tarn_lake.attach(make_async(boto3.client("glue", region_name="us-east-1")))
    assert asyncio.run(ask(client, "GetTable", DatabaseName="sales", Name="daily"))[0] == 200


def test_aiobotocore_is_answered(lake):
    if importlib.util.find_spec("aiobotocore") is None:
        pytest.skip("aiobotocore is not installed; the tests above have a stand-in for it")
    from aiobotocore.session import get_session

    async def main():
        async with get_session().create_client("glue", region_name="us-east-1", aws_access_key_id="a",
                                               aws_secret_access_key="b") as glue:
            await glue.start_materialized_view_refresh_task_run(**VIEW)
            await asyncio.sleep(400)
            return await glue.list_materialized_view_refresh_task_runs(**VIEW)

    assert asyncio.run(main())["MaterializedViewRefreshTaskRuns"][0]["Status"] == "SUCCEEDED"
