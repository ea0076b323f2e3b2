/* SPDX-License-Identifier: MIT */
#include "admission/principal.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "kernel/accessors.h"

enum
{
  ARN_BYTES_MAX = 2048,
  ARN_FIELDS = 6, /* arn, partition, service, region, account, resource */
  SHOWN_BYTES_MAX = 64,
};

G_DEFINE_BOXED_TYPE (TarnPrincipal, tarn_principal, tarn_principal_ref, tarn_principal_unref)

gboolean
tarn_account_id_is_prefix_of (const char *text)
{
  for (guint i = 0; i < TARN_ACCOUNT_ID_LENGTH; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;

  return TRUE;
}

gboolean
tarn_account_id_is (const char *text)
{
  return strlen (text) == TARN_ACCOUNT_ID_LENGTH && tarn_account_id_is_prefix_of (text);
}

static gboolean
is_arn_of (const char *arn, const char *account_id)
{
  g_auto (GStrv) fields = NULL;

  if (strlen (arn) > ARN_BYTES_MAX || !g_utf8_validate (arn, -1, NULL))
    return FALSE;

  fields = g_strsplit (arn, ":", ARN_FIELDS);
  return g_strv_length (fields) == ARN_FIELDS && g_str_equal (fields[0], "arn")
         && fields[1][0] != '\0'
         && (g_str_equal (fields[2], "iam") || g_str_equal (fields[2], "sts"))
         && fields[3][0] == '\0' && g_str_equal (fields[4], account_id) && fields[5][0] != '\0';
}

gboolean
tarn_principal_arn_is (const char *text)
{
  g_auto (GStrv) fields = g_strsplit (text, ":", ARN_FIELDS);

  return g_strv_length (fields) == ARN_FIELDS && tarn_account_id_is (fields[4])
         && is_arn_of (text, fields[4]);
}

TarnPrincipal *
tarn_principal_new (const char *account_id, const char *arn, GError **error)
{
  if (account_id == NULL || !tarn_account_id_is (account_id))
    {
      const char *given = account_id != NULL ? account_id : "(null)";
      g_autofree char *shown = g_utf8_make_valid (given, (gssize) strnlen (given, SHOWN_BYTES_MAX));

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID_PRINCIPAL,
                   "the account id '%s' is not 12 decimal digits", shown);
      return NULL;
    }
  if (arn != NULL && !is_arn_of (arn, account_id))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID_PRINCIPAL,
                   "the ARN is not that of an IAM or STS identity in account %s, such as "
                   "arn:aws:iam::%s:role/Orchestrator",
                   account_id, account_id);
      return NULL;
    }

  TarnPrincipal *self = g_new0 (TarnPrincipal, 1);
  g_atomic_ref_count_init (&self->ref_count);
  memcpy (self->account_id, account_id, TARN_ACCOUNT_ID_LENGTH + 1);
  self->arn = arn != NULL ? g_strdup (arn) : g_strdup_printf ("arn:aws:iam::%s:root", account_id);

  return self;
}

TarnPrincipal *
tarn_principal_ref (TarnPrincipal *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_principal_unref (TarnPrincipal *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->arn);
  g_free (self);
}

TARN_GETTER (const char *, tarn_principal_get_account_id, const TarnPrincipal, account_id)
TARN_GETTER (const char *, tarn_principal_get_arn, const TarnPrincipal, arn)
