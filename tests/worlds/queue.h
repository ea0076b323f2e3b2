/* SPDX-License-Identifier: MIT */
/*
 * A queue with servers, for tests of formulas from queueing theory. A customer is a refresh run, a server is a
 * slot, and the customer's number is the tag of the run. Only public functions are used. A view has one run at
 * a time, so the fixture keeps a pool of views, and a customer takes one of them from its start to its end.
 * All functions are inline, because no test needs all of them.
 */
#pragma once

#include <math.h>

#include "set-up.h"

#define UNIT_US SECOND_US /* the unit of time of all formulas */

/*
 * Customers in a row are not independent, so the error of a mean comes from the means of batches. The batches
 * are long enough to be nearly independent. The first customers find an empty queue, and are in no batch.
 */
#define N_BATCHES 20
#define N_ERRORS 4

typedef struct _Queue Queue;

typedef struct
{
  Queue *queue;
  guint class;
  guint view;    /* position in the pool */
  guint n_found; /* customers in service at the arrival, if the test looks */
  gint64 service_us;
  gint64 arrival_us, slot_us, end_us; /* 0 for not yet */
  gboolean is_lost;                   /* it was refused, or has lost its patience */
} Customer;

/* Brings a customer, whose arrival is set. Returns the gap until the next customer. */
typedef gint64 (*ArriveFunc) (Customer *customer);
/* Returns the position of the next customer among those who wait. */
typedef guint (*ChooseFunc) (const Queue *queue);

struct _Queue
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  TarnRandomStream *draws;
  TarnStartOptions *options;
  TarnTableName *source;
  GPtrArray *views;
  GArray *free_views;
  GPtrArray *waiting; /* those who wait until the test's own policy chooses them */
  ArriveFunc arrive;
  ChooseFunc choose;
  gint64 n_servers;
  guint n_arrived, n_customers;
  Customer *customers;
};

/* --- How long a service takes ----------------------------------------------------------------- */

typedef struct
{
  GObject parent_instance;
  const Queue *queue;
} QueueModel;
typedef GObjectClass QueueModelClass;

GType queue_model_get_type (void);

static void
queue_model_plan_refresh (TarnCostModel *self, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  const Customer *customers = ((QueueModel *) self)->queue->customers;

  tarn_cost_plan_add_phase (plan, customers[tarn_refresh_work_get_tag (work) - 1].service_us, 1, 0);
}

static void
queue_model_init_interface (TarnCostModelInterface *iface)
{
  iface->plan_refresh = queue_model_plan_refresh;
}

G_DEFINE_TYPE_WITH_CODE (QueueModel, queue_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, queue_model_init_interface))

static void
queue_model_class_init (QueueModelClass *class G_GNUC_UNUSED)
{
}

static void
queue_model_init (QueueModel *self G_GNUC_UNUSED)
{
}

/* --- Customers -------------------------------------------------------------------------------- */

/* Each use of a draw has its own @index, so that draws are independent. */
static inline gint64
draw_exponential (const Customer *customer, guint index, double mean)
{
  const Queue *queue = customer->queue;

  return tarn_random_stream_draw_exponential (queue->draws, (guint64) (customer - queue->customers),
                                              index, (gint64) (mean * UNIT_US));
}

static inline const Customer *
queue_get_waiting (const Queue *queue, guint position)
{
  return queue->waiting->pdata[position];
}

static inline TarnTableName *
customer_get_view (const Customer *customer)
{
  return customer->queue->views->pdata[customer->view];
}

static inline void
customer_take_view (Customer *customer)
{
  Queue *queue = customer->queue;

  customer->view = queue->views->len;
  if (queue->free_views->len > 0)
    {
      customer->view = g_array_index (queue->free_views, guint, queue->free_views->len - 1);
      g_array_set_size (queue->free_views, queue->free_views->len - 1);
      return;
    }

  g_autofree char *name = g_strdup_printf ("view_%u", customer->view);
  g_ptr_array_add (queue->views,
                   glue_add_view (queue->glue, name, queue->source, TARN_REFRESH_TYPE_NONE, 0));
}

static inline void
customer_leave (Customer *customer, gboolean is_lost)
{
  customer->is_lost = is_lost;
  customer->end_us = tarn_engine_get_now (customer->queue->engine);
  g_array_append_val (customer->queue->free_views, customer->view);
}

/* Starts the run. It waits in the engine's own queue if there is no server, or is refused. */
static inline void
customer_start (Customer *customer)
{
  Queue *queue = customer->queue;
  g_autoptr (GError) error = NULL;

  customer_take_view (customer);
  tarn_start_options_set_tag (queue->options, (guint64) (customer - queue->customers) + 1);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (
          queue->glue, customer_get_view (customer), FALSE, queue->options, &error);
  if (run != NULL)
    return;

  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED);
  customer_leave (customer, TRUE);
}

/* Lets the customer wait until the policy of the test chooses it. */
static inline void
customer_wait (Customer *customer)
{
  g_ptr_array_add (customer->queue->waiting, customer);
}

/* --- The queue -------------------------------------------------------------------------------- */

static inline void
queue_on_change (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  const Queue *queue = data;
  Customer *customer = &queue->customers[tarn_change_get_tag (change) - 1];

  if (tarn_change_get_refresh_cause (change) == TARN_REFRESH_CAUSE_TAKE_SLOT)
    customer->slot_us = tarn_engine_get_now (engine);
  else
    customer_leave (customer,
                    tarn_change_get_refresh_cause (change) == TARN_REFRESH_CAUSE_STOP_DONE);
}

