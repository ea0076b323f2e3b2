/* SPDX-License-Identifier: MIT */
/*
 * Tests which of the waiting runs gets a free slot: by a slot chooser of the user, by the limits of classes, and by
 * the pool of DPU. Each run takes a hundred seconds, and uses as many DPU as its tag says.
 */
#include "worlds/glue-lake.h"

#define RUN_US (100 * SECOND_US)
#define start_with_options tarn_glue_client_start_materialized_view_refresh_task_run_with_options

enum
{
  STARTS_MAX = 6,
};

/* --- A cost model ----------------------------------------------------------------------------- */

typedef GObject ByTag;
typedef GObjectClass ByTagClass;

GType by_tag_get_type (void);

static void
plan_by_tag (TarnCostModel *self G_GNUC_UNUSED, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  gint64 dpu = (gint64) tarn_refresh_work_get_tag (work);

  tarn_cost_plan_add_phase (plan, RUN_US, MAX (dpu, 1), 0);
}

static void
by_tag_init_interface (TarnCostModelInterface *iface)
{
  iface->plan_refresh = plan_by_tag;
}

G_DEFINE_TYPE_WITH_CODE (ByTag, by_tag, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, by_tag_init_interface))

static void
by_tag_class_init (ByTagClass *class G_GNUC_UNUSED)
{
}

static void
by_tag_init (ByTag *self G_GNUC_UNUSED)
{
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ByTag, g_object_unref)

/* --- A slot chooser --------------------------------------------------------------------------- */

typedef enum
{
  FIRST,
  LAST,
  LARGEST_TAG,
  MOST_PENDING,
  OLDEST_PENDING,
  NONE_THERE_IS,
} Order;

typedef struct
{
  GObject parent_instance;
  Order order;
  GString *seen; /* the numbers of runs that it was shown */
  TarnGlueClient *client;
  TarnTableName *view;
  TarnWaitingRuns *kept;
} Chooser;
typedef GObjectClass ChooserClass;

GType chooser_get_type (void);

static gint64
get_key (const Chooser *self, const TarnWaitingRuns *waiting, guint i)
{
  switch (self->order)
    {
    case LARGEST_TAG:
      return -(gint64) tarn_waiting_runs_get_tag (waiting, i);
    case MOST_PENDING:
      return -(gint64) tarn_waiting_runs_get_pending_bytes (waiting, i);
    case OLDEST_PENDING:
      return tarn_waiting_runs_get_oldest_pending_time (waiting, i);
    case LAST:
      return -(gint64) i;
    default:
      return i;
    }
}

/* A chooser may look, and may change nothing. */
static void
try_to_change (const Chooser *self, TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTable) table G_GNUC_UNUSED
      = tarn_glue_client_get_table (self->client, self->view, &error);

  g_assert_no_error (error);
  g_autoptr (TarnRefreshEstimate) estimate G_GNUC_UNUSED
      = tarn_glue_client_estimate_refresh (self->client, self->view, TARN_REFRESH_TYPE_FULL,
                                           &error);
  g_assert_no_error (error);
  g_assert_false (
      tarn_glue_client_stop_materialized_view_refresh_task_run (self->client, self->view, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_false (tarn_engine_advance_by (engine, 1, NULL));
  g_assert_false (tarn_engine_set_option (engine, "glue.running-max", 5, NULL));
}

static guint
choose (TarnSlotChooser *object, TarnEngine *engine, const TarnWaitingRuns *waiting)
{
  Chooser *self = (Chooser *) object;
  guint n_runs = tarn_waiting_runs_get_length (waiting), best = 0;

  g_assert_cmpuint (n_runs, >, 0);
  g_string_append_printf (self->seen, "%u ", n_runs);
  if (self->client != NULL)
    try_to_change (self, engine);
  tarn_waiting_runs_free (self->kept);
  self->kept = tarn_waiting_runs_copy (waiting);
  if (self->order == NONE_THERE_IS)
    return n_runs;

  for (guint i = 1; i < n_runs; i++)
    if (get_key (self, waiting, i) < get_key (self, waiting, best))
      best = i;
  return best;
}

static void
chooser_init_interface (TarnSlotChooserInterface *iface)
{
  iface->choose = choose;
}

G_DEFINE_TYPE_WITH_CODE (Chooser, chooser, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_SLOT_CHOOSER, chooser_init_interface))

