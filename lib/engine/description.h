/* SPDX-License-Identifier: MIT */
/* Describes the whole state of an engine: each value with its place, its name and its text. */
#pragma once

#include "engine/engine-state.h"
#include "kernel/codec.h"

/* Calls @func with @data for each value of the engine, in the order of a snapshot. */
void tarn_description_walk (TarnEngine *engine, TarnCodecDescribeFunc func, gpointer data);

/*
 * Counts the places up to the last one that has a label, or all places if none has a label. They are the path
 * of the thing to which a value belongs.
 */
guint tarn_description_count_places (const TarnCodec *codec);

/* Returns the name of the value within its thing. */
char *tarn_description_dup_name (const TarnCodec *codec, guint n_places, const char *name);

char *tarn_description_dup_value (const TarnCodecValue *value);
