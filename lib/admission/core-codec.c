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
};

/* --- Copying ---------------------------------------------------------------------------------- */

static void
copy_late_events (TarnNumbered *late_events, const TarnNumbered *from)
{
  for (GTreeNode *node = g_tree_node_first (from->things); node != NULL;
       node = g_tree_node_next (node))
    tarn_numbered_put (late_events, GPOINTER_TO_UINT (g_tree_node_key (node)),
                       tarn_change_copy (g_tree_node_value (node)));
  late_events->last_number = from->last_number;
}

void
tarn_core_copy (TarnCore *core, const TarnCore *from)
{
  tarn_access_copy (&core->access, &from->access);
  tarn_denials_copy (&core->denials, &from->denials);
  copy_late_events (&core->late_events, &from->late_events);
  if (from->faults != NULL)
    {
      g_autoptr (TarnFaultPlan) faults = tarn_fault_plan_copy (from->faults);
      tarn_core_set_faults (core, faults);
    }
}

/* --- Statements and faults -------------------------------------------------------------------- */

/*
 * Codes a name of three texts. Reading returns a new name, or NULL if a text is missing; otherwise the function
 * returns NULL.
 */
static TarnName *
code_about (TarnCodec *codec, const TarnName *about)
{
  static const char *const labels[TARN_NAME_PARTS] = { "principal", "action", "resource" };
  char *read[TARN_NAME_PARTS] = { NULL };
  gboolean is_whole = TRUE;
  TarnName *name = NULL;

  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    {
      tarn_codec_kept_text (codec, labels[i], about != NULL ? about->parts[i] : NULL, &read[i]);
      is_whole &= read[i] != NULL;
    }
  if (tarn_codec_is_reading (codec)
      && tarn_codec_check (codec, is_whole, "resource", "or another text is missing"))
    name = tarn_name_new ((const char *const *) read, TARN_NAME_PARTS);
  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    g_free (read[i]);
  return name;
}

static void
read_statement (TarnAccess *access, TarnCodec *codec, guint32 *last_id)
{
  guint32 id = 0;
  gboolean is_grant = FALSE;

  tarn_codec_uint32 (codec, "id", &id);
  tarn_codec_boolean (codec, "grants", &is_grant);
  tarn_codec_check (codec, id > *last_id && id <= access->last_id, "id",
                    "is not in order, or after the last id");

  TarnName *about = code_about (codec, NULL);
  if (about == NULL)
    return;

  tarn_access_append (access, id, is_grant, about);
  tarn_name_unref (about);
  *last_id = id;
}

static void
put_statement (TarnCodec *codec, TarnStatement *statement)
{
  g_autofree char *label = g_strdup_printf ("%u", statement->id);

  tarn_codec_label (codec, label);
  tarn_codec_uint32 (codec, "id", &statement->id);
  tarn_codec_boolean (codec, "grants", &statement->is_grant);
  code_about (codec, statement->about);
}

static void
code_access (TarnAccess *access, TarnCodec *codec)
{
  tarn_codec_begin (codec, "access");
  tarn_codec_uint32 (codec, "last-id", &access->last_id);

  GTreeNode *node = g_tree_node_first (access->statements);
  guint32 last_id = 0;
  tarn_codec_for_each (codec, i, "statements", "statement", access->n_statements,
                       STATEMENT_BYTES_MIN)
    {
      if (tarn_codec_is_reading (codec))
        read_statement (access, codec, &last_id);
      else
        {
          put_statement (codec, g_tree_node_value (node));
          node = g_tree_node_next (node);
        }
    }
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
  const TarnName *about = tarn_denials_get (&core->denials, event->subject)->about;

  return g_strjoin (" ", about->parts[0], about->parts[1], about->parts[2], NULL);
}

void
tarn_core_code_denial (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnCore *core = data;

  if (!tarn_codec_is_reading (codec))
    {
      code_about (codec, tarn_denials_get (&core->denials, event->subject)->about);
      return;
    }

  TarnName *about = code_about (codec, NULL);
  if (about == NULL)
    return;

  event->subject = tarn_denials_add (&core->denials, about, event->time_us)->number;
  tarn_name_unref (about);
}

/* --- Delayed EventBridge events --------------------------------------------------------------- */

char *
tarn_core_describe_late_event (gpointer data, const TarnEvent *event)
{
  const TarnCore *core = data;
  const TarnChange *change = tarn_numbered_get (&core->late_events, event->subject);
  g_autofree char *subject = change->service->dup_subject (change);

  return g_strdup_printf ("'%s' of %s", change->detail_type, subject);
}

void
tarn_core_code_late_event (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnCore *core = data;

  if (tarn_codec_is_reading (codec))
    {
      TarnChange *read = tarn_change_read (codec, core->services);

      if (read != NULL)
        event->subject = tarn_numbered_add (&core->late_events, read);
    }
  else
    tarn_change_put (tarn_numbered_get (&core->late_events, event->subject), codec, core->services);
}
