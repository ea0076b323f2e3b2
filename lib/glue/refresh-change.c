/* SPDX-License-Identifier: MIT */
#include "glue/refresh-change.h"

#include "glue/refresh-machine.h"
#include "kernel/accessors.h"

static TarnRefreshChange *
tarn_refresh_change_copy (const TarnRefreshChange *self)
{
  return tarn_change_part_copy (&tarn_refresh_change_class, self);
}

static void
tarn_refresh_change_free (TarnRefreshChange *self)
{
  tarn_change_part_free (&tarn_refresh_change_class, self);
}

G_DEFINE_BOXED_TYPE (TarnRefreshChange, tarn_refresh_change, tarn_refresh_change_copy,
                     tarn_refresh_change_free)

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnRefreshCause, tarn_refresh_cause,
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_CREATE, "create"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_TAKE_SLOT, "take-slot"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_BEGIN, "begin"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_SUCCEED, "succeed"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_FAIL, "fail"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_STOP, "stop"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_CAUSE_STOP_DONE, "stop-done"))
/* clang-format on */

#define MEMBER(name, kind, member, max)                                                            \
  {                                                                                                \
    name, TARN_CHANGE_##kind, G_STRUCT_OFFSET (TarnRefreshChange, member), max                     \
  }

static const TarnChangeMember members[] = {
  MEMBER ("names-table", NAME, table, 0),
  MEMBER ("slot-time", INT64, slot_us, 0),
  MEMBER ("snapshot-time", INT64, snapshot_us, 0),
  MEMBER ("refresh-type", UINT8, type, TARN_REFRESH_TYPE_INCREMENTAL),
  MEMBER ("dpu-milliseconds", INT64, dpu_milliseconds, 0),
  MEMBER ("billed-dpu-milliseconds", INT64, billed_dpu_milliseconds, 0),
  MEMBER ("processed-bytes", INT64, processed_bytes, 0),
  MEMBER ("pending-commits", UINT64, pending_commits, 0),
  MEMBER ("pending-bytes", UINT64, pending_bytes, 0),
};

const TarnChangeClass tarn_refresh_change_class
    = { sizeof (TarnRefreshChange), members, G_N_ELEMENTS (members) };

G_STATIC_ASSERT (sizeof (TarnRefreshChange) <= TARN_CHANGE_PART_SIZE);

const TarnRefreshChange *
tarn_change_get_refresh (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_change_peek_part (self, &tarn_refresh_change_class);
}

TarnRefreshCause
tarn_change_get_refresh_cause (const TarnChange *self)
{
  return tarn_change_get_refresh (self) != NULL ? self->cause : TARN_REFRESH_CAUSE_NONE;
}

TarnRefreshStatus
tarn_change_get_from_refresh_status (const TarnChange *self)
{
  return tarn_change_get_refresh (self) != NULL ? tarn_refresh_state_get_status (self->from_state)
                                                : TARN_REFRESH_STATUS_NONE;
}

TarnRefreshStatus
tarn_change_get_to_refresh_status (const TarnChange *self)
{
  return tarn_change_get_refresh (self) != NULL ? tarn_refresh_state_get_status (self->to_state)
                                                : TARN_REFRESH_STATUS_NONE;
}

char *
tarn_refresh_change_dup_subject (const TarnChange *change)
{
  const TarnTableName *table = tarn_change_get_refresh (change)->table;

  return table != NULL ? g_strdup_printf (TARN_TABLE_NAME_FORMAT, TARN_TABLE_NAME_ARGS (table))
                       : NULL;
}

char *
tarn_refresh_change_dup_resource (const TarnChange *change)
{
  const TarnTableName *table = tarn_change_get_refresh (change)->table;

  return table != NULL ? g_strjoin ("/", TARN_TABLE_NAME_ARGS (table), NULL) : NULL;
}

TARN_GETTER (const TarnTableName *, tarn_refresh_change_get_table_name, const TarnRefreshChange,
             table)
TARN_GETTER (gint64, tarn_refresh_change_get_slot_time, const TarnRefreshChange, slot_us)
TARN_GETTER (gint64, tarn_refresh_change_get_snapshot_time, const TarnRefreshChange, snapshot_us)
TARN_GETTER (TarnRefreshType, tarn_refresh_change_get_refresh_type, const TarnRefreshChange, type)
TARN_GETTER (gint64, tarn_refresh_change_get_dpu_milliseconds, const TarnRefreshChange,
             dpu_milliseconds)
TARN_GETTER (gint64, tarn_refresh_change_get_billed_dpu_milliseconds, const TarnRefreshChange,
             billed_dpu_milliseconds)
TARN_GETTER (gint64, tarn_refresh_change_get_processed_bytes, const TarnRefreshChange,
             processed_bytes)
TARN_GETTER (guint64, tarn_refresh_change_get_pending_commits, const TarnRefreshChange,
             pending_commits)
TARN_GETTER (guint64, tarn_refresh_change_get_pending_bytes, const TarnRefreshChange, pending_bytes)
