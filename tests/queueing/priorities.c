/* SPDX-License-Identifier: MIT */
/*
 * One server, and three classes of customers: a policy chooses the first customer of the first class that has
 * any. A service that has begun goes on, whoever arrives.
 */
#include "worlds/queue.h"

enum
{
  N_CUSTOMERS = 600000,
  N_CLASSES = 3,
  GAP = 0,
  SERVICE,
  CLASS,
};

/* Of all arrivals, at the rate 0.6 together, one of six is of the first class, and so on. */
static const guint shares[N_CLASSES] = { 1, 2, 3 };
static const double means[N_CLASSES] = { 0.5, 1, 1.5 };
#define RATE 0.6

static gint64
arrive (Customer *customer)
{
  Queue *queue = customer->queue;
  guint64 number = (guint64) (customer - queue->customers);
  guint64 sixth = tarn_random_stream_draw_uniform (queue->draws, number, CLASS, 6);

  customer->class = sixth < 1 ? 0 : sixth < 3 ? 1 : 2;
  customer->service_us = draw_exponential (customer, SERVICE, means[customer->class]);
  customer_wait (customer);
  return draw_exponential (customer, GAP, 1 / RATE);
}

static guint
choose_first_class (const Queue *queue)
{
  guint first = 0;

  for (guint i = 1; i < queue->waiting->len; i++)
    if (queue_get_waiting (queue, i)->class < queue_get_waiting (queue, first)->class)
      first = i;
  return first;
}

/*
 * Cobham: let r be half of the sum of l (i) s2 (i), where l (i) is the rate of class i and s2 (i) is the mean
 * square of its service, which is twice the square of the mean here. Let u (k) be the load of the classes up to
 * k. The mean wait in class k is r / ((1 - u (k - 1)) (1 - u (k))).
 */
static void
test_priorities (void)
{
  g_autoptr (Queue) queue = queue_new (N_CUSTOMERS, 1, arrive, choose_first_class);
  double r = 0, before = 0;

  queue_run (queue);
  for (guint i = 0; i < N_CLASSES; i++)
    r += RATE * shares[i] / 6 * means[i] * means[i];
  for (guint i = 0; i < N_CLASSES; i++)
    {
      double load = before + RATE * shares[i] / 6 * means[i];
      g_autofree char *what = g_strdup_printf ("wait in class %u", i);

      assert_mean (queue, i, what, wait_of, r / ((1 - before) * (1 - load)), 2);
      before = load;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queueing/priorities", test_priorities);
  return g_test_run ();
}
