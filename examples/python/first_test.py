#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The first test of an orchestrator in Python.

The tests show a run that succeeds, an error that the test recognizes by its code, callbacks, and a cost model
that is a class of the program. Run them without an installation by:
meson devenv -C BUILD -w . python3 examples/python/first_test.py
"""

import unittest

import gi

gi.require_version("Tarn", "1")
from gi.repository import GLib, GObject, Tarn  # noqa: E402

SECOND = 1_000_000


def refresh_and_wait(world, view):
    """The orchestrator under test. It starts a refresh, and sleeps on virtual time between polls."""
    engine, glue = world.get_engine(), world.get_glue()
    name = Tarn.TableName.new(None, "sales", view)
    run = glue.start_materialized_view_refresh_task_run(name, False)
    while not Tarn.refresh_status_is_terminal(run.get_status()):
        engine.advance_by(10 * SECOND)
        run.reload(glue)
    return run


class OneMinute(GObject.Object, Tarn.CostModel):
    """Plans a minute for each refresh, however much it reads."""

    def do_plan_refresh(self, work, plan):
        plan.set_startup_us(10 * SECOND)
        plan.add_phase(50 * SECOND, 4, 0)
        plan.set_processed_bytes(work.get_source_bytes())


class FirstTest(unittest.TestCase):
    def setUp(self):
        self.world = Tarn.Sample.new(0)
        self.lake = self.world.get_engine()

    def passed(self):
        return (self.lake.get_now() - Tarn.ENGINE_START_TIME) // SECOND

    def test_success(self):
        run = refresh_and_wait(self.world, "daily")
        self.assertEqual(run.get_status(), Tarn.RefreshStatus.SUCCEEDED)
        self.assertEqual(run.get_dpu_seconds(), 2520.0)
        self.assertEqual(self.passed(), 320)

    def test_error(self):
        with self.assertRaises(GLib.Error) as caught:
            refresh_and_wait(self.world, "yearly")
        error = caught.exception
        self.assertTrue(error.matches(Tarn.glue_error_quark(), Tarn.GlueError.ENTITY_NOT_FOUND))
        self.assertEqual(Tarn.glue_error_get_exception_name(error.code), "EntityNotFoundException")

    def test_lost_reply(self):
        self.world.add_faults("[no answer]\n"
                              "operation=StartMaterializedViewRefreshTaskRun\nnth=1\ndo=lose-reply\n")
        with self.assertRaises(GLib.Error) as caught:
            refresh_and_wait(self.world, "daily")
        self.assertTrue(caught.exception.matches(Tarn.glue_error_quark(),
                                                 Tarn.GlueError.OPERATION_TIMEOUT))
        self.assertGreaterEqual(self.world.get_journal().find(" create ", 0), 0)

    def test_observer(self):
        changes = []
        observer = self.lake.add_observer(lambda _lake, change: changes.append(change))
        refresh_and_wait(self.world, "daily")
        self.assertTrue(self.lake.remove_observer(observer))
        refresh_and_wait(self.world, "daily")
        self.assertEqual([change.get_cause() for change in changes],
                         ["create", "take-slot", "begin", "succeed"])
        self.assertEqual(changes[-1].get_to_status(), "SUCCEEDED")

    def test_timeout(self):
        ticks = []

        def tick(lake):
            ticks.append(lake.get_now())
            return len(ticks) < 3

        self.lake.add_timeout(60 * SECOND, Tarn.TimeoutFlags.NONE, tick)
        self.lake.run_until_idle(None)
        self.assertEqual(len(ticks), 3)
        self.assertEqual(self.passed(), 180)

    def test_cost_model(self):
        self.lake.set_cost_model(OneMinute())
        run = refresh_and_wait(self.world, "daily")
        self.assertEqual(self.passed(), 60)
        self.assertEqual(run.get_dpu_seconds(), 200.0)
        self.assertEqual(run.get_processed_bytes(), 100_000_000_000)


if __name__ == "__main__":
    unittest.main()
