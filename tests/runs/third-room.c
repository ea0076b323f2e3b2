/* SPDX-License-Identifier: MIT */
/*
 * Tests what the library provides for every service. No case needs code in crawl-service.c: the cases work
 * because the service is in the engine's list of rooms.
 */
#include <string.h>

#include "crawl-service.h"
#include "worlds/set-up.h"

typedef struct
{
  TarnEngine *engine;
  TarnPrincipal *principal;
  CrawlClient *client;
} World;

static void
world_init_with (World *world, TarnEngine *engine)
{
  world->engine = engine;
  world->principal = principal_new (ACCOUNT, NULL);
  world->client = crawl_client_new (world->engine, world->principal);
}

static void
world_init (World *world)
{
  world_init_with (world, tarn_engine_new (7));
}

static void
world_clear (World *world)
{
  g_clear_object (&world->client);
  g_clear_pointer (&world->principal, tarn_principal_unref);
  g_clear_object (&world->engine);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static char *
start (World *world, const char *crawler, gint64 pages)
{
  g_autoptr (GError) error = NULL;
  char *id = crawl_client_start (world->client, crawler, pages, &error);

  g_assert_no_error (error);
  return id;
}

static void
assert_fails (World *world, const char *crawler, CrawlError code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (crawl_client_start (world->client, crawler, 5, &error));
  g_assert_error (error, CRAWL_ERROR, (gint) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_status (World *world, const char *id, const char *status)
{
  g_autofree Crawl *crawl = crawl_client_get (world->client, id, NULL);

  g_assert_cmpstr (crawl->status, ==, status);
}

/* --- Calls ------------------------------------------------------------------------------------ */

static void
test_call (void)
{
  g_auto (World) world = { NULL };

  world_init (&world);
  g_autofree char *id = start (&world, "north", 5);
  assert_status (&world, id, "CRAWLING");
  assert_fails (&world, "north", CRAWL_ERROR_CRAWLER_RUNNING, "north is crawling");
  assert_fails (&world, "east", CRAWL_ERROR_INVALID_INPUT,
                "Crawler is not one of north, south, west");
  engine_advance (world.engine, 5 * SECOND_US - 1);
  assert_status (&world, id, "CRAWLING");
  engine_advance (world.engine, 1);
  assert_status (&world, id, "SUCCEEDED");
}

static void
test_description (void)
{
  g_auto (World) world = { NULL };

  world_init (&world);
  const TarnService *service = tarn_engine_get_service (world.engine, "crawl");
  g_autofree const char **operations = tarn_service_list_operations (service);
  g_autofree const char **edges = tarn_service_list_edges (service);
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, "GetCrawl");
  g_autofree char *operation_text = g_strjoinv (" ", (char **) operations);
  g_autofree char *edge_text = g_strjoinv (", ", (char **) edges);
  g_autofree char *exception_text = g_strjoinv (" ", (char **) exceptions);

  g_assert_cmpstr (operation_text, ==, "StartCrawl GetCrawl ListCrawls");
  g_assert_cmpstr (edge_text, ==,
                   "none create crawling, crawling succeed succeeded, crawling fail failed");
  g_assert_cmpstr (exception_text, ==, "InvalidInputException NotFoundException TimeoutException");
}

static void
test_throttle (void)
{
  g_auto (World) world = { NULL };

  world_init (&world);
  engine_set (world.engine, "crawl.start-rate-per-second", 1);
  g_free (start (&world, "north", 5));
  assert_fails (&world, "south", CRAWL_ERROR_THROTTLING, "Rate exceeded");
  engine_advance (world.engine, SECOND_US);
  g_free (start (&world, "south", 5));
}

static void
test_access (void)
{
  g_auto (World) world = { NULL };

  world_init (&world);
  tarn_engine_deny (world.engine, "*", "crawl:StartCrawl", "south");
  assert_fails (
      &world, "south", CRAWL_ERROR_ACCESS_DENIED,
      "User: arn:aws:iam::123456789012:root is not authorized to perform: crawl:StartCrawl on"
      " resource: south");
  g_free (start (&world, "north", 5));
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
test_throw (void)
{
  g_auto (World) world = { NULL };

  world_init (&world);
  engine_add_faults (world.engine,
                     "[gone]\nservice=crawl\ndo=throw\nexception=NotFoundException\nnth=1\n");
  assert_fails (&world, "north", CRAWL_ERROR_NOT_FOUND, "gone");
  g_free (start (&world, "north", 5));
}

static void
test_lost_reply (void)
{
  g_auto (World) world = { NULL };
  g_autoptr (GError) error = NULL;

  world_init (&world);
  engine_add_faults (world.engine, "[silence]\noperation=StartCrawl\ndo=lose-reply\nnth=1\n");
  g_assert_null (crawl_client_start (world.client, "north", 5, &error));
  g_assert_error (error, CRAWL_ERROR, CRAWL_ERROR_TIMEOUT);
  g_assert_true (crawl_error_is_reply_lost (error));
  assert_fails (&world, "north", CRAWL_ERROR_CRAWLER_RUNNING, "north is crawling");
}

typedef struct
{
  const char *name;
  const char *rule; /* the action of the rule */
  gint64 end_us;    /* 0 for no end */
  const char *status;
  const char *message;
} RunFaultRow;

static const RunFaultRow run_fault_rows[] = {
  { "fail", "do=fail-run\nmessage=storm\n", 5 * SECOND_US, "FAILED", "storm" },
  { "hang", "do=hang-run\n", 0, "CRAWLING", NULL },
  { "slow", "do=slow-run\nfactor-permille=3000\n", 15 * SECOND_US, "SUCCEEDED", NULL },
};

static void
test_run_fault (gconstpointer data)
{
  const RunFaultRow *row = data;
  g_autofree char *rules = g_strconcat ("[bad]\noperation=StartCrawl\n", row->rule, NULL);
  g_auto (World) world = { NULL };

  world_init (&world);
  engine_add_faults (world.engine, rules);
  g_autofree char *id = start (&world, "north", 5);
  engine_advance (world.engine, 60 * SECOND_US);
  g_autofree Crawl *crawl = crawl_client_get (world.client, id, NULL);
  g_assert_cmpstr (crawl->status, ==, row->status);
  g_assert_cmpstr (crawl->message, ==, row->message);
  g_assert_cmpint (crawl->end_us, ==, row->end_us != 0 ? TARN_ENGINE_START_TIME + row->end_us : 0);
}

static void
test_chaos (void)
{
  g_auto (World) world = { NULL };

  world_init (&world);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (world.engine);
  tarn_fault_plan_add_chaos (plan, 1000000);
  tarn_engine_set_fault_plan (world.engine, plan);
  assert_fails (&world, "north", CRAWL_ERROR_THROTTLING, "Rate exceeded");
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "chaos: crawl fails"), ==, 1);
}

/* --- Changes ---------------------------------------------------------------------------------- */

static void
note_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const char *from = tarn_change_get_from_status (change);
  const char *detail_type = tarn_change_get_detail_type (change);

  g_assert_null (tarn_change_get_refresh (change));
  g_assert_null (tarn_change_get_metadata (change));
  g_string_append_printf (data, "%s %s %s>%s %s\n",
                          tarn_service_get_name (tarn_change_get_service (change)),
                          tarn_change_get_cause (change), from != NULL ? from : "",
                          tarn_change_get_to_status (change),
                          detail_type != NULL ? detail_type : "-");
}

