# SPDX-License-Identifier: MIT
"""Tests the lab: scenarios, trials, measures, experiments and their figures."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from tarn import Error
from tarn._gobject import objects

try:
    from tarn.lab import Experiment, Outcome, Scenario, ScenarioError, Trial, metrics
    from tarn.lab._statistics import get_interval, get_quantile
except ImportError as error:
    pytest.skip(f"the build is without the lab: {error}", allow_module_level=True)

LAKES = Path(__file__).parents[3] / "examples" / "lakes"
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


@pytest.fixture
def scenario():
    return Scenario(LAKE)


@pytest.fixture(scope="module")
def nightly():
    return Scenario.load(LAKES / "nightly.lake")


# --- Scenarios -------------------------------------------------------------------------------------


def test_a_scenario_of_a_file(nightly):
    assert nightly.name.endswith("nightly.lake")
    assert nightly.digest == "952e930716b1851bc226c4737c514d5838fb009ccb61259771a795a5bd71fa80"
    assert Scenario(nightly.text).digest == nightly.digest


def test_a_scenario_that_differs_in_one_key(scenario):
    other = scenario.set("lake.slots", 3).set("view v.a.weight", 5)
    assert "slots = 3" in other.text and "weight = 5" in other.text and "slots = 2" in scenario.text


def test_axes(scenario):
    both = scenario.set("lake.slots", "{1; 2}").set("policy.trigger", "{interval 15 min; interval 1 h}")
    assert list(both.axes) == ["lake.slots", "policy.trigger"] and both.axes["lake.slots"] == ["1", "2"]
    chosen = both.choose(1, 0)
    assert chosen.axes == {} and chosen.digest == scenario.digest
    for positions in ((0,), (0, 2), (0, -1)):
        with pytest.raises(ValueError, match="no positions of the axes"):
            both.choose(*positions)
    with pytest.raises(Error) as caught:
        both.simulate()
    assert (caught.value.domain, caught.value.name) == ("lab", "Axes")


@pytest.mark.parametrize("wrong, place", [
    (("6 h", "6"), ("mine.lake", 4, "lake", "horizon")),
    (("slots", "slotz"), ("mine.lake", 5, "lake", "slotz")),
    (("v.a\nduration", "v.x\nduration"), ("mine.lake", 16, "view v.b", "sources")),
    (("[policy]\ntrigger = interval 15 min", ""), ("mine.lake", 10, "view v.a", None)),
    (("interval 1 h", "interval 1 h\norder = soon"), ("mine.lake", 25, "policy other", "order")),
    (("[lake]", "[lak]"), ("mine.lake", 2, None, None)),
    (("poisson every 10 min, 1 MB", "file none.csv"), ("mine.lake", 9, "table t.orders", "commits")),
])
def test_an_error_says_where(wrong, place):
    with pytest.raises(ScenarioError) as caught:
        Scenario(LAKE.replace(*wrong), "mine.lake")
    error = caught.value
    assert (error.file, error.line, error.group, error.key) == place


def test_an_error_of_a_key_that_is_set(scenario):
    with pytest.raises(ScenarioError, match="there is no such key") as caught:
        scenario.set("view v.a.size-of", "1 GB")
    assert (caught.value.file, caught.value.line, caught.value.key) == ("--set", None, "size-of")
    with pytest.raises(ScenarioError) as caught:
        Scenario.load("/nowhere/mine.lake")
    assert (caught.value.name, caught.value.file) == ("File", "/nowhere/mine.lake")


# --- Trials ----------------------------------------------------------------------------------------


def test_figures_of_a_trial(nightly):
    result = nightly.simulate()
    assert result.figure("cost-per-day") == 2_993_955_482 and result.figure("lag-mean") == 416_794_065
    assert result.subjects("group") == ["reports", "sales.board_"] and len(result.subjects()) == 5
    assert result.figure("lag-mean", "reports") < result.figure("lag-mean", "sales.board_")
    with pytest.raises(KeyError, match="no figure lag-mean of sales.none"):
        result.figure("lag-mean", "sales.none")


def test_rows(nightly):
    rows = nightly.simulate(1).rows()
    costs = [(row.subject, row.name, row.unit) for row in rows if row.metric == "cost-per-day"]
    assert costs[:2] == [("all", "all", "nano-usd"), ("group", "reports", "nano-usd")]
    values = {(row.subject, row.name): row.value for row in rows if row.metric == "runs-started"}
    assert values["all", "all"] == sum(number for (subject, _), number in values.items() if subject == "view")
    assert all(row.value is None or isinstance(row.value, int) for row in rows)


def test_the_rows_are_those_of_the_report(scenario):
    result = scenario.simulate(2)
    lines = [line.split(",") for line in result.report("csv", views=True).split("\r\n")[1:-1]]
    assert [[row.subject, row.name, row.metric, row.unit, "" if row.value is None else str(row.value)]
            for row in result.rows()] == [line[2:] for line in lines]


def test_reports(nightly):
    result = nightly.simulate()
    assert "lag" in result.report() and result.report("markdown").count("|") > 50
    assert "<svg" in Trial(nightly, series=True).finish().report("html")
    with pytest.raises(ValueError, match="no report as 'pdf'"):
        result.report("pdf")


def test_conditions(nightly):
    result = nightly.simulate()
    assert result.check("lag-mean > 1 min") == "lag-mean is 6.946568 min, which is > 1 min"
    assert result.check("lag-mean > 1 h") is None
    with pytest.raises(Error) as caught:
        result.check("lag-mean is short")
    assert caught.value.name == "Condition"


def test_the_same_replication_has_the_same_figures(scenario):
    assert scenario.simulate(3).rows() == scenario.simulate(3).rows() != scenario.simulate(4).rows()


def test_assets():
    result = Scenario("""
