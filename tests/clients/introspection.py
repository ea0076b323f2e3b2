#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the introspection data of libraries through a binding: introspection.py INCLUDE GIR [INCLUDE GIR].

The data contains exactly the declarations of the public headers, except for LEFT_OUT, and a second library
has data of its own. A binding can use the data: objects live as long as a reference to them exists, returned
objects stay valid, and callbacks are freed.
"""

import gc
import re
import sys
import weakref
import xml.etree.ElementTree as xml
from datetime import timedelta
from pathlib import Path

CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
TYPE = re.compile(r"TARN_AVAILABLE_IN_\w+\s+G_DECLARE_\w+\s*\(\s*\w+\s*,\s*(tarn_\w+)\s*,", re.S)
FUNCTION = re.compile(r"TARN_AVAILABLE_IN_\w+\s+[^;{}]*?\b(tarn_\w+)\s*\(", re.S)
ENUM = re.compile(r"typedef enum\s*\{([^}]*)\}\s*(\w+);", re.S)
# These functions end the process, which is only suitable for C.
LEFT_OUT = {f"tarn_harness_assert_{what}" for what in ("faults_applied", "n_calls", "n_lines", "order", "backs_off")}
# A binding keeps what a function is called with, so only C can copy it.
LEFT_OUT |= {f"tarn_engine_set_{what}_copy_func" for what in ("timeout", "instant", "observer")}
SECOND = 1_000_000


class Gir:
    def __init__(self, path):
        self.functions, self.types, self.enums = set(), set(), {}
        for node in xml.parse(path).iter():
            name = node.get(C + "identifier")
            if node.get(GLIB + "get-type"):
                self.types.add(node.get(GLIB + "get-type"))
            if node.tag in (CORE + "enumeration", CORE + "bitfield"):
                members = node.findall(CORE + "member")
                self.enums[node.get(C + "type")] = {it.get(C + "identifier") for it in members}
            elif name and node.get("introspectable") != "0" and node.tag != CORE + "member":
                self.functions.add(name)


class Headers:
    def __init__(self, include):
        self.functions, self.types, self.enums = set(), set(), {}
        for path in Path(include).rglob("*.h"):
            text = COMMENT.sub(" ", path.read_text(encoding="utf-8"))
            self.types.update(f"{prefix}_get_type" for prefix in TYPE.findall(text))
            for name in FUNCTION.findall(TYPE.sub(" ", text)):
                (self.types if name.endswith("_get_type") else self.functions).add(name)
            for body, name in ENUM.findall(text):
                self.enums[name] = set(re.findall(r"\bTARN_\w+(?=\s*[,=]|\s*$)", body))


def check_lists(include, gir):
    """Checks that the typelib exposes exactly what the headers declare."""
    told, declared = Gir(gir), Headers(include)
    assert declared.functions and declared.types and declared.enums
    functions = declared.functions - LEFT_OUT
    assert told.functions == functions, told.functions ^ functions
    assert told.types == declared.types, told.types ^ declared.types
    assert told.enums == declared.enums, [
        (name, told.enums.get(name, set()) ^ declared.enums.get(name, set()))
        for name in told.enums.keys() | declared.enums.keys()]


def check_shapes(Tarn):
    """Classes, records and constants are what they are in C."""
    for name in ("Engine", "GlueClient", "DataZoneClient", "FaultPlan", "Journal"):
        assert issubclass(getattr(Tarn, name), GObject.Object), name
    assert issubclass(Tarn.CostModel, GObject.GInterface)
    for name in ("RefreshRun", "MetadataRun", "Table", "TableName", "Asset", "Change", "Suggestion",
                 "RefreshChange", "MetadataChange", "MetadataTarget", "PendingEvent", "Hold", "Sample", "Principal",
                 "RandomStream", "AliasTable", "Stretch", "TimeHistogram"):
        assert issubclass(getattr(Tarn, name), GObject.GBoxed), name
    assert Tarn.ENGINE_START_TIME == 946684800 * SECOND
    assert Tarn.NO_DEADLINE == GLib.MAXINT64
    for name in ("CHECK_VERSION", "assert_n_calls", "harness_assert_order", "Codec", "Clock"):
        assert not hasattr(Tarn, name), name


def check_errors(Tarn):
    """Each domain is an enumeration, and its codes match."""
    world = Tarn.Sample.new(0)
    cases = [
        (Tarn.error_quark(), Tarn.Error.UNKNOWN_OPTION,
         lambda: world.get_engine().set_option("clock.none", 1)),
        (Tarn.glue_error_quark(), Tarn.GlueError.INVALID_INPUT,
         lambda: world.get_glue().create_database(None, None)),
        (Tarn.datazone_error_quark(), Tarn.DataZoneError.VALIDATION,
         lambda: world.get_datazone().create_domain(None, Tarn.DomainVersion(1)))]
    for domain, code, call in cases:
        try:
            call()
        except GLib.Error as error:
            assert error.matches(domain, code), error
        else:
            raise AssertionError(f"{code} was not raised")
    assert Tarn.datazone_error_get_http_status(Tarn.DataZoneError.CONFLICT) == 409


def check_references(Tarn):
    """A client keeps its engine alive, and nothing else does."""
    engine = Tarn.Engine.new(0)
    gone = []
    engine.weak_ref(lambda: gone.append(True))
    assert engine.ref_count == 1
    glue = engine.create_glue_client(Tarn.Principal.new("123456789012", None))
    assert engine.ref_count == 2 and glue.ref_count == 1
    journal = Tarn.Journal.new()
    engine.set_journal(journal)
    assert journal.ref_count == 2
    del engine
    assert not gone
    del glue
    gc.collect()
    assert gone and journal.ref_count == 1


def check_kept(Tarn):
    """What was told stays valid when what told it has gone."""
    world, changes, signalled = Tarn.Sample.new(0), [], []
    lake, datazone = world.get_engine(), world.get_datazone()
    lake.add_observer(lambda _lake, change: changes.append(change))
    lake.connect("change::datazone", lambda _lake, change: signalled.append(change))
    target = Tarn.MetadataTarget.new("ASSET", world.get_asset_id(), None)
    run = datazone.start_metadata_generation_run(
        world.get_domain_id(), world.get_project_id(), target, None, ["BUSINESS_NAMES"], None)
    pending = lake.list_pending(1)
    lake.run_until_idle(None)
    get = (world.get_domain_id(), run.get_id(), None)
    target = datazone.get_metadata_generation_run(*get).get_target()
    runs, token = datazone.list_metadata_generation_runs(get[0], None, None, None, -1, None)
    suggestions = datazone.get_asset(get[0], world.get_asset_id(), None).get_suggestions(
        Tarn.MetadataType.BUSINESS_NAMES)
    del world, lake, datazone, run
    gc.collect()
    assert pending[0].time_us > Tarn.ENGINE_START_TIME and pending[0].kind
    assert (target.type, target.revision) == ("ASSET", "1")
    assert [it.get_id() for it in runs] == [get[1]] and token is None
    assert [it.text for it in suggestions][:2] == ["Orders", "Order ID"]
    assert [it.get_to_status() for it in changes] == ["SUBMITTED", "IN_PROGRESS", "SUCCEEDED"]
    assert [it.get_cause() for it in signalled] == ["create", "begin", "succeed"]
    told = changes[-1].get_metadata()
    assert told.get_types() == ["BUSINESS_NAMES"] and changes[-1].get_refresh() is None
    assert told.get_type_status(Tarn.MetadataType.BUSINESS_NAMES) == Tarn.MetadataStatus.SUCCEEDED
    assert told.get_type_error_message(Tarn.MetadataType.BUSINESS_NAMES) is None


def check_callbacks(Tarn):
    """What calls back is let go of when it is over."""
    lake = Tarn.Engine.new(0)

    def watched(result, calls):
        def func(*_arguments):
            calls.append(lake.get_now())
            return result
        return func, weakref.ref(func)

    for begin, end in (
            (lake.add_observer, lake.remove_observer),
            (lambda func: lake.add_timeout(SECOND, Tarn.TimeoutFlags.NONE, func),
             lake.remove_timeout)):
        func, reference = watched(True, [])
        number = begin(func)
        del func
        assert reference() is not None and end(number) and not end(number)
        gc.collect()
        assert reference() is None

    gaps, arrivals = iter([5, 0, Tarn.TIMEOUT_END]), []

    def arrive(engine):
        arrivals.append(engine.get_now() - Tarn.ENGINE_START_TIME)
        return next(gaps)

    lake.add_gap_timeout(2, Tarn.TimeoutFlags.NONE, arrive)
    assert lake.run_until_idle(None) and arrivals == [2, 7, 7]

    calls = []
    func, reference = watched(False, calls)
    lake.add_timeout(SECOND, Tarn.TimeoutFlags.NONE, func)
    asked = []
    condition, asker = watched(False, asked)
    done, why = lake.run_until(condition, None, Tarn.NO_DEADLINE, None)
    del func, condition
    gc.collect()
    assert done and why == Tarn.ClockResult.IDLE and len(calls) == 1 and len(asked) == 2
    assert reference() is None and asker() is None


def check_stretches(Tarn):
    """A stretch stays valid, its areas are records, and a histogram over time is filled and read."""
    world, stretches = Tarn.Sample.new(0), []
    lake, glue, lags = world.get_engine(), world.get_glue(), Tarn.TimeHistogram.new(7)
    lake.set_option("glue.measures", 1)
    number = glue.add_stretch_func(lambda _lake, stretch: stretches.append(stretch))
    glue.start_materialized_view_refresh_task_run(Tarn.TableName.new(None, "sales", "daily"), False)
    lake.run_until_idle(None)
    assert glue.remove_stretch_func(number) and not glue.remove_stretch_func(number)
    del world, lake, glue
    gc.collect()
    first, = stretches
    assert first.get_table_name().get_table_name() == "daily"
    assert first.is_publication() and first.is_never_refreshed()
    begin, end = first.get_begin_time(), first.get_end_time()
    assert begin == first.get_included_time() == Tarn.ENGINE_START_TIME < end
    area = first.get_pending_commits_area()
    assert (area.high, area.low) == (0, 0)
    lags.add_rising(0, end - begin)
    lags.add_constant(7, 1)
    assert lags.get_time().low == end - begin + 1
    buckets = []
    lags.foreach(lambda *bucket: buckets.append(bucket[:2] + (bucket[2].low,)))
    assert buckets[7] == (7, 7, 2) and sum(time for _, _, time in buckets) == end - begin + 1
    has_time, least, greatest = lags.get_percentile_bounds(10000)
    assert has_time and least == lags.get_percentile(10000) <= end - begin <= greatest


def check_waiting(Tarn):
    """A run is waited for in a main loop, driven by the engine's source."""
    world, loop, ends = Tarn.Sample.new(0), GLib.MainLoop(), []
    glue = world.get_glue()
    daily = Tarn.TableName.new(None, "sales", "daily")
    run_id = glue.start_materialized_view_refresh_task_run(daily, False).get_id()

    def on_end(client, result):
        ends.append(client.wait_for_materialized_view_refresh_task_run_finish(result))
        loop.quit()

    source = world.get_engine().create_source()
    source.attach(None)
    glue.wait_for_materialized_view_refresh_task_run_async(None, run_id, None, on_end)
    loop.run()
    assert ends[0].get_status() == Tarn.RefreshStatus.SUCCEEDED

    run = glue.start_materialized_view_refresh_task_run(daily, True)

    def on_run_end(client, result):
        assert client == glue and run.wait_finish(result)
        loop.quit()

    run.wait_async(glue, None, on_run_end)
    loop.run()
    source.destroy()
    assert run.get_status() == Tarn.RefreshStatus.SUCCEEDED
    again = glue.start_materialized_view_refresh_task_run(daily, True)
    assert glue.get_n_running_runs() == 1 and again.stop(glue) and again.wait(glue, None)
    assert again.get_status() == Tarn.RefreshStatus.STOPPED and glue.get_n_running_runs() == 0


