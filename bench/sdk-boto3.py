# SPDX-License-Identifier: MIT
"""Measures a Get of a refresh run through boto3: sdk-boto3.py lake|canned GETS.

`canned` repeats the engine's first answer to each call, so only the cost of the SDK is left. The program
exits with 77 if boto3 does not have the operation.
"""

import os
import sys
import time
from pathlib import Path

HOW, GETS = sys.argv[1], int(sys.argv[2])
LACKING = 77

os.environ.setdefault("AWS_DATA_PATH", str(Path(os.environ.get("TARN_TEST_DATA", ""), "data", "botocore")))
import tarn_boto3  # noqa: E402
from botocore.awsrequest import AWSResponse  # noqa: E402

lake = tarn_boto3.Lake()
try:
    glue = lake.client("glue")
except RuntimeError as error:
    print(error, file=sys.stderr)
    sys.exit(LACKING)

started = glue.start_materialized_view_refresh_task_run(
    CatalogId=lake.account_id, DatabaseName="sales", TableName="daily")
lake.advance(60)
first = []


def answer_again(request, **_):
    if not first:
        response = tarn_boto3.send(tarn_boto3.endpoints[hash(lake.engine)], request)
        first.append((response.status_code, dict(response.headers), response.content))
    status, headers, body = first[0]
    return AWSResponse(request.url, status, headers, tarn_boto3.Body(body))


if HOW == "canned":
    glue.meta.events.register_first("before-send", answer_again)


def get():
    return glue.get_materialized_view_refresh_task_run(
        CatalogId=lake.account_id, MaterializedViewRefreshTaskRunId=started["MaterializedViewRefreshTaskRunId"]
    )["MaterializedViewRefreshTaskRun"]["Status"]


get()
began = time.perf_counter_ns()
n_running = sum(get() == "RUNNING" for _ in range(GETS))
print("ns_per_get", (time.perf_counter_ns() - began) // GETS)
print("gets", GETS)
print("running", n_running)
