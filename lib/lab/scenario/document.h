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
  TARN_LAB_TEXT_MAX = 4 << 20,  /* bytes of a file, and of the canonical form */
  TARN_LAB_LINE_MAX = 64 << 10, /* bytes */
};

typedef struct
{
  const char *name;      /* as messages show it */
  const char *directory; /* beside which files are sought, with a slash at its end; or "" */
  const char *folder;    /* the same, as the path from the directory of the first file */
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
  GArray *entries;       /* TarnLabEntry */
  TarnLabPolicy *policy; /* that a program has given to the group, in place of entries; or NULL */
} TarnLabSection;

struct _TarnLabDocument
{
  GPtrArray *sections; /* TarnLabSection, in the order of the files */
  GPtrArray *origins;  /* TarnLabOrigin; the first is the file that was read */
  GPtrArray *traces;   /* TarnLabTrace; of the files of commits that were read */
  GPtrArray *starts;   /* TarnLabStarts; of the files of starts that were read */
  GStringChunk *strings;
};

TarnLabDocument *tarn_lab_document_new (void);

/* Reads a text, and the files that it includes, which stand beside @path. */
TarnLabDocument *tarn_lab_document_read (const char *text, gsize length, const char *path,
                                         GError **error);
void tarn_lab_document_free (TarnLabDocument *self);

/* The sections and the entries of the copy have the same indices. */
TarnLabDocument *tarn_lab_document_copy (const TarnLabDocument *self);

/* Sets the value of a key, as tarn_lab_scenario_set() takes both. */
gboolean tarn_lab_document_set (TarnLabDocument *self, const char *key, const char *value,
                                GError **error);

/* Sets the value of a key in a section; messages call its place as @origin. */
gboolean tarn_lab_section_set (TarnLabDocument *self, TarnLabSection *section,
                               const TarnLabOrigin *origin, const char *key, const char *value,
                               GError **error);

const TarnLabOrigin *tarn_lab_document_add_origin (TarnLabDocument *self, const char *name,
                                                   const char *directory, const char *folder);

/* @parts are those of the name, with NULL behind them. */
TarnLabSection *tarn_lab_document_add_section (TarnLabDocument *self, TarnLabGroupKind kind,
                                               char *const *parts, const TarnLabOrigin *origin,
                                               guint line);

/* Returns what is between the brackets of a group's line. The caller frees it. */
char *tarn_lab_heading_make (TarnLabGroupKind kind, char *const *parts);

/* Returns the section, or NULL. */
TarnLabSection *tarn_lab_document_find (const TarnLabDocument *self, const char *heading);

/* Returns where a section or an entry stands. */
TarnLabPlace tarn_lab_section_get_place (const TarnLabSection *section, const TarnLabEntry *entry);

/* Returns what is wrong with the letters of a line, and what is allowed instead; NULL if nothing is. */
const char *tarn_lab_line_check (const char *line, const char **out_allowed);

/* Finds the key of a name, which stays NULL for an option of the engine that has none. */
gboolean tarn_lab_section_find_key (const TarnLabSection *section, const TarnLabPlace *place,
                                    const TarnLabKey **out_key, GError **error);

/* Returns the entry of a key, or of the option @name if @key is NULL; NULL if there is none. */
TarnLabEntry *tarn_lab_section_find_named (const TarnLabSection *section, const TarnLabKey *key,
                                           const char *name);

/* Returns the entry of a key of a group whose line has no name, such as [lake]; NULL if there is none. */
const TarnLabEntry *tarn_lab_document_find_entry (const TarnLabDocument *self,
                                                  TarnLabGroupKind kind, const char *name);

/* Returns the path of a file from the directory of the first file, in one way. The caller frees it. */
char *tarn_lab_origin_place (const TarnLabOrigin *origin, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabDocument, tarn_lab_document_free)
