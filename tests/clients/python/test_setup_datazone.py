# SPDX-License-Identifier: MIT
"""Tests the set-up of Amazon DataZone over the wire: a boto3 client creates all that a run needs, and decides about
what the run suggests."""

import json
from datetime import timedelta

import pytest
from botocore.config import Config
from tarn import Lake

ACCOUNT = "123456789012"
STEWARD = f"arn:aws:iam::{ACCOUNT}:user/steward"
COLUMNS = [{"columnName": "cust_id", "dataType": "bigint"}, {"columnName": "ord_ts", "dataType": "timestamp"}]
FORM = {"formName": "GlueTableForm", "typeIdentifier": "amazon.datazone.GlueTableFormType",
        "content": json.dumps({"columns": COLUMNS})}


@pytest.fixture
def lake():
    with Lake(seed=7, sample=False) as made:
        yield made


@pytest.fixture
def datazone(lake):
    return lake.client("datazone")


@pytest.fixture
def asset(datazone):
    """Sets up everything for one asset, and returns the members that name it."""
    domain = datazone.create_domain(name="shop", domainVersion="V2", domainExecutionRole="arn:aws:iam::1:role/r")
    project = datazone.create_project(domainIdentifier=domain["id"], name="stewards")
    made = datazone.create_asset(
        domainIdentifier=domain["id"], owningProjectIdentifier=project["id"], name="cust_orders",
        typeIdentifier="amazon.datazone.GlueTableAssetType", description="of the shop", formsInput=[FORM])
    return {"domainIdentifier": domain["id"], "identifier": made["id"]}


def generate(lake, datazone, asset, *types):
    project = datazone.get_asset(**asset)["owningProjectId"]
    run = datazone.start_metadata_generation_run(
        domainIdentifier=asset["domainIdentifier"], owningProjectIdentifier=project,
        target={"type": "ASSET", "identifier": asset["identifier"]}, types=list(types))
    lake.advance(timedelta(hours=1))
    run = datazone.get_metadata_generation_run(domainIdentifier=asset["domainIdentifier"], identifier=run["id"])
    assert run["status"] == "SUCCEEDED"


def read_forms(asset, member="formsOutput"):
    return {form["formName"]: json.loads(form["content"]) for form in asset.get(member, [])}


def read_suggestions(asset):
    forms = read_forms(asset, "readOnlyFormsOutput")
    return {entry["fieldPath"]: entry["suggestion"]
            for entry in forms.get("SuggestionForm", {"fieldSuggestions": []})["fieldSuggestions"]}


