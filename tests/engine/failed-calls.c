/* SPDX-License-Identifier: MIT */
/*
 * A call that fails leaves the engine as it was, and so does a call that only reads. Without rates and a
 * fault plan, the bytes of the engine stay equal. With them, only their counts and the effects of the plan
 * may differ. With -m slow, a million calls fail.
 */
#include "worlds/engine-bytes.h"
#include "worlds/random-world.h"
#include "worlds/sample.h"

#include <string.h>

enum
{
  FAILED_QUICK = 20000,
  FAILED_SLOW = 1000000,
  FAILED_OF_A_WORLD = 100,       /* then the test makes a new engine */
  FAILED_OF_A_FAULTY_WORLD = 50, /* few, so that many plans are drawn */
  DIFFS_QUICK = 2000,
  DIFFS_SLOW = 100000,
};

/* --- Counting --------------------------------------------------------------------------------- */

/*
 * A tally counts how often each operation failed with each exception, in the order of their first failures.
 */
typedef struct
{
  GPtrArray *names; /* operation and exception */
  GArray *counts;   /* guint64 */
  guint64 n_failed;
  guint64 n_reads;
} Tally;

static Tally
tally_new (void)
{
  return (Tally){
    .names = g_ptr_array_new_with_free_func (g_free),
    .counts = g_array_new (FALSE, TRUE, sizeof (guint64)),
  };
}

static void
tally_clear (Tally *tally)
{
  g_ptr_array_unref (tally->names);
  g_array_unref (tally->counts);
}

static void
tally_add (Tally *tally, const RandomAnswer *answer)
{
  g_autofree char *name
      = g_strdup_printf ("%s%s%s %s", answer->service != NULL ? answer->service : "",
                         answer->service != NULL ? "." : "", answer->operation, answer->exception);
  guint place = 0;

  while (place < tally->names->len && !g_str_equal (tally->names->pdata[place], name))
    place++;
  if (place == tally->names->len)
    {
      g_ptr_array_add (tally->names, g_steal_pointer (&name));
      g_array_set_size (tally->counts, place + 1);
    }
  g_array_index (tally->counts, guint64, place)++;
  tally->n_failed++;
}

/*
 * Returns the count of an operation, written "service.Operation", or of a whole service, written "service.".
 */
static guint64
tally_count (const Tally *tally, const char *operation, const char *exception)
{
  g_autofree char *name = g_strconcat (operation, exception, NULL);
  gboolean is_any = g_str_has_suffix (operation, ".");
  guint64 n_calls = 0;

  for (guint i = 0; i < tally->names->len; i++)
    if (is_any ? g_str_has_prefix (tally->names->pdata[i], operation)
                     && g_str_has_suffix (tally->names->pdata[i], exception)
               : g_str_equal (tally->names->pdata[i], name))
      n_calls += g_array_index (tally->counts, guint64, i);

  return n_calls;
}

static void
tally_print (const Tally *tally)
{
  for (guint i = 0; i < tally->names->len; i++)
    g_test_message ("%s: %" G_GUINT64_FORMAT, (const char *) tally->names->pdata[i],
                    g_array_index (tally->counts, guint64, i));
}

/* --- Without rates and faults ----------------------------------------------------------------- */

static void
fail (guint64 seed, const RandomAnswer *answer, const char *diff)
{
  g_printerr ("seed %" G_GUINT64_FORMAT ": %s\n%s", seed, answer->text, diff);
  g_assert_not_reached ();
}

/* A call that reached a limit has driven time, as its error says, so the engine may differ. */
static gboolean
has_run (const RandomAnswer *answer)
{
  return g_strcmp0 (answer->exception, "limit") == 0;
}

static void
check_unmoved (RandomWorld *world, guint64 seed, const RandomAnswer *answer, GBytes *before)
{
  g_autoptr (GBytes) after = engine_get_bytes (random_world_get_engine (world));

  if (!g_bytes_equal (before, after))
    fail (seed, answer, "the call has changed the engine\n");
}

static void
fail_in_world (Tally *tally, guint64 seed)
{
  g_autoptr (RandomWorld) world
      = random_world_new (seed, RANDOM_WORLD_WITHOUT_RATES | RANDOM_WORLD_WITHOUT_FAULTS
                                    | RANDOM_WORLD_WITH_ALL_KINDS | RANDOM_WORLD_OFTEN_WRONG);
  guint64 end = tally->n_failed + FAILED_OF_A_WORLD;

  while (tally->n_failed < end)
    {
      g_autoptr (GBytes) before = engine_get_bytes (random_world_get_engine (world));
      const RandomAnswer *answer = random_world_pick (world, 8) == 0 ? random_world_move (world)
                                                                     : random_world_act (world);

      if (answer->is_done && answer->is_read)
        tally->n_reads++;
      else if (answer->is_done || has_run (answer))
        continue;
      else
        tally_add (tally, answer);
      check_unmoved (world, seed, answer, before);
    }
}

