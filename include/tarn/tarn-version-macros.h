/* SPDX-License-Identifier: MIT */
/*
 * Which release is compiled against, and which is asked for.
 *
 * Every public function says since when it is there. Defining TARN_VERSION_MAX_ALLOWED to, say,
 * TARN_VERSION_1_0 before including <tarn/tarn.h> makes the compiler warn about the use of what is
 * newer, so that a program keeps building against the release it promises.
 */
#pragma once

#include <glib.h>

/**
 * TARN_MAJOR_VERSION:
 *
 * The first number of the release that is compiled against: a new one breaks what was compiled before.
 */
#define TARN_MAJOR_VERSION 1

/**
 * TARN_MINOR_VERSION:
 *
 * Its second number: a new one adds something.
 */
#define TARN_MINOR_VERSION 0

/**
 * TARN_MICRO_VERSION:
 *
 * Its third number: a new one mends something.
 */
#define TARN_MICRO_VERSION 0

/**
 * TARN_CHECK_VERSION:
 * @major: the major number
 * @minor: the minor number
 * @micro: the micro number
 *
 * Whether the headers are of this release or a newer one.
 */
#define TARN_CHECK_VERSION(major, minor, micro)                                                    \
  (TARN_MAJOR_VERSION > (major) || (TARN_MAJOR_VERSION == (major) && TARN_MINOR_VERSION > (minor)) \
   || (TARN_MAJOR_VERSION == (major) && TARN_MINOR_VERSION == (minor)                              \
       && TARN_MICRO_VERSION >= (micro)))

/**
 * TARN_VERSION_1_0:
 *
 * The release 1.0, for TARN_VERSION_MAX_ALLOWED.
 */
#define TARN_VERSION_1_0 (G_ENCODE_VERSION (1, 0))

#ifndef TARN_VERSION_MAX_ALLOWED
#define TARN_VERSION_MAX_ALLOWED (G_ENCODE_VERSION (TARN_MAJOR_VERSION, TARN_MINOR_VERSION))
#endif

#if TARN_VERSION_MAX_ALLOWED < TARN_VERSION_1_0
#error "TARN_VERSION_MAX_ALLOWED must be at least TARN_VERSION_1_0"
#endif

#if defined(__GNUC__) || defined(__clang__)
#define _TARN_EXTERN __attribute__ ((visibility ("default"))) extern
#else
#define _TARN_EXTERN extern
#endif

#define TARN_AVAILABLE_IN_1_0 _TARN_EXTERN
