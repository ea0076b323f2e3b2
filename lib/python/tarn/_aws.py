# SPDX-License-Identifier: MIT
"""Answers the requests of boto3, botocore and aiobotocore inside of the process.

botocore signs and serializes a request, and then asks at its event `before-send` whether somebody answers the
request in place of the network. This is where the lake answers, and where moto answers too.
"""

import ctypes
import functools
import hashlib
import inspect
import io
import os
import random
import re
import uuid
from urllib.parse import urlsplit

from . import _model
from ._library import Error, library

#: What the lake always answers itself. All else is answered by whoever else has it, such as moto.
RUNS = frozenset({
    "StartMaterializedViewRefreshTaskRun", "GetMaterializedViewRefreshTaskRun",
    "StopMaterializedViewRefreshTaskRun", "ListMaterializedViewRefreshTaskRuns", "StartMetadataGenerationRun",
    "GetMetadataGenerationRun", "CancelMetadataGenerationRun", "ListMetadataGenerationRuns"})
#: What the lake answers where nobody else does.
SET_UP = {
    "glue": frozenset({"CreateCatalog", "CreateDatabase", "GetDatabase", "GetDatabases", "CreateTable", "GetTable",
                       "GetTables", "UpdateTable", "DeleteTable"}),
    "datazone": frozenset({"CreateDomain", "CreateUserProfile", "CreateProject", "CreateProjectMembership",
                           "CreateAsset", "CreateAssetRevision", "GetAsset", "AcceptPredictions",
                           "RejectPredictions"}),
}
ACCESS_KEY = re.compile(r"Credential=([^/,]+)/")


class NotInTheLake(Exception):
    """The code under test has called an operation that neither the lake nor anybody else answers."""


class Body(io.BytesIO):
    """The body of a response, with what botocore expects of an HTTP library."""

    def stream(self, *_arguments, **_names):
        yield self.read()


class AsyncBody:
    """The same for aiobotocore."""

    def __init__(self, content):
        self.content = content

    async def read(self):
        return self.content


class Endpoint:
    """The door of one lake for requests. Its methods run in the thread of the engine."""

    def __init__(self, engine):
        self.address = library.wire_endpoint_new(engine)
        self.keys = {}

    def add_key(self, key, principal):
        library.wire_endpoint_add_access_key(self.address, key, None, principal)

    def handle(self, method, url, headers, body):
        parts = urlsplit(url)
        lines = [f"Host: {parts.netloc}".encode(), *headers]
        address = library.wire_endpoint_handle(
            self.address, method, parts.path or "/", parts.query or None,
            ctypes.cast((ctypes.c_char_p * (len(lines) + 1))(*lines, None), ctypes.c_void_p),
            ctypes.cast(ctypes.c_char_p(body), ctypes.c_void_p), len(body))
        try:
            size = ctypes.c_size_t()
            content = ctypes.string_at(library.wire_response_get_body(address, ctypes.byref(size)), size.value)
            names = dict(line.split(": ", 1) for line in library.wire_response_list_headers(address))
            return library.wire_response_get_status(address), names, content
        finally:
            library.wire_response_unref(address)


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def read_request(request):
    """Takes from a prepared request what the endpoint wants to know."""
    headers = [f"{name}: {text(value)}".encode() for name, value in request.headers.items()]
    body = request.body or b""
    if hasattr(body, "read"):
        body = body.read()
    return request.method, request.url, headers, body.encode() if isinstance(body, str) else bytes(body)


def find_access_key(headers):
    for line in headers:
        if line[:14].lower() == b"authorization:" and (found := ACCESS_KEY.search(line.decode())):
            return found[1]
    return None


