/* SPDX-License-Identifier: MIT */
/*
 * What the pictures of slots say: which stretch of the window they show, what they leave out, and what readers hear who
 * cannot see them. Each row has a lake, or two, whose pictures stand below each other.
 */
#include <tarn-lab/tarn-lab.h>

#include "lab/report/picture.h"
#include "worlds/result-of-text.h"
#include "worlds/rows.h"

enum
{
  LAKES_MAX = 5,
};

typedef struct
{
  const char *name;
  const char *lakes[LAKES_MAX];
  const char *text; /* the sentences without what all of them have, and the description */
} Row;

#define VIEWS(n, duration)                                                                         \
  "slots = none\n[table d.t]\n[view d.v%d]\ncount = " n "\nsources = d.t\nduration = " duration "\n"
#define OF(name, n, duration, policy)                                                              \
  "[view d." name "%d]\ncount = " n "\nsources = d.t\nduration = " duration "\npolicy = " policy   \
  "\n"
#define EVERY(period) "[policy]\ntrigger = interval " period "\n"
#define HOUR "[lake]\nhorizon = 1 h\n"
#define THREE_POLICIES                                                                             \
  "[lake]\nhorizon = 1 d\nslots = none\n[table d.t]\n[policy first]\ntrigger = interval 2 d\n"     \
  "[policy noon]\ntrigger = interval 2 d, phase 12 h\n[policy late]\ntrigger = interval 2 d, phase 13 h\n"
#define DAY "[lake]\nhorizon = 1 d\n"
#define MONTH "[lake]\nhorizon = 30 d\n"

