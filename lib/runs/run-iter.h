/* SPDX-License-Identifier: MIT */
/*
 * Goes through all pages of a client's list operation. The rooms of the services build their public iterators
 * on it.
 */
#pragma once

#include <glib-object.h>

enum
{
  TARN_RUN_ITER_FILTERS_MAX = 4,
};

/* Calls the list operation for one page. The filters come in the order in which the iterator got them. */
typedef GPtrArray *(*TarnListRunsFunc) (gpointer client, char *const *filters,
                                        const char *next_token, char **out_next_token,
                                        GError **error);

/* The iterator returns the runs of a page from the beginning of the page. */
typedef struct
{
  GObject *client;
  TarnListRunsFunc list;
  char *filters[TARN_RUN_ITER_FILTERS_MAX]; /* NULL where the caller does not filter */
  GPtrArray *page;                          /* NULL before the first page */
  guint n_returned;
  char *next_token;
} TarnRunIter;

/* Keeps a reference to the client and copies of the filters. */
void tarn_run_iter_init (TarnRunIter *self, gpointer client, TarnListRunsFunc list,
                         const char *const *filters, guint n_filters);
void tarn_run_iter_init_copy (TarnRunIter *self, const TarnRunIter *other);
void tarn_run_iter_clear (TarnRunIter *self);

/*
 * Returns the next run, which the page owns, or NULL: after the last run, or with the error of the list
 * operation. If listing a page fails, the next call lists the same page again.
 */
gpointer tarn_run_iter_next (TarnRunIter *self, GError **error);
