# SPDX-License-Identifier: MIT
"""Tests the set-up over the wire: databases, tables and views that a boto3 client creates and reads."""

from datetime import timedelta

import pytest
from tarn import Lake, NotInTheLake

ACCOUNT = "123456789012"
ORDERS = f"arn:aws:glue:us-east-1:{ACCOUNT}:table/sales/orders"
STOCK = f"arn:aws:glue:eu-central-1:{ACCOUNT}:table/shop/stock"


@pytest.fixture
def glue(tarn_lake):
    return tarn_lake.client("glue")


@pytest.fixture
def shop(glue):
    glue.create_database(DatabaseInput={"Name": "shop"})
    glue.create_table(DatabaseName="shop", TableInput={
        "Name": "stock", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": {"Location": "s3://shop/stock"},
        "Parameters": {"table_type": "ICEBERG", "totalSize": "50000000000", "numRows": "70000000",
                       "classification": "parquet"}})


def create_view(glue, name="low", **definition):
    glue.create_table(CatalogId=ACCOUNT, DatabaseName="shop", TableInput={
        "Name": name, "ViewDefinition": {"SubObjects": [STOCK], **definition}})


def test_an_empty_engine_is_set_up_and_refreshed():
    lake = Lake(seed=7, sample=False)
    glue = lake.client("glue")
    assert glue.create_database(DatabaseInput={"Name": "shop"}).keys() == {"ResponseMetadata"}
    created = glue.create_table(DatabaseName="shop", TableInput={
        "Name": "stock", "Parameters": {"totalSize": "1000000000"}})
    assert created.keys() == {"ResponseMetadata"}
    create_view(glue)
    run = glue.start_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, DatabaseName="shop", TableName="low")
    lake.run_until_idle()
    run = glue.get_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=run["MaterializedViewRefreshTaskRunId"])
    assert run["MaterializedViewRefreshTaskRun"]["ProcessedBytes"] == 1_000_000_000


def test_a_table_is_told_as_it_was_made(glue, shop):
    table = glue.get_table(DatabaseName="shop", Name="stock")["Table"]
    assert table.items() >= {
        "Name": "stock", "DatabaseName": "shop", "CatalogId": ACCOUNT,
        "IsMaterializedView": False}.items()
    assert table["Parameters"].items() >= {
        "table_type": "ICEBERG", "sizeKey": "50000000000", "recordCount": "70000000"}.items()
    assert not {"UpdateTime", "VersionId", "ViewDefinition"} & table.keys()


def test_a_commit_gives_a_table_a_time_and_a_version(tarn_lake, glue):
    tarn_lake.advance(timedelta(hours=3))
    tarn_lake.commit("sales.orders", added_bytes=1_000)
    table = glue.get_table(DatabaseName="sales", Name="orders")["Table"]
    assert table["UpdateTime"] == tarn_lake.now
    assert int(table["VersionId"]) > 0
    assert table["Parameters"]["sizeKey"] == "100000001000"


def test_a_view_is_told_as_it_was_made(glue, shop):
    role = f"arn:aws:iam::{ACCOUNT}:role/refresher"
    create_view(glue, Definer=role, RefreshSeconds=7200, LastRefreshType="INCREMENTAL",
                SubObjectVersionIds=[-1])
    table = glue.get_table(CatalogId=ACCOUNT, DatabaseName="shop", Name="low")["Table"]
    view = table["ViewDefinition"]
    assert table["IsMaterializedView"] is True
    assert view.items() >= {
        "Definer": role, "RefreshSeconds": 7200, "LastRefreshType": "INCREMENTAL",
        # The ARN has the region of the caller, because an engine has no region.
        "SubObjects": [STOCK.replace("eu-central-1", "us-east-1")]}.items()


def test_the_region_is_that_of_the_client(tarn_lake, shop):
    glue = tarn_lake.client("glue", "eu-west-3")
    create_view(glue)
    view = glue.get_table(DatabaseName="shop", Name="low")["Table"]["ViewDefinition"]
    assert view["SubObjects"] == [STOCK.replace("eu-central-1", "eu-west-3")]


