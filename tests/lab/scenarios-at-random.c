/* SPDX-License-Identifier: MIT */
/*
 * Tests scenarios that are written at random: the canonical form is read as itself, and no text, however damaged, does
 * more than end in an error that names a line and what is allowed.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "driver/draw.h"
#include "lab/random-scenario.h"

enum
{
  N_SCENARIOS = 500,
  N_DAMAGED = 10000,
};

static TarnLabScenario *
read_text (const char *text, GError **error)
{
  return tarn_lab_scenario_new_from_text (text, -1, "random.lake", error);
}

static TarnLabScenario *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = read_text (text, &error);

  if (scenario == NULL)
    g_test_message ("%s", text);
  g_assert_no_error (error);
  return scenario;
}

static void
assert_same_again (TarnLabScenario *scenario)
{
  g_autoptr (TarnLabScenario) again = read_good (tarn_lab_scenario_get_text (scenario));

  g_assert_cmpstr (tarn_lab_scenario_get_text (again), ==, tarn_lab_scenario_get_text (scenario));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (again), ==,
                   tarn_lab_scenario_get_digest (scenario));
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (again), ==,
                    tarn_lab_scenario_get_n_axes (scenario));
  for (guint i = 0; i < tarn_lab_scenario_get_n_axes (scenario); i++)
    g_assert_cmpstrv ((gpointer) tarn_lab_scenario_get_axis_values (again, i),
                      (gpointer) tarn_lab_scenario_get_axis_values (scenario, i));
}

static void
test_canonical_forms_are_read_as_themselves (void)
{
  for (guint i = 0; i < N_SCENARIOS; i++)
    {
      g_autofree char *text = random_scenario_write (i);
      g_autoptr (TarnLabScenario) scenario = read_good (text);

      assert_same_again (scenario);
    }
}

/* It is the same whether one chooses in the file or in its canonical form. */
static void
test_choices_are_those_of_the_canonical_form (void)
{
  for (guint i = 0; i < N_SCENARIOS; i++)
    {
      Draw draw = draw_new (1, 2, i);
      g_autofree char *text = random_scenario_write (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabScenario) scenario = read_good (text);
      g_autoptr (TarnLabScenario) again = read_good (tarn_lab_scenario_get_text (scenario));
      guint n_axes = tarn_lab_scenario_get_n_axes (scenario);
      g_autofree guint *positions = g_new (guint, n_axes);

      for (guint j = 0; j < n_axes; j++)
        positions[j]
            = draw_below (&draw, g_strv_length (
                                     (gpointer) tarn_lab_scenario_get_axis_values (scenario, j)));
      g_autoptr (TarnLabScenario) one
          = tarn_lab_scenario_choose (scenario, positions, n_axes, &error);
      g_assert_no_error (error);
      g_autoptr (TarnLabScenario) other
          = tarn_lab_scenario_choose (again, positions, n_axes, &error);
      g_assert_no_error (error);

      g_assert_cmpuint (tarn_lab_scenario_get_n_axes (one), ==, 0);
      g_assert_cmpstr (tarn_lab_scenario_get_text (one), ==, tarn_lab_scenario_get_text (other));
      assert_same_again (one);
    }
}

/* --- Damage ----------------------------------------------------------------------------------- */

static void
damage (GString *text, Draw *draw)
{
  static const char letters[] = "[]{}=;,.#\"\\%d \t\n\r\x01\xff-0919eEx";
  gsize place = draw_below (draw, (guint) text->len);
  gsize length = 1 + draw_below (draw, 20);
  char letter = letters[draw_below (draw, sizeof letters - 1)];

  length = MIN (length, text->len - place);
  switch (draw_below (draw, 6))
    {
    case 0:
      g_string_truncate (text, place);
      break;
    case 1:
      g_string_erase (text, (gssize) place, (gssize) length);
      break;
    case 2:
      g_string_insert_c (text, (gssize) place, letter);
      break;
    case 3:
      text->str[place] = letter;
      break;
    case 4:
      {
        /* A copy of a piece of the text. */
        g_autofree char *piece = g_strndup (text->str + place, length);
        g_string_insert (text, (gssize) draw_below (draw, (guint) text->len), piece);
        break;
      }
    default:
      text->str[place] = (char) (text->str[place] ^ (1 << draw_below (draw, 8)));
      break;
    }
}

static void
assert_error_is_whole (const GError *error)
{
  g_assert_true (error->domain == TARN_LAB_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "random.lake:"));
  g_assert_nonnull (strstr (error->message, "; allowed: "));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_damaged_texts_end_in_an_error (void)
{
  guint n_good = 0;

  for (guint i = 0; i < N_DAMAGED; i++)
    {
      Draw draw = draw_new (1, 3, i);
      g_autofree char *whole = random_scenario_write (i % N_SCENARIOS);
      g_autoptr (GString) text = g_string_new (whole);
      g_autoptr (GError) error = NULL;

      for (guint n = 1 + draw_below (&draw, 3); n > 0 && text->len > 0; n--)
        damage (text, &draw);
      g_autoptr (TarnLabScenario) scenario
          = tarn_lab_scenario_new_from_text (text->str, (gssize) text->len, "random.lake", &error);
      if (scenario == NULL)
        assert_error_is_whole (error);
      else
        {
          assert_same_again (scenario);
          n_good++;
        }
    }

  /* Otherwise one of both is hardly tested. */
  g_assert_cmpuint (n_good, >, N_DAMAGED / 100);
  g_assert_cmpuint (n_good, <, N_DAMAGED / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scenario/canonical-forms-are-read-as-themselves",
                   test_canonical_forms_are_read_as_themselves);
  g_test_add_func ("/scenario/choices-are-those-of-the-canonical-form",
                   test_choices_are_those_of_the_canonical_form);
  g_test_add_func ("/scenario/damaged-texts-end-in-an-error", test_damaged_texts_end_in_an_error);

  return g_test_run ();
}
