/* SPDX-License-Identifier: MIT */
/*
 * Measures one kind of things for one n. growth.py starts this program under callgrind, which counts the
 * instructions of the function grow_measure() and all that it calls.
 *
 *   grow list          prints the name of each kind, its largest n, whether it leaves nothing, and what it is
 *   grow KIND N        makes n things
 *   grow KIND N kept   makes n things, and prints how many more bytes are allocated afterwards
 */
#include "grow.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

static const GrowKind *const all_kinds[] = {
  grow_glue_kinds,
  grow_datazone_kinds,
  grow_engine_kinds,
#ifdef GROW_WIRE
  grow_wire_kinds,
#endif
};

/* The name of this function is in growth.py. */
G_GNUC_NO_INLINE void grow_measure (const GrowKind *kind, GrowWorld *world);

G_GNUC_NO_INLINE void
grow_measure (const GrowKind *kind, GrowWorld *world)
{
  kind->measure (world);
}

/* --- Set-ups ---------------------------------------------------------------------------------- */

void
grow_create_nothing (GrowWorld *world)
{
  world->engine = tarn_engine_new (0);
  world->glue = tarn_engine_create_glue_client (world->engine, world->me);
  world->datazone = tarn_engine_create_datazone_client (world->engine, world->me);
  grow_set (world, "glue.running-max", 1000000);
  grow_set (world, "datazone.start-rate-per-second", -1);
  grow_set (world, "datazone.cancel-rate-per-second", -1);
  grow_set (world, "datazone.names-per-month-max", -1);
}

void
grow_create_lake (GrowWorld *world)
{
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableName) source = tarn_table_name_new (GROW_ACCOUNT, "lake", "source");

  grow_create_nothing (world);
  tarn_table_input_set_size_bytes (table, 1000000000);
  grow_check (tarn_glue_client_create_database (world->glue, NULL, "lake", NULL));
  grow_check (tarn_glue_client_create_table (world->glue, source, table, NULL));
}

void
grow_add_view (GrowWorld *world, const char *catalog, const char *database, const char *name,
               gint64 refresh_seconds)
{
  g_autoptr (TarnTableName) source = tarn_table_name_new (GROW_ACCOUNT, "lake", "source");
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  TarnTableName *view_name = tarn_table_name_new (catalog, database, name);

  tarn_table_input_add_sub_object (view, source);
  tarn_table_input_set_refresh_seconds (view, refresh_seconds);
  grow_check (tarn_glue_client_create_table (world->glue, view_name, view, NULL));
  g_ptr_array_add (world->names, view_name);
}

void
grow_create_views (GrowWorld *world, guint n_views)
{
  grow_create_lake (world);
  for (guint i = 0; i < n_views; i++)
    {
      GROW_PRINTED (name, "view_%u", i);
      grow_add_view (world, GROW_ACCOUNT, "lake", name, 0);
    }
}

void
grow_create_n_views (GrowWorld *world)
{
  grow_create_views (world, world->n);
}

void
grow_create_one_view (GrowWorld *world)
{
  grow_create_views (world, 1);
}

TarnTable *
grow_get_table (GrowWorld *world, guint index)
{
  return tarn_glue_client_get_table (world->glue, world->names->pdata[index], NULL);
}

void
grow_start (GrowWorld *world, guint index)
{
  TarnRefreshRun *run
      = tarn_glue_client_start_materialized_view_refresh_task_run (world->glue,
                                                                   world->names->pdata[index],
                                                                   FALSE, NULL);

  grow_check (run != NULL);
  g_ptr_array_add (world->runs, run);
}

void
grow_drain (GrowWorld *world)
{
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (GError) error = NULL;

  tarn_clock_limits_set_max_events (limits, G_MAXINT64);
  tarn_clock_limits_set_horizon_us (limits, 36500 * GROW_DAY_US);
  tarn_engine_run_until_idle (world->engine, limits, &error);
  grow_check (error == NULL);
}

void
grow_advance (GrowWorld *world, gint64 duration_us)
{
  grow_check (tarn_engine_advance_by (world->engine, duration_us, NULL));
}

void
grow_set (GrowWorld *world, const char *option, gint64 value)
{
  grow_check (tarn_engine_set_option (world->engine, option, value, NULL));
}

void
grow_add_rules (GrowWorld *world, const char *text)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);
  g_autoptr (TarnFaultPlan) made
      = plan == NULL ? tarn_engine_create_fault_plan (world->engine) : NULL;

  grow_check (tarn_fault_plan_add_from_data (made != NULL ? made : plan, text, -1, "grow", NULL));
  if (made != NULL)
    tarn_engine_set_fault_plan (world->engine, made);
}

/* --- The program ------------------------------------------------------------------------------ */

static void
list_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    for (const GrowKind *kind = all_kinds[i]; kind->name != NULL; kind++)
      printf ("%s\t%u\t%d\t%s\n", kind->name, kind->max, kind->leaves_nothing, kind->what);
}

static const GrowKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    for (const GrowKind *kind = all_kinds[i]; kind->name != NULL; kind++)
      if (g_str_equal (kind->name, name))
        return kind;

  return NULL;
}

static gsize
count_allocated (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* The arrays of the world have room from the beginning, so that their growth is not counted. */
static void
world_init (GrowWorld *world, guint n)
{
  *world = (GrowWorld){
    .n = n,
    .me = tarn_principal_new (GROW_ACCOUNT, NULL, NULL),
    .names = g_ptr_array_new_full (n + 16, (GDestroyNotify) tarn_table_name_unref),
    .runs = g_ptr_array_new_full (n + 16, (GDestroyNotify) tarn_refresh_run_unref),
    .texts = g_ptr_array_new_full (n + 16, g_free),
    .kept = g_ptr_array_new_full (n + 16, g_object_unref),
    .ids = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n + 16),
  };
}

int
main (int argc, char **argv)
{
  GrowWorld world;
  guint n = argc >= 3 ? (guint) strtoul (argv[2], NULL, 10) : 0;
  const GrowKind *kind = argc >= 3 ? find_kind (argv[1]) : NULL;

  if (argc == 2 && g_str_equal (argv[1], "list"))
    {
      list_kinds ();
      return 0;
    }
  if (kind == NULL || n == 0)
    {
      fprintf (stderr, "usage: %s list | KIND N [kept]\n", argv[0]);
      return 2;
    }

  world_init (&world, n);
  kind->prepare (&world);
  if (argc == 3)
    {
      grow_measure (kind, &world);
      return 0;
    }

  gsize n_before = count_allocated ();
  grow_measure (kind, &world);
  gsize n_after = count_allocated ();
  printf ("%" G_GINT64_FORMAT "\n", (gint64) n_after - (gint64) n_before);
  return 0;
}
