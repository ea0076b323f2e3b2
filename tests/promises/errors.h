/* SPDX-License-Identifier: MIT */
/*
 * Tests of the lists of errors in the public headers. A list is a table of faults, in the order in which the
 * operation checks them. Each fault alone must give its error. Of each two faults at once, the first in the
 * table must give its error. A call that fails must leave the digest of the engine as it was.
 */
#pragma once

#include "worlds/helper-thread.h"
#include "worlds/set-up.h"

#include "promise.h"

typedef struct _ErrorCall ErrorCall;

/* What a fault needs. Of faults that need the same, a call can have only one. */
enum
{
  USES_NOTHING = 0,
  USES_THREAD = 1 << 0,
  USES_CONDITION = 1 << 1,
  USES_CATALOG = 1 << 2,
  USES_DATABASE = 1 << 3,
  USES_TABLE = 1 << 4,
  USES_INPUT = 1 << 5,
  USES_TOKEN = 1 << 6,
  USES_RATE = 1 << 7,
  USES_PLAN = 1 << 8,
  USES_STATEMENT = 1 << 9,
  USES_RUN = 1 << 10,
  USES_LIMIT = 1 << 11,
  USES_PAGE = 1 << 12,
  USES_TYPE = 1 << 13,
  USES_TARGET = 1 << 14,
  USES_PROJECT = 1 << 15,
  USES_CLIENT = 1 << 16,
  USES_DOMAIN = USES_CATALOG,
  USES_NAME = USES_DATABASE,
  USES_ASSET = USES_TABLE,
  /* The rate or the fault plan has counted the call, so the digest may change. */
  IS_COUNTED = 1 << 17,
  /* The call took effect, and only its reply is lost. */
  IS_LOST = 1 << 18,

  USES_MASK = IS_COUNTED - 1,
};

typedef struct
{
  const char *text; /* the promise */
  GQuark (*domain) (void);
  int code;
  guint uses;
  void (*spoil) (ErrorCall *call);
  /* How the message begins, or NULL. Where two faults have the same code, this says which was found. */
  const char *begins;
} ErrorRow;

typedef struct
{
  const ErrorRow *rows;
  guint n_rows;
  void (*prepare) (ErrorCall *call); /* or NULL */
  gboolean (*perform) (ErrorCall *call, GError **error);
  const char *name; /* as the service spells it */
  const char *rate; /* the option, or NULL */
} ErrorList;

/* What a call of every service has. Each service's call begins with this. */
typedef struct
{
  TarnEngine *engine; /* borrowed */
  const ErrorList *list;
  GError *error;
  gboolean is_in_thread;
  gboolean is_in_condition;
  gboolean is_done;
} ErrorBase;

static ErrorCall *error_call_new (void);
static void error_call_free (ErrorCall *call);

static inline void
spoil_thread (ErrorCall *call)
{
  ((ErrorBase *) call)->is_in_thread = TRUE;
}

static inline void
spoil_condition (ErrorCall *call)
{
  ((ErrorBase *) call)->is_in_condition = TRUE;
}

static inline void
spoil_rate (ErrorCall *call)
{
  const ErrorBase *base = (ErrorBase *) call;

  engine_set (base->engine, base->list->rate, 0);
}

static inline void
set_rule (ErrorCall *call, const char *keys)
{
  const ErrorBase *base = (ErrorBase *) call;
  g_autofree char *text = g_strdup_printf ("[rule]\noperation=%s\n%s\n", base->list->name, keys);

  engine_add_faults (base->engine, text);
}

static inline void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static inline void
spoil_filled (ErrorCall *call)
{
  set_rule (call, "do=fill-limit\nduration-us=1000000");
}

static inline void
spoil_ended (ErrorCall *call)
{
  engine_drain (((ErrorBase *) call)->engine);
}

static inline void
spoil_reply (ErrorCall *call)
{
  set_rule (call, "do=lose-reply");
}

static inline void
error_call_perform (gpointer data)
{
  ErrorBase *base = data;

  base->is_done = base->list->perform (data, &base->error);
}

static inline void
error_call_perform_in_thread (ErrorCall *call)
{
  HelperThread helper;

  helper_thread_start (&helper);
  helper_thread_run (&helper, error_call_perform, call);
  helper_thread_stop (&helper);
}

static inline gboolean
error_call_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ErrorBase *base = data;

  if (base->is_in_thread)
    error_call_perform_in_thread (data);
  else
    error_call_perform (data);
  return TRUE;
}

