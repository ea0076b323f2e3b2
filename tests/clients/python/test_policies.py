# SPDX-License-Identifier: MIT
"""Tests policies of the lab that are classes of a user."""

import ctypes
import gc
import signal
import threading

import pytest
from tarn import Error
from tarn._gobject import objects

try:
    from tarn.lab import Policy, Scenario, Trial
    from test_lab import LAKE, LAKES, MINUTE
except ImportError as error:
    pytest.skip(f"the build is without the lab: {error}", allow_module_level=True)

QUARTER = 15 * MINUTE


class Interval(Policy):
    """interval 15 min, with fifo: the same as the policy that the library has."""

    name = "interval"
    version = 3

    def __init__(self):
        self.waiting = []

    def text(self):
        return "15 min"

    def decide(self, lake, answers):
        since = lake.now_us - lake.start_us
        if since % QUARTER == 0 and not lake.is_draining and lake.round == 0:
            for view in lake.views:
                if lake.is_active(view) or lake.n_waiting(view) > 0:
                    answers.skip(view)
                else:
                    answers.request(view)
                    self.waiting.append((view, lake.now_us))
        for _ in range(min(lake.n_free_slots, len(self.waiting))):
            answers.start(*self.waiting.pop(0))
        if self.waiting:
            answers.wait_for_slot()
        if not lake.is_draining:
            answers.wake_at(lake.now_us + QUARTER - since % QUARTER)


class ByLag(Policy):
    """Refreshes at once, after each commit, the view that is the latest."""

    wakes = ("commits", "ends")

    def decide(self, lake, answers):
        late = [view for view in lake.views if lake.pending_commits(view) and not lake.is_active(view)]
        late.sort(key=lake.oldest_pending_us)
        for view in late[:lake.n_free_slots]:
            answers.start(view, lake.now_us)


class Doing(Policy):
    """Does something when it is asked."""

    name = "doing"

    def __init__(self, act):
        self.act = act

    def create(self, lake):
        return self

    def decide(self, lake, answers):
        self.act(lake, answers)


@pytest.fixture
def scenario():
    return Scenario(LAKE)


def simulate(scenario, act):
    return scenario.with_policy(Doing(act)).simulate()


def test_it_has_the_figures_of_the_same_policy_in_c(scenario):
    policy = Interval()
    own = scenario.with_policy(policy)
    assert [own.simulate(number).rows() for number in range(3)] == [
        scenario.simulate(number).rows() for number in range(3)]
    # Each trial decides with a copy of its own.
    assert policy.waiting == []


def test_the_scenario_names_it(scenario):
    own = scenario.with_policy(Interval())
    assert "[policy]\n# interval@3 (15 min)\n" in own.text and own.digest != scenario.digest
    assert "# ByLag@1\n" in scenario.with_policy(ByLag(), "other").text
    with pytest.raises(Error, match="policy careful"):
        scenario.with_policy(ByLag(), "careful")


def test_presets_and_keys(scenario):
    assert "preset = edf_slo" in scenario.with_policy("edf_slo").text
    assert scenario.with_policy("trigger = interval 1 h; order = edf").digest == scenario.set(
        "policy.trigger", "interval 1 h").set("policy.order", "edf").digest
    with pytest.raises(Error, match="there is no such policy"):
        scenario.with_policy("frob")


def test_a_fork_goes_on_with_a_deep_copy(scenario):
    trial = Trial(scenario.with_policy(Interval()), 7)
    trial.advance_to(trial.now_us + 127 * MINUTE)
    forks = [trial.fork() for _ in range(2)]
    results = [it.finish().rows() for it in (trial, *forks)]
    assert results[0] == results[1] == results[2] == scenario.simulate(7).rows()


