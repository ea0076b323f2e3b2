/* SPDX-License-Identifier: MIT */
#include "random-world-inside.h"

#include <string.h>

/* --- Random numbers --------------------------------------------------------------------------- */

/* Returns the next number of the SplitMix64 generator. */
static guint64
draw (RandomWorld *world)
{
  guint64 bits = world->memory.luck += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  bits = (bits ^ bits >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  bits = (bits ^ bits >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return bits ^ bits >> 31;
}

guint
random_world_pick (RandomWorld *world, guint bound)
{
  return (guint) (draw (world) % bound);
}

gboolean
random_world_chance (RandomWorld *world, guint permille)
{
  return random_world_pick (world, 1000) < permille;
}

gboolean
random_world_errs (RandomWorld *world)
{
  return random_world_chance (world, world->memory.wrong_permille);
}

#define EIGHT "12345678"
#define SIXTY_FOUR EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT

const char *
random_world_pick_wrong (RandomWorld *world)
{
  static const char *const wrong[] = {
    NULL,
    "",
    "nobody",
    "dzd_nobody",
    "two\nlines",
    "no \xff text",
    "999999999999",
    "123e4567-e89b-12d3-a456-426614174000",
    "00000000000000010000000000000000000000ff",
    SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR EIGHT,
  };

  return random_world_pick_of (world, wrong);
}

/* Few tags, so that several runs of a view or an asset have the same one. */
TarnStartOptions *
random_world_pick_start_options (RandomWorld *world, gboolean is_of_refresh)
{
  static const gint percents[] = { -1, 0, 20, 100, 1000000 };
  TarnStartOptions *options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, random_world_chance (world, 900)
                                           ? random_world_pick (world, 4)
                                           : draw (world));
  if (is_of_refresh ? random_world_chance (world, 500) : random_world_errs (world))
    tarn_start_options_set_refresh_mode (
        options,
        (TarnRefreshMode) random_world_pick (world, TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL + 1));
  if (is_of_refresh ? random_world_chance (world, 300) : random_world_errs (world))
    tarn_start_options_set_incremental_threshold_percent (options,
                                                          random_world_pick_of (world, percents));
  return options;
}

/* --- Principals ------------------------------------------------------------------------------- */

const char *const random_accounts[RANDOM_ACCOUNTS]
    = { "123456789012", "210987654321", "333333333333" };

static const struct
{
  guint account;
  const char *arn;
} principals[RANDOM_PRINCIPALS] = {
  { 0, "arn:aws:iam::123456789012:root" },     { 0, "arn:aws:iam::123456789012:role/etl" },
  { 0, "arn:aws:iam::123456789012:user/ana" }, { 1, "arn:aws:iam::210987654321:root" },
  { 1, "arn:aws:iam::210987654321:role/etl" }, { 2, "arn:aws:iam::333333333333:root" },
};

TarnPrincipal *
random_principal_new (guint principal)
{
  g_autoptr (GError) error = NULL;
  TarnPrincipal *made = tarn_principal_new (random_accounts[principals[principal].account],
                                            principals[principal].arn, &error);

  g_assert_no_error (error);
  return made;
}

const char *
random_principal_get_arn (guint principal)
{
  return principals[principal].arn;
}

guint
random_principal_get_account (guint principal)
{
  return principals[principal].account;
}

guint
random_world_pick_caller (RandomWorld *world, guint account)
{
  guint first = random_world_pick (world, RANDOM_PRINCIPALS);

  if (random_world_errs (world))
    return first;
  while (principals[first].account != account)
    first = (first + 1) % RANDOM_PRINCIPALS;
  return first;
}

void
random_world_create_clients (RandomWorld *world, guint principal)
{
  g_autoptr (TarnPrincipal) who = random_principal_new (principal);

  g_clear_object (&world->glue[principal]);
  g_clear_object (&world->datazone[principal]);
  world->glue[principal] = tarn_engine_create_glue_client (world->engine, who);
  world->datazone[principal] = tarn_engine_create_datazone_client (world->engine, who);
}

/* --- Memory ----------------------------------------------------------------------------------- */

void
random_bag_add (RandomBag *bag, const char *id, guint parent, guint owner, gboolean is_kept)
{
  if (is_kept && bag->n_ids == RANDOM_IDS_MAX)
    return;

  RandomId *added = &bag->ids[bag->n_added++ % RANDOM_IDS_MAX];
  bag->n_ids = MIN (bag->n_ids + 1, RANDOM_IDS_MAX);
  added->parent = parent;
  added->owner = owner;
  g_assert_cmpuint (strlen (id), <, RANDOM_ID_BYTES);
  g_strlcpy (added->text, id, RANDOM_ID_BYTES);
}

const RandomId *
random_world_pick_id (RandomWorld *world, const RandomBag *bag)
{
  guint picked = random_world_pick (world, MAX (bag->n_ids, 1));

  return bag->n_ids > 0 ? &bag->ids[picked] : NULL;
}

/* --- Acting ----------------------------------------------------------------------------------- */

void
random_world_append (RandomWorld *world, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (world->text, format, arguments);
  va_end (arguments);
}

void
random_world_keep_page (RandomWorld *world, RandomPages *pages, const RandomPage *page,
                        const char *next_token)
{
  random_world_append (world, " next %s", next_token != NULL ? next_token : "none");
  if (next_token == NULL)
    return;

  guint place = pages->n_pages < RANDOM_PAGES_MAX ? pages->n_pages++
                                                  : random_world_pick (world, RANDOM_PAGES_MAX);
  pages->pages[place] = *page;
  g_strlcpy (pages->pages[place].token, next_token, RANDOM_ID_BYTES);
}

static const char *
get_exception_name (const GError *error)
{
  static const char *const own[] = {
    [TARN_ERROR_BUSY] = "busy",
    [TARN_ERROR_INVALID_TIME] = "invalid time",
    [TARN_ERROR_LIMIT] = "limit",
    [TARN_ERROR_UNKNOWN_OPTION] = "unknown option",
    [TARN_ERROR_OUT_OF_RANGE] = "out of range",
    [TARN_ERROR_INVALID_PRINCIPAL] = "invalid principal",
    [TARN_ERROR_INVALID_FAULT_PLAN] = "invalid fault plan",
  };

  if (error->domain == TARN_GLUE_ERROR)
    return tarn_glue_error_get_exception_name ((TarnGlueError) error->code);
  if (error->domain == TARN_DATAZONE_ERROR)
    return tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code);
  g_assert_true (error->domain == TARN_ERROR);
  g_assert_cmpint (error->code, <, G_N_ELEMENTS (own));
  return own[error->code];
}

