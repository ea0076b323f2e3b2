# SPDX-License-Identifier: MIT
"""Experiments: variants of a scenario, simulated several times and compared."""

import contextlib
import ctypes
import os
import re
import signal
import threading
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Dict, List, Optional, Sequence, Union

from .._library import Error, library
from ._library import raised
from ._statistics import get_interval
from .trial import check_form, metrics

if TYPE_CHECKING:
    from .scenario import Scenario

PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p)
#: After how many replications, and so many more, a rule for stopping is looked at.
STOP_STEP = 10


@dataclass(frozen=True)
class Cell:
    """One figure of one variant in one replication, or None where nothing was measured."""

    variant: str
    replication: int
    metric: str
    unit: str
    value: Optional[int]


@dataclass(frozen=True)
class Comparison:
    """A variant and a metric: the mean of its replications, and its difference to the baseline.

    A mean has an interval from `mean - half_width` to `mean + half_width`, in the unit of the metric, and so has
    the mean of the differences, which are taken replication by replication. `conclusion` is `less`, `more`, `the same`,
    `no difference shown`, or `unstable` where the backlog grows, so that there is no mean over a long time; of the
    baseline it is empty.
    """

    variant: str
    metric: str
    unit: str
    n: int
    mean: Optional[float]
    half_width: Optional[float]
    difference: Optional[float]
    difference_half_width: Optional[float]
    n_less: int
    conclusion: str


class Experiment:
    """Variants of a scenario: each combination of the values of its axes, under each of its policies.

    In the nth replication all variants have the same random draws.
    """

    def __init__(self, scenario: "Scenario"):
        self.scenario = scenario
        self._address = raised.call(library.lab_experiment_new, scenario._address)
        weakref.finalize(self, library.lab_experiment_unref, self._address).atexit = False

    @property
    def variants(self) -> List[str]:
        """What tables call the variants."""
        return [library.lab_experiment_get_label(self._address, index)
                for index in range(library.lab_experiment_get_n_variants(self._address))]

    @property
    def n_replications(self) -> int:
        """How often each variant is simulated."""
        return library.lab_experiment_get_n_replications(self._address)

    def run(self, threads: int = 1, *, path: Union[str, os.PathLike, None] = None, first: int = 0,
            n: Optional[int] = None, progress: Optional[Callable[[int, int], Optional[bool]]] = None) -> "Outcome":
        """Simulates all replications, or `n` of them from the replication `first` on.

        Args:
            threads: how many threads simulate at the same time. The figures do not depend on it.
            path: a file to which each cell is added as soon as it is there. Cells that are in it are taken over.
            first: the first replication.
            n: how many.
            progress: is called with the number of cells that are done, and of all; returns False to end the work.
        """
        outcome = Outcome(library.lab_outcome_new(self._address), self.scenario.name, self.scenario.text)
        if path is not None:
            library.lab_outcome_keep(outcome._address, os.fspath(path))
        n = self.n_replications if n is None else n
        asked = Progress(progress)
        callback = PROGRESS(asked)
        with asked.interruptible():
            raised.call(library.lab_outcome_run, outcome._address, first, n, threads,
                        ctypes.cast(callback, ctypes.c_void_p), None)
        return outcome


class Progress:
    """Calls a user's function when another cell is done. The library asks far more often whether to go on."""

    def __init__(self, function):
        self.function, self.n_done, self.is_interrupted = function, None, False

    @contextlib.contextmanager
    def interruptible(self):
        """Lets Ctrl-C end the work. Its exception would be lost, if it were raised on the way from the library."""

        def note(_number, _frame):
            self.is_interrupted = True

        is_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if not is_default or threading.current_thread() is not threading.main_thread():
            yield
            return
        signal.signal(signal.SIGINT, note)
        try:
            yield
        except Error:
            if not self.is_interrupted:
                raise
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if self.is_interrupted:
            raise KeyboardInterrupt

    def __call__(self, n_done, n_cells, _data):
        if self.is_interrupted:
            return False
        if self.function is None or n_done == self.n_done:
            return True
        self.n_done = n_done
        try:
            return self.function(n_done, n_cells) is not False
        except BaseException as error:
            raised.add(error)
            return False