static void
chooser_finalize (GObject *object)
{
  Chooser *self = (Chooser *) object;

  g_string_free (self->seen, TRUE);
  g_clear_object (&self->client);
  g_clear_pointer (&self->view, tarn_table_name_unref);
  tarn_waiting_runs_free (self->kept);
  G_OBJECT_CLASS (chooser_parent_class)->finalize (object);
}

static void
chooser_class_init (ChooserClass *class)
{
  class->finalize = chooser_finalize;
}

static void
chooser_init (Chooser *self)
{
  self->seen = g_string_new (NULL);
}

static Chooser *
chooser_new (Order order)
{
  Chooser *self = g_object_new (chooser_get_type (), NULL);

  self->order = order;
  return self;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chooser, g_object_unref)

/* --- The world -------------------------------------------------------------------------------- */

typedef struct
{
  Lake lake;
  TarnTableName *bases[STARTS_MAX];
  TarnTableName *views[STARTS_MAX];
  GString *log; /* the number of each run that gets a slot, and the second at which */
} World;

static void
on_slot (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  const TarnTableName *view = tarn_refresh_change_get_table_name (tarn_change_get_refresh (change));

  g_string_append_printf (data, "%s@%" G_GINT64_FORMAT " ", tarn_table_name_get_table_name (view),
                          (tarn_engine_get_now (engine) - START_US) / SECOND_US);
}

static void
log_slots (TarnEngine *engine, GString *log)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();

  tarn_change_filter_add_refresh_cause (filter, TARN_REFRESH_CAUSE_TAKE_SLOT);
  tarn_engine_add_filtered_observer (engine, filter, on_slot, log, NULL);
}

static World
world_new (void)
{
  World world = { .lake = lake_new (1), .log = g_string_new (NULL) };
  g_autoptr (ByTag) model = g_object_new (by_tag_get_type (), NULL);

  tarn_engine_set_cost_model (world.lake.engine, TARN_COST_MODEL (model));
  engine_set (world.lake.engine, "glue.queue-at-limit", 1);
  for (guint i = 0; i < STARTS_MAX; i++)
    {
      g_autofree char *base = g_strdup_printf ("base%u", i), *view = g_strdup_printf ("v%u", i);

      world.bases[i] = lake_add_base (&world.lake, base, GIGABYTE);
      world.views[i] = lake_add_view (&world.lake, view, world.bases[i], TARN_REFRESH_TYPE_FULL);
    }
  log_slots (world.lake.engine, world.log);
  return world;
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < STARTS_MAX; i++)
    {
      tarn_table_name_unref (world->bases[i]);
      tarn_table_name_unref (world->views[i]);
    }
  lake_clear (&world->lake);
  g_string_free (world->log, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
start (World *world, guint view, guint64 tag, guint slot_class, GError **error)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, tag);
  tarn_start_options_set_slot_class (options, slot_class);
  g_autoptr (TarnRefreshRun) run
      = start_with_options (world->lake.client, world->views[view], FALSE, options, error);
  return run != NULL;
}

/* --- The order -------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gboolean has_chooser;
  Order order;
  const char *log;
  const char *seen;
} OrderRow;

/*
 * The first run gets the only slot. The others start while it runs, with the tags 3, 5, 1, 5 and 2, and with
 * commits to their sources.
 */
/* clang-format off */
static const OrderRow order_rows[] = {
  { "none", FALSE, FIRST, "v0@0 v1@100 v2@200 v3@300 v4@400 v5@500 ", "" },
  { "first", TRUE, FIRST, "v0@0 v1@100 v2@200 v3@300 v4@400 v5@500 ", "1 5 4 3 2 1 " },
  { "last", TRUE, LAST, "v0@0 v5@100 v4@200 v3@300 v2@400 v1@500 ", "1 5 4 3 2 1 " },
  { "largest-tag", TRUE, LARGEST_TAG, "v0@0 v2@100 v4@200 v1@300 v5@400 v3@500 ", "1 5 4 3 2 1 " },
  { "most-pending", TRUE, MOST_PENDING, "v0@0 v3@100 v1@200 v5@300 v2@400 v4@500 ", "1 5 4 3 2 1 " },
  { "oldest-pending", TRUE, OLDEST_PENDING, "v0@0 v4@100 v3@200 v2@300 v1@400 v5@500 ", "1 5 4 3 2 1 " },
};
/* clang-format on */

