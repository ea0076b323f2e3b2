/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-run.h"

#include "kernel/accessors.h"
#include "kernel/text-record.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnMetadataStatus, tarn_metadata_status,
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_STATUS_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_STATUS_SUBMITTED, "submitted"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_STATUS_IN_PROGRESS, "in-progress"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_STATUS_CANCELED, "canceled"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_STATUS_SUCCEEDED, "succeeded"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_STATUS_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED, "partially-succeeded"))
/* clang-format on */

G_DEFINE_BOXED_TYPE (TarnMetadataTarget, tarn_metadata_target, tarn_metadata_target_copy,
                     tarn_metadata_target_free)

enum
{
  TARGET_TEXTS = 3,
  TARGET_PADDING = 3,
};

G_STATIC_ASSERT (sizeof (TarnMetadataTarget)
                 == (TARGET_TEXTS + TARGET_PADDING) * sizeof (const char *));

TarnMetadataTarget *
tarn_metadata_target_new (const char *type, const char *identifier, const char *revision)
{
  const TarnMetadataTarget target
      = { .type = type, .identifier = identifier, .revision = revision };

  return tarn_metadata_target_copy (&target);
}

TarnMetadataTarget *
tarn_metadata_target_copy (const TarnMetadataTarget *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_text_record_copy (self, TARGET_TEXTS, TARGET_PADDING);
}

void
tarn_metadata_target_free (TarnMetadataTarget *self)
{
  g_free (self);
}

const char *
tarn_metadata_status_to_string (TarnMetadataStatus status)
{
  static const char *const texts[] = {
    [TARN_METADATA_STATUS_SUBMITTED] = "SUBMITTED",
    [TARN_METADATA_STATUS_IN_PROGRESS] = "IN_PROGRESS",
    [TARN_METADATA_STATUS_CANCELED] = "CANCELED",
    [TARN_METADATA_STATUS_SUCCEEDED] = "SUCCEEDED",
    [TARN_METADATA_STATUS_FAILED] = "FAILED",
    [TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED] = "PARTIALLY_SUCCEEDED",
  };

  return (guint) status < G_N_ELEMENTS (texts) ? texts[status] : NULL;
}

TARN_FROM_STRING (TarnMetadataStatus, tarn_metadata_status)

gboolean
tarn_metadata_status_is_terminal (TarnMetadataStatus status)
{
  return status >= TARN_METADATA_STATUS_CANCELED
         && status <= TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED;
}

static void
free_metadata_run (TarnMetadataRun *self)
{
  tarn_metadata_subject_unref (self->subject);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnMetadataRun, tarn_metadata_run, free_metadata_run)

/* The target of a run points to the revision text in the same run, so it must point to @self afterwards. */
void
tarn_metadata_run_take_contents (TarnMetadataRun *self, TarnMetadataRun *fresh)
{
  TarnMetadataRun old = *self;

  *self = *fresh;
  self->ref_count = old.ref_count;
  if (self->target.revision != NULL)
    self->target.revision = self->revision_text;
  fresh->subject = old.subject;
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

TARN_GETTER (const char *, tarn_metadata_run_get_domain_id, const TarnMetadataRun,
             subject->domain_id)
TARN_GETTER (const char *, tarn_metadata_run_get_owning_project_id, const TarnMetadataRun,
             subject->project_id)
TARN_GETTER (const TarnMetadataTarget *, tarn_metadata_run_get_target, const TarnMetadataRun,
             target.identifier != NULL ? &self->target : NULL)
TARN_GETTER (TarnMetadataStatus, tarn_metadata_run_get_status, const TarnMetadataRun, status)

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

/* Returns whether the copy has this type. @out_index is the type, counted from 0. */
static gboolean
find_type (const TarnMetadataRun *self, TarnMetadataType type, guint *out_index)
{
  *out_index = (guint) type - 1;

  return *out_index < TARN_N_METADATA_TYPES && (self->types & 1u << *out_index) != 0;
}

TarnMetadataStatus
tarn_metadata_run_get_type_status (const TarnMetadataRun *self, TarnMetadataType type)
{
  guint index;

  g_return_val_if_fail (self != NULL, TARN_METADATA_STATUS_NONE);

  return find_type (self, type, &index) ? self->type_statuses[index] : TARN_METADATA_STATUS_NONE;
}

const char *
tarn_metadata_run_get_type_error_message (const TarnMetadataRun *self, TarnMetadataType type)
{
  guint index;

  g_return_val_if_fail (self != NULL, NULL);

  if (!find_type (self, type, &index) || self->type_statuses[index] == 0)
    return NULL;
  return tarn_metadata_failure_get_message (self->type_failures[index], index,
                                            self->messages[index]);
}

TARN_GETTER (guint64, tarn_metadata_run_get_tag, const TarnMetadataRun, tag)
TARN_GETTER (gint64, tarn_metadata_run_get_creation_time, const TarnMetadataRun, creation_us)
TARN_GETTER (gint64, tarn_metadata_run_get_end_time, const TarnMetadataRun, end_us)
TARN_GETTER (gint64, tarn_metadata_run_get_model_calls, const TarnMetadataRun, use.model_calls)
TARN_GETTER (gint64, tarn_metadata_run_get_input_tokens, const TarnMetadataRun, use.input_tokens)
TARN_GETTER (gint64, tarn_metadata_run_get_output_tokens, const TarnMetadataRun, use.output_tokens)
TARN_GETTER (gint64, tarn_metadata_run_get_cost_nano_usd, const TarnMetadataRun, cost_nano_usd)
