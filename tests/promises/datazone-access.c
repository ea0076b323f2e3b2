/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-access.h about Amazon DataZone. */
#include "worlds/datazone-lake.h"

#include "promise.h"

static const char *
path_of_project (const Lake *lake)
{
  static char path[64];

  g_snprintf (path, sizeof path, "%s/%s", lake->domain, lake->project);
  return path;
}

static void
assert_refused (gboolean is_done, const GError *error, TarnDataZoneError code)
{
  g_assert_false (is_done);
  g_assert_error (error, TARN_DATAZONE_ERROR, (int) code);
}

static void
test_start_needs_project (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall call = { .types = NAMES };
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = NULL;

  tarn_engine_deny (lake.engine, "*", "datazone:StartMetadataGenerationRun",
                    path_of_project (&lake));
  refused = lake_try (&lake, lake.client, &call, &error);
  assert_refused (refused != NULL, error, TARN_DATAZONE_ERROR_ACCESS_DENIED);
}

static void
test_get_names_domain (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (TarnMetadataRun) refused = NULL;
  g_autoptr (GError) error = NULL;

  tarn_engine_deny (lake.engine, "*", "datazone:GetMetadataGenerationRun", path_of_project (&lake));
  run = lake_get (&lake, id);
  tarn_engine_deny (lake.engine, "*", "datazone:GetMetadataGenerationRun", lake.domain);
  refused = get_run (lake.client, lake.domain, id, NULL, &error);
  assert_refused (refused != NULL, error, TARN_DATAZONE_ERROR_ACCESS_DENIED);
}

/* Each of the two paths is denied alone. */
static void
test_cancel_needs_both (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  const char *paths[] = { lake.domain, path_of_project (&lake) };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      guint denial
          = tarn_engine_deny (lake.engine, "*", "datazone:CancelMetadataGenerationRun", paths[i]);
      g_autoptr (GError) error = NULL;
      gboolean is_done = cancel_run (lake.client, lake.domain, id, &error);

      assert_refused (is_done, error, TARN_DATAZONE_ERROR_ACCESS_DENIED);
      g_assert_true (tarn_engine_revoke (lake.engine, denial));
    }
  g_assert_true (cancel_run (lake.client, lake.domain, id, NULL));
}

/* A run that does not exist has no project, so the statement about the project does not matter. */
static void
test_second_when_found (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  tarn_engine_deny (lake.engine, "*", "datazone:CancelMetadataGenerationRun",
                    path_of_project (&lake));
  is_done = cancel_run (lake.client, lake.domain, "none", &error);
  assert_refused (is_done, error, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND);
}

static void
test_member_after_statements (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  const StartCall call = { .types = NAMES };
  g_autoptr (GError) denied = NULL;
  g_autoptr (GError) unauthorized = NULL;
  guint denial = tarn_engine_deny (lake.engine, STEWARD, "datazone:*", "*");
  g_autofree char *first = lake_try (&lake, steward, &call, &denied);
  g_autofree char *second = NULL;

  assert_refused (first != NULL, denied, TARN_DATAZONE_ERROR_ACCESS_DENIED);
  g_assert_true (tarn_engine_revoke (lake.engine, denial));
  tarn_engine_grant (lake.engine, STEWARD, "datazone:*", "*");
  second = lake_try (&lake, steward, &call, &unauthorized);
  assert_refused (second != NULL, unauthorized, TARN_DATAZONE_ERROR_UNAUTHORIZED);
}

static void
test_until_revoked (void)
{
  g_auto (Lake) lake = lake_new (0);
  guint grant = tarn_engine_grant (lake.engine, "*", "datazone:*", "dzd_*");
  g_autoptr (TarnDataZoneClient) foreign = datazone_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (GPtrArray) runs
      = list_runs (foreign, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_autoptr (GPtrArray) none = NULL;

  g_assert_nonnull (runs);
  g_assert_true (tarn_engine_revoke (lake.engine, grant));
  none = list_runs (foreign, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_null (none);
}

/* The statement names the domain alone, which is not the path of a start. */
static void
test_start_is_not_domain (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;

  tarn_engine_deny (lake.engine, "*", "datazone:StartMetadataGenerationRun", lake.domain);
  id = lake_start (&lake, lake.asset, NAMES);
}

static void
test_create_domain (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;

  tarn_engine_deny (lake.engine, "*", "*", "*");
  id = datazone_add_domain (lake.client, "new", TARN_DOMAIN_VERSION_1);
}

typedef gboolean (*SetUpFunc) (const Lake *lake, GError **error);

static gboolean
create_project (const Lake *lake, GError **error)
{
  g_autofree char *id
      = tarn_datazone_client_create_project (lake->client, lake->domain, "new", error);

  return id != NULL;
}

static gboolean
create_term (const Lake *lake, GError **error)
{
  return tarn_datazone_client_create_glossary_term (lake->client, lake->domain, "new", error);
}

static gboolean
get_asset (const Lake *lake, GError **error)
{
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (lake->client, lake->domain, lake->asset, NULL, error);

  return asset != NULL;
}

static void
test_denied_fails (void)
{
  static const SetUpFunc funcs[] = { create_project, create_term, get_asset };
  g_auto (Lake) lake = lake_new (0);

  tarn_engine_deny (lake.engine, "*", "datazone:*", "*");
  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_done = funcs[i](&lake, &error);

      assert_refused (is_done, error, TARN_DATAZONE_ERROR_ACCESS_DENIED);
    }
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-access.h: chapter: or `DOMAIN/PROJECT` to start a run",
    test_start_needs_project },
  { "tarn-access.h: chapter: For `datazone` the path is `DOMAIN`",
    test_get_names_domain },
  { "tarn-access.h: chapter: To cancel a run needs both",
    test_cancel_needs_both },
  { "tarn-access.h: chapter: the second as soon as the run is found",
    test_second_when_found },
  { "tarn-access.h: chapter: The engine checks this membership after the statements, and a caller without it "
    "gets UnauthorizedException.",
    test_member_after_statements },
  { "access.md: An example: A statement is in force from the call that makes it until the user revokes it by "
    "its id.",
    test_until_revoked },
  { "tarn-access.h: chapter: the caller must also be a member of the project, whatever the statements say",
    test_member_after_statements },
  { "tarn-access.h: chapter: or `DOMAIN/PROJECT` to start a run. To cancel a run needs both",
    test_start_is_not_domain },
  { "tarn-access.h: chapter: CreateDomain has no path, and so no statement denies it.",
    test_create_domain },
  { "tarn-access.h: chapter: An operation that is denied fails with AccessDeniedException.",
    test_denied_fails },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
