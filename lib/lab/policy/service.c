/* SPDX-License-Identifier: MIT */
/*
 * What the service does by itself: each view is refreshed every RefreshSeconds, and runs that find no slot wait in
 * the service. So this policy has nothing to decide.
 */
#include "lab/policy/policy-set.h"

static gpointer
create (gconstpointer settings G_GNUC_UNUSED, const TarnLabLake *lake G_GNUC_UNUSED)
{
  return NULL;
}

static gpointer
copy (gconstpointer state G_GNUC_UNUSED)
{
  return NULL;
}

static void
free_state (gpointer state G_GNUC_UNUSED)
{
}

static void
decide (gpointer state G_GNUC_UNUSED, const TarnLabLake *lake G_GNUC_UNUSED,
        TarnLabAnswers *answers G_GNUC_UNUSED)
{
}

static char *
to_text (gconstpointer settings G_GNUC_UNUSED)
{
  return g_strdup ("trigger=service");
}

const TarnLabPolicyClass tarn_lab_service_policy = {
  .name = "service",
  .version = 1,
  .create = create,
  .copy = copy,
  .free = free_state,
  .decide = decide,
  .to_text = to_text,
};
