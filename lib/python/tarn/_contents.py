# SPDX-License-Identifier: MIT
"""What is in a lake: the part of Lake that sets up AWS Glue and Amazon DataZone."""

import contextlib
from typing import Iterable, Mapping, Optional

from ._library import Error, library

FORMATS = {"iceberg": 0, "hive": 1}
COMMITS = {"append": 0, "overwrite": 1, "delete": 2, "replace": 3}
REFRESH_TYPES = {None: 0, "FULL": 1, "INCREMENTAL": 2}


class Contents:
    """The methods of Lake that make what the services hold."""

    # --- What is in the lake --------------------------------------------------------------------

    def _get_client(self, service, account_id=None, arn=None):
        """The engine's own client of a service for a principal."""
        arn = self.describe_principal(account_id, arn)
        if (service, arn) not in self._clients:
            principal = library.principal_new(arn.split(":")[4], arn)
            create = getattr(library, f"engine_create_{service}_client")
            self._clients[service, arn] = self._own(create(self._engine, principal))
            library.principal_unref(principal)
        return self._clients[service, arn]

    def _split_name(self, name):
        parts = name if isinstance(name, tuple) else tuple(name.split("."))
        if len(parts) > 3:
            raise ValueError(f"{name!r} is no name of a table: give a tuple if a part of the name has a dot")
        return (None, self.database)[:3 - len(parts)] + parts

    @contextlib.contextmanager
    def _named(self, name):
        catalog_id, database, table = self._split_name(name)
        address = library.table_name_new(catalog_id, database, table)
        try:
            yield address
        finally:
            library.table_name_unref(address)

    def add_catalog(self, bucket: str, *, is_federated: bool = False) -> str:
        """Makes a catalog of S3 Tables, and returns its id."""
        catalog_id = f"{self.account_id}:s3tablescatalog/{bucket}"
        self._call(lambda: library.glue_client_create_catalog(self._get_client("glue"), catalog_id, is_federated))
        return catalog_id

    def add_database(self, name: str, *, catalog_id: Optional[str] = None) -> None:
        """Makes a database, in the account's own catalog unless another one is named."""
        self._call(lambda: library.glue_client_create_database(self._get_client("glue"), catalog_id, name))

    def _create_table(self, name, table, values):
        def create():
            for setter, value in values:
                getattr(library, "table_input_" + setter)(table, value)
            with self._named(name) as address:
                try:
                    library.glue_client_create_table(self._get_client("glue"), address, table)
                except Error as error:
                    # A database is no more than a name, so a test need not make it.
                    if error.name != "EntityNotFoundException" or "database" not in error.message.lower():
                        raise
                    catalog_id, database, _ = self._split_name(name)
                    library.glue_client_create_database(self._get_client("glue"), catalog_id, database)
                    library.glue_client_create_table(self._get_client("glue"), address, table)

        try:
            self._call(create)
        finally:
            library.table_input_unref(table)

    def add_table(self, name: str, *, size_bytes: int = 0, record_count: int = 0, format: str = "iceberg") -> None:
        """Makes a base table, and its database if there is none.

        A name is `table`, `database.table` or `catalog.database.table`. The format is `iceberg` or `hive`.
        """
        self._create_table(name, library.table_input_new(), [
            ("set_size_bytes", size_bytes), ("set_record_count", record_count), ("set_format", FORMATS[format])])

    def add_view(self, name: str, *, over: Iterable[str], size_bytes: int = 0, refresh_seconds: int = 0,
                 refresh_offset_seconds: int = 0, refresh_jitter_seconds: int = 0, definer: Optional[str] = None,
                 is_incremental: bool = True, last_refresh_type: Optional[str] = None) -> None:
        """Makes a materialized view over tables or other views, and its database if there is none.

        Args:
            name: `view`, `database.view` or `catalog.database.view`.
            over: the names of its sources, 1 to 10.
            size_bytes: what a full refresh writes.
            refresh_seconds: the interval of automatic refreshes, 3600 or more; 0 for none.
            refresh_offset_seconds: by how much all automatic refreshes are later.
            refresh_jitter_seconds: by how much each automatic refresh is late at most, at random.
            definer: the ARN of the role that reads the sources.
            is_incremental: whether the definition allows incremental refreshes.
            last_refresh_type: `FULL` or `INCREMENTAL` for a view that is already refreshed.
        """
        if isinstance(over, str):
            raise TypeError(f"over is a list of names, such as [{over!r}]")
        with contextlib.ExitStack() as stack:
            sources = [("add_sub_object", stack.enter_context(self._named(source))) for source in over]
            self._create_table(name, library.table_input_new_materialized_view(), [
                *sources, ("set_size_bytes", size_bytes), ("set_definer", definer),
                ("set_refresh_seconds", refresh_seconds), ("set_refresh_offset_seconds", refresh_offset_seconds),
                ("set_refresh_jitter_seconds", refresh_jitter_seconds), ("set_incremental", is_incremental),
                ("set_last_refresh_type", REFRESH_TYPES[last_refresh_type])])

    def _call_with_name(self, function, name, *values):
        def call():
            with self._named(name) as address:
                getattr(library, "glue_client_" + function)(self._get_client("glue"), address, *values)

        self._call(call)

    def delete_table(self, name: str) -> None:
        """Deletes a table or a view."""
        self._call_with_name("delete_table", name)

    def commit(self, table: str, operation: str = "append", *, added_bytes: int = 0, removed_bytes: int = 0,
               added_records: int = 0, removed_records: int = 0, total_bytes: int = -1) -> None:
        """Commits to a base table at this moment.

        The operation is `append`, `overwrite`, `delete`, or `replace`, which changes no data, as compaction does.
        `total_bytes` replaces the size that follows from the others.
        """
        made = library.commit_new(COMMITS[operation])
        try:
            for setter, value in (("added_bytes", added_bytes), ("removed_bytes", removed_bytes),
                                  ("added_records", added_records), ("removed_records", removed_records),
                                  ("total_bytes", total_bytes)):
                getattr(library, "commit_set_" + setter)(made, value)
            self._call_with_name("commit", table, made)
        finally:
            library.commit_unref(made)

    def pause_schedule(self, view: str) -> None:
        """Pauses the automatic refreshes of a view."""
        self._call_with_name("pause_schedule", view)

    def resume_schedule(self, view: str) -> None:
        """Resumes the automatic refreshes of a view."""
        self._call_with_name("resume_schedule", view)

    # --- DataZone -------------------------------------------------------------------------------

    def _call_datazone(self, function, *values):
        client_function = getattr(library, "datazone_client_" + function)
        return self._call(lambda: client_function(self._get_client("datazone"), *values))

    def add_domain(self, name: str, *, version: int = 1) -> str:
        """Makes a DataZone domain of version 1 or 2, and returns its id."""
        return self._call_datazone("create_domain", name, version)

    def add_user(self, arn: str, *, domain_id: Optional[str] = None) -> str:
        """Makes a role or a user of the account a user of a domain, and returns the id of the user."""

        def add():
            principal = library.principal_new(self.account_id, arn)
            try:
                return library.datazone_client_create_user_profile(
                    self._get_client("datazone"), domain_id or self.domain_id, principal)
            finally:
                library.principal_unref(principal)

        return self._call(add)

    def add_project(self, name: str, *, domain_id: Optional[str] = None) -> str:
        """Makes a project, and returns its id."""
        return self._call_datazone("create_project", domain_id or self.domain_id, name)

    def add_member(self, user_id: str, *, project_id: Optional[str] = None, domain_id: Optional[str] = None) -> None:
        """Makes a user a member of a project. Members start and cancel the runs of the project's assets."""
        self._call_datazone("create_project_membership", domain_id or self.domain_id, project_id or self.project_id,
                            user_id)

    def add_glossary_term(self, name: str, *, domain_id: Optional[str] = None) -> None:
        """Adds a term to the glossary of a domain."""
        self._call_datazone("create_glossary_term", domain_id or self.domain_id, name)

    @contextlib.contextmanager
    def _asset_input(self, name, columns, type_identifier, row_count, has_names=False):
        made = library.asset_input_new(name, type_identifier)
        try:
            for column, data_type in (columns or {}).items():
                library.asset_input_add_column(made, column, data_type)
            library.asset_input_set_row_count(made, row_count)
            library.asset_input_set_business_name_generation(made, has_names)
            yield made
        finally:
            library.asset_input_unref(made)

    def add_asset(self, name: str, *, columns: Optional[Mapping[str, str]] = None,
                  type_identifier: str = "GlueTableAssetType", row_count: int = 1, generates_names: bool = False,
                  project_id: Optional[str] = None, domain_id: Optional[str] = None) -> str:
        """Makes an asset, and returns its id.

        Args:
            name: its name.
            columns: the names of its columns and their data types, such as `{"cust_id": "bigint"}`.
            type_identifier: its type.
            row_count: how many rows it has; for one without rows nothing can be generated.
            generates_names: whether a run of `BUSINESS_NAMES` begins at once, by the service itself.
            project_id: the project that owns it, by default that of the sample.
            domain_id: its domain, by default that of the sample.
        """
        with self._asset_input(name, columns, type_identifier, row_count, generates_names) as made:
            return self._call_datazone("create_asset", domain_id or self.domain_id, project_id or self.project_id, made)

    def add_asset_revision(self, asset_id: str, name: str, *, columns: Optional[Mapping[str, str]] = None,
                           type_identifier: str = "GlueTableAssetType", row_count: int = 1,
                           domain_id: Optional[str] = None) -> str:
        """Makes the next revision of an asset, and returns its number."""
        with self._asset_input(name, columns, type_identifier, row_count) as made:
            return self._call_datazone("create_asset_revision", domain_id or self.domain_id, asset_id, made)