[lake]
horizon = 1 d
[assets tables]
count = 20
arrival = every 10 min
columns = 10
[policy]
trigger = at_arrival
""").simulate()
    assert result.subjects("all-assets") == ["all"]
    assert result.figure("assets-arrived", subject="all-assets") > 0


def test_a_trial_step_by_step(scenario):
    trial = Trial(scenario, 7)
    start = trial.now_us
    trial.advance_to(start + 127 * MINUTE)
    fork = trial.fork()
    assert "v.b" in trial.explain("v.b")
    assert trial.finish().rows() == fork.finish().rows() == scenario.simulate(7).rows()
    assert trial.end_us - start == 360 * MINUTE
    with pytest.raises(Error) as caught:
        Trial(scenario).advance_to(start - 1)
    assert caught.value.name == "OutOfRange"


def test_baselines(scenario):
    zero_wait = Trial(scenario, baseline="zero-wait").finish()
    assert zero_wait.figure("wait-max") == 0
    with pytest.raises(ValueError, match="no baseline 'none'"):
        Trial(scenario, baseline="none")


def test_the_log(scenario):
    lines = []
    trial = Trial(scenario)
    trial.log(lines.append)
    trial.finish()
    assert lines[0].startswith("time") and len(lines) > 50
    with pytest.raises(ValueError, match="the trial has begun"):
        trial.log(lines.append)


def test_a_measure_of_ones_own(scenario):
    def count_long_waits(value, event):
        return value + (event.kind == "start" and event.time_us - event.request_us > 10 * MINUTE)

    trial = Trial(scenario, 7)
    trial.add_measure("long-waits", count_long_waits)
    trial.advance_to(trial.now_us + 100 * MINUTE)
    fork, result = trial.fork(), trial.finish()
    assert result.figure("long-waits") == fork.finish().figure("long-waits") > 0
    assert result.rows()[-1].metric != "long-waits" and "long-waits" in [row.metric for row in result.rows()]
    with pytest.raises(ValueError, match="there is a figure lag-mean already"):
        Trial(scenario).add_measure("lag-mean", count_long_waits)


def test_a_measure_sees_runs(scenario):
    causes = []

    def see(value, event):
        if event.kind == "run":
            causes.append((event.view, event.change.cause))
        return value

    trial = Trial(scenario)
    trial.add_measure("nothing", see)
    trial.finish()
    assert {"create", "begin", "succeed"} <= {cause for _, cause in causes}
    assert {view for view, _ in causes} == {0, 1, 2}


@pytest.mark.parametrize("watch", ["log", "measure"])
def test_what_a_function_raises_ends_the_trial(scenario, watch):
    def fail(*_values):
        raise LookupError("not found")

    trial = Trial(scenario)
    trial.log(fail) if watch == "log" else trial.add_measure("mine", fail)
    with pytest.raises(LookupError, match="not found"):
        trial.finish()


def test_metrics():
    found = {it.name: it for it in metrics()}
    assert (found["lag-mean"].unit, found["lag-mean"].is_merit, found["slo-share"].is_merit) == ("us", False, True)
    assert found["lag-mean"].description.endswith(".")


# --- Experiments -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outcome(nightly):
    axes = nightly.set("policy.trigger", "{interval 15 min; interval 30 min; interval 1 h; interval 2 h}")
    return axes.experiment(metrics=["cost-per-day", "lag-mean", "slo-share"]).run(threads=2)


def test_variants(nightly):
    experiment = nightly.experiment(["policy", "hourly", "edf_slo"], replications=3)
    assert (experiment.variants, experiment.n_replications) == (["policy", "hourly", "edf_slo"], 3)
    assert Experiment(nightly).variants == ["as it is"]


def test_rows_of_an_experiment(outcome):
    rows = outcome.rows()
    assert len(rows) == 4 * 10 * 3 and outcome.n_done == 40
    assert (rows[0].variant, rows[0].replication, rows[0].metric, rows[0].unit) == (
        "15 min", 0, "cost-per-day", "nano-usd")
    assert {row.metric for row in outcome.rows(["runs-started"])} == {"runs-started"}
    with pytest.raises(KeyError, match="no metric speed"):
        outcome.rows(["speed"])


def test_the_comparison_has_the_numbers_of_the_page(outcome):
    rows = {(row.variant, row.metric): row for row in outcome.compare()}
    found = rows["2 h", "cost-per-day"]
    usd = [round(number / 10**9, 3) for number in (found.mean, found.half_width, found.difference,
                                                     found.difference_half_width)]
    assert usd == [1.883, 0.012, -2.292, 0.032]
    assert (found.n, found.n_less, found.conclusion) == (10, 10, "less")
    assert rows["30 min", "slo-share"].conclusion == "the same"
    lag = rows["1 h", "lag-mean"]
    assert round(lag.mean / MINUTE, 2) == 13.47 and round(lag.difference_half_width / MINUTE, 2) == 0.23
    assert (rows["15 min", "lag-mean"].difference, rows["15 min", "lag-mean"].conclusion) == (None, "")
    assert "13.47 ±0.15 min" in outcome.report() and "<svg" in outcome.report("html")


def test_another_baseline(outcome):
    rows = outcome.compare(baseline="1 h")
    assert [row.conclusion for row in rows if row.metric == "lag-mean"] == ["less", "less", "", "more"]
    with pytest.raises(KeyError, match="no variant 3 h; allowed: 15 min, 30 min, 1 h, 2 h"):
        outcome.compare(baseline="3 h")


def test_threads_and_parts_change_nothing(scenario, tmp_path):
    experiment = scenario.experiment(["policy", "hourly"], replications=8)
    whole = experiment.run(threads=4)
    part, rest = experiment.run(n=3), experiment.run(first=3)
    assert (part.n_done, rest.n_done) == (6, 10)
    part.merge(rest)
    whole.save(tmp_path / "whole"), part.save(tmp_path / "merged")
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "merged").read_bytes()
    assert Outcome.load(tmp_path / "whole").compare() == whole.compare()


def test_a_run_that_is_ended_goes_on_from_its_file(scenario, tmp_path):
    experiment, seen = scenario.experiment(replications=6), []
    path = tmp_path / "part"
    with pytest.raises(Error):
        experiment.run(path=path, progress=lambda n_done, _n_cells: n_done < 3)
    experiment.run(path=path, progress=lambda n_done, n_cells: seen.append((n_done, n_cells)))
    assert seen == [(3, 6), (4, 6), (5, 6), (6, 6)]

    def fail(_n_done, _n_cells):
        raise LookupError("no terminal")

    with pytest.raises(LookupError, match="no terminal"):
        experiment.run(progress=fail)


def test_conditions_of_an_experiment(outcome):
    assert "2 h" in outcome.check("slo-share < 75 %") and outcome.check("15 min: slo-share < 99 %") is None


def test_a_rule_for_stopping(nightly):
    outcome = nightly.experiment(["policy", "hourly"], replications=20, stop="50 %").run(threads=2)
    assert {row.n for row in outcome.compare()} == {10}


def test_a_backlog_that_grows(scenario):
    flood = scenario.set("lake.horizon", "5 d").set("lake.slots", 1).set("lake.at-end", "cut").set(
        "policy.trigger", "interval 10 min, queue")
    rows = flood.experiment(replications=2).run().compare()
    assert {row.conclusion for row in rows} == {"unstable"}


@pytest.mark.parametrize("level, n_degrees, t", [
    (0.95, 1, 12.706), (0.95, 2, 4.303), (0.95, 9, 2.262), (0.99, 9, 3.250), (0.95, 30, 2.042), (0.9, 100, 1.660),
    (0.95, 100_000, 1.960)])
def test_quantiles_of_student(level, n_degrees, t):
    assert round(get_quantile(level, n_degrees), 3) == t


def test_intervals_of_few_figures():
    assert get_interval([], 0.95) == (None, None) and get_interval([3], 0.95) == (3, None)
    assert get_interval([5, 5, 5], 0.95) == (5, 0)


# --- All together ----------------------------------------------------------------------------------


def test_nothing_is_left(scenario):
    scenario.experiment(["policy", "hourly"], replications=2).run()
    gc.collect()
    assert objects == {}


def test_the_lab_is_loaded_when_it_is_wanted():
    code = "import sys, tarn\ntarn.Lake().close()\nprint('tarn.lab' in sys.modules)\nimport tarn.lab"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
