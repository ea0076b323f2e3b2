/* SPDX-License-Identifier: MIT */
#include "datazone/domain.h"

#include <string.h>

static void
clear_domain (gpointer data)
{
  TarnDomain *domain = data;

  g_free (domain->name);
  tarn_name_table_clear (&domain->term_names);
  g_ptr_array_unref (domain->terms);
}

static void
clear_project (gpointer data)
{
  g_free (((TarnProject *) data)->name);
}

static void
free_user (gpointer data)
{
  TarnUser *user = data;

  tarn_name_unref (user->name);
  g_free (user);
}

void
tarn_domains_init (TarnDomains *domains, const TarnRandom *random)
{
  *domains = (TarnDomains){
    .random = random,
    .domains = g_array_new (FALSE, FALSE, sizeof (TarnDomain)),
    .projects = g_array_new (FALSE, FALSE, sizeof (TarnProject)),
    .users = g_ptr_array_new_with_free_func (free_user),
    .memberships = g_array_new (FALSE, FALSE, sizeof (TarnMembership)),
  };
  g_array_set_clear_func (domains->domains, clear_domain);
  g_array_set_clear_func (domains->projects, clear_project);
  tarn_name_table_init (&domains->user_names);
}

void
tarn_domains_clear (TarnDomains *domains)
{
  g_clear_pointer (&domains->domains, g_array_unref);
  g_clear_pointer (&domains->projects, g_array_unref);
  g_clear_pointer (&domains->users, g_ptr_array_unref);
  g_clear_pointer (&domains->memberships, g_array_unref);
  tarn_name_table_clear (&domains->user_names);
  tarn_identifier_index_clear (&domains->domain_index);
  tarn_identifier_index_clear (&domains->project_index);
  tarn_identifier_index_clear (&domains->user_index);
  tarn_identifier_index_clear (&domains->membership_index);
}

/* --- Ids -------------------------------------------------------------------------------------- */

static const TarnIdentifier *
get_domain_id (gconstpointer array, guint32 position)
{
  return &g_array_index ((const GArray *) array, TarnDomain, position).id;
}

static const TarnIdentifier *
get_project_id (gconstpointer array, guint32 position)
{
  return &g_array_index ((const GArray *) array, TarnProject, position).id;
}

static const TarnIdentifier *
get_user_id (gconstpointer array, guint32 position)
{
  return &((const TarnUser *) ((const GPtrArray *) array)->pdata[position])->id;
}

static const TarnIdentifier *
get_membership_id (gconstpointer array, guint32 position)
{
  return &g_array_index ((const GArray *) array, TarnMembership, position).id;
}

/* Where ids are looked for, and whose luck it is. */
typedef struct
{
  const TarnRandom *random;
  TarnPurpose purpose;
  guint64 entity;
  const TarnIdentifierIndex *index;
  TarnIdentifierFunc get;
  gconstpointer array;
} IdSource;

/* The n-th id, counted from 0, of the entities of a name. FALSE if somebody has it. */
static gboolean
draw_free_id (const IdSource *source, guint64 n, TarnIdentifier *ret_id)
{
  TarnDraw draw = { source->entity, (guint32) (n >> 16), (guint16) source->purpose, (guint16) n };

  *ret_id = tarn_identifier_draw_code (source->random, &draw);
  return tarn_identifier_index_lookup (source->index, ret_id, source->get, source->array)
         == TARN_NO_POSITION;
}

/* The first that nobody has: those before it are taken without a gap, so it is not far to look. */
static TarnIdentifier
find_free_id (const IdSource *source)
{
  guint64 taken = 0, free = 1;
  TarnIdentifier id;

  if (draw_free_id (source, 0, &id))
    return id;
  while (!draw_free_id (source, free, &id))
    {
      taken = free;
      free *= 2;
    }
  while (free - taken > 1)
    {
      guint64 middle = taken + (free - taken) / 2;

      if (draw_free_id (source, middle, &id))
        free = middle;
      else
        taken = middle;
    }

  draw_free_id (source, free, &id);
  return id;
}

