/* SPDX-License-Identifier: MIT */
#include "datazone/datazone-room.h"

#include "datazone/client-token-codec.h"
#include "datazone/datazone-client.h"
#include "datazone/datazone-state.h"
#include "datazone/metadata-codec.h"
#include "datazone/metadata-generation.h"

static void
note_token_lifetime (TarnDataZone *datazone)
{
  datazone->token_lifetime_us
      = tarn_datazone_get_option (datazone, TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US);
}

static void
init (TarnRoom *room)
{
  TarnDataZone *datazone = (TarnDataZone *) room;

  tarn_domains_init (&datazone->domains, &room->core->random);
  tarn_assets_init (&datazone->assets);
  tarn_client_tokens_init (&datazone->tokens);
  note_token_lifetime (datazone);
  tarn_metadata_quota_init (&datazone->quota);
}

static void
clear (TarnRoom *room)
{
  TarnDataZone *datazone = (TarnDataZone *) room;

  tarn_metadata_quota_clear (&datazone->quota);
  tarn_client_tokens_clear (&datazone->tokens);
  tarn_assets_clear (&datazone->assets);
  tarn_domains_clear (&datazone->domains);
}

static void
copy (TarnRoom *room, const TarnRoom *other)
{
  TarnDataZone *datazone = (TarnDataZone *) room;
  const TarnDataZone *from = (const TarnDataZone *) other;

  tarn_domains_copy (&datazone->domains, &from->domains);
  tarn_assets_copy (&datazone->assets, &from->assets);
  tarn_client_tokens_copy (&datazone->tokens, &from->tokens);
  tarn_metadata_quota_copy (&datazone->quota, &from->quota);
  note_token_lifetime (datazone);
  tarn_datazone_expire_tokens (datazone);
}

static void
code (TarnRoom *room, TarnCodec *codec)
{
  TarnDataZone *datazone = (TarnDataZone *) room;
  TarnThrottle *accounts = &room->admission.throttle;

  note_token_lifetime (datazone);
  tarn_datazone_expire_tokens (datazone);
  tarn_domains_code (&datazone->domains, codec, accounts);
  tarn_assets_code (&datazone->assets, codec, &datazone->domains);
  tarn_runs_code (&room->runs, codec, tarn_assets_count_started (&datazone->assets));
  tarn_client_tokens_code (datazone, codec);
  tarn_metadata_quota_code (&datazone->quota, codec, accounts, tarn_datazone_get_now (datazone),
                            tarn_codec_is_reading (codec) ? tarn_generation_count_begun (datazone)
                                                          : 0);
}

/*
 * Removes the tokens that have expired by the old lifetime. A token that has expired must stay expired, even
 * if the new lifetime is longer.
 */
static void
change_options (TarnRoom *room)
{
  TarnDataZone *datazone = (TarnDataZone *) room;

  tarn_datazone_expire_tokens (datazone);
  note_token_lifetime (datazone);
}

static TarnClient *
create_client (TarnRoom *room, TarnPrincipal *principal)
{
  return &tarn_datazone_client_new ((TarnDataZone *) room, principal)->client;
}

const TarnRoomClass tarn_datazone_room_class = {
  .service = &tarn_datazone_service,
  .run_class = &tarn_generation_class,
  .size = sizeof (TarnDataZone),
  .init = init,
  .clear = clear,
  .copy = copy,
  .code = code,
  .change_options = change_options,
  .create_client = create_client,
};
