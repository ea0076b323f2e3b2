# SPDX-License-Identifier: MIT
"""A small scheduler in the manner of Airflow: workers, triggerers, deferrable operators and retries.

Workers and triggerers are tasks of asyncio that stand for processes: `kill` ends one as a lost machine does. What
outlives them are the rows of the database, one for each task.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Optional, Sequence

import boto3
from botocore.exceptions import ClientError, HTTPClientError

ACCOUNT = "123456789012"
HEARTBEAT, LOST_AFTER = 5, 30
ENDS = ("success", "failed", "upstream_failed")
#: The codes after which a waiter of Airflow polls again, and in the last line those that its list lacks.
RETRIABLE = """
    ThrottlingException Throttling RequestLimitExceeded ProvisionedThroughputExceededException LimitExceededException
    RequestThrottled RequestThrottledException TooManyRequestsException ServerException InternalServerError
    InternalFailure ServiceUnavailable BadGateway GatewayTimeout RequestTimeout RequestTimeoutException
    InternalServerException InternalServiceException OperationTimeoutException""".split()


class NoRetry(Exception):
    """Another try would not help, so the task fails at once."""


class Refresh:
    """Refreshes a view. With `deferrable`, a triggerer polls, so that no worker is taken meanwhile."""

    def __init__(self, view, *, deferrable=True, poll=60, timeout=3600, retries=2, retry_delay=300):
        self.view = {"CatalogId": ACCOUNT, "DatabaseName": "sales", "TableName": view}
        self.deferrable, self.poll, self.timeout = deferrable, poll, timeout
        self.retries, self.retry_delay = retries, retry_delay
        self.glue = boto3.client("glue", region_name="us-east-1")

    async def start(self, row):
        """Returns the id of a run that is no older than the task."""
        try:
            return (await asyncio.to_thread(self.glue.start_materialized_view_refresh_task_run, **self.view)
                    )["MaterializedViewRefreshTaskRunId"]
        except self.glue.exceptions.MaterializedViewRefreshTaskRunningException:
            # It is ours if a worker died before it wrote the id down, or if the reply to the first start was lost.
            newest = self.glue.list_materialized_view_refresh_task_runs(
                **self.view, MaxResults=1)["MaterializedViewRefreshTaskRuns"][0]
            if newest["CreationTime"].timestamp() < row.began:
                raise  # Somebody else's: it may lack the data that this task is about.
            return newest["MaterializedViewRefreshTaskRunId"]

    async def wait(self, row):
        """Polls until the run has ended. This is what a deferrable operator leaves to a triggerer."""
        poll = self.glue.get_materialized_view_refresh_task_run
        while time.time() < row.tried + self.timeout:
            try:
                run = (await asyncio.to_thread(poll, CatalogId=ACCOUNT, MaterializedViewRefreshTaskRunId=row.run_id)
                       )["MaterializedViewRefreshTaskRun"]
                if run["Status"] in ("SUCCEEDED", "FAILED", "STOPPED"):
                    return run
            except (ClientError, HTTPClientError) as error:
                if isinstance(error, ClientError) and error.response["Error"]["Code"] not in RETRIABLE:
                    raise
            await asyncio.sleep(self.poll)
        raise TimeoutError(f"the run {row.run_id} has not ended in time")


@dataclass
class Row:
    """A task in the database."""

    operator: Refresh
    after: Sequence["Row"] = ()
    state: str = "waiting"
    owner: Optional["Process"] = None
    tries: int = 0
    began: float = 0
    tried: float = 0
    run_id: Optional[str] = None
    reason: str = ""

    def finish(self, run):
        if run["Status"] != "SUCCEEDED":
            self.run_id = None
            # Who has stopped the run wanted that. It is wrong to start it again, and to go on as if it had succeeded.
            raise (NoRetry if run["Status"] == "STOPPED" else RuntimeError)(f"it ended as {run['Status']}")
        self.state = "success"

    def fail(self, error):
        is_last = isinstance(error, NoRetry) or self.tries > self.operator.retries
        self.state, self.reason = "failed" if is_last else "up_for_retry", str(error)


class Process:
    """A worker or a triggerer. It shows by its heartbeat that it is there."""

    takes = ""

    def __init__(self, rows):
        self.rows, self.beat, self.work = rows, time.time(), []
        self.tasks = [asyncio.create_task(self.live()), asyncio.create_task(self.take_rows())]

    def kill(self):
        for task in (*self.tasks, *self.work):
            task.cancel()

    def is_lost(self):
        return time.time() - self.beat > LOST_AFTER

    async def live(self):
        while True:
            self.beat = time.time()
            await asyncio.sleep(HEARTBEAT)

    async def take_rows(self):
        while True:
            for row in self.rows:
                if row.state == self.takes and (row.owner is None or row.owner.is_lost()):
                    row.owner = self
                    self.work.append(asyncio.create_task(self.guard(row)))
            await asyncio.sleep(1)

    async def guard(self, row):
        try:
            await self.execute(row)
        except Exception as error:  # No CancelledError: who is killed leaves everything as it is.
            row.fail(error)
        row.owner = None


class Worker(Process):
    takes = "queued"

    async def execute(self, row):
        row.state, row.tries, row.tried = "running", row.tries + 1, time.time()
        # The id that an earlier try has written down is that of a run which goes on.
        row.run_id = row.run_id or await row.operator.start(row)
        if row.operator.deferrable:
            row.state = "deferred"
        else:
            row.finish(await row.operator.wait(row))


class Triggerer(Process):
    takes = "deferred"

    async def execute(self, row):
        row.finish(await row.operator.wait(row))


async def schedule(rows):
    """Queues what may run, also again after a worker was lost, until all rows have ended."""
    while any(row.state not in ENDS for row in rows):
        for row in rows:
            if row.state == "running" and row.owner.is_lost():
                row.owner = None
                row.fail(RuntimeError("the worker was lost"))
            if row.state == "waiting" and any(it.state in ENDS[1:] for it in row.after):
                row.state = "upstream_failed"
            elif row.state == "waiting" and all(it.state == "success" for it in row.after):
                row.state, row.began = "queued", time.time()
            elif row.state == "up_for_retry" and time.time() >= row.tried + row.operator.retry_delay:
                row.state = "queued"
        await asyncio.sleep(1)
