/* SPDX-License-Identifier: MIT */
/*
 * A report is a list of blocks. They are composed once, and then written as a text, as Markdown, or as a
 * page.
 */
#pragma once

#include "lab/report/text-table.h"

enum
{
  TARN_LAB_REPORT_WIDTH = 110, /* columns of a text */
};

typedef enum
{
  TARN_LAB_BLOCK_TITLE,
  TARN_LAB_BLOCK_LINE, /* belongs to the title */
  TARN_LAB_BLOCK_SENTENCE,
  TARN_LAB_BLOCK_HEADING,
  TARN_LAB_BLOCK_TABLE,
  TARN_LAB_BLOCK_PICTURE, /* only a page has it */
} TarnLabBlockKind;

typedef struct
{
  TarnLabBlockKind kind;
  char *words;             /* NULL for a table; the lines of a picture, as the page has them */
  TarnLabTextTable *table; /* NULL for others */
} TarnLabBlock;

/* An array of them. */
typedef GArray TarnLabBlocks;

TarnLabBlocks *tarn_lab_blocks_new (void);
void tarn_lab_blocks_free (TarnLabBlocks *self);

void tarn_lab_blocks_add (TarnLabBlocks *self, TarnLabBlockKind kind, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Takes the words. */
void tarn_lab_blocks_take (TarnLabBlocks *self, TarnLabBlockKind kind, char *words);

/* Returns the table, which belongs to the blocks, for its cells to be added. The columns are copied. */
TarnLabTextTable *tarn_lab_blocks_add_table (TarnLabBlocks *self, const TarnLabTextColumn *columns,
                                             guint n_columns);

char *tarn_lab_blocks_to_text (const TarnLabBlocks *self);
char *tarn_lab_blocks_to_markdown (const TarnLabBlocks *self);

static inline const TarnLabBlock *
tarn_lab_blocks_get (const TarnLabBlocks *self, guint index)
{
  return &g_array_index (self, TarnLabBlock, index);
}

#define tarn_lab_add_sentence(blocks, ...)                                                         \
  tarn_lab_blocks_add (blocks, TARN_LAB_BLOCK_SENTENCE, __VA_ARGS__)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabBlocks, tarn_lab_blocks_free)
