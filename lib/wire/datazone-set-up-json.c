/* SPDX-License-Identifier: MIT */
/* Reads the input and writes the output of DataZone's operations that create domains, users and projects. */
#include <string.h>
#include <tarn/tarn-domain.h>

#include "wire/datazone-json.h"
#include "wire/json-writer.h"

/* The members of all requests. Each operation has its own table of members. */
typedef struct
{
  const char *name;
  const char *domain_version;
  const char *user_identifier;
  const json_t *member;
} SetUpInput;

#define MEMBER(name, type, field)                                                                  \
  {                                                                                                \
    name, TARN_WIRE_##type, G_STRUCT_OFFSET (SetUpInput, field)                                    \
  }

static const TarnWireMember create_domain_members[]
    = { MEMBER ("name", TEXT, name), MEMBER ("domainVersion", TEXT, domain_version), { NULL } };
static const TarnWireMember create_user_members[]
    = { MEMBER ("userIdentifier", TEXT, user_identifier), { NULL } };
static const TarnWireMember create_project_members[] = { MEMBER ("name", TEXT, name), { NULL } };
static const TarnWireMember create_membership_members[]
    = { MEMBER ("member", OBJECT, member), { NULL } };

gboolean
tarn_wire_datazone_refuse (GError **error, const char *member, const char *requirement)
{
  g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
               "1 validation error detected: Value at '%s' failed to satisfy constraint: %s",
               member, requirement);
  return FALSE;
}

/* --- CreateDomain ----------------------------------------------------------------------------- */

static const char *const versions[] = {
  [TARN_DOMAIN_VERSION_1] = "V1",
  [TARN_DOMAIN_VERSION_2] = "V2",
};

static gboolean
read_version (const char *text, TarnDomainVersion *out_version, GError **error)
{
  *out_version = TARN_DOMAIN_VERSION_1;
  if (text == NULL)
    return TRUE;

  for (; *out_version < G_N_ELEMENTS (versions); (*out_version)++)
    if (strcmp (text, versions[*out_version]) == 0)
      return TRUE;
  return tarn_wire_datazone_refuse (error, "domainVersion",
                                    "Member must satisfy enum value set: [V1, V2]");
}

static void
write_domain_arn (const TarnWireCall *call, const char *id)
{
  char region[TARN_WIRE_REGION_MAX + 1];

  tarn_wire_authorization_get_region (&call->authorization, region);
  g_autofree char *arn = g_strdup_printf ("arn:aws:datazone:%s:%s:domain/%s", region,
                                          tarn_principal_get_account_id (call->key->principal), id);
  tarn_wire_json_add_text (call->output, "arn", arn);
}

gboolean
tarn_wire_datazone_create_domain (TarnWireCall *call, GError **error)
{
  SetUpInput input = { 0 };
  TarnDomainVersion version;

  if (!tarn_wire_json_read (call->input, NULL, create_domain_members, &input, error)
      || !read_version (input.domain_version, &version, error))
    return FALSE;

  g_autofree char *id
      = tarn_datazone_client_create_domain (call->key->datazone, input.name, version, error);
  if (id == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_add_text (call->output, "id", id);
  tarn_wire_json_add_text (call->output, "name", input.name);
  write_domain_arn (call, id);
  tarn_wire_json_add_text (call->output, "status", "AVAILABLE");
  tarn_wire_json_add_text (call->output, "domainVersion", versions[version]);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

/* --- CreateUserProfile ------------------------------------------------------------------------ */

/* Returns NULL with ValidationException if the text is not the ARN of an identity of IAM or STS. */
static TarnPrincipal *
parse_user (const char *arn, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (arn != NULL ? arn : "", ":", 6);
  TarnPrincipal *user
      = g_strv_length (parts) == 6 ? tarn_principal_new (parts[4], arn, NULL) : NULL;

  if (user == NULL)
    tarn_wire_datazone_refuse (error, "userIdentifier",
                               arn == NULL ? "Member must not be null"
                                           : "Member must be the ARN of an IAM user or role");
  return user;
}

gboolean
tarn_wire_datazone_create_user_profile (TarnWireCall *call, GError **error)
{
  SetUpInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, create_user_members, &input, error))
    return FALSE;

  g_autoptr (TarnPrincipal) user = parse_user (input.user_identifier, error);
  if (user == NULL)
    return FALSE;

  g_autofree char *id = tarn_datazone_client_create_user_profile (call->key->datazone,
                                                                  call->labels[0], user, error);
  if (id == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_add_text (call->output, "domainId", call->labels[0]);
  tarn_wire_json_add_text (call->output, "id", id);
  tarn_wire_json_add_text (call->output, "type", "IAM");
  tarn_wire_json_add_text (call->output, "status", "ACTIVATED");
  tarn_wire_json_open (call->output, "details", '{');
  tarn_wire_json_open (call->output, "iam", '{');
  tarn_wire_json_add_text (call->output, "arn", tarn_principal_get_arn (user));
  tarn_wire_json_close (call->output, '}');
  tarn_wire_json_close (call->output, '}');
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

/* --- CreateProject and CreateProjectMembership ------------------------------------------------ */

gboolean
tarn_wire_datazone_create_project (TarnWireCall *call, GError **error)
{
  SetUpInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, create_project_members, &input, error))
    return FALSE;

  g_autofree char *id = tarn_datazone_client_create_project (call->key->datazone, call->labels[0],
                                                             input.name, error);
  if (id == NULL)
    return FALSE;

  /* The operation has made the caller a user of the domain. */
  g_autofree char *user_id
      = tarn_datazone_client_look_up_user (call->key->datazone, call->labels[0],
                                           call->key->principal, NULL);
  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_add_text (call->output, "domainId", call->labels[0]);
  tarn_wire_json_add_text (call->output, "id", id);
  tarn_wire_json_add_text (call->output, "name", input.name);
  tarn_wire_json_add_text (call->output, "createdBy", user_id);
  tarn_wire_json_add_text (call->output, "projectStatus", "ACTIVE");
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

gboolean
tarn_wire_datazone_create_membership (TarnWireCall *call, GError **error)
{
  SetUpInput input = { 0 };

  return tarn_wire_json_read (call->input, NULL, create_membership_members, &input, error)
         && tarn_wire_json_read (input.member, "member", create_user_members, &input, error)
         && tarn_datazone_client_create_project_membership (call->key->datazone, call->labels[0],
                                                            call->labels[1], input.user_identifier,
                                                            error);
}
