/* SPDX-License-Identifier: MIT */
/*
 * Writes, reads and describes client tokens. A token was given when its run was started, by the user who
 * started the run, and, if the call named a revision, for the revision of the run. So a snapshot only holds
 * the run, the text, whether the token still stands for the run, and whether the call named a revision. A
 * token that no longer stands for its run, and whose run has ended, has no effect. It is not saved, however
 * long it stays in the list.
 */
#include "datazone/client-token-codec.h"

#include "datazone/value-codec.h"

enum
{
  TOKEN_BYTES_MIN = 4 + 4 + 1 + 1,
};

/* --- Selecting the tokens to save ------------------------------------------------------------- */

/* Returns whether a Start that gives the token again can find its run. */
static gboolean
stands (const TarnDataZone *datazone, guint32 position)
{
  const TarnClientToken *token = tarn_client_tokens_get (&datazone->tokens, position);
  const TarnRun *record = &tarn_datazone_get_record (datazone, token->run)->run;

  return token->is_listed && record->sequence == token->run_sequence
         && tarn_client_tokens_is_named (&datazone->tokens, position)
         && !tarn_client_token_has_expired (token, datazone->token_lifetime_us,
                                            tarn_datazone_get_now (datazone));
}

static gint
compare_sequences (gconstpointer a, gconstpointer b, gpointer data)
{
  const TarnClientTokens *tokens = data;
  guint64 x = tarn_client_tokens_get (tokens, *(const guint32 *) a)->run_sequence;
  guint64 y = tarn_client_tokens_get (tokens, *(const guint32 *) b)->run_sequence;

  return x < y ? -1 : x > y ? 1 : 0;
}

/* Lists the positions of the tokens to save, in the order in which the tokens were given. */
static GArray *
list_saved (TarnDataZone *datazone)
{
  TarnClientTokens *tokens = &datazone->tokens;
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 position = 0; position < tokens->tokens->len; position++)
    {
      const TarnClientToken *token = tarn_client_tokens_get (tokens, position);

      if (token->name != NULL && (token->is_held || stands (datazone, position)))
        g_array_append_val (positions, position);
    }

  g_array_sort_with_data (positions, compare_sequences, tokens);
  return positions;
}

/* --- One token -------------------------------------------------------------------------------- */

/* The values of a token that a snapshot holds. */
typedef struct
{
  guint32 run;
  char *text;
  gboolean stands;
  gboolean names_revision;
} TokenValues;

static void
code_values (const TarnDataZone *datazone, TarnCodec *codec, TokenValues *values,
             const char *run_id)
{
  tarn_datazone_code_position (codec, "run", &values->run, datazone->room.runs.store.n_places,
                               run_id);
  tarn_datazone_code_member (codec, "token", TARN_DATAZONE_START_RUN, "clientToken", &values->text);
  tarn_codec_boolean (codec, "stands", &values->stands);
  tarn_codec_boolean (codec, "names-revision", &values->names_revision);
}

static void
put_token (TarnDataZone *datazone, TarnCodec *codec, guint32 position)
{
  const TarnClientToken *token = tarn_client_tokens_get (&datazone->tokens, position);
  TokenValues values = {
    .run = token->run,
    .text = (char *) token->name->parts[1],
    .stands = stands (datazone, position),
    .names_revision = token->requested_revision != 0,
  };
  char id[TARN_CODE_LENGTH + 1];

  tarn_identifier_format_code (&tarn_datazone_get_record (datazone, token->run)->run.id, id);
  tarn_codec_label (codec, id);
  code_values (datazone, codec, &values, id);
}

/* @sequence is the sequence of the run of the previous token; 0 if there is none. */
static gboolean
check_token (const TarnDataZone *datazone, TarnCodec *codec, const TokenValues *read,
             guint64 sequence)
{
  if (!tarn_codec_is_ok (codec))
    return FALSE;

  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, read->run);
  gboolean is_over
      = tarn_datazone_get_now (datazone) - record->run.creation_us >= datazone->token_lifetime_us;

  if (!tarn_codec_check (codec, record->run.sequence > sequence, "run",
                         "is none, or is not after that of the token before")
      || !tarn_codec_check (codec, record->user != TARN_SYSTEM_USER, "run",
                            "was started by the service, which gives no token"))
    return FALSE;
  if (!read->stands)
    return tarn_codec_check (codec, record->run.active != TARN_NO_RUN, "stands",
                             "is not so, and the run has ended");

  const char *user_id = tarn_domains_get_user (&datazone->domains, record->user)->id_text;
  return tarn_codec_check (codec, !is_over, "stands", "is so, but its time is over")
         && tarn_codec_check (codec,
                              tarn_client_tokens_find (&datazone->tokens, user_id, read->text)
                                  == NULL,
                              "token", "stands for two runs of the user");
}

static void
add_token (TarnDataZone *datazone, const TokenValues *read)
{
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, read->run);
  const char *user_id = tarn_domains_get_user (&datazone->domains, record->user)->id_text;
  guint32 position = read->stands
                         ? tarn_client_tokens_add (&datazone->tokens, user_id, read->text,
                                                   record->run.creation_us)
                         : tarn_client_tokens_add_expired (&datazone->tokens, user_id, read->text);
  TarnClientToken *token = tarn_client_tokens_get (&datazone->tokens, position);

  token->run = read->run;
  token->run_sequence = record->run.sequence;
  token->requested_revision = read->names_revision ? record->revision : 0;
  if (record->run.active != TARN_NO_RUN)
    tarn_datazone_get_active (datazone, record)->client_token = position;
  else
    tarn_client_tokens_release (&datazone->tokens, position);
}

static void
read_token (TarnDataZone *datazone, TarnCodec *codec, guint64 *sequence)
{
  TokenValues read = { .text = NULL };

  code_values (datazone, codec, &read, NULL);
  if (check_token (datazone, codec, &read, *sequence))
    {
      add_token (datazone, &read);
      *sequence = tarn_datazone_get_record (datazone, read.run)->run.sequence;
    }
  g_free (read.text);
}

/* --- All tokens ------------------------------------------------------------------------------- */

void
tarn_client_tokens_code (TarnDataZone *datazone, TarnCodec *codec)
{
  g_autoptr (GArray) positions = list_saved (datazone);
  guint64 sequence = 0;

  tarn_codec_for_each (codec, i, "client-tokens", "client-token", positions->len, TOKEN_BYTES_MIN)
    {
      if (tarn_codec_is_reading (codec))
        read_token (datazone, codec, &sequence);
      else
        put_token (datazone, codec, g_array_index (positions, guint32, i));
    }
}
