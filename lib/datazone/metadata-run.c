/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-run.h"

#include "kernel/text-record.h"

G_DEFINE_BOXED_TYPE (TarnMetadataRun, tarn_metadata_run, tarn_metadata_run_ref,
                     tarn_metadata_run_unref)
G_DEFINE_BOXED_TYPE (TarnMetadataTarget, tarn_metadata_target, tarn_metadata_target_copy,
                     tarn_metadata_target_free)

G_STATIC_ASSERT (sizeof (TarnMetadataTarget) == 3 * sizeof (const char *));

TarnMetadataTarget *
tarn_metadata_target_new (const char *type, const char *identifier, const char *revision)
{
  const TarnMetadataTarget target = { type, identifier, revision };

  return tarn_metadata_target_copy (&target);
}

TarnMetadataTarget *
tarn_metadata_target_copy (const TarnMetadataTarget *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_text_record_copy (self, 3);
}

void
tarn_metadata_target_free (TarnMetadataTarget *self)
{
  g_free (self);
}

const char *
tarn_metadata_status_to_string (TarnMetadataStatus status)
{
  switch (status)
    {
    case TARN_METADATA_STATUS_SUBMITTED:
      return "SUBMITTED";
    case TARN_METADATA_STATUS_IN_PROGRESS:
      return "IN_PROGRESS";
    case TARN_METADATA_STATUS_CANCELED:
      return "CANCELED";
    case TARN_METADATA_STATUS_SUCCEEDED:
      return "SUCCEEDED";
    case TARN_METADATA_STATUS_FAILED:
      return "FAILED";
    case TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED:
      return "PARTIALLY_SUCCEEDED";
    }

  return NULL;
}

gboolean
tarn_metadata_status_is_terminal (TarnMetadataStatus status)
{
  switch (status)
    {
    case TARN_METADATA_STATUS_CANCELED:
    case TARN_METADATA_STATUS_SUCCEEDED:
    case TARN_METADATA_STATUS_FAILED:
    case TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED:
      return TRUE;
    default:
      return FALSE;
    }
}

TarnMetadataRun *
tarn_metadata_run_ref (TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->ref_count++;
  return self;
}

void
tarn_metadata_run_unref (TarnMetadataRun *self)
{
  g_return_if_fail (self != NULL);

  if (--self->ref_count > 0)
    return;
  tarn_metadata_subject_unref (self->subject);
  g_free (self);
}

const char *
tarn_metadata_run_get_id (TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->id_text[0] == '\0')
    tarn_identifier_format_code (&self->id, self->id_text);

  return self->id_text;
}

const char *
tarn_metadata_run_get_created_by (TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->is_system)
    return "SYSTEM";
  if (self->user_text[0] == '\0')
    tarn_identifier_format_code (&self->user_id, self->user_text);

  return self->user_text;
}

const char *
tarn_metadata_run_get_domain_id (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject->domain_id;
}

const char *
tarn_metadata_run_get_owning_project_id (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject->project_id;
}

const TarnMetadataTarget *
tarn_metadata_run_get_target (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->target.identifier != NULL ? &self->target : NULL;
}

TarnMetadataStatus
tarn_metadata_run_get_status (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

const char *const *
tarn_metadata_run_get_types (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_metadata_types_get_names (self->types);
}

TarnMetadataType
tarn_metadata_run_get_metadata_type (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, TARN_METADATA_TYPE_NONE);

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (self->types == 1u << i)
      return (TarnMetadataType) (i + 1);

  return TARN_METADATA_TYPE_NONE;
}

/* Whether it is a type that is told of, as a number from 0. */
static gboolean
find_type (const TarnMetadataRun *self, TarnMetadataType type, guint *ret_index)
{
  *ret_index = (guint) type - 1;

  return *ret_index < TARN_N_METADATA_TYPES && (self->types & 1u << *ret_index) != 0;
}

TarnMetadataStatus
tarn_metadata_run_get_type_status (const TarnMetadataRun *self, TarnMetadataType type)
{
  guint index;

  g_return_val_if_fail (self != NULL, 0);

  return find_type (self, type, &index) ? self->type_statuses[index] : 0;
}

const char *
tarn_metadata_run_get_type_error_message (const TarnMetadataRun *self, TarnMetadataType type)
{
  guint index;

  g_return_val_if_fail (self != NULL, NULL);

  if (!find_type (self, type, &index) || self->type_statuses[index] == 0)
    return NULL;
  return tarn_metadata_failure_get_message (self->type_failures[index], index, self->message);
}

gint64
tarn_metadata_run_get_created_at (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->creation_us;
}

gint64
tarn_metadata_run_get_end_time (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->end_us;
}

gint64
tarn_metadata_run_get_model_calls (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->use.model_calls;
}

gint64
tarn_metadata_run_get_input_tokens (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->use.input_tokens;
}

gint64
tarn_metadata_run_get_output_tokens (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->use.output_tokens;
}

gint64
tarn_metadata_run_get_cost_nano_usd (const TarnMetadataRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->cost_nano_usd;
}