static RandomAnswer
perform (RandomWorld *world, const RandomKind *kind)
{
  g_autoptr (GError) error = NULL;
  RandomAnswer answer = { kind->service, kind->operation, kind->is_read, FALSE, NULL, NULL };

  random_world_append (world, "%s", kind->operation);
  answer.is_done = kind->act (world, &error);
  g_assert_true (answer.is_done == (error == NULL));
  if (error != NULL)
    {
      answer.exception = get_exception_name (error);
      random_world_append (world, " %s: %s", answer.exception, error->message);
      if (error->domain == TARN_GLUE_ERROR && tarn_glue_error_get_from_federation_source (error))
        random_world_append (world, " (federation source)");
    }
  random_world_append (world, " at %" G_GINT64_FORMAT "\n", tarn_engine_get_now (world->engine));
  return answer;
}

static const RandomAnswer *
act (RandomWorld *world, const RandomKind *kind)
{
  g_string_truncate (world->text, 0);
  world->answer = perform (world, kind);
  world->answer.text = world->text->str;
  return &world->answer;
}

static const RandomKind *const rooms[]
    = { random_glue_kinds, random_catalog_kinds, random_datazone_kinds, random_domain_kinds,
        random_engine_kinds };

/* Returns the kind at a position among the kinds of all rooms, or NULL after the last kind. */
static const RandomKind *
get_kind (guint index, guint n_rooms)
{
  for (guint i = 0; i < n_rooms; i++)
    for (const RandomKind *kind = rooms[i]; kind->act != NULL; kind++)
      if (index-- == 0)
        return kind;

  return NULL;
}

