/* SPDX-License-Identifier: MIT */
/*
 * Calls within calls: an observer calls operations, and the journal is cleared, replaced or taken away
 * by it before the call that it watches has returned. No entry may be left without its answer.
 */
#include "worlds/every-operation.h"

static void
set_journal (const World *world, TarnJournal *journal)
{
  tarn_engine_set_journal (tarn_sample_get_engine (world->sample), journal);
}

static void
get_table (const World *world)
{
  g_assert_true (call_get_table (world, NULL));
}

typedef enum
{
  CALL,
  CLEAR,
  TAKE_AWAY,
  REPLACE,
  FILL,
} Deed;

typedef struct
{
  World world;
  Deed deed;
  TarnJournal *other;
  gboolean is_done;
} Watch;

static void
do_deed (Watch *watch)
{
  TarnEngine *engine = tarn_sample_get_engine (watch->world.sample);

  if (watch->deed == CALL)
    get_table (&watch->world);
  else if (watch->deed == CLEAR)
    tarn_journal_clear (tarn_sample_get_journal (watch->world.sample));
  else if (watch->deed == TAKE_AWAY)
    tarn_engine_set_journal (engine, NULL);
  else if (watch->deed == REPLACE)
    tarn_engine_set_journal (engine, watch->other);
  else
    for (guint i = 0; i < 5; i++)
      get_table (&watch->world);
}

static void
on_change (const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  Watch *watch = data;

  if (watch->is_done)
    return;
  watch->is_done = TRUE;
  do_deed (watch);
}

static void
watch_init (Watch *watch, Deed deed)
{
  *watch = (Watch){ .world = world_new (1), .deed = deed, .other = tarn_journal_new () };
  tarn_engine_add_observer (tarn_sample_get_engine (watch->world.sample), on_change, watch, NULL);
}

static void
watch_clear (Watch *watch)
{
  world_clear (&watch->world);
  g_object_unref (watch->other);
}

/* The name of the operation or the cause of each entry. */
static char *
list_entries (TarnJournal *journal)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    {
      g_autofree char *line = tarn_journal_dup_line (journal, i);
      g_auto (GStrv) words = g_strsplit (line, " ", 8);
      gboolean is_change = tarn_journal_get_kind (journal, i) == TARN_JOURNAL_CHANGE;

      g_assert_null (strstr (line, "-> ..."));
      g_string_append_printf (text, "%s ", is_change ? words[6] : words[2]);
    }

  return g_string_free (text, FALSE);
}

static void
check_watch (Deed deed, const char *expected, const char *expected_of_other)
{
  Watch watch;
  g_autofree char *text = NULL, *other = NULL;

  watch_init (&watch, deed);
  g_assert_true (call_start_refresh (&watch.world, NULL));
  get_table (&watch.world);
  text = list_entries (tarn_sample_get_journal (watch.world.sample));
  other = list_entries (watch.other);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (other, ==, expected_of_other);
  watch_clear (&watch);
}

static void
test_nested_call (void)
{
  check_watch (CALL, "glue:" START_REFRESH " create take-slot glue:GetTable glue:GetTable ", "");
}

static void
test_nested_clear (void)
{
  check_watch (CLEAR, "glue:GetTable ", "");
}

static void
test_nested_taking_away (void)
{
  check_watch (TAKE_AWAY, "glue:" START_REFRESH " create take-slot ", "");
}

static void
test_nested_replacement (void)
{
  check_watch (REPLACE, "glue:" START_REFRESH " create take-slot ", "glue:GetTable ");
}

/* The entry of the outer call is dropped before its observers are through. */
static void
test_nested_bounded (void)
{
  Watch watch;
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (2);
  g_autofree char *text = NULL;

  watch_init (&watch, FILL);
  set_journal (&watch.world, journal);
  g_assert_true (call_start_refresh (&watch.world, NULL));
  text = list_entries (journal);
  g_assert_cmpstr (text, ==, "glue:GetTable glue:GetTable ");
  watch_clear (&watch);
}

/* --- A cost model that looks ------------------------------------------------------------------ */

#define LOOKER_TYPE (looker_get_type ())
G_DECLARE_FINAL_TYPE (Looker, looker, TEST, LOOKER, GObject)

struct _Looker
{
  GObject parent_instance;

  const World *world;
};

/* In the midst of the call that asks it. */
static void
look (TarnCostModel *model, const TarnRefreshWork *work G_GNUC_UNUSED,
      TarnCostPlan *plan G_GNUC_UNUSED)
{
  get_table (TEST_LOOKER (model)->world);
}

static void
looker_model_init (TarnCostModelInterface *iface)
{
  iface->plan_refresh = look;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Looker, looker, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, looker_model_init))

static void
looker_class_init (LookerClass *class G_GNUC_UNUSED)
{
}

static void
looker_init (Looker *self G_GNUC_UNUSED)
{
}

static void
check_look (guint max_entries, const char *expected)
{
  g_auto (World) world = world_new (1);
  g_autoptr (Looker) looker = g_object_new (LOOKER_TYPE, NULL);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (max_entries);
  g_autofree char *text = NULL;

  looker->world = &world;
  tarn_engine_set_cost_model (tarn_sample_get_engine (world.sample), TARN_COST_MODEL (looker));
  set_journal (&world, journal);
  g_assert_true (call_explain (&world, NULL));
  g_assert_true (call_estimate (&world, NULL));
  text = list_entries (journal);
  g_assert_cmpstr (text, ==, expected);
}

/* The entry of the call that asks moves while the call goes on, or is dropped. */
static void
test_look (void)
{
  check_look (3, "glue:Explain glue:EstimateRefresh glue:GetTable ");
  check_look (2, "glue:EstimateRefresh glue:GetTable ");
  check_look (1, "glue:GetTable ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal-nested/call", test_nested_call);
  g_test_add_func ("/journal-nested/clear", test_nested_clear);
  g_test_add_func ("/journal-nested/taking-away", test_nested_taking_away);
  g_test_add_func ("/journal-nested/replacement", test_nested_replacement);
  g_test_add_func ("/journal-nested/bounded", test_nested_bounded);

  g_test_add_func ("/journal-nested/look", test_look);

  return g_test_run ();
}
