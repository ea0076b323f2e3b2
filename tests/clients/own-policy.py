#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests policies in Python, by GObject introspection: own-policy.py

A policy in Python decides as one in C, is copied with its state, and ends its trial when it does what it may not.
"""
import contextlib
import gc
import os
import sys
import tempfile

MINUTE = 60_000_000
LAKE = """
[lake]
start = 2026-11-01
horizon = 6 h
slots = 2
at-end = drain
[table t.orders]
size = 1 GB
commits = poisson every 10 min, 1 MB
[view v.a]
sources = t.orders
duration = 20 min exponential
weight = 3
slo = lag 1 h
[view v.b]
sources = t.orders; v.a
duration = 20 min exponential
[view v.c]
sources = t.orders
policy = other
[policy]
trigger = interval 15 min
[policy other]
trigger = interval 1 h
"""


def define():
    """Defines the policies, after the libraries were found."""

    class Interval(GObject.Object, TarnLab.Policy):
        """interval 15 min, with fifo."""

        def __init__(self, waiting=()):
            super().__init__()
            self.waiting = list(waiting)

        def do_dup_name(self):
            return "interval"

        def do_get_version(self):
            return 3

        def do_dup_text(self):
            return "15 min"

        def do_copy(self):
            return Interval(self.waiting)

        def request(self, lake, answers):
            for view in lake.get_views():
                if lake.is_active(view) or lake.get_n_waiting(view) > 0:
                    answers.skip(view)
                else:
                    answers.request(view)
                    self.waiting.append((view, lake.get_now()))

        def do_decide(self, lake, answers):
            since = lake.get_now() - lake.get_start_time()
            if since % (15 * MINUTE) == 0 and not lake.is_draining() and lake.get_round() == 0:
                self.request(lake, answers)
            for _ in range(min(lake.get_n_free_slots(), len(self.waiting))):
                view, request = self.waiting.pop(0)
                answers.start(view, request, Tarn.RefreshMode.SERVICE, -1)
            if self.waiting:
                answers.wait_for_slot()
            if not lake.is_draining():
                answers.set_next_wake(lake.get_now() + 15 * MINUTE - since % (15 * MINUTE))
            return True

    class Wrong(GObject.Object, TarnLab.Policy):
        """Does something when it is asked."""

        def __init__(self, act):
            super().__init__()
            self.act = act

        def do_dup_name(self):
            return "wrong"

        def do_create(self, _lake):
            return self

        def do_decide(self, lake, answers):
            return self.act(lake, answers)

    return Interval, Wrong


def make_trial(policy):
    scenario = TarnLab.Scenario.new_from_text(LAKE, -1, "python.lake")
    return TarnLab.Trial.new(scenario.set_policy(None, policy) if policy is not None else scenario, 7)


def finish(trial):
    """Returns the figures of the rest, as those of one scenario."""
    scenario = TarnLab.Scenario.new_from_text(LAKE, -1, "python.lake")
    return TarnLab.report_to_csv(scenario, 7, trial.finish(), TarnLab.ReportFlags.VIEWS)


@contextlib.contextmanager
def without_tracebacks():
    """PyGObject prints what is raised in a virtual function where C prints, too."""
    kept = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def fail(call):
    with without_tracebacks():
        try:
            call()
        except GLib.Error as error:
            assert error.matches(TarnLab.error_quark(), TarnLab.Error.POLICY), error
            return error.message
    raise AssertionError("nothing was raised")


def check_same(Interval, _wrong):
    """A policy in Python has the figures of the same one in C, and the object that was given decides nothing"""
    policy, events, builtin_events = Interval(), [], []
    own, builtin = make_trial(policy), make_trial(None)
    own.set_log_func(events.append)
    builtin.set_log_func(builtin_events.append)
    assert finish(own) == finish(builtin) and events == builtin_events and len(events) > 50
    assert policy.waiting == []


def check_fork(Interval, Wrong):
    """A fork goes on with a copy of the policy, and a policy without one cannot be forked"""
    trial = make_trial(Interval())
    trial.advance_to(trial.get_engine().get_now() + 127 * MINUTE)
    fork = trial.fork()
    figures = finish(trial)
    del trial
    gc.collect()
    assert finish(fork) == figures
    message = fail(make_trial(Wrong(lambda _lake, _answers: True)).fork)
    assert message == "policy wrong: it cannot be copied, so its trial cannot be forked", message


def check_wrong(_interval, Wrong):
    """What a policy in Python may not do ends the trial"""
    def no_answer(_lake, _answers):
        return None

    def raise_error(_lake, _answers):
        raise ValueError("lost")

    def other_view(_lake, answers):
        answers.request(2)
        return True

    def no_view(lake, _answers):
        return lake.get_weight(9) == 0

    for act, message in (
            (no_answer, "it did not decide, and did not say why"),
            (raise_error, "it did not decide, and did not say why"),
            (other_view, "v.c is a view of another policy"),
            (no_view, "it looked at the view number 9; allowed: 0 to 2")):
        told = fail(make_trial(Wrong(act)).finish)
        assert told == f"policy wrong: {message}", told


def check_kept(_interval, Wrong):
    """What was seen cannot be looked at later, also when the trial is gone"""
    kept = []

    def keep(lake, answers):
        kept[:] = [lake, answers]
        return True

    trial = make_trial(Wrong(keep))
    trial.advance_to(trial.get_engine().get_now() + MINUTE)
    lake, answers = kept
    assert lake.get_views() == [] and lake.get_name(0) is None
    message = fail(trial.finish)
    assert message == "policy wrong: it looked at the lake while it was not asked", message
    del trial
    gc.collect()
    assert lake.get_now() == 0
    answers.request(0)


def check_create(_interval, Wrong):
    """A policy that creates no object has no trial"""
    class Empty(Wrong):
        def do_create(self, lake):
            assert lake.get_views() == [0, 1] and lake.get_upstream(1) == [0]
            assert lake.get_lag_slo(0) == 60 * MINUTE and lake.get_lag_slo(1) == TarnLab.NEVER

    message = fail(lambda: make_trial(Empty(None)))
    assert message == "policy wrong: its function create made no policy", message


def check_words(Interval, _wrong):
    """Policies have names, and those of the library can be found by words"""
    policy = Interval()
    assert (policy.dup_name(), policy.get_version(), policy.dup_text()) == ("interval", 3, "15 min")
    preset = TarnLab.policy_parse("edf_slo")
    assert (preset.dup_name(), preset.dup_text()) == ("edf_slo", "preset = edf_slo")
    scenario = TarnLab.Scenario.new_from_text(LAKE, -1, "python.lake").set_policy("other", policy)
    assert "[policy other]\n# interval@3 (15 min)\n" in scenario.get_text()
    assert scenario.find_policy("other") == policy
    assert fail(lambda: scenario.find_policy("frob")).startswith("policy frob: there is no such policy; allowed: ")


def main():
    checks = (check_same, check_fork, check_wrong, check_kept, check_create, check_words)
    failed = False
    policies = define()
    print(f"1..{len(checks)}")
    for number, check in enumerate(checks, 1):
        try:
            check(*policies)
            print(f"ok {number} {check.__doc__}", flush=True)
        except (AssertionError, AttributeError, TypeError, GLib.Error) as failure:
            failed = True
            line = sys.exc_info()[2].tb_next.tb_lineno
            print(f"# line {line}: {failure!r}\nnot ok {number} {check.__doc__}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        import gi
        gi.require_version("Tarn", "1")
        gi.require_version("TarnLab", "1")
        from gi.repository import GLib, GObject, Tarn, TarnLab
    except ImportError as error:
        print(f"1..0 # SKIP {error}")
        sys.exit(0)
    sys.exit(main())
