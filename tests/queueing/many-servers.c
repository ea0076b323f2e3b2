/* SPDX-License-Identifier: MIT */
/*
 * Queues with several servers: customers arrive at random, a of them in the mean time of a service, and there
 * are c servers. Customers wait in the engine's own queue, or are refused by the service, or go away.
 */
#include "worlds/queue.h"

enum
{
  N_CUSTOMERS = 400000,
  GAP = 0,
  SERVICE,
  PATIENCE,
};

/* --- Erlang C: M/M/c -------------------------------------------------------------------------- */

/* Erlang's B: the share of customers who find all of @c servers busy where nobody waits. */
static double
erlang_b (guint c, double a)
{
  double b = 1;

  for (guint k = 1; k <= c; k++)
    b = a * b / (k + a * b);
  return b;
}

static double
has_to_wait (const Customer *customer)
{
  return customer->slot_us > customer->arrival_us ? 1 : 0;
}

static gint64
arrive_exponential (Customer *customer)
{
  customer->service_us = draw_exponential (customer, SERVICE, 1);
  customer_start (customer);
  return draw_exponential (customer, GAP, 1 / 8.0);
}

/*
 * Erlang C: a customer has to wait with the probability p = b / (1 - (a / c) (1 - b)), where b is Erlang's B.
 * The wait of those who do is exponential at the rate c - a, so the mean wait is p / (c - a).
 */
static void
test_erlang_c (void)
{
  g_autoptr (Queue) queue = queue_new (1000000, 10, arrive_exponential, NULL);
  double b = erlang_b (10, 8), p = b / (1 - 0.8 * (1 - b));

  queue_run (queue);
  assert_mean (queue, 0, "share who wait", has_to_wait, p, 1);
  assert_mean (queue, 0, "wait", wait_of, p / (10 - 8), 3);
}

/* --- M/D/c ------------------------------------------------------------------------------------ */

static gint64
arrive_constant (Customer *customer)
{
  customer->service_us = UNIT_US;
  customer_start (customer);
  return draw_exponential (customer, GAP, 1 / 8.0);
}

/*
 * Crommelin and Burke: let a be the load, and P (k, m) the probability that a Poisson number of the mean m is
 * at least k. The mean wait is the sum of P (i c, i a) - (c / a) P (i c + 1, i a) over all i from 1.
 */
static double
get_constant_wait (guint c, double a)
{
  double wait = 0;

  for (guint i = 1; i <= 80; i++)
    {
      double at_least = 1, exactly = exp (-(i * a));

      for (guint k = 1; k <= i * c; k++)
        {
          at_least -= exactly;
          exactly *= i * a / k;
        }
      wait += at_least - c / a * (at_least - exactly);
    }
  return wait;
}

static void
test_constant (void)
{
  g_autoptr (Queue) queue = queue_new (1000000, 10, arrive_constant, NULL);

  queue_run (queue);
  assert_mean (queue, 0, "wait", wait_of, get_constant_wait (10, 8), 2);
}

/* --- Erlang B: customers are refused ---------------------------------------------------------- */

typedef struct
{
  const char *name;
  ArriveFunc arrive;
} LossRow;

/* Three of four services take a third of the mean, and the others three times the mean. */
static gint64
arrive_mixed (Customer *customer)
{
  guint64 number = (guint64) (customer - customer->queue->customers);

  customer->service_us
      = tarn_random_stream_draw_chance (customer->queue->draws, number, SERVICE, 750000)
            ? UNIT_US / 3
            : 3 * UNIT_US;
  customer_start (customer);
  return draw_exponential (customer, GAP, 1 / 8.0);
}

static const LossRow loss_rows[] = {
  { "exponential", arrive_exponential },
  { "constant", arrive_constant },
  { "mixed", arrive_mixed },
};