static inline void
error_call_make (ErrorCall *call)
{
  ErrorBase *base = (ErrorBase *) call;

  if (base->is_in_condition)
    g_assert_true (tarn_engine_run_until (base->engine, error_call_condition, call,
                                          TARN_NO_DEADLINE, NULL, NULL, NULL));
  else
    error_call_condition (base->engine, call);
}

/* What refuses calls, which other faults may need to make. */
static inline gboolean
is_hindrance (const ErrorRow *row)
{
  return (row->uses & (USES_RATE | USES_PLAN | USES_STATEMENT | USES_CLIENT)) != 0;
}

/* Spoils a call in one or two ways. */
static inline void
assert_first_error (const ErrorList *list, const ErrorRow *first, const ErrorRow *second)
{
  ErrorCall *call = error_call_new ();
  ErrorBase *base = (ErrorBase *) call;
  guint uses = first->uses | (second != NULL ? second->uses : 0);
  gboolean may_count = (first->uses & IS_COUNTED) != 0 && (uses & (USES_RATE | USES_PLAN)) != 0;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 now_us;

  base->list = list;
  if (list->prepare != NULL)
    list->prepare (call);
  if (!is_hindrance (first))
    first->spoil (call);
  if (second != NULL)
    second->spoil (call);
  if (is_hindrance (first))
    first->spoil (call);
  before = get_digest (base->engine);
  now_us = tarn_engine_get_now (base->engine);
  error_call_make (call);

  g_assert_false (base->is_done);
  if (base->error == NULL || base->error->domain != first->domain ()
      || base->error->code != first->code)
    g_test_message ("with: %s", second != NULL ? second->text : "nothing else");
  g_assert_error (base->error, first->domain (), first->code);
  if (first->begins != NULL && !g_str_has_prefix (base->error->message, first->begins))
    g_assert_cmpstr (base->error->message, ==, first->begins);
  after = get_digest (base->engine);
  g_assert_cmpint (tarn_engine_get_now (base->engine), ==, now_us);
  if (!may_count && (first->uses & IS_LOST) == 0)
    g_assert_cmpstr (after, ==, before);
  error_call_free (call);
}

static inline gboolean
can_be_at_once (const ErrorRow *first, const ErrorRow *second)
{
  gboolean is_same_code = first->domain () == second->domain () && first->code == second->code;

  if (is_same_code && g_strcmp0 (first->begins, second->begins) == 0)
    return FALSE;
  if (is_same_code && (first->begins == NULL || second->begins == NULL))
    return FALSE;
  return (first->uses & second->uses & USES_MASK) == 0;
}

typedef struct
{
  const ErrorList *list;
  const ErrorRow *row;
} ErrorTest;

static inline void
test_error (gconstpointer data)
{
  const ErrorTest *test = data;

  assert_first_error (test->list, test->row, NULL);
}

static inline void
test_order (gconstpointer data)
{
  const ErrorList *list = data;
  guint n_pairs = 0;

  for (guint i = 0; i < list->n_rows; i++)
    for (guint j = i + 1; j < list->n_rows; j++)
      if (can_be_at_once (&list->rows[i], &list->rows[j]))
        {
          assert_first_error (list, &list->rows[i], &list->rows[j]);
          n_pairs++;
        }
  g_assert_cmpuint (n_pairs, >, 0);
}

/* Without any fault the call succeeds, so that the faults are what makes it fail. */
static inline void
test_no_error (gconstpointer data)
{
  const ErrorList *list = data;
  ErrorCall *call = error_call_new ();
  ErrorBase *base = (ErrorBase *) call;

  base->list = list;
  if (list->prepare != NULL)
    list->prepare (call);
  error_call_make (call);
  g_assert_no_error (base->error);
  g_assert_true (base->is_done);
  error_call_free (call);
}

/* Adds a test for each row, one for their order, and one for the call without faults. */
static inline void
add_errors (const ErrorList *list)
{
  g_auto (GStrv) parts = g_strsplit (list->rows[0].text, ": ", 3);
  g_autofree char *order
      = g_strdup_printf ("/%s/%s/Errors, in the order they are checked", parts[0], parts[1]);
  g_autofree char *none = g_strdup_printf ("/%s/%s/no error", parts[0], parts[1]);

  for (guint i = 0; i < list->n_rows; i++)
    {
      const Promise promise = { .text = list->rows[i].text };
      g_autofree char *path = promise_dup_path (&promise);
      ErrorTest *test = g_new (ErrorTest, 1);

      *test = (ErrorTest){ .list = list, .row = &list->rows[i] };
      g_test_add_data_func_full (path, test, test_error, g_free);
    }
  g_test_add_data_func (order, list, test_order);
  g_test_add_data_func (none, list, test_no_error);
}
