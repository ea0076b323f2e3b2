/* SPDX-License-Identifier: MIT */
/* The records that users fill in before they create a table or commit to it, and their checks. */
#pragma once

#include <tarn/tarn-commit.h>
#include <tarn/tarn-table-input.h>

#include "admission/operation.h"

enum
{
  TARN_SUB_OBJECTS_MAX = 10,
  TARN_SUB_OBJECT_VERSION_IDS_MAX = 250,
};

#define TARN_SIZE_MAX (G_GUINT64_CONSTANT (1) << 60)

struct _TarnTableInput
{
  guint ref_count;
  gboolean is_materialized_view;
  TarnTableFormat format;
  guint64 size_bytes;
  guint64 record_count;
  char *annotation; /* see kernel/annotation.h */

  GPtrArray *sub_objects; /* TarnTableName */
  GArray *version_ids;    /* gint64 */
  char *definer;
  gint64 refresh_seconds;
  gint64 refresh_offset_seconds;
  gint64 refresh_jitter_seconds;
  gboolean is_incremental;
  TarnRefreshType last_refresh_type;
};

struct _TarnCommit
{
  guint ref_count;
  TarnCommitOperation operation;
  guint64 added_bytes;
  guint64 removed_bytes;
  guint64 added_records;
  guint64 removed_records;
  gint64 total_bytes; /* -1 if not given */
};

/* Returns whether the value is 0 or within the range that the service accepts. */
gboolean tarn_refresh_seconds_are_good (gint64 refresh_seconds);

/* Returns whether the offset or the jitter of a schedule is 0, or shorter than its interval. */
gboolean tarn_refresh_shift_is_good (gint64 shift_seconds, gint64 refresh_seconds);

/*
 * Checks everything in the record that can be checked without the catalog. A source that names no catalog is
 * in the own catalog of @account_id. Admission checks the name of the table itself.
 */
gboolean tarn_table_input_check (const TarnTableInput *self, const char *account_id,
                                 GError **error);
gboolean tarn_commit_check (const TarnCommit *self, GError **error);

extern const TarnRecordClass tarn_table_input_class;
extern const TarnRecordClass tarn_commit_class;
