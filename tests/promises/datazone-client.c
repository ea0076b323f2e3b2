/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-datazone-client.h about the client and what all its operations have in common. */
#include "datazone-runs.h"
#include "promise.h"

static void
test_keeps_engine (void)
{
  TarnEngine *engine = tarn_engine_new (0);
  g_autoptr (TarnDataZoneClient) client = datazone_client_new (engine, ACCOUNT, NULL);
  gpointer weak = engine;

  g_object_add_weak_pointer (G_OBJECT (engine), &weak);
  g_object_unref (engine);
  g_assert_nonnull (weak);
  g_assert_cmpint (tarn_engine_get_now (tarn_datazone_client_get_engine (client)), ==, START_US);
  g_clear_object (&client);
  g_assert_null (weak);
}

static void
test_properties (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnDataZoneClient) client = datazone_client_new (engine, ACCOUNT, STEWARD);
  g_autoptr (TarnEngine) of_property = NULL;
  g_autoptr (TarnPrincipal) caller = NULL;

  g_object_get (client, "engine", &of_property, "principal", &caller, NULL);
  g_assert_true (of_property == engine);
  g_assert_true (caller == tarn_datazone_client_get_principal (client));
  g_assert_cmpstr (tarn_principal_get_arn (caller), ==, STEWARD);
}

static void
test_ids (void)
{
  static const struct
  {
    const char *domain;
    const char *exception;
  } rows[] = {
    { "dzd_x", NOT_FOUND },     { "dzd-x", NOT_FOUND },       { "dzd_<36*x>", NOT_FOUND },
    { "dzd_-_aZ9", NOT_FOUND }, { "dzd_<37*x>", VALIDATION }, { "dzd_", VALIDATION },
    { "dzd+x", VALIDATION },    { "Dzd_x", VALIDATION },      { "xdzd_x", VALIDATION },
    { "dzd_a b", VALIDATION },
  };
  g_auto (Lake) lake = lake_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const StartCall call = { .domain = rows[i].domain };
      g_autoptr (GError) error = NULL;

      g_assert_null (lake_try (&lake, lake.client, &call, &error));
      g_assert_cmpstr (tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code), ==,
                       rows[i].exception);
    }
}

static void
test_form_without_entity (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall call = { .project = "<36*x>" };

  assert_start_error (&lake, lake.client, &call, NOT_FOUND, NO_PROJECT ("<36*x>"));
}

static void
test_counts (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall bad = { .asset = "none" };
  const StartCall good = { .types = NAMES };

  lake_set (&lake, "start-rate-per-second", 1);
  assert_start_error (&lake, lake.client, &bad, NOT_FOUND, NO_ASSET ("none"));
  assert_start_error (&lake, lake.client, &good, THROTTLING, "Rate exceeded");
}

static gboolean
read_all (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;
  g_autofree char *text = lake_to_string (lake);

  return text != NULL;
}

static void
test_reading_in_condition (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);

  g_assert_true (
      tarn_engine_run_until (lake.engine, read_all, &lake, TARN_NO_DEADLINE, NULL, NULL, NULL));
}

static void
test_granted (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) foreign = datazone_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnAsset) asset = NULL;

  g_assert_null (tarn_datazone_client_get_asset (foreign, lake.domain, lake.asset, NULL, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_ACCESS_DENIED);
  tarn_engine_grant (lake.engine, "*", "datazone:GetAsset", lake.domain);
  asset = tarn_datazone_client_get_asset (foreign, lake.domain, lake.asset, NULL, NULL);
  g_assert_nonnull (asset);
}

/* A foreign caller that may do everything is still no member. */
static void
test_no_granted_membership (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) foreign = datazone_client_new (lake.engine, FOREIGN, NULL);
  const StartCall call = { .types = NAMES };
  g_autoptr (GError) error = NULL;

  tarn_engine_grant (lake.engine, "*", "*", "*");
  g_assert_null (lake_try (&lake, foreign, &call, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_UNAUTHORIZED);
}

