# SPDX-License-Identifier: MIT
"""Puts the clocks of a program on the time of a lake.

What reads or waits for a clock is replaced for as long as the patch lasts: the functions of the module time,
`now`, `utcnow` and `today` of datetime, the waits of threads, and the event loops of asyncio. Modules that have
imported a function by its name get the replacement too. Modules that wait for the world outside, such as
subprocess and the test runner, keep the clock of the machine.
"""

import asyncio.base_events
import asyncio.selector_events
import contextlib
import datetime as datetime_module
import importlib
import math
import queue
import sys
import threading
import time
import types

from ._turns import NEVER, LakeEnded, Waiter

#: Modules that keep the clock of the machine, by the beginnings of their names.
REAL = ("_pytest", "pytest", "pluggy", "xdist", "execnet", "coverage", "hypothesis", "time", "datetime",
        "_datetime", "_pydatetime", "_strptime", "subprocess", "selectors", "socket", "socketserver", "ssl", "http",
        "urllib3", "multiprocessing", "pdb", "bdb", "IPython", "_pydev", "pydev", "debugpy", "freezegun")
#: Of these, the ones that code may import later, when it would find the clock of the lake.
EARLY = ("concurrent.futures.process", "multiprocessing.connection", "multiprocessing.popen_fork",
         "multiprocessing.popen_spawn_posix", "multiprocessing.resource_tracker", "socketserver", "subprocess")
real_date, real_datetime = datetime_module.date, datetime_module.datetime
EPOCH = real_datetime(1970, 1, 1, tzinfo=datetime_module.timezone.utc)
SECOND = 1_000_000
#: What time.monotonic() and time.perf_counter() show when a lake begins. Code may take 0 for "never".
MONOTONIC_START = 1000 * SECOND

real_time = types.ModuleType("time", "The module time with the clock of the machine.")
real_time.__dict__.update(vars(time))


def to_microseconds(seconds):
    """Rounds up, because a sleeper may not wake before its time."""
    return math.ceil(round(seconds * SECOND, 3))


class DateMeta(type):
    """isinstance (value, datetime.date) stays true for the values of the machine's class."""

    def __instancecheck__(cls, value):
        return isinstance(value, real_date)

    def __subclasscheck__(cls, other):
        return issubclass(other, real_date)


class DatetimeMeta(type):
    def __instancecheck__(cls, value):
        return isinstance(value, real_datetime)

    def __subclasscheck__(cls, other):
        return issubclass(other, real_datetime)


def make_dates(now_us):
    """Makes classes in place of date and datetime that know the lake's time. Their values are ordinary ones."""

    class date(real_date, metaclass=DateMeta):
        def __new__(cls, *values, **names):
            return real_date(*values, **names)

        @classmethod
        def today(cls):
            return datetime.now().date()

    class datetime(real_datetime, metaclass=DatetimeMeta):
        def __new__(cls, *values, **names):
            return real_datetime(*values, **names)

        @classmethod
        def now(cls, tz=None):
            now = EPOCH + datetime_module.timedelta(microseconds=now_us())
            return now.astimezone(tz) if tz is not None else now.astimezone().replace(tzinfo=None)

        @classmethod
        def utcnow(cls):
            return cls.now(datetime_module.timezone.utc).replace(tzinfo=None)

        @classmethod
        def today(cls):
            return cls.now()

    return date, datetime


def make_times(now_us, start_us, sleep):
    """Makes what replaces the functions of the module time, by their names."""

    def monotonic_us():
        return now_us() - start_us + MONOTONIC_START

    def or_now(function):
        return lambda seconds=None: function(now_us() / SECOND if seconds is None else seconds)

    def strftime(form, moment=None):
        return real_time.strftime(form, times["localtime"]() if moment is None else moment)

    times = {"sleep": sleep, "time": lambda: now_us() / SECOND, "time_ns": lambda: now_us() * 1000,
             "monotonic": lambda: monotonic_us() / SECOND, "monotonic_ns": lambda: monotonic_us() * 1000,
             "perf_counter": lambda: monotonic_us() / SECOND, "perf_counter_ns": lambda: monotonic_us() * 1000,
             "gmtime": or_now(real_time.gmtime), "localtime": or_now(real_time.localtime),
             "ctime": or_now(real_time.ctime), "strftime": strftime}
    return times


def is_real(name):
    return name.split(".")[0] in REAL


