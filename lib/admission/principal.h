/* SPDX-License-Identifier: MIT */
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

/* Whether the text is an account id. */
gboolean tarn_account_id_is (const char *text);

/* Whether the text can be the ARN of a principal, whichever account it is of. */
gboolean tarn_principal_arn_is (const char *text);

/* Whether the text begins with the digits of an account id. */
gboolean tarn_account_id_is_prefix_of (const char *text);
