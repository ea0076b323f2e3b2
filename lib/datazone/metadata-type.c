/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-type.h"

#include "kernel/accessors.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnMetadataType, tarn_metadata_type,
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_TYPE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS, "business-descriptions"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_TYPE_BUSINESS_NAMES, "business-names"),
                    G_DEFINE_ENUM_VALUE (TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS, "business-glossary-associations"))
/* clang-format on */

#define DESCRIPTIONS "BUSINESS_DESCRIPTIONS"
#define NAMES "BUSINESS_NAMES"
#define GLOSSARY "BUSINESS_GLOSSARY_ASSOCIATIONS"

const char *const tarn_metadata_type_names[TARN_N_METADATA_TYPES + 1]
    = { DESCRIPTIONS, NAMES, GLOSSARY, NULL };

static const char *const set_names[1 << TARN_N_METADATA_TYPES][TARN_N_METADATA_TYPES + 1] = {
  { NULL },     { DESCRIPTIONS },           { NAMES },           { DESCRIPTIONS, NAMES },
  { GLOSSARY }, { DESCRIPTIONS, GLOSSARY }, { NAMES, GLOSSARY }, { DESCRIPTIONS, NAMES, GLOSSARY },
};

static const char *const titles[TARN_N_METADATA_TYPES] = {
  "Metadata Descriptions Generation",
  "Metadata Names Generation",
  "Metadata Glossary Associations Generation",
};

/* The message for names is the service's own. The others have the same form. */
static const char *const quota_messages[TARN_N_METADATA_TYPES] = {
  "business description generation has reached monthly quota",
  "business name generation has reached monthly quota",
  "business glossary association generation has reached monthly quota",
};

static const char *const model_messages[TARN_N_METADATA_TYPES] = {
  "business description generation failed",
  "business name generation failed",
  "business glossary association generation failed",
};

guint
tarn_metadata_type_find (const char *name)
{
  guint type = 0;

  while (type < TARN_N_METADATA_TYPES && !g_str_equal (tarn_metadata_type_names[type], name))
    type++;

  return type;
}

const char *const *
tarn_metadata_types_get_names (TarnMetadataTypes types)
{
  return set_names[types];
}

const char *
tarn_metadata_type_get_title (guint type)
{
  return titles[type];
}

const char *
tarn_metadata_failure_get_message (TarnMetadataFailure failure, guint type, const char *planned)
{
  switch (failure)
    {
    case TARN_METADATA_QUOTA_FAILURE:
      return quota_messages[type];
    case TARN_METADATA_MODEL_FAILURE:
      return model_messages[type];
    case TARN_METADATA_PLANNED_FAILURE:
      return planned;
    default:
      return NULL;
    }
}

const char *
tarn_metadata_type_to_string (TarnMetadataType type)
{
  /* The compiler may make the enumeration signed or unsigned, so a number of known sign is compared. */
  guint number = (guint) type;

  return number >= 1 && number <= TARN_N_METADATA_TYPES ? tarn_metadata_type_names[number - 1]
                                                        : NULL;
}

TARN_FROM_STRING (TarnMetadataType, tarn_metadata_type)
