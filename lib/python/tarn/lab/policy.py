# SPDX-License-Identifier: MIT
"""Policies of a user: classes that decide when which views are refreshed."""

import copy
import ctypes
import functools
import random
from dataclasses import dataclass
from typing import List, NamedTuple, Optional, Sequence

from .._costs import REFRESH_TYPES
from .._gobject import make_class, make_object, objects
from .._library import library
from ._library import NEVER, NONE, raised

TEXT = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
NUMBER = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p)
CREATE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
DECIDE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
WAKE_KINDS = ("start", "time", "commit", "end", "slot", "refusal")
WAKES = {"commits": 1, "ends": 2}
MODES = {"service": 0, "full": 1, "incremental": 2, "incremental_or_fail": 3}
ERROR_POLICY = 5


class Wake(NamedTuple):
    """What has woken a policy.

    `kind` is `start`, `time`, `commit`, `end`, `slot` or `refusal`. `view` is the number of the view of a commit, an
    end or a refusal, else None. `request_us` says of a refusal when the request was made that waits on.
    """

    kind: str
    view: Optional[int]
    request_us: int


@dataclass(frozen=True)
class Estimate:
    """What a refresh would take that got its slot now, without what is drawn for it."""

    refresh_type: Optional[str]
    startup_us: int
    duration_us: int
    dpu_milliseconds: int
    billed_dpu_milliseconds: int
    cost_nano_usd: int
    processed_bytes: int
    peak_dpu: int


@dataclass(frozen=True)
class Success:
    """The latest run of a view that has succeeded."""

    refresh_type: Optional[str]
    duration_us: int
    dpu_milliseconds: int
    billed_dpu_milliseconds: int


def or_none(time_us):
    return None if time_us == NEVER else time_us


