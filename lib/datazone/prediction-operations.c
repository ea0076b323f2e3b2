/* SPDX-License-Identifier: MIT */
/*
 * The operations AcceptPredictions and RejectPredictions. They find what a call decides before they change anything,
 * because a choice that is wrong must leave the asset as it was.
 */
#include <tarn/tarn-domain.h>

#include "datazone/datazone-client.h"
#include "datazone/datazone-operations.h"
#include "datazone/suggestions.h"
#include "kernel/fail.h"

/* A suggestion about which a call decides. */
typedef struct
{
  guint type;
  guint field;
} Decided;

/* A suggestion was accepted or rejected so, by this call or by an earlier one. */
typedef struct
{
  TarnDecision decision;
  const char *text; /* accepted; borrowed */
} Fate;

typedef struct
{
  const TarnCall *call;
  const TarnPredictionChoices *choices;
  const char *list; /* the member in which the service has the choices */
  gboolean accepts;
  TarnAssetRevision *revision;
  GPtrArray
      *texts[TARN_N_METADATA_TYPES];    /* for each field what is suggested; NULL if nothing is */
  GArray *fates[TARN_N_METADATA_TYPES]; /* Fate of each field */
  GArray *decided;                      /* Decided, by this call */
} Deciding;

static void
clear_deciding (Deciding *self)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      g_clear_pointer (&self->texts[i], g_ptr_array_unref);
      g_clear_pointer (&self->fates[i], g_array_unref);
    }
  g_clear_pointer (&self->decided, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deciding, clear_deciding)

/* --- What a call decides ---------------------------------------------------------------------- */

static Fate *
get_fate (const Deciding *self, guint type, guint field)
{
  return &g_array_index (self->fates[type], Fate, field);
}

static void
decide (Deciding *self, guint type, guint field, const char *text)
{
  Decided decided = { type, field };

  g_array_append_val (self->decided, decided);
  *get_fate (self, type, field)
      = (Fate){ self->accepts ? TARN_ACCEPTED : TARN_REJECTED, self->accepts ? text : NULL };
}

/* Lists what is suggested for the revision, and what was decided before. */
static void
begin (Deciding *self, TarnDomain *domain)
{
  guint n_fields = self->revision->columns->len + 1;

  self->decided = g_array_new (FALSE, FALSE, sizeof (Decided));
  for (guint type = 0; type < TARN_N_METADATA_TYPES; type++)
    {
      if (!self->revision->suggested_by[type].is_made)
        continue;

      self->texts[type] = tarn_suggestions_list_texts (self->revision, type, domain);
      self->fates[type] = g_array_sized_new (FALSE, TRUE, sizeof (Fate), n_fields);
      g_array_set_size (self->fates[type], n_fields);
      for (guint field = 0; self->revision->verdicts[type] != NULL && field < n_fields; field++)
        {
          const TarnVerdict *verdict
              = tarn_asset_revision_peek_verdict (self->revision, type, field);

          *get_fate (self, type, field) = (Fate){ verdict->decision, verdict->text };
        }
    }
}

static gboolean
has_suggestion (const Deciding *self, guint type, const char *target, guint *out_field)
{
  return self->texts[type] != NULL && tarn_suggestions_parse_path (type, target, out_field)
         && *out_field < self->texts[type]->len && self->texts[type]->pdata[*out_field] != NULL;
}

static gboolean
refuse_other (const Deciding *self, const char *target)
{
  return tarn_fail (self->call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT,
                    "The suggestion for %s was %s before", target,
                    self->accepts ? "rejected, or accepted with another text," : "accepted");
}

/* A rejection that is repeated, and an acceptance of the same text, change nothing. */
static gboolean
choose (Deciding *self, guint type, guint field, const TarnPredictionChoice *choice)
{
  const Fate *fate = get_fate (self, type, field);
  const char *text = choice->edited_value != NULL ? choice->edited_value
                                                  : (const char *) self->texts[type]->pdata[field];

  if (fate->decision == TARN_UNDECIDED)
    {
      decide (self, type, field, text);
      return TRUE;
    }
  return (self->accepts ? fate->decision == TARN_ACCEPTED && g_str_equal (fate->text, text)
                        : fate->decision == TARN_REJECTED)
         || refuse_other (self, choice->target);
}

/* The suggestions for a target are counted in the order of the types. */
static gboolean
take_choice (Deciding *self, guint index)
{
  const TarnPredictionChoice *choice
      = &g_array_index (self->choices->choices, TarnPredictionChoice, index);
  gboolean takes_all = choice->choice < 0 && !self->accepts;
  gint n_found = 0;
  guint field;

  for (guint type = 0; type < TARN_N_METADATA_TYPES; type++)
    {
      if (!has_suggestion (self, type, choice->target, &field))
        continue;
      if (takes_all || n_found == MAX (choice->choice, 0))
        {
          if (!choose (self, type, field, choice))
            return FALSE;
          if (!takes_all)
            return TRUE;
        }
      n_found++;
    }
  return (takes_all && n_found > 0)
         || tarn_prediction_choices_refuse (
             self->list, index, n_found > 0 ? "predictionChoice" : "predictionTarget",
             n_found > 0 ? "Member must be the number of a suggestion for the target"
                         : "Member must be the field of a suggestion",
             self->call->error);
}

static gboolean
take_choices (Deciding *self)
{
  for (guint i = 0; i < self->choices->choices->len; i++)
    if (!take_choice (self, i))
      return FALSE;

  return TRUE;
}

