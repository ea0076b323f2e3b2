# SPDX-License-Identifier: MIT
"""Connects an unmodified boto3 to an engine inside of its own process.

test_orchestrator.py shows the usage. A file of tests only needs `from tarn_boto3 import tarn_lake`.

botocore serializes and signs each request. Before it sends the request, it emits its event `before-send`, and
the wire library answers. No socket is opened. If the code under test makes its own clients or sleeps, its
test needs pytest's monkeypatch:

    monkeypatch.setattr("boto3.client", tarn_lake.client)  # also for "boto3.Session.client"
    monkeypatch.setattr("time.sleep", tarn_lake.advance)   # also for the waits between botocore's retries

Only time.sleep() moves virtual time then. time.monotonic() and time.time() still show the time of the machine, so
a deadline that is computed from them never comes; tarn_lake.patience ends such a test with an error. If two
threads or tasks sleep at the same time, their times add up.

The module needs PyGObject, and boto3 1.42.25 or newer, which has the operations. An engine and its clients
belong to one thread.
"""

import functools
import hashlib
import io
import weakref
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

import boto3
import botocore
import gi
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError

gi.require_version("Tarn", "1")
gi.require_version("TarnWire", "1")
from gi.repository import GLib, Tarn, TarnWire  # noqa: E402

# An older botocore lacks these operations.
OPERATION = {"glue": "list_materialized_view_refresh_task_runs", "datazone": "list_metadata_generation_runs"}
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)

# The keys are addresses of engines. No other engine has the same address while the endpoint exists.
endpoints = weakref.WeakValueDictionary()
# The original function, because a test may replace it.
make_client = boto3.Session.client


@functools.cache
def session():
    """Returns a session for all clients, because a session takes long to read the model of a service."""
    return boto3.Session()


class Body(io.BytesIO):
    """A response body with the interface that botocore expects of an HTTP library."""

    def stream(self):
        yield self.read()


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def send(endpoint, request, **_):
    """Takes the place of the network: answers an AWSPreparedRequest by an AWSResponse."""
    url = urlsplit(request.url)
    lines = [f"{name}: {text(value)}" for name, value in request.headers.items()]
    body = request.body.encode() if isinstance(request.body, str) else request.body
    try:
        response = endpoint.handle(request.method, url.path or "/", url.query or None,
                                   [f"Host: {url.netloc}", *lines], body)
    except GLib.Error as error:
        if not error.matches(TarnWire.error_quark(), TarnWire.Error.REPLY_LOST):
            raise
        raise ReadTimeoutError(endpoint_url=request.url, error=error) from error
    headers = dict(line.split(": ", 1) for line in response.list_headers())
    return AWSResponse(request.url, response.get_status(), headers, Body(response.get_body()))


def client(service, engine, account_id=Tarn.SAMPLE_ACCOUNT_ID, arn=None, **kwargs):
    """Makes an ordinary boto3 client of `service` ("glue" or "datazone") in `engine`.

    The client calls as the root of the account, or as `arn`. The other arguments are boto3's.
    The SDK does not retry unless `config` requests it: Config(retries={"max_attempts": 3}). It then waits by
    time.sleep(). If a fault plan loses a reply, the SDK raises ReadTimeoutError, as for a real network.
    """
    if service not in OPERATION:
        raise ValueError(f"an engine has no service {service}, only glue and datazone")
    endpoint = endpoints.setdefault(hash(engine), TarnWire.Endpoint.new(engine))
    principal = Tarn.Principal.new(account_id, arn)
    digest = hashlib.sha256(principal.get_arn().encode()).hexdigest()
    key = kwargs.setdefault("aws_access_key_id", "TARN" + digest[:16].upper())
    secret = kwargs.setdefault("aws_secret_access_key", digest)
    endpoint.add_access_key(key, secret, principal)
    region = kwargs.pop("region_name", None) or "us-east-1"
    config = Config(retries={"max_attempts": 0}).merge(kwargs.pop("config", None) or Config())
    made = make_client(session(), service, region_name=region, config=config, **kwargs)
    if not hasattr(made, OPERATION[service]):
        raise RuntimeError(f"botocore {botocore.__version__} has no {OPERATION[service]}: it needs 1.42.25 or "
                           "newer, or AWS_DATA_PATH to name the folder of a newer model")
    made.meta.events.register("before-send", functools.partial(send, endpoint))
    return made


class OutOfPatience(AssertionError):
    """More virtual time was to pass than the patience of the engine allows."""


class Lake:
    """An engine with the sample of tarn-harness.h, its journal, and boto3 clients of both services."""

    def __init__(self, engine=None):
        self.engine = engine or Tarn.Engine.new(0)
        self.sample = Tarn.Sample.add(self.engine)
        self.account_id = Tarn.SAMPLE_ACCOUNT_ID
        self.domain_id = self.sample.get_domain_id()
        self.project_id = self.sample.get_project_id()
        self.asset_id = self.sample.get_asset_id()
        self.journal = Tarn.Journal.new()
        self.engine.set_journal(self.journal)
        self.plan = self.engine.create_fault_plan()
        self.engine.set_fault_plan(self.plan)
        self.patience = timedelta(days=60)
        self.checks_faults = True

    def client(self, service_name, region_name=None, **kwargs):
        """Makes a boto3 client with the arguments of boto3's client(), see client() of this module."""
        return client(service_name, self.engine, region_name=region_name, **kwargs)

    @property
    def now(self):
        """The virtual time, as the services return times."""
        return EPOCH + timedelta(microseconds=self.engine.get_now())

    @property
    def patience(self):
        """How much virtual time may still pass, or None for no limit. It is 60 days at first."""
        return self.deadline - self.now if self.deadline is not None else None

    @patience.setter
    def patience(self, patience):
        self.deadline = self.now + patience if patience is not None else None

    def advance(self, by):
        """Lets virtual time pass, by a timedelta or by seconds like time.sleep().

        Raises OutOfPatience, and moves nothing, if the patience does not last that long.
        """
        by = by if isinstance(by, timedelta) else timedelta(seconds=by)
        if self.patience is not None and by > self.patience:
            raise OutOfPatience(f"{self.patience} of virtual time are left, and the code waits for {by}. It may wait "
                                "for a deadline by time.monotonic(), which does not move with virtual time. "
                                "Otherwise set the lake's patience")
        self.engine.advance_by(by // MICROSECOND)

    def faults(self, rules):
        """Adds rules to the fault plan, as a text in the format of tarn-fault-plan.h."""
        self.plan.add_from_data(rules, -1, "faults")

    def unapplied_faults(self):
        """Lists the rules that have not been applied, but for those that apply at random."""
        return self.plan.list_unapplied()

    def set_option(self, name, value):
        """Sets an option, such as "glue.stop-latency-us". lib/docs/options.md lists the options."""
        self.engine.set_option(name, value)


try:
    import pytest
except ImportError:
    pass
else:
    @pytest.fixture
    def tarn_lake(request):
        """Yields a new engine. If the test fails, pytest shows the last lines of its journal.

        A test that passed while a rule of its fault plan did nothing is an error, unless it sets
        tarn_lake.checks_faults to False.
        """
        lake = Lake()
        n_failed = request.session.testsfailed
        yield lake
        print(*lake.journal.dup_text().splitlines()[-20:], sep="\n")
        if lake.checks_faults and request.session.testsfailed == n_failed:
            names = lake.unapplied_faults()
            assert not names, f"these rules of the fault plan were never applied: {', '.join(names)}"