class DataLake:
    """The lake as a policy sees it. Nothing of the future is in it.

    Views are numbers: their places in the scenario. Times are whole microseconds since 1970. A policy may look at the
    lake while it is asked; at another time that is an error, which ends the trial.
    """

    def __init__(self, address: int):
        # A reference, because a policy may keep this object for longer than there is the trial.
        self._address = library.lab_lake_ref(address)

    def __del__(self):
        library.lab_lake_unref(self._address)

    def __copy__(self):
        return self

    def __deepcopy__(self, _memo):
        return self

    @property
    def now_us(self) -> int:
        """The time."""
        return library.lab_lake_get_now(self._address)

    @property
    def start_us(self) -> int:
        """When the trial began, before the warm-up."""
        return library.lab_lake_get_start_time(self._address)

    @property
    def round(self) -> int:
        """How often the policy was asked at this instant before."""
        return library.lab_lake_get_round(self._address)

    @property
    def is_draining(self) -> bool:
        """Whether the window is over: then no new request is taken, and those that wait can be started."""
        return bool(library.lab_lake_is_draining(self._address))

    @property
    def wakes(self) -> List[Wake]:
        """What has woken the policy, in the order in which it happened."""
        view, request, wakes = ctypes.c_uint(), ctypes.c_int64(), []
        for index in range(library.lab_lake_get_n_wakes(self._address)):
            kind = library.lab_lake_get_wake(self._address, index, ctypes.byref(view), ctypes.byref(request))
            wakes.append(Wake(WAKE_KINDS[kind], None if view.value == NONE else view.value, request.value))
        return wakes

    @property
    def n_slots(self) -> Optional[int]:
        """How many refreshes can run at the same time, or None for no limit."""
        number = library.lab_lake_get_n_slots(self._address)
        return None if number < 0 else number

    @property
    def n_free_slots(self) -> int:
        """How many refreshes can be started now: a great number if there is no limit. What was started since the
        policy was asked counts."""
        return library.lab_lake_get_n_free_slots(self._address)

    def _list(self, function, *views):
        size = ctypes.c_uint()
        found = function(self._address, *views, ctypes.byref(size))
        return ctypes.cast(found, ctypes.POINTER(ctypes.c_uint))[:size.value] if size.value else []

    @property
    def views(self) -> List[int]:
        """The views about which the policy decides."""
        return self._list(library.lab_lake_get_views)

    def name(self, view: int) -> str:
        """The name of a view, `database.table`."""
        name = library.lab_lake_get_name(self._address, view)
        if not name:
            return ""
        return f"{library.table_name_get_database_name(name)}.{library.table_name_get_table_name(name)}"

    def weight(self, view: int) -> int:
        """The weight of a view, at least 1."""
        return library.lab_lake_get_weight(self._address, view)

    def age_slo_us(self, view: int) -> Optional[int]:
        """The objective for the age of a view, or None."""
        return or_none(library.lab_lake_get_age_slo(self._address, view))

    def lag_slo_us(self, view: int) -> Optional[int]:
        """The objective for the lag of a view, or None."""
        return or_none(library.lab_lake_get_lag_slo(self._address, view))

    def upstream(self, view: int) -> List[int]:
        """The views that a view reads."""
        return self._list(library.lab_lake_get_upstream, view)

    def downstream(self, view: int) -> List[int]:
        """The views that read a view."""
        return self._list(library.lab_lake_get_downstream, view)

    def is_active(self, view: int) -> bool:
        """Whether a run of the view has not ended."""
        return bool(library.lab_lake_is_active(self._address, view))

    def active_since_us(self, view: int) -> Optional[int]:
        """When the run was started that has not ended, or None without one."""
        return library.lab_lake_get_active_since(self._address, view) or None

    def n_waiting(self, view: int) -> int:
        """How many requests of the view were neither started nor rejected."""
        return library.lab_lake_get_n_waiting(self._address, view)

    def pending_commits(self, view: int) -> int:
        """How many commits the sources of the view have that it does not show."""
        return library.lab_lake_get_pending_commits(self._address, view)

    def pending_bytes(self, view: int) -> int:
        """How many bytes these commits have changed."""
        return library.lab_lake_get_pending_bytes(self._address, view)

    def oldest_pending_us(self, view: int) -> Optional[int]:
        """The time of the first of these commits, or None if the view shows all."""
        return or_none(library.lab_lake_get_oldest_pending_time(self._address, view))

    def source_bytes(self, view: int) -> int:
        """The size of all that the view reads."""
        return library.lab_lake_get_source_bytes(self._address, view)

    def estimate(self, view: int, refresh_type: Optional[str] = None) -> Optional[Estimate]:
        """What a run would take: a `FULL` or an `INCREMENTAL` one, or None for what the service would choose."""
        found = library.lab_lake_estimate_refresh(self._address, view, REFRESH_TYPES.index(refresh_type))
        if not found:
            return None
        numbers = [getattr(library, "refresh_estimate_get_" + name)(found) for name in Estimate.__dataclass_fields__]
        library.refresh_estimate_free(found)
        return Estimate(REFRESH_TYPES[numbers[0]], *numbers[1:])

    def last_success(self, view: int) -> Optional[Success]:
        """The latest run of the view that has succeeded. Only a policy that ends wake knows it."""
        kind, numbers = ctypes.c_int(), [ctypes.c_int64() for _ in range(3)]
        if not library.lab_lake_get_last_success(self._address, view, ctypes.byref(kind), *map(ctypes.byref, numbers)):
            return None
        return Success(REFRESH_TYPES[kind.value], *(number.value for number in numbers))

    def random(self, view: int, purpose: str) -> random.Random:
        """Makes a source of random numbers, which depends on the seed, the replication, the view and the purpose
        alone. No draw of the trial depends on it. Keep it in the policy, because each call gives the same one."""
        stream = library.lab_lake_create_random_stream(self._address, view, purpose)
        if not stream:
            return random.Random(0)
        seed = library.random_stream_draw_uniform(stream, 0, 0, 2**63)
        library.random_stream_free(stream)
        return random.Random(seed)


