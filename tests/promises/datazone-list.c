/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-datazone-client.h about listing runs, besides its list of errors. */
#include "datazone-runs.h"
#include "promise.h"

static void
test_list_pages (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *token = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  add_runs (&lake, 53);
  first = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, &token, NULL);
  g_assert_cmpuint (first->len, ==, 50);
  g_assert_cmpint (tarn_metadata_run_get_creation_time (first->pdata[0]), >,
                   tarn_metadata_run_get_creation_time (first->pdata[1]));
  add_runs (&lake, 2);
  second = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, token, &last, NULL);
  g_assert_cmpuint (second->len, ==, 3);
  g_assert_null (last);
}

static void
test_list_compares_status (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *other = lake_add_asset (&lake, "other", 20);
  g_autofree char *first_id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);
  g_autofree char *second_id G_GNUC_UNUSED = lake_start (&lake, other, NAMES);
  g_autofree char *token = NULL;
  g_autoptr (GPtrArray) first
      = list_runs (lake.client, lake.domain, "IN_PROGRESS", NULL, NULL, 1, NULL, &token, NULL);
  g_autoptr (GPtrArray) second = NULL;

  g_assert_cmpuint (first->len, ==, 1);
  engine_drain (lake.engine);
  second = list_runs (lake.client, lake.domain, "IN_PROGRESS", NULL, NULL, 1, token, NULL, NULL);
  g_assert_cmpuint (second->len, ==, 0);
}

static void
test_list_of_no_asset (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  add_runs (&lake, 1);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, "none", -1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 0);
}

static void
test_list_has_no_types (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GPtrArray) runs = NULL;

  add_runs (&lake, 1);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpint (tarn_metadata_run_get_type_status (runs->pdata[0],
                                                      TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, 0);
  g_assert_nonnull (tarn_metadata_run_get_target (runs->pdata[0]));
}

static void
test_list_error_token (void)
{
  g_auto (Lake) lake = lake_new (0);
  char *token = (char *) "before";

  g_assert_null (list_runs (lake.client, lake.domain, NULL, NULL, NULL, 51, NULL, &token, NULL));
  g_assert_cmpstr (token, ==, "before");
}

static void
test_list_system (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GPtrArray) runs = NULL;

  lake_add_automatic_asset (&lake, "automatic", 2);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpstr (tarn_metadata_run_get_created_by (runs->pdata[0]), ==, "SYSTEM");
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-datazone-client.h: list_metadata_generation_runs(): Pages do not shift: runs that start between two "
    "calls are not on the later pages.",
    test_list_pages },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): those of `SYSTEM` included",
    test_list_system },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): Each call compares the status when it reads its "
    "page, so a run that ends between two calls can be on no page.",
    test_list_compares_status },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): An asset that does not exist has no runs. This "
    "is no error.",
    test_list_of_no_asset },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): the runs, without typeStats",
    test_list_has_no_types },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): then @out_next_token is unchanged",
    test_list_error_token },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
