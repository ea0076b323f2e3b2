/* SPDX-License-Identifier: MIT */
/*
 * The keys of a .lake file, as a table. A row says where a key stands, how its value is read and written, and what it
 * means; the reader, the canonical form and the page on scenarios all follow the rows.
 */
#pragma once

#include "lab/scenario/reading.h"
#include "lab/scenario/refusal.h"

typedef enum
{
  TARN_LAB_GROUP_LAKE,
  TARN_LAB_GROUP_TABLE,
  TARN_LAB_GROUP_VIEW,
  TARN_LAB_GROUP_ASSETS,
  TARN_LAB_GROUP_COST,
  TARN_LAB_GROUP_POLICY,
  TARN_LAB_GROUP_EXPERIMENT,
  TARN_LAB_N_GROUPS,
} TarnLabGroupKind;

typedef struct
{
  const char *name;
  const char *form;       /* how its line is written */
  guint n_parts;          /* of its name; 0 if it has none */
  gboolean may_lack_name; /* whether one group of the kind may be without a name */
} TarnLabGroup;

/* In the order of the canonical form. */
extern const TarnLabGroup tarn_lab_groups[TARN_LAB_N_GROUPS];

/* A kind says how the values of some keys are read into a member of a struct, and written from there. */
struct _TarnLabKind
{
  gboolean (*parse) (TarnLabReading *reading, gpointer member); /* the member is all zero */
  void (*write) (const TarnLabKey *key, gconstpointer member, GString *text);
  void (*clear) (gpointer member); /* NULL if there is nothing to free */
  gsize size;                      /* of the whole number that the member is; 0 if it is none */
  const char *const *names;        /* of a choice; ends with NULL */
};

struct _TarnLabKey
{
  TarnLabGroupKind group;
  const char *name;
  const TarnLabKind *kind;
  gsize offset; /* of the member */
  const char
      *fallback; /* the value of a key that lacks; "" for none, NULL if the key must be given */
  const char *
      allowed; /* in words, to which the range of a whole number belongs; NULL for names of rules */
  const char *examples; /* NULL for none */
  guint64 min;
  guint64 max;
  guint64 unit;       /* microseconds, bytes or the like in one of the member; 0 for 1 */
  const char *option; /* of the engine, whose range and default hold, or NULL */
  const char *meaning;
};

extern const TarnLabKey tarn_lab_keys[]; /* ends with a name that is NULL */

/* Returns whether the key is read with the lines, so that no struct has a member for it: include. */
gboolean tarn_lab_key_is_of_lines (const TarnLabKey *key);

/* Returns NULL if there is no such key. In [cost], the name may be that of an option. */
const TarnLabKey *tarn_lab_key_find (TarnLabGroupKind group, const char *name);

/* Returns the names of the keys of a group as a list in words. The caller frees it. */
char *tarn_lab_key_list (TarnLabGroupKind group);

/* Returns the value of a key that lacks, as in TarnLabKey. The caller frees it. */
char *tarn_lab_key_get_fallback (const TarnLabKey *key);

void tarn_lab_key_get_range (const TarnLabKey *key, guint64 *out_min, guint64 *out_max);

/* Returns what the key takes, with its range. The caller frees it. */
char *tarn_lab_key_get_allowed (const TarnLabKey *key);

/* Reads a text into the member of @draft, which is all zero there. */
gboolean tarn_lab_key_parse (const TarnLabKey *key, const TarnLabPlace *place, const char *text,
                             gpointer draft, GError **error);

/* Frees what is in the members of a struct that the keys of a group describe. */
void tarn_lab_keys_clear (TarnLabGroupKind group, gpointer draft);
