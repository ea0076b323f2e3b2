/* SPDX-License-Identifier: MIT */
/* The enumerations as GLib knows them, and the texts of those that the services spell. */
#include "worlds/set-up.h"

typedef struct
{
  const char *name;
  GType (*get_type) (void);
  guint n_values;
} TypeRow;

static const TypeRow type_rows[] = {
  { "TarnChangeKind", tarn_change_kind_get_type, 5 },
  { "TarnClockResult", tarn_clock_result_get_type, 5 },
  { "TarnCommitOperation", tarn_commit_operation_get_type, 4 },
  { "TarnDataZoneError", tarn_datazone_error_get_type, 19 },
  { "TarnDomainVersion", tarn_domain_version_get_type, 2 },
  { "TarnError", tarn_error_get_type, 16 },
  { "TarnGlueError", tarn_glue_error_get_type, 22 },
  { "TarnJournalKind", tarn_journal_kind_get_type, 6 },
  { "TarnMetadataCause", tarn_metadata_cause_get_type, 8 },
  { "TarnMetadataStatus", tarn_metadata_status_get_type, 7 },
  { "TarnMetadataType", tarn_metadata_type_get_type, 4 },
  { "TarnRefreshCause", tarn_refresh_cause_get_type, 8 },
  { "TarnRefreshMode", tarn_refresh_mode_get_type, 4 },
  { "TarnRefreshStatus", tarn_refresh_status_get_type, 6 },
  { "TarnRefreshType", tarn_refresh_type_get_type, 3 },
  { "TarnTableFormat", tarn_table_format_get_type, 2 },
};

static void
test_type (gconstpointer data)
{
  const TypeRow *row = data;
  GEnumClass *class = g_type_class_ref (row->get_type ());

  g_assert_cmpstr (g_type_name (row->get_type ()), ==, row->name);
  g_assert_cmpuint (class->n_values, ==, row->n_values);
  g_assert_cmpint (class->maximum - class->minimum, ==, (int) row->n_values - 1);
  g_type_class_unref (class);
}

static void
test_flags (void)
{
  GFlagsClass *class = g_type_class_ref (TARN_TYPE_TIMEOUT_FLAGS);

  g_assert_cmpuint (class->mask, ==, TARN_TIMEOUT_BACKGROUND);
  g_type_class_unref (class);
}

/* --- Texts ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  GType (*get_type) (void);
  const char *(*to_string) (guint value);
  gboolean (*from_string) (const char *text, guint *out_value);
} TextRow;

#define TEXTS(TypeName, type_name)                                                                 \
  static const char *type_name##_write (guint value)                                               \
  {                                                                                                \
    return tarn_##type_name##_to_string ((TypeName) value);                                        \
  }                                                                                                \
                                                                                                   \
  static gboolean type_name##_read (const char *text, guint *out_value)                            \
  {                                                                                                \
    TypeName value = (TypeName) *out_value;                                                        \
    gboolean is_read = tarn_##type_name##_from_string (text, &value);                              \
                                                                                                   \
    g_assert_cmpint (tarn_##type_name##_from_string (text, NULL), ==, is_read);                    \
    *out_value = (guint) value;                                                                    \
    return is_read;                                                                                \
  }

TEXTS (TarnRefreshStatus, refresh_status)
TEXTS (TarnRefreshType, refresh_type)
TEXTS (TarnMetadataStatus, metadata_status)
TEXTS (TarnMetadataType, metadata_type)

#define TEXT_ROW(type_name)                                                                        \
  {                                                                                                \
#type_name, tarn_##type_name##_get_type, type_name##_write, type_name##_read                   \
  }

static const TextRow text_rows[] = {
  TEXT_ROW (refresh_status),
  TEXT_ROW (refresh_type),
  TEXT_ROW (metadata_status),
  TEXT_ROW (metadata_type),
};

/* The nick of a value is its text in lower case with hyphens, and only the value 0 has no text. */
static void
test_texts (gconstpointer data)
{
  const TextRow *row = data;
  GEnumClass *class = g_type_class_ref (row->get_type ());

  for (guint i = 0; i < class->n_values; i++)
    {
      const GEnumValue *value = &class->values[i];
      g_autofree char *upper = g_ascii_strup (value->value_nick, -1);
      const char *text = g_strdelimit (upper, "-", '_');
      guint read = 99;

      g_assert_cmpint (row->from_string (text, &read), ==, value->value != 0);
      g_assert_cmpstr (row->to_string ((guint) value->value), ==, value->value != 0 ? text : NULL);
      g_assert_cmpuint (read, ==, value->value != 0 ? (guint) value->value : 99);
    }
  g_type_class_unref (class);
}

static void
test_no_texts (gconstpointer data)
{
  const TextRow *row = data;
  const char *const texts[] = { "", "NONE", "running", "full", "SUCCEEDED ", "BUSINESS" };
  guint read = 99;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (row->from_string (texts[i], &read));
  g_assert_cmpuint (read, ==, 99);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/enumerations/type/", type_rows, test_type);
  g_test_add_func ("/enumerations/flags", test_flags);
  ADD_ROWS ("/enumerations/texts/", text_rows, test_texts);
  ADD_ROWS ("/enumerations/no-texts/", text_rows, test_no_texts);

  return g_test_run ();
}
