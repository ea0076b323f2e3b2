# SPDX-License-Identifier: MIT
"""Trials: one simulation of a scenario, and its figures."""

import ctypes
import functools
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, List, Optional

from .._events import Change, read_change
from .._library import library
from ._library import NONE, raised

if TYPE_CHECKING:
    from .scenario import Scenario

LOG = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_void_p)
MEASURE = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)
SUBJECTS = ("all", "group", "view", "all-assets", "assets")
EVENT_KINDS = ("begin", "request", "skip", "reject", "start", "run", "commit", "stretch", "end", "asset-arrival",
               "asset-request", "asset-refusal", "asset-start", "asset-run")
BASELINES = (None, "zero-wait", "full-hourly")


@dataclass(frozen=True)
class Metric:
    """What a figure is: its unit, what it means, and whether more of it is better."""

    name: str
    unit: str
    description: str
    is_merit: bool


@functools.lru_cache(None)
def metrics() -> List[Metric]:
    """Lists the metrics of the lab, in the order of its tables."""
    return [Metric(name, library.lab_metric_get_unit(name), library.lab_metric_get_description(name),
                   bool(library.lab_metric_is_merit(name))) for name in library.lab_list_metrics()]


@dataclass(frozen=True)
class Figure:
    """One figure of a trial: a whole number in a unit, or None where nothing was measured.

    `subject` is `all`, `group`, `view`, `all-assets` or `assets`, and `name` says which group or view.
    """

    subject: str
    name: str
    metric: str
    unit: str
    value: Optional[int]


@dataclass(frozen=True)
class TrialEvent:
    """One thing that happens in a trial, for a measure.

    `kind` is `begin`, `request`, `skip`, `reject`, `start`, `run`, `commit`, `stretch`, `end`, or one of assets:
    `asset-arrival`, `asset-request`, `asset-refusal`, `asset-start`, `asset-run`. `change` is that of a run.
    """

    kind: str
    time_us: int
    view: Optional[int]
    asset: Optional[int]
    request_us: int
    start_us: int
    change: Optional[Change]


def read_event(event):
    kind = EVENT_KINDS[library.lab_event_get_kind(event)]
    view, asset = library.lab_event_get_view(event), library.lab_event_get_asset(event)
    change = library.lab_event_get_change(event) if kind in ("run", "asset-run") else None
    return TrialEvent(kind, library.lab_event_get_time(event), None if view == NONE else view,
                      None if asset == NONE else asset, library.lab_event_get_request_time(event),
                      library.lab_event_get_start_time(event), read_change(change) if change else None)


class Result:
    """The figures of one trial. It never changes."""

    def __init__(self, address: int, scenario: "Scenario", replication: int, measures: List[str]):
        self._address, self.scenario, self.replication, self._measures = address, scenario, replication, measures
        weakref.finalize(self, library.lab_result_unref, address).atexit = False

    def subjects(self, subject: str = "view") -> List[str]:
        """The names of the views, or of the groups: `group`, or `assets` for groups of assets."""
        number = SUBJECTS.index(subject)
        return [library.lab_result_get_subject_name(self._address, number, index)
                for index in range(library.lab_result_get_n_subjects(self._address, number))]

    def _read(self, subject, index, metric):
        value = ctypes.c_int64()
        has = library.lab_result_get_figure(self._address, SUBJECTS.index(subject), index, metric, ctypes.byref(value))
        return value.value if has else None

    def figure(self, metric: str, name: str = "all", subject: Optional[str] = None) -> Optional[int]:
        """Returns one figure in the unit of its metric: of all views, or of the view, the group or the assets `name`.

        `subject` is needed where a view and a group have the same name. None means that nothing was measured.
        """
        found = [it for it in self.rows() if (it.metric, it.name) == (metric, name) and subject in (None, it.subject)]
        if not found:
            raise KeyError(f"there is no figure {metric} of {name}")
        return found[0].value

    def rows(self, views: bool = True) -> List[Figure]:
        """Lists all figures, of all views together, of each group and, if they are wanted, of each view."""
        found = []
        for number, subject in enumerate(SUBJECTS):
            if subject == "view" and not views:
                continue
            names = [(it.name, it.unit) for it in metrics() if library.lab_metric_has_subject(it.name, number)]
            names += [(measure, "1") for measure in self._measures] if subject == "all" else []
            for index, name in enumerate(self.subjects(subject)):
                found += [Figure(subject, name, metric, unit, self._read(subject, index, metric))
                          for metric, unit in names]
        return found

    def check(self, condition: str) -> Optional[str]:
        """Returns with which figure a condition is so, such as `lag-mean > 30 min`, or None if it is not so."""
        finding = ctypes.c_void_p()
        library.lab_result_check(self._address, condition, ctypes.byref(finding))
        return library.take_text(finding.value)

    def report(self, form: str = "text", views: bool = False) -> str:
        """Returns the report as `text`, `markdown`, `html` or `csv`, with a row for each view if they are wanted."""
        name = () if form == "csv" else (self.scenario.name,)
        write = getattr(library, "lab_report_to_" + check_form(form))
        return write(self.scenario._address, *name, self.replication, self._address, int(views))


