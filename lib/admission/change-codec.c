/* SPDX-License-Identifier: MIT */
/*
 * A change that is told later, as it is copied, saved and told. Its texts belong to the rooms, which may
 * drop them or, in a fork, go away: what is copied or read keeps them interned.
 */
#include "admission/change-codec.h"

#define TEXT(name, member)                                                                         \
  {                                                                                                \
    name, G_STRUCT_OFFSET (TarnChange, member)                                                     \
  }

typedef struct
{
  const char *name;
  gsize offset;
} Member;

static const Member texts[] = {
  TEXT ("detail-type", detail_type),
  TEXT ("from", from),
  TEXT ("to", to),
  TEXT ("refresh-type", refresh_type),
  TEXT ("error-message", error_message),
  TEXT ("domain-id", domain_id),
  TEXT ("owning-project-id", owning_project_id),
  TEXT ("asset-id", asset_id),
  TEXT ("created-by", created_by),
  TEXT ("client-token", client_token),
};

static const Member numbers[] = {
  TEXT ("creation-time", creation_time_us),
  TEXT ("slot-time", slot_time_us),
  TEXT ("snapshot-time", snapshot_time_us),
  TEXT ("dpu-milliseconds", dpu_milliseconds),
  TEXT ("billed-dpu-milliseconds", billed_dpu_milliseconds),
  TEXT ("processed-bytes", processed_bytes),
  TEXT ("model-calls", model_calls),
  TEXT ("input-tokens", input_tokens),
  TEXT ("output-tokens", output_tokens),
};

static const char **
get_text (TarnChange *change, const Member *member)
{
  return G_STRUCT_MEMBER_P (change, member->offset);
}

void
tarn_change_intern (TarnChange *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *get_text (change, &texts[i]) = g_intern_string (*get_text (change, &texts[i]));
  for (guint i = 0; i < change->n_type_stats; i++)
    {
      TarnTypeStat *stat = &change->type_stats[i];

      stat->type = g_intern_string (stat->type);
      stat->status = g_intern_string (stat->status);
      stat->error_message = g_intern_string (stat->error_message);
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

/* What every name of a table has: a catalog, a database and a name. */
static void
code_table (TarnChange *change, TarnCodec *codec, TarnName **ret_kept)
{
  static const char *const names[TARN_NAME_PARTS] = { "catalog", "database", "table" };
  const TarnName *name = change->table != NULL ? tarn_change_get_table_name (change) : NULL;
  const char *parts[TARN_NAME_PARTS];
  gboolean is_named = name != NULL;

  tarn_codec_boolean (codec, "names-table", &is_named);
  for (guint i = 0; is_named && i < TARN_NAME_PARTS; i++)
    {
      parts[i] = name != NULL ? name->parts[i] : NULL;
      tarn_codec_interned (codec, names[i], &parts[i]);
      tarn_codec_check (codec, parts[i] != NULL, names[i], "is missing");
    }
  if (!tarn_codec_is_reading (codec) || !is_named || !tarn_codec_is_ok (codec))
    return;

  *ret_kept = tarn_name_new (parts, TARN_NAME_PARTS);
  change->table = (const TarnTableName *) (gconstpointer) *ret_kept;
}

static void
code_type_stats (TarnChange *change, TarnCodec *codec)
{
  guint8 n_stats = (guint8) change->n_type_stats;

  tarn_codec_uint8 (codec, "types", &n_stats);
  if (!tarn_codec_check_below (codec, "types", n_stats, TARN_TYPE_STATS_MAX + 1))
    return;

  change->n_type_stats = n_stats;
  for (guint i = 0; i < change->n_type_stats; i++)
    {
      tarn_codec_interned (codec, "type", &change->type_stats[i].type);
      tarn_codec_interned (codec, "status", &change->type_stats[i].status);
      tarn_codec_interned (codec, "type-error-message", &change->type_stats[i].error_message);
    }
}

static void
check_change (const TarnChange *change, TarnCodec *codec)
{
  if (!tarn_codec_is_ok (codec))
    return;

  g_autofree char *subject = change->service->dup_subject (change);
  tarn_codec_check (codec, subject != NULL, "service", "does not name its subject");
  tarn_codec_check (codec, change->detail_type != NULL, "detail-type", "is missing");
}

void
tarn_change_code (TarnChange *change, TarnCodec *codec, const TarnService *const *services,
                  TarnName **ret_kept)
{
  code_service (change, codec, services);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    tarn_codec_interned (codec, texts[i].name, get_text (change, &texts[i]));
  code_table (change, codec, ret_kept);
  tarn_codec_uint64 (codec, "run-id-high", &change->run_id_high);
  tarn_codec_uint64 (codec, "run-id-low", &change->run_id_low);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    tarn_codec_int64 (codec, numbers[i].name, G_STRUCT_MEMBER_P (change, numbers[i].offset));
  tarn_codec_uint64 (codec, "pending-commits", &change->pending_commits);
  tarn_codec_uint64 (codec, "pending-bytes", &change->pending_bytes);
  tarn_codec_uint32 (codec, "asset-revision", &change->asset_revision);
  code_type_stats (change, codec);
  if (tarn_codec_is_reading (codec))
    check_change (change, codec);
}
