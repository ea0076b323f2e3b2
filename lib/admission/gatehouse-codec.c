/* SPDX-License-Identifier: MIT */
/*
 * What the gates share, as it is copied, saved and told: statements, the fault plan, denials to come and
 * events that are late. Who watches stays behind.
 */
#include "admission/gatehouse.h"

#include "admission/change-codec.h"
#include "admission/fault.h"

enum
{
  STATEMENT_BYTES_MIN = 4 + 1 + 3 * 4,
  LAST_ID_MAX = G_MAXINT32, /* as many ids again are left */
};

/* --- Copying ---------------------------------------------------------------------------------- */

/* The copy outlives what the change points at. Of a table it keeps the name, else what was kept. */
static TarnPendingChange
copy_late_event (const TarnPendingChange *from)
{
  TarnPendingChange copy = *from;
  TarnChange *change = &copy.change;

  tarn_change_intern (change);
  if (change->table != NULL)
    copy.kept = tarn_name_ref (tarn_change_get_table_name (change));
  else if (copy.kept != NULL)
    tarn_name_ref (copy.kept);
  return copy;
}

void
tarn_gatehouse_copy (TarnGatehouse *gatehouse, const TarnGatehouse *from)
{
  tarn_access_copy (&gatehouse->access, &from->access);
  for (guint i = 0; i < from->denials->len; i++)
    tarn_gatehouse_add_denial (gatehouse, &g_array_index (from->denials, TarnDenial, i));
  for (guint i = 0; i < from->late_events->len; i++)
    {
      const TarnPendingChange *late = &g_array_index (from->late_events, TarnPendingChange, i);
      TarnPendingChange copy = late->change.service != NULL ? copy_late_event (late) : *late;

      g_array_append_val (gatehouse->late_events, copy);
    }
  if (from->faults != NULL)
    {
      g_autoptr (TarnFaultPlan) faults = tarn_fault_plan_copy (from->faults);
      tarn_gatehouse_set_faults (gatehouse, faults);
    }
}

/* --- Statements and faults -------------------------------------------------------------------- */

static void
code_statement (TarnAccess *access, TarnCodec *codec, guint32 index)
{
  TarnStatement read = { 0 }, *statement = &read;

  if (!tarn_codec_is_reading (codec))
    statement = &g_array_index (access->statements, TarnStatement, index);

  tarn_codec_uint32 (codec, "id", &statement->id);
  tarn_codec_boolean (codec, "grants", &statement->is_grant);
  tarn_codec_text (codec, "principal", &statement->principal);
  tarn_codec_text (codec, "action", &statement->action);
  tarn_codec_text (codec, "resource", &statement->resource);
  if (!tarn_codec_is_reading (codec))
    return;

  guint32 before = index > 0 ? g_array_index (access->statements, TarnStatement, index - 1).id : 0;
  tarn_codec_check (codec, read.id > before && read.id <= access->last_id, "id",
                    "is not in order, or after the last id");
  tarn_codec_check (codec, read.principal != NULL && read.action != NULL && read.resource != NULL,
                    "resource", "or another text is missing");
  if (tarn_codec_is_ok (codec))
    tarn_access_append (access, &read);
  else
    tarn_statement_clear (&read);
}

static void
code_access (TarnAccess *access, TarnCodec *codec)
{
  tarn_codec_begin (codec, "access");
  tarn_codec_uint32 (codec, "last-id", &access->last_id);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, access->last_id <= LAST_ID_MAX, "last-id", "leaves no ids for others");
  guint32 n_statements
      = tarn_codec_count (codec, "statements", access->statements->len, STATEMENT_BYTES_MIN);
  for (guint32 i = 0; i < n_statements && tarn_codec_is_ok (codec); i++)
    {
      g_autofree char *label = NULL;

      tarn_codec_begin_item (codec, "statement", i);
      if (tarn_codec_is_telling (codec))
        {
          label = g_strdup_printf ("%u", g_array_index (access->statements, TarnStatement, i).id);
          tarn_codec_label (codec, label);
        }
      code_statement (access, codec, i);
      tarn_codec_end (codec);
    }
  tarn_codec_end (codec);
}

/* The plan is the gate's only once it was read: what is added to it after that is news. */
static void
read_faults (TarnGatehouse *gatehouse, TarnCodec *codec)
{
  g_autoptr (TarnFaultPlan) faults = tarn_fault_plan_new (gatehouse->services);

  tarn_fault_plan_code (faults, codec);
  tarn_gatehouse_set_faults (gatehouse, faults);
}

static void
code_faults (TarnGatehouse *gatehouse, TarnCodec *codec)
{
  gboolean has_faults = gatehouse->faults != NULL;

  tarn_codec_begin (codec, "faults");
  tarn_codec_boolean (codec, "set", &has_faults);
  if (has_faults && tarn_codec_is_reading (codec))
    read_faults (gatehouse, codec);
  else if (has_faults)
    tarn_fault_plan_code (gatehouse->faults, codec);
  tarn_codec_end (codec);
}

void
tarn_gatehouse_code (TarnGatehouse *gatehouse, TarnCodec *codec)
{
  code_access (&gatehouse->access, codec);
  code_faults (gatehouse, codec);
}

/* --- Denials to come -------------------------------------------------------------------------- */

char *
tarn_gatehouse_describe_denial (gpointer data, const TarnEvent *event)
{
  const TarnGatehouse *gatehouse = data;
  const TarnDenial *denial = &g_array_index (gatehouse->denials, TarnDenial, event->subject);

  return g_strconcat (denial->principal, " ", denial->action, " ", denial->resource, NULL);
}

void
tarn_gatehouse_code_denial (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnGatehouse *gatehouse = data;
  TarnDenial read = { NULL, NULL, NULL }, *denial = &read;

  if (!tarn_codec_is_reading (codec))
    denial = &g_array_index (gatehouse->denials, TarnDenial, event->subject);
  tarn_codec_text (codec, "principal", &denial->principal);
  tarn_codec_text (codec, "action", &denial->action);
  tarn_codec_text (codec, "resource", &denial->resource);
  if (!tarn_codec_is_reading (codec))
    return;

  event->subject = gatehouse->denials->len;
  if (tarn_codec_check (codec,
                        read.principal != NULL && read.action != NULL && read.resource != NULL,
                        "resource", "or another text is missing"))
    tarn_gatehouse_add_denial (gatehouse, &read);
  tarn_denial_clear (&read);
}

/* --- Events that are late --------------------------------------------------------------------- */

char *
tarn_gatehouse_describe_late_event (gpointer data, const TarnEvent *event)
{
  const TarnGatehouse *gatehouse = data;
  const TarnChange *change
      = &g_array_index (gatehouse->late_events, TarnPendingChange, event->subject).change;
  g_autofree char *subject = change->service->dup_subject (change);

  return g_strdup_printf ("'%s' of %s", change->detail_type, subject);
}

void
tarn_gatehouse_code_late_event (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnGatehouse *gatehouse = data;
  TarnPendingChange read = { .kept = NULL };

  if (!tarn_codec_is_reading (codec))
    {
      tarn_change_code (
          &g_array_index (gatehouse->late_events, TarnPendingChange, event->subject).change, codec,
          gatehouse->services, NULL);
      return;
    }

  tarn_change_code (&read.change, codec, gatehouse->services, &read.kept);
  if (!tarn_codec_is_ok (codec))
    {
      g_clear_pointer (&read.kept, tarn_name_unref);
      return;
    }
  tarn_fault_mark_late (&read.change);
  event->subject = gatehouse->late_events->len;
  g_array_append_val (gatehouse->late_events, read);
}
