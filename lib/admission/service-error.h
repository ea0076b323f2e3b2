/* SPDX-License-Identifier: MIT */
/*
 * The errors of a service: a domain of its own, with a code for each exception. An error tells beside its
 * code whether the service answered with it, or whether its answer was lost.
 */
#pragma once

#include <glib-object.h>

typedef struct
{
  const char *name;
  guint status; /* HTTP */
  gint code;    /* in the service's error domain */
} TarnException;

typedef struct
{
  GQuark (*quark) (void);
  const TarnException *exceptions;
  guint n_exceptions;
  gint invalid_input; /* the code of a violated constraint */
  gint throttling;    /* the code of too many calls */
  gint lost_reply;    /* the code of a call that was not answered */
  /* Tells an error of that code from one that the service answered. */
  void (*mark_reply_lost) (GError *error);
} TarnServiceErrors;

typedef struct
{
  gboolean is_reply_lost;
  gboolean is_from_federation_source;
} TarnServiceErrorPrivate;

const TarnException *tarn_service_errors_find (const TarnServiceErrors *errors, gint code);

/* Defines the domain and the public functions that every such domain has; @errors describes it. */
#define TARN_DEFINE_SERVICE_ERROR(ErrorName, error_name, errors)                                   \
  typedef TarnServiceErrorPrivate ErrorName##Private;                                              \
                                                                                                   \
  static void error_name##_private_init (ErrorName##Private *private)                              \
  {                                                                                                \
    *private = (ErrorName##Private){ 0 };                                                          \
  }                                                                                                \
                                                                                                   \
  static void error_name##_private_copy (const ErrorName##Private *source,                         \
                                         ErrorName##Private *target)                               \
  {                                                                                                \
    *target = *source;                                                                             \
  }                                                                                                \
                                                                                                   \
  static void error_name##_private_clear (ErrorName##Private *private G_GNUC_UNUSED) {}            \
                                                                                                   \
  G_DEFINE_EXTENDED_ERROR (ErrorName, error_name)                                                  \
                                                                                                   \
  static void error_name##_mark_reply_lost (GError *error)                                         \
  {                                                                                                \
    error_name##_get_private (error)->is_reply_lost = TRUE;                                        \
  }                                                                                                \
                                                                                                   \
  const char *error_name##_get_exception_name (ErrorName code)                                     \
  {                                                                                                \
    const TarnException *exception = tarn_service_errors_find (&errors, (gint) code);              \
                                                                                                   \
    return exception != NULL ? exception->name : NULL;                                             \
  }                                                                                                \
                                                                                                   \
  guint error_name##_get_http_status (ErrorName code)                                              \
  {                                                                                                \
    const TarnException *exception = tarn_service_errors_find (&errors, (gint) code);              \
                                                                                                   \
    return exception != NULL ? exception->status : 0;                                              \
  }                                                                                                \
                                                                                                   \
  gboolean error_name##_is_reply_lost (const GError *error)                                        \
  {                                                                                                \
    g_return_val_if_fail (error != NULL && error->domain == error_name##_quark (), FALSE);         \
                                                                                                   \
    return error_name##_get_private (error)->is_reply_lost;                                        \
  }
