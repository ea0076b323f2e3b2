/* SPDX-License-Identifier: MIT */
/* Setting up domains, users, projects and the glossary. */
#include <tarn/tarn-domain.h>

#include "datazone/datazone-client.h"

static TarnAdmission *
get_admission (TarnDataZoneClient *self)
{
  return &tarn_datazone_client_get_datazone (self)->admission;
}

static TarnDomains *
get_domains (TarnDataZoneClient *self)
{
  return &tarn_datazone_client_get_datazone (self)->domains;
}

/* The caller as a user of the domain, from now on if not before. */
static guint32
ensure_user (TarnDataZoneClient *self, guint32 domain)
{
  guint32 user = tarn_datazone_client_find_user (self, domain);

  if (user != TARN_NO_POSITION)
    return user;

  return tarn_domains_add_user (get_domains (self), domain,
                                tarn_datazone_client_get_caller (self)->principal->arn);
}

/* --- CreateDomain ----------------------------------------------------------------------------- */

static char *
create_domain (TarnDataZoneClient *self, const char *name, TarnDomainVersion version)
{
  const TarnCaller *caller = tarn_datazone_client_get_caller (self);
  TarnDomains *domains = get_domains (self);
  guint32 domain = tarn_domains_add_domain (domains, caller->account, caller->principal->account_id,
                                            name, version);

  ensure_user (self, domain);
  return g_strdup (tarn_domains_get_domain (domains, domain)->id_text);
}

char *
tarn_datazone_client_create_domain (TarnDataZoneClient *self, const char *name,
                                    TarnDomainVersion version, GError **error)
{
  TarnArgument arguments[]
      = { { .text = name }, { .text = version == TARN_DOMAIN_VERSION_2 ? "V2" : "V1" } };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (version == TARN_DOMAIN_VERSION_1 || version == TARN_DOMAIN_VERSION_2, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnCall call;
  if (!tarn_admission_enter (get_admission (self), &call, tarn_datazone_client_get_caller (self),
                             TARN_DATAZONE_CREATE_DOMAIN, arguments, error))
    return NULL;

  char *id = tarn_admission_admit (get_admission (self), &call)
                 ? create_domain (self, name, version)
                 : NULL;
  if (!tarn_admission_leave (get_admission (self), &call, id != NULL, id))
    g_clear_pointer (&id, g_free);
  return id;
}

/* --- CreateUserProfile ------------------------------------------------------------------------ */

static char *
create_user_profile (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
                     const TarnPrincipal *user)
{
  TarnDomains *domains = get_domains (self);
  guint32 domain;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain))
    return NULL;
  if (tarn_domains_find_user_by_arn (domains, domain, user->arn) != TARN_NO_POSITION)
    {
      g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT,
                   "%s is a user of domain %s already", user->arn, domain_identifier);
      return NULL;
    }

  guint32 position = tarn_domains_add_user (domains, domain, user->arn);
  return g_strdup (tarn_domains_get_user (domains, position)->id_text);
}

char *
tarn_datazone_client_create_user_profile (TarnDataZoneClient *self, const char *domain_identifier,
                                          TarnPrincipal *user, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (user != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnArgument arguments[] = { { .text = domain_identifier }, { .text = user->arn } };

  TarnCall call;
  if (!tarn_admission_enter (get_admission (self), &call, tarn_datazone_client_get_caller (self),
                             TARN_DATAZONE_CREATE_USER_PROFILE, arguments, error))
    return NULL;

  char *id = create_user_profile (self, &call, domain_identifier, user);
  if (!tarn_admission_leave (get_admission (self), &call, id != NULL, id))
    g_clear_pointer (&id, g_free);
  return id;
}

/* --- CreateProject and CreateProjectMembership ---------------------------------------------------- */

static char *
create_project (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
                const char *name)
{
  TarnDomains *domains = get_domains (self);
  guint32 domain;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain))
    return NULL;

  guint32 project = tarn_domains_add_project (domains, domain, name);
  tarn_domains_add_member (domains, project, ensure_user (self, domain));
  return g_strdup (tarn_domains_get_project (domains, project)->id_text);
}