def test_a_policy_against_presets():
    scenario = Scenario.load(LAKES / "nightly.lake")
    outcome = scenario.experiment([ByLag(), "hourly", "zero_wait"], replications=4,
                                  metrics=["cost-per-day", "lag-mean"]).run(threads=2)
    rows = {(row.variant, row.metric): row for row in outcome.compare()}
    assert rows["hourly", "lag-mean"].conclusion == "more" and rows["hourly", "cost-per-day"].conclusion == "less"
    assert {row.variant for row in outcome.rows()} == {"policy", "hourly", "zero_wait"}
    with pytest.raises(ValueError, match="at most one policy"):
        scenario.experiment([ByLag(), Interval()])


def test_threads_change_nothing(scenario):
    experiment = scenario.experiment([Interval()], replications=12)
    assert experiment.run(threads=4).rows() == experiment.run().rows()


def test_what_a_policy_sees(scenario):
    seen = {}

    def look(lake, _answers):
        seen.setdefault("views", [lake.name(view) for view in lake.views])
        seen.setdefault("wakes", lake.wakes)
        seen.setdefault("slots", (lake.n_slots, lake.n_free_slots))
        seen.setdefault("a", (lake.weight(0), lake.lag_slo_us(0), lake.age_slo_us(0), lake.downstream(0)))
        seen.setdefault("b", (lake.weight(1), lake.lag_slo_us(1), lake.upstream(1), lake.active_since_us(1)))
        seen.setdefault("pending", (lake.pending_commits(0), lake.pending_bytes(0), lake.oldest_pending_us(0)))
        seen.setdefault("estimate", lake.estimate(0, "FULL"))
        seen.setdefault("success", lake.last_success(0))
        seen.setdefault("random", lake.random(0, "coin").random() == lake.random(0, "coin").random())

    simulate(scenario, look)
    assert seen["views"] == ["v.a", "v.b"] and seen["slots"] == (2, 2) and seen["random"] is True
    assert [tuple(wake) for wake in seen["wakes"]] == [("start", None, 0)]
    assert seen["a"] == (3, 60 * MINUTE, None, [1]) and seen["b"] == (1, None, [0], None)
    assert seen["pending"][0] == 0 and seen["pending"][2] is None and seen["success"] is None
    assert seen["estimate"].refresh_type == "FULL" and seen["estimate"].duration_us > 0


def test_what_wakes_a_policy(scenario):
    kinds = set()

    class Watching(ByLag):
        def decide(self, lake, answers):
            kinds.update((wake.kind, wake.view is None) for wake in lake.wakes)
            if any(wake.kind == "end" for wake in lake.wakes):
                kinds.add(lake.last_success(0) is not None)
            super().decide(lake, answers)

    scenario.with_policy(Watching()).simulate()
    assert kinds >= {("start", True), ("commit", False), ("end", False), True}


def test_it_starts_in_a_mode(scenario):
    def start(lake, answers):
        if not lake.is_active(0) and lake.round == 0 and not lake.is_draining:
            answers.start(0, lake.now_us, mode="full")
            answers.wake_at(lake.now_us + 60 * MINUTE)

    result = simulate(scenario, start)
    assert result.figure("runs-full", "v.a", "view") == result.figure("runs-started", "v.a", "view") > 3


def test_it_stops_a_run_and_gives_requests_up(scenario):
    def stop(lake, answers):
        if lake.round == 0 and not lake.is_draining:
            if lake.is_active(0):
                answers.stop(0)
            else:
                answers.start(0, lake.now_us)
            answers.request(1)
            answers.reject(1, lake.now_us)
            answers.wake_at(lake.now_us + 5 * MINUTE)

    result = simulate(scenario, stop)
    assert result.figure("runs-stopped") > 10 and result.figure("requests-rejected", "v.b", "view") == 72


# --- What goes wrong -------------------------------------------------------------------------------


def fail(_lake, _answers):
    raise LookupError("lost")


