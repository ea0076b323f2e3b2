/* SPDX-License-Identifier: MIT */
/* The requests of views that wait for the end of an earlier request of the same view. */
#pragma once

#include "lab/policy/part.h"
#include "lab/policy/fifo.h"

typedef struct
{
  gboolean is_busy;  /* a request waits among those that can start, or runs */
  TarnLabFifo later; /* the requests after that one */
} TarnLabBacklogOfView;

typedef struct
{
  TarnLabBacklogOfView *views; /* up to the last view of the policy; NULL if nothing ever waits */
  guint n_views;
} TarnLabBacklog;

void tarn_lab_backlog_init (TarnLabBacklog *backlog, const TarnLabLake *lake);
void tarn_lab_backlog_init_copy (TarnLabBacklog *backlog, const TarnLabBacklog *from);
void tarn_lab_backlog_clear (TarnLabBacklog *backlog);
/* Takes a request. Returns whether it can start, because no earlier one of its view is there. */
gboolean tarn_lab_backlog_push (TarnLabBacklog *backlog, guint view, gint64 request_us);
/* The earliest request of the view has ended or was given up. Returns whether another can start now, and when that was made. */
gboolean tarn_lab_backlog_pop (TarnLabBacklog *backlog, guint view, gint64 *out_request_us);
