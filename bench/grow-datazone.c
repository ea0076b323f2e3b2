/* SPDX-License-Identifier: MIT */
/* What there can be many of in the service datazone. */
#include "grow.h"

static const char *const names_type[] = { "BUSINESS_NAMES", NULL };
static const char *const terms_type[] = { "BUSINESS_GLOSSARY_ASSOCIATIONS", NULL };

/* --- Set-ups ---------------------------------------------------------------------------------- */

static void
create_domain (GrowWorld *world)
{
  grow_create_nothing (world);
  world->domain
      = tarn_datazone_client_create_domain (world->datazone, "domain", TARN_DOMAIN_VERSION_1, NULL);
  world->project
      = tarn_datazone_client_create_project (world->datazone, world->domain, "project", NULL);
  grow_check (world->project != NULL);
}

static TarnAssetInput *
asset_input_new (const char *name, guint n_columns)
{
  TarnAssetInput *input = tarn_asset_input_new (name, "GlueTableAssetType");

  for (guint i = 0; i < n_columns; i++)
    {
      GROW_PRINTED (column, "col_%u", i);
      tarn_asset_input_add_column (input, column, "bigint");
    }

  return input;
}

static void
add_asset (GrowWorld *world, const char *name, guint n_columns)
{
  g_autoptr (TarnAssetInput) input = asset_input_new (name, n_columns);
  char *id = tarn_datazone_client_create_asset (world->datazone, world->domain, world->project,
                                                input, NULL);

  grow_check (id != NULL);
  g_ptr_array_add (world->texts, id);
}

static void
create_one_asset (GrowWorld *world)
{
  create_domain (world);
  add_asset (world, "asset", 1);
}

static void
create_assets (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (name, "asset_%u", i);
      add_asset (world, name, 1);
    }
}

static void
create_n_assets (GrowWorld *world)
{
  create_domain (world);
  create_assets (world);
}

static char *
start_of (GrowWorld *world, const char *asset, const char *const *types, const char *token)
{
  g_autoptr (TarnMetadataTarget) target = tarn_metadata_target_new ("ASSET", asset, NULL);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (world->datazone, world->domain,
                                                            world->project, target, NULL, types,
                                                            token, NULL);

  grow_check (run != NULL);
  return g_strdup (tarn_metadata_run_get_id (run));
}

static void
start_names (GrowWorld *world, guint asset, const char *token)
{
  g_free (start_of (world, world->texts->pdata[asset], names_type, token));
}

/* --- Entities --------------------------------------------------------------------------------- */

static void
create_domains (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (name, "domain-%u", i);
      g_autofree char *id
          = tarn_datazone_client_create_domain (world->datazone, name, TARN_DOMAIN_VERSION_1, NULL);

      grow_check (id != NULL);
    }
}

static void
create_domains_of_one_name (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      g_autofree char *id = tarn_datazone_client_create_domain (world->datazone, "domain",
                                                                TARN_DOMAIN_VERSION_1, NULL);

      grow_check (id != NULL);
    }
}

static void
create_projects (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (name, "project-%u", i);
      g_autofree char *id
          = tarn_datazone_client_create_project (world->datazone, world->domain, name, NULL);

      grow_check (id != NULL);
    }
}

static void
create_members (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (arn, "arn:aws:iam::" GROW_ACCOUNT ":user/user-%u", i);
      g_autoptr (TarnPrincipal) user = tarn_principal_new (GROW_ACCOUNT, arn, NULL);
      g_autofree char *id
          = tarn_datazone_client_create_user_profile (world->datazone, world->domain, user, NULL);

      grow_check (id != NULL);
      grow_check (tarn_datazone_client_create_project_membership (world->datazone, world->domain,
                                                                  world->project, id, NULL));
    }
}

static void
create_terms (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (term, "Col %u", i);
      grow_check (
          tarn_datazone_client_create_glossary_term (world->datazone, world->domain, term, NULL));
    }
}

static void
create_revisions (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      g_autoptr (TarnAssetInput) input = asset_input_new ("asset", 1);
      g_autofree char *revision
          = tarn_datazone_client_create_asset_revision (world->datazone, world->domain,
                                                        world->texts->pdata[0], input, NULL);

      grow_check (revision != NULL);
    }
}

/* --- Assets that are read --------------------------------------------------------------------- */

static TarnAsset *
get_asset (GrowWorld *world, guint index)
{
  TarnAsset *asset = tarn_datazone_client_get_asset (world->datazone, world->domain,
                                                     world->texts->pdata[index], NULL, NULL);

  grow_check (asset != NULL);
  return asset;
}

