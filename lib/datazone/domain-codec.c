/* SPDX-License-Identifier: MIT */
/*
 * Domains, projects, users and memberships as they are copied, saved and told. Texts of ids and the
 * tables in which all are found are made anew; how many runs a domain has comes with the runs.
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
  TarnDomain domain = *from;

  domain.name = g_strdup (from->name);
  domain.terms = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_name_unref);
  tarn_name_table_init (&domain.term_names);
  for (guint32 i = 0; i < from->terms->len; i++)
    {
      TarnName *term = tarn_name_ref (from->terms->pdata[i]);

      tarn_name_table_insert (&domain.term_names, term, i);
      g_ptr_array_add (domain.terms, term);
    }

  g_array_append_val (domains->domains, domain);
}

static void
copy_user (TarnDomains *domains, const TarnUser *from)
{
  TarnUser *user = g_memdup2 (from, sizeof *from);

  user->name = tarn_name_ref (from->name);
  tarn_name_table_insert (&domains->user_names, user->name, domains->users->len);
  g_ptr_array_add (domains->users, user);
}

void
tarn_domains_copy (TarnDomains *domains, const TarnDomains *from)
{
  for (guint32 i = 0; i < from->domains->len; i++)
    copy_domain (domains, tarn_domains_get_domain (from, i));
  g_array_append_vals (domains->projects, from->projects->data, from->projects->len);
  for (guint32 i = 0; i < from->projects->len; i++)
    {
      TarnProject *project = tarn_domains_get_project (domains, i);

      project->name = g_strdup (project->name);
    }
  for (guint32 i = 0; i < from->users->len; i++)
    copy_user (domains, tarn_domains_get_user (from, i));
  g_array_append_vals (domains->memberships, from->memberships->data, from->memberships->len);

  tarn_identifier_index_copy (&domains->domain_index, &from->domain_index);
  tarn_identifier_index_copy (&domains->project_index, &from->project_index);
  tarn_identifier_index_copy (&domains->user_index, &from->user_index);
  tarn_identifier_index_copy (&domains->membership_index, &from->membership_index);
}

/* --- Domains ---------------------------------------------------------------------------------- */

/* What a domain is made of. */
typedef struct
{
  TarnIdentifier id;
  gboolean has_hyphen; /* in its id, as those of version 2 have */
  char *account_id;
  char *name;
} DomainIdentity;

static void
code_identity (TarnCodec *codec, DomainIdentity *identity)
{
  tarn_datazone_code_id (codec, "id", &identity->id);
  tarn_codec_boolean (codec, "version-2", &identity->has_hyphen);
  tarn_codec_text (codec, "account", &identity->account_id);
  tarn_datazone_code_member (codec, "name", TARN_DATAZONE_CREATE_DOMAIN, 0, &identity->name);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec,
                      identity->account_id != NULL && tarn_account_id_is (identity->account_id),
                      "account", "is no account id");
}

static void
read_domain (TarnDomains *domains, TarnCodec *codec, TarnThrottle *accounts)
{
  DomainIdentity read = { .account_id = NULL };

  code_identity (codec, &read);
  if (tarn_codec_is_ok (codec))
    {
      guint32 account = tarn_throttle_ensure_account (accounts, read.account_id);
      guint32 position
          = tarn_domains_add_domain_of (domains, &read.id, account, read.account_id, read.name,
                                        read.has_hyphen ? TARN_DOMAIN_VERSION_2
                                                        : TARN_DOMAIN_VERSION_1);

      tarn_codec_check (codec, position != TARN_NO_POSITION, "id", "is there twice");
    }
  g_free (read.account_id);
  g_free (read.name);
}

