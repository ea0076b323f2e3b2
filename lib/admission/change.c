/* SPDX-License-Identifier: MIT */
#include "admission/change.h"

#include "admission/service.h"
#include "kernel/accessors.h"

G_DEFINE_BOXED_TYPE (TarnChange, tarn_change, tarn_change_copy, tarn_change_free)

#define HEAD(name, kind, member)                                                                   \
  {                                                                                                \
    name, TARN_CHANGE_##kind, G_STRUCT_OFFSET (TarnChange, member), G_MAXUINT8                     \
  }

/*
 * The members of the head that are saved with a late EventBridge event. The others are set elsewhere: the
 * service is coded separately, the kind and the state before the change follow from the reading, and the time is
 * set at the delivery.
 */
static const TarnChangeMember head_members[] = {
  HEAD ("detail-type", TEXT, detail_type),
  HEAD ("error-message", TEXT, error_message),
  HEAD ("run-id-high", UINT64, run_id.high),
  HEAD ("run-id-low", UINT64, run_id.low),
  HEAD ("creation-time", INT64, creation_us),
  HEAD ("tag", UINT64, tag),
  HEAD ("cause", UINT8, cause),
  HEAD ("state", UINT8, to_state),
};

static const TarnChangeClass head_class
    = { sizeof (TarnChange), head_members, G_N_ELEMENTS (head_members) };

static const TarnChangeClass *
get_class (const TarnChange *change)
{
  return change->kind == TARN_CHANGE_KIND_COMMIT ? change->service->commit_class
                                                 : change->service->change_class;
}

/* --- Copies that own what they point at ------------------------------------------------------- */

static void
own_members (const TarnChangeClass *class, gpointer part)
{
  for (guint i = 0; i < class->n_members; i++)
    {
      gpointer *field = G_STRUCT_MEMBER_P (part, class->members[i].offset);

      if (class->members[i].kind == TARN_CHANGE_TEXT)
        *field = g_strdup (*field);
      else if (class->members[i].kind == TARN_CHANGE_NAME && *field != NULL)
        tarn_name_ref (*field);
    }
}

static void
disown_members (const TarnChangeClass *class, gpointer part)
{
  for (guint i = 0; i < class->n_members; i++)
    {
      gpointer *field = G_STRUCT_MEMBER_P (part, class->members[i].offset);

      if (class->members[i].kind == TARN_CHANGE_TEXT)
        g_free (*field);
      else if (class->members[i].kind == TARN_CHANGE_NAME && *field != NULL)
        tarn_name_unref (*field);
    }
}

gpointer
tarn_change_part_copy (const TarnChangeClass *class, gconstpointer part)
{
  gpointer copy = g_memdup2 (part, class->size);

  own_members (class, copy);
  return copy;
}

void
tarn_change_part_free (const TarnChangeClass *class, gpointer part)
{
  disown_members (class, part);
  g_free (part);
}

TarnChange *
tarn_change_copy (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnChange *copy = tarn_change_part_copy (&head_class, self);
  own_members (get_class (self), copy->part);
  return copy;
}

void
tarn_change_free (TarnChange *self)
{
  if (self == NULL)
    return;

  disown_members (get_class (self), self->part);
  tarn_change_part_free (&head_class, self);
}

gconstpointer
tarn_change_peek_part (const TarnChange *change, const TarnChangeClass *class)
{
  return get_class (change) == class ? change->part : NULL;
}

const TarnName *
tarn_change_peek_name (const TarnChange *change)
{
  const TarnChangeClass *class = get_class (change);

  for (guint i = 0; i < class->n_members; i++)
    if (class->members[i].kind == TARN_CHANGE_NAME)
      return *(TarnName *const *) ((const char *) change->part + class->members[i].offset);
  return NULL;
}

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnChangeKind, tarn_change_kind,
                    G_DEFINE_ENUM_VALUE (TARN_CHANGE_KIND_RUN, "run"),
                    G_DEFINE_ENUM_VALUE (TARN_CHANGE_KIND_INVOCATION_FAILURE, "invocation-failure"),
                    G_DEFINE_ENUM_VALUE (TARN_CHANGE_KIND_REDELIVERY, "redelivery"),
                    G_DEFINE_ENUM_VALUE (TARN_CHANGE_KIND_LATE_EVENT, "late-event"),
                    G_DEFINE_ENUM_VALUE (TARN_CHANGE_KIND_COMMIT, "commit"))
/* clang-format on */

/* --- Getters ---------------------------------------------------------------------------------- */

TARN_GETTER (gint64, tarn_change_get_time, const TarnChange, time_us)
TARN_GETTER (const TarnService *, tarn_change_get_service, const TarnChange, service)
TARN_GETTER (const char *, tarn_change_get_detail_type, const TarnChange, detail_type)
TARN_GETTER (TarnChangeKind, tarn_change_get_kind, const TarnChange, kind)
TARN_GETTER (const char *, tarn_change_get_error_message, const TarnChange, error_message)
TARN_GETTER (gint64, tarn_change_get_creation_time, const TarnChange, creation_us)
TARN_GETTER (guint64, tarn_change_get_tag, const TarnChange, tag)