/* Makes refused calls until one fails by the rate, and returns how many came through. */
static guint
count_admitted (const Lake *lake, gboolean is_cancel)
{
  for (guint n_calls = 0;; n_calls++)
    {
      const StartCall call = { .asset = "none" };
      g_autoptr (GError) error = NULL;

      if (is_cancel)
        g_assert_false (cancel_run (lake->client, lake->domain, "none", &error));
      else
        g_assert_null (lake_try (lake, lake->client, &call, &error));
      if (error->code == TARN_DATAZONE_ERROR_THROTTLING)
        return n_calls;
      g_assert_cmpint (error->code, ==, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND);
    }
}

static void
test_rates (void)
{
  g_auto (Lake) lake = lake_new (0);

  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 10);
  g_assert_cmpuint (count_admitted (&lake, TRUE), ==, 20);
}

static void
test_bucket (void)
{
  g_auto (Lake) lake = lake_new (0);

  engine_advance (lake.engine, HOUR_US); /* no more than the calls of a second */
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 10);
  engine_advance (lake.engine, SECOND_US / 2);
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 5);
  engine_advance (lake.engine, SECOND_US / 10);
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 1);
  engine_advance (lake.engine, SECOND_US);
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 10);
}

static gboolean
create_client (TarnEngine *engine, gpointer data)
{
  ASSERT_CRITICAL (g_assert_null (tarn_engine_create_datazone_client (engine, data)));
  return TRUE;
}

static void
test_create_in_condition (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, NULL);

  g_assert_true (
      tarn_engine_run_until (engine, create_client, principal, TARN_NO_DEADLINE, NULL, NULL, NULL));
}

static void
test_denied_at_home (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall call = { .types = NAMES };
  g_autoptr (GError) error = NULL;

  tarn_engine_deny (lake.engine, ROOT, "datazone:Start*", "*");
  g_assert_null (lake_try (&lake, lake.client, &call, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_ACCESS_DENIED);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-datazone-client.h: TarnDataZoneClient: The client keeps the engine alive.",
    test_keeps_engine },
  { "tarn-datazone-client.h: TarnDataZoneClient:principal: See tarn_datazone_client_get_principal().",
    test_properties },
  { "tarn-datazone-client.h: TarnDataZoneClient: Ids of domains match `^dzd[-_][a-zA-Z0-9_-]{1,36}$`",
    test_ids },
  { "tarn-datazone-client.h: TarnDataZoneClient: An id that has an allowed form but belongs to nothing is not "
    "found.",
    test_form_without_entity },
  { "tarn-datazone-client.h: TarnDataZoneClient: but a call that the rate admits counts for the rate",
    test_counts },
  { "tarn-datazone-client.h: TarnDataZoneClient: operations that only read can be called there",
    test_reading_in_condition },
  { "tarn-datazone-client.h: TarnDataZoneClient: A call to another account fails with "
    "%TARN_DATAZONE_ERROR_ACCESS_DENIED unless a statement grants it.",
    test_granted },
  { "tarn-datazone-client.h: TarnDataZoneClient: No statement can grant a membership of the project: a caller "
    "without membership gets %TARN_DATAZONE_ERROR_UNAUTHORIZED.",
    test_no_granted_membership },
  { "tarn-datazone-client.h: TarnDataZoneClient: Start has a rate of 10 calls per second and Cancel one of 20",
    test_rates },
  { "tarn-datazone-client.h: TarnDataZoneClient: The rate is a token bucket that holds the calls of one "
    "second: an account that made no calls for a second can make that many calls at one instant, and then "
    "continue at the rate.",
    test_bucket },
  { "tarn-datazone-client.h: create_datazone_client(): or from inside a condition or a cost model, is a "
    "programmer error",
    test_create_in_condition },
  { "tarn-datazone-client.h: TarnDataZoneClient: A call in the caller's own account fails like this only if a "
    "statement denies it.",
    test_denied_at_home },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
