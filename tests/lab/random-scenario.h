/* SPDX-License-Identifier: MIT */
/* Writes good scenarios at random: every key, in any order, in any way in which a value may be written. */
#pragma once

#include <glib.h>

/* The same number makes the same text. A scenario may have axes. */
char *random_scenario_write (guint64 number);