static void
start_all (World *world)
{
  static const guint64 tags[] = { 1, 3, 5, 1, 5, 2 };
  static const gint64 bytes[] = { 0, 400, 200, 500, 100, 300 };

  engine_set (world->lake.engine, "glue.running-max", 1);
  g_assert_true (start (world, 0, tags[0], 0, NULL));
  for (guint i = 4; i >= 1; i--)
    {
      engine_advance (world->lake.engine, SECOND_US);
      glue_append (world->lake.client, world->bases[i], bytes[i]);
    }
  engine_advance (world->lake.engine, SECOND_US);
  glue_append (world->lake.client, world->bases[5], bytes[5]);
  for (guint i = 1; i < STARTS_MAX; i++)
    g_assert_true (start (world, i, tags[i], 0, NULL));
}

static void
test_order (gconstpointer data)
{
  const OrderRow *row = data;
  g_auto (World) world = world_new ();
  g_autoptr (Chooser) chooser = chooser_new (row->order);

  if (row->has_chooser)
    tarn_engine_set_slot_chooser (world.lake.engine, TARN_SLOT_CHOOSER (chooser));
  start_all (&world);
  engine_drain (world.lake.engine);
  g_assert_cmpstr (world.log->str, ==, row->log);
  g_assert_cmpstr (chooser->seen->str, ==, row->seen);
}

/* What a chooser keeps of a list shows the runs of that time, also when the engine is gone. */
static void
test_list (void)
{
  g_autoptr (Chooser) chooser = chooser_new (LAST);
  World world = world_new ();

  tarn_engine_set_slot_chooser (world.lake.engine, TARN_SLOT_CHOOSER (chooser));
  engine_set (world.lake.engine, "glue.running-max", 0);
  engine_advance (world.lake.engine, HOUR_US);
  glue_append (world.lake.client, world.bases[2], 77);
  engine_advance (world.lake.engine, HOUR_US);
  g_assert_true (start (&world, 2, 9, 3, NULL));
  g_assert_true (start (&world, 1, 0, 0, NULL));
  g_assert_null (chooser->kept);
  engine_set (world.lake.engine, "glue.running-max", 1);
  world_clear (&world);

  const TarnWaitingRuns *kept = chooser->kept;
  const TarnTableName *name = tarn_waiting_runs_get_table_name (kept, 0);
  g_assert_cmpuint (tarn_waiting_runs_get_length (kept), ==, 2);
  g_assert_cmpstr (tarn_table_name_get_table_name (name), ==, "v2");
  g_assert_cmpint (tarn_waiting_runs_get_creation_time (kept, 0), ==, START_US + 2 * HOUR_US);
  g_assert_cmpuint (tarn_waiting_runs_get_tag (kept, 0), ==, 9);
  g_assert_cmpuint (tarn_waiting_runs_get_slot_class (kept, 0), ==, 3);
  g_assert_cmpuint (tarn_waiting_runs_get_pending_bytes (kept, 0), ==, 77);
  g_assert_cmpint (tarn_waiting_runs_get_oldest_pending_time (kept, 0), ==, START_US + HOUR_US);
  g_assert_cmpuint (tarn_waiting_runs_get_tag (kept, 1), ==, 0);
  g_assert_cmpuint (tarn_waiting_runs_get_slot_class (kept, 1), ==, 0);
  g_assert_cmpint (tarn_waiting_runs_get_oldest_pending_time (kept, 1), ==, 0);
}

static void
test_only_looks (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (Chooser) chooser = chooser_new (LAST);

  chooser->client = g_object_ref (world.lake.client);
  chooser->view = tarn_table_name_ref (world.views[0]);
  tarn_engine_set_slot_chooser (world.lake.engine, TARN_SLOT_CHOOSER (chooser));
  start_all (&world);
  engine_drain (world.lake.engine);
  g_assert_cmpstr (world.log->str, ==, order_rows[2].log);
  g_assert_cmpstr (chooser->seen->str, ==, order_rows[2].seen);
  /* The client refers to the engine, and the engine to the chooser. */
  g_clear_object (&chooser->client);
}

/* A position that there is not counts as the first. */
static void
test_wrong_position (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (Chooser) chooser = chooser_new (NONE_THERE_IS);

  tarn_engine_set_slot_chooser (world.lake.engine, TARN_SLOT_CHOOSER (chooser));
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "a slot chooser chose position 1 of 1");
  g_assert_true (start (&world, 0, 1, 0, NULL));
  g_test_assert_expected_messages ();
  g_assert_cmpstr (world.log->str, ==, "v0@0 ");
}

