/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnPendingEvent:
 * @time_us: when the event is due
 * @kind: what will happen, such as `refresh end`
 * @subject: (nullable): what the event is about, as text for people, or %NULL if its kind has no subject
 * @is_background: whether tarn_engine_run_until_idle() does not wait for the event
 *
 * A description of an event that is pending.
 *
 * Since: 1.0
 */
typedef struct
{
  gint64 time_us;
  char *kind;
  char *subject;
  gboolean is_background;
} TarnPendingEvent;

#define TARN_TYPE_PENDING_EVENT (tarn_pending_event_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_pending_event_get_type (void) G_GNUC_CONST;

/**
 * tarn_pending_event_copy:
 * @self: a pending event
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnPendingEvent *tarn_pending_event_copy (const TarnPendingEvent *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_pending_event_free:
 * @self: (transfer full): a pending event
 *
 * Frees the pending event.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_pending_event_free (TarnPendingEvent *self);

/**
 * tarn_engine_list_pending:
 * @self: an engine
 * @max: how many events to list at most
 *
 * Lists the pending events in the order in which they would happen. The function walks over all pending
 * events, whatever @max is. A call from another thread than the owner's is a programmer error.
 *
 * Returns: (transfer container) (element-type TarnPendingEvent): the next events; g_ptr_array_unref() frees
 *   the events too
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GPtrArray *tarn_engine_list_pending (TarnEngine *self, guint max) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnPendingEvent, tarn_pending_event_free)

G_END_DECLS
