/* SPDX-License-Identifier: MIT */
#include "admission/service.h"

#include <string.h>

#include "kernel/accessors.h"
#include "kernel/named.h"

const TarnException *
tarn_service_find_exception_by_name (const TarnService *service, const char *name)
{
  return TARN_FIND_NAMED (service->errors->exceptions, service->errors->n_exceptions, name);
}

char *
tarn_service_dup_run_id (const TarnService *service, const TarnIdentifier *identifier)
{
  char *text = g_malloc (TARN_UUID_LENGTH + 1);

  if (service->has_code_run_ids)
    tarn_identifier_format_code (identifier, text);
  else
    tarn_identifier_format (identifier, text);
  return text;
}

gint
tarn_service_find_option (const TarnService *service, const char *name)
{
  gsize length = strlen (service->name);

  if (strncmp (name, service->name, length) != 0 || name[length] != '.')
    return -1;

  const TarnOption *option
      = TARN_FIND_NAMED (service->options, service->n_options, name + length + 1);
  return option != NULL ? (gint) (option - service->options) : -1;
}

const TarnOperation *
tarn_service_find_operation (const TarnService *service, const char *name)
{
  return TARN_FIND_NAMED (service->operations, service->n_operations, name);
}

TARN_GETTER (const char *, tarn_service_get_name, const TarnService, name)

const char **
tarn_service_list_operations (const TarnService *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return TARN_LIST_NAMES (self->operations, self->n_operations);
}

const char **
tarn_service_list_members (const TarnService *self, const char *operation)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (operation != NULL, NULL);

  const TarnOperation *found = tarn_service_find_operation (self, operation);
  return found != NULL ? TARN_LIST_NAMES (found->members, TARN_OPERATION_MEMBERS_MAX) : NULL;
}

gboolean
tarn_service_is_member_required (const TarnService *self, const char *operation, const char *member)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (operation != NULL, FALSE);
  g_return_val_if_fail (member != NULL, FALSE);

  const TarnOperation *of = tarn_service_find_operation (self, operation);
  const TarnMember *found
      = of != NULL ? TARN_FIND_NAMED (of->members, TARN_OPERATION_MEMBERS_MAX, member) : NULL;
  return found != NULL && found->is_required;
}

const char **
tarn_service_list_exceptions (const TarnService *self, const char *operation)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (operation == NULL)
    return TARN_LIST_NAMES (self->errors->exceptions, self->errors->n_exceptions);

  const TarnOperation *found = tarn_service_find_operation (self, operation);
  if (found == NULL)
    return NULL;

  const char **names = g_new0 (const char *, TARN_OPERATION_EXCEPTIONS_MAX + 1);
  for (guint i = 0; found->exceptions[i] != 0; i++)
    names[i] = tarn_service_errors_find (self->errors, found->exceptions[i])->name;

  return names;
}

guint
tarn_service_get_exception_status (const TarnService *self, const char *exception)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (exception != NULL, 0);

  const TarnException *found = tarn_service_find_exception_by_name (self, exception);

  return found != NULL ? found->status : 0;
}

const char **
tarn_service_list_detail_types (const TarnService *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  guint n_events = g_strv_length ((char **) self->events);
  return g_memdup2 (self->events, (n_events + 1) * sizeof (const char *));
}

/* The lines are interned, because the caller frees only the array and not the texts. */
const char **
tarn_service_list_edges (const TarnService *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const char **lines = g_new0 (const char *, self->n_states * self->n_causes + 1);
  guint n_lines = 0;
  for (guint i = 0; i < self->n_states * self->n_causes; i++)
    {
      if (self->edges[i] == 0)
        continue;

      g_autofree char *line = g_strdup_printf ("%s %s %s", self->state_names[i / self->n_causes],
                                               self->cause_names[i % self->n_causes],
                                               self->state_names[self->edges[i]]);
      lines[n_lines++] = g_intern_string (line);
    }

  return lines;
}

const char **
tarn_service_list_options (const TarnService *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const char **names = g_new0 (const char *, self->n_options + 1);
  for (guint i = 0; i < self->n_options; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.%s", self->name, self->options[i].name);

      names[i] = g_intern_string (name);
    }

  return names;
}

const char *
tarn_service_describe_option (const TarnService *self, const char *option, gint64 *out_default,
                              gint64 *out_min, gint64 *out_max)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (option != NULL, NULL);

  gint index = tarn_service_find_option (self, option);
  if (index < 0)
    return NULL;

  const TarnOption *found = &self->options[index];
  if (out_default != NULL)
    *out_default = found->initial;
  if (out_min != NULL)
    *out_min = found->min;
  if (out_max != NULL)
    *out_max = found->max;

  return found->decides;
}