/* A run that is stopped while it waits is no longer shown. */
static void
test_stopped_while_waiting (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (Chooser) chooser = chooser_new (LAST);

  tarn_engine_set_slot_chooser (world.lake.engine, TARN_SLOT_CHOOSER (chooser));
  start_all (&world);
  lake_stop (&world.lake, world.views[5]);
  engine_drain (world.lake.engine);
  g_assert_cmpstr (world.log->str, ==, "v0@0 v4@100 v3@200 v2@300 v1@400 ");
}

/* --- Forks and snapshots ---------------------------------------------------------------------- */

typedef enum
{
  BY_FORK,
  BY_SNAPSHOT,
} Copying;

static TarnEngine *
copy_engine (TarnEngine *engine, Copying copying, const TarnForkOptions *options, GError **error)
{
  if (copying == BY_FORK)
    return tarn_engine_fork (engine, options, NULL, error);

  g_autoptr (GBytes) saved = tarn_engine_save (engine, NULL);
  return tarn_engine_restore (saved, options, error);
}

/* A copy needs a chooser too, and goes on as the original does. */
static void
test_copy (gconstpointer data)
{
  Copying copying = (Copying) GPOINTER_TO_INT (data);
  g_auto (World) world = world_new ();
  g_autoptr (Chooser) chooser = chooser_new (LARGEST_TAG), other = chooser_new (LARGEST_TAG);
  g_autoptr (ByTag) model = g_object_new (by_tag_get_type (), NULL);
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  tarn_engine_set_slot_chooser (world.lake.engine, TARN_SLOT_CHOOSER (chooser));
  start_all (&world);
  tarn_fork_options_set_cost_model (options, TARN_COST_MODEL (model));
  g_assert_null (copy_engine (world.lake.engine, copying, options, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_SLOT_CHOOSER);
  tarn_fork_options_set_slot_chooser (options, TARN_SLOT_CHOOSER (other));
  g_autoptr (TarnForkOptions) same = tarn_fork_options_copy (options);
  g_autoptr (TarnEngine) copy = copy_engine (world.lake.engine, copying, same, NULL);
  g_assert_true (tarn_engine_get_slot_chooser (copy) == TARN_SLOT_CHOOSER (other));

  log_slots (copy, log);
  engine_drain (copy);
  g_assert_cmpstr (log->str, ==, order_rows[3].log + strlen ("v0@0 "));
  engine_drain (world.lake.engine);
  g_autofree char *digest = get_digest (world.lake.engine);
  g_autofree char *digest_of_copy = get_digest (copy);
  g_assert_cmpstr (digest, ==, digest_of_copy);
}

static void
test_property (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (Chooser) chooser = chooser_new (LAST);
  g_autoptr (GObject) got = NULL;

  g_assert_null (tarn_engine_get_slot_chooser (world.lake.engine));
  g_object_set (world.lake.engine, "slot-chooser", chooser, NULL);
  g_assert_true (tarn_engine_get_slot_chooser (world.lake.engine) == TARN_SLOT_CHOOSER (chooser));
  g_object_get (world.lake.engine, "slot-chooser", &got, NULL);
  g_assert_true (got == G_OBJECT (chooser));
  tarn_engine_set_slot_chooser (world.lake.engine, NULL);
  g_assert_null (tarn_engine_get_slot_chooser (world.lake.engine));
}

/* --- Classes and DPU -------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 running_max, class_1_max, class_2_max, dpu_max; /* -1 is without limit */
  struct
  {
    guint64 dpu; /* 0 ends the list */
    guint slot_class;
  } starts[STARTS_MAX];
  const char *log; /* all start at once */
} LimitRow;

