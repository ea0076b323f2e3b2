/* SPDX-License-Identifier: MIT */
/* The operations on metadata runs of Amazon DataZone that a random fixture calls. */
#include "random-world-names.h"
#include "random-world-log.h"

/* --- Runs ------------------------------------------------------------------------------------- */

static const char *const type_lists[][5] = {
  { "BUSINESS_NAMES" },
  { "BUSINESS_DESCRIPTIONS" },
  { "BUSINESS_GLOSSARY_ASSOCIATIONS" },
  { "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS" },
  { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES" },
  { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", "BUSINESS_GLOSSARY_ASSOCIATIONS" },
  { "BUSINESS_NAMES", "BUSINESS_NAMES" },
  { "POEMS" },
  { NULL },
};

enum
{
  GOOD_TYPE_LISTS = 5,
};

static const char *
pick_type (RandomWorld *world)
{
  return random_world_chance (world, 500)
             ? NULL
             : type_lists[random_world_pick (world, random_world_errs (world) ? 8 : 3)][0];
}

static gboolean
keep_metadata_run (RandomWorld *world, TarnMetadataRun *run, guint domain, guint caller)
{
  if (run == NULL)
    return FALSE;

  random_bag_add (&world->memory.metadata_runs, tarn_metadata_run_get_id (run), domain, caller,
                  FALSE);
  random_log_metadata_run (world, run);
  return TRUE;
}

/* Returns the arguments of a start. Sometimes they repeat an earlier start, exactly or with other types. */
static RandomStart
pick_start (RandomWorld *world)
{
  static const char *const tokens[] = { NULL, NULL, NULL, "one", "two", "three", "~" };
  RandomMemory *memory = &world->memory;
  RandomStart start = { .asset = random_world_pick (world, MAX (memory->assets.n_ids, 1)) };
  gboolean is_old = memory->n_starts > 0 && random_world_chance (world, 200);

  if (is_old)
    start = memory->starts[random_world_pick (world, memory->n_starts)];
  else
    {
      const RandomId *project
          = memory->assets.n_ids > 0
                ? random_world_get_project_of (world, &memory->assets.ids[start.asset])
                : NULL;
      start.caller = random_world_ask_project (world, project).caller;
      start.token = random_world_pick_of (world, tokens);
    }
  if (!is_old || random_world_chance (world, 300))
    start.types = random_world_pick (world, random_world_errs (world) ? G_N_ELEMENTS (type_lists)
                                                                      : GOOD_TYPE_LISTS);
  if (random_world_errs (world))
    start.token = random_world_pick_wrong (world);
  memory
      ->starts[memory->n_starts < RANDOM_STARTS_MAX ? memory->n_starts++
                                                    : random_world_pick (world, RANDOM_STARTS_MAX)]
      = start;
  return start;
}

static void
err_target (RandomWorld *world, TarnMetadataTarget *target)
{
  static const char *const revisions[] = { "1", "2", "3", "0", "" };

  if (random_world_chance (world, 200))
    target->revision = random_world_pick_of (world, revisions);
  if (random_world_errs (world))
    target->identifier = random_world_err_id (world, target->identifier);
  if (random_world_errs (world))
    target->type = random_world_pick_wrong (world);
}

static gboolean
start_run (RandomWorld *world, GError **error)
{
  const RandomMemory *memory = &world->memory;
  RandomStart start = pick_start (world);
  const RandomId *asset
      = start.asset < memory->assets.n_ids ? &memory->assets.ids[start.asset] : NULL;
  const RandomId *project = random_world_get_project_of (world, asset);
  guint domain = project != NULL ? project->parent : 0;
  const char *domain_id = random_world_ask_domain (world, domain).domain_id;
  TarnMetadataTarget target = { .type = "ASSET", .identifier = random_id_get_text (asset) };

  err_target (world, &target);
  const char *project_id = random_world_err_id (world, random_id_get_text (project));
  const char *type = random_world_errs (world) ? pick_type (world) : NULL;
  const char *const *types = random_world_errs (world) ? NULL : type_lists[start.types];
  const TarnMetadataTarget *given = random_world_errs (world) ? NULL : &target;
  /* A start that repeats an earlier one may have another tag, which the run does not get. */
  g_autoptr (TarnStartOptions) options
      = random_world_chance (world, 500) ? random_world_pick_start_options (world, FALSE) : NULL;
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run_with_options (
          world->datazone[start.caller], domain_id, project_id, given, type, types, start.token,
          options, error);
  return keep_metadata_run (world, run, domain, start.caller);
}

/* Picks the newest run in half of the cases, because it may still be active. */
static const RandomId *
pick_run (RandomWorld *world)
{
  const RandomBag *runs = &world->memory.metadata_runs;

  if (runs->n_ids > 0 && random_world_chance (world, 500))
    return &runs->ids[(runs->n_added - 1) % RANDOM_IDS_MAX];
  return random_world_pick_id (world, runs);
}

static gboolean
get_run (RandomWorld *world, GError **error)
{
  const RandomId *id = pick_run (world);
  RandomAsked asked = random_world_ask_domain (world, id != NULL ? id->parent : 0);
  const char *run_id = random_world_err_id (world, random_id_get_text (id));
  const char *type = pick_type (world);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_get_metadata_generation_run (asked.client, asked.domain_id, run_id,
                                                          type, error);

  if (run != NULL)
    random_log_metadata_run (world, run);
  return run != NULL;
}

static gboolean
cancel_run (RandomWorld *world, GError **error)
{
  const RandomId *id = pick_run (world);
  RandomAsked asked = random_world_ask_domain (world, id != NULL ? id->parent : 0);
  const char *run_id = random_world_err_id (world, random_id_get_text (id));

  if (id != NULL && !random_world_errs (world))
    asked.client = world->datazone[id->owner];
  return tarn_datazone_client_cancel_metadata_generation_run (asked.client, asked.domain_id, run_id,
                                                              error);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static RandomPage
pick_page (RandomWorld *world)
{
  static const char *const statuses[]
      = { NULL, NULL, "IN_PROGRESS", "SUCCEEDED", "FAILED", "SUBMITTED" };
  RandomMemory *memory = &world->memory;
  RandomPage page = { .place = random_world_pick (world, MAX (memory->domains.n_ids, 1)) };

  if (memory->metadata_pages.n_pages > 0 && random_world_chance (world, 500))
    return memory->metadata_pages.pages[random_world_pick (world, memory->metadata_pages.n_pages)];

  page.filters[0] = random_world_pick_of (world, statuses);
  page.filters[1] = pick_type (world);
  if (memory->assets.n_ids > 0 && random_world_chance (world, 300))
    page.asset = 1 + random_world_pick (world, memory->assets.n_ids);
  return page;
}

static gboolean
list_runs (RandomWorld *world, GError **error)
{
  static const gint sizes[] = { -1, 1, 2, 3, 50 };
  static const gint wrong_sizes[] = { 0, -2, 51, G_MAXINT };
  RandomPage page = pick_page (world);
  RandomAsked asked = random_world_ask_domain (world, page.place);
  const char *asset = page.asset > 0 ? world->memory.assets.ids[page.asset - 1].text : NULL;
  const char *token = page.token[0] != '\0' ? page.token : NULL;
  g_autofree char *next = NULL;

  if (random_world_errs (world))
    token = random_world_pick_wrong (world);
  if (random_world_errs (world))
    page.filters[random_world_pick (world, 2)] = random_world_pick_wrong (world);
  gint size = random_world_errs (world) ? random_world_pick_of (world, wrong_sizes)
                                        : random_world_pick_of (world, sizes);
  g_autoptr (GPtrArray) runs
      = tarn_datazone_client_list_metadata_generation_runs (asked.client, asked.domain_id,
                                                            page.filters[0], page.filters[1], asset,
                                                            size, token, &next, error);
  if (runs == NULL)
    return FALSE;

  for (guint i = 0; i < runs->len; i++)
    random_log_metadata_run (world, runs->pdata[i]);
  random_world_keep_page (world, &world->memory.metadata_pages, &page, next);
  return TRUE;
}

/* --- The table -------------------------------------------------------------------------------- */

/* clang-format off */
const RandomKind random_datazone_kinds[] = {
  { "datazone", "StartMetadataGenerationRun", 10, FALSE, start_run },
  { "datazone", "GetMetadataGenerationRun", 4, TRUE, get_run },
  { "datazone", "CancelMetadataGenerationRun", 3, FALSE, cancel_run },
  { "datazone", "ListMetadataGenerationRuns", 3, TRUE, list_runs },
  { NULL, NULL, 0, FALSE, NULL },
};
/* clang-format on */