/* clang-format off */
static const Row rows[] = {
  /* --- What is left out --- */
  { "as-many-slots-as-are-shown", { HOUR VIEWS ("24", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "one: 24 runs in 24 slots." },
  { "one-slot-more", { HOUR VIEWS ("25", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "Slot 25 is left out, with 1 run.\n"
    "one: 24 runs in 24 slots." },
  { "one-slot-more-and-two-runs", { HOUR VIEWS ("25", "10 min") EVERY ("30 min") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "Slot 25 is left out, with 2 runs.\n"
    "one: 48 runs in 24 slots." },
  { "two-slots-more", { HOUR VIEWS ("26", "10 min") EVERY ("30 min") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "Slots 25 to 26 are left out, with 4 runs.\n"
    "one: 48 runs in 24 slots." },
  { "lowest-slot-of-seventy", { HOUR VIEWS ("70", "10 min") EVERY ("30 min") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "Slots 25 to 70 are left out, with 92 runs.\n"
    "one: 48 runs in 24 slots." },
  { "one-run", { HOUR VIEWS ("1", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "one: 1 run in 1 slot." },
  { "no-run", { HOUR VIEWS ("1", "10 min") "[policy]\ntrigger = interval 1 d, phase 12 h\n" },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "one: 0 runs in 0 slots." },
  { "two-lakes", { HOUR VIEWS ("2", "10 min") EVERY ("2 h"), HOUR VIEWS ("27", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "two: Slots 25 to 27 are left out, with 3 runs.\n"
    "one: 2 runs in 2 slots; two: 24 runs in 24 slots." },
  { "four-lakes", { HOUR VIEWS ("1", "10 min") EVERY ("2 h"), HOUR VIEWS ("2", "10 min") EVERY ("2 h"),
      HOUR VIEWS ("3", "10 min") EVERY ("2 h"), HOUR VIEWS ("40", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "Only the first 3 of these variants are shown.\n"
    "one: 1 run in 1 slot; two: 2 runs in 2 slots; three: 3 runs in 3 slots." },

  /* --- The stretch --- */
  { "as-many-runs-as-may-be", { HOUR VIEWS ("150", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T01:00Z.\n"
    "Slots 25 to 150 are left out, with 126 runs.\n"
    "one: 24 runs in 24 slots." },
  { "one-run-too-many", { HOUR VIEWS ("151", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T00:01Z.\n"
    "The rest of the window, which ends 2000-01-01T01:00Z, is left out.\n"
    "Slots 25 to 151 are left out, with 127 runs.\n"
    "one: 24 runs in 24 slots." },
  { "seven-runs-are-as-long", { MONTH VIEWS ("7", "2 d") EVERY ("2 d") },
    "2000-01-01 to 2000-01-15.\n"
    "The rest of the window, which ends 2000-01-31, is left out.\n"
    "one: 49 runs in 7 slots." },
  { "seven-runs-are-shorter", { MONTH VIEWS ("7", "172799 s") EVERY ("2 d") },
    "2000-01-01 to 2000-01-08.\n"
    "The rest of the window, which ends 2000-01-31, is left out.\n"
    "one: 28 runs in 7 slots." },
  { "enough-runs-without-names", { DAY VIEWS ("1", "1 min") EVERY ("450 s") },
    "2000-01-01 to 2000-01-01T03:00Z.\n"
    "The rest of the window, which ends 2000-01-02, is left out.\n"
    "one: 24 runs in 1 slot." },
  { "too-few-runs-without-names", { DAY VIEWS ("1", "1 min") EVERY ("480 s") },
    "2000-01-01 to 2000-01-01T06:00Z.\n"
    "The rest of the window, which ends 2000-01-02, is left out.\n"
    "one: 45 runs in 1 slot." },
  { "window-ends-before", { "[lake]\nhorizon = 7 min\n" VIEWS ("1", "1 min") EVERY ("1 min") },
    "2000-01-01 to 2000-01-01T00:07Z.\n"
    "one: 7 runs in 1 slot." },
  { "runs-that-have-not-ended", { DAY VIEWS ("1", "30 h") EVERY ("30 h") },
    "2000-01-01 to 2000-01-02.\n"
    "one: 1 run in 1 slot." },
  { "the-shortest-run-of-all-lakes", { DAY VIEWS ("1", "1 min") EVERY ("450 s"), DAY VIEWS ("1", "3 h") EVERY ("6 h") },
    "2000-01-01 to 2000-01-01T03:00Z.\n"
    "The rest of the window, which ends 2000-01-02, is left out.\n"
    "one: 24 runs in 1 slot; two: 1 run in 1 slot." },
  { "after-a-warm-up", { "[lake]\nwarm-up = 90 min\nhorizon = 1 h\n" VIEWS ("1", "40 min") EVERY ("1 h") },
    "2000-01-01T01:30Z to 2000-01-01T02:30Z.\n"
    "one: 2 runs in 1 slot." },
  { "typical-is-the-median",
    { THREE_POLICIES OF ("a", "24", "3 h", "first") OF ("b", "24", "1 min", "noon") OF ("c", "1", "3 h", "late") },
    "2000-01-01 to 2000-01-01T12:00Z.\n"
    "The rest of the window, which ends 2000-01-02, is left out.\n"
    "one: 24 runs in 24 slots." },
  { "runs-that-have-not-ended-are-not-typical",
    { THREE_POLICIES OF ("a", "12", "1 min", "first") OF ("b", "13", "30 h", "first") },
    "2000-01-01 to 2000-01-01T00:05Z.\n"
    "The rest of the window, which ends 2000-01-02, is left out.\n"
    "Slot 25 is left out, with 1 run.\n"
    "one: 24 runs in 24 slots." },
  { "a-longer-warm-up-than-of-others", { "[lake]\nwarm-up = 2 h\nhorizon = 1 h\n" VIEWS ("1", "30 min") EVERY ("1 h"),
      "[lake]\nhorizon = 3 h\n" VIEWS ("1", "1 h") "[policy]\ntrigger = interval 2 h, phase 1 h\n" },
    "2000-01-01T02:00Z to 2000-01-01T03:00Z.\n"
    "one: 1 run in 1 slot; two: 0 runs in 0 slots." },
  { "a-longer-window-than-of-others", { HOUR VIEWS ("1", "10 min") EVERY ("20 min"),
      "[lake]\nhorizon = 30 min\n" VIEWS ("1", "10 min") EVERY ("20 min") },
    "2000-01-01 to 2000-01-01T00:30Z.\n"
    "The rest of the window, which ends 2000-01-01T01:00Z, is left out.\n"
    "one: 2 runs in 1 slot; two: 2 runs in 1 slot." },
  { "too-many-runs-in-half-a-minute", { "[lake]\nhorizon = 30 s\n" VIEWS ("151", "10 min") EVERY ("2 h") },
    "2000-01-01 to 2000-01-01T00:00:30Z.\n"
    "Slots 25 to 151 are left out, with 127 runs.\n"
    "one: 24 runs in 24 slots." },
  { "runs-behind-the-end-of-a-window-do-not-count",
    { "[lake]\nhorizon = 45 min\n" VIEWS ("1", "10 min") EVERY ("20 min"),
      HOUR VIEWS ("151", "2 min") "[policy]\ntrigger = interval 1 d, phase 50 min\n" },
    "2000-01-01 to 2000-01-01T00:45Z.\n"
    "one: 3 runs in 1 slot; two: 0 runs in 0 slots." },
};
/* clang-format on */

static void
test_row (gconstpointer data)
{
  static const char *const labels[] = { "one", "two", "three", "four" };
  const Row *row = data;
  g_autoptr (GPtrArray) results
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_lab_result_unref);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (TarnLabShown));

  for (guint i = 0; row->lakes[i] != NULL; i++)
    {
      TarnLabShown one = { labels[i], simulate_trial (row->lakes[i]) };

      g_ptr_array_add (results, (gpointer) one.result);
      g_array_append_val (shown, one);
    }

  g_autoptr (TarnLabPicture) picture = tarn_lab_picture_new_of_slots (shown);
  g_autofree char *description = tarn_lab_picture_describe (picture);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < picture->sentences->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) picture->sentences->pdata[i]);
  g_string_replace (text, "Which view had which slot, from ", "", 1);
  g_string_replace (text, " A name is left out where there is no room for it.", "", 1);
  g_string_append (text, description);
  g_assert_cmpstr (text->str, ==, row->text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/lab/picture-texts/", rows, test_row);
  return g_test_run ();
}
