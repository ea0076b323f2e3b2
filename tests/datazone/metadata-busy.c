/* SPDX-License-Identifier: MIT */
/*
 * Tests what the operations do when a cost model or a condition calls them. An operation that only reads
 * succeeds. Every other operation fails with TARN_ERROR_BUSY and changes nothing.
 */
#include "worlds/datazone-digest.h"
#include "metadata-model.h"

typedef gboolean (*Deed) (const Lake *lake, GError **error);

/* --- Operations that change something --------------------------------------------------------- */

static gboolean
take_id (char *id)
{
  gboolean is_done = id != NULL;

  g_free (id);
  return is_done;
}

static gboolean
do_start (const Lake *lake, GError **error)
{
  return take_id (lake_try (lake, lake->client, &(StartCall){ .asset = "<idle>" }, error));
}

/* The call fails with TARN_ERROR_BUSY before the library looks at its arguments. */
static gboolean
do_bad_start (const Lake *lake, GError **error)
{
  return take_id (lake_try (lake, lake->client, &(StartCall){ .domain = ABSENT }, error));
}

static gboolean
do_cancel (const Lake *lake, GError **error)
{
  return cancel_run (lake->client, lake->domain, lake_find (lake, "run"), error);
}

static gboolean
do_create_domain (const Lake *lake, GError **error)
{
  return take_id (
      tarn_datazone_client_create_domain (lake->client, "new", TARN_DOMAIN_VERSION_1, error));
}

static gboolean
do_create_user (const Lake *lake, GError **error)
{
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, STEWARD);

  return take_id (
      tarn_datazone_client_create_user_profile (lake->client, lake->domain, principal, error));
}

static gboolean
do_create_project (const Lake *lake, GError **error)
{
  return take_id (tarn_datazone_client_create_project (lake->client, lake->domain, "new", error));
}

static gboolean
do_create_membership (const Lake *lake, GError **error)
{
  return tarn_datazone_client_create_project_membership (lake->client, lake->domain, lake->project,
                                                         lake_find (lake, "user"), error);
}

static gboolean
do_create_term (const Lake *lake, GError **error)
{
  return tarn_datazone_client_create_glossary_term (lake->client, lake->domain, "Col", error);
}

static gboolean
do_create_asset (const Lake *lake, GError **error)
{
  g_autoptr (TarnAssetInput) input = asset_input_new ("new", TABLE_TYPE, 1);

  return take_id (
      tarn_datazone_client_create_asset (lake->client, lake->domain, lake->project, input, error));
}

static gboolean
do_create_revision (const Lake *lake, GError **error)
{
  g_autoptr (TarnAssetInput) input = asset_input_new ("new", TABLE_TYPE, 1);

  return take_id (tarn_datazone_client_create_asset_revision (lake->client, lake->domain,
                                                              lake->asset, input, error));
}

static gboolean
do_set_name_generation (const Lake *lake, GError **error)
{
  return tarn_datazone_client_set_business_name_generation (lake->client, lake->domain,
                                                            lake->project, TRUE, error);
}

static gboolean
do_set_option (const Lake *lake, GError **error)
{
  return tarn_engine_set_option (lake->engine, "datazone.types-max", 3, error);
}

static gboolean
do_step (const Lake *lake, GError **error)
{
  return tarn_engine_step (lake->engine, NULL, error);
}

static gboolean
do_advance (const Lake *lake, GError **error)
{
  return tarn_engine_advance_by (lake->engine, 0, error);
}

static gboolean
do_run_until_idle (const Lake *lake, GError **error)
{
  return tarn_engine_run_until_idle (lake->engine, NULL, error);
}

static const struct
{
  const char *name;
  Deed command;
} commands[] = {
  { "start", do_start },
  { "start-with-bad-arguments", do_bad_start },
  { "cancel", do_cancel },
  { "create-domain", do_create_domain },
  { "create-user-profile", do_create_user },
  { "create-project", do_create_project },
  { "create-project-membership", do_create_membership },
  { "create-glossary-term", do_create_term },
  { "create-asset", do_create_asset },
  { "create-asset-revision", do_create_revision },
  { "set-business-name-generation", do_set_name_generation },
  { "set-option", do_set_option },
  { "step", do_step },
  { "advance", do_advance },
  { "run-until-idle", do_run_until_idle },
};

/* --- Calls from a model or a condition -------------------------------------------------------- */

typedef struct
{
  const Lake *lake;
  Deed command; /* NULL to read only */
  guint n_asked;
} Asked;

static Lake
busy_lake_new (void)
{
  Lake lake = lake_new (1);
  g_autoptr (TarnPrincipal) user = principal_new (ACCOUNT, STEWARD "2");

  lake_note (&lake, "user",
             tarn_datazone_client_create_user_profile (lake.client, lake.domain, user, NULL));
  lake_add_asset (&lake, "idle", 1);
  lake_add_asset (&lake, "planned", 1);
  lake_note (&lake, "run", lake_start (&lake, lake.asset, GLOSSARY));
  return lake;
}

