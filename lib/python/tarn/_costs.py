# SPDX-License-Identifier: MIT
"""What runs take, if a test says so: the part of Lake about cost models."""

import contextlib
import ctypes
import functools
import weakref
from dataclasses import dataclass
from datetime import timedelta
from typing import Callable, Optional, Sequence, Tuple, Union

from ._clock import to_microseconds
from ._gobject import make_class, make_object, objects
from ._library import library

PLAN = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
MICROSECOND = timedelta(microseconds=1)
REFRESH_TYPES = (None, "FULL", "INCREMENTAL")
METADATA_TYPES = (None, "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", "BUSINESS_GLOSSARY_ASSOCIATIONS")
PHASES_MAX, DURATION_MAX, USE_MAX = 16, 2**61, 2**62
Duration = Union[timedelta, float]


@dataclass(frozen=True)
class RefreshWork:
    """What a refresh run has to do, as it is when the run gets its slot. An estimate has the number of the next run."""

    catalog_id: str
    database: str
    table: str
    refresh_type: Optional[str]
    source_bytes: int
    changed_bytes: int
    view_bytes: int
    ordinal: int
    tag: int


@dataclass(frozen=True)
class RefreshPlan:
    """What a refresh run takes.

    Args:
        duration: how long it is RUNNING, as a timedelta or in seconds.
        dpu: on how many DPU.
        startup: how long it is STARTING before that, after it has got its slot. It uses no DPU meanwhile.
        processed_bytes: what it reads in all, evenly over the time that it is RUNNING.
        phases: in place of `duration` and `dpu`, up to 16 pairs of a duration and a number of DPU.
        fails_at: the part of the time that it is RUNNING after which it fails to read its sources, from 0 to 1; None
            for a run that does not fail.
    """

    duration: Duration = 0
    dpu: int = 2
    startup: Duration = 0
    processed_bytes: int = 0
    phases: Sequence[Tuple[Duration, int]] = ()
    fails_at: Optional[float] = None


@dataclass(frozen=True)
class MetadataWork:
    """The generation of one type of metadata. A run of two types has two of them."""

    domain_id: str
    asset_id: str
    metadata_type: str
    column_count: int
    ordinal: int
    tag: int


@dataclass(frozen=True)
class MetadataPlan:
    """What the generation of one type of metadata takes.

    Args:
        duration: the time in which the calls of the language model are made, as a timedelta or in seconds.
        base: the time before the first call. A type whose quota is used up fails at the end of it.
        model_calls: how many calls are made.
        input_tokens: how many tokens they read.
        output_tokens: how many tokens they write.
    """

    duration: Duration = 0
    base: Duration = 0
    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


def read_refresh_work(work):
    name = library.refresh_work_get_table_name(work)
    return RefreshWork(
        library.table_name_get_catalog_id(name), library.table_name_get_database_name(name),
        library.table_name_get_table_name(name), REFRESH_TYPES[library.refresh_work_get_refresh_type(work)],
        library.refresh_work_get_source_bytes(work), library.refresh_work_get_changed_bytes(work),
        library.refresh_work_get_view_bytes(work), library.refresh_work_get_ordinal(work),
        library.refresh_work_get_tag(work))


def read_metadata_work(work):
    return MetadataWork(
        library.metadata_work_get_domain_id(work), library.metadata_work_get_asset_id(work),
        METADATA_TYPES[library.metadata_work_get_metadata_type(work)], library.metadata_work_get_column_count(work),
        library.metadata_work_get_ordinal(work), library.metadata_work_get_tag(work))


def check(name, value, greatest):
    """The library takes a number that is too great for an error of the program, so it is refused here."""
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value!r}, and not a whole number")
    if not 0 <= value <= greatest:
        raise ValueError(f"{name} is {value}; allowed: 0 to {greatest}")
    return value


