/* SPDX-License-Identifier: MIT */
/*
 * The errors of a service. Each service has its own error domain, with a code for each exception. An error
 * also says whether the service answered with it, or whether the service's reply was lost.
 */
#pragma once

#include <glib-object.h>

typedef struct
{
  const char *name;
  guint status; /* HTTP status */
  gint code;    /* in the service's error domain */
} TarnException;

typedef struct
{
  GQuark (*quark) (void);
  const TarnException *exceptions;
  guint n_exceptions;
  gint invalid_input; /* the code for an argument that violates a constraint */
  gint throttling;    /* the code for a call over the rate limit */
  gint lost_reply;    /* the code for a call whose reply was lost */
  /* Marks an error with that code, because the service can also answer with the same code. */
  void (*mark_reply_lost) (GError *error);
} TarnServiceErrors;

typedef struct
{
  gboolean is_reply_lost;
  gboolean is_from_federation_source;
} TarnServiceErrorPrivate;

const TarnException *tarn_service_errors_find (const TarnServiceErrors *errors, gint code);

/* Defines the error domain and its public functions. @errors describes the domain. */
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
