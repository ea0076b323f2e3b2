/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-slot-chooser.h>

G_DEFINE_INTERFACE (TarnSlotChooser, tarn_slot_chooser, G_TYPE_OBJECT)

static void
tarn_slot_chooser_default_init (TarnSlotChooserInterface *iface G_GNUC_UNUSED)
{
}
