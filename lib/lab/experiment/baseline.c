/* SPDX-License-Identifier: MIT */
#include <tarn-lab/tarn-lab.h>

#include "lab/scenario/replace.h"

G_DEFINE_ENUM_TYPE (TarnLabBaseline, tarn_lab_baseline,
                    G_DEFINE_ENUM_VALUE (TARN_LAB_BASELINE_ZERO_WAIT, "zero-wait"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_BASELINE_FULL_HOURLY, "full-hourly"))

typedef struct
{
  const char *rules[TARN_LAB_N_PARTS];
  const char *slots; /* NULL for those of the scenario */
} Baseline;

static const Baseline baselines[] = {
  [TARN_LAB_BASELINE_ZERO_WAIT] = { { [TARN_LAB_PART_TRIGGER] = "zero_wait",
                                      [TARN_LAB_PART_ORDER] = "fifo",
                                      [TARN_LAB_PART_MODE] = "auto",
                                      [TARN_LAB_PART_ADMISSION] = "unlimited" },
                                    "none" },
  [TARN_LAB_BASELINE_FULL_HOURLY] = { { [TARN_LAB_PART_TRIGGER] = "interval 1 h",
                                        [TARN_LAB_PART_ORDER] = "fifo",
                                        [TARN_LAB_PART_MODE] = "full",
                                        [TARN_LAB_PART_ADMISSION] = "queue" },
                                      NULL },
};

TarnLabTrial *
tarn_lab_trial_new_baseline (TarnLabScenario *scenario, guint64 replication,
                             TarnLabBaseline baseline, GError **error)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail ((guint) baseline < G_N_ELEMENTS (baselines), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const Baseline *chosen = &baselines[baseline];
  g_autoptr (TarnLabScenario) other
      = scenario->axes->len > 0
            ? tarn_lab_scenario_ref (scenario)
            : tarn_lab_scenario_replace_policies (scenario, chosen->rules, chosen->slots, error);

  return other != NULL ? tarn_lab_trial_new (other, replication, error) : NULL;
}
