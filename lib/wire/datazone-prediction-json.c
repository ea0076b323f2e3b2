/* SPDX-License-Identifier: MIT */
/* Reads the input and writes the output of DataZone's operations that accept and reject predictions. */
#include <string.h>
#include <tarn/tarn-domain.h>

#include "wire/datazone-json.h"
#include "wire/json-writer.h"
#include "wire/query.h"

typedef struct
{
  const json_t *rule;
  const char *behavior;
  const json_t *threshold;
  const json_t *choices;
} PredictionInput;

typedef struct
{
  const char *target;
  gint64 choice;
  GArray *choices; /* gint64; NULL for none */
  const char *edited_value;
} Choice;

static void
clear_choice (Choice *choice)
{
  g_clear_pointer (&choice->choices, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, clear_choice)

/* The two operations differ in this. */
typedef struct
{
  const char *rule;
  const char *choices;
  const char *revision; /* the member of the output */
  const TarnWireMember *members;
  const TarnWireMember *choice_members;
  char *(*perform) (TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
                    const char *revision, TarnPredictionChoices *choices, GError **error);
} Kind;

#define MEMBER(Type, name, type, field)                                                            \
  {                                                                                                \
    name, TARN_WIRE_##type, G_STRUCT_OFFSET (Type, field)                                          \
  }

static const TarnWireMember accept_members[]
    = { MEMBER (PredictionInput, "acceptRule", OBJECT, rule),
        MEMBER (PredictionInput, "acceptChoices", OBJECTS, choices),
        { NULL } };
static const TarnWireMember accept_choice_members[]
    = { MEMBER (Choice, "predictionTarget", TEXT, target),
        MEMBER (Choice, "predictionChoice", INTEGER, choice),
        MEMBER (Choice, "editedValue", TEXT, edited_value),
        { NULL } };
static const TarnWireMember reject_members[]
    = { MEMBER (PredictionInput, "rejectRule", OBJECT, rule),
        MEMBER (PredictionInput, "rejectChoices", OBJECTS, choices),
        { NULL } };
static const TarnWireMember reject_choice_members[]
    = { MEMBER (Choice, "predictionTarget", TEXT, target),
        MEMBER (Choice, "predictionChoices", INTEGERS, choices),
        { NULL } };
static const TarnWireMember rule_members[]
    = { MEMBER (PredictionInput, "rule", TEXT, behavior),
        MEMBER (PredictionInput, "threshold", NUMBER, threshold),
        { NULL } };

static const Kind acceptance = {
  "acceptRule",   "acceptChoices",       "revision",
  accept_members, accept_choice_members, tarn_datazone_client_accept_predictions,
};
static const Kind rejection = {
  "rejectRule",   "rejectChoices",       "assetRevision",
  reject_members, reject_choice_members, tarn_datazone_client_reject_predictions,
};

/* --- Choices ---------------------------------------------------------------------------------- */

/* The number -1 means in the library that the choice has none, so a request must not set it. */
static gint
clamp_choice (gint64 choice)
{
  return choice < 0 ? G_MININT : (gint) MIN (choice, G_MAXINT);
}

static gboolean
add_choice (TarnPredictionChoices *choices, const json_t *item, const Kind *kind, GError **error)
{
  g_auto (Choice) choice = { .choice = TARN_WIRE_NO_INTEGER };

  if (!tarn_wire_json_read (item, kind->choices, kind->choice_members, &choice, error))
    return FALSE;

  for (guint i = 0; choice.choices != NULL && i < choice.choices->len; i++)
    tarn_prediction_choices_add (choices, choice.target,
                                 clamp_choice (g_array_index (choice.choices, gint64, i)), NULL);
  if (choice.choices == NULL)
    tarn_prediction_choices_add (choices, choice.target,
                                 choice.choice == TARN_WIRE_NO_INTEGER
                                     ? -1
                                     : clamp_choice (choice.choice),
                                 choice.edited_value);
  return TRUE;
}

static gboolean
read_rule (TarnPredictionChoices *choices, const PredictionInput *input, const Kind *kind,
           GError **error)
{
  if (input->behavior == NULL || strcmp (input->behavior, "NONE") == 0)
    return TRUE;
  if (strcmp (input->behavior, "ALL") == 0)
    {
      tarn_prediction_choices_set_all (choices, TRUE);
      return TRUE;
    }

  g_autofree char *member = g_strconcat (kind->rule, ".rule", NULL);
  return tarn_wire_datazone_refuse (error, member,
                                    "Member must satisfy enum value set: [ALL, NONE]");
}

static TarnPredictionChoices *
read_choices (const TarnWireCall *call, const Kind *kind, GError **error)
{
  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();
  PredictionInput input = { NULL };
  gsize i;
  json_t *item;

  if (!tarn_wire_json_read (call->input, NULL, kind->members, &input, error)
      || !tarn_wire_json_read (input.rule, kind->rule, rule_members, &input, error)
      || !read_rule (choices, &input, kind, error))
    return NULL;

  json_array_foreach ((json_t *) input.choices, i,
                      item) if (!add_choice (choices, item, kind, error)) return NULL;
  return g_steal_pointer (&choices);
}

/* --- The operations --------------------------------------------------------------------------- */

static gboolean
perform (TarnWireCall *call, const Kind *kind, GError **error)
{
  g_autofree char *revision = NULL;

  if (!tarn_wire_query_read (call->request.query, "revision", &revision, error))
    return FALSE;

  g_autoptr (TarnPredictionChoices) choices = read_choices (call, kind, error);
  if (choices == NULL)
    return FALSE;

  g_autofree char *newest = kind->perform (call->key->datazone, call->labels[0], call->labels[1],
                                           revision, choices, error);
  if (newest == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_add_text (call->output, "domainId", call->labels[0]);
  tarn_wire_json_add_text (call->output, "assetId", call->labels[1]);
  tarn_wire_json_add_text (call->output, kind->revision, newest);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

gboolean
tarn_wire_datazone_accept_predictions (TarnWireCall *call, GError **error)
{
  return perform (call, &acceptance, error);
}

gboolean
tarn_wire_datazone_reject_predictions (TarnWireCall *call, GError **error)
{
  return perform (call, &rejection, error);
}
