/* SPDX-License-Identifier: MIT */
/*
 * Tests from which bucket a call takes, and what a change of an option does to the bucket. The service is
 * made up. The throttle reads only which of its operations have a rate.
 */
#include "admission/throttle.h"
#include "worlds/rows.h"

#define START_US (G_GINT64_CONSTANT (946684800) * 1000000)

enum
{
  SECOND_US = 1000000,

  OTHER_OPTION = 0,
  READ_RATE = 1,

  WRITE = 0, /* an operation without a rate */
  READ = 1,
};

static const TarnOperation operations[] = {
  [WRITE] = { .name = "Write" },
  [READ] = { .name = "Read", .is_readonly = TRUE, .rated_by = READ_RATE + 1 },
};

static const TarnService service = {
  .name = "made",
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
};

/* Checks that the throttle admits exactly @n_calls calls. */
static void
assert_admits_only (TarnThrottle *throttle, guint operation, guint32 account, gint64 rate,
                    gint64 now_us, guint n_calls)
{
  for (guint i = 0; i < n_calls; i++)
    g_assert_true (tarn_throttle_admits (throttle, operation, account, rate, now_us));
  g_assert_false (tarn_throttle_admits (throttle, operation, account, rate, now_us));
}

static void
assert_admits_all (TarnThrottle *throttle, guint operation, guint32 account, gint64 now_us)
{
  for (guint i = 0; i < 1000; i++)
    g_assert_true (tarn_throttle_admits (throttle, operation, account, TARN_UNLIMITED, now_us));
}

static void
test_ensure_account (void)
{
  char text[] = "111111111111";
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  g_assert_cmpuint (tarn_throttle_ensure_account (&throttle, text), ==, 0);
  text[0] = '2';
  g_assert_cmpuint (tarn_throttle_ensure_account (&throttle, text), ==, 1);
  g_assert_cmpuint (tarn_throttle_ensure_account (&throttle, "111111111111"), ==, 0);
  g_assert_cmpuint (tarn_throttle_ensure_account (&throttle, "211111111111"), ==, 1);
  g_assert_cmpuint (tarn_throttle_ensure_account (&throttle, "11111111111"), ==, 2);
  g_assert_cmpuint (tarn_throttle_ensure_account (&throttle, "111111111111"), ==, 0);
  g_assert_cmpuint (throttle.n_accounts, ==, 3);
  tarn_throttle_clear (&throttle);
}

/* Each account has buckets of its own, also after new accounts have moved the buckets in memory. */
static void
test_accounts_do_not_share (void)
{
  const guint n_accounts = 500;
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autofree char *id = g_strdup_printf ("%012u", i);

      g_assert_cmpuint (tarn_throttle_ensure_account (&throttle, id), ==, i);
      for (guint n = i % 5; n > 0; n--)
        g_assert_true (tarn_throttle_admits (&throttle, READ, i, 5, START_US));
    }

  for (guint i = 0; i < n_accounts; i++)
    assert_admits_only (&throttle, READ, i, 5, START_US, 5 - i % 5);
  for (guint i = 0; i < n_accounts; i++)
    assert_admits_only (&throttle, READ, i, 5, START_US + SECOND_US / 5, 1);
  tarn_throttle_clear (&throttle);
}

static void
test_operations_do_not_share (void)
{
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  guint32 first = tarn_throttle_ensure_account (&throttle, "111111111111");
  guint32 second = tarn_throttle_ensure_account (&throttle, "222222222222");
  assert_admits_only (&throttle, READ, first, 3, START_US, 3);
  assert_admits_only (&throttle, WRITE, first, 7, START_US, 7);
  assert_admits_only (&throttle, WRITE, second, 2, START_US, 2);
  assert_admits_only (&throttle, READ, second, 4, START_US, 4);
  tarn_throttle_clear (&throttle);
}

/*
 * The bucket of an account is full at the account's first call, however late that call is, and full again
 * after a long time.
 */
static void
test_full_at_first (void)
{
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  guint32 early = tarn_throttle_ensure_account (&throttle, "111111111111");
  guint32 late = tarn_throttle_ensure_account (&throttle, "222222222222");
  assert_admits_only (&throttle, READ, early, 5, START_US, 5);
  assert_admits_only (&throttle, READ, late, 5, G_MAXINT64, 5);
  assert_admits_only (&throttle, READ, early, 5, G_MAXINT64, 5);
  tarn_throttle_clear (&throttle);
}

static void
test_rate (void)
{
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  guint32 account = tarn_throttle_ensure_account (&throttle, "111111111111");
  assert_admits_only (&throttle, READ, account, 4, START_US, 4);
  assert_admits_only (&throttle, READ, account, 4, START_US + 249999, 0);
  assert_admits_only (&throttle, READ, account, 4, START_US + 250000, 1);
  assert_admits_only (&throttle, READ, account, 4, START_US + 1000000, 3);
  assert_admits_only (&throttle, READ, account, 0, START_US + 9000000, 0);
  tarn_throttle_clear (&throttle);
}

static void
test_unlimited (void)
{
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  guint32 account = tarn_throttle_ensure_account (&throttle, "111111111111");
  assert_admits_all (&throttle, READ, account, START_US);
  assert_admits_only (&throttle, READ, account, 2, START_US, 2);
  assert_admits_all (&throttle, READ, account, START_US);
  tarn_throttle_clear (&throttle);
}

/* --- Changes of the rate ---------------------------------------------------------------------- */

