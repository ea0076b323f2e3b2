/* SPDX-License-Identifier: MIT */
/* Helpers for the sentences about domains and assets. */
#pragma once

#include "worlds/datazone-lake.h"

#define BY_NAMES TARN_METADATA_TYPE_BUSINESS_NAMES
#define BY_DESCRIPTIONS TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS
#define BY_GLOSSARY TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS

static inline guint
count_runs (const Lake *lake, const char *asset)
{
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, lake->domain, NULL, NULL, asset, -1, NULL, NULL, NULL);

  return runs->len;
}

static inline void
add_term (const Lake *lake, const char *term)
{
  g_assert_true (
      tarn_datazone_client_create_glossary_term (lake->client, lake->domain, term, NULL));
}