def check_cost_models(Tarn):
    """A model may plan runs of one service or of both; an engine keeps its model alive."""
    seen = []

    class Refresh(GObject.Object, Tarn.CostModel):
        def do_plan_refresh(self, work, plan):
            seen.append(work.get_table_name().get_table_name())
            plan.add_phase(7 * SECOND, 1, 0)

    class Both(Refresh, Tarn.CostModel):
        def do_plan_metadata_generation(self, work, plan):
            seen.append(work.get_column_count())
            plan.set_generation_us(9 * SECOND)
            plan.set_use(1, 20, 30)

    world = Tarn.Sample.new(0)
    lake = world.get_engine()
    lake.set_cost_model(Both())
    daily = Tarn.TableName.new(None, "sales", "daily")
    world.get_glue().start_materialized_view_refresh_task_run(daily, False)
    lake.run_until_idle(None)
    assert lake.get_now() == Tarn.ENGINE_START_TIME + 7 * SECOND
    target = Tarn.MetadataTarget.new("ASSET", world.get_asset_id(), None)
    run = world.get_datazone().start_metadata_generation_run(
        world.get_domain_id(), world.get_project_id(), target, None, ["BUSINESS_NAMES"], None)
    lake.run_until_idle(None)
    run = world.get_datazone().get_metadata_generation_run(
        world.get_domain_id(), run.get_id(), None)
    assert (run.get_model_calls(), run.get_input_tokens(), run.get_output_tokens()) == (1, 20, 30)
    assert lake.get_now() == Tarn.ENGINE_START_TIME + 16 * SECOND
    assert seen == ["daily", 4], seen


