/* SPDX-License-Identifier: MIT */
/* Domains with their glossaries, projects and users, and the memberships of users in projects. */
#pragma once

#include <tarn/tarn-domain.h>

#include "admission/principal.h"
#include "admission/throttle.h"
#include "datazone/entities.h"
#include "datazone/metadata-subject.h"
#include "datazone/term-index.h"
#include "kernel/names.h"

typedef struct
{
  TarnEntity entity;
  char id_text[TARN_DOMAIN_ID_LENGTH + 1];
  char *name;
  guint32 account; /* the number that the throttle gave the account */
  char account_id[TARN_ACCOUNT_ID_LENGTH + 1];
  guint32 n_active_runs;
  TarnNameTable term_names;
  GPtrArray *terms; /* TarnName of one part */
  TarnTermIndex term_index;
} TarnDomain;

typedef struct
{
  TarnEntity entity;
  char id_text[TARN_CODE_LENGTH + 1];
  char *name;
  gboolean generates_names; /* the system generates names for each new asset */
} TarnProject;

typedef struct
{
  TarnEntity entity;
  char id_text[TARN_CODE_LENGTH + 1]; /* changes point to it */
  TarnName *name;                     /* the domain's id and the ARN */
} TarnUser;

/* The identifier of a membership is made of its project and its user. */
typedef struct
{
  TarnIdentifier id;
} TarnMembership;

typedef struct
{
  const TarnRandom *random;
  TarnEntities domains;  /* TarnDomain */
  TarnEntities projects; /* TarnProject */
  TarnEntities users;    /* TarnUser */
  TarnNameTable user_names;
  GArray *memberships; /* TarnMembership */
  TarnIdentifierIndex membership_index;
} TarnDomains;

void tarn_domains_init (TarnDomains *domains, const TarnRandom *random);
void tarn_domains_clear (TarnDomains *domains);

/* @domains must be new. Accounts keep their numbers. */
void tarn_domains_copy (TarnDomains *domains, const TarnDomains *from);

/* @accounts gives numbers to the accounts of the domains. */
void tarn_domains_code (TarnDomains *domains, TarnCodec *codec, TarnThrottle *accounts);

guint32 tarn_domains_add_domain (TarnDomains *domains, guint32 account, const char *account_id,
                                 const char *name, TarnDomainVersion version);
guint32 tarn_domains_add_project (TarnDomains *domains, guint32 domain, const char *name);
guint32 tarn_domains_add_user (TarnDomains *domains, guint32 domain, const char *arn);

/*
 * Add an entity that is restored: its id was drawn before. They return TARN_NO_POSITION if another entity has
 * the id. A user's ARN must not be in the domain yet.
 */
guint32 tarn_domains_add_domain_of (TarnDomains *domains, const TarnIdentifier *id, guint32 account,
                                    const char *account_id, const char *name,
                                    TarnDomainVersion version);
guint32 tarn_domains_add_project_of (TarnDomains *domains, const TarnIdentifier *id, guint32 domain,
                                     const char *name);
guint32 tarn_domains_add_user_of (TarnDomains *domains, const TarnIdentifier *id, guint32 domain,
                                  const char *arn);

/* Returns FALSE if the user is a member already. */
gboolean tarn_domains_add_member (TarnDomains *domains, guint32 project, guint32 user);

/* Returns FALSE if the domain has the term already. */
gboolean tarn_domain_add_term (TarnDomain *domain, const char *term);

/* Both return TARN_NO_POSITION if there is none. */
guint32 tarn_domains_find_domain (const TarnDomains *domains, const char *id);
guint32 tarn_domains_find_user_by_arn (const TarnDomains *domains, guint32 domain, const char *arn);
gboolean tarn_domains_has_member (const TarnDomains *domains, guint32 project, guint32 user);

static inline guint32
tarn_membership_get_project (const TarnMembership *membership)
{
  return (guint32) (membership->id.high >> 32);
}

static inline guint32
tarn_membership_get_user (const TarnMembership *membership)
{
  return (guint32) membership->id.high;
}

static inline TarnDomain *
tarn_domains_get_domain (const TarnDomains *domains, guint32 domain)
{
  return tarn_entities_get (&domains->domains, domain);
}

static inline TarnProject *
tarn_domains_get_project (const TarnDomains *domains, guint32 project)
{
  return tarn_entities_get (&domains->projects, project);
}

static inline TarnUser *
tarn_domains_get_user (const TarnDomains *domains, guint32 user)
{
  return tarn_entities_get (&domains->users, user);
}