static void
test_observer (void)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_auto (World) world = { NULL };

  world_init (&world);
  tarn_engine_add_observer (world.engine, note_change, told, NULL);
  g_free (start (&world, "north", 5));
  tarn_engine_run_until_idle (world.engine, NULL, NULL);
  g_assert_cmpstr (told->str, ==,
                   "crawl create >CRAWLING -\n"
                   "crawl succeed CRAWLING>SUCCEEDED Crawl Ended\n");
}

static void
keep_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_ptr_array_add (data, tarn_change_copy (change));
}

/* A copy of a change outlives the engine. */
static void
test_kept_change (void)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_change_free);
  World world;

  world_init (&world);
  engine_add_faults (world.engine, "[storm]\noperation=StartCrawl\ndo=fail-run\n");
  tarn_engine_add_observer (world.engine, keep_change, kept, NULL);
  g_autofree char *id = start (&world, "west", 5);
  tarn_engine_run_until_idle (world.engine, NULL, NULL);
  world_clear (&world);

  g_autofree char *run_id = tarn_change_dup_run_id (kept->pdata[1]);
  g_assert_cmpuint (kept->len, ==, 2);
  g_assert_cmpstr (run_id, ==, id);
  g_assert_cmpstr (tarn_change_get_error_message (kept->pdata[1]), ==, "storm");
}

/* --- The journal ------------------------------------------------------------------------------ */

