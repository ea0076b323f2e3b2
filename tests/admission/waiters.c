/* SPDX-License-Identifier: MIT */
/*
 * Tests who waits for a run: the waiters with the id and the service of the run, in the order in which they
 * were added. The test gives runs of both services the same id, which is very unlikely elsewhere.
 */
#include "admission/waiters.h"

#include "datazone/datazone-service.h"
#include "glue/glue-service.h"
#include "worlds/rows.h"

typedef struct
{
  TarnWaiter waiter;
  char letter;
} Waiter;

static GString *settled;

static void
note_settled (TarnWaiter *waiter)
{
  g_string_append_c (settled, ((Waiter *) (gpointer) waiter)->letter);
}

/* Adds a waiter. A capital letter waits for a run of Amazon DataZone, another letter for one of AWS Glue. */
static void
add (TarnWaiters *waiters, Waiter *waiter, char letter, TarnIdentifier run_id)
{
  *waiter = (Waiter){
    .waiter = { .service = g_ascii_isupper (letter) ? &tarn_datazone_service : &tarn_glue_service,
                .run_id = run_id,
                .settle = note_settled },
    .letter = letter,
  };
  tarn_waiters_add (waiters, &waiter->waiter);
}

typedef struct
{
  const char *name;
  const TarnService *service;
  TarnIdentifier run_id;
  const char *expected;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "glue", &tarn_glue_service, { 1, 2 }, "ace" },
  { "datazone", &tarn_datazone_service, { 1, 2 }, "BD" },
  { "lower-half", &tarn_glue_service, { 1, 3 }, "f" },
  { "upper-half", &tarn_glue_service, { 2, 2 }, "g" },
  { "before-all", &tarn_glue_service, { 0, 9 }, "" },
  { "between", &tarn_glue_service, { 1, 4 }, "" },
  { "after-all", &tarn_glue_service, { 3, 0 }, "" },
  { "of-the-other-service", &tarn_datazone_service, { 2, 2 }, "" },
};
/* clang-format on */

static void
test_end (gconstpointer data)
{
  const Row *row = data;
  const TarnIdentifier shared = { 1, 2 };
  g_autoptr (GString) log = settled = g_string_new (NULL);
  Waiter waiters[7];
  TarnWaiters all;

  tarn_waiters_init (&all);
  add (&all, &waiters[6], 'g', (TarnIdentifier){ 2, 2 });
  for (guint i = 0; i < 5; i++)
    add (&all, &waiters[i], "aBcDe"[i], shared);
  add (&all, &waiters[5], 'f', (TarnIdentifier){ 1, 3 });

  while (tarn_waiters_end_next (&all, row->service, &row->run_id) != NULL)
    g_assert_true (tarn_waiters_has_ended (&all));
  g_assert_cmpuint (tarn_waiters_count (&all), ==, G_N_ELEMENTS (waiters) - strlen (row->expected));
  tarn_waiters_settle (&all);
  g_assert_cmpstr (log->str, ==, row->expected);
  g_assert_false (tarn_waiters_has_ended (&all));
  tarn_waiters_clear (&all);
}

/* A waiter can be removed both before and after its run has ended. */
static void
test_remove (void)
{
  const TarnIdentifier run_id = { 1, 2 };
  g_autoptr (GString) log = settled = g_string_new (NULL);
  Waiter waiters[3];
  TarnWaiters all;

  tarn_waiters_init (&all);
  for (guint i = 0; i < G_N_ELEMENTS (waiters); i++)
    add (&all, &waiters[i], "abc"[i], run_id);
  tarn_waiters_remove (&all, &waiters[1].waiter);
  g_assert_true (tarn_waiters_end_next (&all, &tarn_glue_service, &run_id) == &waiters[0].waiter);
  g_assert_true (tarn_waiters_end_next (&all, &tarn_glue_service, &run_id) == &waiters[2].waiter);
  g_assert_null (tarn_waiters_end_next (&all, &tarn_glue_service, &run_id));
  tarn_waiters_remove (&all, &waiters[0].waiter);
  tarn_waiters_settle (&all);
  g_assert_cmpstr (log->str, ==, "c");
  g_assert_false (tarn_waiters_has_any (&all));
  tarn_waiters_clear (&all);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/waiters/end/", rows, test_end);
  g_test_add_func ("/waiters/remove", test_remove);

  return g_test_run ();
}
