/* SPDX-License-Identifier: MIT */
/*
 * Copies, writes, reads and describes domains, projects, users and memberships. A snapshot has no texts of
 * ids and no lookup tables, because the reader makes them again. The number of active runs of a domain is
 * counted when the runs are read.
 */
#include "datazone/domain.h"

#include "datazone/value-codec.h"

enum
{
  DOMAIN_BYTES_MIN = 16 + 1 + 4 + 4 + 4,
  TERM_BYTES_MIN = 4,
  PROJECT_BYTES_MIN = 4 + 16 + 4 + 1,
  USER_BYTES_MIN = 4 + 16 + 4,
  MEMBERSHIP_BYTES = 4 + 4,
};

/* --- Copying ---------------------------------------------------------------------------------- */

static void
copy_domain (TarnDomains *domains, const TarnDomain *from)
{
  TarnDomain *domain = g_memdup2 (from, sizeof *from);

  domain->name = g_strdup (from->name);
  domain->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_name_unref);
  tarn_name_table_init (&domain->term_names);
  domain->term_index = (TarnTermIndex){ NULL };
  for (guint32 i = 0; i < from->terms->len; i++)
    {
      TarnName *term = tarn_name_ref (from->terms->pdata[i]);

      tarn_name_table_insert (&domain->term_names, term, i);
      g_ptr_array_add (domain->terms, term);
    }

  g_ptr_array_add (domains->domains.list, domain);
}

static void
copy_project (TarnDomains *domains, const TarnProject *from)
{
  TarnProject *project = g_memdup2 (from, sizeof *from);

  project->name = g_strdup (from->name);
  g_ptr_array_add (domains->projects.list, project);
}

static void
copy_user (TarnDomains *domains, const TarnUser *from)
{
  TarnUser *user = g_memdup2 (from, sizeof *from);

  user->name = tarn_name_ref (from->name);
  tarn_name_table_insert (&domains->user_names, user->name, domains->users.list->len);
  g_ptr_array_add (domains->users.list, user);
}

void
tarn_domains_copy (TarnDomains *domains, const TarnDomains *from)
{
  for (guint32 i = 0; i < from->domains.list->len; i++)
    copy_domain (domains, tarn_domains_get_domain (from, i));
  for (guint32 i = 0; i < from->projects.list->len; i++)
    copy_project (domains, tarn_domains_get_project (from, i));
  for (guint32 i = 0; i < from->users.list->len; i++)
    copy_user (domains, tarn_domains_get_user (from, i));
  g_array_append_vals (domains->memberships, from->memberships->data, from->memberships->len);

  tarn_entities_copy_index (&domains->domains, &from->domains);
  tarn_entities_copy_index (&domains->projects, &from->projects);
  tarn_entities_copy_index (&domains->users, &from->users);
  tarn_identifier_index_copy (&domains->membership_index, &from->membership_index);
}

/* --- Domains ---------------------------------------------------------------------------------- */

static void
code_identity (TarnCodec *codec, TarnDomain *domain, gboolean *has_hyphen, char **account_id)
{
  tarn_datazone_code_id (codec, "id", &domain->entity.id);
  tarn_codec_boolean (codec, "version-2", has_hyphen);
  tarn_codec_text (codec, "account", account_id);
  tarn_datazone_code_member (codec, "name", TARN_DATAZONE_CREATE_DOMAIN, "name", &domain->name);
}

/* The hyphen in the id says the version: only domains of version 2 have it. */
static void
read_domain (TarnDomains *domains, TarnCodec *codec, TarnThrottle *accounts)
{
  TarnDomain read = { .name = NULL };
  gboolean has_hyphen = FALSE;
  g_autofree char *account_id = NULL;

  code_identity (codec, &read, &has_hyphen, &account_id);
  if (tarn_codec_check (codec, account_id != NULL && tarn_account_id_is (account_id), "account",
                        "is no account id"))
    {
      guint32 position
          = tarn_domains_add_domain_of (domains, &read.entity.id,
                                        tarn_throttle_ensure_account (accounts, account_id),
                                        account_id, read.name,
                                        has_hyphen ? TARN_DOMAIN_VERSION_2 : TARN_DOMAIN_VERSION_1);

      tarn_codec_check (codec, position != TARN_NO_POSITION, "id", "is there twice");
    }
  g_free (read.name);
}

static void
code_term (TarnDomain *domain, TarnCodec *codec, guint32 index)
{
  const TarnName *term = tarn_codec_is_reading (codec) ? NULL : domain->terms->pdata[index];
  char *name = term != NULL ? (char *) term->parts[0] : NULL;

  tarn_datazone_code_member (codec, "name", TARN_DATAZONE_CREATE_GLOSSARY_TERM, "name", &name);
  if (term != NULL)
    return;

  if (tarn_codec_is_ok (codec))
    tarn_codec_check (codec, tarn_domain_add_term (domain, name), "name", "is there twice");
  g_free (name);
}

static void
code_terms (TarnDomain *domain, TarnCodec *codec)
{
  tarn_codec_for_each (codec, i, "terms", "term", domain->terms->len, TERM_BYTES_MIN)
    code_term (domain, codec, i);
}

static void
code_domain (TarnDomains *domains, TarnCodec *codec, guint32 index, TarnThrottle *accounts)
{
  if (tarn_codec_is_reading (codec))
    read_domain (domains, codec, accounts);
  else
    {
      TarnDomain *domain = tarn_domains_get_domain (domains, index);
      gboolean has_hyphen = domain->id_text[3] == '-';
      char *account_id = domain->account_id;

      tarn_codec_label (codec, domain->id_text);
      code_identity (codec, domain, &has_hyphen, &account_id);
    }

  if (tarn_codec_is_ok (codec))
    code_terms (tarn_domains_get_domain (domains, index), codec);
}