TarnIdentifier
tarn_domains_draw_id (const TarnRandom *random, TarnPurpose purpose, const char *parent_id,
                      const char *name, const TarnIdentifierIndex *index, TarnIdentifierFunc get,
                      gconstpointer array)
{
  const char *parts[] = { parent_id, name };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  IdSource source = { random, purpose, key.hash, index, get, array };
  return find_free_id (&source);
}

/* --- Adding ----------------------------------------------------------------------------------- */

static gboolean
is_free (const TarnIdentifierIndex *index, const TarnIdentifier *id, TarnIdentifierFunc get,
         gconstpointer array)
{
  return tarn_identifier_index_lookup (index, id, get, array) == TARN_NO_POSITION;
}

guint32
tarn_domains_add_domain_of (TarnDomains *domains, const TarnIdentifier *id, guint32 account,
                            const char *account_id, const char *name, TarnDomainVersion version)
{
  guint32 position = domains->domains->len;

  if (!is_free (&domains->domain_index, id, get_domain_id, domains->domains))
    return TARN_NO_POSITION;

  TarnDomain domain = {
    .id = *id,
    .name = g_strdup (name),
    .account = account,
    .terms = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_name_unref),
  };

  memcpy (domain.id_text, version == TARN_DOMAIN_VERSION_2 ? "dzd-" : "dzd_", 4);
  tarn_identifier_format_code (&domain.id, domain.id_text + 4);
  g_strlcpy (domain.account_id, account_id, sizeof domain.account_id);
  tarn_name_table_init (&domain.term_names);
  g_array_append_val (domains->domains, domain);
  tarn_identifier_index_insert (&domains->domain_index, position, get_domain_id, domains->domains);

  return position;
}

guint32
tarn_domains_add_domain (TarnDomains *domains, guint32 account, const char *account_id,
                         const char *name, TarnDomainVersion version)
{
  TarnIdentifier id
      = tarn_domains_draw_id (domains->random, TARN_PURPOSE_DOMAIN_ID, account_id, name,
                              &domains->domain_index, get_domain_id, domains->domains);

  return tarn_domains_add_domain_of (domains, &id, account, account_id, name, version);
}

guint32
tarn_domains_add_project_of (TarnDomains *domains, const TarnIdentifier *id, guint32 domain,
                             const char *name)
{
  guint32 position = domains->projects->len;

  if (!is_free (&domains->project_index, id, get_project_id, domains->projects))
    return TARN_NO_POSITION;

  TarnProject project = { .id = *id, .name = g_strdup (name), .domain = domain };

  tarn_identifier_format_code (&project.id, project.id_text);
  g_array_append_val (domains->projects, project);
  tarn_identifier_index_insert (&domains->project_index, position, get_project_id,
                                domains->projects);

  return position;
}

guint32
tarn_domains_add_project (TarnDomains *domains, guint32 domain, const char *name)
{
  TarnIdentifier id
      = tarn_domains_draw_id (domains->random, TARN_PURPOSE_PROJECT_ID,
                              tarn_domains_get_domain (domains, domain)->id_text, name,
                              &domains->project_index, get_project_id, domains->projects);

  return tarn_domains_add_project_of (domains, &id, domain, name);
}

guint32
tarn_domains_add_user_of (TarnDomains *domains, const TarnIdentifier *id, guint32 domain,
                          const char *arn)
{
  guint32 position = domains->users->len;
  const char *parts[] = { tarn_domains_get_domain (domains, domain)->id_text, arn };

  if (!is_free (&domains->user_index, id, get_user_id, domains->users))
    return TARN_NO_POSITION;

  TarnUser *user = g_new0 (TarnUser, 1);
  user->id = *id;
  user->name = tarn_name_new (parts, G_N_ELEMENTS (parts));
  user->domain = domain;
  tarn_identifier_format_code (&user->id, user->id_text);

  g_ptr_array_add (domains->users, user);
  tarn_identifier_index_insert (&domains->user_index, position, get_user_id, domains->users);
  tarn_name_table_insert (&domains->user_names, user->name, position);

  return position;
}

