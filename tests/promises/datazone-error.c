/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-datazone-error.h. */
#include "worlds/datazone-digest.h"

#include "model.h"
#include "promise.h"

static const TarnDataZoneError not_codes[] = {
  (TarnDataZoneError) -1,
  (TarnDataZoneError) 0,
  (TarnDataZoneError) (TARN_DATAZONE_ERROR_VALIDATION_ERROR + 1),
};

/* --- tarn-datazone-error.h -------------------------------------------------------------------- */

static void
test_codes (void)
{
  static const struct
  {
    const char *name;
    guint status;
  } rows[] = {
    { "AccessDeniedException", 403 },         { "ConflictException", 409 },
    { "InternalServerException", 500 },       { "ResourceNotFoundException", 404 },
    { "ServiceQuotaExceededException", 402 }, { "ThrottlingException", 429 },
    { "UnauthorizedException", 401 },         { "ValidationException", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TarnDataZoneError code = (TarnDataZoneError) (i + 1);

      g_assert_cmpstr (tarn_datazone_error_get_exception_name (code), ==, rows[i].name);
      g_assert_cmpuint (tarn_datazone_error_get_http_status (code), ==, rows[i].status);
    }
}

static void
test_no_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (not_codes); i++)
    {
      g_assert_null (tarn_datazone_error_get_exception_name (not_codes[i]));
      g_assert_cmpuint (tarn_datazone_error_get_http_status (not_codes[i]), ==, 0);
    }
}

static void
assert_lost (const char *rule, gboolean is_lost, gboolean has_started)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *text
      = g_strconcat ("[rule]\noperation=StartMetadataGenerationRun\n", rule, "\n", NULL);
  const StartCall call = { .types = NAMES };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  engine_add_faults (lake.engine, text);
  g_assert_null (lake_try (&lake, lake.client, &call, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_INTERNAL_SERVER);
  g_assert_cmpint (tarn_datazone_error_is_reply_lost (error), ==, is_lost);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, has_started ? 1 : 0);
}

static void
test_lost (void)
{
  assert_lost ("do=lose-reply", TRUE, TRUE);
}

static void
test_thrown (void)
{
  assert_lost ("do=throw\nexception=InternalServerException", FALSE, FALSE);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-datazone-error.h: TarnDataZoneError: The exceptions of Amazon DataZone, one code for each.",
    test_codes },
  { "tarn-datazone-error.h: get_http_status(): or 0 if @code is no code of #TarnDataZoneError",
    test_no_codes },
  { "tarn-datazone-error.h: is_reply_lost(): a call whose reply is lost took effect",
    test_lost },
  { "tarn-datazone-error.h: is_reply_lost(): a call that throws did nothing",
    test_thrown },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