class Answers:
    """What a policy answers, while it is asked."""

    def __init__(self, address: int):
        self._address = library.lab_answers_ref(address)

    def __del__(self):
        library.lab_answers_unref(self._address)

    def __deepcopy__(self, _memo):
        return self

    def request(self, view: int) -> None:
        """Asks for a refresh, which waits until it is started or rejected."""
        library.lab_answers_request(self._address, view)

    def skip(self, view: int) -> None:
        """Says that no refresh is asked for at a time at which one could have been."""
        library.lab_answers_skip(self._address, view)

    def reject(self, view: int, request_us: int) -> None:
        """Gives up the request that was made at a time."""
        library.lab_answers_reject(self._address, view, request_us)

    def start(self, view: int, request_us: int, mode: str = "service", threshold_percent: int = -1) -> None:
        """Starts the request that was made at a time; where there is none, one is made now.

        The mode is `service`, `full`, `incremental` or `incremental_or_fail`. With `service`, the refresh is full from
        a percentage of changed bytes on; -1 for that of the scenario. A start that is refused waits on, and wakes the
        policy.
        """
        if mode not in MODES:
            raise ValueError(f"there is no mode {mode!r}; allowed: {', '.join(MODES)}")
        library.lab_answers_start(self._address, view, request_us, MODES[mode], threshold_percent)

    def stop(self, view: int) -> None:
        """Stops the run of a view that has not ended."""
        library.lab_answers_stop(self._address, view)

    def wake_at(self, time_us: Optional[int]) -> None:
        """Asks to be woken at a time after now, in place of the one that was asked for before; None for no time."""
        library.lab_answers_set_next_wake(self._address, NEVER if time_us is None else time_us)

    def wait_for_slot(self) -> None:
        """Asks to be woken when a slot is free."""
        library.lab_answers_wait_for_slot(self._address)


class Policy:
    """Decides when which views are refreshed. A class of one's own defines `decide`.

    Each trial decides with a copy of its own, so attributes may keep the state of a trial.
    """

    #: The name, as in results and messages; without it that of the class.
    name: str = ""
    #: A number that grows when the same settings decide otherwise.
    version: int = 1
    #: What wakes the policy besides its times, its slots, and refusals: `commits`, `ends`, or both.
    wakes: Sequence[str] = ()

    def text(self) -> str:
        """Returns the settings as one line. Policies with the same name, version and text decide alike."""
        return ""

    def create(self, lake: DataLake) -> "Policy":
        """Makes the object that decides in a trial which has not begun. Without this method it is a copy."""
        return self.copy()

    def copy(self) -> "Policy":
        """Makes the object that decides in a fork, with the state of this one: a deep copy without this method."""
        return copy.deepcopy(self)

    def decide(self, lake: DataLake, answers: Answers) -> None:
        """Decides what happens now. The trial asks at the end of each instant at which something wakes the policy."""
        raise NotImplementedError(f"{type(self).__name__} has no decide()")


class Standing:
    """A policy beside the object that stands for it in the library."""

    def __init__(self, policy):
        if not isinstance(policy, Policy):
            raise TypeError(f"{policy!r} is no policy")
        self.policy = policy
        self.name = str(policy.name or type(policy).__name__).encode()
        self.version = int(policy.version)
        self.text = str(policy.text()).encode()
        wakes = [policy.wakes] if isinstance(policy.wakes, str) else policy.wakes
        self.wakes = functools.reduce(lambda flags, name: flags | WAKES[name], wakes, 0)
        # What was seen last. The library shows the same lake each time.
        self.shown = {}

    def show(self, thing, address):
        if self.shown.get(thing, (None,))[0] != address:
            self.shown[thing] = (address, thing(address))
        return self.shown[thing][1]


def make_another(make):
    """Has a policy make another one. Without one, the library says that it made none."""
    try:
        return make_policy(make())
    except BaseException as error:
        raised.add(error)
        return None


def decide(address, lake, answers, error):
    standing = objects[address]
    try:
        standing.policy.decide(standing.show(DataLake, lake), standing.show(Answers, answers))
        return True
    except BaseException as exception:
        message = raised.add(exception).encode()
        library.g_set_error_literal(error, library.lab_error_quark(), ERROR_POLICY, message)
        return False


@functools.lru_cache(None)
def find_class():
    return make_class(library.lab_policy_get_type(), [
        TEXT(lambda address: library.g_strdup(objects[address].name)),
        NUMBER(lambda address: objects[address].version),
        TEXT(lambda address: library.g_strdup(objects[address].text)),
        NUMBER(lambda address: objects[address].wakes),
        CREATE(lambda address, lake: make_another(lambda: objects[address].policy.create(DataLake(lake)))),
        TEXT(lambda address: make_another(objects[address].policy.copy)),
        DECIDE(decide)])


def make_policy(policy):
    """Makes an object of the library that stands for a policy."""
    return make_object(find_class(), Standing(policy))
