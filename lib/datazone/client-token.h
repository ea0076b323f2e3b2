/* SPDX-License-Identifier: MIT */
/*
 * The client tokens of Start: each stands for the run it started until it expires, for one user of
 * one domain. They expire in the order in which they were given, so old ones are forgotten as new
 * ones come.
 */
#pragma once

#include "datazone/metadata-type.h"
#include "kernel/names.h"

typedef struct
{
  TarnName *name; /* the user's id and the token; NULL for a free place */
  guint32 run;
  guint64 run_sequence; /* by which a run that was forgotten is known */
  gint64 given_us;
  guint32 requested_revision; /* 0 for the newest */
  gboolean is_listed;         /* it has not expired */
  gboolean is_held;           /* its run has not ended */
  guint32 next;               /* given after it, or the next free place */
} TarnClientToken;

typedef struct
{
  TarnNameTable names;
  GArray *tokens; /* TarnClientToken */
  guint32 oldest;
  guint32 newest;
  guint32 free;
} TarnClientTokens;

void tarn_client_tokens_init (TarnClientTokens *tokens);
void tarn_client_tokens_clear (TarnClientTokens *tokens);

/* @tokens is new. */
void tarn_client_tokens_copy (TarnClientTokens *tokens, const TarnClientTokens *from);

static inline gboolean
tarn_client_token_has_expired (const TarnClientToken *token, gint64 lifetime_us, gint64 now_us)
{
  return now_us - token->given_us >= lifetime_us;
}

/* Forgets those that were given @lifetime_us ago or before. */
void tarn_client_tokens_expire (TarnClientTokens *tokens, gint64 lifetime_us, gint64 now_us);

/* NULL if the user has not given that token. */
const TarnClientToken *tarn_client_tokens_find (const TarnClientTokens *tokens, const char *user_id,
                                                const char *token);

/* A new token, which replaces what it stood for; its run is told with the rest by the caller. */
guint32 tarn_client_tokens_add (TarnClientTokens *tokens, const char *user_id, const char *token,
                                gint64 given_us);

/* One that stands for nothing any more, but whose run has not ended; for what is restored. */
guint32 tarn_client_tokens_add_expired (TarnClientTokens *tokens, const char *user_id,
                                        const char *token);

static inline TarnClientToken *
tarn_client_tokens_get (const TarnClientTokens *tokens, guint32 token)
{
  return &g_array_index (tokens->tokens, TarnClientToken, token);
}

/* Whether the token is what its name stands for: it was neither replaced nor forgotten. */
gboolean tarn_client_tokens_is_named (const TarnClientTokens *tokens, guint32 token);

/* The run of the token has ended. */
void tarn_client_tokens_release (TarnClientTokens *tokens, guint32 token);
