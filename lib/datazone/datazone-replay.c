/* SPDX-License-Identifier: MIT */
/* The operations of the room, called again with what a journal kept. Nobody asks what they return. */
#include "datazone/datazone-client.h"

#include <tarn/tarn-domain.h>

typedef void (*ReplayFunc) (TarnDataZoneClient *client, const TarnDeed *deed);

/* The list is told with the deprecated type folded in; on its own it says the same. */
static void
start_run (TarnDataZoneClient *client, const TarnDeed *deed)
{
  TarnMetadataTarget target = { tarn_deed_get_text (deed, 2), tarn_deed_get_text (deed, 3),
                                tarn_deed_get_text (deed, 4) };
  gboolean has_target = tarn_deed_get_text (deed, 1) != NULL;
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED
      = tarn_datazone_client_start_metadata_generation_run (client, tarn_deed_get_text (deed, 0),
                                                            tarn_deed_get_text (deed, 5),
                                                            has_target ? &target : NULL,
                                                            tarn_deed_get_text (deed, 6),
                                                            deed->arguments[7].texts,
                                                            tarn_deed_get_text (deed, 8), NULL);
}

static void
get_run (TarnDataZoneClient *client, const TarnDeed *deed)
{
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED
      = tarn_datazone_client_get_metadata_generation_run (client, tarn_deed_get_text (deed, 0),
                                                          tarn_deed_get_text (deed, 1),
                                                          tarn_deed_get_text (deed, 2), NULL);
}

static void
cancel_run (TarnDataZoneClient *client, const TarnDeed *deed)
{
  tarn_datazone_client_cancel_metadata_generation_run (client, tarn_deed_get_text (deed, 0),
                                                       tarn_deed_get_text (deed, 1), NULL);
}

static void
list_runs (TarnDataZoneClient *client, const TarnDeed *deed)
{
  g_autoptr (GPtrArray) runs G_GNUC_UNUSED = tarn_datazone_client_list_metadata_generation_runs (
      client, tarn_deed_get_text (deed, 0), tarn_deed_get_text (deed, 1),
      tarn_deed_get_text (deed, 2), tarn_deed_get_text (deed, 3), (gint) deed->arguments[4].integer,
      tarn_deed_get_text (deed, 5), NULL, NULL);
}

static void
create_domain (TarnDataZoneClient *client, const TarnDeed *deed)
{
  gboolean is_second = g_strcmp0 (tarn_deed_get_text (deed, 1), "V2") == 0;

  g_free (
      tarn_datazone_client_create_domain (client, tarn_deed_get_text (deed, 0),
                                          is_second ? TARN_DOMAIN_VERSION_2 : TARN_DOMAIN_VERSION_1,
                                          NULL));
}

/* The account is the fifth field of the ARN. */
static void
create_user_profile (TarnDataZoneClient *client, const TarnDeed *deed)
{
  const char *arn = tarn_deed_get_text (deed, 1);
  g_auto (GStrv) fields = g_strsplit (arn, ":", 6);
  g_autoptr (TarnPrincipal) user = tarn_principal_new (fields[4], arn, NULL);

  g_free (
      tarn_datazone_client_create_user_profile (client, tarn_deed_get_text (deed, 0), user, NULL));
}

static void
create_project (TarnDataZoneClient *client, const TarnDeed *deed)
{
  g_free (tarn_datazone_client_create_project (client, tarn_deed_get_text (deed, 0),
                                               tarn_deed_get_text (deed, 1), NULL));
}

static void
create_project_membership (TarnDataZoneClient *client, const TarnDeed *deed)
{
  tarn_datazone_client_create_project_membership (client, tarn_deed_get_text (deed, 0),
                                                  tarn_deed_get_text (deed, 1),
                                                  tarn_deed_get_text (deed, 2), NULL);
}

static void
create_glossary_term (TarnDataZoneClient *client, const TarnDeed *deed)
{
  tarn_datazone_client_create_glossary_term (client, tarn_deed_get_text (deed, 0),
                                             tarn_deed_get_text (deed, 1), NULL);
}

static void
create_asset (TarnDataZoneClient *client, const TarnDeed *deed)
{
  g_free (tarn_datazone_client_create_asset (client, tarn_deed_get_text (deed, 0),
                                             tarn_deed_get_text (deed, 1), deed->input, NULL));
}

static void
create_asset_revision (TarnDataZoneClient *client, const TarnDeed *deed)
{
  g_free (tarn_datazone_client_create_asset_revision (client, tarn_deed_get_text (deed, 0),
                                                      tarn_deed_get_text (deed, 1), deed->input,
                                                      NULL));
}

static void
get_asset (TarnDataZoneClient *client, const TarnDeed *deed)
{
  g_autoptr (TarnAsset) asset G_GNUC_UNUSED
      = tarn_datazone_client_get_asset (client, tarn_deed_get_text (deed, 0),
                                        tarn_deed_get_text (deed, 1), tarn_deed_get_text (deed, 2),
                                        NULL);
}

static void
set_business_name_generation (TarnDataZoneClient *client, const TarnDeed *deed)
{
  tarn_datazone_client_set_business_name_generation (client, tarn_deed_get_text (deed, 0),
                                                     tarn_deed_get_text (deed, 1),
                                                     tarn_deed_is_true (deed, 2), NULL);
}

static const ReplayFunc replays[] = {
  [TARN_DATAZONE_START_RUN] = start_run,
  [TARN_DATAZONE_GET_RUN] = get_run,
  [TARN_DATAZONE_CANCEL_RUN] = cancel_run,
  [TARN_DATAZONE_LIST_RUNS] = list_runs,
  [TARN_DATAZONE_CREATE_DOMAIN] = create_domain,
  [TARN_DATAZONE_CREATE_USER_PROFILE] = create_user_profile,
  [TARN_DATAZONE_CREATE_PROJECT] = create_project,
  [TARN_DATAZONE_CREATE_PROJECT_MEMBERSHIP] = create_project_membership,
  [TARN_DATAZONE_CREATE_GLOSSARY_TERM] = create_glossary_term,
  [TARN_DATAZONE_CREATE_ASSET] = create_asset,
  [TARN_DATAZONE_CREATE_ASSET_REVISION] = create_asset_revision,
  [TARN_DATAZONE_GET_ASSET] = get_asset,
  [TARN_DATAZONE_SET_BUSINESS_NAME_GENERATION] = set_business_name_generation,
};

void
tarn_datazone_client_replay (TarnDataZoneClient *self, const TarnDeed *deed)
{
  replays[deed->operation](self, deed);
}
