/* SPDX-License-Identifier: MIT */
/* A module that gives no policy. */
#include <tarn-lab/tarn-lab.h>

TARN_LAB_POLICY_MODULE (NULL)