/* The simulation itself raises these exceptions, without a fault plan. */
static const struct
{
  const char *operation;
  const char *exception;
} raised[] = {
  { "glue." START_REFRESH, " AccessDeniedException" },
  { "glue." START_REFRESH, " EntityNotFoundException" },
  { "glue." START_REFRESH, " InvalidInputException" },
  { "glue." START_REFRESH, " MaterializedViewRefreshTaskRunningException" },
  { "glue." START_REFRESH, " ResourceNumberLimitExceededException" },
  { "glue." GET_REFRESH, " AccessDeniedException" },
  { "glue." GET_REFRESH, " EntityNotFoundException" },
  { "glue." GET_REFRESH, " InvalidInputException" },
  { "glue." STOP_REFRESH, " AccessDeniedException" },
  { "glue." STOP_REFRESH, " InvalidInputException" },
  { "glue." STOP_REFRESH, " MaterializedViewRefreshTaskNotRunningException" },
  { "glue." STOP_REFRESH, " MaterializedViewRefreshTaskStoppingException" },
  { "glue." LIST_REFRESHES, " AccessDeniedException" },
  { "glue." LIST_REFRESHES, " InvalidInputException" },
  { "glue.CreateCatalog", " AccessDeniedException" },
  { "glue.CreateCatalog", " AlreadyExistsException" },
  { "glue.CreateCatalog", " InvalidInputException" },
  { "glue.CreateDatabase", " AccessDeniedException" },
  { "glue.CreateDatabase", " AlreadyExistsException" },
  { "glue.CreateDatabase", " EntityNotFoundException" },
  { "glue.CreateDatabase", " InvalidInputException" },
  { "glue.GetDatabase", " AccessDeniedException" },
  { "glue.GetDatabase", " EntityNotFoundException" },
  { "glue.GetDatabases", " AccessDeniedException" },
  { "glue.GetDatabases", " InvalidInputException" },
  { "glue.CreateTable", " AccessDeniedException" },
  { "glue.CreateTable", " AlreadyExistsException" },
  { "glue.CreateTable", " EntityNotFoundException" },
  { "glue.CreateTable", " InvalidInputException" },
  { "glue.GetTable", " AccessDeniedException" },
  { "glue.GetTable", " EntityNotFoundException" },
  { "glue.GetTables", " AccessDeniedException" },
  { "glue.GetTables", " EntityNotFoundException" },
  { "glue.GetTables", " InvalidInputException" },
  { "glue.UpdateTable", " AccessDeniedException" },
  { "glue.UpdateTable", " EntityNotFoundException" },
  { "glue.UpdateTable", " InvalidInputException" },
  { "glue.DeleteTable", " AccessDeniedException" },
  { "glue.DeleteTable", " EntityNotFoundException" },
  { "glue.Commit", " AccessDeniedException" },
  { "glue.Commit", " EntityNotFoundException" },
  { "glue.Commit", " InvalidInputException" },
  { "glue.PauseSchedule", " AccessDeniedException" },
  { "glue.PauseSchedule", " EntityNotFoundException" },
  { "glue.PauseSchedule", " InvalidInputException" },
  { "glue.ResumeSchedule", " AccessDeniedException" },
  { "glue.ResumeSchedule", " EntityNotFoundException" },
  { "glue.ResumeSchedule", " InvalidInputException" },
  { "glue.EstimateRefresh", " AccessDeniedException" },
  { "glue.EstimateRefresh", " EntityNotFoundException" },
  { "glue.Explain", " AccessDeniedException" },
  { "glue.Explain", " EntityNotFoundException" },
  { "glue.GetViewMeasures", " AccessDeniedException" },
  { "glue.GetViewMeasures", " EntityNotFoundException" },
  { "glue.GetViewMeasures", " InvalidInputException" },
  { "glue.GetAccountMeasures", " AccessDeniedException" },
  { "glue.GetAccountMeasures", " EntityNotFoundException" },
  { "glue.GetAccountMeasures", " InvalidInputException" },
  { "glue.ResetMeasures", " AccessDeniedException" },
  { "glue.ResetMeasures", " EntityNotFoundException" },
  { "glue.ResetMeasures", " InvalidInputException" },
  { "datazone." START_METADATA, " AccessDeniedException" },
  { "datazone." START_METADATA, " ConflictException" },
  { "datazone." START_METADATA, " ResourceNotFoundException" },
  { "datazone." START_METADATA, " ServiceQuotaExceededException" },
  { "datazone." START_METADATA, " ValidationException" },
  { "datazone." GET_METADATA, " AccessDeniedException" },
  { "datazone." GET_METADATA, " ResourceNotFoundException" },
  { "datazone." GET_METADATA, " ValidationException" },
  { "datazone." CANCEL_METADATA, " AccessDeniedException" },
  { "datazone." CANCEL_METADATA, " ResourceNotFoundException" },
  { "datazone." CANCEL_METADATA, " ValidationException" },
  { "datazone." LIST_METADATA, " AccessDeniedException" },
  { "datazone." LIST_METADATA, " ResourceNotFoundException" },
  { "datazone." LIST_METADATA, " ValidationException" },
  { "datazone.CreateDomain", " ValidationException" },
  { "datazone.CreateUserProfile", " AccessDeniedException" },
  { "datazone.CreateUserProfile", " ConflictException" },
  { "datazone.CreateUserProfile", " ResourceNotFoundException" },
  { "datazone.CreateUserProfile", " ValidationException" },
  { "datazone.CreateProject", " AccessDeniedException" },
  { "datazone.CreateProject", " ResourceNotFoundException" },
  { "datazone.CreateProject", " ValidationException" },
  { "datazone.CreateProjectMembership", " AccessDeniedException" },
  { "datazone.CreateProjectMembership", " ConflictException" },
  { "datazone.CreateProjectMembership", " ResourceNotFoundException" },
  { "datazone.CreateProjectMembership", " ValidationException" },
  { "datazone.SetBusinessNameGeneration", " AccessDeniedException" },
  { "datazone.SetBusinessNameGeneration", " ResourceNotFoundException" },
  { "datazone.SetBusinessNameGeneration", " ValidationException" },
  { "datazone.CreateGlossaryTerm", " AccessDeniedException" },
  { "datazone.CreateGlossaryTerm", " ConflictException" },
  { "datazone.CreateGlossaryTerm", " ResourceNotFoundException" },
  { "datazone.CreateGlossaryTerm", " ValidationException" },
  { "datazone.CreateAsset", " AccessDeniedException" },
  { "datazone.CreateAsset", " ResourceNotFoundException" },
  { "datazone.CreateAsset", " ValidationException" },
  { "datazone.CreateAssetRevision", " AccessDeniedException" },
  { "datazone.CreateAssetRevision", " ResourceNotFoundException" },
  { "datazone.CreateAssetRevision", " ValidationException" },
  { "datazone.GetAsset", " AccessDeniedException" },
  { "datazone.GetAsset", " ResourceNotFoundException" },
  { "datazone.GetAsset", " ValidationException" },
  { "datazone.AcceptPredictions", " AccessDeniedException" },
  { "datazone.AcceptPredictions", " ConflictException" },
  { "datazone.AcceptPredictions", " ResourceNotFoundException" },
  { "datazone.AcceptPredictions", " UnauthorizedException" },
  { "datazone.AcceptPredictions", " ValidationException" },
  { "datazone.RejectPredictions", " AccessDeniedException" },
  { "datazone.RejectPredictions", " ConflictException" },
  { "datazone.RejectPredictions", " ResourceNotFoundException" },
  { "datazone.RejectPredictions", " UnauthorizedException" },
  { "datazone.RejectPredictions", " ValidationException" },
  { "set option", " unknown option" },
  { "set option", " out of range" },
  { "get option", " unknown option" },
  { "create clients", " invalid principal" },
  { "set fault plan", " invalid fault plan" },
  { "advance by", " invalid time" },
  { "advance to", " invalid time" },
  { "run until", " invalid time" },
};