def test_a_view_may_stand_on_a_catalog_of_s3_tables(tarn_lake, glue):
    catalog = f"{ACCOUNT}:s3tablescatalog/bucket"
    table = f"arn:aws:glue:us-east-1:{ACCOUNT}:table/s3tablescatalog/bucket/shop/stock"
    assert tarn_lake.add_catalog("bucket") == catalog
    glue.create_database(CatalogId=catalog, DatabaseInput={"Name": "shop"})
    glue.create_table(CatalogId=catalog, DatabaseName="shop", TableInput={"Name": "stock"})
    glue.create_table(DatabaseName="sales", TableInput={
        "Name": "low", "ViewDefinition": {"SubObjects": [table]}})
    view = glue.get_table(DatabaseName="sales", Name="low")["Table"]["ViewDefinition"]
    assert view["SubObjects"] == [table]
    assert glue.get_table(CatalogId=catalog, DatabaseName="shop", Name="stock")["Table"][
        "CatalogId"] == catalog


def test_a_refresh_gives_a_view_a_version(tarn_lake, glue):
    glue.start_materialized_view_refresh_task_run(
        CatalogId=ACCOUNT, DatabaseName="sales", TableName="daily")
    tarn_lake.advance(timedelta(hours=1))
    table = glue.get_table(DatabaseName="sales", Name="daily")["Table"]
    assert table["UpdateTime"] == tarn_lake.now - timedelta(seconds=3600 - 314)
    assert type(table["ViewDefinition"]["ViewVersionId"]) is int
    assert table["ViewDefinition"]["ViewVersionId"] == int(table["VersionId"])
    assert table["ViewDefinition"]["LastRefreshType"] == "FULL"


def test_a_schedule_refreshes_by_itself(tarn_lake, glue, shop):
    create_view(glue, RefreshSeconds=3600)
    tarn_lake.advance(timedelta(hours=2))
    runs = glue.list_materialized_view_refresh_task_runs(
        CatalogId=ACCOUNT, DatabaseName="shop", TableName="low")["MaterializedViewRefreshTaskRuns"]
    assert [run["Status"] for run in runs] == ["SUCCEEDED"]


@pytest.mark.parametrize("name, more, exception, tells", [
    ("stock", {}, "AlreadyExistsException", "stock"),
    ("low", {"SubObjects": [STOCK + "s"]}, "EntityNotFoundException", "stocks"),
    ("low", {"SubObjects": ["catalog.shop.stock of mine"]}, "InvalidInputException", "shop.stock"),
    ("low", {"SubObjects": []}, "InvalidInputException", "SubObjects"),
    ("low", {"RefreshSeconds": 60}, "InvalidInputException", "RefreshSeconds"),
    ("low", {"LastRefreshType": "PARTIAL"}, "InvalidInputException", "LastRefreshType"),
    ("a\nb", {}, "InvalidInputException", "TableInput.Name"),
    ("low", {"Definer": "arn:aws:iam::two\nlines"}, "InvalidInputException", "Definer"),
])
def test_a_view_is_refused(glue, shop, name, more, exception, tells):
    with pytest.raises(getattr(glue.exceptions, exception)) as caught:
        create_view(glue, name, **more)
    assert tells in str(caught.value)


def test_a_database_is_refused(glue, shop):
    with pytest.raises(glue.exceptions.AlreadyExistsException, match="shop"):
        glue.create_database(DatabaseInput={"Name": "shop"})
    with pytest.raises(glue.exceptions.InvalidInputException, match="DatabaseInput.Name"):
        glue.create_database(DatabaseInput={"Name": "a\nb"})


def test_a_table_that_is_not_there(glue):
    with pytest.raises(glue.exceptions.EntityNotFoundException, match="yearly"):
        glue.get_table(DatabaseName="sales", Name="yearly")