static void
create_columns (GrowWorld *world)
{
  add_asset (world, "wide", world->n);
  tarn_asset_unref (get_asset (world, 0));
}

static void
associate (GrowWorld *world, guint asset)
{
  g_free (start_of (world, world->texts->pdata[asset], terms_type, NULL));
  grow_drain (world);
}

static void
prepare_columns_and_terms (GrowWorld *world)
{
  create_domain (world);
  create_terms (world);
  add_asset (world, "wide", world->n);
  associate (world, 0);
}

static void
get_columns_with_terms (GrowWorld *world)
{
  g_autoptr (TarnAsset) asset = get_asset (world, 0);
  guint n_suggestions;

  tarn_asset_get_suggestions (asset, TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS,
                              &n_suggestions);
  grow_check (n_suggestions == world->n + 1);
}

static void
find_suggestions (GrowWorld *world)
{
  g_autoptr (TarnAsset) asset = get_asset (world, 0);

  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (path, "columns[%u].columnGlossaryTerms", i);
      grow_check (tarn_asset_find_suggestion (asset,
                                              TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS,
                                              path)
                  != NULL);
    }
}

static void
prepare_terms (GrowWorld *world)
{
  create_domain (world);
  create_terms (world);
  add_asset (world, "asset", 1);
  associate (world, 0);
}

static void
get_assets_with_terms (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    tarn_asset_unref (get_asset (world, 0));
}

/* --- Runs ------------------------------------------------------------------------------------- */

static void
generate_for_one (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      start_names (world, 0, NULL);
      grow_drain (world);
    }
}

static void
start_all (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    start_names (world, i, NULL);
}

static void
generate_for_all (GrowWorld *world)
{
  start_all (world);
  grow_drain (world);
}

static void
give_tokens (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (token, "token-%u", i);
      start_names (world, 0, token);
      grow_drain (world);
    }
}

static void
repeat_token (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    start_names (world, 0, "token");
}

static void
prepare_few_kept (GrowWorld *world)
{
  create_one_asset (world);
  grow_set (world, "datazone.retention-runs", 1);
}

static void
give_tokens_that_expire (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (token, "token-%u", i);
      start_names (world, 0, token);
      grow_advance (world, GROW_DAY_US);
    }
}

static void
prepare_active (GrowWorld *world)
{
  create_n_assets (world);
  for (guint i = 0; i < world->n; i++)
    {
      char *run = start_of (world, world->texts->pdata[i], names_type, NULL);

      g_free (world->texts->pdata[i]);
      world->texts->pdata[i] = run;
    }
}

static void
cancel_all (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_datazone_client_cancel_metadata_generation_run (world->datazone, world->domain,
                                                                     world->texts->pdata[i], NULL));
}

static void
get_all (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    tarn_metadata_run_unref (
        tarn_datazone_client_get_metadata_generation_run (world->datazone, world->domain,
                                                          world->texts->pdata[i], NULL, NULL));
}

/* --- Lists ------------------------------------------------------------------------------------ */

static guint
read_pages (GrowWorld *world, const char *domain, const char *status, const char *asset)
{
  g_autofree char *token = NULL;
  guint n_runs = 0;

  do
    {
      char *next = NULL;
      GPtrArray *page = tarn_datazone_client_list_metadata_generation_runs (world->datazone, domain,
                                                                            status, NULL, asset, -1,
                                                                            token, &next, NULL);

      grow_check (page != NULL);
      n_runs += page->len;
      g_ptr_array_unref (page);
      g_free (token);
      token = next;
    }
  while (token != NULL);

  return n_runs;
}

static void
prepare_ended (GrowWorld *world)
{
  create_n_assets (world);
  generate_for_all (world);
}

static void
list_all (GrowWorld *world)
{
  grow_check (read_pages (world, world->domain, NULL, NULL) == world->n);
}

static void
list_each_asset (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    grow_check (read_pages (world, world->domain, NULL, world->texts->pdata[i]) == 1);
}

/* Puts the ids of the domains where those of the assets were. */
static void
prepare_domains (GrowWorld *world)
{
  grow_create_nothing (world);
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (name, "domain-%u", i);
      world->domain
          = tarn_datazone_client_create_domain (world->datazone, name, TARN_DOMAIN_VERSION_1, NULL);
      world->project
          = tarn_datazone_client_create_project (world->datazone, world->domain, "project", NULL);
      add_asset (world, "asset", 1);
      start_names (world, i, NULL);
      g_free (world->texts->pdata[i]);
      world->texts->pdata[i] = world->domain;
      g_free (world->project);
    }
  grow_drain (world);
}