static void
take_rest (Deciding *self)
{
  for (guint type = 0; type < TARN_N_METADATA_TYPES; type++)
    for (guint field = 0; self->texts[type] != NULL && field < self->texts[type]->len; field++)
      {
        const char *suggested = self->texts[type]->pdata[field];

        if (suggested != NULL && get_fate (self, type, field)->decision == TARN_UNDECIDED)
          decide (self, type, field, suggested);
      }
}

/* A text that was accepted of an earlier run stays accepted if the suggestion of a later one is rejected. */
static void
apply (const Deciding *self, TarnAssetRevision *revision)
{
  for (guint i = 0; i < self->decided->len; i++)
    {
      const Decided *decided = &g_array_index (self->decided, Decided, i);
      const Fate *fate = get_fate (self, decided->type, decided->field);
      TarnVerdict *verdict
          = tarn_asset_revision_get_verdict (revision, decided->type, decided->field);

      verdict->decision = fate->decision;
      if (fate->text == NULL)
        continue;
      g_free (verdict->text);
      verdict->text = g_strdup (fate->text);
    }
}

/* --- Both operations -------------------------------------------------------------------------- */

static TarnAssetEntry *
find_asset (const TarnCall *call, const TarnPredictionsInput *input, guint32 *out_domain)
{
  TarnAssetEntry *asset;
  guint32 revision, user;

  if (!tarn_datazone_call_find_domain (call, input->asset.domain_identifier, out_domain)
      || (asset = tarn_datazone_call_find_asset (call, *out_domain, input->asset.identifier))
             == NULL
      || !tarn_datazone_call_check_member (call, asset->project, &user)
      || !tarn_datazone_call_find_revision (call, asset, input->revision, &revision))
    return NULL;

  return revision == asset->revisions->len
                 || tarn_call_fail (call, TARN_DATAZONE_ERROR_CONFLICT,
                                    "Revision %u of asset %s is not the newest, which is %u",
                                    revision, asset->subject->asset_id, asset->revisions->len)
             ? asset
             : NULL;
}

static gboolean
perform (TarnCall *call, const TarnPredictionsInput *input, gboolean accepts,
         TarnOutput *out_output)
{
  g_auto (Deciding) deciding = { .call = call,
                                 .choices = input->choices,
                                 .list = accepts ? TARN_ACCEPT_CHOICES : TARN_REJECT_CHOICES,
                                 .accepts = accepts };
  guint32 domain;
  TarnAssetEntry *asset = find_asset (call, input, &domain);

  if (asset == NULL)
    return FALSE;

  deciding.revision = tarn_asset_entry_get_revision (asset, asset->revisions->len);
  begin (&deciding, tarn_domains_get_domain (&tarn_datazone_of (call)->domains, domain));
  if (!take_choices (&deciding))
    return FALSE;
  if (input->choices->chooses_all)
    take_rest (&deciding);

  if (accepts && deciding.decided->len > 0)
    tarn_asset_entry_repeat_revision (asset);
  apply (&deciding, tarn_asset_entry_get_revision (asset, asset->revisions->len));
  call->answer = out_output->value = g_strdup_printf ("%u", asset->revisions->len);
  return TRUE;
}

gboolean
tarn_datazone_check_predictions (TarnCall *call, gpointer input)
{
  return tarn_prediction_choices_check (((const TarnPredictionsInput *) input)->choices,
                                        TARN_ACCEPT_CHOICES, call->error);
}

gboolean
tarn_datazone_accept_predictions (TarnCall *call, gconstpointer input, TarnOutput *out_output)
{
  return perform (call, input, TRUE, out_output);
}

gboolean
tarn_datazone_check_rejection (TarnCall *call, gpointer input)
{
  const TarnPredictionChoices *choices = ((const TarnPredictionsInput *) input)->choices;

  if (!tarn_prediction_choices_check (choices, TARN_REJECT_CHOICES, call->error))
    return FALSE;

  for (guint i = 0; i < choices->choices->len; i++)
    if (g_array_index (choices->choices, TarnPredictionChoice, i).edited_value != NULL)
      return tarn_prediction_choices_refuse (TARN_REJECT_CHOICES, i, "editedValue",
                                             "Member must be null", call->error);
  return TRUE;
}

gboolean
tarn_datazone_reject_predictions (TarnCall *call, gconstpointer input, TarnOutput *out_output)
{
  return perform (call, input, FALSE, out_output);
}

char *
tarn_datazone_client_accept_predictions (TarnDataZoneClient *self, const char *domain_identifier,
                                         const char *identifier, const char *revision,
                                         TarnPredictionChoices *choices, GError **error)
{
  TarnPredictionsInput input = { { domain_identifier, identifier }, revision, choices };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (choices != NULL, NULL);

  return tarn_client_get (&self->client, TARN_DATAZONE_ACCEPT_PREDICTIONS, &input, error);
}

char *
tarn_datazone_client_reject_predictions (TarnDataZoneClient *self, const char *domain_identifier,
                                         const char *identifier, const char *revision,
                                         TarnPredictionChoices *choices, GError **error)
{
  TarnPredictionsInput input = { { domain_identifier, identifier }, revision, choices };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (choices != NULL, NULL);

  return tarn_client_get (&self->client, TARN_DATAZONE_REJECT_PREDICTIONS, &input, error);
}
