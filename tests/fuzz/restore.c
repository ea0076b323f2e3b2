/* SPDX-License-Identifier: MIT */
/*
 * The target restores bytes from libFuzzer as a snapshot with a correct checksum. If the restore succeeds,
 * the target calls every operation on the engine and on a fork, and compares the two.
 */
#include "engine/snapshot-header.h"
#include "worlds/set-up.h"
#include "worlds/snapshot-exercise.h"

enum
{
  EVENTS_MAX = 300,
};

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  (void) argc;
  (void) argv;

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

static GBytes *
seal (const guint8 *data, gsize size)
{
  guint8 *sealed = g_malloc (SNAPSHOT_HEADER_BYTES + size);

  if (size > 0)
    memcpy (sealed + SNAPSHOT_HEADER_BYTES, data, size);
  snapshot_seal (sealed, SNAPSHOT_HEADER_BYTES + size);
  return g_bytes_new_take (sealed, SNAPSHOT_HEADER_BYTES + size);
}

static void
assert_saves (TarnEngine *engine, GBytes *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) saved = tarn_engine_save (engine, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (saved, expected));
}

/* Checks that the engine and its fork have the same state. */
static void
assert_same (TarnEngine *engine, TarnEngine *fork)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = tarn_engine_dup_digest (engine, &error);
  g_autofree char *fork_digest = tarn_engine_dup_digest (fork, &error);
  g_autofree char *difference = tarn_engine_diff (engine, fork, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (difference, ==, "");
  g_assert_cmpstr (digest, ==, fork_digest);
}

static void
drive_both (TarnEngine *engine, TarnEngine *fork)
{
  g_autofree char *happened = snapshot_drive (engine, DAY_US, EVENTS_MAX);
  g_autofree char *happened_in_fork = snapshot_drive (fork, DAY_US, EVENTS_MAX);

  g_assert_cmpstr (happened, ==, happened_in_fork);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) snapshot = seal (data, size);
  g_autoptr (TarnEngine) engine = tarn_engine_restore (snapshot, NULL, &error);

  g_assert_cmpint (engine == NULL, ==, error != NULL);
  if (engine == NULL)
    return 0;

  assert_saves (engine, snapshot);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_same (engine, fork);
  drive_both (engine, fork);
  snapshot_exercise (engine);
  snapshot_exercise (fork);
  drive_both (engine, fork);
  assert_same (engine, fork);
  snapshot_assert_restorable (engine);
  return 0;
}