static void
fill (World *world)
{
  engine_add_faults (world->engine, "[storm]\noperation=StartCrawl\nresource=south\ndo=fail-run\n");
  g_free (start (world, "north", 5));
  g_free (start (world, "south", 7));
  engine_advance (world->engine, 6 * SECOND_US);
  g_free (start (world, "north", 9));
}

static void
test_journal (void)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_auto (World) world = { NULL };

  world_init (&world);
  tarn_engine_set_journal (world.engine, journal);
  g_autofree char *id = start (&world, "north", 5);
  tarn_engine_run_until_idle (world.engine, NULL, NULL);

  g_autofree char *text = tarn_journal_dup_text (journal);
  g_autofree char *expected = g_strdup_printf (
      "2000-01-01T00:00:00.000000Z call crawl:StartCrawl by arn:aws:iam::123456789012:root"
      " Crawler=\"north\" Pages=5 -> ok %s\n"
      "2000-01-01T00:00:00.000000Z change crawl north run %s create >CRAWLING\n"
      "2000-01-01T00:00:00.000000Z clock run-until-idle\n"
      "2000-01-01T00:00:05.000000Z change crawl north run %s succeed CRAWLING>SUCCEEDED"
      " [Crawl Ended]\n",
      id, id, id);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_replay (void)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (TarnEngine) replayed = tarn_engine_new (7);
  g_autoptr (GError) error = NULL;
  g_auto (World) world = { NULL };

  world.engine = tarn_engine_new (7);
  tarn_engine_set_journal (world.engine, journal);
  world_init_with (&world, world.engine);
  fill (&world);
  tarn_engine_replay (replayed, journal, &error);
  g_assert_no_error (error);

  g_autofree char *digest = tarn_engine_dup_digest (world.engine, NULL);
  g_autofree char *replayed_digest = tarn_engine_dup_digest (replayed, NULL);
  g_assert_cmpstr (replayed_digest, ==, digest);
}

/* --- Forks, snapshots and differences ------------------------------------------------------------ */

static TarnEngine *
save_and_restore (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) saved = tarn_engine_save (engine, &error);

  g_assert_no_error (error);
  TarnEngine *restored = tarn_engine_restore (saved, NULL, &error);
  g_assert_no_error (error);
  return restored;
}

static TarnEngine *
fork_engine (TarnEngine *engine)
{
  return tarn_engine_fork (engine, NULL, NULL, NULL);
}

/* A copied engine goes on like the original. */
static void
test_copy (gconstpointer data)
{
  TarnEngine *(*const *copy) (TarnEngine * engine) = data;
  g_auto (World) world = { NULL };

  world_init (&world);
  fill (&world);
  g_autoptr (TarnEngine) copied = (*copy) (world.engine);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *digest = tarn_engine_dup_digest (world.engine, NULL);
      g_autofree char *copied_digest = tarn_engine_dup_digest (copied, NULL);
      g_autofree char *different = tarn_engine_diff (world.engine, copied, 10, NULL);

      g_assert_cmpstr (copied_digest, ==, digest);
      g_assert_cmpstr (different, ==, "");
      tarn_engine_run_until_idle (world.engine, NULL, NULL);
      tarn_engine_run_until_idle (copied, NULL, NULL);
    }
}

static TarnEngine *(*const copies[]) (TarnEngine *engine) = { fork_engine, save_and_restore };

/* A delayed event is part of a snapshot, and the restored engine delivers the event. */
static void
test_late_event (void)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_auto (World) world = { NULL };

  world_init (&world);
  engine_add_faults (world.engine,
                     "[late]\nevent=Crawl Ended\ndo=delay-event\ndelay-us=60000000\n");
  g_free (start (&world, "north", 5));
  engine_advance (world.engine, 6 * SECOND_US);
  g_autoptr (TarnEngine) restored = save_and_restore (world.engine);
  tarn_engine_add_observer (restored, note_change, told, NULL);
  tarn_engine_run_until_idle (restored, NULL, NULL);
  g_assert_cmpstr (told->str, ==, "crawl late-event SUCCEEDED>SUCCEEDED Crawl Ended\n");
}

static void
test_diff (void)
{
  g_auto (World) world = { NULL };

  world_init (&world);
  g_autofree char *id = start (&world, "north", 5);
  g_autoptr (TarnEngine) fork = fork_engine (world.engine);
  tarn_engine_run_until_idle (fork, NULL, NULL);
  g_autofree char *different = tarn_engine_diff (world.engine, fork, 10, NULL);
  g_autofree char *expected = g_strdup_printf ("crawl.run[%s]: state crawling -> succeeded\n", id);
  g_assert_nonnull (strstr (different, expected));
}

