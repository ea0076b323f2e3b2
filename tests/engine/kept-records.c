/* SPDX-License-Identifier: MIT */
/*
 * A copy of a record stays valid after its engine is gone. C code makes copies on purpose, and bindings
 * always copy by the boxed type.
 */
#include "worlds/set-up.h"

static void
keep (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer changes)
{
  g_ptr_array_add (changes, tarn_change_copy (change));
}

static GPtrArray *
changes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_change_free);
}

static void
start_metadata (TarnSample *world, const char *const *types)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataTarget) target
      = tarn_metadata_target_new ("ASSET", tarn_sample_get_asset_id (world), NULL);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (world),
                                                            tarn_sample_get_domain_id (world),
                                                            tarn_sample_get_project_id (world),
                                                            target, NULL, types, "token", &error);

  g_assert_no_error (error);
  g_assert_nonnull (run);
}

static void
test_change_of_refresh (void)
{
  g_autoptr (GPtrArray) changes = changes_new ();
  TarnSample *world = tarn_sample_new (0);

  tarn_engine_add_observer (tarn_sample_get_engine (world), keep, changes, NULL);
  tarn_sample_add_faults (world, "[broken]\n"
                                 "operation=StartMaterializedViewRefreshTaskRun\n"
                                 "do=fail-run\n");
  g_autofree char *id
      = start_refresh (tarn_sample_get_glue (world), NULL, "sales", "daily", FALSE, NULL);
  tarn_engine_run_until_idle (tarn_sample_get_engine (world), NULL, NULL);
  tarn_sample_unref (world);

  g_assert_cmpuint (changes->len, ==, 4);
  const TarnChange *change = changes->pdata[3];
  g_autofree char *run_id = tarn_change_dup_run_id (change);

  g_assert_cmpstr (tarn_change_get_to_status (change), ==, "FAILED");
  g_assert_cmpstr (tarn_change_get_error_message (change), ==, "broken");
  g_assert_cmpstr (tarn_table_name_get_table_name (
                       tarn_refresh_change_get_table_name (tarn_change_get_refresh (change))),
                   ==, "daily");
  g_assert_cmpstr (run_id, ==, id);
  g_assert_null (tarn_change_get_metadata (change));
}

