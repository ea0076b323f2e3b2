# SPDX-License-Identifier: MIT
"""Who runs next: threads that take turns, and time that moves when all of them wait.

The machine decides which of two threads comes first, so a test with threads is repeatable only if they take turns.
One member at a time has the turn and runs. It gives the turn away when it sleeps, when it waits for another
member, and when it ends. If nobody can run, time moves to the moment at which the first sleeper is to wake. So two
members that sleep for an hour at the same time sleep for one hour, and each wakes at its own time.

A member may also be stuck where nobody here sees it: behind a lock that is older than the patch, or in the network.
Others notice after a moment that it uses no processor time, and take the turn from it. While it waits for
something real, time does not move.
"""

import _thread
import dis
import sys
import time
from collections import deque

WATCH_SECONDS = 0.1
PATIENCE_STEPS = 500
STUCK_NANOSECONDS = 300_000_000
# The originals, because a lake replaces those of the modules.
real_sleep = time.sleep
monotonic_ns, clock_gettime_ns = time.monotonic_ns, getattr(time, "clock_gettime_ns", None)
cpu_clock = getattr(time, "pthread_getcpuclockid", None)
NEVER = 2**63 - 1
#: What a member that is stuck in a call of one of these waits for is another thread, and not the world outside.
OF_THREADS = {"acquire", "wait", "_wait_for_tstate_lock"}
#: The same in these modules only, because others call methods of texts and dictionaries by these names.
OF_QUEUES, QUEUES = {"get", "join"}, ("queue", "concurrent.futures.thread", "threading")


class LakeEnded(SystemExit):
    """Ends a thread that sleeps on the time of a lake which is no more."""


class Member:
    """A thread that takes turns."""

    def __init__(self, name, order):
        self.name = name
        self.order = order
        self.ident = self.native_id = None
        self.gate = _thread.allocate_lock()
        self.gate.acquire()
        self.state = "ready"
        self.deadline = NEVER
        self.queued = 0
        self.waiter = None
        self.moves_freely = False
        self.holds_time = False
        self.touched = False
        self.in_engine = 0
        self.is_real = 0
        self.error = None
        self.sample = None
        self.joiners = []


class Waiter:
    """What a member waits for besides time. threading.Condition.notify() calls release() as it does with a lock."""

    def __init__(self, turns, member):
        self.turns, self.member, self.is_released = turns, member, False

    def release(self):
        self.turns.signal(self)