/* --- Waiting, listing and retention -------------------------------------------------------------- */

static void
test_wait (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (World) world = { NULL };

  world_init (&world);
  g_autofree char *id = start (&world, "north", 5);
  g_autofree Crawl *ended = crawl_client_wait (world.client, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ended->id_text, ==, id);
  g_assert_cmpstr (ended->status, ==, "SUCCEEDED");
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, TARN_ENGINE_START_TIME + 5 * SECOND_US);
}

static void
test_wait_for_ever (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (World) world = { NULL };

  world_init (&world);
  engine_add_faults (world.engine, "[stuck]\noperation=StartCrawl\ndo=hang-run\n");
  g_autofree char *id = start (&world, "north", 5);
  g_assert_null (crawl_client_wait (world.client, id, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
}

static void
run_all (World *world, guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    {
      g_free (start (world, i % 2 == 0 ? "north" : "south", 1 + i));
      tarn_engine_run_until_idle (world->engine, NULL, NULL);
    }
}

/* Returns the numbers of pages of the runs, newest run first. */
static char *
list_pages (World *world, const char *crawler, gint max, char **token)
{
  g_autofree char *given = g_steal_pointer (token);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) crawls
      = crawl_client_list (world->client, crawler, max, given, token, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < crawls->len; i++)
    g_string_append_printf (text, "%d ", (gint) ((const Crawl *) crawls->pdata[i])->pages);
  return g_string_free (text, FALSE);
}

static void
test_list (void)
{
  g_autofree char *token = NULL, *other_token = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (World) world = { NULL };

  world_init (&world);
  run_all (&world, 5);
  g_autofree char *first = list_pages (&world, NULL, 3, &token);
  g_assert_cmpstr (first, ==, "5 4 3 ");
  g_assert_null (crawl_client_list (world.client, "north", 3, token, NULL, &error));
  g_assert_error (error, CRAWL_ERROR, CRAWL_ERROR_INVALID_INPUT);
  g_autofree char *second = list_pages (&world, NULL, 3, &token);
  g_assert_cmpstr (second, ==, "2 1 ");
  g_assert_null (token);
  g_autofree char *north = list_pages (&world, "north", -1, &other_token);
  g_assert_cmpstr (north, ==, "5 3 1 ");
}

static void
test_retention (void)
{
  g_autofree char *token = NULL;
  g_auto (World) world = { NULL };

  world_init (&world);
  engine_set (world.engine, "crawl.retention-runs", 1);
  run_all (&world, 5);
  g_autofree char *kept = list_pages (&world, NULL, -1, &token);
  g_assert_cmpstr (kept, ==, "5 4 ");
  engine_set (world.engine, "crawl.retention-age-us", SECOND_US);
  engine_advance (world.engine, SECOND_US);
  g_autofree char *expired = list_pages (&world, NULL, -1, &token);
  g_assert_cmpstr (expired, ==, "");
}

int
main (int argc, char *argv[])
{
  /* The counters of all tests must cover only the library's own services, so this test writes none. */
  g_unsetenv ("TARN_COUNTERS_DIR");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/third-room/call", test_call);
  g_test_add_func ("/third-room/description", test_description);
  g_test_add_func ("/third-room/throttle", test_throttle);
  g_test_add_func ("/third-room/access", test_access);
  g_test_add_func ("/third-room/faults/throw", test_throw);
  g_test_add_func ("/third-room/faults/lost-reply", test_lost_reply);
  ADD_ROWS ("/third-room/faults/", run_fault_rows, test_run_fault);
  g_test_add_func ("/third-room/faults/chaos", test_chaos);
  g_test_add_func ("/third-room/changes/observer", test_observer);
  g_test_add_func ("/third-room/changes/kept", test_kept_change);
  g_test_add_func ("/third-room/changes/late", test_late_event);
  g_test_add_func ("/third-room/journal", test_journal);
  g_test_add_func ("/third-room/replay", test_replay);
  g_test_add_data_func ("/third-room/fork", &copies[0], test_copy);
  g_test_add_data_func ("/third-room/snapshot", &copies[1], test_copy);
  g_test_add_func ("/third-room/diff", test_diff);
  g_test_add_func ("/third-room/wait/end", test_wait);
  g_test_add_func ("/third-room/wait/for-ever", test_wait_for_ever);
  g_test_add_func ("/third-room/list", test_list);
  g_test_add_func ("/third-room/retention", test_retention);
  return g_test_run ();
}
