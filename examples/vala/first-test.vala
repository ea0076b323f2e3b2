/* SPDX-License-Identifier: MIT */
/*
 * A first test of an orchestrator in Vala: a run that succeeds, an error that the test recognizes by its
 * code, observers, timeouts, a condition, and a cost model that is a class of the program.
 */

/* Plans a minute for each refresh, however much it reads. */
class OneMinute : Object, Tarn.CostModel
{
  public uint n_planned;

  public void plan_refresh (Tarn.RefreshWork work, Tarn.CostPlan plan)
  {
    n_planned++;
    plan.set_startup_us (10 * TimeSpan.SECOND);
    plan.add_phase (50 * TimeSpan.SECOND, 4, 0);
    plan.set_processed_bytes ((int64) work.get_source_bytes ());
  }
}

/* The orchestrator under test. It starts a refresh, and sleeps on virtual time between polls. */
Tarn.RefreshStatus
refresh_and_wait (Tarn.Sample world, string view) throws Error
{
  unowned Tarn.GlueClient glue = world.get_glue ();
  var name = new Tarn.TableName (null, "sales", view);
  var run = glue.start_materialized_view_refresh_task_run (name, false);

  while (!run.get_status ().is_terminal ())
    {
      world.get_engine ().advance_by (10 * TimeSpan.SECOND);
      run.reload (glue);
    }
  return run.get_status ();
}

void
test_success () throws Error
{
  var world = new Tarn.Sample (0);

  assert (refresh_and_wait (world, "daily") == Tarn.RefreshStatus.SUCCEEDED);
  assert (world.get_engine ().get_now () - Tarn.ENGINE_START_TIME == 320 * TimeSpan.SECOND);

  string? next_token;
  var runs = world.get_glue ().list_materialized_view_refresh_task_runs (null, null, null, -1, null,
                                                                         out next_token);
  var run = runs[0];

  assert (runs.length == 1 && next_token == null);
  runs = null;
  assert (run.get_table_name () == "daily" && run.get_dpu_seconds () == 2520.0);
}

void
test_error () throws Error
{
  var world = new Tarn.Sample (0);
  var is_told = false;

  world.add_faults ("[late]\noperation=StopMaterializedViewRefreshTaskRun\ndo=lose-reply\n");
  try
    {
      refresh_and_wait (world, "yearly");
    }
  catch (Tarn.GlueError.ENTITY_NOT_FOUND error)
    {
      is_told = true;
      assert (Tarn.GlueError.get_exception_name (error.code) == "EntityNotFoundException");
      assert (Tarn.GlueError.get_http_status (error.code) == 400);
    }
  assert (is_told);
}

void
test_callbacks () throws Error
{
  var world = new Tarn.Sample (0);
  unowned Tarn.Engine lake = world.get_engine ();
  var told = "";
  uint n_ticks = 0;
  Tarn.Change? last = null;

  var id = lake.add_observer ((engine, change) => {
    told += change.get_cause () + " ";
    last = change.copy ();
  });
  lake.add_timeout (TimeSpan.MINUTE, Tarn.TimeoutFlags.BACKGROUND, (engine) => {
    n_ticks++;
    return Source.CONTINUE;
  });
  refresh_and_wait (world, "daily");
  assert (told == "create take-slot begin succeed ");
  assert (n_ticks == 5);
  assert (last.get_to_status () == "SUCCEEDED"
          && last.get_refresh ().get_table_name ().get_table_name () == "daily");
  assert (lake.remove_observer (id));

  Tarn.ClockResult result;
  lake.run_until ((engine) => n_ticks >= 10, int64.MAX, null, out result);
  assert (result == Tarn.ClockResult.CONDITION && n_ticks == 10);
  assert (lake.list_pending (10)[0].kind == "timeout");
}

void
test_cost_model () throws Error
{
  var world = new Tarn.Sample (0);
  var model = new OneMinute ();

  world.get_engine ().set_cost_model (model);
  assert (refresh_and_wait (world, "daily") == Tarn.RefreshStatus.SUCCEEDED);
  assert (world.get_engine ().get_now () - Tarn.ENGINE_START_TIME == TimeSpan.MINUTE);
  assert (model.n_planned == 1);
}

void
test_metadata () throws Error
{
  var world = new Tarn.Sample (0);
  unowned Tarn.DataZoneClient datazone = world.get_datazone ();
  var target = new Tarn.MetadataTarget ("ASSET", world.get_asset_id (), null);
  var statuses = "";

  world.get_engine ().change["datazone"].connect ((change) => {
    unowned Tarn.MetadataChange told = change.get_metadata ();
    statuses += told.get_type_status (Tarn.MetadataType.BUSINESS_NAMES).to_string () + " ";
    assert (told.get_types ()[0] == "BUSINESS_NAMES" && change.get_refresh () == null);
  });
  datazone.start_metadata_generation_run (world.get_domain_id (), world.get_project_id (), target, null,
                                          { "BUSINESS_NAMES" }, null);
  world.get_engine ().run_until_idle (null);
  assert (statuses == "SUBMITTED IN_PROGRESS SUCCEEDED ");

  var asset = datazone.get_asset (world.get_domain_id (), world.get_asset_id (), null);
  var texts = "";

  foreach (var suggestion in asset.get_suggestions (Tarn.MetadataType.BUSINESS_NAMES))
    texts += suggestion.text + ", ";
  assert (texts == "Orders, Order ID, Customer ID, Order Date, Total Amount, ");
}

int
main ()
{
  try
    {
      test_success ();
      test_error ();
      test_callbacks ();
      test_cost_model ();
      test_metadata ();
    }
  catch (Error error)
    {
      GLib.error ("%s", error.message);
    }
  return 0;
}
