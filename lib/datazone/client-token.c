/* SPDX-License-Identifier: MIT */
#include "datazone/client-token.h"

#include "runs/run.h"

enum
{
  PLACES_KEPT = 64,
};

void
tarn_client_tokens_init (TarnClientTokens *tokens)
{
  tarn_name_table_init (&tokens->names);
  tokens->tokens = g_array_new (FALSE, FALSE, sizeof (TarnClientToken));
  tokens->oldest = tokens->newest = tokens->free = TARN_NO_RUN;
  tokens->n_used = 0;
}

void
tarn_client_tokens_clear (TarnClientTokens *tokens)
{
  for (guint i = 0; i < tokens->tokens->len; i++)
    g_clear_pointer (&tarn_client_tokens_get (tokens, i)->name, tarn_name_unref);
  g_clear_pointer (&tokens->tokens, g_array_unref);
  tarn_name_table_clear (&tokens->names);
}

gboolean
tarn_client_tokens_is_named (const TarnClientTokens *tokens, guint32 position)
{
  guint32 found;

  return tarn_name_table_lookup (&tokens->names, tarn_client_tokens_get (tokens, position)->name,
                                 &found)
         && found == position;
}

/*
 * A name goes into the table of the copy only if the name still finds its token in @from. Such a token is
 * always listed.
 */
void
tarn_client_tokens_copy (TarnClientTokens *tokens, const TarnClientTokens *from)
{
  g_array_append_vals (tokens->tokens, from->tokens->data, from->tokens->len);
  tokens->oldest = from->oldest;
  tokens->newest = from->newest;
  tokens->free = from->free;
  tokens->n_used = from->n_used;
  for (guint32 position = 0; position < from->tokens->len; position++)
    {
      TarnName *name = tarn_client_tokens_get (from, position)->name;

      if (name == NULL)
        continue;
      tarn_name_ref (name);
      if (tarn_client_tokens_is_named (from, position))
        tarn_name_table_insert (&tokens->names, name, position);
    }
}

/* Gives the memory back when there is no token left that has a place. */
static void
drop_places (TarnClientTokens *tokens)
{
  g_array_unref (tokens->tokens);
  tokens->tokens = g_array_new (FALSE, FALSE, sizeof (TarnClientToken));
  tokens->free = TARN_NO_RUN;
}

static void
free_if_unused (TarnClientTokens *tokens, guint32 position)
{
  TarnClientToken *token = tarn_client_tokens_get (tokens, position);

  if (token->is_listed || token->is_held)
    return;

  g_clear_pointer (&token->name, tarn_name_unref);
  token->next = tokens->free;
  tokens->free = position;
  if (--tokens->n_used == 0 && tokens->tokens->len > PLACES_KEPT)
    drop_places (tokens);
}

/* If another token has replaced this one, the name finds that token, and the name must stay in the table. */
static void
forget_name (TarnClientTokens *tokens, guint32 position)
{
  if (tarn_client_tokens_is_named (tokens, position))
    tarn_name_table_remove (&tokens->names, tarn_client_tokens_get (tokens, position)->name);
}

void
tarn_client_tokens_expire (TarnClientTokens *tokens, gint64 lifetime_us, gint64 now_us)
{
  while (tokens->oldest != TARN_NO_RUN)
    {
      guint32 position = tokens->oldest;
      TarnClientToken *token = tarn_client_tokens_get (tokens, position);

      if (!tarn_client_token_has_expired (token, lifetime_us, now_us))
        return;

      tokens->oldest = token->next;
      if (tokens->oldest == TARN_NO_RUN)
        tokens->newest = TARN_NO_RUN;
      forget_name (tokens, position);
      token->is_listed = FALSE;
      free_if_unused (tokens, position);
    }
}

const TarnClientToken *
tarn_client_tokens_find (const TarnClientTokens *tokens, const char *user_id, const char *token)
{
  const char *parts[] = { user_id, token };
  TarnName key;
  guint32 position;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  if (!tarn_name_table_lookup (&tokens->names, &key, &position))
    return NULL;

  return tarn_client_tokens_get (tokens, position);
}

static guint32
take_place (TarnClientTokens *tokens)
{
  guint32 position = tokens->free;

  tokens->n_used++;
  if (position != TARN_NO_RUN)
    {
      tokens->free = tarn_client_tokens_get (tokens, position)->next;
      return position;
    }

  position = tokens->tokens->len;
  g_array_set_size (tokens->tokens, position + 1);
  return position;
}

static guint32
hold (TarnClientTokens *tokens, const char *user_id, const char *text, gint64 given_us)
{
  const char *parts[] = { user_id, text };
  guint32 position = take_place (tokens);

  *tarn_client_tokens_get (tokens, position) = (TarnClientToken){
    .name = tarn_name_new (parts, G_N_ELEMENTS (parts)),
    .given_us = given_us,
    .is_held = TRUE,
    .next = TARN_NO_RUN,
  };

  return position;
}

guint32
tarn_client_tokens_add (TarnClientTokens *tokens, const char *user_id, const char *text,
                        gint64 given_us)
{
  guint32 position = hold (tokens, user_id, text, given_us);
  TarnClientToken *token = tarn_client_tokens_get (tokens, position);

  token->is_listed = TRUE;
  tarn_name_table_remove (&tokens->names, token->name);
  tarn_name_table_insert (&tokens->names, token->name, position);

  if (tokens->newest != TARN_NO_RUN)
    tarn_client_tokens_get (tokens, tokens->newest)->next = position;
  else
    tokens->oldest = position;
  tokens->newest = position;

  return position;
}

guint32
tarn_client_tokens_add_expired (TarnClientTokens *tokens, const char *user_id, const char *text)
{
  return hold (tokens, user_id, text, 0);
}

void
tarn_client_tokens_release (TarnClientTokens *tokens, guint32 position)
{
  tarn_client_tokens_get (tokens, position)->is_held = FALSE;
  free_if_unused (tokens, position);
}
