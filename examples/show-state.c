/* SPDX-License-Identifier: MIT */
/*
 * Prints what is in a snapshot, one line for each value: show-state [FILE [TEXT]]. With a text, the program
 * prints only the lines that contain it. Without a file, it shows a refresh of the sample that is under way.
 */
#include <stdio.h>
#include <string.h>
#include <tarn/tarn.h>

static TarnEngine *
make_engine (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                   daily, FALSE, NULL);

  g_assert_nonnull (run);
  tarn_engine_advance_by (tarn_sample_get_engine (sample), G_TIME_SPAN_MINUTE, NULL);
  return g_object_ref (tarn_sample_get_engine (sample));
}

static int
fail (const GError *error)
{
  fprintf (stderr, "show-state: %s\n", error->message);
  return 1;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine
      = argc > 1 ? tarn_engine_restore_from_file (argv[1], NULL, &error) : make_engine ();
  g_autofree char *text = engine != NULL ? tarn_engine_to_text (engine, &error) : NULL;

  if (text == NULL)
    return fail (error);

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && (argc < 3 || strstr (lines[i], argv[2]) != NULL))
      puts (lines[i]);

  return 0;
}
