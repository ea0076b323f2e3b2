/* SPDX-License-Identifier: MIT */
/*
 * Tests pages of runs. Each run has a letter, in the order in which the runs are added. The rows give the
 * pages as text, newest run first, with a comma for each token that leads to a next page.
 */
#include "runs/listing.h"

#include <string.h>

#include "worlds/rows.h"

enum
{
  SUBJECTS = 3, /* the last subject has no runs */
  ALL = SUBJECTS,
  TOKEN_LENGTH = 40,
};

typedef struct
{
  TarnRun run;
  char letter;
} Record;

/* The only option is 0, so runs never expire. */
typedef struct
{
  TarnCore core;
  TarnAdmission admission;
  TarnRuns runs;
  gint64 options[1];
  TarnRunHistory subjects[SUBJECTS];
  char next_letter;
  const char *listed; /* NULL for all letters */
} World;

static void
add (World *world, guint subject)
{
  const TarnIdentifier id = { 0, (guint64) world->next_letter };
  guint32 place = tarn_run_store_add (&world->runs.store, &id, subject, &world->subjects[subject]);

  tarn_run_store_get_typed (&world->runs.store, place, Record)->letter = world->next_letter++;
}

static void
remove_oldest (World *world, guint subject)
{
  tarn_run_store_remove_oldest (&world->runs.store, &world->subjects[subject]);
}

static TarnRunHistory *
get_history (TarnRoom *room, guint32 subject)
{
  return &((World *) (gpointer) room)->subjects[subject];
}

/* Adds a, c, d and g for the first subject, and b, e and f for the second. */
static void
world_init (World *world)
{
  const guint subjects[] = { 0, 1, 0, 0, 1, 1, 0 };

  static const TarnRunClass class = { .retention_age_us = 0, .get_history = get_history };

  *world = (World){ .next_letter = 'a' };
  world->admission.options = world->options;
  world->runs.class = &class;
  world->runs.room = (TarnRoom *) (gpointer) world;
  world->runs.admission = &world->admission;
  world->runs.core = &world->core;
  tarn_run_store_init (&world->runs.store, sizeof (Record), sizeof (TarnActiveRun),
                       sizeof (TarnActiveRun));
  tarn_random_init (&world->core.random, 1, 0);
  for (guint i = 0; i < SUBJECTS; i++)
    world->subjects[i] = tarn_run_history_new (i);
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    add (world, subjects[i]);
}

static void
world_clear (World *world)
{
  tarn_run_store_clear (&world->runs.store);
}

static char
get_letter (const World *world, guint32 run)
{
  return tarn_run_store_get_typed (&world->runs.store, run, Record)->letter;
}

static gboolean
is_listed (gconstpointer data, guint32 run)
{
  const World *world = data;

  return world->listed == NULL || strchr (world->listed, get_letter (world, run)) != NULL;
}

static TarnListing
make_listing (const World *world, guint subject)
{
  return (TarnListing){
    .runs = &world->runs,
    .history = subject == ALL ? NULL : &world->subjects[subject],
    .is_listed = is_listed,
    .data = world,
    .filter_hash = 100 + subject,
  };
}

/*
 * Returns the letters of a page. @token leads to the page, or is NULL for the first page. The function
 * replaces @token by the token for the next page.
 */
static char *
read_page (const TarnListing *listing, guint max, char **token)
{
  TarnListPosition position = { 0 };

  if (*token != NULL)
    g_assert_true (tarn_listing_parse_token (listing, *token, &position));
  g_clear_pointer (token, g_free);

  g_autoptr (GArray) page = tarn_listing_read_page (listing, position, max, token);
  char *letters = g_malloc (page->len + 1);
  for (guint i = 0; i < page->len; i++)
    letters[i] = get_letter (listing->data, g_array_index (page, guint32, i));
  letters[page->len] = '\0';

  return letters;
}

/* Checks the page that @token leads to, and whether there is a next page. */
static void
assert_page (const TarnListing *listing, guint max, char **token, const char *expected,
             gboolean has_more)
{
  g_autofree char *letters = read_page (listing, max, token);

  g_assert_cmpstr (letters, ==, expected);
  g_assert_cmpint (*token != NULL, ==, has_more);
}

