/* SPDX-License-Identifier: MIT */
/*
 * These macros say which release a program is compiled against, and which release it asks for.
 *
 * The documentation of each public function names the release that added it. To work with an old release,
 * define TARN_VERSION_MAX_ALLOWED before you include <tarn/tarn.h>, for example as TARN_VERSION_1_0. Then the
 * compiler warns when the program uses something that is newer than this release.
 */
#pragma once

#include <glib.h>

/**
 * TARN_MAJOR_VERSION:
 *
 * The first number of the release that is compiled against. A release with a new first number breaks programs
 * that were compiled before.
 */
#define TARN_MAJOR_VERSION 1

/**
 * TARN_MINOR_VERSION:
 *
 * The second number of the release. A release with a new second number adds something.
 */
#define TARN_MINOR_VERSION 0

/**
 * TARN_MICRO_VERSION:
 *
 * The third number of the release. A release with a new third number repairs something.
 */
#define TARN_MICRO_VERSION 0

/**
 * TARN_CHECK_VERSION:
 * @major: the major number
 * @minor: the minor number
 * @micro: the micro number
 *
 * Checks whether the headers are of this release or a newer one.
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