static void
code_term (TarnDomain *domain, TarnCodec *codec, guint32 index)
{
  g_autofree char *read = NULL;

  if (!tarn_codec_is_reading (codec))
    {
      tarn_codec_put_text (codec, "name",
                           ((const TarnName *) domain->terms->pdata[index])->parts[0]);
      return;
    }

  tarn_datazone_code_member (codec, "name", TARN_DATAZONE_CREATE_GLOSSARY_TERM, 1, &read);
  if (tarn_codec_is_ok (codec))
    tarn_codec_check (codec, tarn_domain_add_term (domain, read), "name", "is there twice");
}

static void
code_terms (TarnDomain *domain, TarnCodec *codec)
{
  guint32 n_terms = tarn_codec_count (codec, "terms", domain->terms->len, TERM_BYTES_MIN);

  for (guint32 i = 0; i < n_terms && tarn_codec_is_ok (codec); i++)
    {
      tarn_codec_begin_item (codec, "term", i);
      code_term (domain, codec, i);
      tarn_codec_end (codec);
    }
}

static void
code_domain (TarnDomains *domains, TarnCodec *codec, guint32 index, TarnThrottle *accounts)
{
  if (tarn_codec_is_reading (codec))
    read_domain (domains, codec, accounts);
  else
    {
      TarnDomain *domain = tarn_domains_get_domain (domains, index);
      DomainIdentity identity
          = { domain->id, domain->id_text[3] == '-', domain->account_id, domain->name };

      tarn_codec_label (codec, domain->id_text);
      code_identity (codec, &identity);
    }

  if (tarn_codec_is_ok (codec))
    code_terms (tarn_domains_get_domain (domains, index), codec);
}

/* --- Projects and users ----------------------------------------------------------------------- */

static void
put_project (TarnDomains *domains, TarnCodec *codec, guint32 index)
{
  TarnProject *project = tarn_domains_get_project (domains, index);

  tarn_codec_label (codec, project->id_text);
  tarn_datazone_code_position (codec, "domain", &project->domain, domains->domains->len,
                               tarn_domains_get_domain (domains, project->domain)->id_text);
  tarn_datazone_code_id (codec, "id", &project->id);
  tarn_codec_put_text (codec, "name", project->name);
  tarn_codec_boolean (codec, "generates-names", &project->generates_names);
}

static void
read_project (TarnDomains *domains, TarnCodec *codec)
{
  TarnIdentifier id;
  guint32 domain = 0;
  g_autofree char *name = NULL;
  gboolean generates_names;

  tarn_datazone_code_position (codec, "domain", &domain, domains->domains->len, NULL);
  tarn_datazone_code_id (codec, "id", &id);
  tarn_datazone_code_member (codec, "name", TARN_DATAZONE_CREATE_PROJECT, 1, &name);
  tarn_codec_boolean (codec, "generates-names", &generates_names);
  if (!tarn_codec_is_ok (codec))
    return;

  guint32 project = tarn_domains_add_project_of (domains, &id, domain, name);
  if (tarn_codec_check (codec, project != TARN_NO_POSITION, "id", "is there twice"))
    tarn_domains_get_project (domains, project)->generates_names = generates_names;
}

static void
put_user (TarnDomains *domains, TarnCodec *codec, guint32 index)
{
  TarnUser *user = tarn_domains_get_user (domains, index);

  tarn_codec_label (codec, user->id_text);
  tarn_datazone_code_position (codec, "domain", &user->domain, domains->domains->len,
                               tarn_domains_get_domain (domains, user->domain)->id_text);
  tarn_datazone_code_id (codec, "id", &user->id);
  tarn_codec_put_text (codec, "arn", user->name->parts[1]);
}

