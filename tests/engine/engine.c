/* SPDX-License-Identifier: MIT */
/*
 * These tests are about the engine as an object: what keeps it alive, what its end does, and what a seed
 * determines. A callback that drops the last reference proves nothing unless a tool looks for uses of freed
 * memory, as the sanitizers and valgrind do.
 */
#include "worlds/small-lake.h"

/* --- Dropped inside callbacks ----------------------------------------------------------------- */

typedef struct
{
  TarnEngine *engine;
  guint n_calls;
  guint n_destroyed;
} Holder;

static gboolean
drop_engine (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Holder *holder = data;

  holder->n_calls++;
  g_clear_object (&holder->engine);
  return G_SOURCE_REMOVE;
}

static void
on_destroy (gpointer data)
{
  ((Holder *) data)->n_destroyed++;
}

typedef gboolean (*Drive) (TarnEngine *engine);

static gboolean
drive_step (TarnEngine *engine)
{
  return tarn_engine_step (engine, NULL, NULL);
}

static gboolean
drive_advance (TarnEngine *engine)
{
  return tarn_engine_advance_by (engine, 100, NULL);
}

static gboolean
drive_advance_to (TarnEngine *engine)
{
  return tarn_engine_advance_to (engine, START_US + 100, NULL);
}

static gboolean
drive_run (TarnEngine *engine)
{
  return tarn_engine_run_until (engine, never, NULL, START_US + 100, NULL, NULL, NULL);
}

static gboolean
drive_idle (TarnEngine *engine)
{
  return tarn_engine_run_until_idle (engine, NULL, NULL);
}

/* The function that drives time goes on to its end, and then the engine is freed. */
static void
test_last_reference_dropped (void)
{
  const Drive drives[] = { drive_step, drive_advance, drive_advance_to, drive_run, drive_idle };

  for (gsize i = 0; i < G_N_ELEMENTS (drives); i++)
    {
      TarnEngine *engine = tarn_engine_new (0);
      Holder holder = { engine, 0, 0 };
      gpointer watched = engine;

      g_object_add_weak_pointer (G_OBJECT (engine), &watched);
      for (gint64 j = 1; j <= 5; j++)
        tarn_engine_add_timeout (engine, 20 * j,
                                 j == 2 ? TARN_TIMEOUT_NONE : TARN_TIMEOUT_BACKGROUND, drop_engine,
                                 &holder, on_destroy);
      g_assert_true (drives[i](engine));
      g_assert_null (watched);
      g_assert_cmpuint (holder.n_calls, >=, 1);
      g_assert_cmpuint (holder.n_destroyed, ==, 5);
    }
}

static gboolean
drop_lake (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  small_lake_clear (data);
  return G_SOURCE_REMOVE;
}

/* The last reference may be dropped while runs and their events are pending. */
static void
test_lake_dropped (void)
{
  SmallLake lake;

  small_lake_init (&lake, 0, 3, 3600);
  for (guint i = 0; i < 3; i++)
    g_free (small_lake_start (&lake, i, NULL));
  tarn_engine_add_timeout (lake.engine, 40 * SECOND_US, TARN_TIMEOUT_NONE, drop_lake, &lake, NULL);
  g_assert_true (tarn_engine_advance_by (lake.engine, HOUR_US, NULL));
  g_assert_null (lake.engine);
}

static void
drop_both (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  SmallLake *lake = data;

  g_clear_object (&lake->glue);
  g_clear_object (&lake->engine);
}

/*
 * The start makes two changes. After the first call of the observer, only the delivery keeps the engine
 * alive.
 */
static void
test_lake_dropped_in_an_operation (void)
{
  SmallLake lake;

  small_lake_init (&lake, 0, 1, 0);
  tarn_engine_add_observer (lake.engine, drop_both, &lake, NULL);
  g_autofree char *id = small_lake_start (&lake, 0, NULL);
  g_assert_nonnull (id);
  g_assert_null (lake.engine);
  small_lake_clear (&lake);
}

/* An option also makes a change if it lets a waiting run have its slot. */
static void
test_lake_dropped_in_an_option (void)
{
  SmallLake lake;

  small_lake_init (&lake, 0, 2, 0);
  g_assert_true (tarn_engine_set_option (lake.engine, "glue.running-max", 1, NULL));
  g_assert_true (tarn_engine_set_option (lake.engine, "glue.queue-at-limit", 1, NULL));
  for (guint i = 0; i < 2; i++)
    g_free (small_lake_start (&lake, i, NULL));
  tarn_engine_add_observer (lake.engine, drop_both, &lake, NULL);
  g_assert_true (tarn_engine_set_option (lake.engine, "glue.running-max", 2, NULL));
  g_assert_null (lake.engine);
  small_lake_clear (&lake);
}

/* --- Kept alive ------------------------------------------------------------------------------- */

static void
test_client_keeps_engine (void)
{
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, NULL);
  TarnEngine *engine = tarn_engine_new (0);
  TarnGlueClient *first = tarn_engine_create_glue_client (engine, principal);
  TarnGlueClient *second = tarn_engine_create_glue_client (engine, principal);
  gpointer watched = engine;

  g_object_add_weak_pointer (G_OBJECT (engine), &watched);
  g_object_unref (engine);
  g_object_unref (first);
  g_assert_nonnull (watched);
  g_assert_true (tarn_glue_client_create_database (second, NULL, "sales", NULL));
  g_object_unref (second);
  g_assert_null (watched);
}

/* --- Seeds ------------------------------------------------------------------------------------ */

static char *
start_in (TarnEngine *engine)
{
  g_autoptr (TarnGlueClient) glue = glue_client_new (engine, ACCOUNT, NULL);
  g_autoptr (TarnTableName) name = table_name_new (ACCOUNT, "d", "t");
  g_autoptr (TarnTableInput) source = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (view, name);
  g_assert_true (tarn_glue_client_create_database (glue, NULL, "d", NULL));
  g_assert_true (glue_create_table (glue, NULL, "d", "t", source, NULL));
  g_assert_true (glue_create_table (glue, NULL, "d", "v", view, NULL));
  return start_refresh (glue, NULL, "d", "v", FALSE, NULL);
}

/* The id of a run shows the random draws of its engine. The fixed id is part of the draw format. */
static void
test_seeds (void)
{
  g_autoptr (TarnEngine) zero = tarn_engine_new (0);
  g_autoptr (TarnEngine) same = tarn_engine_new_for_replication (0, 0);
  g_autoptr (TarnEngine) other = tarn_engine_new (1);
  g_autoptr (TarnEngine) again = tarn_engine_new_for_replication (0, 1);
  g_autofree char *zero_id = start_in (zero), *same_id = start_in (same);
  g_autofree char *other_id = start_in (other), *again_id = start_in (again);

  g_assert_cmpstr (zero_id, ==, "f077854c-347a-4fc3-84f5-0139b297a0ff");
  g_assert_cmpstr (zero_id, ==, same_id);
  g_assert_cmpstr (zero_id, !=, other_id);
  g_assert_cmpstr (zero_id, !=, again_id);
  g_assert_cmpstr (other_id, !=, again_id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/last-reference-dropped", test_last_reference_dropped);
  g_test_add_func ("/engine/lake-dropped", test_lake_dropped);
  g_test_add_func ("/engine/lake-dropped/operation", test_lake_dropped_in_an_operation);
  g_test_add_func ("/engine/lake-dropped/option", test_lake_dropped_in_an_option);
  g_test_add_func ("/engine/client-keeps-it", test_client_keeps_engine);
  g_test_add_func ("/engine/seeds", test_seeds);

  return g_test_run ();
}
