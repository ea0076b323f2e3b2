/* SPDX-License-Identifier: MIT */
/* The struct of a principal, and the checks of account ids and of principal ARNs. */
#pragma once

#include <tarn/tarn-principal.h>

enum
{
  TARN_ACCOUNT_ID_LENGTH = 12,
};

struct _TarnPrincipal
{
  gatomicrefcount ref_count;
  char account_id[TARN_ACCOUNT_ID_LENGTH + 1];
  char *arn;
};

gboolean tarn_account_id_is (const char *text);

/* Returns whether the text can be the ARN of a principal in any account. */
gboolean tarn_principal_arn_is (const char *text);

/* Returns whether the text begins with the 12 digits of an account id. More characters may follow. */
gboolean tarn_account_id_is_prefix_of (const char *text);
