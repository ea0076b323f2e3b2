/* SPDX-License-Identifier: MIT */
/*
 * D/M/1, and the age of information: updates come from a source at equal gaps, and pass one server, first come
 * first served. The age at an instant is the time since the newest update that has passed was made.
 */
#include "worlds/queue.h"

enum
{
  N_CUSTOMERS = 400000,
  SERVICE = 0,
};

#define GAP 2.0

static gint64
arrive (Customer *customer)
{
  customer->service_us = draw_exponential (customer, SERVICE, 1);
  customer_start (customer);
  return (gint64) (GAP * UNIT_US);
}

/*
 * From the end of the update before this one until the end of this one, the age is the time since the former
 * was made. Its integral is half of a difference of squares. Each update brings the mean gap, so the mean age
 * is the mean integral divided by the gap.
 */
static double
age_of (const Customer *customer)
{
  const Customer *before = customer - 1;
  double from = (double) (before->end_us - before->arrival_us) / (double) UNIT_US;
  double to = (double) (customer->end_us - before->arrival_us) / (double) UNIT_US;

  return (to * to - from * from) / 2 / GAP;
}

/*
 * An update finds n others with the probability (1 - b) b^n, where b is the root of b = e^-(g (1 - b)) below 1,
 * and g is the gap. So the mean wait is b / (1 - b), and the mean age is g / 2 + 1 / (1 - b) (Kaul, Yates and
 * Gruteser).
 */
static void
test_age (void)
{
  g_autoptr (Queue) queue = queue_new (N_CUSTOMERS, 1, arrive, NULL);
  double b = 0;

  for (guint i = 0; i < 100; i++)
    b = exp (-GAP * (1 - b));

  queue_run (queue);
  assert_mean (queue, 0, "wait", wait_of, b / (1 - b), 2);
  assert_mean (queue, 0, "age", age_of, GAP / 2 + 1 / (1 - b), 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queueing/age-of-information", test_age);
  return g_test_run ();
}
