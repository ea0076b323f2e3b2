/* SPDX-License-Identifier: MIT */
#include "driver/arguments.h"

/* Names that collide when they are folded, and names with everything that is allowed. */
static const char *const databases[]
    = { "sales", "Sales", "SALES", "ops", "a/b", "\303\274n\303\257 \t" };
static const char *const tables[]
    = { "orders", "Orders",           "daily", "DAILY", "monthly", "w\"k", "a.b",
        "a*",     "\360\237\230\200", "x = y" };

static const char *
long_text (guint length)
{
  static char text[8200];

  memset (text, 'n', length);
  text[length] = '\0';
  return text;
}

const char *
draw_text (Draw *draw)
{
  static const char *const texts[] = {
    "",   "\xff\xfe",     "a\nb", "\xef\xbf\xbe",   "\xef\xbf\xbf", "plain", "\x01", "\x7f", NULL,
    "-1", "\xed\xa0\x80", "*",    "arn:aws:iam::1", "%n%s"
  };
  static const guint lengths[]
      = { 36, 37, 64, 65, 128, 129, 255, 256, 257, 513, 514, 2048, 2049, 8192, 8193 };

  return draw_chance (draw, 20) ? long_text (draw_of (draw, lengths)) : draw_of (draw, texts);
}

guint
draw_user (Draw *draw)
{
  return draw_chance (draw, 75) ? 0 : draw_below (draw, PRINCIPALS_MAX);
}

guint
draw_user_of (World *world, Draw *draw, const char *catalog)
{
  guint user = draw_user (draw);

  if (catalog == NULL || draw_chance (draw, 8))
    return user;
  for (guint i = 0; i < PRINCIPALS_MAX; i++)
    {
      guint other = (user + i) % PRINCIPALS_MAX;
      if (g_str_has_prefix (catalog, tarn_principal_get_account_id (world->principals[other])))
        return other;
    }
  return user;
}

guint
draw_user_of_name (World *world, Draw *draw, const TarnTableName *name)
{
  return draw_user_of (world, draw, tarn_table_name_get_catalog_id (name));
}

guint
draw_user_or (Draw *draw, guint usual)
{
  return draw_chance (draw, 90) ? usual : draw_below (draw, PRINCIPALS_MAX);
}

const char *
draw_catalog (Draw *draw)
{
  static const char *const catalogs[]
      = { "123456789012", "222222222222", "123456789012:s3tablescatalog/lake",
          "123456789012:s3tablescatalog/Lake", "222222222222:s3tablescatalog/lake" };
  static const char *const odd[] = { "333333333333", "123456789012:s3tablescatalog/", "lake",
                                     "123456789012:s3tablescatalog", "11111111111" };

  if (draw_chance (draw, 60))
    return NULL;
  if (draw_chance (draw, 90))
    return draw_of (draw, catalogs);
  return draw_chance (draw, 70) ? draw_of (draw, odd) : draw_text (draw);
}

/* In a database that exists, if there is any, or anywhere. */
TarnTableName *
draw_new_name (World *world, Draw *draw)
{
  g_autofree char *table = draw_chance (draw, 50) ? g_strdup (draw_of (draw, tables))
                                                  : g_strdup_printf ("t%u", draw_below (draw, 30));

  if (draw_chance (draw, 3))
    {
      g_free (table);
      table = g_strdup (draw_text (draw));
    }
  if (world->databases->len > 0 && draw_chance (draw, 90))
    {
      const TarnTableName *database
          = world->databases->pdata[draw_below (draw, world->databases->len)];
      return tarn_table_name_new (tarn_table_name_get_catalog_id (database),
                                  tarn_table_name_get_database_name (database), table);
    }
  const char *database = draw_of (draw, databases);
  g_autofree char *catalog = g_strdup (draw_catalog (draw));
  return tarn_table_name_new (catalog, draw_chance (draw, 97) ? database : draw_text (draw), table);
}

static char *
shout (const char *text)
{
  return g_ascii_strup (text, -1);
}

static TarnTableName *
draw_known (World *world, GPtrArray *names, Draw *draw)
{
  if (names->len == 0 || draw_chance (draw, 5))
    return draw_new_name (world, draw);
  const TarnTableName *name = names->pdata[draw_below (draw, names->len)];
  if (!draw_chance (draw, 15))
    return tarn_table_name_ref (name);
  g_autofree char *database = shout (tarn_table_name_get_database_name (name));
  g_autofree char *table = shout (tarn_table_name_get_table_name (name));
  return tarn_table_name_new (tarn_table_name_get_catalog_id (name), database, table);
}

TarnTableName *
draw_table (World *world, Draw *draw)
{
  return draw_known (world, draw_chance (draw, 95) ? world->tables : world->views, draw);
}

TarnTableName *
draw_view (World *world, Draw *draw)
{
  return draw_known (world, draw_chance (draw, 96) ? world->views : world->tables, draw);
}

