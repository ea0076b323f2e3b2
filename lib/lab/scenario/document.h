/* SPDX-License-Identifier: MIT */
/*
 * The lines of a .lake file and of the files that it includes: groups, and keys with their values as they stand there.
 * Each knows its file and its line.
 */
#pragma once

#include "lab/scenario/key.h"
#include "lab/scenario/scenario.h"

enum
{
  TARN_LAB_TEXT_MAX = 4 << 20, /* bytes of a file */
};

typedef struct
{
  const char *path; /* as messages show it, and as it is opened */
  const char *
      folder; /* of the file, as the path from that of the first file, with a slash at its end; or "" */
} TarnLabOrigin;

typedef struct
{
  const TarnLabKey *key; /* NULL for an option without a key */
  const char *name;      /* of the key, as it is written */
  const char *value;
  const TarnLabOrigin *origin;
  guint line; /* 0 for a value that tarn_lab_scenario_set() sets */
} TarnLabEntry;

typedef struct
{
  TarnLabGroupKind kind;
  const char *heading;  /* such as lake or view sales.daily */
  const char *parts[2]; /* of the name; those that lack are "" */
  const TarnLabOrigin *origin;
  guint line;
  GArray *entries; /* TarnLabEntry */
} TarnLabSection;

struct _TarnLabDocument
{
  GPtrArray *sections; /* TarnLabSection, in the order of the files */
  GPtrArray *origins;  /* TarnLabOrigin; the first is the file that was read */
  GStringChunk *strings;
};

/* Reads a text, and the files that it includes, which stand beside @path. */
TarnLabDocument *tarn_lab_document_read (const char *text, gsize length, const char *path,
                                         GError **error);
void tarn_lab_document_free (TarnLabDocument *self);

/* Returns the section, or NULL. */
TarnLabSection *tarn_lab_document_find (const TarnLabDocument *self, const char *heading);

/* Returns NULL if the section has no value for the key. */
const TarnLabEntry *tarn_lab_section_find (const TarnLabSection *section, const TarnLabKey *key);

/* Returns where a section or an entry stands. */
TarnLabPlace tarn_lab_section_get_place (const TarnLabSection *section, const TarnLabEntry *entry);

/* Returns the path by which a file is opened that @origin names. The caller frees it. */
char *tarn_lab_origin_resolve (const TarnLabOrigin *origin, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabDocument, tarn_lab_document_free)