/* clang-format off */
static const LimitRow limit_rows[] = {
  { "no-limit", -1, -1, -1, -1, { { 9, 0 }, { 9, 1 }, { 9, 2 } }, "v0@0 v1@0 v2@0 " },
  { "class-full", -1, 1, -1, -1, { { 1, 1 }, { 1, 1 }, { 1, 1 } }, "v0@0 v1@100 v2@200 " },
  { "class-does-not-hold-up-others", -1, 1, -1, -1, { { 1, 1 }, { 1, 1 }, { 1, 0 }, { 1, 2 } },
    "v0@0 v2@0 v3@0 v1@100 " },
  { "two-classes", -1, 1, 2, -1, { { 1, 1 }, { 1, 2 }, { 1, 2 }, { 1, 2 }, { 1, 1 } },
    "v0@0 v1@0 v2@0 v4@100 v3@100 " },
  { "slots-before-class", 1, 1, -1, -1, { { 1, 0 }, { 1, 1 }, { 1, 1 } }, "v0@0 v1@100 v2@200 " },
  { "class-without-slots", -1, 0, -1, -1, { { 1, 1 }, { 1, 0 } }, "v1@0 " },
  { "pool-is-filled-exactly", -1, -1, -1, 10, { { 4, 0 }, { 6, 0 }, { 1, 0 } }, "v0@0 v1@0 v2@100 " },
  { "pool-holds-up-those-behind", -1, -1, -1, 10, { { 6, 0 }, { 5, 0 }, { 3, 0 } },
    "v0@0 v1@100 v2@100 " },
  { "more-than-the-pool-runs-alone", -1, -1, -1, 10, { { 6, 0 }, { 12, 0 }, { 3, 0 } },
    "v0@0 v1@100 v2@200 " },
  { "pool-and-classes", -1, 1, -1, 10, { { 6, 1 }, { 2, 1 }, { 4, 0 }, { 1, 0 } },
    "v0@0 v2@0 v1@100 v3@100 " },
};
/* clang-format on */

static void
set_limits (const World *world, const LimitRow *row)
{
  engine_set (world->lake.engine, "glue.running-max", row->running_max);
  engine_set (world->lake.engine, "glue.class-1-running-max", row->class_1_max);
  engine_set (world->lake.engine, "glue.class-2-running-max", row->class_2_max);
  engine_set (world->lake.engine, "glue.dpu-max", row->dpu_max);
}

static void
test_limits (gconstpointer data)
{
  const LimitRow *row = data;
  g_auto (World) world = world_new ();

  set_limits (&world, row);
  for (guint i = 0; i < STARTS_MAX && row->starts[i].dpu > 0; i++)
    g_assert_true (start (&world, i, row->starts[i].dpu, row->starts[i].slot_class, NULL));
  engine_advance (world.lake.engine, HOUR_US);
  g_assert_cmpstr (world.log->str, ==, row->log);
}

/* The counts of classes and of DPU follow from the runs, so a restored engine goes on with the same limits. */
static void
test_limits_restored (gconstpointer data)
{
  const LimitRow *row = data;
  g_auto (World) world = world_new ();
  g_autoptr (ByTag) model = g_object_new (by_tag_get_type (), NULL);
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();
  g_autoptr (GString) log = g_string_new (NULL);

  set_limits (&world, row);
  for (guint i = 0; i < STARTS_MAX && row->starts[i].dpu > 0; i++)
    g_assert_true (start (&world, i, row->starts[i].dpu, row->starts[i].slot_class, NULL));
  engine_advance (world.lake.engine, SECOND_US);
  tarn_fork_options_set_cost_model (options, TARN_COST_MODEL (model));
  for (Copying copying = BY_FORK; copying <= BY_SNAPSHOT; copying++)
    {
      g_autoptr (TarnEngine) copy = copy_engine (world.lake.engine, copying, options, NULL);

      g_string_assign (log, world.log->str);
      log_slots (copy, log);
      engine_advance (copy, HOUR_US);
      g_assert_cmpstr (log->str, ==, row->log);
    }
}

/* --- Refused starts --------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *option;
  gint64 value;
  guint64 dpu;
  const char *message; /* NULL: the start gets a slot */
} RefusedRow;