static void
test_leaves_nothing_behind (void)
{
  guint64 n_failed = g_test_slow () ? FAILED_SLOW : FAILED_QUICK;
  Tally tally = tally_new ();

  for (guint64 seed = 0; tally.n_failed < n_failed; seed++)
    fail_in_world (&tally, seed);

  tally_print (&tally);
  g_assert_cmpuint (tally.n_reads, >, n_failed / 100);
  for (guint i = 0; i < G_N_ELEMENTS (raised); i++)
    if (tally_count (&tally, raised[i].operation, raised[i].exception) == 0)
      g_test_fail_printf ("%s never failed with%s", raised[i].operation, raised[i].exception);
  g_test_message ("%" G_GUINT64_FORMAT " calls failed, and %" G_GUINT64_FORMAT " only read",
                  tally.n_failed, tally.n_reads);
  tally_clear (&tally);
}

/* --- With rates and faults -------------------------------------------------------------------- */

/* Rates and fault plans keep their counts in these places. */
static const char *const counted[] = {
  "glue: rated-accounts ",
  "datazone: rated-accounts ",
  "glue.rates[",
  "datazone.rates[",
  "faults.",
  NULL,
};

/* A fault plan may change these places, even if the call fails. */
static const char *const planned[] = {
  "access: last-id ",      "access: statements ",         "access.statement[",
  "glue: full-until ",     "datazone: full-until ",       "pending: events ",
  "pending.event[denial ", "pending.event[limit is over", NULL,
};

