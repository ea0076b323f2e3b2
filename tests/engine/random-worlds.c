/* SPDX-License-Identifier: MIT */
/* Random fixtures with equal seeds give equal answers, and each of their operations really occurs. */
#include "worlds/random-world.h"

enum
{
  WORLDS = 24,
  CALLS = 600,
};

static const RandomAnswer *
go_on (RandomWorld *world, guint call)
{
  if (call % 3 == 0)
    random_world_step (world);
  return call % 10 == 9 ? random_world_move (world) : random_world_act (world);
}

static void
test_same_seed (void)
{
  for (guint64 seed = 0; seed < 4; seed++)
    {
      g_autoptr (RandomWorld) first = random_world_new (seed, RANDOM_WORLD_DEFAULT);
      g_autoptr (RandomWorld) second = random_world_new (seed, RANDOM_WORLD_DEFAULT);

      for (guint i = 0; i < CALLS; i++)
        g_assert_cmpstr (go_on (first, i)->text, ==, go_on (second, i)->text);

      g_autofree char *digest = tarn_engine_dup_digest (random_world_get_engine (first), NULL);
      g_autofree char *other = tarn_engine_dup_digest (random_world_get_engine (second), NULL);
      g_assert_cmpstr (digest, ==, other);
    }
}

static void
test_seeds_differ (void)
{
  g_autoptr (RandomWorld) first = random_world_new (1, RANDOM_WORLD_DEFAULT);
  g_autoptr (RandomWorld) second = random_world_new (2, RANDOM_WORLD_DEFAULT);
  g_autofree char *digest = tarn_engine_dup_digest (random_world_get_engine (first), NULL);
  g_autofree char *other = tarn_engine_dup_digest (random_world_get_engine (second), NULL);

  g_assert_cmpstr (digest, !=, other);
}

/* --- Everything occurs ------------------------------------------------------------------------ */

typedef struct
{
  const char *operation;
  guint n_done;
  guint n_failed;
  gboolean cannot_fail;
} Count;

/* clang-format off */
static const Count all[] = {
  { "StartMaterializedViewRefreshTaskRun", 0, 0, FALSE },
  { "GetMaterializedViewRefreshTaskRun", 0, 0, FALSE },
  { "StopMaterializedViewRefreshTaskRun", 0, 0, FALSE },
  { "ListMaterializedViewRefreshTaskRuns", 0, 0, FALSE },
  { "CreateCatalog", 0, 0, FALSE },
  { "CreateDatabase", 0, 0, FALSE },
  { "GetDatabase", 0, 0, FALSE },
  { "GetDatabases", 0, 0, FALSE },
  { "CreateTable", 0, 0, FALSE },
  { "GetTable", 0, 0, FALSE },
  { "GetTables", 0, 0, FALSE },
  { "UpdateTable", 0, 0, FALSE },
  { "DeleteTable", 0, 0, FALSE },
  { "Commit", 0, 0, FALSE },
  { "PauseSchedule", 0, 0, FALSE },
  { "ResumeSchedule", 0, 0, FALSE },
  { "EstimateRefresh", 0, 0, FALSE },
  { "Explain", 0, 0, FALSE },
  { "GetViewMeasures", 0, 0, FALSE },
  { "GetAccountMeasures", 0, 0, FALSE },
  { "ResetMeasures", 0, 0, FALSE },
  { "StartMetadataGenerationRun", 0, 0, FALSE },
  { "GetMetadataGenerationRun", 0, 0, FALSE },
  { "CancelMetadataGenerationRun", 0, 0, FALSE },
  { "ListMetadataGenerationRuns", 0, 0, FALSE },
  { "CreateDomain", 0, 0, FALSE },
  { "CreateUserProfile", 0, 0, FALSE },
  { "CreateProject", 0, 0, FALSE },
  { "CreateProjectMembership", 0, 0, FALSE },
  { "SetBusinessNameGeneration", 0, 0, FALSE },
  { "CreateGlossaryTerm", 0, 0, FALSE },
  { "CreateAsset", 0, 0, FALSE },
  { "CreateAssetRevision", 0, 0, FALSE },
  { "GetAsset", 0, 0, FALSE },
  { "AcceptPredictions", 0, 0, FALSE },
  { "RejectPredictions", 0, 0, FALSE },
  { "set option", 0, 0, FALSE },
  { "get option", 0, 0, FALSE },
  { "grant", 0, 0, TRUE },
  { "deny", 0, 0, TRUE },
  { "revoke", 0, 0, TRUE },
  { "create clients", 0, 0, FALSE },
  { "look", 0, 0, TRUE },
  { "set fault plan", 0, 0, FALSE },
  { "extend fault plan", 0, 0, FALSE },
  { "look at faults", 0, 0, TRUE },
  { "step", 0, 0, TRUE },
  { "advance by", 0, 0, FALSE },
  { "advance to", 0, 0, FALSE },
  { "run until idle", 0, 0, FALSE },
  { "run until", 0, 0, FALSE },
};
/* clang-format on */

static void
count (Count *counts, const RandomAnswer *answer)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (counts[i].operation, answer->operation))
      {
        counts[i].n_done += answer->is_done ? 1 : 0;
        counts[i].n_failed += answer->is_done ? 0 : 1;
        return;
      }

  g_error ("%s is not counted", answer->operation);
}

static void
test_everything_occurs (void)
{
  g_autofree Count *counts = g_memdup2 (all, sizeof all);

  for (guint64 seed = 0; seed < WORLDS; seed++)
    {
      g_autoptr (RandomWorld) world = random_world_new (seed, RANDOM_WORLD_DEFAULT);

      for (guint i = 0; i < CALLS; i++)
        count (counts, go_on (world, i));
    }

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_test_message ("%s: %u done, %u failed", all[i].operation, counts[i].n_done,
                      counts[i].n_failed);
      if (counts[i].n_done == 0 || (counts[i].n_failed == 0) != all[i].cannot_fail)
        g_test_fail_printf ("%s: %u done, %u failed", all[i].operation, counts[i].n_done,
                            counts[i].n_failed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/random-world/same-seed-same-answers", test_same_seed);
  g_test_add_func ("/random-world/another-seed-another-world", test_seeds_differ);
  g_test_add_func ("/random-world/everything-is-done-and-fails", test_everything_occurs);

  return g_test_run ();
}
