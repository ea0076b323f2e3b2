/* SPDX-License-Identifier: MIT */
/* Values that several entities of the room have: ids, and texts that a call once gave. */
#pragma once

#include "datazone/datazone-service.h"
#include "kernel/codec.h"
#include "kernel/identifier.h"

/* An id of the form of codes, told as text. */
void tarn_datazone_code_id (TarnCodec *codec, const char *name, TarnIdentifier *id);

/*
 * A text that an operation takes as that member: what no call can say a snapshot cannot say either.
 * What is read belongs to the caller, what is written does not.
 */
void tarn_datazone_code_member (TarnCodec *codec, const char *name, TarnDataZoneOperation operation,
                                const char *member, char **text);

/* Where another entity is. Told by its id, which is only looked at then. */
void tarn_datazone_code_position (TarnCodec *codec, const char *name, guint32 *position,
                                  guint32 n_positions, const char *id_text);