static gboolean
begins_with_any (const char *line, const char *const *beginnings)
{
  for (guint i = 0; beginnings[i] != NULL; i++)
    if (g_str_has_prefix (line, beginnings[i]))
      return TRUE;

  return FALSE;
}

/*
 * A rule may end a run at the instant of its stop. Then everything that the end of the run changes may
 * differ. The rule was applied when the run was started, so the stop does not change its count.
 */
static gboolean
ends_at_stop (const RandomAnswer *answer, const char *diff)
{
  return (g_str_has_prefix (answer->operation, "Stop")
          || g_str_has_prefix (answer->operation, "Cancel"))
         && g_regex_match_simple ("\\.run\\[.*\\]: state .* -> (stopped|canceled|succeeded|failed)",
                                  diff, 0, 0);
}

static void
check_lines (RandomWorld *world, TarnEngine *before, guint64 seed, const RandomAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *diff
      = tarn_engine_diff (before, random_world_get_engine (world), G_MAXUINT, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);
  gboolean is_hit = strstr (diff, ": applied ") != NULL;

  if (ends_at_stop (answer, diff))
    return;
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (!begins_with_any (lines[i], counted) && !(is_hit && begins_with_any (lines[i], planned)))
      fail (seed, answer, diff);
}

static void
fail_in_faulty_world (Tally *tally, guint64 seed)
{
  g_autoptr (RandomWorld) world
      = random_world_new (seed, RANDOM_WORLD_WITH_FAULTS | RANDOM_WORLD_WITHOUT_LOST_REPLIES
                                    | RANDOM_WORLD_WITH_ALL_KINDS | RANDOM_WORLD_OFTEN_WRONG);
  guint64 end = tally->n_failed + FAILED_OF_A_FAULTY_WORLD;

  while (tally->n_failed < end)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnEngine) before
          = tarn_engine_fork (random_world_get_engine (world), NULL, NULL, &error);
      g_assert_no_error (error);
      const RandomAnswer *answer = random_world_pick (world, 8) == 0 ? random_world_move (world)
                                                                     : random_world_act (world);

      if (answer->is_done && answer->is_read)
        tally->n_reads++;
      else if (answer->is_done || has_run (answer))
        continue;
      else
        tally_add (tally, answer);
      check_lines (world, before, seed, answer);
    }
}

static void
test_leaves_counts_behind (void)
{
  guint64 n_failed = g_test_slow () ? DIFFS_SLOW : DIFFS_QUICK;
  Tally tally = tally_new ();

  for (guint64 seed = 0; tally.n_failed < n_failed; seed++)
    fail_in_faulty_world (&tally, seed);

  g_assert_cmpuint (tally.n_reads, >, n_failed / 100);
  g_assert_cmpuint (tally_count (&tally, "glue.", " ThrottlingException"), >, 0);
  g_assert_cmpuint (tally_count (&tally, "datazone.", " ThrottlingException"), >, 0);
  g_assert_cmpuint (tally_count (&tally, "glue.", " OperationTimeoutException"), >, 0);
  g_assert_cmpuint (tally_count (&tally, "datazone.", " InternalServerException"), >, 0);
  g_assert_cmpuint (tally_count (&tally, "datazone.", " UnauthorizedException"), >, 0);
  g_test_message ("%" G_GUINT64_FORMAT " calls failed, and %" G_GUINT64_FORMAT " only read",
                  tally.n_failed, tally.n_reads);
  tally_clear (&tally);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/failed-calls/leave-nothing-behind", test_leaves_nothing_behind);
  g_test_add_func ("/failed-calls/leave-what-rates-and-plans-count", test_leaves_counts_behind);

  return g_test_run ();
}
