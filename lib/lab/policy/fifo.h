/* SPDX-License-Identifier: MIT */
/* Requests that wait, first in, first out, in a ring that grows. */
#pragma once

#include "lab/policy/part.h"

typedef struct
{
  TarnLabWaiting *items;
  guint size; /* a power of two; 0 at first */
  guint first;
  guint length;
} TarnLabFifo;

void tarn_lab_fifo_init_copy (TarnLabFifo *fifo, const TarnLabFifo *from);
void tarn_lab_fifo_clear (TarnLabFifo *fifo);
void tarn_lab_fifo_push (TarnLabFifo *fifo, TarnLabWaiting waiting);
/* Puts back what was taken first. */
void tarn_lab_fifo_push_front (TarnLabFifo *fifo, TarnLabWaiting waiting);
/* Puts a request among those that wait, behind those that are not younger. */
void tarn_lab_fifo_insert (TarnLabFifo *fifo, TarnLabWaiting waiting);
/* The fifo must not be empty. */
TarnLabWaiting tarn_lab_fifo_pop (TarnLabFifo *fifo);