/* --- Pages ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  guint subject;
  const char *listed;
  guint max;
  const char *pages;
} Row;

static const Row rows[] = {
  { "all/by-1", ALL, NULL, 1, "g,f,e,d,c,b,a" },
  { "all/by-2", ALL, NULL, 2, "gf,ed,cb,a" },
  { "all/one-is-left", ALL, NULL, 6, "gfedcb,a" },
  { "all/exactly-full", ALL, NULL, 7, "gfedcba" },
  { "all/not-full", ALL, NULL, 8, "gfedcba" },
  { "all/at-once", ALL, NULL, G_MAXUINT, "gfedcba" },
  { "subject/by-1", 0, NULL, 1, "g,d,c,a" },
  { "subject/by-2-exactly-full", 0, NULL, 2, "gd,ca" },
  { "subject/by-3", 0, NULL, 3, "gdc,a" },
  { "subject/exactly-full", 0, NULL, 4, "gdca" },
  { "subject/at-once", 0, NULL, G_MAXUINT, "gdca" },
  { "other-subject/by-1", 1, NULL, 1, "f,e,b" },
  { "other-subject/by-2", 1, NULL, 2, "fe,b" },
  { "other-subject/at-once", 1, NULL, 3, "feb" },
  { "nothing", 2, NULL, 5, "" },
  { "filter/by-1", ALL, "ace", 1, "e,c,a" },
  { "filter/by-2", ALL, "ace", 2, "ec,a" },
  { "filter/exactly-full", ALL, "ace", 3, "eca" },
  { "filter/oldest-is-not-listed", ALL, "ceg", 3, "gec" },
  { "filter/exactly-full-before-many", ALL, "gf", 2, "gf" },
  { "filter/oldest-only", ALL, "a", 1, "a" },
  { "filter/newest-only", ALL, "g", 1, "g" },
  { "filter/none", ALL, "", 1, "" },
  { "filter/of-subject", 0, "abcdef", 2, "dc,a" },
  { "filter/none-of-subject", 1, "acdg", 2, "" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GString) pages = g_string_new (NULL);
  g_autofree char *token = NULL;
  World world;

  world_init (&world);
  world.listed = row->listed;
  TarnListing listing = make_listing (&world, row->subject);
  do
    {
      g_autofree char *page = read_page (&listing, row->max, &token);

      g_string_append (pages, page);
      g_string_append (pages, token != NULL ? "," : "");
    }
  while (token != NULL);
  g_assert_cmpstr (pages->str, ==, row->pages);
  world_clear (&world);
}

/* --- Changes between two calls ---------------------------------------------------------------- */

static void
test_added_between (void)
{
  g_autofree char *of_all = NULL, *of_subject = NULL, *again = NULL;
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL), subject = make_listing (&world, 0);
  assert_page (&all, 2, &of_all, "gf", TRUE);
  assert_page (&subject, 1, &of_subject, "g", TRUE);
  add (&world, 0);
  add (&world, 1);

  assert_page (&all, 2, &of_all, "ed", TRUE);
  assert_page (&subject, 1, &of_subject, "d", TRUE);
  add (&world, 0);
  assert_page (&all, 3, &of_all, "cba", FALSE);
  assert_page (&subject, 2, &of_subject, "ca", FALSE);
  assert_page (&all, 4, &again, "jihg", TRUE);
  world_clear (&world);
}

/* The last run of the first page is removed, and then a new run takes its place. */
static void
test_removed_between (void)
{
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL);
  assert_page (&all, 6, &first, "gfedcb", TRUE);
  second = g_strdup (first);
  third = g_strdup (first);

  remove_oldest (&world, 1);
  assert_page (&all, 6, &first, "a", FALSE);
  add (&world, 0);
  g_assert_cmpuint (world.runs.store.n_places, ==, 7);
  assert_page (&all, 6, &second, "a", FALSE);
  remove_oldest (&world, 0);
  assert_page (&all, 6, &third, "", FALSE);
  world_clear (&world);
}

/* The runs that are older than the removed run belong to another subject, and a newer run is left too. */
static void
test_removed_with_others_left (void)
{
  g_autofree char *free_place = NULL, *reused_place = NULL;
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL);
  assert_page (&all, 4, &free_place, "gfed", TRUE);
  reused_place = g_strdup (free_place);
  for (guint i = 0; i < 3; i++)
    remove_oldest (&world, 0);

  assert_page (&all, 1, &free_place, "b", FALSE);
  for (guint i = 0; i < 3; i++)
    add (&world, 1);
  g_assert_cmpuint (world.runs.store.n_places, ==, 7);
  assert_page (&all, 1, &reused_place, "b", FALSE);
  world_clear (&world);
}

/* A page never has runs that are newer than the last listed run, even if no older run is left. */
static void
test_removed_of_subject (void)
{
  g_autofree char *free_place = NULL, *reused_place = NULL, *emptied = NULL;
  World world;

  world_init (&world);
  TarnListing subject = make_listing (&world, 0);
  assert_page (&subject, 3, &free_place, "gdc", TRUE);
  reused_place = g_strdup (free_place);
  emptied = g_strdup (free_place);
  remove_oldest (&world, 0);
  remove_oldest (&world, 0);

  assert_page (&subject, 3, &free_place, "", FALSE);
  add (&world, 0);
  add (&world, 0);
  assert_page (&subject, 3, &reused_place, "", FALSE);
  for (guint i = 0; i < 4; i++)
    remove_oldest (&world, 0);
  assert_page (&subject, 3, &emptied, "", FALSE);
  world_clear (&world);
}

/* --- Tokens ----------------------------------------------------------------------------------- */

static void
assert_refused (const TarnListing *listing, const char *token)
{
  TarnListPosition position = { 12, 34 };

  g_assert_false (tarn_listing_parse_token (listing, token, &position));
  g_assert_cmpuint (position.sequence, ==, 12);
  g_assert_cmpuint (position.run, ==, 34);
}

