/* SPDX-License-Identifier: MIT */
/* The part of a change that only commits have, and its class. */
#pragma once

#include <tarn/tarn-commit-change.h>

#include "admission/change.h"
#include "glue/table-name.h"

struct _TarnCommitChange
{
  const TarnTableName *table;
  gint64 version_id;
  guint64 changed_bytes;
  guint64 size_bytes;
  guint64 n_commits;
  guint8 operation; /* a TarnCommitOperation */
  guint8 is_publication;
};

extern const TarnChangeClass tarn_commit_change_class;
