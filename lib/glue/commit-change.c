/* SPDX-License-Identifier: MIT */
#include "glue/commit-change.h"

#include "kernel/accessors.h"

static TarnCommitChange *
tarn_commit_change_copy (const TarnCommitChange *self)
{
  return tarn_change_part_copy (&tarn_commit_change_class, self);
}

static void
tarn_commit_change_free (TarnCommitChange *self)
{
  tarn_change_part_free (&tarn_commit_change_class, self);
}

G_DEFINE_BOXED_TYPE (TarnCommitChange, tarn_commit_change, tarn_commit_change_copy,
                     tarn_commit_change_free)

/* A commit is never saved, because it has no EventBridge event. So only the name needs a row: a copy owns it. */
static const TarnChangeMember members[]
    = { { "names-table", TARN_CHANGE_NAME, G_STRUCT_OFFSET (TarnCommitChange, table), 0 } };

const TarnChangeClass tarn_commit_change_class
    = { sizeof (TarnCommitChange), members, G_N_ELEMENTS (members) };

G_STATIC_ASSERT (sizeof (TarnCommitChange) <= TARN_CHANGE_PART_SIZE);

const TarnCommitChange *
tarn_change_get_commit (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_change_peek_part (self, &tarn_commit_change_class);
}

TARN_GETTER (const TarnTableName *, tarn_commit_change_get_table_name, const TarnCommitChange,
             table)
TARN_GETTER (gboolean, tarn_commit_change_is_publication, const TarnCommitChange, is_publication)
TARN_GETTER (TarnCommitOperation, tarn_commit_change_get_operation, const TarnCommitChange,
             operation)
TARN_GETTER (gint64, tarn_commit_change_get_version_id, const TarnCommitChange, version_id)
TARN_GETTER (guint64, tarn_commit_change_get_changed_bytes, const TarnCommitChange, changed_bytes)
TARN_GETTER (guint64, tarn_commit_change_get_size_bytes, const TarnCommitChange, size_bytes)
TARN_GETTER (guint64, tarn_commit_change_get_n_commits, const TarnCommitChange, n_commits)
