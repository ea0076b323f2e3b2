/* SPDX-License-Identifier: MIT */
#include "datazone/datazone.h"

#include "datazone/client-token-codec.h"
#include "datazone/metadata-codec.h"
#include "datazone/metadata-generation.h"

#define RUN_EVENT(label, on_event)                                                                 \
  {                                                                                                \
    .name = label, .handler = on_event, .describe_subject = tarn_metadata_describe_event,          \
    .code_subject = tarn_metadata_code_event, .adopt = tarn_metadata_adopt_event                   \
  }

static const TarnEventClass begin_class
    = RUN_EVENT ("metadata generation begin", tarn_metadata_generation_on_begin);
static const TarnEventClass type_end_class
    = RUN_EVENT ("metadata generation end", tarn_metadata_generation_on_type_end);

static void
note_token_lifetime (TarnDataZone *datazone)
{
  datazone->token_lifetime_us
      = tarn_datazone_get_option (datazone, TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US);
}

void
tarn_datazone_init (TarnDataZone *datazone, TarnClock *clock, const TarnRandom *random,
                    TarnGatehouse *gatehouse)
{
  *datazone = (TarnDataZone){ .clock = clock, .random = random };

  tarn_admission_init (&datazone->admission, &tarn_datazone_service, gatehouse);
  tarn_domains_init (&datazone->domains, random);
  tarn_assets_init (&datazone->assets);
  tarn_metadata_store_init (&datazone->runs);
  tarn_client_tokens_init (&datazone->tokens);
  note_token_lifetime (datazone);
  tarn_metadata_quota_init (&datazone->quota);

  datazone->begin_kind = tarn_clock_add_kind (clock, &begin_class, datazone);
  datazone->type_end_kind = tarn_clock_add_kind (clock, &type_end_class, datazone);
}

/* A token that has expired stays forgotten, also when a longer lifetime follows. */
void
tarn_datazone_options_changed (TarnDataZone *datazone)
{
  tarn_client_tokens_expire (&datazone->tokens, datazone->token_lifetime_us,
                             datazone->clock->now_us);
  note_token_lifetime (datazone);
}

void
tarn_datazone_clear (TarnDataZone *datazone)
{
  g_clear_object (&datazone->cost_model);
  tarn_metadata_quota_clear (&datazone->quota);
  tarn_client_tokens_clear (&datazone->tokens);
  tarn_metadata_store_clear (&datazone->runs);
  tarn_assets_clear (&datazone->assets);
  tarn_domains_clear (&datazone->domains);
  tarn_admission_clear (&datazone->admission);
}

void
tarn_datazone_copy (TarnDataZone *datazone, const TarnDataZone *from)
{
  tarn_admission_copy (&datazone->admission, &from->admission);
  tarn_domains_copy (&datazone->domains, &from->domains);
  tarn_assets_copy (&datazone->assets, &from->assets);
  tarn_metadata_store_copy (&datazone->runs, &from->runs);
  tarn_client_tokens_copy (&datazone->tokens, &from->tokens);
  tarn_metadata_quota_copy (&datazone->quota, &from->quota);
  note_token_lifetime (datazone);
}

void
tarn_datazone_code (TarnDataZone *datazone, TarnCodec *codec)
{
  TarnThrottle *accounts = &datazone->admission.throttle;

  tarn_codec_begin (codec, "datazone");
  tarn_admission_code (&datazone->admission, codec);
  note_token_lifetime (datazone);
  tarn_domains_code (&datazone->domains, codec, accounts);
  tarn_assets_code (&datazone->assets, codec, &datazone->domains);
  tarn_metadata_code (datazone, codec);
  tarn_client_tokens_code (datazone, codec);
  tarn_metadata_quota_code (&datazone->quota, codec, accounts, datazone->clock->now_us);
  tarn_codec_end (codec);
}
