/* SPDX-License-Identifier: MIT */
/* Tests which account ids and ARNs a principal can have. */
#include <tarn/tarn.h>

#include <string.h>

#include "worlds/rows.h"

#define ACCOUNT "123456789012"
#define ROLE "arn:aws:iam::" ACCOUNT ":role/Orchestrator"

typedef struct
{
  const char *name;
  const char *account_id;
  const char *arn;
  const char *expected; /* the ARN, or ! and the words of the error message, separated by | */
} Row;

static const Row rows[] = {
  { "root", ACCOUNT, NULL, "arn:aws:iam::" ACCOUNT ":root" },
  { "zeros", "000000000000", NULL, "arn:aws:iam::000000000000:root" },
  { "role", ACCOUNT, ROLE, ROLE },
  { "assumed-role", ACCOUNT, "arn:aws:sts::" ACCOUNT ":assumed-role/Etl/session",
    "arn:aws:sts::" ACCOUNT ":assumed-role/Etl/session" },
  { "partition", ACCOUNT, "arn:aws-cn:iam::" ACCOUNT ":user/a",
    "arn:aws-cn:iam::" ACCOUNT ":user/a" },
  { "colons-in-resource", ACCOUNT, "arn:aws:iam::" ACCOUNT ":role/a:b::c",
    "arn:aws:iam::" ACCOUNT ":role/a:b::c" },
  { "account-missing", NULL, NULL, "!account id|12 decimal digits" },
  { "account-empty", "", NULL, "!account id ''|12 decimal digits" },
  { "account-short", "12345678901", NULL, "!'12345678901'|12 decimal digits" },
  { "account-long", "1234567890123", NULL, "!'1234567890123'|12 decimal digits" },
  { "account-letter", "12345678901a", NULL, "!'12345678901a'|12 decimal digits" },
  { "account-blank", " 12345678901", NULL, "!' 12345678901'|12 decimal digits" },
  { "account-minus", "-12345678901", NULL, "!'-12345678901'|12 decimal digits" },
  { "account-not-utf8", "\xff", NULL, "!'\xef\xbf\xbd'|12 decimal digits" },
  { "account-before-arn", "1", "", "!account id|12 decimal digits" },
  { "arn-empty", ACCOUNT, "", "!ARN|account " ACCOUNT },
  { "arn-word", ACCOUNT, "root", "!ARN" },
  { "arn-other-account", ACCOUNT, "arn:aws:iam::210987654321:root", "!ARN|account " ACCOUNT },
  { "arn-no-account", ACCOUNT, "arn:aws:iam:::root", "!ARN" },
  { "arn-service", ACCOUNT, "arn:aws:s3::" ACCOUNT ":root", "!ARN" },
  { "arn-region", ACCOUNT, "arn:aws:iam:eu-west-1:" ACCOUNT ":root", "!ARN" },
  { "arn-no-partition", ACCOUNT, "arn::iam::" ACCOUNT ":root", "!ARN" },
  { "arn-prefix", ACCOUNT, "urn:aws:iam::" ACCOUNT ":root", "!ARN" },
  { "arn-upper-case", ACCOUNT, "ARN:aws:iam::" ACCOUNT ":root", "!ARN" },
  { "arn-no-resource", ACCOUNT, "arn:aws:iam::" ACCOUNT ":", "!ARN" },
  { "arn-five-fields", ACCOUNT, "arn:aws:iam::" ACCOUNT, "!ARN" },
  { "arn-not-utf8", ACCOUNT, ROLE "\xc3", "!ARN" },
};

static void
assert_refused (const char *account_id, const char *arn, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_strsplit (expected, "|", -1);

  g_assert_null (tarn_principal_new (account_id, arn, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_PRINCIPAL);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (error->message, words[i]) == NULL)
      g_test_fail_printf ("no \"%s\" in: %s", words[i], error->message);

  g_assert_null (tarn_principal_new (account_id, arn, NULL));
}

/* The texts are copied to the heap at their exact size, so that a read past their end is noticed. */
static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *account_id = g_strdup (row->account_id), *arn = g_strdup (row->arn);
  g_autoptr (GError) error = NULL;

  if (row->expected[0] == '!')
    {
      assert_refused (account_id, arn, row->expected + 1);
      return;
    }

  g_autoptr (TarnPrincipal) principal = tarn_principal_new (account_id, arn, &error);
  g_assert_no_error (error);
  g_clear_pointer (&account_id, g_free);
  g_clear_pointer (&arn, g_free);
  g_assert_cmpstr (tarn_principal_get_account_id (principal), ==, row->account_id);
  g_assert_cmpstr (tarn_principal_get_arn (principal), ==, row->expected);
}

static void
test_long_arn (void)
{
  g_autofree char *padding = g_strnfill (2048 - strlen (ROLE), 'x');
  g_autofree char *longest = g_strconcat (ROLE, padding, NULL);
  g_autofree char *longer = g_strconcat (longest, "x", NULL);
  g_autofree char *huge = g_strnfill (1000000, ':');
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (ACCOUNT, longest, NULL);

  g_assert_cmpstr (tarn_principal_get_arn (principal), ==, longest);
  assert_refused (ACCOUNT, longer, "ARN");
  assert_refused (ACCOUNT, huge, "ARN");
}

/* An error message quotes only a part of a long text. */
static void
test_long_account_id (void)
{
  g_autofree char *digits = g_strnfill (1000000, '1');
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_principal_new (digits, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_PRINCIPAL);
  g_assert_cmpuint (strlen (error->message), <, 1000);
}

static void
test_references (void)
{
  TarnPrincipal *principal = tarn_principal_new (ACCOUNT, NULL, NULL);
  TarnPrincipal *copy = g_boxed_copy (TARN_TYPE_PRINCIPAL, principal);

  g_assert_true (copy == principal);
  tarn_principal_unref (principal);
  g_assert_cmpstr (tarn_principal_get_account_id (copy), ==, ACCOUNT);
  g_boxed_free (TARN_TYPE_PRINCIPAL, copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/principal/rows/", rows, test_row);
  g_test_add_func ("/principal/long-arn", test_long_arn);
  g_test_add_func ("/principal/long-account-id", test_long_account_id);
  g_test_add_func ("/principal/references", test_references);

  return g_test_run ();
}
