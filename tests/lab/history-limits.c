/* SPDX-License-Identifier: MIT */
/* Tests that the reader of histories takes files up to its limits, and none over them. */
#include "history-text.h"

#include <gio/gio.h>

#define MAX_BYTES (64 * 1024 * 1024)

static TarnLabHistory *
parse (const char *text, gsize size, const TarnLabHistoryOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  return tarn_lab_history_parse (bytes, "commits", options, error);
}

static GBytes *
pack (const char *text)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (packed, G_CONVERTER (gzip));

  g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (packed));
}

static void
test_bytes_limit (void)
{
  g_autofree char *text = g_strnfill (MAX_BYTES + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, MAX_BYTES, NULL, &error));
  assert_error_is (error, TARN_LAB_ERROR_HISTORY, "commits: ", "line 1");
  g_clear_error (&error);
  g_assert_null (parse (text, MAX_BYTES + 1, NULL, &error));
  assert_error_is (error, TARN_LAB_ERROR_TOO_LARGE, "commits: ", "more than 67108864 bytes");
  g_clear_error (&error);

  g_autoptr (GBytes) packed = pack (text);
  g_assert_null (tarn_lab_history_parse (packed, "commits", NULL, &error));
  assert_error_is (error, TARN_LAB_ERROR_TOO_LARGE, "commits: ", "unpacks to more than");
}

static void
test_rows_limit (void)
{
  g_autoptr (GString) text = g_string_new ("offset,added-bytes\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, "0,1\n");
  g_autoptr (TarnLabHistory) history = parse (text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->n_used, ==, 1000000);

  g_string_append (text, "0,1\n");
  g_assert_null (parse (text->str, text->len, NULL, &error));
  assert_error_is (error, TARN_LAB_ERROR_TOO_LARGE, "commits: ", "more than 1000000 rows");
}

static void
test_entries_limit (void)
{
  g_autoptr (GString) text = g_string_new ("{\"format-version\":2,\"snapshots\":[0");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, ",0");
  g_string_append (text, "]}");
  g_assert_null (parse (text->str, text->len, NULL, &error));
  assert_error_is (error, TARN_LAB_ERROR_TOO_LARGE, "commits: ", "snapshots has more than 1000000");
}

static void
test_values_limit (void)
{
  g_autofree char *text = g_strnfill (3000001, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, 3000000, NULL, &error));
  assert_error_is (error, TARN_LAB_ERROR_HISTORY, "commits: ", "maximum parsing depth");
  g_clear_error (&error);
  g_assert_null (parse (text, 3000001, NULL, &error));
  assert_error_is (error, TARN_LAB_ERROR_TOO_LARGE, "commits: ", "more than 3000000 values");
}

/* Neither a long chain nor parents that are left out make the reader slow, or the test would take minutes. */
static void
test_many_snapshots (gconstpointer data)
{
  gboolean has_parents = GPOINTER_TO_INT (data);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_string_append (text, "{\"format-version\":2,\"current-snapshot-id\":100000,\"snapshots\":[");
  for (guint i = 100000; i > 0; i--)
    {
      g_string_append_printf (text, "{\"snapshot-id\":%u,\"sequence-number\":%u,", i, i);
      if (has_parents && i > 1)
        g_string_append_printf (text, "\"parent-snapshot-id\":%u,", i - 1);
      g_string_append_printf (text, "\"timestamp-ms\":%u,\"summary\":{\"added-files-size\":\"1\",",
                              i * 1000);
      g_string_append_printf (text, "\"total-files-size\":\"%u\"}}%s", i + 9, i > 1 ? "," : "]}");
    }

  g_autoptr (TarnLabHistory) history = parse (text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  assert_history_is (history,
                     "100000/100000 append=100000; 9 @1000 pass 100000000 86400/day; "
                     "0A+1-0=10 99999000A+1-0=100009",
                     NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history-limits/limit-of-bytes", test_bytes_limit);
  g_test_add_func ("/history-limits/limit-of-rows", test_rows_limit);
  g_test_add_func ("/history-limits/limit-of-entries", test_entries_limit);
  g_test_add_func ("/history-limits/limit-of-values", test_values_limit);
  g_test_add_data_func ("/history-limits/long-chain", GINT_TO_POINTER (TRUE), test_many_snapshots);
  g_test_add_data_func ("/history-limits/many-without-parents", GINT_TO_POINTER (FALSE),
                        test_many_snapshots);
  return g_test_run ();
}
