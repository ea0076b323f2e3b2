# SPDX-License-Identifier: MIT
"""Tests metadata runs through a boto3 client, from Start to List, on virtual time."""

from collections import Counter
from datetime import timedelta
from itertools import islice

import pytest

BOTH = ["BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES"]
N_RUNS = 2345


@pytest.fixture
def datazone(tarn_lake):
    return tarn_lake.client("datazone")


@pytest.fixture
def asset(tarn_lake):
    return {"domainIdentifier": tarn_lake.domain_id, "owningProjectIdentifier": tarn_lake.project_id,
            "target": {"type": "ASSET", "identifier": tarn_lake.asset_id}}


def get(datazone, run, **more):
    return datazone.get_metadata_generation_run(
        domainIdentifier=run["domainId"], identifier=run["id"], **more)


def test_a_run_from_start_to_success(tarn_lake, datazone, asset):
    started = tarn_lake.now
    run = datazone.start_metadata_generation_run(**asset, types=BOTH)
    assert run.keys() == {"domainId", "id", "owningProjectId", "status", "types", "createdAt",
                          "createdBy", "ResponseMetadata"}
    assert (run["status"], run["types"], run["createdAt"]) == ("IN_PROGRESS", BOTH, started)
    statuses = []
    while statuses[-1:] != ["SUCCEEDED"]:
        tarn_lake.advance(timedelta(seconds=1))
        statuses.append(get(datazone, run)["status"])
    assert set(statuses[:-1]) == {"IN_PROGRESS"}
    assert tarn_lake.now - started == timedelta(seconds=len(statuses)) > timedelta(seconds=5)


def test_get_tells_of_each_type(tarn_lake, datazone, asset):
    tarn_lake.faults("[no names]\noperation=StartMetadataGenerationRun\ndo=fail-run\n"
                     "type=BUSINESS_NAMES\nmessage=The model had nothing to say\n")
    run = datazone.start_metadata_generation_run(**asset, types=BOTH)
    tarn_lake.advance(timedelta(minutes=5))
    told = get(datazone, run)
    assert told["status"] == "PARTIALLY_SUCCEEDED"
    assert told["typeStats"] == [
        {"type": "BUSINESS_DESCRIPTIONS", "status": "SUCCEEDED"},
        {"type": "BUSINESS_NAMES", "status": "FAILED",
         "errorMessage": "The model had nothing to say"}]
    assert told["target"] == {"type": "ASSET", "identifier": tarn_lake.asset_id, "revision": "1"}
    only = get(datazone, run, type="BUSINESS_NAMES")
    assert only["typeStats"] == told["typeStats"][1:]


def test_the_older_type_is_one_of_types(tarn_lake, datazone, asset):
    run = datazone.start_metadata_generation_run(**asset, type="BUSINESS_NAMES")
    assert (run["type"], run["types"]) == ("BUSINESS_NAMES", ["BUSINESS_NAMES"])


def test_times_are_datetimes_of_the_lake(tarn_lake, datazone, asset):
    tarn_lake.advance(timedelta(days=40, milliseconds=123))
    run = datazone.start_metadata_generation_run(**asset, types=BOTH)
    assert run["createdAt"] == tarn_lake.now
    assert get(datazone, run)["createdAt"] == run["createdAt"]


def test_a_cancel_is_at_once(tarn_lake, datazone, asset):
    run = datazone.start_metadata_generation_run(**asset, types=BOTH)
    tarn_lake.advance(1)
    canceled = datazone.cancel_metadata_generation_run(
        domainIdentifier=run["domainId"], identifier=run["id"])
    assert canceled.keys() == {"ResponseMetadata"}
    assert canceled["ResponseMetadata"]["HTTPStatusCode"] == 200
    told = get(datazone, run)
    assert told["status"] == "CANCELED"
    assert {it["status"] for it in told["typeStats"]} == {"CANCELED"}


def test_one_client_token_is_one_run(tarn_lake, datazone, asset):
    runs = [datazone.start_metadata_generation_run(**asset, types=BOTH, clientToken="again~!")
            for _ in range(3)]
    assert len({run["id"] for run in runs}) == 1


def test_a_list_is_filtered(tarn_lake, datazone, asset):
    runs = []
    for types in (BOTH[:1], BOTH[1:]):
        runs.append(datazone.start_metadata_generation_run(**asset, types=types))
        tarn_lake.advance(timedelta(minutes=5))
    runs.append(datazone.start_metadata_generation_run(**asset, types=BOTH))
    domain = {"domainIdentifier": tarn_lake.domain_id}
    newest_first = [run["id"] for run in reversed(runs)]

    def listed(**arguments):
        return [run["id"] for run in
                datazone.list_metadata_generation_runs(**domain, **arguments)["items"]]

    assert listed() == listed(targetIdentifier=tarn_lake.asset_id) == newest_first
    assert listed(status="SUCCEEDED") == newest_first[1:]
    assert listed(type="BUSINESS_NAMES") == newest_first[:2]
    assert listed(targetIdentifier="another") == []
    assert listed(maxResults=1) == newest_first[:1]


def test_an_item_of_a_list_has_no_type_stats(tarn_lake, datazone, asset):
    run = datazone.start_metadata_generation_run(**asset, types=BOTH)
    item, = datazone.list_metadata_generation_runs(domainIdentifier=tarn_lake.domain_id)["items"]
    told = get(datazone, run)
    assert told.pop("typeStats") and told.pop("ResponseMetadata")
    assert item == told


@pytest.mark.parametrize("page_size", [None, 7])
def test_pages_have_each_run_once_while_others_start(tarn_lake, datazone, asset, page_size):
    def run_one():
        run = datazone.start_metadata_generation_run(**asset, types=["BUSINESS_NAMES"])
        tarn_lake.run_until_idle()
        return run["id"]

    there = [run_one() for _ in range(N_RUNS)]
    pages = datazone.get_paginator("list_metadata_generation_runs").paginate(
        domainIdentifier=tarn_lake.domain_id, PaginationConfig={"PageSize": page_size})
    seen, n_pages = [], 0
    for page in islice(pages, N_RUNS):
        seen += [run["id"] for run in page["items"]]
        n_pages += 1
        run_one()
    assert n_pages == -(-N_RUNS // (page_size or 50))
    assert set(Counter(seen).values()) == {1}
    assert seen == there[::-1]
