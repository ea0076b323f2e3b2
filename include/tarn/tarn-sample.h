/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-journal.h>

G_BEGIN_DECLS

/**
 * TARN_SAMPLE_ACCOUNT_ID:
 *
 * The account of a sample world.
 */
#define TARN_SAMPLE_ACCOUNT_ID "123456789012"

#define TARN_TYPE_SAMPLE (tarn_sample_get_type ())

/**
 * TarnSample:
 *
 * A small world, fresh each time: in one account the database `sales` with the base table `orders` of
 * 100 GB, the materialized view `daily` over it and the view `monthly` over that, neither refreshed
 * yet; the domain `sample` with the project `analytics` and the Glue table asset `orders`, whose
 * columns are `ord_id`, `cust_id`, `ord_dt` and `tot_amt`; and a journal that is on. All is done by the
 * root of the account.
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
 * Makes a sample world. Its journal begins after it is set up.
 *
 * Returns: (transfer full): a world
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
 * Makes the same world inside an engine that is there already, at its time, with its luck, under its options and
 * whatever else it holds: what a server or another language brings along, for instance. Nothing else of the
 * engine is touched: if it has a journal, that goes on and tells of the set-up too; if it has none, it gets
 * none, and a failed assertion prints none.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing was done
 * - those of tarn_glue_client_create_database() and tarn_glue_client_create_table(), and then those of
 *   tarn_datazone_client_create_domain(), tarn_datazone_client_create_project() and
 *   tarn_datazone_client_create_asset(). In an engine that has a database `sales` in the account the first of
 *   them is %TARN_GLUE_ERROR_ALREADY_EXISTS, and nothing has changed; a fault plan or a statement may
 *   bring about others, and what was made before them is there
 *
 * From inside a condition or a cost model this is a programmer's error.
 *
 * Returns: (transfer full): a world, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnSample *tarn_sample_add (TarnEngine *engine, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_sample_ref:
 * @self: a world
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnSample *tarn_sample_ref (TarnSample *self);

/**
 * tarn_sample_unref:
 * @self: (transfer full): a world
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_sample_unref (TarnSample *self);

/**
 * tarn_sample_get_engine:
 * @self: a world
 *
 * Returns: (transfer none): its engine
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_sample_get_engine (TarnSample *self);

/**
 * tarn_sample_get_journal:
 * @self: a world
 *
 * Returns: (transfer none) (nullable): its journal, or %NULL for a world of tarn_sample_add(): the journal of that
 *   engine is with who set it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_sample_get_journal (TarnSample *self);

/**
 * tarn_sample_get_glue:
 * @self: a world
 *
 * Returns: (transfer none): AWS Glue as the root of the account
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnGlueClient *tarn_sample_get_glue (TarnSample *self);

/**
 * tarn_sample_get_datazone:
 * @self: a world
 *
 * Returns: (transfer none): Amazon DataZone as the root of the account
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnDataZoneClient *tarn_sample_get_datazone (TarnSample *self);

/**
 * tarn_sample_get_domain_id:
 * @self: a world
 *
 * Returns: the id of the domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_sample_get_domain_id (TarnSample *self);

/**
 * tarn_sample_get_project_id:
 * @self: a world
 *
 * Returns: the id of the project
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_sample_get_project_id (TarnSample *self);

/**
 * tarn_sample_get_asset_id:
 * @self: a world
 *
 * Returns: the id of the asset
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_sample_get_asset_id (TarnSample *self);

/**
 * tarn_sample_add_faults:
 * @self: a world
 * @text: the rules, as tarn-fault-plan.h tells
 *
 * Adds rules to the fault plan of the world. A text that is not as it should be is a programmer's
 * error: the message tells what is wrong.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_sample_add_faults (TarnSample *self, const char *text);

/* --- Assertions ------------------------------------------------------------------------------- */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnSample, tarn_sample_unref)

G_END_DECLS