class Chooser:
    """Stands before the events of a client's endpoint, and decides who answers a request."""

    def __init__(self, lake, events, endpoint):
        self.lake, self.events = lake, events
        self.is_async = inspect.iscoroutinefunction(getattr(type(endpoint), "_send", None))

    def __getattr__(self, name):
        return getattr(self.events, name)

    def emit(self, event_name, **names):
        if not event_name.startswith("before-send."):
            return self.events.emit(event_name, **names)
        service, operation = event_name.split(".")[1:3]
        if self.is_async:
            return self.emit_async(service, operation, event_name, names)
        if operation in self.lake.operations:
            return [(self, self.answer(names["request"]))]
        responses = self.events.emit(event_name, **names)
        if any(response is not None for _, response in responses):
            return responses
        return self.answer_the_rest(service, operation, names["request"], responses)

    async def emit_async(self, service, operation, event_name, names):
        if operation in self.lake.operations:
            return [(self, self.answer(names["request"]))]
        responses = self.events.emit(event_name, **names)
        if inspect.isawaitable(responses):
            responses = await responses
        if any(response is not None for _, response in responses):
            return responses
        return self.answer_the_rest(service, operation, names["request"], responses)

    def answer_the_rest(self, service, operation, request, responses):
        if operation in SET_UP.get(service, ()):
            return [(self, self.answer(request))]
        if self.lake.lets_through:
            return responses
        raise NotInTheLake(
            f"the lake has no {operation} of {service}, and nobody else answers it. Begin moto's mock_aws(), or "
            "set lake.lets_through to True if the request may leave the process")

    def answer(self, request):
        from botocore.awsrequest import AWSResponse
        from botocore.exceptions import ReadTimeoutError

        try:
            status, headers, content = self.lake.handle(*read_request(request))
        except Error as error:
            if error.name != "ReplyLost":
                raise
            raise ReadTimeoutError(endpoint_url=request.url, error=error) from error
        if not self.is_async:
            return AWSResponse(request.url, status, headers, Body(content))
        from aiobotocore.awsrequest import AioAWSResponse

        return AioAWSResponse(request.url, status, headers, AsyncBody(content))


def attach(lake, client):
    """Puts a client on the lake, whoever made it and whenever."""
    endpoint = getattr(client, "_endpoint", None)
    events = getattr(endpoint, "_event_emitter", None)
    if events is None:
        raise TypeError(f"{client!r} is no client of botocore")
    while isinstance(events, Chooser):
        events = events.events
    endpoint.__dict__["_event_emitter"] = Chooser(lake, events, endpoint)
    signer = client._request_signer
    if signer.__dict__.get("_credentials") is None:
        signer.__dict__["_credentials"] = make_credentials()
    return client


def make_credentials():
    from botocore.credentials import Credentials

    return Credentials("TARN", "tarn")


def make_client(lake, service, account_id, arn, region_name, names):
    """Makes a client of boto3 whose calls are those of one principal."""
    _model.install()
    principal = lake.describe_principal(account_id, arn)
    digest = hashlib.sha256(principal.encode()).hexdigest()
    key = names.setdefault("aws_access_key_id", "TARN" + digest[:16].upper())
    names.setdefault("aws_secret_access_key", digest)
    lake.sign_in(key, account_id=account_id, arn=arn)
    return attach(lake, session().client(service, region_name=region_name or lake.region, **names))


@functools.lru_cache(None)
def session():
    """One session for all clients, because it takes long to read the model of a service."""
    import boto3

    return boto3.Session()


def patch(lake, patcher):
    """Puts every client of the process on the lake, also those that are made already."""
    _model.install()
    import botocore.endpoint
    import botocore.handlers
    import botocore.retries.standard
    import botocore.retryhandler
    import botocore.session
    import botocore.signers

    def get_events(endpoint):
        events = endpoint.__dict__["_event_emitter"]
        return events if isinstance(events, Chooser) else Chooser(lake, events, endpoint)

    def get_credentials(signer):
        credentials = signer.__dict__.get("_credentials")
        return credentials if credentials is not None else make_credentials()

    for owner, name, getter in ((botocore.endpoint.Endpoint, "_event_emitter", get_events),
                                (botocore.signers.RequestSigner, "_credentials", get_credentials)):
        patcher.setattr(owner, name, make_property(name, getter), raising=False)
    # botocore draws its pauses and its tokens at random, so a journal would differ each time.
    luck = random.Random(lake.seed)
    patcher.setattr(botocore.retryhandler, "random", luck)
    backoff = botocore.retries.standard.ExponentialBackoff.__init__
    patcher.setattr(backoff, "__defaults__", (*backoff.__defaults__[:-1], luck.random))
    patcher.setattr(botocore.handlers, "uuid", Tokens(luck))
    patcher.setenv("AWS_EC2_METADATA_DISABLED", "true")
    if not os.environ.get("AWS_DEFAULT_REGION") and not botocore.session.Session().get_config_variable("region"):
        patcher.setenv("AWS_DEFAULT_REGION", lake.region)


def make_property(name, getter):
    def setter(self, value):
        self.__dict__[name] = value

    return property(getter, setter)


class Tokens:
    """Takes the place of the module uuid where botocore draws a client token."""

    def __init__(self, luck):
        self.luck = luck

    def __getattr__(self, name):
        return getattr(uuid, name)

    def uuid4(self):
        return uuid.UUID(int=self.luck.getrandbits(128), version=4)
