/* SPDX-License-Identifier: MIT */
/*
 * Tests the ids of domains, users, projects, assets and runs. An id has a fixed form, the same seed draws the
 * same ids, and an entity that is added does not change the id of any other entity.
 */
#include "worlds/datazone-lake.h"

/* The fixture is made in one of several ways, and the ids must not depend on the way. */
typedef enum
{
  PLAIN = 0,
  WITH_NEIGHBOURS = 1 << 0, /* a neighbour is added before each entity */
  OTHER_ORDER = 1 << 1,     /* independent entities are made in another order */
  OTHER_COURSE = 1 << 2,    /* runs have other types, tokens and ends, or are forgotten */
} Way;

/* --- A fixture as a list of ids --------------------------------------------------------------- */

typedef struct
{
  TarnEngine *engine;
  TarnDataZoneClient *client;
  Way way;
  guint n_neighbours;
  GString *ids;
} World;

static char *
take (char *id)
{
  g_assert_nonnull (id);
  return id;
}

/* Returns a name that no other entity has. */
static char *
next_neighbour (World *world)
{
  return g_strdup_printf ("neighbour %u", world->n_neighbours++);
}

static char *
add_domain (World *world, const char *name, TarnDomainVersion version)
{
  g_autofree char *neighbour = next_neighbour (world);

  if (world->way & WITH_NEIGHBOURS)
    g_free (take (tarn_datazone_client_create_domain (world->client, neighbour, version, NULL)));
  return take (tarn_datazone_client_create_domain (world->client, name, version, NULL));
}

static char *
add_user (World *world, const char *domain, const char *role)
{
  g_autofree char *arn = g_strconcat ("arn:aws:iam::" ACCOUNT ":role/", role, NULL);
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, arn);

  return take (tarn_datazone_client_create_user_profile (world->client, domain, principal, NULL));
}

static char *
add_project (World *world, const char *domain, const char *name)
{
  g_autofree char *neighbour = next_neighbour (world);

  if (world->way & WITH_NEIGHBOURS)
    {
      g_free (add_user (world, domain, neighbour + strlen ("neighbour ")));
      g_free (take (tarn_datazone_client_create_project (world->client, domain, neighbour, NULL)));
    }
  return take (tarn_datazone_client_create_project (world->client, domain, name, NULL));
}

static char *
add_bare_asset (World *world, const char *domain, const char *project, const char *name)
{
  g_autoptr (TarnAssetInput) input = asset_input_new (name, TABLE_TYPE, 1);

  return take (tarn_datazone_client_create_asset (world->client, domain, project, input, NULL));
}

static char *
start (World *world, const char *domain, const char *project, const char *asset, guint ordinal)
{
  gboolean is_other = (world->way & OTHER_COURSE) != 0;
  const char *const types[] = { is_other ? GLOSSARY : NAMES, NULL };
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = asset };
  g_autofree char *token = is_other ? g_strdup_printf ("%s-%u", asset, ordinal) : NULL;
  g_autoptr (TarnMetadataRun) run
      = start_run (world->client, domain, project, &target, NULL, types, token, NULL);
  char *id = g_strdup (tarn_metadata_run_get_id (run));

  if (is_other && ordinal % 2 == 0)
    cancel_run (world->client, domain, id, NULL);
  tarn_engine_advance_by (world->engine, RUN_US, NULL);
  return id;
}

static char *
add_asset (World *world, const char *domain, const char *project, const char *name)
{
  g_autofree char *neighbour_name = next_neighbour (world);
  g_autofree char *neighbour = NULL;

  if (world->way & WITH_NEIGHBOURS)
    {
      neighbour = add_bare_asset (world, domain, project, neighbour_name);
      g_free (start (world, domain, project, neighbour, 0));
    }
  return add_bare_asset (world, domain, project, name);
}

static void
append_id (World *world, const char *what, const char *id)
{
  g_string_append_printf (world->ids, "%s %s\n", what, id);
}

/* Adds two assets with three runs each. The assets have the same names in every project. */
static void
add_assets (World *world, const char *domain, const char *project)
{
  static const char *const names[] = { "orders", "customers" };
  gboolean is_reversed = (world->way & OTHER_ORDER) != 0;
  char *assets[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint at = is_reversed ? 1 - i : i;

      assets[at] = add_asset (world, domain, project, names[at]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      append_id (world, names[i], assets[i]);
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *run = start (world, domain, project, assets[i], j);

          append_id (world, "run", run);
        }
      g_free (assets[i]);
    }
}

/* Adds two projects and a user, and fills the projects. */
static void
fill_domain (World *world, const char *domain)
{
  gboolean is_reversed = (world->way & OTHER_ORDER) != 0;
  g_autofree char *user = is_reversed ? add_user (world, domain, "A") : NULL;
  g_autofree char *second = is_reversed ? add_project (world, domain, "second") : NULL;
  g_autofree char *first = add_project (world, domain, "first");

  if (!is_reversed)
    second = add_project (world, domain, "second");
  if (!is_reversed)
    user = add_user (world, domain, "A");
  append_id (world, "first", first);
  append_id (world, "second", second);
  append_id (world, "user", user);
  add_assets (world, domain, first);
  add_assets (world, domain, second);
}

