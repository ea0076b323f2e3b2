/* SPDX-License-Identifier: MIT */
#include "lab/command/pages.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "lab/command/output.h"
#include "lab/command/watching.h"

static gboolean
is_standard (const Arguments *arguments, const char *option)
{
  const char *path
      = arguments_knows (arguments, option) ? arguments_get_value (arguments, option) : NULL;

  return path != NULL && g_str_equal (path, "-");
}

gboolean
pages_want_series (const Arguments *arguments)
{
  return arguments_has (arguments, "html") || arguments_has (arguments, "gnuplot");
}

gboolean
pages_are_printed (const Arguments *arguments)
{
  return is_standard (arguments, "markdown") || is_standard (arguments, "html");
}

gboolean
pages_check (const Arguments *arguments, GError **error)
{
  static const char *const options[] = { "output", "log", "csv", "markdown", "html" };
  const char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (is_standard (arguments, options[i]))
      {
        if (first != NULL)
          return command_fail_usage (error, "only one of --%s and --%s can be the standard output",
                                     first, options[i]);
        first = options[i];
      }
  return TRUE;
}

/* Writes a text, which it takes, to the file that an option names, if it does. */
static gboolean
write_text (const Arguments *arguments, const char *option, char *text, GError **error)
{
  g_autofree char *owned = text;

  return output_write (arguments_get_value (arguments, option), owned, error);
}

/* --- gnuplot ---------------------------------------------------------------------------------- */

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0777) == 0)
    return TRUE;

  int number = errno;
  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (number), "cannot make %s: %s",
               folder, g_strerror (number));
  return FALSE;
}

/* Takes both texts. */
static gboolean
write_picture (const char *folder, const char *picture, char *script, char *csv, GError **error)
{
  g_autofree char *owned_script = script, *owned_csv = csv;
  g_autofree char *script_path = g_strdup_printf ("%s/%s.gnuplot", folder, picture);
  g_autofree char *csv_path = g_strdup_printf ("%s/%s.csv", folder, picture);

  return owned_script == NULL
         || (output_write (csv_path, owned_csv, error)
             && output_write (script_path, owned_script, error));
}

/* --- Outcomes --------------------------------------------------------------------------------- */

static gboolean
simulate_series (TarnLabOutcome *outcome, const char *path, GError **error)
{
  Watching watching = { 0 };
  g_autoptr (GError) inner = NULL;
  gboolean is_done
      = tarn_lab_outcome_simulate_series (outcome, path, watching_step, &watching, &inner);

  watching_end (&watching);
  if (is_done)
    return TRUE;
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  fprintf (stderr, "pictures are left out: %s\n", inner->message);
  return TRUE;
}

static gboolean
write_outcome_pictures (const char *folder, const TarnLabOutcome *outcome, GError **error)
{
  const char *const *pictures = tarn_lab_report_list_pictures ();

  if (!make_folder (folder, error))
    return FALSE;
  for (guint i = 0; pictures[i] != NULL; i++)
    {
      char *csv, *script = tarn_lab_report_outcome_to_gnuplot (outcome, pictures[i], &csv);

      if (!write_picture (folder, pictures[i], script, csv, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pages_write_outcome (const Arguments *arguments, TarnLabOutcome *outcome, const char *path,
                     GError **error)
{
  const char *name = arguments_get_operand (arguments, 0);

  if (pages_want_series (arguments) && !simulate_series (outcome, path, error))
    return FALSE;
  if (arguments_has (arguments, "markdown")
      && !write_text (arguments, "markdown", tarn_lab_report_outcome_to_markdown (outcome, name),
                      error))
    return FALSE;
  if (arguments_has (arguments, "html")
      && !write_text (arguments, "html", tarn_lab_report_outcome_to_html (outcome, name), error))
    return FALSE;
  return !arguments_has (arguments, "gnuplot")
         || write_outcome_pictures (arguments_get_value (arguments, "gnuplot"), outcome, error);
}

/* --- Results ---------------------------------------------------------------------------------- */

static gboolean
write_result_pictures (const char *folder, const TarnLabResult *result, const char *name,
                       GError **error)
{
  const char *const *pictures = tarn_lab_report_list_pictures ();

  if (!make_folder (folder, error))
    return FALSE;
  for (guint i = 0; pictures[i] != NULL; i++)
    {
      char *csv, *script = tarn_lab_report_to_gnuplot (result, name, pictures[i], &csv);

      if (!write_picture (folder, pictures[i], script, csv, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pages_write_result (const Arguments *arguments, TarnLabScenario *scenario, guint64 replication,
                    const TarnLabResult *result, TarnLabReportFlags flags, GError **error)
{
  const char *name = arguments_get_operand (arguments, 0);

  if (arguments_has (arguments, "markdown")
      && !write_text (arguments, "markdown",
                      tarn_lab_report_to_markdown (scenario, name, replication, result, flags),
                      error))
    return FALSE;
  if (arguments_has (arguments, "html")
      && !write_text (arguments, "html",
                      tarn_lab_report_to_html (scenario, name, replication, result, flags), error))
    return FALSE;
  return !arguments_has (arguments, "gnuplot")
         || write_result_pictures (arguments_get_value (arguments, "gnuplot"), result, name, error);
}
