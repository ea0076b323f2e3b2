/* SPDX-License-Identifier: MIT */
/*
 * The client tokens of Start. A token belongs to one user of one domain, and stands for the run that it
 * started until the token expires. Tokens expire in the order in which they were given. They are removed when
 * a run starts or ends, and before the room is saved.
 */
#pragma once

#include "datazone/metadata-type.h"
#include "kernel/names.h"

typedef struct
{
  TarnName *name; /* the user's id and the token's text; NULL for a free place */
  guint32 run;
  guint64 run_sequence; /* differs from that of the record once the run was removed */
  gint64 given_us;
  guint32 requested_revision; /* 0 if the call asked for the newest */
  gboolean is_listed;         /* the token has not expired */
  gboolean is_held;           /* the run has not ended */
  guint32 next;               /* the token given next, or the next free place */
} TarnClientToken;

typedef struct
{
  TarnNameTable names;
  GArray *tokens; /* TarnClientToken */
  guint32 n_used; /* without the free places */
  guint32 oldest;
  guint32 newest;
  guint32 free;
} TarnClientTokens;

void tarn_client_tokens_init (TarnClientTokens *tokens);
void tarn_client_tokens_clear (TarnClientTokens *tokens);

/* @tokens must be new. */
void tarn_client_tokens_copy (TarnClientTokens *tokens, const TarnClientTokens *from);

static inline gboolean
tarn_client_token_has_expired (const TarnClientToken *token, gint64 lifetime_us, gint64 now_us)
{
  return now_us - token->given_us >= lifetime_us;
}

/* Removes the tokens that were given @lifetime_us ago or earlier. */
void tarn_client_tokens_expire (TarnClientTokens *tokens, gint64 lifetime_us, gint64 now_us);

/* Returns NULL if the user has not given that token. */
const TarnClientToken *tarn_client_tokens_find (const TarnClientTokens *tokens, const char *user_id,
                                                const char *token);

/*
 * Adds a token and returns its position. It replaces an earlier token of the same user and text. The caller
 * fills in the run, its sequence and the requested revision.
 */
guint32 tarn_client_tokens_add (TarnClientTokens *tokens, const char *user_id, const char *token,
                                gint64 given_us);

/* Adds a token that is restored: it no longer stands for its run, but the run has not ended. */
guint32 tarn_client_tokens_add_expired (TarnClientTokens *tokens, const char *user_id,
                                        const char *token);

static inline TarnClientToken *
tarn_client_tokens_get (const TarnClientTokens *tokens, guint32 token)
{
  return &g_array_index (tokens->tokens, TarnClientToken, token);
}

/* Returns whether the token's name still finds it: the token was neither replaced nor removed. */
gboolean tarn_client_tokens_is_named (const TarnClientTokens *tokens, guint32 token);

/* The caller calls this when the run of the token has ended. */
void tarn_client_tokens_release (TarnClientTokens *tokens, guint32 token);
