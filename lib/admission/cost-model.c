/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-cost-model.h>

G_DEFINE_INTERFACE (TarnCostModel, tarn_cost_model, G_TYPE_OBJECT)

static void
tarn_cost_model_default_init (TarnCostModelInterface *iface G_GNUC_UNUSED)
{
}
