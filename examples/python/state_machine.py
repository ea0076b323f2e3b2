# SPDX-License-Identifier: MIT
"""A small interpreter of the Amazon States Language, in the manner of AWS Step Functions.

It has the states Task, Choice, Wait, Pass, Map, Succeed and Fail, with Retry, Catch and TimeoutSeconds, and keeps the
history of each execution. A Task calls AWS as `arn:aws:states:::aws-sdk:glue:startMaterializedViewRefreshTaskRun` does.
Such a resource with `.sync` behind it also waits for the run, and stops it on a timeout. The service has that form
for other operations only.
"""

import copy
import re
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

POLL_SECONDS = 5
COMPARISONS = {
    "StringEquals": lambda value, other: value == other, "BooleanEquals": lambda value, other: value is other,
    "NumericLessThan": lambda value, other: value < other, "NumericGreaterThan": lambda value, other: value > other}


class Failure(Exception):
    """A state has failed with an error that Retry and Catch know by its name."""

    def __init__(self, error, cause=""):
        super().__init__(f"{error}: {cause}")
        self.error, self.cause = error, cause


def get(data, path):
    """Finds what is at a path such as `$.runs[0].Status`."""
    for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        data = data[name or int(index)]
    return data


def put(data, path, value):
    """Returns the data with a value at `$` or at `$.name`."""
    return value if path == "$" else {**data, path[2:]: value}


def fill(template, data):
    """Replaces the members whose names end with `.$` by what is at their paths."""
    return dict((name[:-2], get(data, value)) if name.endswith(".$") else (name, value)
                for name, value in template.items())


class Execution:
    """One execution of a state machine. `run` returns its output, or raises Failure."""

    def __init__(self, machine, history=None):
        self.machine, self.history = machine, [] if history is None else history
        # The retries of a state machine are those that it says itself.
        self.client = boto3.client("glue", region_name="us-east-1", config=Config(retries={"max_attempts": 0}))

    def note(self, kind, name, detail=None):
        self.history.append((time.time(), kind, name, copy.deepcopy(detail)))

    def run(self, data):
        name = self.machine["StartAt"]
        while name is not None:
            state = self.machine["States"][name]
            self.note(state["Type"] + "StateEntered", name, data)
            data, following = self.try_state(name, state, data)
            self.note(state["Type"] + "StateExited", name, data)
            name = following
        return data

    def try_state(self, name, state, data):
        """Returns the output of a state and the next one, after all that Retry and Catch say about failures."""
        retries = [0] * len(state.get("Retry", ()))
        while True:
            try:
                return getattr(self, "do_" + state["Type"].lower())(name, state, data)
            except Failure as failure:
                self.note("StateFailed", name, failure.error)
                index, rule = find(state.get("Retry", ()), failure)
                if rule is not None and retries[index] < rule.get("MaxAttempts", 3):
                    pause = rule.get("IntervalSeconds", 1) * rule.get("BackoffRate", 2) ** retries[index]
                    retries[index] += 1
                    time.sleep(min(pause, rule.get("MaxDelaySeconds", pause)))
                    continue
                _, rule = find(state.get("Catch", ()), failure)
                if rule is None:
                    raise
                told = {"Error": failure.error, "Cause": failure.cause}
                return put(data, rule.get("ResultPath", "$"), told), rule["Next"]

    def do_task(self, name, state, data):
        arguments, began = fill(state.get("Parameters", {}), data), time.time()
        operation, _, mode = state["Resource"].rpartition(":")[2].partition(".")
        result = self.call(operation, **arguments)
        if mode == "sync":
            arguments.pop("FullRefresh", None)
            result = self.wait_for(result, arguments, began + state.get("TimeoutSeconds", float("inf")))
        return put(data, state.get("ResultPath", "$"), result), state.get("Next")

    def call(self, operation, **arguments):
        try:
            function = getattr(self.client, re.sub("([A-Z])", r"_\1", operation).lower())
            return {name: value for name, value in function(**arguments).items() if name != "ResponseMetadata"}
        except ClientError as error:
            raise Failure("Glue." + error.response["Error"]["Code"], str(error)) from error
        except BotoCoreError as error:
            raise Failure("Glue.SdkClientException", str(error)) from error

    def wait_for(self, started, view, deadline):
        while True:
            try:
                run = self.call("getMaterializedViewRefreshTaskRun", CatalogId=view["CatalogId"],
                                **started)["MaterializedViewRefreshTaskRun"]
            except Failure as failure:  # The run goes on, however often the service refuses to say so.
                if failure.error not in ("Glue.ThrottlingException", "Glue.SdkClientException"):
                    raise
                run = {"Status": "UNKNOWN"}
            if run["Status"] == "SUCCEEDED":
                return run
            if run["Status"] in ("FAILED", "STOPPED"):
                raise Failure("States.TaskFailed", f"{run['Status']}: {run.get('ErrorMessage', '')}")
            if time.time() >= deadline:
                # A stop names a view and not a run, so it follows at once on a poll that has found this run.
                self.call("stopMaterializedViewRefreshTaskRun", **view)
                raise Failure("States.Timeout")
            time.sleep(min(POLL_SECONDS, deadline - time.time()))

    def do_choice(self, name, state, data):
        for rule in state["Choices"]:
            comparison, = set(rule) & set(COMPARISONS)
            if COMPARISONS[comparison](get(data, rule["Variable"]), rule[comparison]):
                return data, rule["Next"]
        if "Default" not in state:
            raise Failure("States.NoChoiceMatched")
        return data, state["Default"]

    def do_wait(self, name, state, data):
        time.sleep(state["Seconds"])
        return data, state.get("Next")

    def do_pass(self, name, state, data):
        return put(data, state.get("ResultPath", "$"), fill(state.get("Parameters", data), data)), state.get("Next")

    do_succeed = do_pass

    def do_map(self, name, state, data):
        items = get(data, state.get("ItemsPath", "$"))
        with ThreadPoolExecutor(state.get("MaxConcurrency") or len(items) or 1) as pool:
            results = list(pool.map(lambda item: Execution(state["ItemProcessor"], self.history).run(item), items))
        return put(data, state.get("ResultPath", "$"), results), state.get("Next")

    def do_fail(self, name, state, data):
        raise Failure(state.get("Error", ""), state.get("Cause", ""))


def find(rules, failure):
    """Finds the first rule for a failure. States.ALL is for all, and States.TaskFailed for all but States.Timeout."""
    for index, rule in enumerate(rules):
        names = rule["ErrorEquals"]
        is_any = "States.ALL" in names or "States.TaskFailed" in names and failure.error != "States.Timeout"
        if is_any or failure.error in names:
            return index, rule
    return None, None
