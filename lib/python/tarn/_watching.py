# SPDX-License-Identifier: MIT
"""Who watches a lake: the part of Lake that calls functions of a test."""

import os
import weakref
from datetime import timedelta
from typing import Any, Callable, List, Union

from ._clock import to_microseconds
from ._events import Change, Event, EventMaker, read_change
from ._library import OBSERVER, TIMEOUT, library

MICROSECOND = timedelta(microseconds=1)
PACKAGE = os.path.dirname(__file__)


def skip_package(traceback):
    """Leaves out the frames before the function of the test."""
    while traceback.tb_next is not None and os.path.dirname(traceback.tb_frame.f_code.co_filename) == PACKAGE:
        traceback = traceback.tb_next
    return traceback


class Watching:
    """The methods of Lake that have functions of a test called."""

    # --- Watching -------------------------------------------------------------------------------

    def _guarded(self, function):
        """Keeps what a function raises, because an exception cannot pass through the library."""
        me = weakref.ref(self)

        def call(*pointers):
            lake = me()
            if lake is None:
                return
            lake._depth += 1
            try:
                function(*pointers)
            except BaseException as error:
                lake.failures.append(error.with_traceback(skip_package(error.__traceback__)))
            finally:
                lake._depth -= 1

        return call

    def _add_observer(self, function):
        callback = OBSERVER(self._guarded(lambda _engine, change, _data: function(read_change(change))))
        observer = self._call(lambda: library.engine_add_observer(self._engine, callback, None, None))
        self._objects["callbacks"][observer, "observer"] = callback
        return observer

    def observe(self, function: Callable[[Change], Any]) -> int:
        """Has a function called after each change of a run, and returns an id for `remove_observer`.

        The function may call the services, and may not sleep. If it raises, the test fails.
        """
        return self._add_observer(function)

    def on_event(self, function: Callable[[Event], Any]) -> int:
        """Has a function called with each event of EventBridge, and returns an id for `remove_observer`.

        Events come in the order and at the moment in which they are delivered. A fault plan drops, doubles and delays
        them. An event is a dictionary, as a handler gets it.
        """
        maker = EventMaker(self.account_id, self.region)

        def handle(change):
            event = maker.make(change)
            if event is not None:
                function(event)

        return self._add_observer(handle)

    def record_events(self) -> List[Event]:
        """Returns a list to which each event is appended from now on."""
        events: List[Event] = []
        self.on_event(events.append)
        return events

    def remove_observer(self, observer: int) -> bool:
        """Removes a function that `observe` or `on_event` has added. Returns whether there was one."""
        return bool(self._call(lambda: library.engine_remove_observer(self._engine, observer)))

    def raise_failure(self) -> None:
        """Raises what an observer has raised, if one has failed. Each failure is raised once."""
        if self.failures:
            raise self.failures.pop(0)

    def after(self, delay: Union[timedelta, float], function: Callable[[], Any]) -> None:
        """Has a function called once, `delay` from now: somebody else commits, for instance, while the code waits."""
        delay_us = delay // MICROSECOND if isinstance(delay, timedelta) else to_microseconds(delay)
        guarded = self._guarded(lambda *_pointers: function())

        def call(*pointers):
            guarded(*pointers)
            return 0

        callback = TIMEOUT(call)
        self._objects["callbacks"][id(callback)] = callback
        self._call(lambda: library.engine_add_timeout(self._engine, delay_us, 0, callback, None, None))