static inline void
queue_on_instant (TarnEngine *engine G_GNUC_UNUSED, guint round G_GNUC_UNUSED, gpointer data)
{
  Queue *queue = data;

  while (queue->waiting->len > 0
         && tarn_glue_client_get_n_running_runs (queue->glue) < queue->n_servers)
    customer_start (g_ptr_array_remove_index (queue->waiting, queue->choose (queue)));
}

static inline gint64
queue_on_arrival (TarnEngine *engine, gpointer data)
{
  Queue *queue = data;
  Customer *customer = &queue->customers[queue->n_arrived++];

  customer->queue = queue;
  customer->arrival_us = tarn_engine_get_now (engine);
  gint64 gap_us = queue->arrive (customer);
  return queue->n_arrived < queue->n_customers ? gap_us : TARN_TIMEOUT_END;
}

static inline void
queue_add_functions (Queue *queue)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  QueueModel *model = g_object_new (queue_model_get_type (), NULL);

  model->queue = queue;
  tarn_engine_set_cost_model (queue->engine, TARN_COST_MODEL (model));
  g_object_unref (model);
  tarn_change_filter_add_refresh_cause (filter, TARN_REFRESH_CAUSE_TAKE_SLOT);
  tarn_change_filter_add_refresh_cause (filter, TARN_REFRESH_CAUSE_SUCCEED);
  tarn_change_filter_add_refresh_cause (filter, TARN_REFRESH_CAUSE_STOP_DONE);
  tarn_engine_add_filtered_observer (queue->engine, filter, queue_on_change, queue, NULL);
  if (queue->choose != NULL)
    tarn_engine_add_instant_func (queue->engine, queue_on_instant, queue, NULL);
  tarn_engine_add_gap_timeout (queue->engine, 0, TARN_TIMEOUT_NONE, queue_on_arrival, queue, NULL);
}

/* Serves all customers. The queue is first come first served unless @choose is given. */
static inline Queue *
queue_new (guint n_customers, gint64 n_servers, ArriveFunc arrive, ChooseFunc choose)
{
  Queue *queue = g_new0 (Queue, 1);

  queue->engine = tarn_engine_new (1);
  queue->glue = glue_client_new (queue->engine, ACCOUNT, NULL);
  queue->draws = tarn_engine_create_random_stream (queue->engine, "customers", "all");
  queue->options = tarn_start_options_new ();
  queue->views = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  queue->free_views = g_array_new (FALSE, FALSE, sizeof (guint));
  queue->waiting = g_ptr_array_new ();
  queue->arrive = arrive;
  queue->choose = choose;
  queue->n_servers = n_servers;
  queue->n_customers = n_customers;
  queue->customers = g_new0 (Customer, n_customers);
  glue_add_database (queue->glue);
  queue->source = glue_add_base (queue->glue, "source", 0);
  engine_set (queue->engine, "glue.running-max", n_servers);
  engine_set (queue->engine, "glue.queue-at-limit", 1);
  engine_set (queue->engine, "glue.stop-latency-us", 0);
  engine_set (queue->engine, "glue.retention-runs", 1);
  queue_add_functions (queue);
  return queue;
}

static inline void
queue_run (Queue *queue)
{
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (GError) error = NULL;

  tarn_clock_limits_set_max_events (limits, G_MAXUINT64);
  tarn_clock_limits_set_horizon_us (limits, G_MAXINT64);
  tarn_engine_run_until_idle (queue->engine, limits, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (queue->n_arrived, ==, queue->n_customers);
}

static inline void
queue_free (Queue *queue)
{
  g_object_unref (queue->glue);
  g_object_unref (queue->engine);
  tarn_random_stream_free (queue->draws);
  tarn_start_options_free (queue->options);
  tarn_table_name_unref (queue->source);
  g_ptr_array_unref (queue->views);
  g_array_unref (queue->free_views);
  g_ptr_array_unref (queue->waiting);
  g_free (queue->customers);
  g_free (queue);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Queue, queue_free)

/* --- What is measured ------------------------------------------------------------------------- */

typedef double (*MeasureFunc) (const Customer *customer);

/* The time until service begins, or until the customer goes away. */
static inline double
wait_of (const Customer *customer)
{
  gint64 until_us = customer->slot_us != 0 ? customer->slot_us : customer->end_us;

  return (double) (until_us - customer->arrival_us) / (double) UNIT_US;
}

static inline double
square_of_wait (const Customer *customer)
{
  return wait_of (customer) * wait_of (customer);
}

static inline double
is_lost (const Customer *customer)
{
  return customer->is_lost ? 1 : 0;
}

/*
 * Asserts that the mean over the customers of a class is @exact, within N_ERRORS standard errors, and that a
 * standard error is at most @error_percent of @exact, so that the assertion says something.
 */
static inline void
assert_mean (const Queue *queue, guint class, const char *what, MeasureFunc measure, double exact,
             double error_percent)
{
  guint length = queue->n_customers / (N_BATCHES + 1);
  double mean = 0, squares = 0;

  for (guint batch = 1; batch <= N_BATCHES; batch++)
    {
      double sum = 0;
      guint n = 0;

      for (const Customer *customer = &queue->customers[batch * length];
           customer < &queue->customers[(batch + 1) * length]; customer++)
        if (customer->class == class)
          {
            sum += measure (customer);
            n++;
          }
      mean += sum / n / N_BATCHES;
      squares += sum / n * (sum / n) / N_BATCHES;
    }
  double error = sqrt ((squares - mean * mean) / (N_BATCHES - 1));

  g_test_message ("%s: %.6f, exactly %.6f, %+.2f standard errors of %.2f %%", what, mean, exact,
                  (mean - exact) / error, 100 * error / exact);
  g_assert_cmpfloat (fabs (mean - exact), <=, N_ERRORS * error);
  g_assert_cmpfloat (error, <=, error_percent / 100 * exact);
}
