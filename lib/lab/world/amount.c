/* SPDX-License-Identifier: MIT */
#include "lab/world/amount.h"

gint64
tarn_lab_amount_draw (const TarnLabAmount *amount, const TarnRandomStream *stream, guint64 place)
{
  switch (amount->kind)
    {
    case TARN_LAB_AMOUNT_EXPONENTIAL:
      return tarn_random_stream_draw_exponential (stream, place, 0, amount->mean);
    case TARN_LAB_AMOUNT_LOG_NORMAL:
      return tarn_random_stream_draw_log_normal (stream, place, 0, amount->mean,
                                                 amount->deviation_permille);
    case TARN_LAB_AMOUNT_EMPIRICAL:
      return tarn_random_stream_draw_value (stream, place, 0, amount->values);
    case TARN_LAB_AMOUNT_NONE:
    case TARN_LAB_AMOUNT_CONSTANT:
      break;
    }

  return amount->mean;
}
