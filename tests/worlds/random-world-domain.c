/* SPDX-License-Identifier: MIT */
/* The operations on domains and assets of Amazon DataZone that a random fixture calls. */
#include "random-world-names.h"
#include "random-world-log.h"

static RandomAsked
ask_any (RandomWorld *world)
{
  return random_world_ask_domain (world,
                                  random_world_pick (world, MAX (world->memory.domains.n_ids, 1)));
}

static const char *
pick_name (RandomWorld *world)
{
  static const char *const names[]
      = { "Customer", "Order Date", "Total", "cust_orders", "region\t7", "Amount" };

  return random_world_errs (world) ? random_world_pick_wrong (world)
                                   : random_world_pick_of (world, names);
}

static gboolean
keep (RandomWorld *world, RandomBag *bag, const char *id, guint parent, guint owner)
{
  if (id == NULL)
    return FALSE;

  random_bag_add (bag, id, parent, owner, TRUE);
  random_world_append (world, " %s", id);
  return TRUE;
}

/* --- Setting up ------------------------------------------------------------------------------- */

static gboolean
create_domain (RandomWorld *world, GError **error)
{
  guint caller = random_world_pick (world, RANDOM_PRINCIPALS - 1);
  TarnDomainVersion version
      = random_world_chance (world, 500) ? TARN_DOMAIN_VERSION_1 : TARN_DOMAIN_VERSION_2;
  const char *name = pick_name (world);
  g_autofree char *id
      = tarn_datazone_client_create_domain (world->datazone[caller], name, version, error);

  return keep (world, &world->memory.domains, id, 0, caller);
}

static gboolean
create_user (RandomWorld *world, GError **error)
{
  RandomAsked asked = ask_any (world);
  guint who = random_world_pick (world, RANDOM_PRINCIPALS);
  g_autoptr (TarnPrincipal) user = random_principal_new (who);
  g_autofree char *id
      = tarn_datazone_client_create_user_profile (asked.client, asked.domain_id, user, error);

  return keep (world, &world->memory.users, id, asked.domain, who);
}

static gboolean
create_project (RandomWorld *world, GError **error)
{
  RandomAsked asked = ask_any (world);
  const char *name = pick_name (world);
  g_autofree char *id
      = tarn_datazone_client_create_project (asked.client, asked.domain_id, name, error);

  return keep (world, &world->memory.projects, id, asked.domain, asked.caller);
}

static gboolean
create_membership (RandomWorld *world, GError **error)
{
  const RandomId *user = random_world_pick_id (world, &world->memory.users);
  const RandomId *project = random_world_pick_id (world, &world->memory.projects);
  RandomAsked asked = random_world_ask_domain (world, project != NULL ? project->parent : 0);
  const char *project_id = random_world_err_id (world, random_id_get_text (project));
  const char *user_id = random_world_err_id (world, random_id_get_text (user));

  return tarn_datazone_client_create_project_membership (asked.client, asked.domain_id, project_id,
                                                         user_id, error);
}

static gboolean
set_name_generation (RandomWorld *world, GError **error)
{
  const RandomId *project = random_world_pick_id (world, &world->memory.projects);
  RandomAsked asked = random_world_ask_domain (world, project != NULL ? project->parent : 0);
  const char *project_id = random_world_err_id (world, random_id_get_text (project));

  return tarn_datazone_client_set_business_name_generation (asked.client, asked.domain_id,
                                                            project_id,
                                                            random_world_chance (world, 500),
                                                            error);
}

static gboolean
create_term (RandomWorld *world, GError **error)
{
  RandomAsked asked = ask_any (world);

  return tarn_datazone_client_create_glossary_term (asked.client, asked.domain_id,
                                                    pick_name (world), error);
}

/* --- Assets ----------------------------------------------------------------------------------- */

static TarnAssetInput *
make_input (RandomWorld *world)
{
  static const char *const types[] = { "GlueTableAssetType", "GlueTableAssetType",
                                       "amazon.datazone.RedshiftViewAssetType", "OwnType" };
  static const char *const columns[] = { "cust_id", "ord_dt", "totAmt", "sku", "region" };
  const char *name = pick_name (world);
  TarnAssetInput *input = tarn_asset_input_new (name, random_world_errs (world)
                                                          ? random_world_pick_wrong (world)
                                                          : random_world_pick_of (world, types));
  guint n_columns = random_world_pick (world, 5);

  for (guint i = 0; i < n_columns; i++)
    tarn_asset_input_add_column (input, random_world_pick_of (world, columns), "bigint");
  if (random_world_errs (world))
    tarn_asset_input_add_column (input, random_world_pick_wrong (world), "text");
  if (random_world_errs (world))
    tarn_asset_input_set_row_count (input, G_MAXUINT64);
  else if (random_world_chance (world, 100))
    tarn_asset_input_set_row_count (input, 0);
  tarn_asset_input_set_business_name_generation (input, random_world_chance (world, 300));
  if (random_world_chance (world, 300))
    tarn_asset_input_set_annotation (input, random_world_errs (world) ? "\xff" : "noted");
  return input;
}