class Turns:
    """The turns of the members of one lake.

    `drive (target)` moves virtual time to the target at most, in microseconds, and `stop ()` ends it early;
    `now ()` reads the time. `spend (target)` returns the error of a sleeper whose lake has no patience to go so far.
    """

    def __init__(self, drive, stop, now, spend):
        self.drive, self.stop, self.now, self.spend = drive, stop, now, spend
        self.mutex = _thread.allocate_lock()
        self.members = {}
        self.all = []
        self.ready = deque()
        self.turn = None
        self.is_driving = False
        self.is_active = False
        self.has_given_up = None
        self.ended = set()
        self.n_holds = 0
        self.n_made = self.n_queued = 0

    # --- Members --------------------------------------------------------------------------------

    def me(self):
        """The member that the calling thread is, with the turn; None for a thread that takes none."""
        member = self.members.get(_thread.get_ident()) if self.is_active else None
        if member is None or member.is_real:
            return None
        if member.state == "outside":
            self.come_back(member)
        return member

    def begin(self, name):
        """The calling thread becomes the first member, and has the turn."""
        self.is_active, self.has_given_up, self.ended = True, None, set()
        member = self.make(name)
        member.state, self.turn = "running", member
        self.adopt(member)

    def make(self, name):
        """Makes a member for a thread that is to start."""
        with self.mutex:
            member = Member(name, self.n_made)
            self.n_made += 1
            self.all.append(member)
            return member

    def adopt(self, member):
        member.ident, member.native_id = _thread.get_ident(), _thread.get_native_id()
        self.members[member.ident] = member

    def queue(self, member):
        with self.mutex:
            self.ready.append(member)

    def enter(self, member):
        """The thread of the member has started: it waits for its turn."""
        self.adopt(member)
        self.await_turn(member)

    def leave(self, member):
        """The thread of the member ends."""
        with self.mutex:
            self.members.pop(member.ident, None)
            if member in self.all:
                self.all.remove(member)
            if member in self.ready:
                self.ready.remove(member)
            member.state, joiners, member.joiners = "gone", member.joiners, []
            had = self.turn is member
            if had:
                self.turn = None
        for waiter in joiners:
            waiter.release()
        self.switch()

    def come_back(self, member):
        """A member that was stuck goes on. It queues for its turn."""
        with self.mutex:
            if member.state != "outside":
                return
            member.state, member.holds_time = "ready", False
            self.ready.append(member)
        self.switch()
        self.await_turn(member)

    def end(self):
        """Ends the turns. Members that sleep, or want to, end with LakeEnded; others go on as ordinary threads."""
        with self.mutex:
            if not self.is_active:
                return
            me = self.members.get(_thread.get_ident())
            sleepers = [member for member in self.all if member.state == "parked" and member.deadline != NEVER]
            waiters = [member for member in self.all if member.state == "ready" and member is not me]
            self.ended = {member.ident for member in self.all if member is not me}
            self.is_active = False
            for member in sleepers:
                member.state, member.error = "running", LakeEnded()
            for member in (*sleepers, *waiters):
                member.gate.release()
            self.ready.clear()
            self.members, self.all, self.turn = {}, [], None
        # They need a moment to end, and their clocks are still those of the lake.
        for _ in range(PATIENCE_STEPS):
            if all(member.state == "gone" for member in (*sleepers, *waiters)):
                break
            real_sleep(0.001)

    # --- Waiting --------------------------------------------------------------------------------

    def park(self, member, deadline, waiter=None, moves_freely=False):
        """Gives the turn away until the deadline or the release of the waiter. Returns whether it was released."""
        with self.mutex:
            if waiter is not None and waiter.is_released:
                return True
            member.touched = True
            self.n_queued += 1
            member.queued, member.deadline, member.waiter = self.n_queued, deadline, waiter
            member.moves_freely, member.state = moves_freely, "parked"
            if self.turn is member:
                self.turn = None
        self.switch()
        self.await_turn(member)
        return waiter is not None and waiter.is_released

    def signal(self, waiter):
        with self.mutex:
            if waiter.is_released:
                return
            waiter.is_released, member = True, waiter.member
            if member.state != "parked" or member.waiter is not waiter:
                return
            if not self.is_active:
                member.state = "running"
                member.gate.release()
                return
            self.wake(member)
            drives = self.is_driving
        if drives:
            self.stop()
        else:
            self.switch()

    def wake(self, member, error=None):
        member.state, member.error, member.waiter = "ready", error, None
        self.ready.append(member)

    def join(self, member, target, deadline):
        """Waits until the thread of `target` is about to end. Returns whether it is."""
        with self.mutex:
            if target.state == "gone":
                return True
            waiter = Waiter(self, member)
            target.joiners.append(waiter)
        return self.park(member, deadline, waiter)

    def hold(self):
        with self.mutex:
            self.n_holds += 1

    def release(self):
        with self.mutex:
            self.n_holds -= 1
        self.switch()

    def await_turn(self, member):
        while not member.gate.acquire(timeout=WATCH_SECONDS):
            if self.is_active:
                self.watch(member)
        if member.error is not None:
            error, member.error = member.error, None
            raise error

    # --- Who is next ----------------------------------------------------------------------------

    def switch(self):
        """Gives the turn to somebody, if nobody has it, and moves time if everybody waits."""
        while True:
            with self.mutex:
                if self.turn is not None or self.is_driving or not self.is_active:
                    return
                if self.ready:
                    member = self.ready.popleft()
                    member.state, member.sample, self.turn = "running", None, member
                    member.gate.release()
                    return
                sleepers = [member for member in self.all if member.state == "parked" and member.deadline != NEVER]
                if not sleepers:
                    if self.has_given_up is None:
                        return
                    self.give_up()
                    continue
                if self.n_holds or any(member.holds_time for member in self.all):
                    return
                sleepers.sort(key=lambda member: (member.deadline, member.queued))
                target = sleepers[0].deadline
                is_free = any(member.moves_freely for member in sleepers)
                error = None if is_free else self.spend(target)
                if error is not None:
                    self.has_given_up = error
                    self.wake(sleepers[0], error)
                    continue
                self.has_given_up = None
                self.is_driving = True
            self.move(sleepers, target, is_free)

    def give_up(self):
        """No sleeper is left after the patience has ended, so nobody will wake those who wait for others."""
        waiting = [member for member in self.all if member.state == "parked"]
        for member in waiting:
            self.wake(member, self.has_given_up)
        self.has_given_up = None

    def move(self, sleepers, target, is_free):
        error = None
        try:
            self.drive(target, is_free)
        except BaseException as caught:  # The first sleeper raises it.
            error = caught
        with self.mutex:
            self.is_driving = False
            now = self.now()
            for member in sleepers:
                if member.state == "parked" and (member.deadline <= now or error is not None):
                    self.wake(member, error)
                    error = None

    # --- Who is stuck ---------------------------------------------------------------------------

    def watch(self, watcher):
        """Takes the turn from a member that waits for something that nobody here knows of."""
        with self.mutex:
            member = self.turn
            if member is None or member is watcher or self.is_driving or member.ident is None:
                return
            # It waits for the engine, or for a thread that is about to begin or to end.
            if member.in_engine or member.is_real:
                return
            frame = sys._current_frames().get(member.ident)
            # A thread that only waits for a processor or a disk goes on by itself, however slow the machine is.
            if frame is None or not is_asleep(member.native_id):
                member.sample = None
                return
            sample = (id(frame), frame.f_lasti, read_cpu_clock(member.ident))
            now = monotonic_ns()
            if member.sample is None or member.sample[0] != sample:
                member.sample = (sample, now)
                return
            if now - member.sample[1] < STUCK_NANOSECONDS:
                return
            name = find_name(frame)
            waits_for_thread = name in OF_THREADS or (
                name in OF_QUEUES and frame.f_globals.get("__name__") in QUEUES)
            member.state, member.holds_time = "outside", member.touched and not waits_for_thread
            self.turn = None
        self.switch()


def is_asleep(native_id):
    """Whether a thread waits for a lock, for the network and the like. Where the machine does not say, it may."""
    try:
        with open(f"/proc/self/task/{native_id}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] == "S"
    except OSError:
        return True


def read_cpu_clock(ident):
    """How long a thread has used a processor; 0 where the machine does not tell."""
    try:
        return clock_gettime_ns(cpu_clock(ident)) if cpu_clock and clock_gettime_ns else 0
    except OSError:
        return 0


def find_name(frame):
    """The name of the method that a frame is in the middle of, as far as its code tells: the last one it has loaded."""
    name = None
    for instruction in dis.get_instructions(frame.f_code):
        if instruction.offset > frame.f_lasti:
            break
        if instruction.opname in ("BEFORE_WITH", "SETUP_WITH", "LOAD_SPECIAL"):
            name = "acquire"
        elif instruction.opname in ("LOAD_METHOD", "LOAD_ATTR"):
            name = str(instruction.argval)
    return name
