/* SPDX-License-Identifier: MIT */
#include "lab/report/page.h"

#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/report/compose.h"
#include "lab/report/style.h"
#include "lab/report/svg.h"

enum
{
  WIDE = 920, /* pixels, as the style says when which form is shown */
  NARROW = 360,
  COLUMNS_MAX = 11, /* that a wide page has room for */
};

/* --- Pictures --------------------------------------------------------------------------------- */

void
tarn_lab_page_add_picture (TarnLabBlocks *blocks, const TarnLabPicture *picture)
{
  const char *name = tarn_lab_picture_get_name (picture->kind);
  g_autofree char *wide_id = g_strdup_printf ("%s-wide", name);
  g_autofree char *narrow_id = g_strdup_printf ("%s-narrow", name);
  g_autofree char *wide = tarn_lab_picture_to_svg (picture, WIDE, "wide", wide_id);
  g_autofree char *narrow = tarn_lab_picture_to_svg (picture, NARROW, "narrow", narrow_id);
  g_autoptr (GString) html = g_string_new (NULL);

  g_string_append_printf (html, "<figure id=\"%s\">\n<h2>", name);
  tarn_lab_append_escaped (html, picture->title);
  g_string_append (html, "</h2>\n");
  g_string_append_printf (html, "%s%s<figcaption>", wide, narrow);
  for (guint i = 0; i < picture->sentences->len; i++)
    {
      g_string_append (html, i > 0 ? " " : "");
      tarn_lab_append_escaped (html, picture->sentences->pdata[i]);
    }
  g_string_append (html, "</figcaption>\n</figure>\n");
  tarn_lab_blocks_take (blocks, TARN_LAB_BLOCK_PICTURE, g_strdup (html->str));
}

static gboolean
has_views (const GArray *shown)
{
  for (guint i = 0; i < shown->len; i++)
    if (tarn_lab_result_get_series (g_array_index (shown, TarnLabShown, i).result)->n_views > 0)
      return TRUE;
  return FALSE;
}

void
tarn_lab_page_add_series (TarnLabBlocks *blocks, const GArray *shown, const char *why)
{
  if (shown->len == 0)
    {
      tarn_lab_blocks_add (
          blocks, TARN_LAB_BLOCK_SENTENCE,
          "The pictures of the lag over time, of the distributions of lag and age, and of the slots are left"
          " out: %s.",
          why);
      return;
    }
  if (!has_views (shown))
    {
      tarn_lab_blocks_add (
          blocks, TARN_LAB_BLOCK_SENTENCE,
          "There are no pictures, because they show views, and the scenario has none.");
      return;
    }
  for (guint i = TARN_LAB_PICTURE_LAG; i < TARN_LAB_N_PICTURES; i++)
    {
      g_autoptr (TarnLabPicture) picture
          = tarn_lab_picture_new_of_series ((TarnLabPictureKind) i, shown);

      tarn_lab_page_add_picture (blocks, picture);
    }
}

/* --- Blocks ----------------------------------------------------------------------------------- */

/*
 * A narrow page shows each row as a list of its cells, each with the head of its column. The roles keep the meaning that
 * the elements lose then.
 */
static void
append_cell (GString *html, const TarnLabTextTable *table, guint row, guint column,
             const char *head)
{
  gboolean is_name = column == 0;

  g_string_append_printf (html,
                          is_name ? "<th scope=\"row\" role=\"rowheader\"" : "<td role=\"cell\"");
  if (!tarn_lab_text_table_is_text (table, column))
    g_string_append (html, " class=\"number\"");
  if (!is_name)
    {
      g_string_append (html, " data-head=\"");
      tarn_lab_append_escaped (html, head);
      g_string_append_c (html, '"');
    }
  g_string_append_c (html, '>');
  tarn_lab_append_escaped (html, tarn_lab_text_table_get_cell (table, row, column));
  g_string_append (html, is_name ? "</th>" : "</td>");
}

static GPtrArray *
list_heads (const TarnLabTextTable *table)
{
  GPtrArray *heads = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < tarn_lab_text_table_get_n_columns (table); i++)
    g_ptr_array_add (heads, tarn_lab_text_table_get_head (table, i));
  return heads;
}