def test_what_it_raises_ends_the_trial(scenario):
    with pytest.raises(LookupError, match="lost") as caught:
        simulate(scenario, fail)
    assert caught.traceback[-1].name == "fail"
    if hasattr(caught.value, "__notes__"):
        assert caught.value.__notes__ == ["Policy: policy doing: LookupError: lost"]


@pytest.mark.parametrize("threads", [1, 3])
def test_what_it_raises_ends_the_experiment(scenario, threads):
    with pytest.raises(LookupError, match="lost"):
        scenario.experiment([Doing(fail)], replications=5).run(threads=threads)


def test_an_interrupt_ends_the_experiment(scenario):
    seen = []

    def interrupt(_lake, _answers):
        if not seen:
            seen.append(True)
            signal.raise_signal(signal.SIGINT)

    experiment = scenario.experiment([Doing(interrupt)], replications=1000)
    for threads in (1, 2):
        seen.clear()
        with pytest.raises(KeyboardInterrupt):
            experiment.run(threads=threads)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert experiment.run(n=1).n_done == 1


@pytest.mark.parametrize("act, message", [
    (lambda lake, answers: answers.request(2), "v.c is a view of another policy"),
    (lambda lake, answers: lake.weight(9), "it looked at the view number 9; allowed: 0 to 2"),
    (lambda lake, answers: answers.wake_at(lake.now_us), "at a time"),
])
def test_what_it_may_not_do_ends_the_trial(scenario, act, message):
    with pytest.raises(Error) as caught:
        simulate(scenario, act)
    assert (caught.value.domain, caught.value.name) == ("lab", "Policy")
    assert caught.value.message.startswith("policy doing: ")


def test_words_that_are_none(scenario):
    with pytest.raises(ValueError, match="there is no mode 'fast'"):
        simulate(scenario, lambda lake, answers: answers.start(0, lake.now_us, mode="fast"))
    with pytest.raises(ctypes.ArgumentError):
        simulate(scenario, lambda lake, answers: answers.start("v.a", lake.now_us))


def test_what_was_seen_cannot_be_looked_at_later(scenario):
    kept = []
    trial = Trial(scenario.with_policy(Doing(lambda *shown: kept.append(shown))))
    trial.advance_to(trial.now_us + MINUTE)
    lake, answers = kept[0]
    assert lake.views == [] and lake.name(0) == ""
    with pytest.raises(Error, match="it looked at the lake while it was not asked"):
        trial.finish()
    del trial
    gc.collect()
    assert lake.now_us == 0
    answers.request(0)


def test_a_policy_that_cannot_be_made(scenario):
    class NoCreate(Doing):
        def create(self, lake):
            raise LookupError(f"no policy for {len(lake.views)} views")

    class NoCopy(Interval):
        def create(self, lake):
            return NoCopy()

        def copy(self):
            return "a copy"

    with pytest.raises(LookupError, match="no policy for 2 views"):
        scenario.with_policy(NoCreate(fail)).simulate()
    with pytest.raises(TypeError, match="'a copy' is no policy"):
        Trial(scenario.with_policy(NoCopy())).fork()
    with pytest.raises(TypeError, match="is no policy"):
        scenario.with_policy(Interval)
    with pytest.raises(NotImplementedError, match="Policy has no decide"):
        scenario.with_policy(Policy()).simulate()
    with pytest.raises(Error, match="name"):
        scenario.with_policy(type("Odd", (ByLag,), {"name": "two words"})())
    with pytest.raises(KeyError):
        scenario.with_policy(type("Odd", (ByLag,), {"wakes": ("commit",)})())


def test_trials_in_threads_of_ones_own(scenario):
    own, found = scenario.with_policy(Interval()), {}

    def simulate_one(number):
        found[number] = own.simulate(number).rows()

    threads = [threading.Thread(target=simulate_one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: scenario.simulate(number).rows() for number in range(4)}


def test_nothing_is_left(scenario):
    trial = Trial(scenario.with_policy(Interval()))
    trial.fork().finish()
    del trial
    gc.collect()
    assert objects == {}