class Outcome:
    """The figures of an experiment, as far as it was simulated."""

    def __init__(self, address: int, name: str, text: Optional[str] = None):
        self._address, self.name, self._text = address, name, text
        weakref.finalize(self, library.lab_outcome_unref, address).atexit = False

    @classmethod
    def load(cls, path: Union[str, os.PathLike]) -> "Outcome":
        """Reads a file that `save`, `Experiment.run` or the program `tarn` has written."""
        return cls(library.lab_outcome_new_from_file(os.fspath(path)), os.fspath(path))

    def save(self, path: Union[str, os.PathLike]) -> None:
        """Writes the finished file. Its bytes depend on the experiment alone."""
        library.lab_outcome_save(self._address, os.fspath(path))

    def merge(self, other: "Outcome") -> None:
        """Takes over the cells of another outcome of the same experiment."""
        library.lab_outcome_merge(self._address, other._address)

    @property
    def variants(self) -> List[str]:
        """What tables call the variants."""
        return [library.lab_outcome_get_label(self._address, index)
                for index in range(library.lab_outcome_get_n_variants(self._address))]

    @property
    def n_replications(self) -> int:
        """How many replications the experiment has."""
        return library.lab_outcome_get_n_replications(self._address)

    @property
    def n_done(self) -> int:
        """How many cells are there."""
        return library.lab_outcome_get_n_done(self._address)

    def _read(self, variant, replication, metric):
        value = ctypes.c_int64()
        has = library.lab_outcome_get_figure(self._address, variant, replication, metric, ctypes.byref(value))
        return value.value if has else None

    def _units(self, names):
        units = {it.name: it.unit for it in metrics()}
        for name in names:
            if name not in units:
                raise KeyError(f"there is no metric {name}")
        return units

    def rows(self, metrics: Optional[Sequence[str]] = None) -> List[Cell]:
        """Lists the figures of each cell: the metrics that the experiment compares, or those that are named."""
        names = list(metrics) if metrics is not None else self._settings()["metrics"]
        units = self._units(names)
        return [Cell(label, replication, name, units[name], self._read(variant, replication, name))
                for replication in range(self.n_replications) for variant, label in enumerate(self.variants)
                for name in names]

    def _settings(self):
        """What the group [experiment] of the scenario says. A file has the scenario line by line."""
        if self._text is None:
            self._text = "\n".join(re.findall(r"^\w+ text (.*)$", library.lab_outcome_to_text(self._address), re.M))
        _, _, group = self._text.partition("[experiment]\n")
        keys: Dict[str, str] = dict(line.split(" = ", 1) for line in group.splitlines() if " = " in line)
        return {"metrics": keys.get("metrics", "cost-per-day; lag-mean").split("; "), "baseline": keys.get("baseline"),
                "level": float(keys.get("level", "95 %")[:-2]) / 100, "stop": float(keys.get("stop", "0 %")[:-2]) / 100}

    def _figures(self, variant, metric, n):
        return [self._read(variant, replication, metric) for replication in range(n)]

    def _count_replications(self, names, level, stop):
        """How many replications count: those up to the first multiple of ten at which the means are sure enough."""
        if stop == 0:
            return self.n_replications
        variants = range(len(self.variants))
        complete = 0
        while complete < self.n_replications and all(
                library.lab_outcome_has_cell(self._address, variant, complete) for variant in variants):
            complete += 1
        for n in range(STOP_STEP, complete + 1, STOP_STEP):
            intervals = [get_interval(drop(self._figures(variant, name, n)), level)
                         for variant in variants for name in names]
            if all(width is not None and width <= stop * abs(mean) for mean, width in intervals):
                return n
        return complete

    def _is_unstable(self, variant, n):
        for replication in range(n):
            used, left, mean = (self._read(variant, replication, name) or 0
                                for name in ("utilization", "requests-open", "waiting-mean"))
            if used >= 999_000 and left >= 10 and left > mean // 1_000_000 * 3 // 2:
                return True
        return False

    def compare(self, baseline: Optional[str] = None) -> List[Comparison]:
        """Compares the variants: a row for each metric that the experiment compares, and each variant.

        The means have the level of the experiment each, and the differences have it together. The report has the same
        numbers, rounded.
        """
        settings, labels = self._settings(), self.variants
        names, level = settings["metrics"], settings["level"]
        baseline = baseline or settings["baseline"] or labels[0]
        if baseline not in labels:
            raise KeyError(f"there is no variant {baseline}; allowed: {', '.join(labels)}")
        units, n = self._units(names), self._count_replications(names, level, settings["stop"])
        level_of_differences = 1 - (1 - level) / max((len(labels) - 1) * len(names), 1)
        rows = []
        for name in names:
            base = self._figures(labels.index(baseline), name, n)
            for variant, label in enumerate(labels):
                own = self._figures(variant, name, n)
                mean, width = get_interval(drop(own), level)
                differences = [b - a for a, b in zip(base, own) if a is not None and b is not None]
                difference = (None, None) if label == baseline else get_interval(differences, level_of_differences)
                conclusion = ("unstable" if self._is_unstable(variant, n) else "" if label == baseline
                              else conclude(differences, *difference))
                rows.append(Comparison(label, name, units[name], len(drop(own)), mean, width, *difference,
                                       sum(it < 0 for it in differences), conclusion))
        return rows

    def check(self, condition: str) -> Optional[str]:
        """Returns in which variants a condition is so, such as `lag-mean > 30 min`, or None if it is not so."""
        finding = ctypes.c_void_p()
        library.lab_outcome_check(self._address, condition, ctypes.byref(finding))
        return library.take_text(finding.value)

    def report(self, form: str = "text") -> str:
        """Returns the report as `text`, `markdown`, `html` or `csv`."""
        name = () if form == "csv" else (self.name,)
        return getattr(library, "lab_report_outcome_to_" + check_form(form))(self._address, *name)

    def simulate_series(self) -> None:
        """Simulates the first replication again, for the pictures over time of the report in HTML."""
        raised.call(library.lab_outcome_simulate_series, self._address, None, None, None)


def drop(figures):
    return [figure for figure in figures if figure is not None]


def conclude(differences, mean, half_width):
    if differences and not any(differences):
        return "the same"
    if half_width is None or abs(mean) <= half_width:
        return "no difference shown"
    return "less" if mean < 0 else "more"
