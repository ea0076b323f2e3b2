/* SPDX-License-Identifier: MIT */
/* Set-up of Amazon DataZone: domains, users, projects, glossaries and assets. */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/show.h"

static const char *const names[]
    = { "sales", "Sales", "analytics", "\303\251t\303\251", "a = b", "x" };

static const char *
draw_name (Draw *draw)
{
  return draw_chance (draw, 95) ? draw_of (draw, names) : draw_text (draw);
}

static void
create_domain (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  guint user = draw_user (draw);
  TarnDomainVersion version
      = draw_chance (draw, 50) ? TARN_DOMAIN_VERSION_1 : TARN_DOMAIN_VERSION_2;
  g_autofree char *id = tarn_datazone_client_create_domain (world->datazone[user], draw_name (draw),
                                                            version, &error);

  world_note (world, "domain %s", id);
  world_outcome (world, "create domain", error);
  if (id != NULL)
    world_know (world->domains, id, NULL, user);
}

static void
create_user (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  guint other = draw_below (draw, PRINCIPALS_MAX);
  const char *domain = draw_domain_id (world, draw);
  guint user = draw_user_of_domain (world, draw, domain);
  g_autofree char *id = tarn_datazone_client_create_user_profile (world->datazone[user], domain,
                                                                  world->principals[other], &error);

  world_note (world, "user %s", id);
  world_outcome (world, "create user profile", error);
  if (id != NULL)
    world_know (world->users, domain, id, other);
}

static void
create_project (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const char *domain = draw_domain_id (world, draw);
  guint user = draw_user_of_domain (world, draw, domain);
  g_autofree char *id = tarn_datazone_client_create_project (world->datazone[user], domain,
                                                             draw_name (draw), &error);

  world_note (world, "project %s", id);
  world_outcome (world, "create project", error);
  if (id != NULL)
    world_know (world->projects, domain, id, user);
}

static void
create_membership (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const Entity *project = draw_entity (world->projects, draw);
  const Entity *user = draw_entity (world->users, draw);
  guint caller = draw_user_or (draw, project->user);

  for (guint i = 0; i < 10 && strcmp (user->domain_id, project->domain_id) != 0; i++)
    user = draw_entity (world->users, draw);

  const char *project_id = draw_id (draw, project->id);
  tarn_datazone_client_create_project_membership (world->datazone[caller], project->domain_id,
                                                  project_id, draw_id (draw, user->id), &error);
  world_outcome (world, "create project membership", error);
}

static void
set_business_names (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const Entity *project = draw_entity (world->projects, draw);
  guint user = draw_user_or (draw, project->user);

  gboolean is_enabled = draw_chance (draw, 60);
  tarn_datazone_client_set_business_name_generation (world->datazone[user], project->domain_id,
                                                     draw_id (draw, project->id), is_enabled,
                                                     &error);
  world_outcome (world, "set business name generation", error);
}

static void
create_term (World *world, Draw *draw)
{
  static const char *const terms[]
      = { "Customer", "Customer ID", "order", "ORDER Date", "Total", "\303\251" };
  g_autoptr (GError) error = NULL;
  guint user = draw_user (draw);

  tarn_datazone_client_create_glossary_term (world->datazone[user], draw_domain_id (world, draw),
                                             draw_chance (draw, 95) ? draw_of (draw, terms)
                                                                    : draw_text (draw),
                                             &error);
  world_outcome (world, "create glossary term", error);
}

static TarnAssetInput *
draw_input (Draw *draw)
{
  static const char *const types[]
      = { "GlueTableAssetType", "amazon.datazone.RedshiftViewAssetType", "GlueViewAssetType",
          "Custom", "S3ObjectCollectionAssetType" };
  static const char *const columns[]
      = { "cust_id", "ord_dt", "totAmt", "x1", "\303\251-a", "api key", "order" };
  const char *type = draw_chance (draw, 97) ? draw_of (draw, types) : draw_text (draw);
  TarnAssetInput *input = tarn_asset_input_new (draw_name (draw), type);
  guint n_columns = draw_chance (draw, 1) ? 9990 + draw_below (draw, 20) : draw_below (draw, 25);

  for (guint i = 0; i < n_columns; i++)
    tarn_asset_input_add_column (input, draw_of (draw, columns), "bigint");
  if (draw_chance (draw, 2))
    {
      const char *data_type = draw_chance (draw, 50) ? "int" : draw_text (draw);
      tarn_asset_input_add_column (input, draw_text (draw), data_type);
    }
  if (draw_chance (draw, 10))
    tarn_asset_input_set_row_count (input, draw_chance (draw, 50) ? 0 : draw_size (draw));
  if (draw_chance (draw, 20))
    tarn_asset_input_set_business_name_generation (input, TRUE);
  return input;
}