def test_a_domain_has_an_id_and_an_arn(datazone):
    domain = datazone.create_domain(name="shop", domainVersion="V2")
    assert domain["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert domain["id"].startswith("dzd-")
    assert domain["arn"] == f"arn:aws:datazone:us-east-1:{ACCOUNT}:domain/{domain['id']}"
    assert (domain["name"], domain["status"], domain["domainVersion"]) == ("shop", "AVAILABLE", "V2")
    assert datazone.create_domain(name="old")["id"].startswith("dzd_")


def test_an_asset_is_told_as_it_was_made(datazone, asset):
    told = datazone.get_asset(**asset)
    assert told.items() >= {
        "id": asset["identifier"], "domainId": asset["domainIdentifier"], "name": "cust_orders", "revision": "1",
        "typeIdentifier": "amazon.datazone.GlueTableAssetType", "description": "of the shop"}.items()
    assert read_forms(told) == {"GlueTableForm": {"columns": COLUMNS}}


def test_a_run_suggests_and_a_person_decides(lake, datazone, asset):
    generate(lake, datazone, asset, "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS")
    suggested = read_suggestions(datazone.get_asset(**asset))
    assert suggested["columns[0].columnName"] == "Customer ID"

    accepted = datazone.accept_predictions(**asset, acceptChoices=[
        {"predictionTarget": "columns[0].columnName"},
        {"predictionTarget": "columns[1].columnName", "editedValue": "Ordered at"}])
    assert accepted["revision"] == "2"
    rejected = datazone.reject_predictions(**asset, rejectRule={"rule": "ALL"})
    assert rejected["assetRevision"] == "2"

    told = datazone.get_asset(**asset)
    assert read_suggestions(told) == {}
    assert read_forms(told)["ColumnBusinessMetadataForm"]["columnsBusinessMetadata"] == [
        {"columnIdentifier": "cust_id", "name": "Customer ID"}, {"columnIdentifier": "ord_ts", "name": "Ordered at"}]
    assert read_suggestions(datazone.get_asset(**asset, revision="1")) == suggested


def test_accepting_twice_makes_one_revision(lake, datazone, asset):
    """The reply to the first request is lost, so botocore sends it again."""
    generate(lake, datazone, asset, "BUSINESS_NAMES")
    lake.fault("no answer", operation="AcceptPredictions", nth=1, do="lose-reply")
    patient = lake.client("datazone")
    with pytest.MonkeyPatch.context() as patch:
        lake.patch(patch)
        assert patient.accept_predictions(**asset, acceptRule={"rule": "ALL"})["revision"] == "2"
    assert lake.journal.count_calls("AcceptPredictions") == 2


def test_a_revision_replaces_the_forms(datazone, asset):
    columns = [{"columnName": "sku", "dataType": "string"}]
    made = datazone.create_asset_revision(**asset, name="orders", formsInput=[
        {**FORM, "content": json.dumps({"columns": columns})}])
    assert (made["revision"], made["name"]) == ("2", "orders")
    assert read_forms(datazone.get_asset(**asset)) == {"GlueTableForm": {"columns": columns}}
    assert read_forms(datazone.get_asset(**asset, revision="1")) == {"GlueTableForm": {"columns": COLUMNS}}


def test_another_user_needs_a_membership(lake, datazone, asset):
    generate(lake, datazone, asset, "BUSINESS_NAMES")
    steward = lake.client("datazone", arn=STEWARD)
    with pytest.raises(steward.exceptions.UnauthorizedException):
        steward.accept_predictions(**asset, acceptRule={"rule": "ALL"})

    domain = asset["domainIdentifier"]
    user = datazone.create_user_profile(domainIdentifier=domain, userIdentifier=STEWARD)
    assert user["details"]["iam"]["arn"] == STEWARD
    datazone.create_project_membership(
        domainIdentifier=domain, projectIdentifier=datazone.get_asset(**asset)["owningProjectId"],
        designation="PROJECT_CONTRIBUTOR", member={"userIdentifier": user["id"]})
    assert steward.accept_predictions(**asset, acceptRule={"rule": "ALL"})["revision"] == "2"


def test_names_are_generated_with_the_asset(lake, datazone, asset):
    project = datazone.get_asset(**asset)["owningProjectId"]
    made = datazone.create_asset(
        domainIdentifier=asset["domainIdentifier"], owningProjectIdentifier=project, name="stock",
        typeIdentifier="amazon.datazone.GlueTableAssetType", formsInput=[FORM],
        predictionConfiguration={"businessNameGeneration": {"enabled": True}})
    lake.advance(timedelta(hours=1))
    told = datazone.get_asset(domainIdentifier=asset["domainIdentifier"], identifier=made["id"])
    assert read_suggestions(told)["summary"] == "Stock"


@pytest.mark.parametrize("operation, members, exception, tells", [
    ("create_project", {"name": "a\nb"}, "ValidationException", "'name'"),
    ("create_user_profile", {"userIdentifier": "joe"}, "ValidationException", "ARN of an IAM user"),
    ("create_user_profile", {"userIdentifier": f"arn:aws:iam::{ACCOUNT}:root"}, "ConflictException", "already"),
    ("get_asset", {"identifier": "none"}, "ResourceNotFoundException", "none"),
    ("accept_predictions", {"acceptChoices": [{"predictionTarget": "columns[7].columnName"}]}, "ValidationException",
     "predictionTarget"),
    ("accept_predictions", {"revision": "2"}, "ResourceNotFoundException", "no revision 2"),
])
def test_a_request_is_refused(datazone, asset, operation, members, exception, tells):
    named = {"domainIdentifier": asset["domainIdentifier"]} if operation.startswith("create") else asset
    with pytest.raises(getattr(datazone.exceptions, exception)) as caught:
        getattr(datazone, operation)(**{**named, **members})
    assert tells in str(caught.value)


def test_a_rate_is_exceeded(datazone, asset, lake):
    lake.set_option("datazone.accept-rate-per-second", 0)
    once = lake.client("datazone", config=Config(retries={"max_attempts": 0}))
    with pytest.raises(once.exceptions.ThrottlingException):
        once.accept_predictions(**asset)
