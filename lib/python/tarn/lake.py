# SPDX-License-Identifier: MIT
"""The lake: AWS Glue's materialized views and Amazon DataZone's metadata generation inside of a test."""

import _thread
import contextlib
import os
import weakref
from datetime import datetime, timedelta
from typing import Any, Callable, Dict, List, Optional, Tuple, Union

from . import _aws, _clock
from ._contents import Contents
from ._costs import Costs, MetadataPlan, MetadataWork, RefreshPlan, RefreshWork
from ._engine import Owner
from ._events import to_datetime
from ._library import Error, library
from ._patcher import Guard, Patcher
from ._rules import Rules
from ._turns import LakeEnded, Turns
from ._watching import Watching
from .journal import Journal

ACCOUNT = "123456789012"
MICROSECOND = timedelta(microseconds=1)


class OutOfPatience(BaseException):
    """The code under test has slept for longer than the lake's patience allows.

    It is no Exception, so that a loop that catches every Exception and tries again ends, too.
    """


def release(owner, objects):
    """Gives back what a lake has made in C, which any thread may do."""
    for address in reversed(objects["addresses"]):
        library.g_object_unref(address)
    objects.clear()
    if owner.jobs is not None:
        owner.jobs.put(None)


class Lake(Contents, Costs, Rules, Watching):
    """A data lake on virtual time, in the process of the test.

    Args:
        seed: the seed of all random draws. The same seed and the same calls give the same lake.
        start: when the lake begins: a datetime with a time zone, or "now"; by default 2000-01-01 in UTC.
        sample: whether the lake has the sample: the database `sales` with the table `orders` of 100 GB, the view
            `daily` over it and the view `monthly` over `daily`; a domain, a project and an asset.
        account_id: the account that everything belongs to. The sample is in 123456789012.
        region: the region of the clients that name none, and of events.
        database: the database of tables that are named without one.
        patience: how much virtual time the code under test may sleep in all, or None for no limit.
    """

    _patched_in: Optional["Lake"] = None

    def __init__(self, *, seed: int = 0, start: Union[datetime, str, None] = None, sample: bool = True,
                 account_id: str = ACCOUNT, region: str = "us-east-1", database: str = "sales",
                 patience: Optional[timedelta] = timedelta(days=30)):
        self._set_up(seed, account_id, region, database, patience)
        if start == "now":
            start = _clock.EPOCH + timedelta(microseconds=_clock.real_time.time_ns() // 1000)
        self._make(lambda: library.engine_new(seed), start, sample)

    def _set_up(self, seed, account_id, region, database, patience):
        self.seed = seed
        self.account_id = account_id
        self.region = region
        self.database = database
        self.domain_id: Optional[str] = None
        self.project_id: Optional[str] = None
        self.asset_id: Optional[str] = None
        #: The operations that the lake always answers. Add the name of another one, such as "CreateTable", to take
        #: it from moto. All other operations are answered by whoever else has them.
        self.operations = set(_aws.RUNS)
        #: Whether a request that nobody answers goes to the network. By default it fails with NotInTheLake.
        self.lets_through = False
        #: Whether the fixture fails a test whose fault plan has a rule that was never applied.
        self.checks_faults = True
        #: What functions of the test have raised inside of an observer. The fixture fails the test with the first.
        self.failures: List[BaseException] = []
        self.patience = patience
        self._owner = Owner()
        self._objects = {"addresses": [], "callbacks": {}}
        self._finalizer = weakref.finalize(self, release, self._owner, self._objects)
        self._finalizer.atexit = False
        self._turns = Turns(self._drive, self._stop, lambda: self._now_us, self._spend)
        self._guard = Guard(self)
        self._patched = False
        #: How many functions of the test the engine is in the middle of.
        self._depth = 0
        self._is_planning = False
        self._cost_functions = (None, None)
        self._clients: Dict[Tuple[str, str], int] = {}

    def _make(self, make_engine, start=None, sample=False):
        def make():
            self._engine = self._own(make_engine())
            if start is not None:
                library.engine_advance_to(self._engine, (start - _clock.EPOCH) // MICROSECOND)
            if sample:
                added = library.sample_add(self._engine)
                self.domain_id = library.sample_get_domain_id(added)
                self.project_id = library.sample_get_project_id(added)
                self.asset_id = library.sample_get_asset_id(added)
                library.sample_unref(added)
            journal = self._own(library.journal_new())
            library.engine_set_journal(self._engine, journal)
            self._plan = library.engine_get_fault_plan(self._engine)
            if not self._plan:
                self._plan = self._own(library.engine_create_fault_plan(self._engine))
            library.engine_set_fault_plan(self._engine, self._plan)
            library.journal_clear(journal)
            self._now_us = self._start_us = library.engine_get_now(self._engine)
            self._endpoint = _aws.Endpoint(self._engine)
            self._own(self._endpoint.address)
            return journal

        #: Everything that has happened so far.
        self.journal = Journal(self._call, make())

    def _own(self, address):
        self._objects["addresses"].append(address)
        return address

    def _call(self, function):
        """Calls a function in the thread of the engine."""
        if not self._objects:
            raise Error("tarn", "Closed", "the lake is closed")
        if self._is_planning and self._owner.is_here():
            raise Error("tarn", "Busy", "a cost model cannot call the lake: a plan depends on the work alone")
        member = self._turns.me()
        if member is None:
            return self._owner.call(function)
        member.touched = True
        member.in_engine += 1
        try:
            return self._owner.call(function)
        finally:
            member.in_engine -= 1

    def close(self) -> None:
        """Ends the lake: threads that sleep on its time end, and its memory is given back. The fixture does this."""
        self._turns.end()
        self._finalizer()

    def __enter__(self) -> "Lake":
        return self

    def __exit__(self, *_error) -> None:
        self.close()

    # --- Time -----------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """The virtual time, in UTC."""
        return to_datetime(self._get_now_us())

    @property
    def patience(self) -> Optional[timedelta]:
        """How much virtual time the code under test may still sleep, or None for no limit.

        Only sleeps count, and not the time that the test moves itself by `advance`. A sleep that the patience does
        not allow raises OutOfPatience.
        """
        return None if self._patience_us is None else timedelta(microseconds=self._patience_us)

    @patience.setter
    def patience(self, patience: Optional[timedelta]) -> None:
        self._patience_us = None if patience is None else patience // MICROSECOND

    def _get_now_us(self):
        return library.engine_get_now(self._engine) if self._depth and self._owner.is_here() else self._now_us

    def _drive(self, target_us, is_free):
        """Moves time to the target, or to where an observer has woken somebody."""

        def drive():
            try:
                library.engine_advance_to(self._engine, target_us)
            except Error as error:
                if error.name != "Stopped":
                    raise
            finally:
                before, self._now_us = self._now_us, library.engine_get_now(self._engine)
                if not is_free and self._patience_us is not None:
                    self._patience_us -= self._now_us - before

        self._owner.call(drive)

    def _stop(self):
        if self._owner.is_here():
            library.engine_stop(self._engine)

    def _spend(self, target_us):
        """Returns an error if there is no patience to sleep until the target."""
        by = timedelta(microseconds=max(target_us - self._now_us, 0))
        if self.patience is None or by <= self.patience:
            return None
        return OutOfPatience(f"the code under test may sleep for {self.patience} more of virtual time, and it sleeps "
                             f"for {by}. It may wait for something that never comes. Set lake.patience if it may wait "
                             "so long")

    def advance(self, by: Union[timedelta, float]) -> None:
        """Lets virtual time pass, as the test wants it: by a timedelta, or by seconds. Sleeping threads wake meanwhile.

        Raises what an observer has raised, if one has failed.
        """
        by_us = by // MICROSECOND if isinstance(by, timedelta) else _clock.to_microseconds(by)
        self._call(lambda: None)
        if by_us < 0:
            raise ValueError("time cannot go back")
        self._wait(by_us, True)
        self.raise_failure()

    def sleep(self, seconds: float) -> None:
        """Takes the place of time.sleep(): the code under test waits, and its patience counts."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if _thread.get_ident() in self._turns.ended:
            raise LakeEnded
        is_strange = self._turns.is_active and self._turns.me() is None and not self._depth
        if is_strange or not self._objects:
            _clock.real_time.sleep(seconds)
            return
        self._wait(_clock.to_microseconds(seconds), False)

    def _wait(self, by_us, is_free):
        if self._depth and self._owner.is_here():
            raise Error("tarn", "Busy", "an observer cannot sleep or advance: time stands still until it returns")
        target_us = self._now_us + by_us
        if (member := self._turns.me()) is not None:
            self._turns.park(member, target_us, moves_freely=is_free)
            return
        if not is_free and (error := self._spend(target_us)) is not None:
            raise error
        self._drive(target_us, is_free)

    def run_until_idle(self) -> None:
        """Lets virtual time pass until nothing is left to happen but automatic refreshes."""

        def run():
            try:
                library.engine_run_until_idle(self._engine, None)
            finally:
                self._now_us = library.engine_get_now(self._engine)

        self._call(run)
        self.raise_failure()

    def share(self) -> None:
        """Lets all threads call the lake. A lake that is patched in does this when a thread is started."""
        if self._depth and self._owner.is_here():
            raise Error("tarn", "Busy", "an observer cannot start the first thread: start it before")
        self._call(lambda: None)
        self._owner.share(self._engine)

    @contextlib.contextmanager
    def hold(self, reason: str = "real work"):
        """Keeps virtual time from moving while the code does real work, such as a request to a real server."""
        self._turns.hold()
        try:
            yield
        finally:
            self._turns.release()

    # --- Copies ---------------------------------------------------------------------------------

    def _make_other(self):
        other = Lake.__new__(Lake)
        other._set_up(self.seed, self.account_id, self.region, self.database, self.patience)
        other.domain_id, other.project_id, other.asset_id = self.domain_id, self.project_id, self.asset_id
        return other

    def fork(self) -> "Lake":
        """Makes a second lake in the same state. What happens in one of them does not happen in the other.

        Observers, functions of `after` and clients stay with this lake, and the other one has a journal of its own. It
        plans with the same functions as this one.
        """
        other = self._make_other()

        def fork():
            with other._fork_options(*self._cost_functions) as options:
                engine = library.engine_fork(self._engine, options, None)
            if self._owner.address != other._owner.address:
                library.engine_set_owner(engine, other._owner.address)
            return engine

        engine = self._call(fork)
        other._make(lambda: engine)
        return other

    def save(self, path) -> None:
        """Saves the state of the lake into a file."""
        self._call(lambda: library.engine_save_to_file(self._engine, os.fspath(path)))

    @classmethod
    def load(cls, path, refresh: Optional[Callable[[RefreshWork], Optional[RefreshPlan]]] = None,
             metadata: Optional[Callable[[MetadataWork], MetadataPlan]] = None, **settings: Any) -> "Lake":
        """Makes a lake in the state that was saved into a file. The settings are those of the constructor, but for
        the start and the sample. A lake that had functions of `set_cost_model` needs them again."""
        lake = cls.__new__(cls)
        lake._set_up(settings.pop("seed", 0), settings.pop("account_id", ACCOUNT), settings.pop("region", "us-east-1"),
                     settings.pop("database", "sales"), settings.pop("patience", timedelta(days=30)))
        if settings:
            raise TypeError(f"load() takes no {', '.join(settings)}")
        with lake._fork_options(refresh, metadata) as options:
            lake._make(lambda: library.engine_restore_from_file(os.fspath(path), options))
        return lake

    def digest(self) -> str:
        """Returns the SHA-256 of the state. Two lakes with the same digest have the same future."""
        return self._call(lambda: library.engine_dup_digest(self._engine))

    def state(self) -> str:
        """Returns the whole state as a text for people, a line for each value."""
        return self._call(lambda: library.engine_to_text(self._engine))

    def diff(self, other: "Lake", max_lines: int = 100) -> str:
        """Lists what is different in another lake, a line for each value; an empty text if nothing is."""
        mine, theirs = self._owner.address, other._owner.address
        if mine != theirs:
            other._call(lambda: library.engine_set_owner(other._engine, mine))
        try:
            return self._call(lambda: library.engine_diff(self._engine, other._engine, max_lines))
        finally:
            if mine != theirs:
                self._call(lambda: library.engine_set_owner(other._engine, theirs))

    # --- Clients --------------------------------------------------------------------------------

    def client(self, service_name: str, region_name: Optional[str] = None, *, account_id: Optional[str] = None,
               arn: Optional[str] = None, **names: Any):
        """Makes an ordinary client of boto3 that the lake answers.

        It calls as the root of the lake's account, or of another account, or as the role or user `arn`. The other
        arguments are those of boto3.client().
        """
        return _aws.make_client(self, service_name, account_id, arn, region_name, names)

    def attach(self, client: Any) -> Any:
        """Puts a client on the lake that somebody else has made, of boto3, botocore or aiobotocore. Returns it."""
        return _aws.attach(self, client)

    def sign_in(self, access_key_id: str, *, account_id: Optional[str] = None, arn: Optional[str] = None) -> None:
        """Says whose access key this is. A key that nobody has signed in with is the root's of the lake's account."""

        def add():
            described = self.describe_principal(account_id, arn)
            if self._endpoint.keys.get(access_key_id) == described:
                return
            principal = library.principal_new(described.split(":")[4], described)
            try:
                self._endpoint.add_key(access_key_id, principal)
                self._endpoint.keys[access_key_id] = described
            finally:
                library.principal_unref(principal)

        self._call(add)

    def handle(self, method: str, url: str, headers: List[bytes], body: bytes) -> Tuple[int, Dict[str, str], bytes]:
        """Answers one request of HTTP. Returns the status, the headers and the body of the response."""

        def answer():
            key = _aws.find_access_key(headers)
            if key is not None and key not in self._endpoint.keys:
                self.sign_in(key)
            return self._endpoint.handle(method, url, headers, body)

        return self._call(answer)

    # --- The code under test --------------------------------------------------------------------

    def patch(self, monkeypatch: Any) -> "Lake":
        """Puts the code under test on the lake, until pytest's monkeypatch undoes it.

        All clients of boto3, botocore and aiobotocore are answered, whoever has made them and whenever. time.sleep(),
        time.time(), time.monotonic(), datetime.now() and their like show the lake's time; so do the waits of threads
        and of asyncio. Threads that are started from now on take turns, so a test with threads is repeatable.
        """
        if self._patched:
            return self
        if Lake._patched_in is not None:
            raise Error("tarn", "Busy", "another lake is patched in: end its patch first")
        self._was_shared = self._owner.jobs is not None
        _aws.patch(self, monkeypatch)
        self._turns.begin("the test")
        _clock.patch_threads(monkeypatch.setattr, self._turns, lambda: self._get_now_us(), self.share)
        _clock.patch_loops(monkeypatch.setattr, self._turns, lambda: self._get_now_us(), self._start_us)
        _clock.patch_clocks(monkeypatch.setattr, lambda: self._get_now_us(), self._start_us, self.sleep)
        # The last one is undone first: threads end while their clocks are still those of the lake.
        monkeypatch.setattr(self._guard, "is_patched", True)
        return self

    def _set_patched(self, is_patched):
        self._patched = is_patched
        Lake._patched_in = self if is_patched else None
        if not is_patched:
            self._turns.end()
            if self._objects and not self._was_shared:
                self._owner.take_back(self._engine)

    @contextlib.contextmanager
    def patched(self):
        """Does what `patch` does for as long as a `with` block lasts, without pytest."""
        patcher = Patcher()
        try:
            yield self.patch(patcher)
        finally:
            patcher.undo()
