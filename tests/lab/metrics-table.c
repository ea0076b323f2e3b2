/* SPDX-License-Identifier: MIT */
/* Prints the rows of the table of metrics that is on the page about them. */
#include <tarn-lab/tarn-lab.h>

int
main (void)
{
  static const char *const subjects[] = { "all", "groups", "views", "all assets", "asset groups" };
  const char *const *metrics = tarn_lab_list_metrics ();

  for (guint i = 0; metrics[i] != NULL; i++)
    {
      const char *parting = "";

      g_print ("| `%s` | %s | ", metrics[i], tarn_lab_metric_get_unit (metrics[i]));
      for (guint subject = 0; subject < G_N_ELEMENTS (subjects); subject++)
        if (tarn_lab_metric_has_subject (metrics[i], subject))
          {
            g_print ("%s%s", parting, subjects[subject]);
            parting = ", ";
          }
      g_print (" | %s |\n", tarn_lab_metric_get_description (metrics[i]));
    }
  return 0;
}
