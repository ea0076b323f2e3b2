/* SPDX-License-Identifier: MIT */
/* Starts and gets metadata runs of assets with 20 columns, with all ids as text. */
#include "start-get.h"

typedef struct
{
  char *domain;
  char *project;
  char **assets;
} Catalog;

static void
lift_limits (TarnEngine *engine)
{
  tarn_engine_set_option (engine, "datazone.start-rate-per-second", -1, NULL);
  tarn_engine_set_option (engine, "datazone.descriptions-per-month-max", -1, NULL);
}

void
bench_prepare (Bench *bench)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new (BENCH_ACCOUNT, NULL, NULL);
  TarnDataZoneClient *datazone = tarn_engine_create_datazone_client (bench->engine, me);
  Catalog *catalog = g_new0 (Catalog, 1);

  lift_limits (bench->engine);
  catalog->domain = tarn_datazone_client_create_domain (datazone, "d", TARN_DOMAIN_VERSION_1, NULL);
  catalog->project = tarn_datazone_client_create_project (datazone, catalog->domain, "p", NULL);
  catalog->assets = g_new0 (char *, bench->n_subjects + 1);
  for (guint i = 0; i < bench->n_subjects; i++)
    {
      g_autofree char *name = g_strdup_printf ("asset_%u", i);
      g_autoptr (TarnAssetInput) asset = tarn_asset_input_new (name, "GlueTableAssetType");

      for (guint column = 0; column < 20; column++)
        tarn_asset_input_add_column (asset, "cust_id", "bigint");
      catalog->assets[i] = tarn_datazone_client_create_asset (datazone, catalog->domain,
                                                              catalog->project, asset, NULL);
    }

  bench->client = datazone;
  bench->subjects = catalog;
}

gboolean
bench_start_and_get (Bench *bench, guint subject)
{
  static const char *const types[] = { "BUSINESS_DESCRIPTIONS", NULL };
  const Catalog *catalog = bench->subjects;
  TarnMetadataTarget target = { .type = "ASSET", .identifier = catalog->assets[subject] };
  g_autoptr (TarnMetadataRun) started
      = tarn_datazone_client_start_metadata_generation_run (bench->client, catalog->domain,
                                                            catalog->project, &target, NULL, types,
                                                            NULL, NULL);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_get_metadata_generation_run (bench->client, catalog->domain,
                                                          tarn_metadata_run_get_id (started), NULL,
                                                          NULL);

  return !tarn_metadata_status_is_terminal (tarn_metadata_run_get_status (run));
}

void
bench_clear (Bench *bench)
{
  Catalog *catalog = bench->subjects;

  g_free (catalog->domain);
  g_free (catalog->project);
  g_strfreev (catalog->assets);
  g_free (catalog);
  g_object_unref (bench->client);
}

int
main (int argc, char **argv)
{
  return bench_main (argc, argv);
}
