/* SPDX-License-Identifier: MIT */
/* Codes values that several entities of the room have: ids, and texts that came from a call. */
#pragma once

#include "datazone/datazone-service.h"
#include "kernel/codec.h"
#include "kernel/identifier.h"

/* An id that is a code. The codec describes it as text. */
void tarn_datazone_code_id (TarnCodec *codec, const char *name, TarnIdentifier *id);

/*
 * A text that came from that member of an operation. The constraint of the member is checked when the text is
 * read, so that a snapshot cannot hold a text that no call can give. A text that was read belongs to the
 * caller; a text that is written does not.
 */
void tarn_datazone_code_member (TarnCodec *codec, const char *name, TarnDataZoneOperation operation,
                                const char *member, char **text);

/* The position of another entity. The codec describes it by @id_text, and only then uses @id_text. */
void tarn_datazone_code_position (TarnCodec *codec, const char *name, guint32 *position,
                                  guint32 n_positions, const char *id_text);