guint64
draw_size (Draw *draw)
{
  const guint64 most = G_GUINT64_CONSTANT (1) << 60;
  const guint64 edges[] = { 0, 1, most - 1, most, most + 1, G_MAXUINT64, G_MAXINT64 };

  if (draw_chance (draw, 8))
    return draw_of (draw, edges);
  guint bits = 10 + draw_below (draw, 31);
  return draw_next (draw) % (G_GUINT64_CONSTANT (1) << bits);
}

const char *
draw_principal_pattern (Draw *draw)
{
  static const char *const patterns[] = { "*",
                                          "arn:aws:iam::123456789012:*",
                                          "arn:aws:iam::123456789012:role/etl",
                                          "arn:aws:iam::222222222222:root",
                                          "arn:aws:iam::2*",
                                          "arn:aws-cn:sts::123456789012:assumed-role/etl/session*",
                                          "",
                                          "Jos\303\251" };

  return draw_of (draw, patterns);
}

const char *
draw_action_pattern (Draw *draw)
{
  static const char *const patterns[] = { "*",
                                          "glue:*",
                                          "datazone:*",
                                          "glue:GetTable",
                                          "glue:StartMaterializedViewRefreshTaskRun",
                                          "lakeformation:SELECT",
                                          "datazone:StartMetadataGenerationRun",
                                          "datazone:CancelMetadataGenerationRun",
                                          "glue:Get*",
                                          "Commit",
                                          "glue:Create*",
                                          "glue:List*",
                                          "datazone:List*" };

  return draw_of (draw, patterns);
}

const char *
draw_resource_pattern (World *world, Draw *draw)
{
  static const char *const patterns[] = { "*",
                                          "123456789012*",
                                          "123456789012/sales/daily",
                                          "222222222222/*",
                                          "123456789012/sales/*",
                                          "123456789012/sales/orders",
                                          "dzd*" };

  if (world->domains->len > 0 && draw_chance (draw, 30))
    return draw_entity (world->domains, draw)->domain_id;
  return draw_of (draw, patterns);
}

const Entity *
draw_entity (GPtrArray *entities, Draw *draw)
{
  static const Entity nothing = { (char *) "dzd_nothing", (char *) "nothing", 0 };

  return entities->len > 0 ? entities->pdata[draw_below (draw, entities->len)] : &nothing;
}

gpointer
draw_newest (GPtrArray *items, Draw *draw)
{
  return items->len > 0 ? items->pdata[items->len - 1 - draw_below (draw, MIN (items->len, 25))]
                        : NULL;
}

const char *
draw_domain_id (World *world, Draw *draw)
{
  const Entity *entity = draw_entity (world->domains, draw);

  return draw_chance (draw, 97) ? entity->domain_id
                                : (draw_chance (draw, 50) ? "dzd-absent" : draw_text (draw));
}

guint
draw_user_of_domain (World *world, Draw *draw, const char *domain)
{
  for (guint i = 0; i < world->domains->len; i++)
    {
      const Entity *entity = world->domains->pdata[i];
      if (g_strcmp0 (entity->domain_id, domain) == 0)
        return draw_user_or (draw, entity->user);
    }
  return draw_user (draw);
}

guint
draw_user_of_project (World *world, Draw *draw, const char *project)
{
  for (guint i = 0; i < world->projects->len; i++)
    {
      const Entity *entity = world->projects->pdata[i];
      if (g_strcmp0 (entity->id, project) == 0)
        return draw_user_or (draw, entity->user);
    }
  return draw_user (draw);
}

const char *
draw_id (Draw *draw, const char *usual)
{
  if (draw_chance (draw, 95))
    return usual;
  return draw_chance (draw, 50) ? "absent" : draw_text (draw);
}

const char *
draw_type (Draw *draw)
{
  static const char *const types[]
      = { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES",
          "BUSINESS_GLOSSARY_ASSOCIATIONS" };

  return draw_chance (draw, 97) ? draw_of (draw, types) : draw_text (draw);
}

gint64
draw_duration (Draw *draw)
{
  static const gint64 scales[] = { 1,
                                   G_TIME_SPAN_SECOND,
                                   10 * G_TIME_SPAN_SECOND,
                                   G_TIME_SPAN_MINUTE,
                                   10 * G_TIME_SPAN_MINUTE,
                                   G_TIME_SPAN_HOUR,
                                   6 * G_TIME_SPAN_HOUR,
                                   G_TIME_SPAN_DAY };

  if (draw_chance (draw, 10))
    return 0;
  if (draw_chance (draw, 2))
    return draw_between (draw, 0, 45 * G_TIME_SPAN_DAY);
  gint64 scale = draw_of (draw, scales);
  return draw_chance (draw, 30) ? scale : draw_between (draw, 0, scale);
}

guint64
draw_tag (Draw *draw)
{
  return draw_chance (draw, 90) ? draw_below (draw, 5) : draw_next (draw);
}

gint
draw_percent (Draw *draw)
{
  static const gint edges[] = { -1, 0, 1, 100, 1000000 };

  return draw_chance (draw, 50) ? draw_of (draw, edges) : (gint) draw_below (draw, 200);
}