static void
create_asset (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const Entity *project = draw_entity (world->projects, draw);
  guint user = draw_user_or (draw, project->user);
  g_autoptr (TarnAssetInput) input = draw_input (draw);
  g_autofree char *id
      = tarn_datazone_client_create_asset (world->datazone[user], project->domain_id,
                                           draw_id (draw, project->id), input, &error);

  world_note (world, "asset %s", id);
  world_outcome (world, "create asset", error);
  if (id != NULL)
    world_know (world->assets, project->domain_id, id, project->user)->owner
        = g_strdup (project->id);
}

static void
create_revision (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const Entity *asset = draw_entity (world->assets, draw);
  guint user = draw_user_or (draw, asset->user);
  g_autoptr (TarnAssetInput) input = draw_input (draw);
  g_autofree char *revision
      = tarn_datazone_client_create_asset_revision (world->datazone[user], asset->domain_id,
                                                    draw_id (draw, asset->id), input, &error);

  world_note (world, "revision %s", revision);
  world_outcome (world, "create asset revision", error);
}

static void
get_asset (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const Entity *entity = draw_entity (world->assets, draw);
  guint user = draw_user_or (draw, entity->user);
  const char *revision = draw_chance (draw, 80)   ? NULL
                         : draw_chance (draw, 80) ? "1"
                                                  : draw_text (draw);
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (world->datazone[user], entity->domain_id,
                                        draw_id (draw, entity->id), revision, &error);

  if (asset != NULL)
    show_asset (world, asset);
  world_outcome (world, "get asset", error);
}

static void
decide (World *world, Draw *draw)
{
  static const char *const targets[]
      = { "summary", "columns[0].columnName", "columns[0].columnDescription",
          "columns[1].columnGlossaryTerms" };
  g_autoptr (GError) error = NULL;
  const Entity *asset = draw_entity (world->assets, draw);
  TarnDataZoneClient *client = world->datazone[draw_user_or (draw, asset->user)];
  gboolean accepts = draw_chance (draw, 60);
  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();

  tarn_prediction_choices_set_all (choices, draw_chance (draw, 30));
  for (guint i = draw_below (draw, 3); i > 0; i--)
    tarn_prediction_choices_add (choices,
                                 draw_chance (draw, 95) ? draw_of (draw, targets)
                                                        : draw_text (draw),
                                 (gint) draw_below (draw, 4) - 1,
                                 accepts && draw_chance (draw, 20) ? "edited" : NULL);
  g_autofree char *revision
      = (accepts ? tarn_datazone_client_accept_predictions
                 : tarn_datazone_client_reject_predictions) (client, asset->domain_id,
                                                             draw_id (draw, asset->id), NULL,
                                                             choices, &error);

  world_note (world, "decided of %s", revision);
  world_outcome (world, accepts ? "accept predictions" : "reject predictions", error);
}

const Action domain_actions[] = {
  { "create domain", 2, 25, 1, create_domain },
  { "create user profile", 3, 8, 1, create_user },
  { "create project", 3, 30, 1, create_project },
  { "create project membership", 3, 8, 1, create_membership },
  { "set business name generation", 2, 4, 1, set_business_names },
  { "create glossary term", 2, 5, 1, create_term },
  { "create asset", 12, 40, 4, create_asset },
  { "create asset revision", 6, 3, 2, create_revision },
  { "get asset", 12, 1, 4, get_asset },
  { "decide about predictions", 8, 2, 3, decide },
  { NULL, 0, 0, 0, NULL },
};
