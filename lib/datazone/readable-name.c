/* SPDX-License-Identifier: MIT */
#include "datazone/readable-name.h"

#include <string.h>

/* --- The word list ---------------------------------------------------------------------------- */

typedef struct
{
  const char *technical;
  const char *readable;
} Word;

/* clang-format off */

/* In alphabetical order. A word that becomes all upper case is listed like the others. */
static const Word word_list[] = {
  { "acct", "Account" }, { "addr", "Address" }, { "amt", "Amount" }, { "api", "API" },
  { "avg", "Average" }, { "cat", "Category" }, { "cd", "Code" }, { "cnt", "Count" },
  { "ctry", "Country" }, { "cust", "Customer" }, { "dept", "Department" },
  { "desc", "Description" }, { "dt", "Date" }, { "emp", "Employee" }, { "etl", "ETL" },
  { "fk", "FK" }, { "gps", "GPS" }, { "http", "HTTP" }, { "id", "ID" }, { "ip", "IP" },
  { "iso", "ISO" }, { "json", "JSON" }, { "loc", "Location" }, { "mgr", "Manager" },
  { "msg", "Message" }, { "nbr", "Number" }, { "no", "Number" }, { "num", "Number" },
  { "ord", "Order" }, { "org", "Organization" }, { "pct", "Percent" }, { "pk", "PK" },
  { "prod", "Product" }, { "qty", "Quantity" }, { "ref", "Reference" }, { "seq", "Sequence" },
  { "sku", "SKU" }, { "sql", "SQL" }, { "src", "Source" }, { "ssn", "SSN" }, { "tot", "Total" },
  { "trx", "Transaction" }, { "ts", "Timestamp" }, { "txn", "Transaction" }, { "uri", "URI" },
  { "url", "URL" }, { "usd", "USD" }, { "utc", "UTC" }, { "uuid", "UUID" }, { "val", "Value" },
  { "vat", "VAT" }, { "zip", "ZIP" },
};

/* clang-format on */

static const char *
find_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (word_list); i++)
    if (g_ascii_strcasecmp (word_list[i].technical, word) == 0)
      return word_list[i].readable;

  return NULL;
}

/* --- Splitting -------------------------------------------------------------------------------- */

static gboolean
is_separator (char c)
{
  return c == '_' || c == '-' || c == '.' || c == ' ' || c == '\t';
}

/*
 * Returns whether a word begins within others that have no separator before it. Only ASCII letters have a case here, so
 * that the result does not depend on a table of characters.
 */
static gboolean
begins_word (const char *at)
{
  if (g_ascii_isupper (*at))
    return g_ascii_islower (at[-1]);

  return g_ascii_isdigit (*at) && !g_ascii_isdigit (at[-1]);
}

static gsize
measure_word (const char *at)
{
  gsize length = 1;

  while (at[length] != '\0' && !is_separator (at[length]) && !begins_word (at + length))
    length++;

  return length;
}

static void
append_word (GString *name, const char *at, gsize length)
{
  g_autofree char *word = g_strndup (at, length);
  const char *known = find_word (word);

  if (name->len > 0)
    g_string_append_c (name, ' ');
  if (known != NULL)
    {
      g_string_append (name, known);
      return;
    }

  word[0] = g_ascii_toupper (word[0]);
  g_string_append (name, word);
}

char *
tarn_readable_name_new (const char *technical_name)
{
  GString *name = g_string_new (NULL);

  for (const char *at = technical_name; *at != '\0';)
    {
      if (is_separator (*at))
        {
          at++;
          continue;
        }

      gsize length = measure_word (at);
      append_word (name, at, length);
      at += length;
    }

  /* A name that has only separators stays as it is. */
  if (name->len == 0)
    g_string_append (name, technical_name);
  return g_string_free (name, FALSE);
}

/* --- Terms ------------------------------------------------------------------------------------ */

char **
tarn_words_new (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t", -1);
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  g_ptr_array_add (words, NULL);

  return (char **) g_ptr_array_free (words, FALSE);
}