/* Returns a line for each id. The order of the lines does not depend on the way. */
static char *
make_world (guint64 seed, guint64 replication, Way way)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (seed, replication);
  g_autoptr (TarnDataZoneClient) client = datazone_client_new (engine, ACCOUNT, NULL);
  World world = { .engine = engine, .client = client, .way = way, .ids = g_string_new ("") };
  g_autofree char *retail = NULL;
  g_autofree char *sales = NULL;

  tarn_engine_set_option (engine, "datazone.retention-runs", way & OTHER_COURSE ? 1 : 0, NULL);
  if (way & OTHER_ORDER)
    sales = add_domain (&world, "sales", TARN_DOMAIN_VERSION_2);
  retail = add_domain (&world, "retail", TARN_DOMAIN_VERSION_1);
  if ((way & OTHER_ORDER) == 0)
    sales = add_domain (&world, "sales", TARN_DOMAIN_VERSION_2);
  append_id (&world, "domain", retail);
  append_id (&world, "domain", sales);
  fill_domain (&world, retail);
  fill_domain (&world, sales);
  return g_string_free (world.ids, FALSE);
}

/* --- Form ------------------------------------------------------------------------------------- */

static void
assert_code (const char *id)
{
  g_assert_cmpuint (strlen (id), ==, 14);
  for (const char *c = id; *c != '\0'; c++)
    g_assert_true (g_ascii_isdigit (*c) || g_ascii_islower (*c));
}

/* The id of a domain has a prefix for its version. Every other id is a bare code. No two ids are equal. */
static void
test_form (void)
{
  g_autofree char *world = make_world (1, 0, PLAIN);
  g_auto (GStrv) lines = g_strsplit (world, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_lines = 0;

  for (; lines[n_lines][0] != '\0'; n_lines++)
    {
      const char *id = strchr (lines[n_lines], ' ') + 1;

      g_assert_true (g_hash_table_add (seen, (gpointer) id));
      if (n_lines < 2)
        g_assert_true (g_str_has_prefix (id, n_lines == 0 ? "dzd_" : "dzd-"));
      assert_code (n_lines < 2 ? id + 4 : id);
    }
  g_assert_cmpuint (n_lines, ==, 2 + 2 * (3 + 2 * 2 * 4));
}

/* Entities of the same name have different ids. */
static void
test_same_name (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  World world = { .engine = lake.engine, .client = lake.client };

  for (guint i = 0; i < 70000; i++)
    g_assert_true (
        g_hash_table_add (seen, add_bare_asset (&world, lake.domain, lake.project, "asset")));
  g_assert_false (g_hash_table_contains (seen, lake.asset));
  for (guint i = 0; i < 100; i++)
    {
      g_assert_true (g_hash_table_add (seen, add_project (&world, lake.domain, "project")));
      g_assert_true (g_hash_table_add (seen, add_domain (&world, "domain", TARN_DOMAIN_VERSION_1)));
    }
}

/* --- Stability -------------------------------------------------------------------------------- */

static void
test_same_seed (void)
{
  g_autofree char *first = make_world (7, 3, PLAIN);
  g_autofree char *second = make_world (7, 3, PLAIN);

  g_assert_cmpstr (first, ==, second);
}

/* Another seed or another replication gives every entity another id. */
static void
test_other_luck (gconstpointer data)
{
  guint64 replication = GPOINTER_TO_UINT (data);
  g_autofree char *one = make_world (7, 0, PLAIN);
  g_autofree char *other = make_world (replication != 0 ? 7 : 8, replication, PLAIN);
  g_auto (GStrv) lines = g_strsplit (one, "\n", -1);

  for (guint i = 0; lines[i][0] != '\0'; i++)
    g_assert_null (strstr (other, strchr (lines[i], ' ') + 1));
}

static void
test_way (gconstpointer data)
{
  g_autofree char *plain = make_world (1, 0, PLAIN);
  g_autofree char *other = make_world (1, 0, (Way) GPOINTER_TO_UINT (data));

  g_assert_cmpstr (other, ==, plain);
}

/* The draws of ids have a fixed format: a program that uses an old seed again must find the old ids. */
static void
test_frozen (void)
{
  g_autofree char *world = make_world (0, 0, PLAIN);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, world, -1);

  g_assert_cmpstr (digest, ==, "e76a5ce9381b1ca07751edade000801382e7a7d86b6bc7801767906048287342");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/ids/form", test_form);
  g_test_add_func ("/domain/ids/same-name", test_same_name);
  g_test_add_func ("/domain/ids/same-seed", test_same_seed);
  g_test_add_data_func ("/domain/ids/other-seed", GUINT_TO_POINTER (0), test_other_luck);
  g_test_add_data_func ("/domain/ids/other-replication", GUINT_TO_POINTER (1), test_other_luck);
  g_test_add_data_func ("/domain/ids/unmoved/by-neighbours", GUINT_TO_POINTER (WITH_NEIGHBOURS),
                        test_way);
  g_test_add_data_func ("/domain/ids/unmoved/by-order", GUINT_TO_POINTER (OTHER_ORDER), test_way);
  g_test_add_data_func ("/domain/ids/unmoved/by-what-becomes-of-runs",
                        GUINT_TO_POINTER (OTHER_COURSE), test_way);
  g_test_add_data_func ("/domain/ids/unmoved/by-all",
                        GUINT_TO_POINTER (WITH_NEIGHBOURS | OTHER_ORDER | OTHER_COURSE), test_way);
  g_test_add_func ("/domain/ids/frozen", test_frozen);
  return g_test_run ();
}