static const RandomKind *
pick_kind (RandomWorld *world, guint n_rooms)
{
  const RandomKind *kind, *picked = NULL;
  guint total = 0;

  /*
   * Each kind replaces the picked one with a probability of its weight divided by the sum of the weights so
   * far.
   */
  for (guint i = 0; (kind = get_kind (i, n_rooms)) != NULL; i++)
    if (world->memory.kinds >> i & 1)
      {
        total += kind->weight;
        if (random_world_pick (world, total) < kind->weight)
          picked = kind;
      }

  return picked;
}

const RandomAnswer *
random_world_act (RandomWorld *world)
{
  return act (world, pick_kind (world, G_N_ELEMENTS (rooms)));
}

/* Leaves out the engine's own functions, because inside of a callback some of them are programmer errors. */
void
random_world_act_inside (RandomWorld *world)
{
  const RandomKind *kind = pick_kind (world, G_N_ELEMENTS (rooms) - 1);

  if (kind != NULL)
    perform (world, kind);
}

const RandomAnswer *
random_world_move (RandomWorld *world)
{
  guint n_kinds = 0;

  while (random_clock_kinds[n_kinds].act != NULL)
    n_kinds++;
  return act (world, &random_clock_kinds[random_world_pick (world, n_kinds)]);
}

gboolean
random_world_step (RandomWorld *world)
{
  g_autoptr (GError) error = NULL;
  gboolean stepped = FALSE;

  tarn_engine_step (world->engine, &stepped, &error);
  g_assert_no_error (error);
  return stepped;
}

/* --- Making ----------------------------------------------------------------------------------- */

/* Always includes the operations that start a run, because without runs little would happen. */
static guint64
draw_kinds (RandomWorld *world)
{
  guint64 kinds = 0, all = 0;
  const RandomKind *kind;

  for (guint i = 0; (kind = get_kind (i, G_N_ELEMENTS (rooms))) != NULL; i++)
    {
      all |= G_GUINT64_CONSTANT (1) << i;
      if (random_world_chance (world, 500) || g_str_has_prefix (kind->operation, "Start"))
        kinds |= G_GUINT64_CONSTANT (1) << i;
    }

  return world->memory.flags & RANDOM_WORLD_WITH_ALL_KINDS ? all : kinds;
}

RandomWorld *
random_world_new (guint64 seed, RandomWorldFlags flags)
{
  RandomWorld *world = g_new0 (RandomWorld, 1);

  world->memory.luck = seed;
  world->memory.flags = flags;
  world->text = g_string_new (NULL);
  world->engine = tarn_engine_new (draw (world));
  world->memory.has_faults = random_world_chance (world, 500);
  if (flags & RANDOM_WORLD_WITH_FAULTS)
    world->memory.has_faults = TRUE;
  if (flags & RANDOM_WORLD_WITHOUT_FAULTS)
    world->memory.has_faults = FALSE;
  for (guint i = 0; i < RANDOM_PRINCIPALS; i++)
    random_world_create_clients (world, i);

  random_world_found_lake (world);
  random_world_found_domains (world);
  random_world_draw_options (world);
  world->memory.kinds = draw_kinds (world);
  world->memory.wrong_permille
      = (flags & RANDOM_WORLD_OFTEN_WRONG ? 20 : 5)
        + random_world_pick (world, flags & RANDOM_WORLD_OFTEN_WRONG ? 250 : 60);
  return world;
}

RandomWorld *
random_world_attach (const RandomWorld *world, TarnEngine *engine)
{
  RandomWorld *attached = g_new0 (RandomWorld, 1);

  attached->engine = g_object_ref (engine);
  attached->memory = world->memory;
  attached->text = g_string_new (NULL);
  for (guint i = 0; i < RANDOM_PRINCIPALS; i++)
    random_world_create_clients (attached, i);
  return attached;
}

void
random_world_free (RandomWorld *world)
{
  if (world == NULL)
    return;

  for (guint i = 0; i < RANDOM_PRINCIPALS; i++)
    {
      g_clear_object (&world->glue[i]);
      g_clear_object (&world->datazone[i]);
    }
  g_clear_object (&world->engine);
  g_string_free (world->text, TRUE);
  g_free (world);
}

TarnEngine *
random_world_get_engine (RandomWorld *world)
{
  return world->engine;
}
