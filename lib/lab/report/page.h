/* SPDX-License-Identifier: MIT */
/* A page is one file of HTML without scripts, and fetches nothing. */
#pragma once

#include "lab/report/blocks.h"
#include "lab/report/picture.h"

/* Adds the picture, in a wide and in a narrow form, of which the page shows the one that fits. */
void tarn_lab_page_add_picture (TarnLabBlocks *blocks, const TarnLabPicture *picture);

/* Adds the pictures of series. @shown has TarnLabShowns; if it is empty, a sentence says what is left out, and @why. */
void tarn_lab_page_add_series (TarnLabBlocks *blocks, const GArray *shown, const char *why);

char *tarn_lab_page_from_blocks (const TarnLabBlocks *blocks);
