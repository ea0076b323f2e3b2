/* SPDX-License-Identifier: MIT */
/*
 * Tests the codec with engines that have every kind of state. The tests write, read, copy and describe them.
 * The bytes depend on the state alone. An engine that was read or copied goes on like the original, and none
 * of them changes another.
 */
#include "datazone/metadata-change.h"
#include "engine/codec-worlds.h"

#include "datazone/asset-record.h"

/* --- Each fixture ----------------------------------------------------------------------------- */

static void
test_read (gconstpointer data)
{
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) read = read_engine (bytes->data, bytes->len, &error);

  g_assert_no_error (error);
  assert_bytes_of (read, bytes);
}

static void
test_copy (gconstpointer data)
{
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (TarnEngine) copy = copy_engine (engine);

  g_clear_object (&engine);
  assert_bytes_of (copy, bytes);
}

static void
test_apart (gconstpointer data)
{
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (TarnEngine) copy = copy_engine (engine);

  use_engine (copy);
  assert_bytes_of (engine, bytes);
  g_autoptr (GByteArray) used = write_engine (copy);
  use_engine (engine);
  use_engine (engine);
  assert_bytes_of (copy, used);
}

/*
 * The engines are compared at once, while runs are active, after all runs have ended, and after earlier
 * tokens have expired.
 */
static void
test_go_on (gconstpointer data)
{
  static const gint64 durations_us[] = { 0, 20 * SECOND_US, HOUR_US, DAY_US, 0 };
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (TarnEngine) read = read_engine (bytes->data, bytes->len, NULL);
  g_autoptr (TarnEngine) copy = copy_engine (engine);

  for (guint i = 0; i < G_N_ELEMENTS (durations_us); i++)
    {
      use_engine_for (engine, durations_us[i]);
      use_engine_for (read, durations_us[i]);
      use_engine_for (copy, durations_us[i]);
      assert_same_told (read, engine);
      assert_same_told (copy, engine);

      g_autoptr (GByteArray) later = write_engine (engine);
      assert_bytes_of (read, later);
      assert_bytes_of (copy, later);
    }
}

/* --- Describing ------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *line; /* with names for ids */
} LineRow;

/* clang-format off */
static const LineRow line_rows[] = {
  { "option", "datazone.options.types-max=3\n" },
  { "domain-name", "datazone.domain[<domain>].name=domain\n" },
  { "domain-account", "datazone.domain[<domain>].account=" ACCOUNT "\n" },
  { "term", "datazone.domain[<domain>].term[0].name=Customer\n" },
  { "project-domain", "datazone.project[<project>].domain=<domain>\n" },
  { "project-names", "datazone.project[<project>].generates-names=0\n" },
  { "user", "datazone.user[<user>].arn=" ROOT "\n" },
  { "membership", "datazone.membership[<project>/<user>].user=<user>\n" },
  { "asset-project", "datazone.asset[<asset>].project=<project>\n" },
  { "asset-type", "datazone.asset[<asset>].type-identifier=" TABLE_TYPE "\n" },
  { "column", "datazone.asset[<asset>].revision[1].column[19].name=col_19\n" },
  { "suggested", "datazone.asset[<asset>].revision[1]." NAMES ".run=<done>\n" },
  { "suggested-terms", "datazone.asset[<asset>].revision[1]." NAMES ".terms=1\n" },
  { "run-asset", "datazone.run[<done>].asset=<asset>\n" },
  { "run-user", "datazone.run[<done>].user=<user>\n" },
  { "run-state", "datazone.run[<done>].state=succeeded\n" },
  { "run-type", "datazone.run[<done>]." NAMES ".state=succeeded\n" },
  { "active-plan", "datazone.run[<active>]." NAMES ".base-us=5000000\n" },
  { "token", "datazone.client-token[<active>].token=token\n" },
  { "token-run", "datazone.client-token[<active>].run=<active>\n" },
  { "use", "datazone.monthly-use[" ACCOUNT "]." NAMES "=2\n" },
  { "event", "pending.event[metadata generation end <active>].due=" },
};
/* clang-format on */

static void
test_line (gconstpointer data)
{
  const LineRow *row = data;
  g_auto (Lake) lake = lake_new (engine_seed);
  g_autofree char *told = NULL, *expected = NULL;

  lake_note (&lake, "user",
             g_strdup (tarn_domains_get_user (&get_datazone (lake.engine)->domains, 0)->id_text));
  lake_set (&lake, "types-max", 3);
  tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "Customer", NULL);
  lake_note (&lake, "done", lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  lake_note (&lake, "active", lake_start_with_token (&lake, lake.asset, NAMES, "token"));

  told = log_engine (lake.engine);
  g_autofree char *line = g_strconcat ("\n", row->line, NULL);
  expected = lake_expand (&lake, line);
  if (strstr (told, expected) == NULL)
    g_assert_cmpstr (told, ==, expected);
}

/* --- Equal states have equal bytes ------------------------------------------------------------ */

/*
 * Makes a client for each account in the given order, then calls the operations of both accounts in a fixed
 * order. Returns the bytes of the engine.
 */