/* The share who are refused is Erlang's B, whatever the distribution of the services is. */
static void
test_erlang_b (gconstpointer data)
{
  const LossRow *row = data;
  g_autoptr (Queue) queue = queue_new (N_CUSTOMERS, 10, row->arrive, NULL);

  engine_set (queue->engine, "glue.queue-at-limit", 0);
  queue_run (queue);
  assert_mean (queue, 0, "share of the refused", is_lost, erlang_b (10, 8), 1);
}

/* --- M/G/infinity: nobody waits --------------------------------------------------------------- */

static double
found_of (const Customer *customer)
{
  return customer->n_found;
}

static double
square_of_found (const Customer *customer)
{
  return found_of (customer) * found_of (customer);
}

static gint64
find_and_arrive (Customer *customer)
{
  customer->n_found = tarn_glue_client_get_n_running_runs (customer->queue->glue);
  return arrive_mixed (customer);
}

/*
 * The number of customers in service is Poisson with the mean a, whatever the distribution of the services is.
 * So the square of the number has the mean a + a^2. Arrivals at random find what there is on average.
 */
static void
test_infinity (void)
{
  g_autoptr (Queue) queue = queue_new (N_CUSTOMERS, TARN_UNLIMITED, find_and_arrive, NULL);

  queue_run (queue);
  assert_mean (queue, 0, "number found", found_of, 8, 1);
  assert_mean (queue, 0, "square of the number found", square_of_found, 8 + 8 * 8, 1);
  for (guint i = 0; i < N_CUSTOMERS; i++)
    g_assert_cmpint (queue->customers[i].slot_us, ==, queue->customers[i].arrival_us);
}

/* --- Erlang A: customers lose their patience -------------------------------------------------- */

static gboolean
on_impatience (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Customer *customer = data;
  g_autoptr (GError) error = NULL;

  if (customer->slot_us == 0)
    tarn_glue_client_stop_materialized_view_refresh_task_run (customer->queue->glue,
                                                              customer_get_view (customer), &error);
  g_assert_no_error (error);
  return G_SOURCE_REMOVE;
}

static gint64
arrive_impatient (Customer *customer)
{
  customer->service_us = draw_exponential (customer, SERVICE, 1);
  customer_start (customer);
  if (customer->slot_us == 0)
    tarn_engine_add_timeout (customer->queue->engine, draw_exponential (customer, PATIENCE, 2),
                             TARN_TIMEOUT_NONE, on_impatience, customer, NULL);
  return draw_exponential (customer, GAP, 1 / 12.0);
}

/*
 * Erlang A (Palm): the number n in the queue is a birth and death process, born at the rate a, and dying at the
 * rate n up to c, and c + (n - c) t above, where 1 / t is the mean patience. The mean number of those who wait
 * is l = sum of (n - c) p (n) over n above c. By Little's law the mean wait is l / a, and the share of those
 * who go away is t l / a.
 */
static void
test_erlang_a (void)
{
  g_autoptr (Queue) queue = queue_new (N_CUSTOMERS, 10, arrive_impatient, NULL);
  double a = 12, t = 0.5, p = 1, sum = 1, l = 0;

  for (guint n = 1; n <= 1000; n++)
    {
      p *= a / (n <= 10 ? n : 10 + (n - 10) * t);
      sum += p;
      l += n > 10 ? (n - 10) * p : 0;
    }
  l /= sum;

  queue_run (queue);
  assert_mean (queue, 0, "wait", wait_of, l / a, 1);
  assert_mean (queue, 0, "share of the impatient", is_lost, t * l / a, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queueing/erlang-c", test_erlang_c);
  g_test_add_func ("/queueing/m-d-c", test_constant);
  ADD_ROWS ("/queueing/erlang-b/", loss_rows, test_erlang_b);
  g_test_add_func ("/queueing/m-g-infinity", test_infinity);
  g_test_add_func ("/queueing/erlang-a", test_erlang_a);
  return g_test_run ();
}
