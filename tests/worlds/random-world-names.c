/* SPDX-License-Identifier: MIT */
#include "random-world-names.h"

/* --- Glue ------------------------------------------------------------------------------------- */

const RandomCatalog random_catalogs[RANDOM_CATALOGS] = {
  { "123456789012", 0, FALSE },
  { "210987654321", 1, FALSE },
  { "123456789012:s3tablescatalog/lake", 0, FALSE },
  { "123456789012:s3tablescatalog/far", 0, TRUE },
  { "210987654321:s3tablescatalog/lake", 1, FALSE },
};

static const char *const databases[] = { "sales", "operations" };
static const char *const base_tables[] = { "orders", "lines", "stock", "prices" };
static const char *const views[] = { "daily", "weekly", "monthly", "yearly", "by region" };

const char *
random_world_pick_database (RandomWorld *world)
{
  return random_world_pick_of (world, databases);
}

const char *
random_world_pick_table (RandomWorld *world, gboolean is_view)
{
  return is_view ? random_world_pick_of (world, views) : random_world_pick_of (world, base_tables);
}

/* Picks the name of a created table in most cases, or else a random name. */
static void
pick_parts (RandomWorld *world, gboolean is_view, const char **out_parts, guint *out_account)
{
  const RandomMemory *memory = &world->memory;
  guint catalog = random_world_pick (world, RANDOM_CATALOGS);

  out_parts[0] = random_catalogs[catalog].id;
  out_parts[1] = random_world_pick_database (world);
  out_parts[2] = random_world_pick_table (world, is_view);
  *out_account = random_catalogs[catalog].account;
  if (memory->n_tables == 0 || random_world_errs (world))
    return;

  guint first = random_world_pick (world, memory->n_tables);
  for (guint i = 0; i < memory->n_tables; i++)
    {
      const RandomTable *table = &memory->tables[(first + i) % memory->n_tables];

      if (table->is_view != is_view)
        continue;
      for (guint j = 0; j < 3; j++)
        out_parts[j] = table->parts[j];
      *out_account = table->account;
      return;
    }
}

RandomNamed
random_world_name_table (RandomWorld *world, gboolean is_view)
{
  RandomNamed named;
  guint account;

  pick_parts (world, is_view, named.parts, &account);
  guint caller = random_world_pick_caller (world, account);
  named.account = random_principal_get_account (caller);
  named.client = world->glue[caller];
  if (random_world_errs (world))
    named.parts[random_world_pick (world, 3)] = random_world_pick_wrong (world);
  else if (random_world_chance (world, 500)
           && g_strcmp0 (named.parts[0], random_accounts[named.account]) == 0)
    named.parts[0] = NULL;
  return named;
}

TarnTableName *
random_world_pick_table_name (RandomWorld *world, gboolean is_view, TarnGlueClient **out_client)
{
  guint account;
  const char *parts[3];

  if (random_world_errs (world))
    is_view = !is_view;
  pick_parts (world, is_view, parts, &account);
  *out_client = world->glue[random_world_pick_caller (world, account)];
  if (random_world_errs (world))
    parts[random_world_pick (world, 3)] = random_world_pick_wrong (world);
  return tarn_table_name_new (parts[0], parts[1], parts[2]);
}

/* --- DataZone --------------------------------------------------------------------------------- */

static const char no_domain[] = "dzd-nobodyhasthis";
static const char no_id[] = "nobodyhasthis";

const char *
random_world_err_id (RandomWorld *world, const char *id)
{
  if (!random_world_errs (world))
    return id;
  return random_world_chance (world, 500) ? no_id : random_world_pick_wrong (world);
}

RandomAsked
random_world_ask_domain (RandomWorld *world, guint domain)
{
  const RandomBag *domains = &world->memory.domains;
  guint account = domain < domains->n_ids
                      ? random_principal_get_account (domains->ids[domain].owner)
                      : random_world_pick (world, RANDOM_ACCOUNTS);
  RandomAsked asked = { .domain = domain };

  asked.caller = random_world_pick_caller (world, account);
  asked.client = world->datazone[asked.caller];
  asked.domain_id = domain < domains->n_ids ? domains->ids[domain].text : no_domain;
  if (random_world_errs (world))
    asked.domain_id
        = random_world_chance (world, 500) ? no_domain : random_world_pick_wrong (world);
  return asked;
}

RandomAsked
random_world_ask_project (RandomWorld *world, const RandomId *project)
{
  RandomAsked asked = random_world_ask_domain (world, project != NULL ? project->parent : 0);

  if (project == NULL)
    return asked;
  asked.caller
      = random_world_errs (world) ? random_world_pick (world, RANDOM_PRINCIPALS) : project->owner;
  asked.client = world->datazone[asked.caller];
  return asked;
}

const RandomId *
random_world_get_project_of (RandomWorld *world, const RandomId *asset)
{
  return asset != NULL ? &world->memory.projects.ids[asset->parent] : NULL;
}

const char *
random_id_get_text (const RandomId *id)
{
  return id != NULL ? id->text : no_id;
}
