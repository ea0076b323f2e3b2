# SPDX-License-Identifier: MIT
"""What Python has words for: with, for, datetime. Everything else is as in C."""

from datetime import datetime, timedelta, timezone

from gi.module import get_introspection_module

Tarn = get_introspection_module("Tarn")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def to_datetime(time_us):
    """A time as a datetime in UTC, exact to the microsecond; None for 0, which has not happened."""
    return EPOCH + timedelta(microseconds=time_us) if time_us else None


def to_microseconds(when):
    """A datetime with a time zone, or a timedelta, as the number of microseconds Tarn takes."""
    return (when if isinstance(when, timedelta) else when - EPOCH) // timedelta(microseconds=1)


def iterate(list_page, *names):
    """Every run that a List operation has, page by page: Tarn.iterate(glue.list_..., None, "sales", None)."""
    token = None
    while True:
        page, token = list_page(*names, -1, token)
        yield from page
        if token is None:
            return


def release(hold, *_exception):
    hold.release()


# with engine.hold("a worker"): virtual time stands still until the end of the block.
Tarn.Hold.__enter__ = lambda hold: hold
Tarn.Hold.__exit__ = release

__all__ = ["to_datetime", "to_microseconds", "iterate"]