def check_form(form):
    if form not in ("text", "markdown", "html", "csv"):
        raise ValueError(f"there is no report as {form!r}; allowed: text, markdown, html, csv")
    return form


class Trial:
    """One simulation of a scenario, with the random draws of one replication.

    Args:
        scenario: a scenario without axes.
        replication: which random draws; the same scenario and replication give the same figures.
        baseline: `zero-wait` or `full-hourly` for what is easy to picture in place of the policies.
        series: whether the report in HTML has pictures of what happened over time.
        view_percentiles: whether each view has percentiles of its age and lag.
        mode_regret: whether there is the figure `mode-regret`, which takes time.
    """

    def __init__(self, scenario: "Scenario", replication: int = 0, *, baseline: Optional[str] = None,
                 series: bool = False, view_percentiles: bool = False, mode_regret: bool = False):
        self.scenario, self.replication = scenario, replication
        if baseline not in BASELINES:
            raise ValueError(f"there is no baseline {baseline!r}; allowed: zero-wait, full-hourly")
        make = library.lab_trial_new if baseline is None else library.lab_trial_new_baseline
        which = () if baseline is None else (BASELINES.index(baseline) - 1,)
        self._take(raised.call(make, scenario._address, replication, *which), [], [], [])
        if series:
            library.lab_trial_keep_series(self._address)
        library.lab_trial_set_view_percentiles(self._address, view_percentiles)
        library.lab_trial_set_mode_regret(self._address, mode_regret)

    def _take(self, address, measures, callbacks, failures):
        self._address, self._measures, self._callbacks, self._failures = address, measures, callbacks, failures
        self._has_begun = False
        weakref.finalize(self, release, address, callbacks).atexit = False

    @property
    def now_us(self) -> int:
        """The virtual time, in microseconds since 1970."""
        return library.engine_get_now(library.lab_trial_get_engine(self._address))

    @property
    def end_us(self) -> int:
        """The virtual time at which the window ends."""
        return library.lab_trial_get_end_time(self._address)

    def _call(self, function, *values):
        self._has_begun = True
        try:
            return raised.call(function, self._address, *values)
        finally:
            if self._failures:
                raise self._failures.pop(0)

    def advance_to(self, time_us: int) -> None:
        """Simulates up to a time. Raises what a policy, a measure or a function of the log has raised."""
        self._call(library.lab_trial_advance_to, time_us)

    def finish(self) -> Result:
        """Simulates the rest, and returns the figures. Raises what `advance_to` does."""
        return Result(self._call(library.lab_trial_finish), self.scenario, self.replication, list(self._measures))

    def fork(self) -> "Trial":
        """Makes a copy of the trial as it is now, which goes on by itself, without a log."""
        other = Trial.__new__(Trial)
        other.scenario, other.replication = self.scenario, self.replication
        address = raised.call(library.lab_trial_fork, self._address)
        other._take(address, list(self._measures), list(self._callbacks), self._failures)
        other._has_begun = True
        return other

    def explain(self, view: str) -> str:
        """Explains in words why a view, `database.table`, is as stale as it is now."""
        return raised.call(library.lab_trial_explain, self._address, view)

    def _guard(self, function, otherwise):
        """Keeps the first that a function raises, because an exception cannot pass through the library."""
        failures = self._failures

        def call(*values):
            if not failures:
                try:
                    return function(*values)
                except BaseException as error:
                    failures.append(error)
            return otherwise(*values)

        return call

    def _check_new(self):
        if self._has_begun:
            raise ValueError("the trial has begun: say before what is to be seen of it")

    def log(self, function: Callable[[str], None]) -> None:
        """Has a function called with each line of the event log, as comma-separated values; the first has the names.

        Each request, start, change of a run and commit is a line. The trial must not have begun.
        """
        self._check_new()
        callback = LOG(self._guard(lambda line, _data: function(line.decode()), lambda *_values: None))
        self._callbacks.append(callback)
        library.lab_trial_set_log_func(self._address, ctypes.cast(callback, ctypes.c_void_p), None, None)

    def add_measure(self, name: str, function: Callable[[int, TrialEvent], int]) -> None:
        """Adds a figure of one's own.

        The function is given its last number, at first 0, and each event of the window, and returns the next number.
        The last one is among the figures of all views, under the name. The trial must not have begun.
        """
        self._check_new()
        if name in self._measures or name in (it.name for it in metrics()):
            raise ValueError(f"there is a figure {name} already")
        callback = MEASURE(self._guard(lambda value, event, _data: int(function(value, read_event(event))),
                                       lambda value, *_values: value))
        self._callbacks.append(callback)
        library.lab_trial_add_measure(self._address, name, ctypes.cast(callback, ctypes.c_void_p), None, None)
        self._measures.append(name)


def release(address, callbacks):
    library.g_object_unref(address)
    callbacks.clear()
