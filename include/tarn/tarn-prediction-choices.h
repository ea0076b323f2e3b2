/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_PREDICTION_CHOICES (tarn_prediction_choices_get_type ())

/**
 * TarnPredictionChoices:
 *
 * The choices say which suggestions for an asset a call accepts or rejects. The functions keep any value; the operation
 * that takes the choices checks them. Only one thread at a time may use them.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_prediction_choices_get_type (void) G_GNUC_CONST;

/**
 * tarn_prediction_choices_new:
 *
 * Makes choices that choose no suggestion.
 *
 * Returns: (transfer full): choices
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnPredictionChoices *tarn_prediction_choices_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_prediction_choices_ref:
 * @self: choices
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnPredictionChoices *tarn_prediction_choices_ref (TarnPredictionChoices *self);

/**
 * tarn_prediction_choices_unref:
 * @self: (transfer full): choices
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_prediction_choices_unref (TarnPredictionChoices *self);

/**
 * tarn_prediction_choices_set_all:
 * @self: choices
 * @chooses_all: %TRUE for the service's rule `ALL`, %FALSE for its rule `NONE`
 *
 * Sets whether all suggestions are chosen that are neither accepted nor rejected yet. The suggestions of this
 * library have no scores, so there is no threshold.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_prediction_choices_set_all (TarnPredictionChoices *self, gboolean chooses_all);

/**
 * tarn_prediction_choices_add:
 * @self: choices
 * @target: (nullable): the field of a suggestion, such as `columns[0].columnName`
 * @choice: which of the suggestions for this field, counted from 0 in the order of the types, or -1 for the first one
 *   that is accepted, and for all that are rejected
 * @edited_value: (nullable): the text to accept in place of the suggested one, 1 to 5000 characters, or %NULL for the
 *   suggested one
 *
 * Chooses a suggestion. Only the field `summary` can have several suggestions, one for each type.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_prediction_choices_add (TarnPredictionChoices *self, const char *target, gint choice,
                                  const char *edited_value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnPredictionChoices, tarn_prediction_choices_unref)

G_END_DECLS
