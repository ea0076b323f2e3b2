/* SPDX-License-Identifier: MIT */
#include "admission/counters.h"

enum
{
  OPERATIONS_MAX = 32,
  OUTCOMES_MAX = 32, /* success, and the exceptions of a service */
};

static const TarnService *services[TARN_SERVICES_MAX];
static gint n_calls[TARN_SERVICES_MAX][OPERATIONS_MAX][OUTCOMES_MAX];
static gint n_planned[TARN_SERVICES_MAX][OPERATIONS_MAX][OUTCOMES_MAX];
static gint n_faults[TARN_N_FAULT_ACTIONS];

/* --- Counting --------------------------------------------------------------------------------- */

/* Uses atomic operations, because several threads may create engines at the same time. */
static guint
ensure_service (const TarnService *service)
{
  g_assert (service->n_operations <= OPERATIONS_MAX
            && service->errors->n_exceptions < OUTCOMES_MAX);

  for (guint i = 0; i < TARN_SERVICES_MAX; i++)
    {
      const TarnService *vacant = NULL;

      if (g_atomic_pointer_compare_and_exchange (&services[i], vacant, service)
          || g_atomic_pointer_get (&services[i]) == service)
        return i;
    }

  g_assert_not_reached ();
}

void
tarn_counters_add_service (const TarnService *service)
{
  ensure_service (service);
}

static guint
find_outcome (const TarnService *service, gint code)
{
  return (guint) (tarn_service_errors_find (service->errors, code) - service->errors->exceptions)
         + 1;
}

void
tarn_counters_count_call (const TarnService *service, guint operation, const GError *error)
{
  if (error != NULL && error->domain != service->errors->quark ())
    return;

  guint outcome = error != NULL ? find_outcome (service, error->code) : 0;
  g_atomic_int_inc (&n_calls[ensure_service (service)][operation][outcome]);
}

void
tarn_counters_count_planned (const TarnService *service, guint operation, gint code)
{
  guint outcome = find_outcome (service, code);

  g_atomic_int_inc (&n_planned[ensure_service (service)][operation][outcome]);
}

void
tarn_counters_count_fault (TarnFaultAction action)
{
  g_atomic_int_inc (&n_faults[action]);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static gboolean
is_listed (const TarnOperation *operation, gint code)
{
  for (guint i = 0; operation->exceptions[i] != 0; i++)
    if (operation->exceptions[i] == code)
      return TRUE;

  return FALSE;
}

static void
append_operation (GString *text, guint service, guint operation)
{
  const TarnService *told = services[service];
  const TarnOperation *called = &told->operations[operation];
  gint *outcomes = n_calls[service][operation];
  gint *planned = n_planned[service][operation];

  g_string_append_printf (text, "success %s %s - %d 0\n", told->name, called->name,
                          g_atomic_int_get (&outcomes[0]));
  for (guint i = 0; i < told->errors->n_exceptions; i++)
    {
      gboolean is_expected = is_listed (called, told->errors->exceptions[i].code);
      gint n_answers = g_atomic_int_get (&outcomes[i + 1]);

      if (is_expected || n_answers > 0)
        g_string_append_printf (text, "%s %s %s %s %d %d\n", is_expected ? "exception" : "unlisted",
                                told->name, called->name, told->errors->exceptions[i].name,
                                n_answers, g_atomic_int_get (&planned[i + 1]));
    }
}

char *
tarn_counters_to_string (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < TARN_SERVICES_MAX && g_atomic_pointer_get (&services[i]) != NULL; i++)
    for (guint j = 0; j < services[i]->n_operations; j++)
      append_operation (text, i, j);
  for (guint i = 0; i < TARN_N_FAULT_ACTIONS; i++)
    g_string_append_printf (text, "fault - %s - %d 0\n", tarn_fault_action_names[i],
                            g_atomic_int_get (&n_faults[i]));

  return g_string_free (text, FALSE);
}