char *
tarn_datazone_client_create_project (TarnDataZoneClient *self, const char *domain_identifier,
                                     const char *name, GError **error)
{
  TarnArgument arguments[] = { { .text = domain_identifier }, { .text = name } };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnCall call;
  if (!tarn_admission_enter (get_admission (self), &call, tarn_datazone_client_get_caller (self),
                             TARN_DATAZONE_CREATE_PROJECT, arguments, error))
    return NULL;

  char *id = create_project (self, &call, domain_identifier, name);
  if (!tarn_admission_leave (get_admission (self), &call, id != NULL, id))
    g_clear_pointer (&id, g_free);
  return id;
}

static gboolean
create_membership (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
                   const char *project_identifier, const char *user_identifier)
{
  TarnDomains *domains = get_domains (self);
  guint32 domain, project;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain)
      || !tarn_datazone_client_find_project (self, domain, project_identifier, &project,
                                             call->error))
    return FALSE;

  guint32 user = tarn_domains_find_user (domains, domain, user_identifier);
  if (user == TARN_NO_POSITION)
    {
      g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                   "User %s doesn't exist in domain %s", user_identifier, domain_identifier);
      return FALSE;
    }
  if (tarn_domains_add_member (domains, project, user))
    return TRUE;

  g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT,
               "User %s is a member of project %s already", user_identifier, project_identifier);
  return FALSE;
}

gboolean
tarn_datazone_client_create_project_membership (TarnDataZoneClient *self,
                                                const char *domain_identifier,
                                                const char *project_identifier,
                                                const char *user_identifier, GError **error)
{
  TarnArgument arguments[] = { { .text = domain_identifier },
                               { .text = project_identifier },
                               { .text = user_identifier } };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnCall call;
  if (!tarn_admission_enter (get_admission (self), &call, tarn_datazone_client_get_caller (self),
                             TARN_DATAZONE_CREATE_PROJECT_MEMBERSHIP, arguments, error))
    return FALSE;

  gboolean is_created
      = create_membership (self, &call, domain_identifier, project_identifier, user_identifier);
  return tarn_admission_leave (get_admission (self), &call, is_created, NULL);
}

/* --- The glossary, and names by themselves ------------------------------------------------------- */

static gboolean
create_term (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
             const char *name)
{
  guint32 domain;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain))
    return FALSE;
  if (tarn_domain_add_term (tarn_domains_get_domain (get_domains (self), domain), name))
    return TRUE;

  g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT,
               "Domain %s has the term %s already", domain_identifier, name);
  return FALSE;
}

gboolean
tarn_datazone_client_create_glossary_term (TarnDataZoneClient *self, const char *domain_identifier,
                                           const char *name, GError **error)
{
  TarnArgument arguments[] = { { .text = domain_identifier }, { .text = name } };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnCall call;
  if (!tarn_admission_enter (get_admission (self), &call, tarn_datazone_client_get_caller (self),
                             TARN_DATAZONE_CREATE_GLOSSARY_TERM, arguments, error))
    return FALSE;

  gboolean is_created = create_term (self, &call, domain_identifier, name);
  return tarn_admission_leave (get_admission (self), &call, is_created, NULL);
}

static gboolean
set_business_name_generation (TarnDataZoneClient *self, TarnCall *call,
                              const char *domain_identifier, const char *project_identifier,
                              gboolean is_enabled)
{
  guint32 domain, project;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain)
      || !tarn_datazone_client_find_project (self, domain, project_identifier, &project,
                                             call->error))
    return FALSE;

  tarn_domains_get_project (get_domains (self), project)->generates_names = is_enabled;
  return TRUE;
}

gboolean
tarn_datazone_client_set_business_name_generation (TarnDataZoneClient *self,
                                                   const char *domain_identifier,
                                                   const char *project_identifier,
                                                   gboolean is_enabled, GError **error)
{
  TarnArgument arguments[] = { { .text = domain_identifier },
                               { .text = project_identifier },
                               { .text = is_enabled ? "true" : "false" } };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnCall call;
  if (!tarn_admission_enter (get_admission (self), &call, tarn_datazone_client_get_caller (self),
                             TARN_DATAZONE_SET_BUSINESS_NAME_GENERATION, arguments, error))
    return FALSE;

  gboolean is_set = set_business_name_generation (self, &call, domain_identifier,
                                                  project_identifier, is_enabled);
  return tarn_admission_leave (get_admission (self), &call, is_set, NULL);
}
