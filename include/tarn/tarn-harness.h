/* SPDX-License-Identifier: MIT */
/*
 * What tests of orchestration code begin with: a small world in one call, assertions over its journal,
 * and the journal's last lines whenever an assertion fails.
 */
#pragma once

#include <tarn/tarn-access.h>
#include <tarn/tarn-catalog.h>
#include <tarn/tarn-domain.h>
#include <tarn/tarn-engine.h>

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnSample, tarn_sample_unref)

/* --- Assertions ------------------------------------------------------------------------------- */

/**
 * tarn_harness_print_on_failure:
 * @journal: (nullable): a journal, or %NULL for none
 * @n_lines: how many of its last lines to print
 *
 * From now on, when a GLib assertion fails anywhere in the process, the last lines of the journal
 * follow its message on the standard error. A new sample world does this for its own journal and 20
 * lines, so that they are those of the newest world. The journal is not kept alive.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_print_on_failure (TarnJournal *journal, guint n_lines);

/**
 * tarn_assert_n_calls:
 * @journal: a journal
 * @operation: (nullable): the operation as the service spells it, or %NULL for all
 * @answer: (nullable): the name of an exception, `ok`, or %NULL for all
 * @n_calls: how many such calls there must be
 *
 * Asserts how often something was called, and how it was answered.
 *
 * Since: 1.0
 */
#define tarn_assert_n_calls(journal, operation, answer, n_calls)                                   \
  tarn_harness_assert_n_calls ((journal), (operation), (answer), (n_calls), __FILE__, __LINE__,    \
                               G_STRFUNC)

/**
 * tarn_assert_n_lines:
 * @journal: a journal
 * @text: what a line must hold
 * @n_lines: how many such lines there must be; 0 says that something did not happen
 *
 * Asserts how often something happened. A line counts once, however often it holds the text.
 *
 * Since: 1.0
 */
#define tarn_assert_n_lines(journal, text, n_lines)                                                \
  tarn_harness_assert_n_lines ((journal), (text), (n_lines), __FILE__, __LINE__, G_STRFUNC)

/**
 * tarn_assert_order:
 * @journal: a journal
 * @...: texts, each of which a line must hold after the line of the one before; %NULL
 *
 * Asserts that things happened in this order, whatever else happened in between.
 *
 * Since: 1.0
 */
#define tarn_assert_order(journal, ...)                                                            \
  tarn_harness_assert_order ((journal), __FILE__, __LINE__, G_STRFUNC, __VA_ARGS__)

/**
 * tarn_assert_backs_off:
 * @journal: a journal
 * @operation: the operation as the service spells it
 * @answer: the name of the exception after which one is to wait
 * @min_us: how long one must wait after the first such call
 *
 * Asserts that after each call that was answered so the next call of the operation came @min_us or more
 * later, and, where several in a row were answered so, no sooner than after the one before.
 *
 * Since: 1.0
 */
#define tarn_assert_backs_off(journal, operation, answer, min_us)                                  \
  tarn_harness_assert_backs_off ((journal), (operation), (answer), (min_us), __FILE__, __LINE__,   \
                                 G_STRFUNC)

/* They end the process, which is a way for C; elsewhere #TarnJournal tells the same to any assertion. */

/**
 * tarn_harness_assert_n_calls: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_n_calls (TarnJournal *journal, const char *operation, const char *answer,
                                  guint n_calls, const char *file, gint line, const char *function);
/**
 * tarn_harness_assert_n_lines: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_n_lines (TarnJournal *journal, const char *text, guint n_lines,
                                  const char *file, gint line, const char *function);
/**
 * tarn_harness_assert_order: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_order (TarnJournal *journal, const char *file, gint line,
                                const char *function, ...) G_GNUC_NULL_TERMINATED;
/**
 * tarn_harness_assert_backs_off: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_backs_off (TarnJournal *journal, const char *operation, const char *answer,
                                    gint64 min_us, const char *file, gint line,
                                    const char *function);

G_END_DECLS
