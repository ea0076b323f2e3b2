/* SPDX-License-Identifier: MIT */
#include "datazone/datazone.h"

#include "datazone/metadata-generation.h"

static const TarnEventClass begin_class = {
  .name = "metadata generation begin",
  .handler = tarn_metadata_generation_on_begin,
};

static const TarnEventClass type_end_class = {
  .name = "metadata generation end",
  .handler = tarn_metadata_generation_on_type_end,
};

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
  datazone->token_lifetime_us
      = tarn_datazone_get_option (datazone, TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US);
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
  datazone->token_lifetime_us
      = tarn_datazone_get_option (datazone, TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US);
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
}

void
tarn_datazone_code (TarnDataZone *datazone, TarnCodec *codec)
{
  tarn_admission_code (&datazone->admission, codec);
}