/* The test uses up the first rate. The rate changes after the first wait, and again after the second wait. */
typedef struct
{
  const char *name;
  gint64 rates[3];
  gint64 waits_us[3];
  guint n_calls; /* how many calls are admitted after the last wait */
} Change;

static const Change changes[] = {
  { "keeps-what-accrued", { 2, 10, 10 }, { 500000, 0, 0 }, 1 },
  { "keeps-parts", { 2, 10, 10 }, { 250000, 0, 50000 }, 1 },
  { "keeps-parts-one-too-early", { 2, 10, 10 }, { 250000, 0, 49999 }, 0 },
  { "does-not-revalue-the-past", { 1, 1000, 1000 }, { 999999, 0, 0 }, 0 },
  { "twice", { 2, 10, 5 }, { 250000, 100000, 100000 }, 2 },
  { "holds-a-second-of-the-old", { 2, 10, 10 }, { 5000000, 0, 0 }, 2 },
  { "holds-a-second-of-the-new", { 10, 2, 2 }, { 5000000, 0, 0 }, 2 },
  { "not-changed", { 4, 4, 4 }, { 250000, 250000, 250000 }, 3 },
  { "to-0", { 5, 0, 0 }, { 1000000, 1000000, 1000000 }, 0 },
  { "refused-at-0-uses-nothing", { 0, 5, 5 }, { 0, 0, 0 }, 5 },
  { "by-way-of-0", { 5, 0, 5 }, { 1000000, 1000000, 400000 }, 2 },
  { "by-way-of-unlimited", { 5, TARN_UNLIMITED, 5 }, { 0, 0, 0 }, 5 },
  { "by-way-of-unlimited-faster", { 5, TARN_UNLIMITED, 50 }, { 200000, 1, 0 }, 50 },
  { "by-way-of-unlimited-slower", { 5, TARN_UNLIMITED, 1 }, { 0, 1000000, 0 }, 1 },
};

static void
test_change (gconstpointer data)
{
  const Change *row = data;
  gint64 now_us = START_US;
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  guint32 account = tarn_throttle_ensure_account (&throttle, "111111111111");
  assert_admits_only (&throttle, READ, account, row->rates[0], now_us, (guint) row->rates[0]);
  for (guint i = 0; i < 2; i++)
    {
      now_us += row->waits_us[i];
      tarn_throttle_settle (&throttle, READ_RATE, row->rates[i], now_us);
    }

  now_us += row->waits_us[2];
  assert_admits_only (&throttle, READ, account, row->rates[2], now_us, row->n_calls);
  tarn_throttle_clear (&throttle);
}

/* Each account keeps what it has left. A new account begins with a full bucket of the new rate. */
static void
test_settle_every_account (void)
{
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  guint32 empty = tarn_throttle_ensure_account (&throttle, "111111111111");
  guint32 half = tarn_throttle_ensure_account (&throttle, "222222222222");
  guint32 unused = tarn_throttle_ensure_account (&throttle, "333333333333");
  assert_admits_only (&throttle, READ, empty, 4, START_US, 4);
  g_assert_true (tarn_throttle_admits (&throttle, READ, half, 4, START_US));
  g_assert_true (tarn_throttle_admits (&throttle, READ, half, 4, START_US));
  tarn_throttle_settle (&throttle, READ_RATE, 4, START_US);

  guint32 later = tarn_throttle_ensure_account (&throttle, "444444444444");
  assert_admits_only (&throttle, READ, empty, 8, START_US, 0);
  assert_admits_only (&throttle, READ, half, 8, START_US, 2);
  assert_admits_only (&throttle, READ, unused, 8, START_US, 8);
  assert_admits_only (&throttle, READ, later, 8, START_US, 8);
  tarn_throttle_clear (&throttle);
}

/* A change of an option changes only the buckets of the operations whose rate the option is. */
static void
test_settle_nothing_else (void)
{
  TarnThrottle throttle;

  tarn_throttle_init (&throttle, &service);
  guint32 account = tarn_throttle_ensure_account (&throttle, "111111111111");
  assert_admits_only (&throttle, READ, account, 3, START_US, 3);
  assert_admits_only (&throttle, WRITE, account, 3, START_US, 3);

  tarn_throttle_settle (&throttle, OTHER_OPTION, TARN_UNLIMITED, START_US);
  tarn_throttle_settle (&throttle, OTHER_OPTION, 1000, START_US + SECOND_US / 3);
  assert_admits_only (&throttle, READ, account, 3, START_US + SECOND_US / 3, 0);
  tarn_throttle_settle (&throttle, READ_RATE, TARN_UNLIMITED, START_US + SECOND_US / 3);
  assert_admits_only (&throttle, WRITE, account, 3, START_US + SECOND_US / 3, 0);
  assert_admits_only (&throttle, READ, account, 3, START_US + SECOND_US / 3, 3);
  tarn_throttle_clear (&throttle);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/throttle/ensure-account", test_ensure_account);
  g_test_add_func ("/throttle/accounts-do-not-share", test_accounts_do_not_share);
  g_test_add_func ("/throttle/operations-do-not-share", test_operations_do_not_share);
  g_test_add_func ("/throttle/full-at-first", test_full_at_first);
  g_test_add_func ("/throttle/rate", test_rate);
  g_test_add_func ("/throttle/unlimited", test_unlimited);
  ADD_ROWS ("/throttle/change/", changes, test_change);
  g_test_add_func ("/throttle/settle-every-account", test_settle_every_account);
  g_test_add_func ("/throttle/settle-nothing-else", test_settle_nothing_else);

  return g_test_run ();
}
