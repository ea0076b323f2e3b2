/* SPDX-License-Identifier: MIT */
/*
 * Adds domains next to the domain of the fixture, in the same account or in another. The contents of these
 * domains must be out of reach from outside. Their names begin with the name of the domain.
 */
#pragma once

#include "worlds/datazone-lake.h"

static inline void
lake_add_elsewhere (const Lake *lake, TarnDataZoneClient *client, const char *domain,
                    const char *project, const char *name)
{
  TarnAssetInput *input = asset_input_new (name, TABLE_TYPE, 1);

  lake_note (lake, name, datazone_add_asset (client, domain, project, input));
}

/* Adds a domain with a project and an asset. */
static inline void
lake_add_domain (const Lake *lake, TarnDataZoneClient *client, const char *name)
{
  g_autofree char *project_name = g_strconcat (name, " project", NULL);
  g_autofree char *asset_name = g_strconcat (name, " asset", NULL);
  const char *domain
      = lake_note (lake, name, datazone_add_domain (client, name, TARN_DOMAIN_VERSION_2));

  lake_add_elsewhere (lake, client, domain, lake_add_project (lake, client, domain, project_name),
                      asset_name);
}

/* Adds a domain with a project, an asset and a run. */
static inline void
lake_add_domain_with_run (const Lake *lake, TarnDataZoneClient *client, const char *name)
{
  g_autofree char *project = g_strconcat ("<", name, " project>", NULL);
  g_autofree char *asset = g_strconcat ("<", name, " asset>", NULL);
  g_autofree char *run_name = g_strconcat (name, " run", NULL);
  g_autofree char *domain = g_strconcat ("<", name, ">", NULL);
  const StartCall call = { .domain = domain, .project = project, .asset = asset };
  g_autoptr (GError) error = NULL;

  lake_add_domain (lake, client, name);
  lake_note (lake, run_name, lake_try (lake, client, &call, &error));
  g_assert_no_error (error);
}