static void
test_change_of_metadata_run (void)
{
  static const char *const types[] = { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", NULL };

  g_autoptr (GPtrArray) changes = changes_new ();
  TarnSample *world = tarn_sample_new (0);

  tarn_engine_add_observer (tarn_sample_get_engine (world), keep, changes, NULL);
  tarn_sample_add_faults (world, "[broken]\n"
                                 "operation=StartMetadataGenerationRun\n"
                                 "do=fail-run\n"
                                 "type=BUSINESS_NAMES\n");
  g_autofree char *asset_id = g_strdup (tarn_sample_get_asset_id (world));
  start_metadata (world, types);
  tarn_engine_run_until_idle (tarn_sample_get_engine (world), NULL, NULL);
  tarn_sample_unref (world);

  const TarnChange *change = changes->pdata[changes->len - 1];

  g_assert_cmpstr (tarn_change_get_to_status (change), ==, "PARTIALLY_SUCCEEDED");
  const TarnMetadataChange *part = tarn_change_get_metadata (change);
  g_assert_cmpstr (tarn_metadata_change_get_asset_id (part), ==, asset_id);
  g_assert_cmpstr (tarn_metadata_change_get_client_token (part), ==, "token");
  g_assert_cmpint (tarn_metadata_change_get_type_status (part,
                                                         TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS),
                   ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_null (
      tarn_metadata_change_get_type_error_message (part, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS));
  g_assert_cmpstr (tarn_metadata_change_get_type_error_message (part,
                                                                TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, "broken");
  g_assert_cmpint (tarn_metadata_change_get_type_status (
                       part, TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS),
                   ==, 0);
  g_assert_null (tarn_change_get_refresh (change));
}

/* --- What a cost model is given --------------------------------------------------------------- */

/* A model that keeps a boxed copy of each work, as a binding does. */
typedef struct
{
  GObject parent_instance;
  TarnRefreshWork *refresh;
  TarnMetadataWork *metadata;
} KeepingModel;

typedef GObjectClass KeepingModelClass;

GType keeping_model_get_type (void);

static void
keeping_model_plan_refresh (TarnCostModel *self, const TarnRefreshWork *work,
                            TarnCostPlan *plan G_GNUC_UNUSED)
{
  ((KeepingModel *) (gpointer) self)->refresh = g_boxed_copy (tarn_refresh_work_get_type (), work);
}

static void
keeping_model_plan_metadata (TarnCostModel *self, const TarnMetadataWork *work,
                             TarnMetadataPlan *plan G_GNUC_UNUSED)
{
  ((KeepingModel *) (gpointer) self)->metadata
      = g_boxed_copy (tarn_metadata_work_get_type (), work);
}

static void
keeping_model_init_interface (TarnCostModelInterface *iface)
{
  iface->plan_refresh = keeping_model_plan_refresh;
  iface->plan_metadata_generation = keeping_model_plan_metadata;
}

G_DEFINE_TYPE_WITH_CODE (KeepingModel, keeping_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, keeping_model_init_interface))

static void
keeping_model_class_init (KeepingModelClass *class G_GNUC_UNUSED)
{
}

static void
keeping_model_init (KeepingModel *self G_GNUC_UNUSED)
{
}

static void
test_works (void)
{
  TarnSample *world = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (world);
  g_autoptr (GObject) object = g_object_new (keeping_model_get_type (), NULL);
  KeepingModel *model = (KeepingModel *) object;
  g_autofree char *asset_id = g_strdup (tarn_sample_get_asset_id (world));
  g_autofree char *domain_id = g_strdup (tarn_sample_get_domain_id (world));

  tarn_engine_set_cost_model (engine, TARN_COST_MODEL (object));
  g_free (start_refresh (tarn_sample_get_glue (world), NULL, "sales", "daily", FALSE, NULL));
  start_metadata (world, (const char *const[]){ "BUSINESS_NAMES", NULL });
  tarn_engine_run_until_idle (engine, NULL, NULL);
  tarn_sample_unref (world);

  g_assert_cmpstr (tarn_table_name_get_table_name (
                       tarn_refresh_work_get_table_name (model->refresh)),
                   ==, "daily");
  g_assert_cmpstr (tarn_metadata_work_get_asset_id (model->metadata), ==, asset_id);
  g_assert_cmpstr (tarn_metadata_work_get_domain_id (model->metadata), ==, domain_id);
  g_boxed_free (tarn_refresh_work_get_type (), model->refresh);
  g_boxed_free (tarn_metadata_work_get_type (), model->metadata);
}

/* --- Structs of texts ------------------------------------------------------------------------- */

static void
test_boxed_texts (void)
{
  const TarnSuggestion suggestion = { "summary", "Orders" };
  TarnSuggestion *suggestion_copy = g_boxed_copy (tarn_suggestion_get_type (), &suggestion);

  g_assert_true (suggestion_copy->text != suggestion.text);
  g_assert_cmpstr (suggestion_copy->field_path, ==, "summary");
  g_assert_cmpstr (suggestion_copy->text, ==, "Orders");
  g_boxed_free (tarn_suggestion_get_type (), suggestion_copy);
}

/* A target on the stack may have anything in its padding, and the copy has nothing there. */
static void
test_target (void)
{
  char type[] = "ASSET", identifier[] = "asset";
  TarnMetadataTarget target;

  memset (&target, 0xff, sizeof target);
  target.type = type;
  target.identifier = identifier;
  target.revision = NULL;
  g_autoptr (TarnMetadataTarget) copy = tarn_metadata_target_copy (&target);
  type[0] = identifier[0] = 'x';

  g_assert_cmpstr (copy->type, ==, "ASSET");
  g_assert_cmpstr (copy->identifier, ==, "asset");
  g_assert_null (copy->revision);
  for (guint i = 0; i < G_N_ELEMENTS (copy->padding); i++)
    g_assert_null (copy->padding[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kept-records/change-of-refresh", test_change_of_refresh);
  g_test_add_func ("/kept-records/change-of-metadata-run", test_change_of_metadata_run);
  g_test_add_func ("/kept-records/works", test_works);
  g_test_add_func ("/kept-records/boxed-texts", test_boxed_texts);
  g_test_add_func ("/kept-records/target", test_target);

  return g_test_run ();
}
