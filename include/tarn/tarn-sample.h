/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-journal.h>

G_BEGIN_DECLS

/**
 * TARN_SAMPLE_ACCOUNT_ID:
 *
 * The account of a sample.
 */
#define TARN_SAMPLE_ACCOUNT_ID "123456789012"

#define TARN_TYPE_SAMPLE (tarn_sample_get_type ())

/**
 * TarnSample:
 *
 * A small set-up for tests, made anew each time. In one account it has the database `sales` with the base
 * table `orders` of 100 GB, the materialized view `daily` over this table and the view `monthly` over
 * `daily`; neither view is refreshed yet. It also has the domain `sample` with the project `analytics` and
 * the Glue table asset `orders`, whose columns are `ord_id`, `cust_id`, `ord_dt` and `tot_amt`. A sample of
 * tarn_sample_new() also has a journal that is on. The root of the account makes everything.
 *
 * Since: 1.0
 */
typedef struct _TarnSample TarnSample;

TARN_AVAILABLE_IN_1_0
GType tarn_sample_get_type (void) G_GNUC_CONST;

/**
 * tarn_sample_new:
 * @seed: the seed of its engine
 *
 * Makes a sample in a new engine. Its journal begins after the set-up.
 *
 * Returns: (transfer full): a sample
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnSample *tarn_sample_new (guint64 seed) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_sample_add:
 * @engine: an engine
 * @error: return location for an error of a service or of the library
 *
 * Makes a sample inside an engine that is there already, at the time of this engine, with its random draws
 * and its options, and beside everything else that it holds. This is useful in a server or in another
 * language, for instance. The function touches nothing else of the engine. If the engine has a journal, this
 * journal goes on and contains the set-up too. If the engine has none, it gets none, and a failed assertion
 * prints no lines.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing was done
 * - those of tarn_glue_client_create_database() and tarn_glue_client_create_table(), and then those of
 *   tarn_datazone_client_create_domain(), tarn_datazone_client_create_project() and
 *   tarn_datazone_client_create_asset(). In an engine that has a database `sales` in the account, the first
 *   of them is %TARN_GLUE_ERROR_ALREADY_EXISTS, and nothing has changed. A fault plan or a statement may
 *   cause other errors; then everything that was made before the error stays
 *
 * A call from inside a condition or a cost model is a programmer error.
 *
 * Returns: (transfer full): a sample, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnSample *tarn_sample_add (TarnEngine *engine, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_sample_ref:
 * @self: a sample
 *
 * Takes one more reference.
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnSample *tarn_sample_ref (TarnSample *self);

/**
 * tarn_sample_unref:
 * @self: (transfer full): a sample
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_sample_unref (TarnSample *self);

/**
 * tarn_sample_get_engine:
 * @self: a sample
 *
 * Returns: (transfer none): its engine
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_sample_get_engine (TarnSample *self);

/**
 * tarn_sample_get_journal:
 * @self: a sample
 *
 * Returns: (transfer none) (nullable): its journal, or %NULL for a sample of tarn_sample_add(), which has no
 *   journal of its own
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_sample_get_journal (TarnSample *self);

/**
 * tarn_sample_get_glue:
 * @self: a sample
 *
 * Returns: (transfer none): the client of AWS Glue for the root of the account
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnGlueClient *tarn_sample_get_glue (TarnSample *self);

/**
 * tarn_sample_get_datazone:
 * @self: a sample
 *
 * Returns: (transfer none): the client of Amazon DataZone for the root of the account
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnDataZoneClient *tarn_sample_get_datazone (TarnSample *self);

/**
 * tarn_sample_get_domain_id:
 * @self: a sample
 *
 * Returns: the id of the domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_sample_get_domain_id (TarnSample *self);

/**
 * tarn_sample_get_project_id:
 * @self: a sample
 *
 * Returns: the id of the project
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_sample_get_project_id (TarnSample *self);

/**
 * tarn_sample_get_asset_id:
 * @self: a sample
 *
 * Returns: the id of the asset
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_sample_get_asset_id (TarnSample *self);

/**
 * tarn_sample_add_faults:
 * @self: a sample
 * @text: the text of the rules, see tarn-fault-plan.h
 *
 * Adds rules to the fault plan of the sample, and sets this plan as the fault plan of the engine. A text that
 * is not valid ends the program, as a failed assertion does, because a test without its rules would pass. The
 * message says what is wrong.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_sample_add_faults (TarnSample *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnSample, tarn_sample_unref)

G_END_DECLS
