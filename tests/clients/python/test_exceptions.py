# SPDX-License-Identifier: MIT
"""Tests every exception of every operation, as botocore's class for it.

The table is complete, because a test compares it with the model of each operation. A fault plan causes the
exceptions that no simulated call causes, such as a server error.
"""

import re
from functools import partial

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"
VIEW = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": "daily"}
A_RUN = {"CatalogId": ACCOUNT, "MaterializedViewRefreshTaskRunId": "11a03a8d-ca60-4bf1-8eef-0a0d3166d965"}
THEIR_VIEW = {**VIEW, "CatalogId": "999999999999"}
NO_NAME = {**VIEW, "TableName": "two\nlines"}
STATUS = {"AccessDeniedException": 403, "ConflictException": 409, "InternalServerException": 500,
          "ResourceNotFoundException": 404, "ServiceQuotaExceededException": 402,
          "ThrottlingException": 429, "UnauthorizedException": 401, "ValidationException": 400}

# --- Preparations ----------------------------------------------------------------------------------


def once(service, lake, **names):
    """Returns a client that does not try again."""
    return lake.client(service, config=Config(retries={"max_attempts": 0}), **names)


def nothing(lake):
    pass


def throw(operation, exception):
    """Returns a step that adds a rule to the fault plan, for an exception that only a fault plan causes."""
    return lambda lake: lake.faults(f"[{exception}]\noperation={operation}\ndo=throw\n"
                                    f"exception={exception}\nmessage=as it was planned\n")


def option(name, value):
    return lambda lake: lake.set_option(name, value)


def deny(action):
    return lambda lake: lake.deny("*", action, "*")


def after(*steps):
    def arrange(lake):
        for step in steps:
            step(lake)
    return arrange


def start(lake, view="daily"):
    once("glue", lake).start_materialized_view_refresh_task_run(**{**VIEW, "TableName": view})


def stop(lake):
    once("glue", lake).stop_materialized_view_refresh_task_run(**VIEW)


def target(lake, **changes):
    return {"domainIdentifier": lake.domain_id, "owningProjectIdentifier": lake.project_id,
            "target": {"type": "ASSET", "identifier": changes.pop("asset", lake.asset_id)},
            "types": ["BUSINESS_NAMES"], **changes}


def generate(lake):
    return once("datazone", lake).start_metadata_generation_run(**target(lake))["id"]


def run_of(lake, **changes):
    """Returns the arguments of Get and Cancel for a run that exists."""
    return {"domainIdentifier": lake.domain_id, "identifier": generate(lake), **changes}


def ended_run(lake):
    run = run_of(lake)
    lake.advance(3600)
    return run


def domain(lake, **changes):
    return {"domainIdentifier": lake.domain_id, **changes}


def other(service, lake):
    """Returns a client for a role of the account that is not a member of any project."""
    return once(service, lake, arn=f"arn:aws:iam::{ACCOUNT}:role/other")


# --- The rules -------------------------------------------------------------------------------------

START, GET = "StartMaterializedViewRefreshTaskRun", "GetMaterializedViewRefreshTaskRun"
STOP, LIST = "StopMaterializedViewRefreshTaskRun", "ListMaterializedViewRefreshTaskRuns"
RUNNING = "MaterializedViewRefreshTaskRunningException"
STOPPING = "MaterializedViewRefreshTaskStoppingException"
NOT_RUNNING = "MaterializedViewRefreshTaskNotRunningException"
TIMEOUT, LIMIT = "OperationTimeoutException", "ResourceNumberLimitExceededException"
DENIED, INVALID = "AccessDeniedException", "InvalidInputException"

