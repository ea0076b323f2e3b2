/* SPDX-License-Identifier: MIT */
#include "datazone/value-codec.h"

void
tarn_datazone_code_id (TarnCodec *codec, const char *name, TarnIdentifier *id)
{
  char text[TARN_CODE_LENGTH + 1];

  if (tarn_codec_is_describing (codec))
    {
      tarn_identifier_format_code (id, text);
      tarn_codec_put_text (codec, name, text);
      return;
    }

  tarn_codec_uint64 (codec, name, &id->high);
  tarn_codec_uint64 (codec, name, &id->low);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, tarn_identifier_is_code (id), name, "is no code");
}

void
tarn_datazone_code_member (TarnCodec *codec, const char *name, TarnDataZoneOperation operation,
                           const char *member, char **text)
{
  const TarnMember *taken
      = tarn_operation_find_member (&tarn_datazone_service.operations[operation], member);

  tarn_codec_text (codec, name, text);
  if (!tarn_codec_is_reading (codec))
    return;

  TarnArgument argument = { .text = *text };
  tarn_codec_check (codec, *text != NULL && tarn_constraint_is_met (&taken->constraint, &argument),
                    name, "is nothing that the service would have taken");
}

void
tarn_datazone_code_position (TarnCodec *codec, const char *name, guint32 *position,
                             guint32 n_positions, const char *id_text)
{
  if (tarn_codec_is_describing (codec))
    {
      tarn_codec_put_text (codec, name, id_text);
      return;
    }

  tarn_codec_uint32 (codec, name, position);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check_below (codec, name, *position, n_positions);
}
