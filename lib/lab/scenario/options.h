/* SPDX-License-Identifier: MIT */
/* The options of an engine that a scenario may set. */
#pragma once

#include <glib.h>

/* Describes an option of any service. FALSE if there is none of that name. */
gboolean tarn_lab_option_describe (const char *name, gint64 *out_default, gint64 *out_min,
                                   gint64 *out_max);

/* Returns the names of all options, in the order of the services, with NULL at the end. They are static. */
const char *const *tarn_lab_option_list (void);

/*
 * Returns why a scenario may not set an option, or NULL if it may. @out_instead is what it sets instead, or NULL for
 * any other key.
 */
const char *tarn_lab_option_find_refusal (const char *name, const char **out_instead);