def check_random(Tarn):
    """Streams and alias tables draw, and outlive what they were made of."""
    engine = Tarn.Engine.new(1)
    stream, same = (engine.create_random_stream("orders", "arrival") for _ in range(2))
    table = Tarn.AliasTable.new_with_values([-(2 ** 63), 5, 2 ** 63 - 1], [1, 0, 2])
    del engine
    gc.collect()
    assert [table.get_value(position) for position in range(3)] == [-(2 ** 63), 5, 2 ** 63 - 1]
    for place in (0, 1, 2 ** 64 - 1):
        assert stream.draw_uniform(place, 2 ** 32 - 1, 2 ** 64 - 1) == same.draw_uniform(place, 2 ** 32 - 1, 2 ** 64 - 1)
        assert stream.draw_normal(place, 0, -5, 0) == -5
        assert stream.draw_value(place, 0, table) == (-(2 ** 63), None, 2 ** 63 - 1)[stream.draw_position(place, 0, table)]
        assert stream.copy().draw_exponential(place, 0, SECOND) == stream.draw_exponential(place, 0, SECOND)
    assert Tarn.AliasTable.new([1, 2, 3]).get_length() == 3


def check_overrides(Tarn):
    """What Python has words for can be said with them."""
    world = Tarn.Sample.new(0)
    lake, glue = world.get_engine(), world.get_glue()
    assert Tarn.to_datetime(Tarn.ENGINE_START_TIME).isoformat() == "2000-01-01T00:00:00+00:00"
    assert Tarn.to_datetime(0) is None
    assert Tarn.to_microseconds(Tarn.to_datetime(lake.get_now() + 1)) == lake.get_now() + 1
    assert Tarn.to_microseconds(timedelta(minutes=2)) == 120 * SECOND
    with lake.hold("a worker") as hold:
        assert lake.list_holds() == [hold.get_reason()]
    assert not lake.list_holds()
    daily = Tarn.TableName.new_from_string("sales.daily")
    for _ in range(101):
        glue.start_materialized_view_refresh_task_run(daily, True)
        lake.run_until_idle(None)
    page = glue.list_materialized_view_refresh_task_runs
    assert page(None, None, None, -1, None)[1] is not None
    assert len({run.get_id() for run in Tarn.iterate(page, None, None, None)}) == 101


def main(*paths):
    checks = [
        *((f"{Path(gir).name} has what the headers declare",
           lambda include=include, gir=gir: check_lists(include, gir))
          for include, gir in zip(paths[::2], paths[1::2])),
        *((check.__doc__.rstrip("."), lambda check=check: check(Tarn)) for check in (
            check_shapes, check_errors, check_references, check_kept, check_callbacks, check_stretches,
            check_waiting, check_cost_models, check_random, check_overrides))]
    failed = False
    print(f"1..{len(checks)}")
    for number, (title, check) in enumerate(checks, 1):
        try:
            check()
            print(f"ok {number} {title}", flush=True)
        except (AssertionError, AttributeError, TypeError, GLib.Error) as failure:
            failed = True
            line = sys.exc_info()[2].tb_next.tb_lineno
            print(f"# line {line}: {failure!r}\nnot ok {number} {title}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        import gi
        gi.require_version("Tarn", "1")
        from gi.repository import GLib, GObject, Tarn
    except ImportError as error:
        print(f"1..0 # SKIP {error}")
        sys.exit(0)
    sys.exit(main(*sys.argv[1:]))