def test_tables_are_listed_in_pages(glue):
    pages = glue.get_paginator("get_tables").paginate(DatabaseName="sales", PaginationConfig={"PageSize": 1})
    assert [table["Name"] for page in pages for table in page["TableList"]] == ["orders", "daily", "monthly"]


def test_a_table_is_changed_and_deleted(glue):
    table = glue.get_table(DatabaseName="sales", Name="daily")["Table"]
    definition = table["ViewDefinition"]
    glue.update_table(DatabaseName="sales", TableInput={
        "Name": "daily", "Parameters": table["Parameters"],
        "ViewDefinition": {**{name: definition[name] for name in ("SubObjects", "SubObjectVersionIds")},
                           "RefreshSeconds": 7200}})
    assert glue.get_table(DatabaseName="sales", Name="daily")["Table"]["ViewDefinition"]["RefreshSeconds"] == 7200
    glue.delete_table(DatabaseName="sales", Name="daily")
    with pytest.raises(glue.exceptions.EntityNotFoundException, match="daily"):
        glue.get_table(DatabaseName="sales", Name="daily")


def test_what_is_not_spoken_is_named(glue):
    with pytest.raises(NotInTheLake, match="DeleteDatabase of glue.*mock_aws"):
        glue.delete_database(Name="sales")


def test_databases_are_read(glue, shop):
    assert glue.get_database(Name="SHOP")["Database"] == {"Name": "shop", "CatalogId": ACCOUNT}
    pages = glue.get_paginator("get_databases").paginate(PaginationConfig={"PageSize": 1})
    assert [database["Name"] for page in pages for database in page["DatabaseList"]] == ["sales", "shop"]
    with pytest.raises(glue.exceptions.EntityNotFoundException, match="none"):
        glue.get_database(Name="none")


def test_a_catalog_is_created(glue):
    glue.create_catalog(Name="s3tablescatalog/bucket", CatalogInput={"FederatedCatalog": {
        "Identifier": f"arn:aws:s3tables:us-east-1:{ACCOUNT}:bucket/bucket", "ConnectionName": "aws:s3tables"}})
    catalog = f"{ACCOUNT}:s3tablescatalog/bucket"
    assert glue.get_databases(CatalogId=catalog)["DatabaseList"] == []
    with pytest.raises(glue.exceptions.EntityNotFoundException) as caught:
        glue.get_database(CatalogId=catalog, Name="none")
    assert caught.value.response["FromFederationSource"]
    with pytest.raises(glue.exceptions.AlreadyExistsException):
        glue.create_catalog(Name="s3tablescatalog/bucket", CatalogInput={})


def test_what_the_lake_does_not_have_is_given_back(glue, shop):
    columns = [{"Name": "item", "Type": "string", "Comment": "of the shop"}]
    given = {"Name": "kept", "Description": "the stock", "Owner": "ann", "Retention": 7, "TableType": "EXTERNAL_TABLE",
             "StorageDescriptor": {"Columns": columns, "Location": "s3://shop/kept", "SerdeInfo": {"Name": "s"}},
             "PartitionKeys": [{"Name": "day", "Type": "date"}],
             "Parameters": {"classification": "parquet", "table_type": "ICEBERG"}}
    glue.create_table(DatabaseName="shop", TableInput=given)
    table = glue.get_table(DatabaseName="shop", Name="kept")["Table"]
    assert {name: table[name] for name in given} == {
        **given, "Parameters": {**given["Parameters"], "sizeKey": "0", "recordCount": "0"}}
    assert glue.get_tables(DatabaseName="shop")["TableList"][-1] == table


def test_a_view_without_its_definition_is_refused(glue, shop):
    with pytest.raises(glue.exceptions.InvalidInputException, match="MATERIALIZED_VIEW.*ViewDefinition"):
        glue.create_table(DatabaseName="shop", TableInput={"Name": "low", "TableType": "MATERIALIZED_VIEW"})
    with pytest.raises(glue.exceptions.EntityNotFoundException):
        glue.get_table(DatabaseName="shop", Name="low")
