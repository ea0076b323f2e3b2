# SPDX-License-Identifier: MIT
"""Changes of runs as the functions of a test get them, and the documents that EventBridge would deliver."""


import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Optional

from ._library import library

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
KINDS = ("run", "invocation-failure", "redelivery", "late-event", "commit")
#: A namespace for the ids of events, so that the same event of the same run has the same id in every process.
NAMESPACE = uuid.UUID("6a1d2f3e-0d0c-5b7e-9a55-7461726e0001")


def to_datetime(microseconds):
    return EPOCH + timedelta(microseconds=microseconds)


@dataclass(frozen=True)
class Change:
    """One change of a run, at the moment at which it happened.

    `kind` is `run`, `invocation-failure`, `redelivery` or `late-event`; `cause` is what happened, such as `create`,
    `begin`, `succeed`, `fail`, `stop`. A refresh run has a `table`, `catalog_id.database.table`, and its figures; a
    metadata generation run has an `asset_id`, `domain_id` and `types`.
    """

    time: datetime
    kind: str
    service: str
    cause: str
    from_status: Optional[str]
    to_status: Optional[str]
    run_id: Optional[str]
    detail_type: Optional[str]
    message: Optional[str]
    catalog_id: Optional[str] = None
    database: Optional[str] = None
    table: Optional[str] = None
    dpu_seconds: Optional[float] = None
    processed_bytes: Optional[int] = None
    domain_id: Optional[str] = None
    project_id: Optional[str] = None
    asset_id: Optional[str] = None
    asset_revision: Optional[int] = None
    created_by: Optional[str] = None
    client_token: Optional[str] = None
    types: tuple = ()
    edge: tuple = ()


class Event(dict):
    """An event as EventBridge delivers it: a dictionary that is ready for a handler.

    `undocumented` names the members whose content AWS does not document for this event. Code that reads them
    relies on what this package has made up. `change` is the change that the event is about.
    """

    undocumented = ("detail",)

    def __init__(self, document, change):
        super().__init__(document)
        self.change = change


def read_change(change):
    """Copies what a TarnChange says, which is valid during the call of an observer only."""
    service = library.service_get_name(library.change_get_service(change))
    values = {
        "time": to_datetime(library.change_get_time(change)),
        "kind": KINDS[library.change_get_kind(change)],
        "service": service,
        "cause": library.change_get_cause(change),
        "from_status": library.change_get_from_status(change),
        "to_status": library.change_get_to_status(change),
        "run_id": library.change_dup_run_id(change),
        "detail_type": library.change_get_detail_type(change),
        "message": library.change_get_error_message(change),
    }
    if refresh := library.change_get_refresh(change):
        name = library.refresh_change_get_table_name(refresh)
        values.update(
            catalog_id=library.table_name_get_catalog_id(name),
            database=library.table_name_get_database_name(name),
            table=library.table_name_get_table_name(name),
            dpu_seconds=library.refresh_change_get_dpu_milliseconds(refresh) / 1000,
            processed_bytes=library.refresh_change_get_processed_bytes(refresh),
            edge=("glue", library.change_get_refresh_cause(change)))
    if metadata := library.change_get_metadata(change):
        values.update(
            domain_id=library.metadata_change_get_domain_id(metadata),
            project_id=library.metadata_change_get_owning_project_id(metadata),
            asset_id=library.metadata_change_get_asset_id(metadata),
            asset_revision=library.metadata_change_get_asset_revision(metadata),
            created_by=library.metadata_change_get_created_by(metadata),
            client_token=library.metadata_change_get_client_token(metadata),
            types=tuple(library.metadata_change_get_types(metadata)),
            edge=("datazone", library.change_get_metadata_cause(change)))
    return Change(**values)


class EventMaker:
    """Makes events of changes. It remembers when each change happened, because a late event is about the past."""

    def __init__(self, account_id, region):
        self.account_id, self.region, self.happened = account_id, region, {}

    def make(self, change):
        key = (change.run_id, change.edge) if change.run_id else (change.time, change.table, change.asset_id)
        if change.kind in ("run", "invocation-failure"):
            self.happened[key] = change.time
        if change.detail_type is None:
            return None
        happened = self.happened.get(key, change.time)
        account = (change.catalog_id or self.account_id).split(":")[0]
        return Event({
            "version": "0",
            "id": str(uuid.uuid5(NAMESPACE, " ".join(map(str, (*key, change.detail_type))))),
            "detail-type": change.detail_type,
            "source": "aws." + change.service,
            "account": account,
            "time": happened.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": self.region,
            "resources": [],
            "detail": make_detail(change, account),
        }, change)


def make_detail(change, account):
    """What AWS documents for events of the same family; it documents no details of these events."""
    if change.service == "glue":
        detail = {"catalogId": change.catalog_id or account, "databaseName": change.database,
                  "tableName": change.table, "materializedViewRefreshTaskRunId": change.run_id,
                  "state": change.to_status, "message": change.message}
        return {name: value for name, value in detail.items() if value is not None}
    metadata = {"domain": change.domain_id, "id": change.run_id, "user": change.created_by, "version": "1",
                "typeName": "MetadataGenerationRunEntityType", "owningProjectId": change.project_id,
                "awsAccountId": account, "clientToken": change.client_token}
    data = {"assetId": change.asset_id, "assetRevision": str(change.asset_revision), "status": change.to_status,
            "types": list(change.types), "errorMessage": change.message}
    return {"version": "1", "metadata": {name: value for name, value in metadata.items() if value is not None},
            "data": {name: value for name, value in data.items() if value is not None}}


__all__ = ["Change", "Event", "EventMaker", "read_change", "to_datetime"]