static void
list_each_domain (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    grow_check (read_pages (world, world->texts->pdata[i], NULL, NULL) == 1);
}

/* --- Accounts --------------------------------------------------------------------------------- */

/* Each account has its own rates and its own quota of the month. */
static void
generate_in_accounts (GrowWorld *world)
{
  grow_set (world, "datazone.start-rate-per-second", 10);
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (account, "%012u", i);
      g_autoptr (TarnPrincipal) root = tarn_principal_new (account, NULL, NULL);
      g_autoptr (TarnDataZoneClient) client
          = tarn_engine_create_datazone_client (world->engine, root);
      g_autofree char *domain
          = tarn_datazone_client_create_domain (client, "domain", TARN_DOMAIN_VERSION_1, NULL);
      g_autofree char *project
          = tarn_datazone_client_create_project (client, domain, "project", NULL);
      g_autoptr (TarnAssetInput) input = asset_input_new ("asset", 1);
      g_autofree char *asset
          = tarn_datazone_client_create_asset (client, domain, project, input, NULL);
      g_autoptr (TarnMetadataTarget) target = tarn_metadata_target_new ("ASSET", asset, NULL);
      g_autoptr (TarnMetadataRun) run
          = tarn_datazone_client_start_metadata_generation_run (client, domain, project, target,
                                                                NULL, names_type, NULL, NULL);

      grow_check (run != NULL);
    }
  grow_drain (world);
}

enum
{
  COLUMNS_MAX = 10000, /* the service allows no more */
};

const GrowKind grow_datazone_kinds[] = {
  { "domains", "n domains are created", grow_create_nothing, create_domains, FALSE, 0 },
  { "domains-one-name", "n domains of one name are created", grow_create_nothing,
    create_domains_of_one_name, FALSE, 0 },
  { "projects", "n projects are created in one domain", create_domain, create_projects, FALSE, 0 },
  { "members", "n users are created, and become members of one project", create_domain,
    create_members, FALSE, 0 },
  { "terms", "n terms are created in one domain", create_domain, create_terms, FALSE, 0 },
  { "assets", "n assets are created", create_domain, create_assets, FALSE, 0 },
  { "revisions", "n revisions of one asset are created", create_one_asset, create_revisions, FALSE,
    0 },
  { "columns", "an asset of n columns is created and read", create_domain, create_columns, FALSE,
    COLUMNS_MAX },
  { "columns-terms", "an asset of n columns is read, with suggestions from n terms",
    prepare_columns_and_terms, get_columns_with_terms, FALSE, COLUMNS_MAX },
  { "suggestions", "the suggestions for n columns are found", prepare_columns_and_terms,
    find_suggestions, FALSE, COLUMNS_MAX },
  { "get-assets-terms", "an asset is read n times, with suggestions from n terms", prepare_terms,
    get_assets_with_terms, FALSE, 0 },
  { "metadata-one-asset", "n runs for one asset, one after the other", create_one_asset,
    generate_for_one, FALSE, 0 },
  { "metadata-assets", "n runs for n assets, all at once", create_n_assets, generate_for_all, FALSE,
    0 },
  { "metadata-canceled", "n runs are canceled", prepare_active, cancel_all, FALSE, 0 },
  { "metadata-get", "n runs are read by their ids", prepare_active, get_all, TRUE, 0 },
  { "metadata-accounts", "n accounts start a run each", grow_create_nothing, generate_in_accounts,
    FALSE, 0 },
  { "tokens", "n client tokens, within a day", create_one_asset, give_tokens, FALSE, 4000 },
  { "tokens-repeated", "a client token is given n times", create_one_asset, repeat_token, FALSE,
    0 },
  { "tokens-expired", "n client tokens, one on each day", prepare_few_kept, give_tokens_that_expire,
    TRUE, 0 },
  { "metadata-list-all", "the pages of a list of n runs", prepare_ended, list_all, TRUE, 0 },
  { "metadata-list-each-asset", "a list for each of n assets with a run", prepare_ended,
    list_each_asset, TRUE, 0 },
  { "metadata-list-each-domain", "a list for each of n domains with a run", prepare_domains,
    list_each_domain, TRUE, 0 },
  { NULL, NULL, NULL, NULL, FALSE, 0 },
};