/* One run of class 1 with 6 DPU has a slot. Then another of class 1 starts. Nothing waits. */
#define HAS_1 "account 123456789012 has 1 refresh task runs"
/* clang-format off */
static const RefusedRow refused_rows[] = {
  { "nothing-reached", "glue.running-max", 2, 4, NULL },
  { "slots", "glue.running-max", 1, 4, HAS_1 ", as many as it may have or more" },
  { "class", "glue.class-1-running-max", 1, 4, HAS_1 " of slot class 1, as many as it may have or more" },
  { "other-class", "glue.class-2-running-max", 0, 4, NULL },
  { "dpu", "glue.dpu-max", 9, 4, HAS_1 ", which leave too few DPU for one of 123456789012.sales.v1" },
  { "dpu-just-enough", "glue.dpu-max", 10, 4, NULL },
};
/* clang-format on */

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  engine_set (world.lake.engine, "glue.queue-at-limit", 0);
  engine_set (world.lake.engine, row->option, row->value);
  g_assert_true (start (&world, 0, 6, 1, NULL));
  g_assert_cmpint (start (&world, 1, row->dpu, 1, &error), ==, row->message == NULL);
  if (row->message != NULL)
    {
      g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED);
      g_assert_cmpstr (error->message, ==, row->message);
    }
}

/* --- Automatic refreshes ---------------------------------------------------------------------- */

/* An automatic refresh has the class of the option, and waits like any other run. */
static void
test_automatic (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (world.lake.client, "hourly", world.bases[0], TARN_REFRESH_TYPE_FULL, 3600);

  engine_set (world.lake.engine, "glue.automatic-slot-class", 2);
  engine_set (world.lake.engine, "glue.class-2-running-max", 1);
  engine_advance (world.lake.engine, HOUR_US - SECOND_US);
  g_assert_true (start (&world, 1, 1, 2, NULL));
  g_assert_true (start (&world, 2, 1, 0, NULL));
  glue_append (world.lake.client, world.bases[0], 1);
  engine_advance (world.lake.engine, HOUR_US / 2);
  g_assert_cmpstr (world.log->str, ==, "v1@3599 v2@3599 hourly@3699 ");
}

typedef struct
{
  const char *name;
  const char *option;
  gint64 value;
  const char *message;
} AutomaticRow;

/* A run of class 2 with 6 DPU has a slot when an automatic refresh of class 2 is due, and nothing waits. */
static const AutomaticRow automatic_rows[] = {
  { "slots", "glue.running-max", 1, "The account has as many refresh task runs as it may have." },
  { "class", "glue.class-2-running-max", 1,
    "The account has as many refresh task runs of this slot class as it may have." },
  { "dpu", "glue.dpu-max", 6,
    "The refresh task runs of the account leave too few DPU for this one." },
};

static void
on_failure (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  if (tarn_change_get_kind (change) == TARN_CHANGE_KIND_INVOCATION_FAILURE)
    g_string_append (data, tarn_change_get_error_message (change));
}

static void
test_automatic_refused (gconstpointer data)
{
  const AutomaticRow *row = data;
  g_auto (World) world = world_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (world.lake.client, "hourly", world.bases[0], TARN_REFRESH_TYPE_NONE, 3600);

  engine_set (world.lake.engine, "glue.queue-at-limit", 0);
  engine_set (world.lake.engine, "glue.automatic-slot-class", 2);
  engine_set (world.lake.engine, row->option, row->value);
  engine_advance (world.lake.engine, HOUR_US - SECOND_US);
  g_assert_true (start (&world, 1, 6, 2, NULL));
  tarn_engine_add_observer (world.lake.engine, on_failure, log, NULL);
  engine_advance (world.lake.engine, SECOND_US);
  g_assert_cmpstr (log->str, ==, row->message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/slot-chooser/order/", order_rows, test_order);
  g_test_add_func ("/slot-chooser/list", test_list);
  g_test_add_func ("/slot-chooser/only-looks", test_only_looks);
  g_test_add_func ("/slot-chooser/wrong-position", test_wrong_position);
  g_test_add_func ("/slot-chooser/stopped-while-waiting", test_stopped_while_waiting);
  g_test_add_data_func ("/slot-chooser/copy/fork", GINT_TO_POINTER (BY_FORK), test_copy);
  g_test_add_data_func ("/slot-chooser/copy/snapshot", GINT_TO_POINTER (BY_SNAPSHOT), test_copy);
  g_test_add_func ("/slot-chooser/property", test_property);
  ADD_ROWS ("/slot-chooser/limits/", limit_rows, test_limits);
  ADD_ROWS ("/slot-chooser/limits-restored/", limit_rows, test_limits_restored);
  ADD_ROWS ("/slot-chooser/refused/", refused_rows, test_refused);
  g_test_add_func ("/slot-chooser/automatic", test_automatic);
  ADD_ROWS ("/slot-chooser/automatic-refused/", automatic_rows, test_automatic_refused);

  return g_test_run ();
}
