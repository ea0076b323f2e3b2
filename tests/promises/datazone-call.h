/* SPDX-License-Identifier: MIT */
/*
 * A call of Amazon DataZone that tests spoil in one way after the other. The asset `other` has an active run of
 * descriptions, and the asset of the fixture has none. No operation has a rate, so that a call that fails counts
 * for nothing.
 */
#pragma once

#include "worlds/datazone-lake.h"

#include "errors.h"

#define NO_DOMAIN_ID "dzd_none"
#define NO_ID "none"

struct _ErrorCall
{
  ErrorBase base;
  Lake lake;
  TarnDataZoneClient *client;
  char *domain;
  char *project;
  char *target_type;
  char *asset;
  char *revision;
  char *type;
  char *types; /* separated by spaces */
  char *token;
  char *run_id;
  char *status;
  char *name;
  char *user;
  gboolean has_no_target;
  gint max_results;
  TarnPrincipal *principal;
  TarnAssetInput *input;
  TarnPredictionChoices *choices;
  TarnMetadataRun *run;
};

static ErrorCall *
error_call_new (void)
{
  ErrorCall *call = g_new0 (ErrorCall, 1);

  call->lake = lake_new (0);
  call->base.engine = call->lake.engine;
  lake_set (&call->lake, "start-rate-per-second", -1);
  lake_set (&call->lake, "cancel-rate-per-second", -1);
  lake_add_asset (&call->lake, "other", 20);
  call->run_id = lake_start (&call->lake, lake_find (&call->lake, "other"), DESCRIPTIONS);
  call->client = g_object_ref (call->lake.client);
  call->domain = g_strdup (call->lake.domain);
  call->project = g_strdup (call->lake.project);
  call->target_type = g_strdup ("ASSET");
  call->asset = g_strdup (call->lake.asset);
  call->types = g_strdup (DESCRIPTIONS);
  call->name = g_strdup ("new");
  call->principal = principal_new (ACCOUNT, STEWARD);
  call->max_results = -1;
  return call;
}

static void
error_call_free (ErrorCall *call)
{
  g_clear_error (&call->base.error);
  g_clear_pointer (&call->run, tarn_metadata_run_unref);
  g_clear_pointer (&call->input, tarn_asset_input_unref);
  g_clear_pointer (&call->choices, tarn_prediction_choices_unref);
  g_clear_pointer (&call->principal, tarn_principal_unref);
  g_clear_object (&call->client);
  g_free (call->domain);
  g_free (call->project);
  g_free (call->target_type);
  g_free (call->asset);
  g_free (call->revision);
  g_free (call->type);
  g_free (call->types);
  g_free (call->token);
  g_free (call->run_id);
  g_free (call->status);
  g_free (call->name);
  g_free (call->user);
  lake_clear (&call->lake);
  g_free (call);
}

/* --- What the operations on runs and those of domains have in common --- */

static inline void
set_long (char **text, gsize length)
{
  g_free (*text);
  *text = g_strnfill (length, 'x');
}

static inline void
spoil_domain_missing (ErrorCall *call)
{
  set_text (&call->domain, NULL);
}

static inline void
spoil_domain_form (ErrorCall *call)
{
  set_text (&call->domain, "domain");
}

static inline void
spoil_no_domain (ErrorCall *call)
{
  set_text (&call->domain, NO_DOMAIN_ID);
}

static inline void
spoil_project_missing (ErrorCall *call)
{
  set_text (&call->project, NULL);
}

static inline void
spoil_project_form (ErrorCall *call)
{
  set_text (&call->project, "a b");
}

static inline void
spoil_no_project (ErrorCall *call)
{
  set_text (&call->project, NO_ID);
}

static inline void
spoil_asset_missing (ErrorCall *call)
{
  set_text (&call->asset, NULL);
}

static inline void
spoil_no_asset (ErrorCall *call)
{
  set_text (&call->asset, NO_ID);
}

static inline void
spoil_revision_empty (ErrorCall *call)
{
  set_text (&call->revision, "");
}

static inline void
spoil_revision_long (ErrorCall *call)
{
  set_long (&call->revision, 65);
}

static inline void
spoil_revision_bytes (ErrorCall *call)
{
  set_text (&call->revision, "\xff");
}

static inline void
spoil_no_revision (ErrorCall *call)
{
  set_text (&call->revision, "2");
}

static inline void
spoil_thrown (ErrorCall *call)
{
  set_rule (call, "do=throw\nexception=" THROTTLING);
}

static inline void
spoil_denied (ErrorCall *call)
{
  g_autofree char *action = g_strconcat ("datazone:", call->base.list->name, NULL);

  g_assert_cmpuint (tarn_engine_deny (call->base.engine, "*", action, "*"), !=, 0);
}

static inline void
set_client (ErrorCall *call, const char *account, const char *arn)
{
  g_object_unref (call->client);
  call->client = datazone_client_new (call->base.engine, account, arn);
}

static inline void
spoil_foreign (ErrorCall *call)
{
  set_client (call, FOREIGN, NULL);
}