static gboolean
create_asset (RandomWorld *world, GError **error)
{
  const RandomBag *projects = &world->memory.projects;
  const RandomId *project = random_world_pick_id (world, projects);
  RandomAsked asked = random_world_ask_project (world, project);
  g_autoptr (TarnAssetInput) input = make_input (world);
  const char *project_id = random_world_err_id (world, random_id_get_text (project));
  g_autofree char *id
      = tarn_datazone_client_create_asset (asked.client, asked.domain_id, project_id, input, error);

  return keep (world, &world->memory.assets, id,
               project != NULL ? (guint) (project - projects->ids) : 0, asked.caller);
}

static gboolean
create_revision (RandomWorld *world, GError **error)
{
  const RandomId *asset = random_world_pick_id (world, &world->memory.assets);
  RandomAsked asked = random_world_ask_project (world, random_world_get_project_of (world, asset));
  g_autoptr (TarnAssetInput) input = make_input (world);
  const char *asset_id = random_world_err_id (world, random_id_get_text (asset));
  g_autofree char *revision
      = tarn_datazone_client_create_asset_revision (asked.client, asked.domain_id, asset_id, input,
                                                    error);

  if (revision != NULL)
    random_world_append (world, " revision %s", revision);
  return revision != NULL;
}

static TarnPredictionChoices *
make_choices (RandomWorld *world, gboolean accepts)
{
  static const char *const targets[]
      = { "summary", "summary", "columns[0].columnName", "columns[0].columnDescription",
          "columns[1].columnGlossaryTerms" };
  TarnPredictionChoices *choices = tarn_prediction_choices_new ();

  tarn_prediction_choices_set_all (choices, random_world_chance (world, 300));
  for (guint i = random_world_pick (world, 3); i > 0; i--)
    tarn_prediction_choices_add (choices,
                                 random_world_errs (world) ? random_world_pick_wrong (world)
                                                           : random_world_pick_of (world, targets),
                                 (gint) random_world_pick (world, 4) - 1,
                                 accepts && random_world_chance (world, 200) ? "edited" : NULL);
  return choices;
}

typedef char *(*DecideFunc) (TarnDataZoneClient *self, const char *domain_identifier,
                             const char *identifier, const char *revision,
                             TarnPredictionChoices *choices, GError **error);

static gboolean
decide (RandomWorld *world, DecideFunc func, gboolean accepts, GError **error)
{
  static const char *const revisions[] = { NULL, NULL, NULL, "1", "2", "17" };
  const RandomId *asset = random_world_pick_id (world, &world->memory.assets);
  RandomAsked asked = random_world_ask_project (world, random_world_get_project_of (world, asset));
  const char *asset_id = random_world_err_id (world, random_id_get_text (asset));
  const char *revision = random_world_errs (world) ? random_world_pick_wrong (world)
                                                   : random_world_pick_of (world, revisions);
  g_autoptr (TarnPredictionChoices) choices = make_choices (world, accepts);
  g_autofree char *newest
      = func (asked.client, asked.domain_id, asset_id, revision, choices, error);

  if (newest != NULL)
    random_world_append (world, " revision %s", newest);
  return newest != NULL;
}

static gboolean
accept_predictions (RandomWorld *world, GError **error)
{
  return decide (world, tarn_datazone_client_accept_predictions, TRUE, error);
}

static gboolean
reject_predictions (RandomWorld *world, GError **error)
{
  return decide (world, tarn_datazone_client_reject_predictions, FALSE, error);
}

static gboolean
get_asset (RandomWorld *world, GError **error)
{
  static const char *const revisions[] = { NULL, NULL, "1", "2", "17" };
  const RandomId *asset = random_world_pick_id (world, &world->memory.assets);
  RandomAsked asked = random_world_ask_project (world, random_world_get_project_of (world, asset));
  const char *asset_id = random_world_err_id (world, random_id_get_text (asset));
  const char *revision = random_world_errs (world) ? random_world_pick_wrong (world)
                                                   : random_world_pick_of (world, revisions);
  g_autoptr (TarnAsset) told
      = tarn_datazone_client_get_asset (asked.client, asked.domain_id, asset_id, revision, error);

  if (told != NULL)
    random_log_asset (world, told);
  return told != NULL;
}

/* --- The table -------------------------------------------------------------------------------- */

/* clang-format off */
const RandomKind random_domain_kinds[] = {
  { "datazone", "CreateDomain", 1, FALSE, create_domain },
  { "datazone", "CreateUserProfile", 1, FALSE, create_user },
  { "datazone", "CreateProject", 1, FALSE, create_project },
  { "datazone", "CreateProjectMembership", 1, FALSE, create_membership },
  { "datazone", "SetBusinessNameGeneration", 1, FALSE, set_name_generation },
  { "datazone", "CreateGlossaryTerm", 1, FALSE, create_term },
  { "datazone", "CreateAsset", 1, FALSE, create_asset },
  { "datazone", "CreateAssetRevision", 1, FALSE, create_revision },
  { "datazone", "GetAsset", 2, TRUE, get_asset },
  { "datazone", "AcceptPredictions", 3, FALSE, accept_predictions },
  { "datazone", "RejectPredictions", 3, FALSE, reject_predictions },
  { NULL, NULL, 0, FALSE, NULL },
};
/* clang-format on */

void
random_world_found_domains (RandomWorld *world)
{
  static const RandomActFunc acts[] = {
    create_domain, create_domain, create_project,    create_project, create_project, create_user,
    create_user,   create_user,   create_membership, create_term,    create_term,    create_asset,
    create_asset,  create_asset,  create_asset,      create_asset,
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    acts[i](world, NULL);
}