static char *
make_token (const TarnListing *listing)
{
  char *token = NULL;

  assert_page (listing, 2, &token, "gf", TRUE);
  g_assert_cmpuint (strlen (token), ==, TOKEN_LENGTH);
  return token;
}

static void
test_token_says_the_last_run (void)
{
  TarnListPosition position;
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL);
  g_autofree char *token = make_token (&all);
  g_assert_true (tarn_listing_parse_token (&all, token, &position));
  g_assert_cmpuint (position.sequence, ==, 6);
  g_assert_cmpuint (position.run, ==, 5);
  g_assert_true (g_str_has_prefix (token, "000000000000000600000005"));
  world_clear (&world);
}

/* An engine of the same seed has given the token, and has had more runs. */
static void
test_token_of_a_run_that_is_not_there_yet (void)
{
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL);
  g_autofree char *token = make_token (&all);
  TarnListPosition position = { 12, 34 };
  g_assert_true (tarn_listing_parse_run_token (&all, token, &position));
  g_assert_cmpuint (position.sequence, ==, 6);
  world.runs.store.next_sequence = 6;
  position = (TarnListPosition){ 12, 34 };
  g_assert_false (tarn_listing_parse_run_token (&all, token, &position));
  g_assert_cmpuint (position.sequence, ==, 12);
  world_clear (&world);
}

/* Each forged token is an allocation of its exact length, so that a sanitizer notices a read past the end. */
static void
test_every_byte_at_every_place (void)
{
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL);
  g_autofree char *token = make_token (&all);
  for (guint place = 0; place < TOKEN_LENGTH; place++)
    for (guint byte = 0; byte < 256; byte++)
      {
        g_autofree char *forged = g_strdup (token);

        forged[place] = (char) byte;
        if (forged[place] != token[place])
          assert_refused (&all, forged);
      }
  world_clear (&world);
}

static void
test_token_length_and_case (void)
{
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL);
  g_autofree char *token = make_token (&all);
  for (guint length = 0; length < TOKEN_LENGTH; length++)
    {
      g_autofree char *shorter = g_strndup (token, length);

      assert_refused (&all, shorter);
    }

  g_autofree char *longer = g_strconcat (token, "0", NULL);
  assert_refused (&all, longer);
  g_autofree char *spaced = g_strconcat (token, " ", NULL);
  assert_refused (&all, spaced);
  g_autofree char *doubled = g_strconcat (token, token, NULL);
  assert_refused (&all, doubled);
  g_autofree char *zeros = g_strnfill (TOKEN_LENGTH, '0');
  assert_refused (&all, zeros);
  g_autofree char *upper = g_ascii_strup (token, -1);
  g_assert_cmpstr (upper, !=, token);
  assert_refused (&all, upper);
  world_clear (&world);
}

/* A token works only for one listing of one engine. */
static void
test_token_of_another (void)
{
  TarnListPosition position;
  World world;

  world_init (&world);
  TarnListing all = make_listing (&world, ALL), other = all;
  g_autofree char *token = make_token (&all);
  other.filter_hash++;
  assert_refused (&other, token);
  other.filter_hash = all.filter_hash ^ G_GUINT64_CONSTANT (1) << 63;
  assert_refused (&other, token);

  tarn_random_init (&world.core.random, 2, 0);
  assert_refused (&all, token);
  tarn_random_init (&world.core.random, 1, 1);
  assert_refused (&all, token);
  tarn_random_init (&world.core.random, 1, 0);
  g_assert_true (tarn_listing_parse_token (&all, token, &position));
  world_clear (&world);
}

static void
test_token_of_another_subject (void)
{
  g_autofree char *token = NULL;
  World world;

  world_init (&world);
  TarnListing subject = make_listing (&world, 0), other = make_listing (&world, 1);
  TarnListing all = make_listing (&world, ALL);
  assert_page (&subject, 2, &token, "gd", TRUE);
  assert_refused (&other, token);
  assert_refused (&all, token);
  assert_page (&subject, 2, &token, "ca", FALSE);
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/listing/pages/", rows, test_row);
  g_test_add_func ("/listing/added-between", test_added_between);
  g_test_add_func ("/listing/removed-between", test_removed_between);
  g_test_add_func ("/listing/removed-with-others-left", test_removed_with_others_left);
  g_test_add_func ("/listing/removed-of-subject", test_removed_of_subject);
  g_test_add_func ("/listing/token-says-the-last-run", test_token_says_the_last_run);
  g_test_add_func ("/listing/token-of-a-run-that-is-not-there-yet",
                   test_token_of_a_run_that_is_not_there_yet);
  g_test_add_func ("/listing/token/every-byte-at-every-place", test_every_byte_at_every_place);
  g_test_add_func ("/listing/token/length-and-case", test_token_length_and_case);
  g_test_add_func ("/listing/token/of-another", test_token_of_another);
  g_test_add_func ("/listing/token/of-another-subject", test_token_of_another_subject);

  return g_test_run ();
}
