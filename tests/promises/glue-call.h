/* SPDX-License-Identifier: MIT */
/*
 * A call of AWS Glue that tests spoil in one way after the other. The view `other` has an active run, and the
 * view of the fixture has none.
 */
#pragma once

#include "worlds/glue-lake.h"

#include "errors.h"

#define OTHER "other"
#define TOO_LARGE ((G_GUINT64_CONSTANT (1) << 60) + 1)
#define NO_RUN "00000000-0000-4000-8000-000000000000"

struct _ErrorCall
{
  ErrorBase base;
  Lake lake;
  TarnTableName *other;
  TarnGlueClient *client;
  char *catalog;
  char *database;
  char *table;
  char *run_id;
  const char *token;
  gint max_results;
  TarnRefreshRun *run;
  TarnTableInput *input;
  TarnCommit *commit;
  gboolean is_limited;
};

static ErrorCall *
error_call_new (void)
{
  ErrorCall *call = g_new0 (ErrorCall, 1);

  call->lake = lake_new (0);
  call->base.engine = call->lake.engine;
  call->other = lake_add_view (&call->lake, OTHER, call->lake.base, TARN_REFRESH_TYPE_NONE);
  call->run_id = lake_start (&call->lake, call->other);
  call->client = g_object_ref (call->lake.client);
  call->catalog = g_strdup (ACCOUNT);
  call->database = g_strdup (DATABASE);
  call->table = g_strdup (VIEW);
  call->max_results = -1;
  call->commit = tarn_commit_new (TARN_COMMIT_APPEND);
  return call;
}

static void
error_call_free (ErrorCall *call)
{
  g_clear_error (&call->base.error);
  g_clear_pointer (&call->run, tarn_refresh_run_unref);
  g_clear_pointer (&call->input, tarn_table_input_unref);
  g_clear_pointer (&call->commit, tarn_commit_unref);
  g_clear_pointer (&call->other, tarn_table_name_unref);
  g_clear_object (&call->client);
  g_free (call->catalog);
  g_free (call->database);
  g_free (call->table);
  g_free (call->run_id);
  lake_clear (&call->lake);
  g_free (call);
}

static inline TarnTableName *
call_name (const ErrorCall *call)
{
  return tarn_table_name_new (call->catalog, call->database, call->table);
}

/* --- What the operations on runs and those of the catalog have in common --- */

static inline void
spoil_table_missing (ErrorCall *call)
{
  set_text (&call->table, NULL);
}

static inline void
spoil_table_control (ErrorCall *call)
{
  set_text (&call->table, "a\nb");
}

static inline void
spoil_no_table (ErrorCall *call)
{
  set_text (&call->table, "none");
}

static inline void
spoil_base_table (ErrorCall *call)
{
  set_text (&call->table, BASE);
}

static inline void
spoil_database_missing (ErrorCall *call)
{
  set_text (&call->database, NULL);
}

static inline void
spoil_database_empty (ErrorCall *call)
{
  set_text (&call->database, "");
}

static inline void
spoil_no_database (ErrorCall *call)
{
  set_text (&call->database, "none");
}

static inline void
spoil_catalog_long (ErrorCall *call)
{
  g_free (call->catalog);
  call->catalog = g_strnfill (256, '1');
}

static inline void
spoil_no_catalog (ErrorCall *call)
{
  set_text (&call->catalog, BUCKET);
}

static inline void
spoil_foreign (ErrorCall *call)
{
  set_text (&call->catalog, FOREIGN);
}

static inline void
spoil_thrown (ErrorCall *call)
{
  set_rule (call, "do=throw\nexception=AlreadyExistsException");
}

static inline void
spoil_denied (ErrorCall *call)
{
  g_autofree char *action = g_strconcat ("glue:", call->base.list->name, NULL);

  g_assert_cmpuint (tarn_engine_deny (call->base.engine, ROOT, action, "*"), !=, 0);
}