static void
append_head_row (GString *html, const TarnLabTextTable *table, const GPtrArray *heads)
{
  g_string_append (html, "<thead role=\"rowgroup\"><tr role=\"row\">");
  for (guint i = 0; i < heads->len; i++)
    {
      g_string_append_printf (html, "<th scope=\"col\" role=\"columnheader\"%s>",
                              tarn_lab_text_table_is_text (table, i) ? "" : " class=\"number\"");
      tarn_lab_append_escaped (html, heads->pdata[i]);
      g_string_append (html, "</th>");
    }
  g_string_append (html, "</tr></thead>\n");
}

static void
append_table (GString *html, const TarnLabTextTable *table)
{
  g_autoptr (GPtrArray) heads = list_heads (table);

  g_string_append_printf (html, "<table role=\"table\"%s>\n",
                          heads->len > COLUMNS_MAX ? " class=\"many\"" : "");
  if (*(const char *) heads->pdata[0] != '\0')
    {
      g_string_append (html, "<caption>");
      tarn_lab_append_escaped (html, heads->pdata[0]);
      g_string_append (html, "</caption>\n");
    }
  append_head_row (html, table, heads);
  g_string_append (html, "<tbody role=\"rowgroup\">\n");
  for (guint i = 0; i < tarn_lab_text_table_get_n_rows (table); i++)
    {
      g_string_append (html, "<tr role=\"row\">");
      for (guint j = 0; j < heads->len; j++)
        append_cell (html, table, i, j, heads->pdata[j]);
      g_string_append (html, "</tr>\n");
    }
  g_string_append (html, "</tbody>\n</table>\n");
}

static void
append_words (GString *html, const char *begin, const char *words, const char *end)
{
  g_string_append (html, begin);
  tarn_lab_append_escaped (html, words);
  g_string_append_printf (html, "%s\n", end);
}

/* The colon that leads to a table in a text would be one too many. */
static void
append_heading (GString *html, const char *words)
{
  gsize length = strlen (words);
  g_autofree char *heading
      = g_strndup (words, length - (length > 0 && words[length - 1] == ':' ? 1 : 0));

  append_words (html, "<h2>", heading, "</h2>");
}

static void
append_block (GString *html, const TarnLabBlock *block)
{
  switch (block->kind)
    {
    case TARN_LAB_BLOCK_TITLE:
      append_words (html, "<h1>", block->words, "</h1>");
      break;
    case TARN_LAB_BLOCK_LINE:
      append_words (html, "<p class=\"line\">", block->words, "</p>");
      break;
    case TARN_LAB_BLOCK_SENTENCE:
      append_words (html, "<p>", block->words, "</p>");
      break;
    case TARN_LAB_BLOCK_HEADING:
      append_heading (html, block->words);
      break;
    case TARN_LAB_BLOCK_TABLE:
      append_table (html, block->table);
      break;
    case TARN_LAB_BLOCK_PICTURE:
      g_string_append (html, block->words);
      break;
    }
}

/* --- The page --------------------------------------------------------------------------------- */

char *
tarn_lab_page_from_blocks (const TarnLabBlocks *blocks)
{
  GString *html
      = g_string_new ("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\""
                      " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");

  tarn_lab_append_escaped (html, tarn_lab_blocks_get (blocks, 0)->words);
  g_string_append_printf (html, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n",
                          tarn_lab_page_style);
  for (guint i = 0; i < blocks->len; i++)
    append_block (html, tarn_lab_blocks_get (blocks, i));
  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_string_free (html, FALSE);
}

char *
tarn_lab_report_to_html (TarnLabScenario *scenario, const char *name, guint64 replication,
                         const TarnLabResult *result, TarnLabReportFlags flags)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (result != NULL, NULL);

  g_autoptr (TarnLabBlocks) blocks
      = tarn_lab_compose_result (scenario, name, replication, result, flags, TRUE);

  return tarn_lab_page_from_blocks (blocks);
}

char *
tarn_lab_report_outcome_to_html (const TarnLabOutcome *outcome, const char *name)
{
  g_return_val_if_fail (outcome != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  g_autoptr (TarnLabBlocks) blocks = tarn_lab_compose_outcome (outcome, name, TRUE);

  return tarn_lab_page_from_blocks (blocks);
}
