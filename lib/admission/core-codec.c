/* SPDX-License-Identifier: MIT */
/*
 * Copies, saves, restores and describes the state that all services share: statements, the fault plan,
 * pending denials and delayed EventBridge events. Observers, the journal and waiters are not part of it.
 */
#include "admission/core.h"

#include "admission/change.h"
#include "admission/fault.h"

enum
{
  STATEMENT_BYTES_MIN = 4 + 1 + 3 * 4,
  LAST_ID_MAX = G_MAXINT32, /* leaves as many ids for new statements */
};

/* --- Copying ---------------------------------------------------------------------------------- */

/* The copy lasts longer than the room, so it may not point at texts and names that the room owns. */
static TarnPendingChange
copy_late_event (const TarnPendingChange *from)
{
  TarnPendingChange copy = *from;

  copy.kept = tarn_change_intern (&copy.change);
  return copy;
}

void
tarn_core_copy (TarnCore *core, const TarnCore *from)
{
  tarn_access_copy (&core->access, &from->access);
  tarn_statements_copy (core->denials, from->denials);
  for (guint i = 0; i < from->late_events->len; i++)
    {
      const TarnPendingChange *late = &g_array_index (from->late_events, TarnPendingChange, i);
      TarnPendingChange copy = late->change.service != NULL ? copy_late_event (late) : *late;

      g_array_append_val (core->late_events, copy);
    }
  if (from->faults != NULL)
    {
      g_autoptr (TarnFaultPlan) faults = tarn_fault_plan_copy (from->faults);
      tarn_core_set_faults (core, faults);
    }
}

/* --- Statements and faults -------------------------------------------------------------------- */

/* Returns FALSE and frees the texts if one of them is missing. */
static gboolean
code_texts (TarnCodec *codec, TarnStatement *statement)
{
  tarn_codec_text (codec, "principal", &statement->principal);
  tarn_codec_text (codec, "action", &statement->action);
  tarn_codec_text (codec, "resource", &statement->resource);
  if (!tarn_codec_is_reading (codec)
      || tarn_codec_check (codec,
                           statement->principal != NULL && statement->action != NULL
                               && statement->resource != NULL,
                           "resource", "or another text is missing"))
    return TRUE;

  tarn_statement_clear (statement);
  return FALSE;
}

static void
code_statement (TarnAccess *access, TarnCodec *codec, guint32 index)
{
  TarnStatement read = { 0 }, *statement = &read;
  guint32 before = index > 0 ? g_array_index (access->statements, TarnStatement, index - 1).id : 0;

  if (!tarn_codec_is_reading (codec))
    statement = &g_array_index (access->statements, TarnStatement, index);

  g_autofree char *label = g_strdup_printf ("%u", statement->id);
  tarn_codec_label (codec, label);
  tarn_codec_uint32 (codec, "id", &statement->id);
  tarn_codec_boolean (codec, "grants", &statement->is_grant);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, read.id > before && read.id <= access->last_id, "id",
                      "is not in order, or after the last id");
  if (code_texts (codec, statement) && tarn_codec_is_reading (codec))
    tarn_access_append (access, &read);
}

static void
code_access (TarnAccess *access, TarnCodec *codec)
{
  tarn_codec_begin (codec, "access");
  tarn_codec_uint32 (codec, "last-id", &access->last_id);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, access->last_id <= LAST_ID_MAX, "last-id", "leaves no ids for others");
  tarn_codec_for_each (codec, i, "statements", "statement", access->statements->len,
                       STATEMENT_BYTES_MIN)
    code_statement (access, codec, i);
  tarn_codec_end (codec);
}

/*
 * Sets the plan only after reading it, because the core writes rules that are added to its plan to the
 * journal.
 */
static void
read_faults (TarnCore *core, TarnCodec *codec)
{
  g_autoptr (TarnFaultPlan) faults = tarn_fault_plan_new (core->services);

  tarn_fault_plan_code (faults, codec);
  tarn_core_set_faults (core, faults);
}

static void
code_faults (TarnCore *core, TarnCodec *codec)
{
  gboolean has_faults = core->faults != NULL;

  tarn_codec_begin (codec, "faults");
  tarn_codec_boolean (codec, "set", &has_faults);
  if (has_faults && tarn_codec_is_reading (codec))
    read_faults (core, codec);
  else if (has_faults)
    tarn_fault_plan_code (core->faults, codec);
  tarn_codec_end (codec);
}

void
tarn_core_code (TarnCore *core, TarnCodec *codec)
{
  code_access (&core->access, codec);
  code_faults (core, codec);
}

/* --- Pending denials -------------------------------------------------------------------------- */

char *
tarn_core_describe_denial (gpointer data, const TarnEvent *event)
{
  const TarnCore *core = data;
  const TarnStatement *denial = &g_array_index (core->denials, TarnStatement, event->subject);

  return g_strconcat (denial->principal, " ", denial->action, " ", denial->resource, NULL);
}

void
tarn_core_code_denial (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnCore *core = data;
  TarnStatement read = { 0 };

  if (!tarn_codec_is_reading (codec))
    code_texts (codec, &g_array_index (core->denials, TarnStatement, event->subject));
  else if (code_texts (codec, &read))
    {
      event->subject = core->denials->len;
      g_array_append_val (core->denials, read);
    }
}

/* --- Delayed EventBridge events --------------------------------------------------------------- */

char *
tarn_core_describe_late_event (gpointer data, const TarnEvent *event)
{
  const TarnCore *core = data;
  const TarnChange *change
      = &g_array_index (core->late_events, TarnPendingChange, event->subject).change;
  g_autofree char *subject = change->service->dup_subject (change);

  return g_strdup_printf ("'%s' of %s", change->detail_type, subject);
}

void
tarn_core_code_late_event (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnCore *core = data;
  TarnPendingChange read = { .kept = NULL };

  if (!tarn_codec_is_reading (codec))
    {
      tarn_change_code (
          &g_array_index (core->late_events, TarnPendingChange, event->subject).change, codec,
          core->services, NULL);
      return;
    }

  tarn_change_code (&read.change, codec, core->services, &read.kept);
  if (!tarn_codec_is_ok (codec))
    {
      g_clear_pointer (&read.kept, tarn_name_unref);
      return;
    }
  tarn_fault_mark_late (&read.change);
  event->subject = core->late_events->len;
  g_array_append_val (core->late_events, read);
}