def patch_clocks(setattr_, now_us, start_us, sleep):
    """Replaces the functions in the modules time and datetime, and in all that have imported them by name."""
    for name in EARLY:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    times, (date, datetime) = make_times(now_us, start_us, sleep), make_dates(now_us)
    replaced = {id(getattr(real_time, name)): function for name, function in times.items()}
    replaced.update({id(real_date): date, id(real_datetime): datetime})
    for module_name, module in list(sys.modules.items()):
        names = getattr(module, "__dict__", None)
        if type(names) is not dict or module_name.split(".")[0] == "tarn":
            continue
        keeps = is_real(module_name) and module not in (time, datetime_module)
        for name, value in list(names.items()):
            if keeps:
                if value is time:
                    setattr_(module, name, real_time)
            elif id(value) in replaced:
                setattr_(module, name, replaced[id(value)])


def patch_threads(setattr_, turns, now_us, share):
    """Threads that are started take turns, and waiting for one another gives the turn away."""
    real_start, real_join = threading.Thread.start, threading.Thread.join
    real_wait = threading.Condition.wait
    by_thread = {}

    def deadline_after(timeout):
        return NEVER if timeout is None else now_us() + to_microseconds(max(timeout, 0))

    def start(thread):
        parent = turns.me()
        if parent is None:
            return real_start(thread)
        share()
        member, run = turns.make(thread.name), thread.run

        def run_in_turn():
            try:
                turns.enter(member)
                run()
            except LakeEnded:
                pass
            finally:
                thread.__dict__.pop("run", None)
                by_thread.pop(thread, None)
                turns.leave(member)

        thread.run, by_thread[thread] = run_in_turn, member
        parent.is_real += 1
        try:
            real_start(thread)
        except BaseException:
            turns.leave(member)
            raise
        finally:
            parent.is_real -= 1
        turns.queue(member)
        turns.switch()

    def join(thread, timeout=None):
        member, target = turns.me(), by_thread.get(thread)
        if member is not None and target is not None and target is not member:
            if not turns.join(member, target, deadline_after(timeout)):
                return
            member.is_real += 1
            try:
                return real_join(thread)
            finally:
                member.is_real -= 1
        real_join(thread, timeout)

    def wait(condition, timeout=None):
        member = turns.me()
        if member is None:
            return real_wait(condition, timeout)
        if not condition._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter, released = Waiter(turns, member), False
        condition._waiters.append(waiter)
        saved = condition._release_save()
        try:
            released = turns.park(member, deadline_after(timeout), waiter)
            return released
        finally:
            condition._acquire_restore(saved)
            if not released and waiter in condition._waiters:
                condition._waiters.remove(waiter)

    setattr_(threading.Thread, "start", start)
    setattr_(threading.Thread, "join", join)
    setattr_(threading.Condition, "wait", wait)
    # The queue of ThreadPoolExecutor. The one in C waits where no turn can be given away.
    setattr_(queue, "SimpleQueue", queue._PySimpleQueue)


class Selector:
    """The selector of an event loop. Where nothing is ready it waits for the time of the lake."""

    def __init__(self, selector, turns, now_us):
        self.selector, self.turns, self.now_us, self.waiter = selector, turns, now_us, None

    def __getattr__(self, name):
        return getattr(self.selector, name)

    def select(self, timeout=None):
        events = self.selector.select(0)
        member = self.turns.me()
        if events or member is None or (timeout is not None and timeout <= 0):
            return events if events or member is not None else self.selector.select(timeout)
        # Besides the loop's own pipe there may be real connections: they get a moment to answer.
        if len(self.selector.get_map()) > 1 and (events := self.selector.select(0.02)):
            return events
        self.waiter = Waiter(self.turns, member)
        if events := self.selector.select(0):
            return events
        self.turns.park(member, NEVER if timeout is None else self.now_us() + to_microseconds(timeout), self.waiter)
        return self.selector.select(0)


def patch_loops(setattr_, turns, now_us, start_us):
    """Event loops of asyncio are on the lake's time, also those that are made already."""
    loops, base = asyncio.base_events.BaseEventLoop, asyncio.selector_events.BaseSelectorEventLoop
    run_once, write_to_self = loops._run_once, base._write_to_self

    def run_once_on_lake(loop):
        selector = getattr(loop, "_selector", None)
        if selector is None or turns.me() is None:
            return run_once(loop)
        loop._selector = Selector(selector, turns, now_us)
        try:
            return run_once(loop)
        finally:
            loop._selector = selector

    def write_and_wake(loop):
        write_to_self(loop)
        waiter = getattr(loop._selector, "waiter", None)
        if waiter is not None:
            waiter.release()

    setattr_(loops, "time", lambda loop: (now_us() - start_us + MONOTONIC_START) / SECOND)
    setattr_(loops, "_run_once", run_once_on_lake)
    setattr_(base, "_write_to_self", write_and_wake)