static GByteArray *
write_after_clients (const char *first, const char *second)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (engine_seed);
  g_autoptr (TarnDataZoneClient) a = datazone_client_new (engine, first, NULL);
  g_autoptr (TarnDataZoneClient) b = datazone_client_new (engine, second, NULL);
  TarnDataZoneClient *own = strcmp (first, ACCOUNT) == 0 ? a : b;
  TarnDataZoneClient *foreign = own == a ? b : a;

  tarn_engine_set_option (engine, "datazone.get-rate-per-second", 2, NULL);
  for (guint i = 0; i < 2; i++)
    {
      TarnDataZoneClient *client = i == 0 ? own : foreign;
      g_autoptr (TarnAssetInput) input = asset_input_new ("named", TABLE_TYPE, 1);
      g_autofree char *domain
          = tarn_datazone_client_create_domain (client, "domain", TARN_DOMAIN_VERSION_1, NULL);
      g_autofree char *project
          = tarn_datazone_client_create_project (client, domain, "project", NULL);
      g_autofree char *asset = NULL;
      g_autoptr (TarnMetadataRun) run = get_run (client, domain, "x", NULL, NULL);

      g_assert_null (run);
      tarn_asset_input_set_business_name_generation (input, TRUE);
      asset = tarn_datazone_client_create_asset (client, domain, project, input, NULL);
      g_assert_nonnull (asset);
    }

  return write_engine (engine);
}

static void
test_order_of_clients (void)
{
  g_autoptr (GByteArray) one = write_after_clients (ACCOUNT, FOREIGN);
  g_autoptr (GByteArray) other = write_after_clients (FOREIGN, ACCOUNT);

  assert_same_bytes (one, other);
}

/* A client that has never called is not saved. */
static void
test_silent_client (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  g_autoptr (GByteArray) before = write_engine (lake.engine);
  g_autoptr (TarnDataZoneClient) client G_GNUC_UNUSED
      = datazone_client_new (lake.engine, "000000000001", NULL);

  assert_bytes_of (lake.engine, before);
}

/* An expired token is not saved, even if the engine has not removed it yet. Setting the option removes it. */
static void
test_forgotten_token (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);

  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "token"));
  engine_drain (lake.engine);
  g_autoptr (GByteArray) standing = write_engine (lake.engine);
  engine_advance (lake.engine, DAY_US);
  g_autoptr (GByteArray) over = write_engine (lake.engine);

  g_assert_cmpuint (over->len, <, standing->len);
  lake_set (&lake, "client-token-lifetime-us", DAY_US);
  assert_bytes_of (lake.engine, over);
}

/* The use of an earlier month is not part of the state. */
static void
test_older_month (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);

  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  g_autofree char *used = log_engine (lake.engine);
  engine_advance (lake.engine, 32 * DAY_US);
  g_autofree char *unused = log_engine (lake.engine);

  g_assert_nonnull (strstr (used, "datazone.monthly-uses=1\n"));
  g_assert_nonnull (strstr (unused, "datazone.monthly-uses=0\n"));
}

/* --- A copy outlives its engine --------------------------------------------------------------- */

static void
test_told_outlives (void)
{
  g_autoptr (TarnEngine) engine = build_assets ();
  g_autoptr (TarnEngine) copy = copy_engine (engine);
  const TarnDomains *domains = &get_datazone (copy)->domains;
  const TarnAssetEntry *entry = tarn_assets_get (&get_datazone (copy)->assets, 1);
  g_autoptr (TarnAsset) asset
      = tarn_asset_new (entry, 1, tarn_domains_get_domain (domains, entry->entity.domain));
  g_autofree char *id = g_strdup (entry->subject->asset_id);

  g_assert_true (entry->subject != tarn_assets_get (&get_datazone (engine)->assets, 1)->subject);
  g_clear_object (&engine);
  g_clear_object (&copy);
  g_assert_cmpstr (tarn_asset_get_id (asset), ==, id);
  g_assert_cmpstr (tarn_asset_get_column_name (asset, 2), ==, "col_2");
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, TARN_METADATA_TYPE_BUSINESS_NAMES,
                                               "columns[0].columnName"),
                   ==, "Col 0");
}

/* --- Changes ---------------------------------------------------------------------------------- */

/* A change in a snapshot may lack a domain or an asset. Then it has no subject, and the reader refuses it. */
static void
test_subject (void)
{
  TarnChange change = { .service = &tarn_datazone_service };
  TarnMetadataChange *part = tarn_change_get_part (&change);

  *part = (TarnMetadataChange){ .domain_id = "dzd_a", .asset_id = "b" };
  g_autofree char *whole = tarn_datazone_service.dup_subject (&change);
  g_assert_cmpstr (whole, ==, "dzd_a/b");
  part->asset_id = NULL;
  g_assert_null (tarn_datazone_service.dup_subject (&change));
  *part = (TarnMetadataChange){ .asset_id = "b" };
  g_assert_null (tarn_datazone_service.dup_subject (&change));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_world_tests ("/datazone-codec/read", test_read);
  add_world_tests ("/datazone-codec/copy", test_copy);
  add_world_tests ("/datazone-codec/apart", test_apart);
  add_world_tests ("/datazone-codec/go-on", test_go_on);
  ADD_ROWS ("/datazone-codec/line/", line_rows, test_line);
  g_test_add_func ("/datazone-codec/same/order-of-clients", test_order_of_clients);
  g_test_add_func ("/datazone-codec/same/silent-client", test_silent_client);
  g_test_add_func ("/datazone-codec/same/forgotten-token", test_forgotten_token);
  g_test_add_func ("/datazone-codec/same/older-month", test_older_month);
  g_test_add_func ("/datazone-codec/told-outlives", test_told_outlives);
  g_test_add_func ("/datazone-codec/subject", test_subject);

  return g_test_run ();
}