const char *
tarn_change_get_from_status (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->service->get_status (self->from_state);
}

const char *
tarn_change_get_to_status (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->service->get_status (self->to_state);
}

const char *
tarn_change_get_cause (const TarnChange *self)
{
  static const char *const of_kinds[] = {
    [TARN_CHANGE_KIND_INVOCATION_FAILURE] = "invocation-failure",
    [TARN_CHANGE_KIND_REDELIVERY] = "redelivery",
    [TARN_CHANGE_KIND_LATE_EVENT] = "late-event",
    [TARN_CHANGE_KIND_COMMIT] = "commit",
  };

  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == TARN_CHANGE_KIND_RUN ? self->service->cause_names[self->cause]
                                            : of_kinds[self->kind];
}

gboolean
tarn_change_get_run_id_bits (const TarnChange *self, guint64 *out_high, guint64 *out_low)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (out_high != NULL)
    *out_high = self->run_id.high;
  if (out_low != NULL)
    *out_low = self->run_id.low;
  return (self->run_id.high | self->run_id.low) != 0;
}

char *
tarn_change_dup_run_id (const TarnChange *self)
{
  if (!tarn_change_get_run_id_bits (self, NULL, NULL))
    return NULL;

  return tarn_service_dup_run_id (self->service, &self->run_id);
}

/* --- Changes that are delivered later --------------------------------------------------------- */

static void
code_name (const char *label, TarnName **name, TarnCodec *codec)
{
  gboolean is_named = *name != NULL, is_whole = TRUE;
  char *read[TARN_NAME_PARTS] = { NULL };

  tarn_codec_boolean (codec, label, &is_named);
  for (guint i = 0; is_named && i < TARN_NAME_PARTS; i++)
    {
      tarn_codec_kept_text (codec, "part", *name != NULL ? (*name)->parts[i] : NULL, &read[i]);
      is_whole &= tarn_codec_check (codec, !tarn_codec_is_reading (codec) || read[i] != NULL,
                                    "part", "is missing");
    }
  if (tarn_codec_is_reading (codec) && is_named && is_whole)
    *name = tarn_name_new ((const char *const *) read, TARN_NAME_PARTS);
  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    g_free (read[i]);
}

static void
code_members (const TarnChangeClass *class, gpointer part, TarnCodec *codec)
{
  for (guint i = 0; i < class->n_members; i++)
    {
      const TarnChangeMember *member = &class->members[i];
      gpointer field = G_STRUCT_MEMBER_P (part, member->offset);

      switch (member->kind)
        {
        case TARN_CHANGE_TEXT:
          tarn_codec_text (codec, member->name, field);
          break;
        case TARN_CHANGE_NAME:
          code_name (member->name, field, codec);
          break;
        case TARN_CHANGE_UINT8:
          tarn_codec_uint8 (codec, member->name, field);
          tarn_codec_check_below (codec, member->name, *(guint8 *) field, member->max + 1u);
          break;
        case TARN_CHANGE_UINT32:
          tarn_codec_uint32 (codec, member->name, field);
          break;
        case TARN_CHANGE_UINT64:
          tarn_codec_uint64 (codec, member->name, field);
          break;
        case TARN_CHANGE_INT64:
          tarn_codec_int64 (codec, member->name, field);
          break;
        }
    }
}

static void
code_service (TarnChange *change, TarnCodec *codec, const TarnService *const *services)
{
  guint8 service = 0, n_services = 0;

  for (; services[n_services] != NULL; n_services++)
    if (services[n_services] == change->service)
      service = n_services;
  tarn_codec_uint8 (codec, "service", &service);
  if (tarn_codec_check_below (codec, "service", service, n_services))
    change->service = services[service];
}

static void
check_change (const TarnChange *change, TarnCodec *codec)
{
  const TarnService *service = change->service;
  g_autofree char *subject = service->dup_subject (change);

  tarn_codec_check_below (codec, "cause", change->cause, service->n_causes);
  tarn_codec_check_below (codec, "state", change->to_state, service->n_states);
  tarn_codec_check (codec, subject != NULL, "service", "does not name its subject");
  tarn_codec_check (codec, change->detail_type != NULL, "detail-type", "is missing");
}

static void
code_change (TarnChange *change, TarnCodec *codec, const TarnService *const *services)
{
  code_service (change, codec, services);
  code_members (&head_class, change, codec);
  if (tarn_codec_is_ok (codec))
    code_members (change->service->change_class, change->part, codec);
}

void
tarn_change_put (TarnChange *change, TarnCodec *codec, const TarnService *const *services)
{
  code_change (change, codec, services);
}

TarnChange *
tarn_change_read (TarnCodec *codec, const TarnService *const *services)
{
  /* A service is needed to free the change if the codec fails before it has read the service. */
  TarnChange *read = g_new0 (TarnChange, 1);

  read->service = services[0];
  code_change (read, codec, services);
  if (tarn_codec_is_ok (codec))
    check_change (read, codec);
  if (!tarn_codec_is_ok (codec))
    {
      g_clear_pointer (&read, tarn_change_free);
      return NULL;
    }
  read->kind = TARN_CHANGE_KIND_LATE_EVENT;
  read->from_state = read->to_state;
  return read;
}
