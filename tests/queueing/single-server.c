/* SPDX-License-Identifier: MIT */
/*
 * M/M/1: customers arrive at random, a service takes an exponential time of the mean 1, and there is one
 * server. R is the rate of the arrivals, which is also the load. The mean wait is the same for each order that
 * does not look at the services. The mean of the squares of the waits tells these orders apart.
 */
#include "worlds/queue.h"

#define R 0.5

enum
{
  N_CUSTOMERS = 400000,
  GAP = 0,
  SERVICE,
};

static gint64
draw_customer (Customer *customer)
{
  customer->service_us = draw_exponential (customer, SERVICE, 1);
  return draw_exponential (customer, GAP, 1 / R);
}

/* The engine's own queue: first come, first served. */
static gint64
arrive_at_engine (Customer *customer)
{
  gint64 gap_us = draw_customer (customer);

  customer_start (customer);
  return gap_us;
}

static gint64
arrive_at_policy (Customer *customer)
{
  customer_wait (customer);
  return draw_customer (customer);
}

static guint
choose_first (const Queue *queue G_GNUC_UNUSED)
{
  return 0;
}

static guint
choose_last (const Queue *queue)
{
  return queue->waiting->len - 1;
}

/* Each choice has its own draw. The number of customers who have arrived and do not wait counts the choices. */
static guint
choose_at_random (const Queue *queue)
{
  return (guint) tarn_random_stream_draw_uniform (queue->draws,
                                                  queue->n_customers + queue->n_arrived
                                                      - queue->waiting->len,
                                                  0, queue->waiting->len);
}

static guint
choose_shortest (const Queue *queue)
{
  guint shortest = 0;

  for (guint i = 1; i < queue->waiting->len; i++)
    if (queue_get_waiting (queue, i)->service_us < queue_get_waiting (queue, shortest)->service_us)
      shortest = i;
  return shortest;
}

/* --- The orders ------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  ArriveFunc arrive;
  ChooseFunc choose;
  double wait, square_of_wait;
} Row;

#define WAIT (R / (1 - R))
#define SQUARE (2 * R / ((1 - R) * (1 - R)))

/*
 * First come first served, by Pollaczek and Khinchine: the wait has the mean R / (1 - R) and the second moment
 * 2 R / (1 - R)^2. The second moment is 1 / (1 - R) times as great if the last comes first, and 2 / (2 - R)
 * times as great in random order (Takacs; Kingman).
 *
 * Shortest job first, by Phipps: let r (x) = R (1 - (1 + x) e^-x) be the load of the services up to x, and
 * m (x) = R (2 - (x^2 + 2 x + 2) e^-x) the rate of their squares. The moments are the integrals from 0 to
 * infinity of e^-x R / (1 - r (x))^2 and of e^-x (2 R / (1 - r (x))^3 + 2 R m (x) / (1 - r (x))^4). For R = 0.5
 * they are the numbers of the row.
 */
static const Row rows[] = {
  { "first-in-first-out/engine", arrive_at_engine, NULL, WAIT, SQUARE },
  { "first-in-first-out/policy", arrive_at_policy, choose_first, WAIT, SQUARE },
  { "last-in-first-out", arrive_at_policy, choose_last, WAIT, SQUARE / (1 - R) },
  { "random-order", arrive_at_policy, choose_at_random, WAIT, SQUARE * 2 / (2 - R) },
  { "shortest-first", arrive_at_policy, choose_shortest, 0.712686331939, 2.546476109673 },
};

static void
test_order (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (Queue) queue = queue_new (N_CUSTOMERS, 1, row->arrive, row->choose);

  queue_run (queue);
  assert_mean (queue, 0, "wait", wait_of, row->wait, 1.5);
  assert_mean (queue, 0, "square of the wait", square_of_wait, row->square_of_wait, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/queueing/m-m-1/", rows, test_order);
  return g_test_run ();
}
