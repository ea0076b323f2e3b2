/* SPDX-License-Identifier: MIT */
/* The record in which a user says which suggestions a call accepts or rejects. */
#pragma once

#include <tarn/tarn-prediction-choices.h>

#include "admission/operation.h"
#include "datazone/asset-input.h"
#include "datazone/metadata-type.h"

enum
{
  TARN_PREDICTION_CHOICES_MAX = TARN_N_METADATA_TYPES * (TARN_COLUMNS_MAX + 1),
};

typedef struct
{
  char *target;
  gint choice; /* -1 if it was not given */
  char *edited_value;
} TarnPredictionChoice;

struct _TarnPredictionChoices
{
  guint ref_count;
  gboolean chooses_all;
  GArray *choices; /* TarnPredictionChoice */
};

/* The member in which the service has the choices, for messages. */
#define TARN_ACCEPT_CHOICES "acceptChoices"
#define TARN_REJECT_CHOICES "rejectChoices"

/* Fails the call with ValidationException that names a member of a choice. Returns FALSE. */
gboolean tarn_prediction_choices_refuse (const char *list, guint index, const char *member,
                                         const char *requirement, GError **error);

/* Returns FALSE with ValidationException if a choice is not valid. */
gboolean tarn_prediction_choices_check (const TarnPredictionChoices *self, const char *list,
                                        GError **error);

extern const TarnRecordClass tarn_prediction_choices_class;
