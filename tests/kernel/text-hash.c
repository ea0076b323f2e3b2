/* SPDX-License-Identifier: MIT */
/* The hashes are those that the authors of SipHash publish, of the bytes 0, 1, 2 and so on. */
#include "kernel/text-hash.h"

static const struct
{
  gsize n_bytes;
  guint64 hash;
} rows[] = {
  { 0, G_GUINT64_CONSTANT (0x726fdb47dd0e0e31) },  { 1, G_GUINT64_CONSTANT (0x74f839c593dc67fd) },
  { 7, G_GUINT64_CONSTANT (0xab0200f58b01d137) },  { 8, G_GUINT64_CONSTANT (0x93f5f5799a932462) },
  { 15, G_GUINT64_CONSTANT (0xa129ca6149be45e5) }, { 63, G_GUINT64_CONSTANT (0x958a324ceb064572) },
};

static guint64
hash_in_pieces (gsize n_bytes, gsize piece_bytes)
{
  TarnTextHash hash;
  guint8 bytes[64];

  for (guint8 i = 0; i < sizeof bytes; i++)
    bytes[i] = i;
  tarn_text_hash_init (&hash, G_GUINT64_CONSTANT (0x0706050403020100),
                       G_GUINT64_CONSTANT (0x0f0e0d0c0b0a0908));
  for (gsize i = 0; i < n_bytes; i += piece_bytes)
    tarn_text_hash_add (&hash, bytes + i, MIN (piece_bytes, n_bytes - i));
  return tarn_text_hash_finish (&hash);
}

static void
test_published (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece_bytes = 1; piece_bytes <= 64; piece_bytes++)
      g_assert_cmphex (hash_in_pieces (rows[i].n_bytes, piece_bytes), ==, rows[i].hash);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-hash/published", test_published);

  return g_test_run ();
}
