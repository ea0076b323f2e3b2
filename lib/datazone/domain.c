/* SPDX-License-Identifier: MIT */
#include "datazone/domain.h"

#include <string.h>

#include "datazone/datazone-service.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnDomainVersion, tarn_domain_version,
                    G_DEFINE_ENUM_VALUE (TARN_DOMAIN_VERSION_1, "version-1"),
                    G_DEFINE_ENUM_VALUE (TARN_DOMAIN_VERSION_2, "version-2"))
/* clang-format on */

static void
free_domain (gpointer data)
{
  TarnDomain *domain = data;

  g_free (domain->name);
  tarn_name_table_clear (&domain->term_names);
  g_ptr_array_unref (domain->terms);
  tarn_term_index_clear (&domain->term_index);
  g_free (domain);
}

static void
free_project (gpointer data)
{
  g_free (((TarnProject *) data)->name);
  g_free (data);
}

static void
free_user (gpointer data)
{
  tarn_name_unref (((TarnUser *) data)->name);
  g_free (data);
}

void
tarn_domains_init (TarnDomains *domains, const TarnRandom *random)
{
  *domains = (TarnDomains){
    .random = random,
    .memberships = g_array_new (FALSE, FALSE, sizeof (TarnMembership)),
  };
  tarn_entities_init (&domains->domains, free_domain);
  tarn_entities_init (&domains->projects, free_project);
  tarn_entities_init (&domains->users, free_user);
  tarn_name_table_init (&domains->user_names);
}

void
tarn_domains_clear (TarnDomains *domains)
{
  tarn_entities_clear (&domains->domains);
  tarn_entities_clear (&domains->projects);
  tarn_entities_clear (&domains->users);
  g_clear_pointer (&domains->memberships, g_array_unref);
  tarn_name_table_clear (&domains->user_names);
  tarn_identifier_index_clear (&domains->membership_index);
}

/* --- Adding ----------------------------------------------------------------------------------- */

guint32
tarn_domains_add_domain_of (TarnDomains *domains, const TarnIdentifier *id, guint32 account,
                            const char *account_id, const char *name, TarnDomainVersion version)
{
  if (tarn_entities_has (&domains->domains, id))
    return TARN_NO_POSITION;

  TarnDomain *domain = g_new0 (TarnDomain, 1);
  domain->entity = (TarnEntity){ *id, domains->domains.list->len };
  domain->name = g_strdup (name);
  domain->account = account;
  domain->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_name_unref);
  memcpy (domain->id_text, version == TARN_DOMAIN_VERSION_2 ? "dzd-" : "dzd_", 4);
  tarn_identifier_format_code (id, domain->id_text + 4);
  g_strlcpy (domain->account_id, account_id, sizeof domain->account_id);
  tarn_name_table_init (&domain->term_names);
  return tarn_entities_add (&domains->domains, &domain->entity);
}

guint32
tarn_domains_add_domain (TarnDomains *domains, guint32 account, const char *account_id,
                         const char *name, TarnDomainVersion version)
{
  TarnIdentifier id = tarn_entities_draw_id (&domains->domains, domains->random,
                                             TARN_PURPOSE_DOMAIN_ID, account_id, name);

  return tarn_domains_add_domain_of (domains, &id, account, account_id, name, version);
}

guint32
tarn_domains_add_project_of (TarnDomains *domains, const TarnIdentifier *id, guint32 domain,
                             const char *name)
{
  if (tarn_entities_has (&domains->projects, id))
    return TARN_NO_POSITION;

  TarnProject *project = g_new0 (TarnProject, 1);
  project->entity = (TarnEntity){ *id, domain };
  project->name = g_strdup (name);
  tarn_identifier_format_code (id, project->id_text);
  return tarn_entities_add (&domains->projects, &project->entity);
}

guint32
tarn_domains_add_project (TarnDomains *domains, guint32 domain, const char *name)
{
  const char *domain_id = tarn_domains_get_domain (domains, domain)->id_text;
  TarnIdentifier id = tarn_entities_draw_id (&domains->projects, domains->random,
                                             TARN_PURPOSE_PROJECT_ID, domain_id, name);

  return tarn_domains_add_project_of (domains, &id, domain, name);
}

guint32
tarn_domains_add_user_of (TarnDomains *domains, const TarnIdentifier *id, guint32 domain,
                          const char *arn)
{
  const char *parts[] = { tarn_domains_get_domain (domains, domain)->id_text, arn };

  if (tarn_entities_has (&domains->users, id))
    return TARN_NO_POSITION;

  TarnUser *user = g_new0 (TarnUser, 1);
  user->entity = (TarnEntity){ *id, domain };
  user->name = tarn_name_new (parts, G_N_ELEMENTS (parts));
  tarn_identifier_format_code (id, user->id_text);
  tarn_name_table_insert (&domains->user_names, user->name, domains->users.list->len);
  return tarn_entities_add (&domains->users, &user->entity);
}

guint32
tarn_domains_add_user (TarnDomains *domains, guint32 domain, const char *arn)
{
  const char *domain_id = tarn_domains_get_domain (domains, domain)->id_text;
  TarnIdentifier id = tarn_entities_draw_id (&domains->users, domains->random, TARN_PURPOSE_USER_ID,
                                             domain_id, arn);

  return tarn_domains_add_user_of (domains, &id, domain, arn);
}

static const TarnIdentifier *
get_membership_id (gconstpointer array, guint32 position)
{
  return &g_array_index ((const GArray *) array, TarnMembership, position).id;
}

static TarnIdentifier
make_membership_id (guint32 project, guint32 user)
{
  return (TarnIdentifier){ (guint64) project << 32 | user, 0 };
}

gboolean
tarn_domains_add_member (TarnDomains *domains, guint32 project, guint32 user)
{
  TarnMembership membership = { make_membership_id (project, user) };

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

  guint32 domain = tarn_entities_look_up (&domains->domains, &identifier);
  if (domain == TARN_NO_POSITION
      || strcmp (tarn_domains_get_domain (domains, domain)->id_text, id) != 0)
    return TARN_NO_POSITION;
  return domain;
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
  TarnIdentifier id = make_membership_id (project, user);

  return tarn_identifier_index_lookup (&domains->membership_index, &id, get_membership_id,
                                       domains->memberships)
         != TARN_NO_POSITION;
}