# The columns are: operation, exception, preparation, arguments, part of the message.
GLUE = [
    (START, DENIED, deny("glue:GetTable"), VIEW, "GetTable"),
    (START, "EntityNotFoundException", nothing, {**VIEW, "TableName": "yearly"}, "yearly"),
    (START, RUNNING, start, VIEW, "daily"),
    (START, TIMEOUT, throw(START, TIMEOUT), VIEW, "as it was planned"),
    (START, LIMIT, after(option("glue.running-max", 1), partial(start, view="monthly")), VIEW, "1"),
    (START, INVALID, nothing, NO_NAME, "TableName"),
    (GET, DENIED, nothing, {**A_RUN, "CatalogId": "999999999999"}, "999999999999"),
    (GET, "EntityNotFoundException", nothing, A_RUN, "11a03a8d-ca60-4bf1-8eef-0a0d3166d965"),
    (GET, TIMEOUT, throw(GET, TIMEOUT), A_RUN, "as it was planned"),
    (GET, INVALID, nothing, {**A_RUN, "MaterializedViewRefreshTaskRunId": "1"}, "RunId"),
    (STOP, DENIED, nothing, THEIR_VIEW, "999999999999"),
    (STOP, NOT_RUNNING, nothing, VIEW, "daily"),
    (STOP, STOPPING, after(start, stop), VIEW, "daily"),
    (STOP, INVALID, nothing, NO_NAME, "TableName"),
    (STOP, TIMEOUT, throw(STOP, TIMEOUT), VIEW, "as it was planned"),
    (LIST, DENIED, deny("glue:List*"), {"CatalogId": ACCOUNT}, LIST),
    (LIST, INVALID, nothing, {"CatalogId": ACCOUNT, "MaxResults": 1001}, "MaxResults"),
    (LIST, TIMEOUT, throw(LIST, TIMEOUT), {"CatalogId": ACCOUNT}, "as it was planned"),
]

GENERATE, ASK = "StartMetadataGenerationRun", "GetMetadataGenerationRun"
CANCEL, ITEMS = "CancelMetadataGenerationRun", "ListMetadataGenerationRuns"
CONFLICT, SERVER = "ConflictException", "InternalServerException"
NOT_FOUND, QUOTA = "ResourceNotFoundException", "ServiceQuotaExceededException"
THROTTLED, UNAUTHORIZED = "ThrottlingException", "UnauthorizedException"
VALIDATION = "ValidationException"

# The columns are the same, but the arguments come from the fixture, and a last column may give the caller.
DATAZONE = [
    (GENERATE, DENIED, deny("datazone:Start*"), target, GENERATE),
    (GENERATE, CONFLICT, generate, target, "has not ended"),
    (GENERATE, SERVER, throw(GENERATE, SERVER), target, "as it was planned"),
    (GENERATE, NOT_FOUND, nothing, partial(target, asset="nowhere"), "nowhere"),
    (GENERATE, QUOTA, option("datazone.active-runs-max", 0), target, "0"),
    (GENERATE, THROTTLED, option("datazone.start-rate-per-second", 0), target, "Rate"),
    (GENERATE, UNAUTHORIZED, nothing, target, "role/other", other),
    (GENERATE, VALIDATION, nothing, partial(target, types=["POETRY"]), "types"),
    (ASK, DENIED, deny("datazone:Get*"), run_of, ASK),
    (ASK, SERVER, throw(ASK, SERVER), run_of, "as it was planned"),
    (ASK, NOT_FOUND, nothing, partial(run_of, identifier="nowhere"), "nowhere"),
    (ASK, THROTTLED, option("datazone.get-rate-per-second", 0), run_of, "Rate"),
    (ASK, UNAUTHORIZED, throw(ASK, UNAUTHORIZED), run_of, "as it was planned"),
    (ASK, VALIDATION, nothing, partial(run_of, identifier="a b/c%25\u00e9"), "identifier"),
    (CANCEL, DENIED, deny("datazone:Cancel*"), run_of, CANCEL),
    (CANCEL, CONFLICT, throw(CANCEL, CONFLICT), run_of, "as it was planned"),
    (CANCEL, SERVER, throw(CANCEL, SERVER), run_of, "as it was planned"),
    (CANCEL, NOT_FOUND, nothing, partial(run_of, identifier="nowhere"), "nowhere"),
    (CANCEL, THROTTLED, option("datazone.cancel-rate-per-second", 0), run_of, "Rate"),
    (CANCEL, UNAUTHORIZED, nothing, run_of, "role/other", other),
    (CANCEL, VALIDATION, nothing, ended_run, "SUCCEEDED"),
    (ITEMS, DENIED, deny("datazone:List*"), domain, ITEMS),
    (ITEMS, SERVER, throw(ITEMS, SERVER), domain, "as it was planned"),
    (ITEMS, NOT_FOUND, nothing, partial(domain, domainIdentifier="dzd_nowhere"), "dzd_nowhere"),
    (ITEMS, THROTTLED, option("datazone.list-rate-per-second", 0), domain, "Rate"),
    (ITEMS, UNAUTHORIZED, throw(ITEMS, UNAUTHORIZED), domain, "as it was planned"),
    (ITEMS, VALIDATION, nothing, partial(domain, maxResults=51), "maxResults"),
]

