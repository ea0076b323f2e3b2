# SPDX-License-Identifier: MIT
"""Measures a Get of a refresh run through boto3: sdk-boto3.py lake|canned GETS.

`canned` repeats the lake's first answer to each call, so only the cost of the SDK is left.
"""

import sys
import time

import tarn

HOW, GETS = sys.argv[1], int(sys.argv[2])
lake = tarn.Lake()
glue = lake.client("glue")
started = glue.start_materialized_view_refresh_task_run(
    CatalogId=lake.account_id, DatabaseName="sales", TableName="daily")
lake.advance(60)
first, handle = [], lake.handle


def answer_again(*request):
    if not first:
        first.append(handle(*request))
    return first[0]


if HOW == "canned":
    lake.handle = answer_again


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