def check_duration(name, value):
    return check(name, value // MICROSECOND if isinstance(value, timedelta) else to_microseconds(value), DURATION_MAX)


def fill_refresh_plan(plan, planned):
    """Writes what a user's function has returned into the plan of the library."""
    if planned is None:
        library.cost_plan_use_built_in_model(plan)
        return
    if not isinstance(planned, RefreshPlan):
        raise TypeError(f"a cost model of refreshes returns a RefreshPlan or None, and not {planned!r}")
    if planned.phases and planned.duration:
        raise ValueError("a RefreshPlan has a duration or phases, and not both")
    phases = [(check_duration("duration", duration), check("dpu", dpu, 2**31))
              for duration, dpu in planned.phases or [(planned.duration, planned.dpu)]]
    check("the number of phases", len(phases), PHASES_MAX)
    check("the duration of all phases", sum(duration for duration, _ in phases), DURATION_MAX)
    check("the use of all phases in DPU-microseconds", sum(duration * dpu for duration, dpu in phases), USE_MAX)
    startup = check_duration("startup", planned.startup)
    processed_bytes = check("processed_bytes", planned.processed_bytes, 2**60)
    fails_at = None if planned.fails_at is None else round(planned.fails_at * 10**6)
    if fails_at is not None:
        check("fails_at in millionths", fails_at, 10**6)
    library.cost_plan_set_startup_us(plan, startup)
    library.cost_plan_set_processed_bytes(plan, processed_bytes)
    for duration, dpu in phases:
        library.cost_plan_add_phase(plan, duration, dpu, duration * dpu)
    if fails_at is not None:
        library.cost_plan_set_failure_ppm(plan, fails_at)


def fill_metadata_plan(plan, planned):
    if not isinstance(planned, MetadataPlan):
        raise TypeError(f"a cost model of metadata returns a MetadataPlan, and not {planned!r}")
    times = check_duration("base", planned.base), check_duration("duration", planned.duration)
    use = [check(name, getattr(planned, name), 2**40) for name in ("model_calls", "input_tokens", "output_tokens")]
    library.metadata_plan_set_base_us(plan, times[0])
    library.metadata_plan_set_generation_us(plan, times[1])
    library.metadata_plan_set_use(plan, *use)


class Model:
    """The functions of a user, of refreshes and of metadata, and the lake whose test they are for."""

    def __init__(self, lake, refresh, metadata):
        self.lake, self.refresh, self.metadata = weakref.ref(lake), refresh, metadata

    def plan(self, make, fail):
        """Makes a plan. What this raises is a failure of the test, and the run is planned in another way."""

        def make_or_fail():
            lake._is_planning = True
            try:
                make()
            except BaseException:
                fail()
                raise
            finally:
                lake._is_planning = False

        lake = self.lake()
        if lake is None:
            fail()
        else:
            lake._guarded(make_or_fail)()


@functools.lru_cache(None)
def find_class(plans_refreshes, plans_metadata):
    """The class of the cost models that plan these kinds of runs. The built-in models plan the others."""

    def plan_refresh(address, work, plan):
        model = objects[address]
        model.plan(lambda: fill_refresh_plan(plan, model.refresh(read_refresh_work(work))),
                   lambda: library.cost_plan_use_built_in_model(plan))

    def plan_metadata(address, work, plan):
        model = objects[address]
        model.plan(lambda: fill_metadata_plan(plan, model.metadata(read_metadata_work(work))), lambda: None)

    return make_class(library.cost_model_get_type(), [PLAN(plan_refresh) if plans_refreshes else None,
                                                      PLAN(plan_metadata) if plans_metadata else None])


class Costs:
    """The methods of Lake about what runs take."""

    def set_cost_model(self, refresh: Optional[Callable[[RefreshWork], Optional[RefreshPlan]]] = None,
                       metadata: Optional[Callable[[MetadataWork], MetadataPlan]] = None) -> None:
        """Has functions of the test plan what runs take, from now on. Without a function, the built-in model does.

        `refresh` is called when a refresh run gets its slot, and returns its plan, or None to leave this run to the
        built-in model. `metadata` is called for each type of a metadata generation run that begins. A plan must depend
        on the work alone. The functions cannot call the lake. If one raises, the test fails.
        """
        with self._cost_model(refresh, metadata) as model:
            self._call(lambda: library.engine_set_cost_model(self._engine, model))

    @contextlib.contextmanager
    def _cost_model(self, refresh, metadata):
        """Makes an object of the library of the functions, while it is handed over."""
        for function in (refresh, metadata):
            if function is not None and not callable(function):
                raise TypeError(f"{function!r} is no function")
        model = None
        if refresh is not None or metadata is not None:
            model = make_object(find_class(refresh is not None, metadata is not None), Model(self, refresh, metadata))
        self._cost_functions = (refresh, metadata)
        try:
            yield model
        finally:
            if model is not None:
                library.g_object_unref(model)

    @contextlib.contextmanager
    def _fork_options(self, refresh, metadata):
        """Makes what a fork or a lake from a file is given, which plans with the same functions."""
        with self._cost_model(refresh, metadata) as model:
            options = library.fork_options_new()
            try:
                library.fork_options_set_cost_model(options, model)
                yield options
            finally:
                library.fork_options_free(options)