/* --- Projects and users ----------------------------------------------------------------------- */

/* Projects and users both begin with these values. */
static void
code_entity (TarnDomains *domains, TarnCodec *codec, TarnEntity *entity, const char *id_text)
{
  const char *domain_id = NULL;

  if (!tarn_codec_is_reading (codec))
    {
      tarn_codec_label (codec, id_text);
      domain_id = tarn_domains_get_domain (domains, entity->domain)->id_text;
    }
  tarn_datazone_code_position (codec, "domain", &entity->domain, domains->domains.list->len,
                               domain_id);
  tarn_datazone_code_id (codec, "id", &entity->id);
}

static void
code_project (TarnDomains *domains, TarnCodec *codec, guint32 index)
{
  TarnProject read = { .name = NULL };
  TarnProject *project
      = tarn_codec_is_reading (codec) ? &read : tarn_domains_get_project (domains, index);

  code_entity (domains, codec, &project->entity, project->id_text);
  tarn_datazone_code_member (codec, "name", TARN_DATAZONE_CREATE_PROJECT, "name", &project->name);
  tarn_codec_boolean (codec, "generates-names", &project->generates_names);
  if (!tarn_codec_is_reading (codec))
    return;

  if (tarn_codec_is_ok (codec))
    {
      guint32 added
          = tarn_domains_add_project_of (domains, &read.entity.id, read.entity.domain, read.name);

      if (tarn_codec_check (codec, added != TARN_NO_POSITION, "id", "is there twice"))
        tarn_domains_get_project (domains, added)->generates_names = read.generates_names;
    }
  g_free (read.name);
}

static void
add_user (TarnDomains *domains, TarnCodec *codec, const TarnEntity *entity, const char *arn)
{
  if (tarn_codec_check (codec, arn != NULL && tarn_principal_arn_is (arn), "arn",
                        "is that of no principal")
      && tarn_codec_check (codec,
                           tarn_domains_find_user_by_arn (domains, entity->domain, arn)
                               == TARN_NO_POSITION,
                           "arn", "is there twice in the domain"))
    tarn_codec_check (codec,
                      tarn_domains_add_user_of (domains, &entity->id, entity->domain, arn)
                          != TARN_NO_POSITION,
                      "id", "is there twice");
}

static void
code_user (TarnDomains *domains, TarnCodec *codec, guint32 index)
{
  TarnUser read = { .name = NULL };
  TarnUser *user = tarn_codec_is_reading (codec) ? &read : tarn_domains_get_user (domains, index);
  g_autofree char *arn = NULL;

  code_entity (domains, codec, &user->entity, user->id_text);
  tarn_codec_kept_text (codec, "arn", user->name != NULL ? user->name->parts[1] : NULL, &arn);
  if (tarn_codec_is_reading (codec))
    add_user (domains, codec, &read.entity, arn);
}

/* --- Memberships ------------------------------------------------------------------------------ */

static void
add_membership (TarnDomains *domains, TarnCodec *codec, guint32 project, guint32 user)
{
  if (tarn_codec_is_ok (codec)
      && tarn_codec_check (codec,
                           tarn_domains_get_project (domains, project)->entity.domain
                               == tarn_domains_get_user (domains, user)->entity.domain,
                           "user", "is of another domain than the project"))
    tarn_codec_check (codec, tarn_domains_add_member (domains, project, user), "user",
                      "is a member twice");
}

static void
code_membership (TarnDomains *domains, TarnCodec *codec, guint32 index)
{
  const char *project_id = NULL, *user_id = NULL;
  g_autofree char *label = NULL;
  guint32 project = 0, user = 0;

  if (!tarn_codec_is_reading (codec))
    {
      const TarnMembership *membership
          = &g_array_index (domains->memberships, TarnMembership, index);

      project = tarn_membership_get_project (membership);
      user = tarn_membership_get_user (membership);
      project_id = tarn_domains_get_project (domains, project)->id_text;
      user_id = tarn_domains_get_user (domains, user)->id_text;
      label = g_strconcat (project_id, "/", user_id, NULL);
      tarn_codec_label (codec, label);
    }
  tarn_datazone_code_position (codec, "project", &project, domains->projects.list->len, project_id);
  tarn_datazone_code_position (codec, "user", &user, domains->users.list->len, user_id);
  if (tarn_codec_is_reading (codec))
    add_membership (domains, codec, project, user);
}

/* --- All entities ----------------------------------------------------------------------------- */

void
tarn_domains_code (TarnDomains *domains, TarnCodec *codec, TarnThrottle *accounts)
{
  tarn_codec_for_each (codec, i, "domains", "domain", domains->domains.list->len, DOMAIN_BYTES_MIN)
    code_domain (domains, codec, i, accounts);

  tarn_codec_for_each (codec, i, "projects", "project", domains->projects.list->len,
                       PROJECT_BYTES_MIN)
    code_project (domains, codec, i);

  tarn_codec_for_each (codec, i, "users", "user", domains->users.list->len, USER_BYTES_MIN)
    code_user (domains, codec, i);

  tarn_codec_for_each (codec, i, "memberships", "membership", domains->memberships->len,
                       MEMBERSHIP_BYTES)
    code_membership (domains, codec, i);
}