guint32
tarn_domains_add_user (TarnDomains *domains, guint32 domain, const char *arn)
{
  TarnIdentifier id = tarn_domains_draw_id (domains->random, TARN_PURPOSE_USER_ID,
                                            tarn_domains_get_domain (domains, domain)->id_text, arn,
                                            &domains->user_index, get_user_id, domains->users);

  return tarn_domains_add_user_of (domains, &id, domain, arn);
}

/* The positions make it unique; the ids, which are as good as random, make it spread. */
static TarnIdentifier
make_membership_id (const TarnDomains *domains, guint32 project, guint32 user)
{
  return (TarnIdentifier){ (guint64) project << 32 | user,
                           tarn_domains_get_project (domains, project)->id.low
                               + tarn_domains_get_user (domains, user)->id.low };
}

gboolean
tarn_domains_add_member (TarnDomains *domains, guint32 project, guint32 user)
{
  TarnMembership membership = { make_membership_id (domains, project, user) };

  if (tarn_domains_has_member (domains, project, user))
    return FALSE;

  g_array_append_val (domains->memberships, membership);
  tarn_identifier_index_insert (&domains->membership_index, domains->memberships->len - 1,
                                get_membership_id, domains->memberships);
  return TRUE;
}

gboolean
tarn_domain_add_term (TarnDomain *domain, const char *term)
{
  TarnName *name = tarn_name_new (&term, 1);
  guint32 position;

  if (tarn_name_table_lookup (&domain->term_names, name, &position))
    {
      tarn_name_unref (name);
      return FALSE;
    }

  tarn_name_table_insert (&domain->term_names, name, domain->terms->len);
  g_ptr_array_add (domain->terms, name);
  return TRUE;
}

/* --- Finding ---------------------------------------------------------------------------------- */

guint32
tarn_domains_find_domain (const TarnDomains *domains, const char *id)
{
  TarnIdentifier identifier;

  if (strnlen (id, 4) < 4 || !tarn_identifier_parse_code (id + 4, &identifier))
    return TARN_NO_POSITION;

  guint32 domain = tarn_identifier_index_lookup (&domains->domain_index, &identifier, get_domain_id,
                                                 domains->domains);
  if (domain == TARN_NO_POSITION
      || strcmp (tarn_domains_get_domain (domains, domain)->id_text, id) != 0)
    return TARN_NO_POSITION;
  return domain;
}

guint32
tarn_domains_find_project (const TarnDomains *domains, guint32 domain, const char *id)
{
  TarnIdentifier identifier;

  if (!tarn_identifier_parse_code (id, &identifier))
    return TARN_NO_POSITION;

  guint32 project = tarn_identifier_index_lookup (&domains->project_index, &identifier,
                                                  get_project_id, domains->projects);
  if (project == TARN_NO_POSITION || tarn_domains_get_project (domains, project)->domain != domain)
    return TARN_NO_POSITION;
  return project;
}

guint32
tarn_domains_find_user (const TarnDomains *domains, guint32 domain, const char *id)
{
  TarnIdentifier identifier;

  if (!tarn_identifier_parse_code (id, &identifier))
    return TARN_NO_POSITION;

  guint32 user = tarn_identifier_index_lookup (&domains->user_index, &identifier, get_user_id,
                                               domains->users);
  if (user == TARN_NO_POSITION || tarn_domains_get_user (domains, user)->domain != domain)
    return TARN_NO_POSITION;
  return user;
}

guint32
tarn_domains_find_user_by_arn (const TarnDomains *domains, guint32 domain, const char *arn)
{
  const char *parts[] = { tarn_domains_get_domain (domains, domain)->id_text, arn };
  TarnName key;
  guint32 position;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  return tarn_name_table_lookup (&domains->user_names, &key, &position) ? position
                                                                        : TARN_NO_POSITION;
}

gboolean
tarn_domains_has_member (const TarnDomains *domains, guint32 project, guint32 user)
{
  TarnIdentifier id = make_membership_id (domains, project, user);

  return tarn_identifier_index_lookup (&domains->membership_index, &id, get_membership_id,
                                       domains->memberships)
         != TARN_NO_POSITION;
}
