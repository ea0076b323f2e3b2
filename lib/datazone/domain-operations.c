/* SPDX-License-Identifier: MIT */
/* The operations that create domains, users, projects, memberships and glossary terms. */
#include <tarn/tarn-domain.h>

#include "datazone/datazone-client.h"
#include "datazone/datazone-operations.h"

static TarnDomains *
get_domains (const TarnCall *call)
{
  return &tarn_datazone_of (call)->domains;
}

/* Returns the caller as a user of the domain, and first adds the user if the domain does not have it. */
static guint32
ensure_user (const TarnCall *call, guint32 domain)
{
  guint32 user = tarn_datazone_call_find_user (call, domain);

  if (user != TARN_NO_POSITION)
    return user;
  return tarn_domains_add_user (get_domains (call), domain, call->client->principal->arn);
}

/* Returns the id of the new entity to the caller. */
static gboolean
answer (TarnCall *call, const char *id, TarnOutput *out_output)
{
  call->answer = out_output->value = g_strdup (id);
  return TRUE;
}

/* --- CreateDomain ----------------------------------------------------------------------------- */

gboolean
tarn_datazone_create_domain (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnCreateDomainInput *input = data;
  TarnDomains *domains = get_domains (call);
  guint32 domain
      = tarn_domains_add_domain (domains, call->client->account,
                                 call->client->principal->account_id, input->name,
                                 g_str_equal (input->version, "V2") ? TARN_DOMAIN_VERSION_2
                                                                    : TARN_DOMAIN_VERSION_1);

  ensure_user (call, domain);
  return answer (call, tarn_domains_get_domain (domains, domain)->id_text, out_output);
}

char *
tarn_datazone_client_create_domain (TarnDataZoneClient *self, const char *name,
                                    TarnDomainVersion version, GError **error)
{
  TarnCreateDomainInput input = { name, version == TARN_DOMAIN_VERSION_2 ? "V2" : "V1" };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (version == TARN_DOMAIN_VERSION_1 || version == TARN_DOMAIN_VERSION_2, NULL);

  return tarn_client_get (&self->client, TARN_DATAZONE_CREATE_DOMAIN, &input, error);
}

/* --- CreateUserProfile ------------------------------------------------------------------------ */

gboolean
tarn_datazone_create_user_profile (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnCreateInDomainInput *input = data;
  TarnDomains *domains = get_domains (call);
  guint32 domain;

  if (!tarn_datazone_call_find_domain (call, input->domain_identifier, &domain))
    return FALSE;
  if (tarn_domains_find_user_by_arn (domains, domain, input->name) != TARN_NO_POSITION)
    return tarn_call_fail (call, TARN_DATAZONE_ERROR_CONFLICT, "%s is a user of domain %s already",
                           input->name, input->domain_identifier);

  guint32 user = tarn_domains_add_user (domains, domain, input->name);
  return answer (call, tarn_domains_get_user (domains, user)->id_text, out_output);
}

char *
tarn_datazone_client_create_user_profile (TarnDataZoneClient *self, const char *domain_identifier,
                                          TarnPrincipal *user, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (user != NULL, NULL);

  TarnCreateInDomainInput input = { domain_identifier, user->arn };
  return tarn_client_get (&self->client, TARN_DATAZONE_CREATE_USER_PROFILE, &input, error);
}

char *
tarn_datazone_client_look_up_user (TarnDataZoneClient *self, const char *domain_identifier,
                                   TarnPrincipal *user, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (domain_identifier != NULL, NULL);
  g_return_val_if_fail (user != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_client_may_look (&self->client, "a user cannot be looked up", error))
    return NULL;

  const TarnDomains *domains = &self->datazone->domains;
  guint32 domain = tarn_domains_find_domain (domains, domain_identifier);
  guint32 found = domain != TARN_NO_POSITION
                      ? tarn_domains_find_user_by_arn (domains, domain, user->arn)
                      : TARN_NO_POSITION;

  if (found != TARN_NO_POSITION)
    return g_strdup (tarn_domains_get_user (domains, found)->id_text);

  g_autofree char *shown = tarn_datazone_shorten_id (domain_identifier);
  if (domain == TARN_NO_POSITION)
    g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                 "Domain %s doesn't exist", shown);
  else
    g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                 "%s is no user of domain %s", user->arn, shown);
  return NULL;
}

