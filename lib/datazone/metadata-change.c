/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-change.h"

#include "datazone/metadata-machine.h"
#include "kernel/accessors.h"

static TarnMetadataChange *
tarn_metadata_change_copy (const TarnMetadataChange *self)
{
  return tarn_change_part_copy (&tarn_metadata_change_class, self);
}

static void
tarn_metadata_change_free (TarnMetadataChange *self)
{
  tarn_change_part_free (&tarn_metadata_change_class, self);
}

G_DEFINE_BOXED_TYPE (TarnMetadataChange, tarn_metadata_change, tarn_metadata_change_copy,
                     tarn_metadata_change_free)

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnMetadataCause, tarn_metadata_cause,
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_CREATE, "create"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_BEGIN, "begin"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_TYPE_DONE, "type-done"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_SUCCEED, "succeed"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_FAIL, "fail"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_SUCCEED_PARTIALLY, "succeed-partially"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_CAUSE_CANCEL, "cancel"))
/* clang-format on */

#define MEMBER(name, kind, member, max)                                                            \
  {                                                                                                \
    name, TARN_CHANGE_##kind, G_STRUCT_OFFSET (TarnMetadataChange, member), max                    \
  }
#define TYPE(i)                                                                                    \
  MEMBER ("type-status", UINT8, type_statuses[i], TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED),       \
      MEMBER ("type-error-message", TEXT, type_error_messages[i], 0)

static const TarnChangeMember members[] = {
  MEMBER ("domain-id", TEXT, domain_id, 0),
  MEMBER ("owning-project-id", TEXT, owning_project_id, 0),
  MEMBER ("asset-id", TEXT, asset_id, 0),
  MEMBER ("asset-revision", UINT32, asset_revision, 0),
  MEMBER ("created-by", TEXT, created_by, 0),
  MEMBER ("client-token", TEXT, client_token, 0),
  MEMBER ("types", UINT8, types, (1 << TARN_N_METADATA_TYPES) - 1),
  TYPE (0),
  TYPE (1),
  TYPE (2),
  MEMBER ("model-calls", INT64, model_calls, 0),
  MEMBER ("input-tokens", INT64, input_tokens, 0),
  MEMBER ("output-tokens", INT64, output_tokens, 0),
};

const TarnChangeClass tarn_metadata_change_class
    = { sizeof (TarnMetadataChange), members, G_N_ELEMENTS (members) };

G_STATIC_ASSERT (sizeof (TarnMetadataChange) <= TARN_CHANGE_PART_SIZE);
G_STATIC_ASSERT (TARN_N_METADATA_TYPES == 3);

const TarnMetadataChange *
tarn_change_get_metadata (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_change_peek_part (self, &tarn_metadata_change_class);
}

TarnMetadataCause
tarn_change_get_metadata_cause (const TarnChange *self)
{
  return tarn_change_get_metadata (self) != NULL ? self->cause : TARN_METADATA_CAUSE_NONE;
}

TarnMetadataStatus
tarn_change_get_from_metadata_status (const TarnChange *self)
{
  return tarn_change_get_metadata (self) != NULL ? tarn_metadata_state_get_status (self->from_state)
                                                 : TARN_METADATA_STATUS_NONE;
}

TarnMetadataStatus
tarn_change_get_to_metadata_status (const TarnChange *self)
{
  return tarn_change_get_metadata (self) != NULL ? tarn_metadata_state_get_status (self->to_state)
                                                 : TARN_METADATA_STATUS_NONE;
}

char *
tarn_metadata_change_dup_subject (const TarnChange *change)
{
  const TarnMetadataChange *self = tarn_change_get_metadata (change);

  /* A change that is read from a snapshot may have no ids. */
  if (self->domain_id == NULL || self->asset_id == NULL)
    return NULL;

  return g_strdup_printf ("%s/%s", self->domain_id, self->asset_id);
}

TARN_GETTER (const char *, tarn_metadata_change_get_domain_id, const TarnMetadataChange, domain_id)
TARN_GETTER (const char *, tarn_metadata_change_get_owning_project_id, const TarnMetadataChange,
             owning_project_id)
TARN_GETTER (const char *, tarn_metadata_change_get_asset_id, const TarnMetadataChange, asset_id)
TARN_GETTER (guint, tarn_metadata_change_get_asset_revision, const TarnMetadataChange,
             asset_revision)
TARN_GETTER (const char *, tarn_metadata_change_get_created_by, const TarnMetadataChange,
             created_by)
TARN_GETTER (const char *, tarn_metadata_change_get_client_token, const TarnMetadataChange,
             client_token)
TARN_GETTER (gint64, tarn_metadata_change_get_model_calls, const TarnMetadataChange, model_calls)
TARN_GETTER (gint64, tarn_metadata_change_get_input_tokens, const TarnMetadataChange, input_tokens)
TARN_GETTER (gint64, tarn_metadata_change_get_output_tokens, const TarnMetadataChange,
             output_tokens)

const char *const *
tarn_metadata_change_get_types (const TarnMetadataChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_metadata_types_get_names (self->types);
}

static gboolean
has_type (const TarnMetadataChange *self, TarnMetadataType type)
{
  guint index = (guint) type - 1;

  return index < TARN_N_METADATA_TYPES && (self->types & 1u << index) != 0;
}

TarnMetadataStatus
tarn_metadata_change_get_type_status (const TarnMetadataChange *self, TarnMetadataType type)
{
  g_return_val_if_fail (self != NULL, TARN_METADATA_STATUS_NONE);

  return has_type (self, type) ? self->type_statuses[type - 1] : TARN_METADATA_STATUS_NONE;
}

const char *
tarn_metadata_change_get_type_error_message (const TarnMetadataChange *self, TarnMetadataType type)
{
  g_return_val_if_fail (self != NULL, NULL);

  return has_type (self, type) ? self->type_error_messages[type - 1] : NULL;
}
