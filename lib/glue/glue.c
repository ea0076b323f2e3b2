/* SPDX-License-Identifier: MIT */
#include "glue/glue.h"

#include "glue/refresh-check.h"
#include "glue/refresh-codec.h"
#include "glue/refresh-schedule.h"
#include "glue/refresh.h"

static void
admit_all (TarnGlue *glue)
{
  for (guint32 account = 0; account < glue->catalog.accounts->len; account++)
    tarn_refresh_admit_waiting (glue, account);
}

static void
on_limit_over (gpointer data, const TarnEvent *event G_GNUC_UNUSED)
{
  TarnGlue *glue = data;

  admit_all (glue);
  tarn_admission_leave_event (&glue->admission);
}

/* The limit is that of the room, which has but one. */
static void
code_nothing (gpointer data G_GNUC_UNUSED, TarnCodec *codec G_GNUC_UNUSED,
              TarnEvent *event G_GNUC_UNUSED)
{
}

#define RUN_EVENT(label, on_event)                                                                 \
  {                                                                                                \
    .name = label, .handler = on_event, .describe_subject = tarn_refresh_describe_event,           \
    .code_subject = tarn_refresh_code_event, .adopt = tarn_refresh_adopt_event                     \
  }

static const TarnEventClass begin_class = RUN_EVENT ("refresh begin", tarn_refresh_on_begin);
static const TarnEventClass end_class = RUN_EVENT ("refresh end", tarn_refresh_on_end);
static const TarnEventClass stop_done_class = RUN_EVENT ("refresh stop", tarn_refresh_on_stop_done);

static const TarnEventClass limit_over_class = {
  .name = "limit is over",
  .handler = on_limit_over,
  .code_subject = code_nothing,
};

static const TarnEventClass tick_class = {
  .name = "automatic refresh",
  .handler = tarn_refresh_schedule_on_tick,
  .describe_subject = tarn_refresh_describe_tick,
  .code_subject = tarn_refresh_code_tick,
};

void
tarn_glue_init (TarnGlue *glue, TarnClock *clock, const TarnRandom *random,
                TarnGatehouse *gatehouse)
{
  *glue = (TarnGlue){ .clock = clock, .random = random };

  tarn_admission_init (&glue->admission, &tarn_glue_service, gatehouse);
  tarn_catalog_init (&glue->catalog);
  tarn_refresh_store_init (&glue->runs);
  glue->messages = g_ptr_array_new ();
  glue->billing = tarn_refresh_cost_get_billing (glue->admission.options);

  glue->begin_kind = tarn_clock_add_kind (clock, &begin_class, glue);
  glue->end_kind = tarn_clock_add_kind (clock, &end_class, glue);
  glue->stop_done_kind = tarn_clock_add_kind (clock, &stop_done_class, glue);
  glue->admission.free_kind = tarn_clock_add_kind (clock, &limit_over_class, glue);
  glue->tick_kind = tarn_clock_add_kind (clock, &tick_class, glue);
}

void
tarn_glue_clear (TarnGlue *glue)
{
  g_clear_object (&glue->cost_model);
  tarn_refresh_store_clear (&glue->runs);
  g_clear_pointer (&glue->messages, g_ptr_array_unref);
  tarn_catalog_clear (&glue->catalog);
  tarn_admission_clear (&glue->admission);
}

void
tarn_glue_options_changed (TarnGlue *glue)
{
  glue->billing = tarn_refresh_cost_get_billing (glue->admission.options);
  admit_all (glue);
}

void
tarn_glue_copy (TarnGlue *glue, const TarnGlue *from)
{
  tarn_admission_copy (&glue->admission, &from->admission);
  tarn_catalog_copy (&glue->catalog, &from->catalog);
  tarn_refresh_store_copy (&glue->runs, &from->runs);
  for (guint i = 0; i < from->messages->len; i++)
    g_ptr_array_add (glue->messages, from->messages->pdata[i]);
  glue->billing = from->billing;
}

void
tarn_glue_code (TarnGlue *glue, TarnCodec *codec)
{
  tarn_codec_begin (codec, "glue");
  tarn_admission_code (&glue->admission, codec);
  tarn_catalog_code (&glue->catalog, codec, glue->clock->now_us);
  tarn_refresh_code (glue, codec);
  tarn_codec_end (codec);
  if (tarn_codec_is_reading (codec))
    glue->billing = tarn_refresh_cost_get_billing (glue->admission.options);
}

void
tarn_glue_check_events (const TarnGlue *glue, TarnCodec *codec)
{
  tarn_codec_begin (codec, "glue");
  tarn_refresh_check_events (glue, codec);
  tarn_codec_end (codec);
}