static void
read_user (TarnDomains *domains, TarnCodec *codec)
{
  TarnIdentifier id;
  guint32 domain = 0;
  g_autofree char *arn = NULL;

  tarn_datazone_code_position (codec, "domain", &domain, domains->domains->len, NULL);
  tarn_datazone_code_id (codec, "id", &id);
  tarn_codec_text (codec, "arn", &arn);
  if (!tarn_codec_check (codec, arn != NULL && tarn_principal_arn_is (arn), "arn",
                         "is that of no principal")
      || !tarn_codec_check (codec,
                            tarn_domains_find_user_by_arn (domains, domain, arn)
                                == TARN_NO_POSITION,
                            "arn", "is there twice in the domain"))
    return;

  tarn_codec_check (codec, tarn_domains_add_user_of (domains, &id, domain, arn) != TARN_NO_POSITION,
                    "id", "is there twice");
}

/* --- Memberships ------------------------------------------------------------------------------ */

static void
put_membership (TarnDomains *domains, TarnCodec *codec, guint32 index)
{
  TarnMembership *membership = &g_array_index (domains->memberships, TarnMembership, index);
  guint32 project = tarn_membership_get_project (membership);
  guint32 user = tarn_membership_get_user (membership);
  const char *project_id = tarn_domains_get_project (domains, project)->id_text;
  const char *user_id = tarn_domains_get_user (domains, user)->id_text;
  g_autofree char *label = g_strconcat (project_id, "/", user_id, NULL);

  tarn_codec_label (codec, label);
  tarn_datazone_code_position (codec, "project", &project, domains->projects->len, project_id);
  tarn_datazone_code_position (codec, "user", &user, domains->users->len, user_id);
}

static void
read_membership (TarnDomains *domains, TarnCodec *codec)
{
  guint32 project = 0, user = 0;

  tarn_datazone_code_position (codec, "project", &project, domains->projects->len, NULL);
  tarn_datazone_code_position (codec, "user", &user, domains->users->len, NULL);
  if (!tarn_codec_is_ok (codec)
      || !tarn_codec_check (codec,
                            tarn_domains_get_project (domains, project)->domain
                                == tarn_domains_get_user (domains, user)->domain,
                            "user", "is of another domain than the project"))
    return;

  tarn_codec_check (codec, tarn_domains_add_member (domains, project, user), "user",
                    "is a member twice");
}

/* --- All of them ------------------------------------------------------------------------------ */

/* The entities of one sort that are read by themselves, after the domains. */
typedef struct
{
  const char *names;
  const char *name;
  gsize item_bytes;
  void (*put) (TarnDomains *domains, TarnCodec *codec, guint32 index);
  void (*read) (TarnDomains *domains, TarnCodec *codec);
} Sort;

static const Sort project_sort
    = { "projects", "project", PROJECT_BYTES_MIN, put_project, read_project };
static const Sort user_sort = { "users", "user", USER_BYTES_MIN, put_user, read_user };
static const Sort membership_sort
    = { "memberships", "membership", MEMBERSHIP_BYTES, put_membership, read_membership };

static void
code_sort (TarnDomains *domains, TarnCodec *codec, const Sort *sort, guint n_before)
{
  guint32 n_items = tarn_codec_count (codec, sort->names, n_before, sort->item_bytes);

  for (guint32 i = 0; i < n_items && tarn_codec_is_ok (codec); i++)
    {
      tarn_codec_begin_item (codec, sort->name, i);
      if (tarn_codec_is_reading (codec))
        sort->read (domains, codec);
      else
        sort->put (domains, codec, i);
      tarn_codec_end (codec);
    }
}

void
tarn_domains_code (TarnDomains *domains, TarnCodec *codec, TarnThrottle *accounts)
{
  guint32 n_domains = tarn_codec_count (codec, "domains", domains->domains->len, DOMAIN_BYTES_MIN);

  for (guint32 i = 0; i < n_domains && tarn_codec_is_ok (codec); i++)
    {
      tarn_codec_begin_item (codec, "domain", i);
      code_domain (domains, codec, i, accounts);
      tarn_codec_end (codec);
    }

  code_sort (domains, codec, &project_sort, domains->projects->len);
  code_sort (domains, codec, &user_sort, domains->users->len);
  code_sort (domains, codec, &membership_sort, domains->memberships->len);
}
