/* SPDX-License-Identifier: MIT */
#include "lab/scenario/trace.h"

gboolean
tarn_lab_trace_load (TarnLabScenario *scenario, const TarnLabSection *section,
                     TarnLabTableDraft *draft, GError **error)
{
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_TABLE, "commits");
  TarnLabPlace place
      = tarn_lab_section_get_place (section, tarn_lab_section_find_named (section, key, NULL));

  (void) scenario;
  (void) draft;
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "none, every or poisson",
                          "files of commits cannot be read yet");
}