static void
look (const Lake *lake)
{
  g_autofree char *text = lake_to_string (lake);

  g_assert_nonnull (strstr (text, lake_find (lake, "run")));
}

static void
ask (Asked *asked)
{
  g_autoptr (GError) error = NULL;

  asked->n_asked++;
  if (asked->command == NULL)
    {
      look (asked->lake);
      return;
    }
  g_assert_false (asked->command (asked->lake, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
}

static void
ask_from_model (const TarnMetadataWork *work G_GNUC_UNUSED, TarnMetadataPlan *plan G_GNUC_UNUSED,
                gpointer data)
{
  ask (data);
}

static gboolean
ask_from_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ask (data);
  return FALSE;
}

/*
 * Returns what happens in a fixture, and its last state. A model or a condition calls @command, or neither.
 */
static char *
log_story (Deed command, gboolean is_model_asked, gboolean is_condition_asked)
{
  g_auto (Lake) lake = busy_lake_new ();
  g_autoptr (GString) log = lake_log (&lake);
  g_autofree char *end = NULL, *digest = NULL;
  g_autoptr (OwnModel) model = lake_add_seconds (&lake, 10, 20, 30);
  Asked asked = { &lake, command, 0 };

  if (is_model_asked)
    {
      model->func = ask_from_model;
      model->data = &asked;
    }
  g_free (lake_start (&lake, lake_find (&lake, "planned"), NAMES));
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  g_free (lake_start (&lake, lake_find (&lake, "idle"), DESCRIPTIONS));
  if (is_condition_asked)
    tarn_engine_run_until (lake.engine, ask_from_condition, &asked, TARN_NO_DEADLINE, NULL, NULL,
                           NULL);
  engine_drain (lake.engine);
  g_assert_cmpuint (asked.n_asked, >=, (is_model_asked ? 2u : 0u) + (is_condition_asked ? 3u : 0u));

  /* The digest shows that a model is set. The test does not compare models, so it removes the model. */
  tarn_engine_set_cost_model (lake.engine, NULL);
  end = lake_to_string (&lake);
  digest = get_digest (lake.engine);
  return g_strconcat (log->str, end, digest, NULL);
}

static void
test_model (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autofree char *asked = log_story (commands[row].command, TRUE, FALSE);
  g_autofree char *not_asked = log_story (NULL, FALSE, FALSE);

  g_assert_cmpstr (asked, ==, not_asked);
}

static void
test_condition (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autofree char *asked = log_story (commands[row].command, FALSE, TRUE);
  g_autofree char *not_asked = log_story (NULL, FALSE, FALSE);

  g_assert_cmpstr (asked, ==, not_asked);
}

static void
test_looking (void)
{
  g_autofree char *from_model = log_story (NULL, TRUE, FALSE);
  g_autofree char *from_condition = log_story (NULL, FALSE, TRUE);
  g_autofree char *not_asked = log_story (NULL, FALSE, FALSE);

  g_assert_cmpstr (from_model, ==, not_asked);
  g_assert_cmpstr (from_condition, ==, not_asked);
}

/* --- Programmer errors ------------------------------------------------------------------------ */

static void
expect_critical (void)
{
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*may_change*");
}

/* A function that cannot return an error emits a critical message and does nothing. */
static void
err (const TarnMetadataWork *work G_GNUC_UNUSED, TarnMetadataPlan *plan G_GNUC_UNUSED,
     gpointer data)
{
  const Lake *lake = data;
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, NULL);

  expect_critical ();
  g_assert_null (tarn_engine_create_datazone_client (lake->engine, principal));
  expect_critical ();
  g_assert_null (tarn_engine_create_glue_client (lake->engine, principal));
  expect_critical ();
  tarn_engine_set_cost_model (lake->engine, NULL);
  expect_critical ();
  g_assert_cmpuint (tarn_engine_add_observer (lake->engine, log_change, NULL, NULL), ==, 0);
  expect_critical ();
  g_assert_false (tarn_engine_remove_observer (lake->engine, 1));
  g_test_assert_expected_messages ();
}

static void
test_errors_of_programmers (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = lake_log (&lake);
  g_autoptr (OwnModel) model = lake_add_seconds (&lake, 10, 20, 30);

  model->func = err;
  model->data = &lake;
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.asset, NAMES));
  g_assert_cmpuint (model->n_calls, ==, 2);
  g_assert_nonnull (strstr (log->str, "@20000 succeed"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *model_path = g_strconcat ("/generation/busy/model/", commands[i].name, NULL);
      g_autofree char *condition_path
          = g_strconcat ("/generation/busy/condition/", commands[i].name, NULL);

      g_test_add_data_func (model_path, GUINT_TO_POINTER (i), test_model);
      g_test_add_data_func (condition_path, GUINT_TO_POINTER (i), test_condition);
    }
  g_test_add_func ("/generation/busy/looking", test_looking);
  g_test_add_func ("/generation/busy/errors-of-programmers", test_errors_of_programmers);
  return g_test_run ();
}