/* --- CreateProject and CreateProjectMembership ---------------------------------------------------- */

gboolean
tarn_datazone_create_project (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnCreateInDomainInput *input = data;
  TarnDomains *domains = get_domains (call);
  guint32 domain;

  if (!tarn_datazone_call_find_domain (call, input->domain_identifier, &domain))
    return FALSE;

  guint32 project = tarn_domains_add_project (domains, domain, input->name);
  tarn_domains_add_member (domains, project, ensure_user (call, domain));
  return answer (call, tarn_domains_get_project (domains, project)->id_text, out_output);
}

char *
tarn_datazone_client_create_project (TarnDataZoneClient *self, const char *domain_identifier,
                                     const char *name, GError **error)
{
  TarnCreateInDomainInput input = { domain_identifier, name };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  return tarn_client_get (&self->client, TARN_DATAZONE_CREATE_PROJECT, &input, error);
}

gboolean
tarn_datazone_create_membership (TarnCall *call, gconstpointer data,
                                 TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnCreateMembershipInput *input = data;
  TarnDomains *domains = get_domains (call);
  guint32 domain, project;

  if (!tarn_datazone_call_find_project_at (call, &input->project, &domain, &project))
    return FALSE;

  guint32 user = tarn_entities_find (&domains->users, domain, input->user_identifier);
  if (user == TARN_NO_POSITION)
    return tarn_call_fail (call, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                           "User %s doesn't exist in domain %s", input->user_identifier,
                           input->project.domain_identifier);
  if (tarn_domains_add_member (domains, project, user))
    return TRUE;

  return tarn_call_fail (call, TARN_DATAZONE_ERROR_CONFLICT,
                         "User %s is a member of project %s already", input->user_identifier,
                         input->project.identifier);
}

gboolean
tarn_datazone_client_create_project_membership (TarnDataZoneClient *self,
                                                const char *domain_identifier,
                                                const char *project_identifier,
                                                const char *user_identifier, GError **error)
{
  TarnCreateMembershipInput input = { { domain_identifier, project_identifier }, user_identifier };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);

  return tarn_client_do (&self->client, TARN_DATAZONE_CREATE_PROJECT_MEMBERSHIP, &input, error);
}

/* --- The glossary, and automatic business names -------------------------------------------------- */

gboolean
tarn_datazone_create_term (TarnCall *call, gconstpointer data, TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnCreateInDomainInput *input = data;
  guint32 domain;

  if (!tarn_datazone_call_find_domain (call, input->domain_identifier, &domain))
    return FALSE;
  if (tarn_domain_add_term (tarn_domains_get_domain (get_domains (call), domain), input->name))
    return TRUE;

  return tarn_call_fail (call, TARN_DATAZONE_ERROR_CONFLICT, "Domain %s has the term %s already",
                         input->domain_identifier, input->name);
}

gboolean
tarn_datazone_client_create_glossary_term (TarnDataZoneClient *self, const char *domain_identifier,
                                           const char *name, GError **error)
{
  TarnCreateInDomainInput input = { domain_identifier, name };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);

  return tarn_client_do (&self->client, TARN_DATAZONE_CREATE_GLOSSARY_TERM, &input, error);
}

gboolean
tarn_datazone_set_name_generation (TarnCall *call, gconstpointer data,
                                   TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnSetNameGenerationInput *input = data;
  guint32 domain, project;

  if (!tarn_datazone_call_find_project_at (call, &input->project, &domain, &project))
    return FALSE;

  tarn_domains_get_project (get_domains (call), project)->generates_names = input->is_enabled;
  return TRUE;
}

gboolean
tarn_datazone_client_set_business_name_generation (TarnDataZoneClient *self,
                                                   const char *domain_identifier,
                                                   const char *project_identifier,
                                                   gboolean is_enabled, GError **error)
{
  TarnSetNameGenerationInput input = { { domain_identifier, project_identifier }, is_enabled };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);

  return tarn_client_do (&self->client, TARN_DATAZONE_SET_BUSINESS_NAME_GENERATION, &input, error);
}