TABLE = ([("glue", operation, exception, before, lambda _lake, arguments=arguments: arguments, *rest)
          for operation, exception, before, arguments, *rest in GLUE]
         + [("datazone", *row) for row in DATAZONE])


def call(client, operation, arguments):
    name, = (name for name, spelt in client.meta.method_to_api_mapping.items() if spelt == operation)
    return getattr(client, name)(**arguments)


@pytest.mark.parametrize("service, operation, exception, before, arguments, tells, by",
                         [(*row, None) if len(row) == 6 else row for row in TABLE],
                         ids=[f"{row[1]}-{row[2]}" for row in TABLE])
def test_exception(tarn_lake, service, operation, exception, before, arguments, tells, by):
    client = by(service, tarn_lake) if by else once(service, tarn_lake)
    given = arguments(tarn_lake)
    before(tarn_lake)
    with pytest.raises(getattr(client.exceptions, exception)) as caught:
        call(client, operation, given)
    told = caught.value.response
    assert (told["Error"]["Code"], caught.value.operation_name) == (exception, operation)
    assert tells in told["Error"]["Message"]
    status = 400 if service == "glue" else STATUS[exception]
    assert told["ResponseMetadata"]["HTTPStatusCode"] == status
    assert re.fullmatch("[0-9a-f-]{36}", told["ResponseMetadata"]["RequestId"])


@pytest.mark.parametrize("service", ["glue", "datazone"])
def test_the_table_is_complete(tarn_lake, service):
    model = tarn_lake.client(service).meta.service_model
    operations = {row[1] for row in TABLE if row[0] == service}
    assert len(operations) == 4
    for operation in operations:
        told = {row[2] for row in TABLE if row[1] == operation}
        assert told == {shape.name for shape in model.operation_model(operation).error_shapes}


@pytest.mark.parametrize("operation, arguments, knob", [
    (START, VIEW, "start"), (GET, A_RUN, "get"), (STOP, VIEW, "stop"),
    (LIST, {"CatalogId": ACCOUNT}, "list")])
def test_glue_throttles_with_400(tarn_lake, operation, arguments, knob):
    tarn_lake.set_option(f"glue.{knob}-rate-per-second", 0)
    with pytest.raises(ClientError) as caught:
        call(once("glue", tarn_lake), operation, arguments)
    assert caught.value.response["Error"] == {"Code": "ThrottlingException", "Message": "Rate exceeded"}
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@pytest.mark.parametrize("exception, view, is_federated, told", [
    ("EntityNotFoundException", VIEW, False, False),
    ("EntityNotFoundException", VIEW, True, True),
    # The error is about the call, and the service finds it before it reads any catalog.
    (INVALID, NO_NAME, True, False)])
def test_errors_tell_of_a_federation_source(tarn_lake, exception, view, is_federated, told):
    catalog = f"{ACCOUNT}:s3tablescatalog/bucket"
    tarn_lake.add_catalog("bucket", is_federated=is_federated)
    glue = tarn_lake.client("glue")
    with pytest.raises(getattr(glue.exceptions, exception)) as caught:
        glue.start_materialized_view_refresh_task_run(**{**view, "CatalogId": catalog})
    assert caught.value.response["FromFederationSource"] is told


def test_a_rejected_call_changes_nothing(tarn_lake):
    glue = tarn_lake.client("glue")
    before = tarn_lake.digest()
    with pytest.raises(glue.exceptions.EntityNotFoundException):
        glue.start_materialized_view_refresh_task_run(**{**VIEW, "TableName": "yearly"})
    assert tarn_lake.digest() == before
