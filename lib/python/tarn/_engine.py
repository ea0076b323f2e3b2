# SPDX-License-Identifier: MIT
"""The thread that an engine belongs to.

An engine belongs to one thread. At first this is the thread that made the lake, and its calls cost nothing more. When
the code under test starts threads, the engine is handed over to a thread of its own, and all others hand it their
calls and wait. The locks and the queue here are those of the interpreter itself, because a lake that is patched in
replaces the ones of the module threading.
"""

import _queue
import _thread

from ._library import Error, library


def serve(jobs, begun):
    """Does one job after the other, until it gets None."""
    begun(library.g_thread_self())
    while True:
        job = jobs.get()
        if job is None:
            return
        function, outcome, done = job
        try:
            outcome.append((True, function()))
        except BaseException as error:  # The caller raises it.
            outcome.append((False, error))
        # Without this, the thread would keep alive what the last job has used.
        job = function = outcome = None
        done.release()


class Owner:
    """Makes the calls of one engine in the thread that the engine belongs to."""

    def __init__(self):
        self.home = self.ident = _thread.get_ident()
        self.home_address = self.address = library.g_thread_self()
        self.jobs = None

    def is_here(self):
        return _thread.get_ident() == self.ident

    def call(self, function):
        """Calls `function` in the thread of the engine; returns what it returns and raises what it raises."""
        if _thread.get_ident() == self.ident:
            return function()
        if self.jobs is None:
            raise Error("tarn", "WrongThread", "another thread has made this lake. Threads that are started while it is "
                        "patched in may call it; else call lake.share() first, in the thread that made the lake")
        outcome, done = [], make_lock()
        self.jobs.put((function, outcome, done))
        done.acquire()
        is_good, value = outcome.pop()
        if is_good:
            return value
        try:
            raise value
        finally:
            del value  # Breaks the cycle of the frame and the traceback.

    def share(self, engine):
        """Hands the engine over to a thread of its own."""
        if self.jobs is not None:
            return
        addresses, begun = [], make_lock()

        def begin(address):
            addresses.append(address)
            begun.release()

        jobs = _queue.SimpleQueue()
        ident = _thread.start_new_thread(serve, (jobs, begin))
        begun.acquire()
        self.call(lambda: library.engine_set_owner(engine, addresses[0]))
        self.ident, self.address, self.jobs = ident, addresses[0], jobs

    def take_back(self, engine):
        """Hands the engine back to the thread that made the lake, and ends the other one."""
        if self.jobs is None or self.is_here():
            return
        self.call(lambda: library.engine_set_owner(engine, self.home_address))
        self.jobs.put(None)
        self.ident, self.address, self.jobs = self.home, self.home_address, None


def make_lock():
    """Makes a lock that is taken: somebody waits for its release."""
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock
