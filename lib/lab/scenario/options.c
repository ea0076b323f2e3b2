/* SPDX-License-Identifier: MIT */
#include "lab/scenario/options.h"

#include <tarn/tarn.h>

/* Descriptions of services are static, so they outlive the engine that they are asked of. */
typedef struct
{
  const TarnService *services[2];
  const char **names;
} Options;

static gpointer
make_options (gpointer data)
{
  static const char *const services[] = { "glue", "datazone" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Options *options = g_new (Options, 1);

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      options->services[i] = tarn_engine_get_service (engine, services[i]);
      g_autofree const char **of_service = tarn_service_list_options (options->services[i]);
      for (guint j = 0; of_service[j] != NULL; j++)
        g_ptr_array_add (names, (gpointer) of_service[j]);
    }

  g_ptr_array_add (names, NULL);
  options->names = (const char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return options;
}

static const Options *
get_options (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_options, NULL);
}

gboolean
tarn_lab_option_describe (const char *name, gint64 *out_default, gint64 *out_min, gint64 *out_max)
{
  const Options *options = get_options ();

  for (guint i = 0; i < G_N_ELEMENTS (options->services); i++)
    if (tarn_service_describe_option (options->services[i], name, out_default, out_min, out_max)
        != NULL)
      return TRUE;

  return FALSE;
}

const char *const *
tarn_lab_option_list (void)
{
  return get_options ()->names;
}

const char *
tarn_lab_option_find_refusal (const char *name, const char **out_instead)
{
  static const struct
  {
    const char *option;
    const char *why;
    const char *instead;
  } refused[] = {
    { "glue.running-max", "lake.slots sets this option", NULL },
    { "glue.queue-at-limit", "policy.admit sets this option", NULL },
    { "glue.dpu-max", "a trial has slots, and no pool of DPU", "lake.slots" },
    { "glue.draw-by-tag", "the trial sets this option", NULL },
    { "glue.measures", "the trial sets this option", NULL },
    { "glue.measure-percentiles", "the trial sets this option", NULL },
    { "datazone.draw-by-tag", "the trial sets this option", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (g_str_equal (refused[i].option, name))
      {
        *out_instead = refused[i].instead;
        return refused[i].why;
      }

  return NULL;
}
