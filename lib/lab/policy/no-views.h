/* SPDX-License-Identifier: MIT */
/* A policy of assets as a policy of views: it has none, so it decides nothing about them. */
#pragma once

#include <tarn-lab/tarn-lab-policy.h>

/* Returns a policy that says of itself what is given. */
TarnLabPolicy *tarn_lab_no_views_new (const char *name, const char *text);
