/* SPDX-License-Identifier: MIT */
/*
 * Tests what each rule decides on small lakes, worked out by hand. What a trial tells is written down in minutes since
 * its start: `5 a` is a start of the view a, and `5 -a` a tick of it that was skipped, `5 !a` a request that was
 * rejected, `5 xa` a run that was stopped. A start that waited has the time of its request behind it: `8 a<5`.
 */
#include "composition-text.h"
#include "lake-by-hand.h"
#include "lab/policy/interval.h"
#include "worlds/rows.h"

/* Two views with runs of 10 minutes, in a lake with any number of slots. */
#define REST_OF_LAKE "horizon = 1 h\nat-end = drain\nslots = none\n"
#define LAKE "[lake]\n" REST_OF_LAKE
#define REST_OF_LAKE_WITH(slots) "horizon = 1 h\nat-end = drain\nslots = " slots "\n"
#define ONE_SLOT "[lake]\n" REST_OF_LAKE_WITH ("1") TABLES
#define AT_0 "trigger = interval 1 d\n"
#define AT_10 "trigger = interval 10 min\n"
#define AT_20 "trigger = interval 1 d, phase 20 min\n"
#define TABLE(name, commits) "[table t." name "]\nsize = 1 GB\ncommits = " commits "\n"
#define VIEW(name, sources, duration)                                                              \
  "[view v." name "]\nsources = " sources "\nduration = " duration "\n"
#define TWO_VIEWS "[lake]\n" REST_OF_TWO_VIEWS
#define REST_OF_TWO_VIEWS                                                                          \
  REST_OF_LAKE TABLE ("t", "every 10 min, 1 MB") VIEW ("a", "t.t", "10 min")                       \
      VIEW ("b", "t.t", "10 min")
/* The commits to three tables of which the views do not show anything before 20 minutes. */
#define TABLES                                                                                     \
  TABLE ("a", "every 1 d, offset 12 min, 1 MB")                                                    \
  TABLE ("b", "every 1 d, offset 3 min, 1 MB")                                                     \
  TABLE ("c", "every 1 d, offset 13 min, 1 MB")
#define EVERY_15(duration)                                                                         \
  LAKE TABLE ("t", "every 15 min, offset 5 min, 1 MB") VIEW ("a", "t.t", duration)
#define EVERY_5(size)                                                                              \
  LAKE "[table t.t]\nsize = " size                                                                 \
       "\ncommits = every 5 min, offset 5 min, 1 MB\n" VIEW ("a", "t.t", "10 min")
#define MANY_SLOTS LAKE TABLES
#define GROWING                                                                                    \
  LAKE "[table t.t]\nsize = 20 GB\ncommits = every 10 min, offset 10 min, 10 GB\n"                 \
       "[view v.a]\nsources = t.t\n"
#define CALENDAR(start, horizon)                                                                   \
  "[lake]\nstart = " start "\nhorizon = " horizon "\n" TABLE ("t", "none")                         \
      VIEW ("a", "t.t", "1 min")
#define VIEWS_OF(a, b, c)                                                                          \
  VIEW ("a", "t.a", #a " min") VIEW ("b", "t.b", #b " min") VIEW ("c", "t.c", #c " min")
#define THREE_VIEWS VIEWS_OF (10, 10, 10)

typedef struct
{
  const char *name;
  const char *lake;
  const char *policy;
  const char *told;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "interval", TWO_VIEWS, "trigger = interval 20 min",
    "0 a; 0 b; 20 a; 20 b; 40 a; 40 b" },
  { "interval-phase", TWO_VIEWS, "trigger = interval 30 min, phase 5 min",
    "5 a; 5 b; 35 a; 35 b" },
  { "interval-phase-beyond-the-period", TWO_VIEWS, "trigger = interval 30 min, phase 65 min",
    "5 a; 5 b; 35 a; 35 b" },
  { "interval-spread", TWO_VIEWS, "trigger = interval 30 min, spread",
    "0 a; 15 b; 30 a; 45 b" },
  /* The world begins at 00:10. */
  { "interval-align", "[lake]\nstart = 2026-11-01T00:10:00Z\n" REST_OF_TWO_VIEWS, "trigger = interval 20 min, align",
    "10 a; 10 b; 30 a; 30 b; 50 a; 50 b" },
  /* The second view is half a period behind the first, whose place in the period is the 20th minute. */
  { "interval-spread-align", "[lake]\nstart = 2026-11-01T00:10:00Z\n" REST_OF_TWO_VIEWS,
    "trigger = interval 30 min, spread, align", "5 b; 20 a; 35 b; 50 a" },
  { "interval-skip", LAKE TABLE ("t", "none") VIEW ("a", "t.t", "25 min"), "trigger = interval 20 min",
    "0 a; 20 -a; 40 a" },
  { "interval-queue", LAKE TABLE ("t", "none") VIEW ("a", "t.t", "25 min"), "trigger = interval 20 min, queue",
    "0 a; 25 a<20; 50 a<40" },
  /* The service takes 5 seconds to stop a run. */
  { "interval-cancel", LAKE TABLE ("t", "none") VIEW ("a", "t.t", "25 min"), "trigger = interval 20 min, cancel",
    "0 a; 1205s xa; 1205s a<20; 2405s xa; 2405s a<40" },
  { "period_delay", "[lake]\nstart = 2026-11-01T00:10:00Z\n" REST_OF_TWO_VIEWS, "trigger = period_delay 20 min, grace 5 min",
    "15 a; 15 b; 35 a; 35 b; 55 a; 55 b" },
  { "cron", "[lake]\nstart = 2026-11-01T00:10:00Z\n" REST_OF_TWO_VIEWS, "trigger = cron */30 * * * *",
    "20 a; 20 b; 50 a; 50 b" },
  { "cron-queue", LAKE TABLE ("t", "none") VIEW ("a", "t.t", "25 min"), "trigger = cron 0,20,40 * * * *, queue",
    "0 a; 25 a<20; 50 a<40" },
  /* The 1st of November 2026 is a Sunday, and in 2028 February has 29 days. */
  { "cron-on-mondays", CALENDAR ("2026-11-01", "10 d"), "trigger = cron 0 0 * * 1", "1440 a; 11520 a" },
  { "cron-on-sundays", CALENDAR ("2026-11-01", "10 d"), "trigger = cron 0 12 * * 7", "720 a; 10800 a" },
  { "cron-on-mondays-and-the-third", CALENDAR ("2026-11-01", "10 d"), "trigger = cron 0 0 3 * 1",
    "1440 a; 2880 a; 11520 a" },
  { "cron-on-a-leap-day", CALENDAR ("2027-12-30", "100 d"), "trigger = cron 30 4 29 2 *", "88110 a" },
  { "cron-never", CALENDAR ("2027-12-30", "100 d"), "trigger = cron 0 0 30 2 *", "" },

  { "on_commit", EVERY_15 ("10 min"), "trigger = on_commit", "5 a; 20 a; 35 a; 50 a" },
  { "on_commit-during-a-run", EVERY_15 ("20 min"), "trigger = on_commit", "5 a; 25 a; 45 a" },
  { "on_commit-debounce", EVERY_15 ("10 min"), "trigger = on_commit, debounce 4 min", "9 a; 24 a; 39 a; 54 a" },
  { "on_commit-never-quiet", LAKE TABLE ("t", "every 3 min, offset 5 min, 1 MB") VIEW ("a", "t.t", "10 min"),
    "trigger = on_commit, debounce 4 min", "" },
  { "on_commit-max-wait", LAKE TABLE ("t", "every 3 min, offset 5 min, 1 MB") VIEW ("a", "t.t", "10 min"),
    "trigger = on_commit, debounce 4 min, max-wait 10 min", "15 a; 27 a; 39 a; 51 a" },
  { "on_commit-of-a-view", EVERY_15 ("10 min") VIEW ("b", "v.a", "2 min"), "trigger = on_commit",
    "5 a; 15 b; 20 a; 30 b; 35 a; 45 b; 50 a" },
  /* Since its run began, b lacks a commit of minute 1, and a one of minute 2. */
  { "on_commit-of-views-that-end-together", LAKE TABLE ("t", "every 5 min, 1 MB") TABLE ("x", "every 5 min, offset 2 min, 1 MB")
      TABLE ("y", "every 5 min, offset 1 min, 1 MB") VIEW ("a", "t.t; t.x", "25 min") VIEW ("b", "t.t; t.y", "25 min"),
    "trigger = on_commit", "0 a; 0 b; 25 a; 25 b; 50 a; 50 b" },
  { "zero_wait", EVERY_15 ("10 min"), "trigger = zero_wait", "0 a; 10 a; 20 a; 35 a; 50 a" },
  { "zero_wait-without-a-change", LAKE TABLE ("t", "none") VIEW ("a", "t.t", "10 min"), "trigger = zero_wait", "0 a" },
  { "threshold-commits", EVERY_5 ("1 GB"), "trigger = threshold commits 3", "15 a; 30 a; 45 a" },
  { "threshold-bytes", EVERY_5 ("1 GB"), "trigger = threshold bytes 3 MB", "15 a; 30 a; 45 a" },
  /* 3 MB are less than 3 % of 103 MB, and 4 MB are more than 3 % of 104 MB. */
  { "threshold-percent", EVERY_5 ("100 MB"), "trigger = threshold percent 3 %", "20 a; 40 a" },
  /* 3 MB are 3 % of 100 MB. */
  { "threshold-percent-that-is-reached", EVERY_5 ("97 MB"), "trigger = threshold percent 3 %", "15 a; 35 a; 55 a" },
  { "threshold-max-wait", EVERY_5 ("1 GB"), "trigger = threshold commits 100, max-wait 12 min", "17 a; 32 a; 47 a" },
  { "capped_on_change", EVERY_5 ("1 GB"), "trigger = capped_on_change", "10 a; 40 a" },
  { "capped_on_change-rarely", LAKE TABLE ("t", "every 35 min, offset 1 min, 1 MB") VIEW ("a", "t.t", "1 min"),
    "trigger = capped_on_change, cap 20 min, delay 2 min", "3 a; 38 a" },
  { "lag_trigger", EVERY_15 ("10 min") "slo = lag 20 min\n", "trigger = lag_trigger", "15 a; 30 a; 45 a" },
  { "lag_trigger-theta", EVERY_15 ("10 min") "slo = lag 20 min\n", "trigger = lag_trigger, theta 50 %",
    "5 a; 20 a; 35 a; 50 a" },
  { "lag_trigger-of-the-policy", EVERY_15 ("10 min"), "trigger = lag_trigger, lag 20 min", "15 a; 30 a; 45 a" },
  { "lag_trigger-without-an-objective", EVERY_15 ("10 min"), "trigger = lag_trigger", "" },
  { "idle", ONE_SLOT THREE_VIEWS, "trigger = idle", "3 b; 13 a; 23 c" },
  /* A view that waits is not requested once more by the next commit. */
  { "idle-with-a-limit", LAKE TABLE ("t", "every 10 min, offset 5 min, 1 MB") VIEW ("a", "t.t", "15 min")
      VIEW ("b", "t.t", "15 min"), "trigger = idle\nadmit = queue, at-most 1", "5 a; 20 b<5; 35 a<20; 50 b<35; 65 a<50" },
  /* 10 minutes are left, which is the period that fits just so, and the time that a run takes. */
  { "target_lag-that-fits", EVERY_15 ("10 min"), "trigger = target_lag 20 min, base 5 min", "10 a; 20 a; 30 a; 40 a; 50 a" },
  /* 32 minutes are left, and 48 s times 32 is the greatest period within them. It began 384 s before the year 2000. */
  { "target_lag", EVERY_15 ("10 min"), "trigger = target_lag 42 min", "1152s a; 2688s a" },
  /* The upper view has 33 - 20 minutes, and the lower one 33 - 10. */
  { "target_lag-of-a-chain", EVERY_15 ("10 min") VIEW ("b", "v.a", "10 min") "slo = lag 33 min\n",
    "trigger = target_lag 4 h",
    "384s a; 384s b; 1152s a; 1152s b; 32 a; 32 b; 2688s a; 2688s b; 3456s a; 3456s b" },
  { "target_lag-with-runs-longer-than-a-period", EVERY_15 ("10 min"), "trigger = target_lag 23 min, base 4 min",
    "4 a; 8 -a; 12 -a; 16 a; 20 -a; 24 -a; 28 a; 32 -a; 36 -a; 40 a; 44 -a; 48 -a; 52 a; 56 -a" },
  { "target_lag-that-is-too-short", EVERY_15 ("10 min"), "trigger = target_lag 1 min, base 25 min", "20 a; 45 a" },

  /* --- Orders: one slot, and all requests at once ----------------------------------------------- */

  { "fifo", ONE_SLOT THREE_VIEWS, AT_20 "order = fifo", "20 a; 30 b<20; 40 c<20" },
  { "sjf", ONE_SLOT VIEWS_OF (10, 2, 5), AT_0 "order = sjf", "0 b; 2 c<0; 7 a<0" },
  { "lpt", ONE_SLOT VIEWS_OF (2, 10, 5), AT_0 "order = lpt", "0 b; 10 c<0; 15 a<0" },
  { "wspt", ONE_SLOT VIEW ("a", "t.a", "10 min") "weight = 6\n" VIEW ("b", "t.b", "2 min")
      VIEW ("c", "t.c", "5 min") "weight = 4\n", AT_0 "order = wspt",
    "0 c; 5 a<0; 15 b<0" },
  { "ties-by-view", ONE_SLOT VIEWS_OF (5, 5, 5), AT_0 "order = sjf", "0 a; 5 b<0; 10 c<0" },
  /* No view has an objective. The earliest request starts first, so that none of them waits for ever. */
  { "edf-of-equal-deadlines", "[lake]\n" REST_OF_LAKE_WITH ("1") TABLE ("a", "every 5 min, 1 MB")
      VIEW ("a", "t.a", "10 min") VIEW ("b", "t.a", "10 min") VIEW ("c", "t.a", "10 min"),
    "trigger = on_commit\norder = edf",
    "0 a; 10 b<0; 20 c<0; 30 a<10; 40 b<20; 50 c<30; 60 a<40; 70 b<50" },
  /* The full refresh of a would have been the shorter one, but a commit of 5 GB comes while it waits. */
  { "sjf-after-a-commit",
    "[lake]\n" REST_OF_LAKE_WITH ("1") TABLE ("a", "every 1 d, offset 10 min, 5 GB") TABLE ("b", "none")
      VIEW ("z", "t.b", "20 min") "[view v.a]\nsources = t.a\npolicy = other\n[view v.b]\nsources = t.b; t.b2\n"
      "policy = other\n[table t.b2]\nsize = 1 GB\n",
    AT_0 "[policy other]\n" AT_0 "order = sjf",
    "0 z; 20 b<0; 1265s a<0" },
  /* Commits at 12, 3 and 13; the deadlines are 40, 35 and 33, and then 42 and 33. */
  { "edf", ONE_SLOT VIEW ("a", "t.a", "10 min") "slo = lag 28 min\n" VIEW ("b", "t.b", "10 min") "slo = lag 32 min\n"
      VIEW ("c", "t.c", "10 min") "slo = age 20 min\n", AT_20 "order = edf",
    "20 c; 30 b<20; 40 a<20" },
  { "edf-without-an-objective", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "10 min")
      VIEW ("c", "t.c", "10 min") "slo = lag 2 h\n", AT_20 "order = edf",
    "20 c; 30 a<20; 40 b<20" },
  { "max_lag", ONE_SLOT THREE_VIEWS, AT_20 "order = max_lag", "20 b; 30 a<20; 40 c<20" },
  /* At 20 the products are 80, 17 and 14, and at 30 they are 27 and 34: the lags of unequal weights grow unequally. */
  { "max_weighted_lag", ONE_SLOT VIEW ("a", "t.a", "10 min") "weight = 10\n" VIEW ("b", "t.b", "10 min")
      VIEW ("c", "t.c", "10 min") "weight = 2\n", AT_20 "order = max_weighted_lag",
    "20 a; 30 c<20; 40 b<20" },
  /* 7 times 8 minutes are 8 times 7 minutes, and then the first view goes first, whatever the weights. */
  { "max_weighted_lag-ties-by-view", ONE_SLOT VIEW ("a", "t.a", "10 min") "weight = 7\n" VIEW ("b", "t.c", "10 min") "weight = 8\n",
    AT_20 "order = max_weighted_lag", "20 a; 30 b<20" },
  { "max_weighted_lag-ties-by-view-of-more-weight", ONE_SLOT VIEW ("a", "t.c", "10 min") "weight = 8\n"
      VIEW ("b", "t.a", "10 min") "weight = 7\n", AT_20 "order = max_weighted_lag", "20 a; 30 b<20" },
  /* 8 minutes by 16 are 7 by 14. */
  { "max_benefit-ties-by-view", ONE_SLOT VIEW ("a", "t.a", "16 min") VIEW ("b", "t.c", "14 min"),
    AT_20 "order = max_benefit", "20 a; 36 b<20" },
  /* Lags of 8, 17 and 7 for 10, 10 and 5; and 18 and 17 at 30. */
  { "max_benefit", ONE_SLOT VIEWS_OF (10, 10, 5), AT_20 "order = max_benefit", "20 b; 30 c<20; 35 a<20" },
  { "critical_path", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "10 min") VIEW ("c", "v.b", "10 min")
      VIEW ("d", "v.c", "10 min"), AT_0 "order = critical_path",
    "0 b; 10 c<0; 20 a<0; 30 d<0" },
  /* 600, 300 and 300 DPU-seconds in quanta of 60, 60 and 300. */
  /* A view of another policy that nobody reads is no part of a chain. */
  { "critical_path-beside-another-policy", ONE_SLOT VIEW ("z", "t.a", "1 min") "policy = other\n" VIEW ("a", "t.a", "10 min")
      VIEW ("b", "t.b", "10 min") VIEW ("c", "v.b", "10 min") VIEW ("y", "v.z", "1 min") "policy = other\n",
    AT_0 "order = critical_path\n[policy other]\ntrigger = interval 1 d, phase 50 min", "0 b; 10 a<0; 20 c<0; 50 z; 51 y<50" },
  { "fair", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "5 min") VIEW ("c", "t.c", "5 min") "weight = 5\n",
    AT_0 "order = fair", "0 c; 5 b<0; 10 a<0" },
  { "fair-with-great-quanta", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "5 min")
      VIEW ("c", "t.c", "5 min") "weight = 5\n", AT_0 "order = fair, quantum 600", "0 a; 10 b<0; 15 c<0" },
  /* 600 DPU-seconds are two quanta of 400, and 300 are one. */
  { "fair-by-whole-quanta", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "5 min"),
    AT_0 "order = fair, quantum 400", "0 b; 5 a<0" },
  /* A view that had its turn in this round waits for the next one, even if nobody had one since. */
  { "fair-in-turn", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "10 min"),
    AT_10 "order = fair, quantum 600",
    "0 a; 10 -b; 10 b<0; 20 -a; 20 a<10; 30 -b; 30 b<20; 40 -a; 40 a<30; 50 -b; 50 b<40; 60 a<50" },
  { "edf_partitioned", "[lake]\n" REST_OF_LAKE_WITH ("2") TABLES VIEWS_OF (20, 20, 5),
    AT_0 "order = edf_partitioned slots 1, within 5 min", "0 a; 0 c; 20 b<0" },
  { "edf_partitioned-of-one-slot", ONE_SLOT VIEWS_OF (20, 20, 5),
    AT_0 "order = edf_partitioned slots 1, within 4 min", "0 a; 20 b<0; 40 c<0" },
  { "edf_partitioned-without-a-limit", "[lake]\n" REST_OF_LAKE TABLES VIEWS_OF (20, 20, 5),
    AT_0 "order = edf_partitioned slots 1, within 5 min", "0 a; 0 b; 0 c" },
  /* While c waits, it gets a deadline. */
  { "proportional_partition-after-a-commit", ONE_SLOT VIEW ("a", "t.b", "20 min") VIEW ("b", "t.c", "10 min")
      VIEW ("c", "t.a", "10 min") "slo = lag 2 h\n", AT_0 "order = proportional_partition, classes 1", "0 a; 20 c<0; 30 b<0" },
  /* While a waits, a commit makes its run a long one, for which there is no slot when that of the short ones is free. */
  { "edf_partitioned-after-a-commit", "[lake]\n" REST_OF_LAKE_WITH ("2") TABLE ("a", "every 1 d, offset 1 min, 50 GB")
      TABLE ("b", "none") VIEW ("y", "t.b", "65 s") VIEW ("z", "t.b", "30 min") "[view v.a]\nsources = t.a\n",
    AT_0 "order = edf_partitioned slots 1, within 70 s", "0 y; 0 z; 30 a<0" },
  /* The loads are 10 and 10, and 30 and 30, so the slots are 1 and 2. */
  { "proportional_partition", "[lake]\n" REST_OF_LAKE_WITH ("3") TABLES VIEWS_OF (30, 30, 10) VIEW ("d", "t.c", "10 min"),
    AT_0 "order = proportional_partition, classes 2", "0 a; 0 b; 0 c; 10 d<0" },
  { "proportional_partition-ties-by-view", "[lake]\n" REST_OF_LAKE_WITH ("2") TABLES VIEWS_OF (10, 10, 10)
      VIEW ("d", "t.c", "10 min"),
    AT_0 "order = proportional_partition, classes 2", "0 a; 0 c; 10 b<0; 10 d<0" },
  { "proportional_partition-of-equal-loads", "[lake]\n" REST_OF_LAKE_WITH ("3") TABLES VIEWS_OF (10, 10, 10)
      VIEW ("d", "t.c", "10 min"),
    AT_0 "order = proportional_partition, classes 2", "0 a; 0 b; 0 c; 10 d<0" },
  /* The load of the short ones is the greater one for each slot only after the long one has got two more. */
  { "proportional_partition-of-many-slots", "[lake]\n" REST_OF_LAKE_WITH ("4") TABLES VIEWS_OF (10, 10, 30) VIEW ("d", "t.c", "30 min")
      VIEW ("e", "t.c", "30 min") VIEW ("f", "t.c", "10 min"), AT_0 "order = proportional_partition, classes 2",
    "0 a; 0 c; 0 d; 0 e; 10 b<0; 20 f<0" },
  { "proportional_partition-of-few-slots", ONE_SLOT VIEWS_OF (10, 20, 30), AT_0 "order = proportional_partition, classes 2",
    "0 a; 10 b<0; 30 c<0" },
  { "proportional_partition-of-odd-classes", "[lake]\n" REST_OF_LAKE_WITH ("2") TABLES VIEWS_OF (10, 20, 30),
    AT_0 "order = proportional_partition, classes 2", "0 a; 0 c; 10 b<0" },
  { "proportional_partition-without-a-limit", "[lake]\n" REST_OF_LAKE TABLES VIEWS_OF (30, 30, 10)
      VIEW ("d", "t.c", "10 min"),
    AT_0 "order = proportional_partition, classes 2", "0 a; 0 b; 0 c; 0 d" },

  /* --- Admissions ------------------------------------------------------------------------------- */

  { "queue-at-most", MANY_SLOTS THREE_VIEWS, AT_0 "admit = queue, at-most 1", "0 a; 10 b<0; 20 c<0" },
  { "unlimited", MANY_SLOTS THREE_VIEWS, AT_0 "admit = unlimited", "0 a; 0 b; 0 c" },
  { "unlimited-in-one-slot", ONE_SLOT THREE_VIEWS, AT_0 "admit = unlimited", "0 a; 10 b<0; 20 c<0" },
  { "reject", ONE_SLOT THREE_VIEWS, AT_0 "admit = reject", "0 a; 0 !b; 0 !c" },
  { "reject-at-most", MANY_SLOTS THREE_VIEWS, AT_0 "admit = reject, at-most 2", "0 a; 0 b; 0 !c" },
  { "reject-by-order", ONE_SLOT VIEWS_OF (10, 2, 5), AT_0 "order = sjf\nadmit = reject", "0 b; 0 !c; 0 !a" },
  { "reject_backoff", ONE_SLOT THREE_VIEWS, AT_0 "admit = reject_backoff, backoff 4 min",
    "0 a; 0 !b; 0 !c; 4 !b; 4 !c; 12 b; 12 !c; 28 c" },
  { "reject_backoff-max", ONE_SLOT THREE_VIEWS, AT_0 "admit = reject_backoff, backoff 4 min, max 8 min",
    "0 a; 0 !b; 0 !c; 4 !b; 4 !c; 12 b; 12 !c; 20 !c; 28 c" },
  { "reject_backoff-max-below-the-first", ONE_SLOT THREE_VIEWS, AT_0 "admit = reject_backoff, backoff 6 min, max 1 min",
    "0 a; 0 !b; 0 !c; 6 !b; 6 !c; 12 b; 12 !c; 18 !c; 24 c" },
  { "reject_backoff-at-most", MANY_SLOTS THREE_VIEWS, AT_0 "admit = reject_backoff, at-most 2, backoff 4 min",
    "0 a; 0 b; 0 !c; 4 !c; 12 c" },
  /* After a start, the times begin anew. */
  { "reject_backoff-after-a-start", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "10 min"),
    "trigger = interval 24 min\nadmit = reject_backoff, backoff 4 min",
    "0 a; 0 !b; 4 !b; 12 b; 24 a; 24 !b; 28 !b; 36 b; 48 a; 48 !b; 52 !b" },
  /* Each tick starts the view that lacks more, so that its backoff is over before its time comes. */
  { "reject_backoff-of-what-has-started", "[lake]\n" REST_OF_LAKE_WITH ("1") TABLE ("t", "every 10 min, 1 MB")
      VIEW ("a", "t.t", "10 min") VIEW ("b", "t.t", "10 min"),
    "trigger = interval 12 min\norder = max_lag\nadmit = reject_backoff, backoff 14 min",
    "0 a; 0 !b; 12 b; 12 !a; 24 a; 24 !b; 36 b; 36 !a; 48 a; 48 !b" },
  /* A view that is requested by a tick is not requested once more. */
  { "reject_backoff-at-a-tick", ONE_SLOT VIEW ("a", "t.a", "10 min") VIEW ("b", "t.b", "10 min"),
    "trigger = interval 12 min\nadmit = reject_backoff, backoff 4 min, max 4 min",
    "0 a; 0 !b; 4 !b; 8 !b; 12 a; 12 !b; 16 !b; 20 !b; 24 a; 24 !b; 28 !b; 32 !b; 36 a; 36 !b; 40 !b; 44 !b; 48 a; 48 !b; "
    "52 !b; 56 !b" },
  { "reject_backoff-until-the-end", ONE_SLOT VIEW ("a", "t.a", "30 min") VIEW ("b", "t.b", "10 min"),
    "trigger = interval 1 d, phase 50 min\nadmit = reject_backoff, backoff 4 min", "50 a; 50 !b; 54 !b" },
  /* At 20 minutes b lacks more than a, whose requests of two ticks have no room. */
  { "reject-all-that-wait", "[lake]\n" REST_OF_LAKE_WITH ("1") TABLE ("t", "every 10 min, 1 MB") VIEW ("a", "t.t", "20 min")
      VIEW ("b", "t.t", "20 min"), "trigger = interval 10 min, queue\norder = max_lag\nadmit = reject",
    "0 a; 0 !b; 10 !b; 20 b; 20 !a; 20 !a; 30 !a; 40 a; 40 !b; 40 !b; 50 !b; 60 a<50" },
  /* Each run is billed 600 DPU-seconds. */
  { "dpu_budget", MANY_SLOTS THREE_VIEWS, AT_0 "admit = dpu_budget dpu-seconds 1000, per 30 min",
    "0 a; 0 b; 30 c<0" },
  { "dpu_budget-that-is-reached", MANY_SLOTS THREE_VIEWS, AT_0 "admit = dpu_budget dpu-seconds 600, per 20 min",
    "0 a; 20 b<0; 40 c<0" },
  { "token_bucket", MANY_SLOTS THREE_VIEWS, AT_0 "admit = token_bucket every 5 min, burst 2",
    "0 a; 0 b; 5 c<0" },
  { "token_bucket-that-fills", MANY_SLOTS THREE_VIEWS, "trigger = interval 30 min, spread\nadmit = token_bucket every 15 min",
    "0 a; 15 b<10; 30 c<20; 45 a<30; 60 b<40; 75 c<50" },
  /* The token of minute 5 comes while the slot is taken, and so does the period of minute 20. */
  { "token_bucket-while-the-slot-is-taken", ONE_SLOT VIEWS_OF (8, 8, 8), AT_0 "admit = token_bucket every 5 min",
    "0 a; 8 b<0; 16 c<0" },
  { "dpu_budget-while-the-slot-is-taken", ONE_SLOT VIEWS_OF (25, 25, 25),
    AT_0 "admit = dpu_budget dpu-seconds 60, per 20 min", "0 a; 25 b<0; 50 c<0" },
  { "upstream_first", MANY_SLOTS VIEW ("a", "t.a", "10 min") VIEW ("b", "v.a", "5 min") VIEW ("c", "v.b; t.c", "5 min")
      VIEW ("d", "t.b", "5 min"), AT_0 "admit = upstream_first", "0 a; 0 d; 10 b<0; 15 c<0" },
};

/* What is asked for: f for full, a for the choice of the service, i and s for incremental, s if it must be. */
static const Row mode_rows[] = {
  { "auto", GROWING, AT_10 "mode = auto", "aaaaaa" },
  { "full", GROWING, AT_10 "mode = full", "ffffff" },
  { "incremental_fallback", GROWING, AT_10 "mode = incremental_fallback", "iiiiii" },
  { "incremental_strict", GROWING, AT_10 "mode = incremental_strict", "fsssss" },
  { "full_every", GROWING, AT_10 "mode = full_every 3", "fiifii" },
  { "full_every-run", GROWING, AT_10 "mode = full_every 1", "ffffff" },
  { "full_every-woken-by-commits", GROWING, "trigger = on_commit\nmode = full_every 3", "fiifi" },
  /* Of 10 GB changed 50 GB are read. In full, 30 GB are read after 10 minutes, and 50 GB after 30 minutes. */
  { "cost", GROWING, AT_10 "mode = cost", "iffiii" },
  /* What runs are billed is what was estimated, so there is nothing to learn. */
  { "cost_history", GROWING, AT_10 "mode = cost_history", "iffiii" },
  { "cost_history-woken-by-commits", LAKE "[table t.t]\nsize = 20 GB\ncommits = every 10 min, offset 10 min, 10 GB\n"
    "[table t.x]\nsize = 1 kB\ncommits = every 1 min, 1 kB\n[view v.a]\nsources = t.t; t.x\n",
    AT_10 "order = sjf\nmode = cost_history", "iffiii" },
};
/* clang-format on */

/* --- What a trial tells ------------------------------------------------------------------------- */

static const char *
get_name (TarnLabScenario *lake, guint view)
{
  return tarn_lab_scenario_get_view (lake, view)->name;
}

static void
append_minutes (GString *text, TarnLabScenario *lake, gint64 time_us)
{
  gint64 since_us = time_us - lake->start_us;

  if (since_us % MINUTE == 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, since_us / MINUTE);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT "s", since_us / SECOND);
}

static void
append_told (GString *text, TarnLabScenario *lake, const Told *told)
{
  const char *mark
      = told->kind == TARN_LAB_TRIAL_EVENT_START    ? ""
        : told->kind == TARN_LAB_TRIAL_EVENT_SKIP   ? "-"
        : told->kind == TARN_LAB_TRIAL_EVENT_REJECT ? "!"
        : told->kind == TARN_LAB_TRIAL_EVENT_RUN && told->cause == TARN_REFRESH_CAUSE_STOP_DONE
            ? "x"
            : NULL;

  if (mark == NULL)
    return;
  g_string_append (text, text->len > 0 ? "; " : "");
  append_minutes (text, lake, told->time_us);
  g_string_append_printf (text, " %s%s", mark, get_name (lake, told->view));
  if (told->kind == TARN_LAB_TRIAL_EVENT_START && told->request_us < told->time_us)
    {
      g_string_append_c (text, '<');
      append_minutes (text, lake, told->request_us);
    }
}

/* Half of the trial is that of a fork, so that what policies decide does not depend on it. */
static TarnLabTrial *
simulate (const Row *row)
{
  g_autofree char *source = g_strconcat (row->lake, "[policy]\n", row->policy, "\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake
      = tarn_lab_scenario_new_from_text (source, -1, "by-hand.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);

  trial_write_down (trial);
  g_assert_true (tarn_lab_trial_advance_to (trial, lake->start_us + 25 * MINUTE, NULL));
  TarnLabTrial *fork = tarn_lab_trial_fork (trial, &error);
  g_assert_no_error (error);
  trial_run (fork);
  return fork;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabTrial) trial = simulate (row);
  GArray *told = trial_get_told (trial);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < told->len; i++)
    append_told (text, tarn_lab_trial_get_scenario (trial), told_get (told, i));
  g_assert_cmpstr (text->str, ==, row->told);
}

static void
test_mode (gconstpointer data)
{
  static const char letters[] = {
    [TARN_REFRESH_MODE_SERVICE] = 'a',
    [TARN_REFRESH_MODE_FULL] = 'f',
    [TARN_REFRESH_MODE_INCREMENTAL] = 'i',
    [TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL] = 's',
  };
  const Row *row = data;
  g_autoptr (TarnLabTrial) trial = simulate (row);
  GArray *told = trial_get_told (trial);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < told->len; i++)
    if (told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_START)
      g_string_append_c (text, letters[told_get (told, i)->mode]);
  g_assert_cmpstr (text->str, ==, row->told);
}

/* --- What others know of ticks ------------------------------------------------------------------ */

/* Of the second of two views, in minutes since the start, which is at 00:10; -1 for none. */
typedef struct
{
  const char *name;
  const char *trigger;
  gint64 now;
  gint64 next;
  gboolean is_at_once;
} TickRow;

static const TickRow tick_rows[] = {
  { "before-the-first", "interval 20 min, phase 5 min", 0, 5, TRUE },
  { "at-the-first", "interval 20 min, phase 5 min", 5, 25, TRUE },
  { "just-behind", "interval 20 min, phase 5 min", 6, 25, TRUE },
  { "just-before", "interval 20 min, phase 5 min", 24, 25, TRUE },
  { "at-a-later-one", "interval 20 min, phase 5 min", 45, 65, TRUE },
  { "aligned", "interval 20 min, align", 0, 10, TRUE },
  { "spread", "interval 30 min, spread", 0, 15, FALSE },
  { "spread-and-aligned", "interval 30 min, spread, align", 5, 35, FALSE },
  { "jitter", "interval 20 min, jitter 1 us", 0, -1, FALSE },
  { "period_delay", "period_delay 20 min", 0, -1, FALSE },
  { "no-interval", "target_lag 20 min", 0, -1, FALSE },
};

static void
test_tick (gconstpointer data)
{
  const TickRow *row = data;
  g_autofree char *source = g_strconcat ("[lake]\nstart = 2026-11-01T00:10:00Z\n" REST_OF_TWO_VIEWS
                                         "[policy]\ntrigger = ",
                                         row->trigger, "\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake
      = tarn_lab_scenario_new_from_text (source, -1, "by-hand.lake", &error);
  g_assert_no_error (error);
  const TarnLabRuleSettings *trigger
      = &lake_get_policy (lake, 0)->composition.parts[TARN_LAB_PART_TRIGGER];
  gint64 next_us = tarn_lab_interval_get_next (trigger, 1, 2, lake->start_us,
                                               lake->start_us + row->now * MINUTE);

  g_assert_cmpint (next_us, ==,
                   row->next < 0 ? TARN_LAB_NEVER : lake->start_us + row->next * MINUTE);
  g_assert_true (tarn_lab_interval_is_at_once (trigger) == row->is_at_once);
}

/* --- Draws -------------------------------------------------------------------------------------- */

/* Each view has a tick in each period, at most the jitter late, and not all of them are as late. */
static void
test_jitter (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000)), n_late = 0;

  for (guint i = 0; i < 3; i++)
    lake_read_table (lake,
                     lake_add_view (lake,
                                    i == 0   ? "a"
                                    : i == 1 ? "b"
                                             : "c",
                                    constant (SECOND)),
                     table);
  lake_set_rule (lake, 0, "trigger", "interval 10 min, jitter 4 min");
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);

  gint64 n_ticks[3] = { 0 };
  for (guint i = 0; i < told->len; i++)
    if (told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_START)
      {
        const Told *start = told_get (told, i);
        gint64 late_us = start->time_us - LAKE_START - 10 * MINUTE * n_ticks[start->view]++;

        g_assert_cmpint (late_us, >=, 0);
        g_assert_cmpint (late_us, <=, 4 * MINUTE);
        n_late += late_us > 2 * MINUTE;
      }
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (n_ticks[i], ==, 144);
  g_assert_cmpuint (n_late, >, 432 * 2 / 5);
  g_assert_cmpuint (n_late, <, 432 * 3 / 5);
}

/* Each of three views is the first about as often. */
static void
test_random (void)
{
  guint n_first[3] = { 0 };

  for (guint64 replication = 0; replication < 90; replication++)
    {
      g_autoptr (TarnLabScenario) lake = lake_new ();
      guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000));

      for (guint i = 0; i < 3; i++)
        lake_read_table (lake,
                         lake_add_view (lake,
                                        i == 0   ? "a"
                                        : i == 1 ? "b"
                                                 : "c",
                                        constant (SECOND)),
                         table);
      lake->n_slots = 1;
      lake->horizon_us = MINUTE;
      lake_set_rule (lake, 0, "order", "random");
      g_autoptr (TarnLabTrial) trial = trial_new (lake, replication);
      GArray *told = trial_write_down (trial);
      trial_run (trial);
      for (guint i = 0; i < told->len; i++)
        n_first[told_get (told, i)->view % 3]
            += told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_START
               && told_get (told, i)->time_us == LAKE_START;
    }
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (n_first[i], >, 15);
      g_assert_cmpuint (n_first[i], <, 45);
    }
}

/* --- Presets ------------------------------------------------------------------------------------ */

/* Each preset stands for its keys, and can be simulated. */
static void
test_presets (void)
{
  for (const TarnLabPreset *preset = tarn_lab_presets; preset->name != NULL; preset++)
    {
      g_autofree char *source
          = g_strconcat ("[lake]\nhorizon = 2 h\n" TABLES VIEW (
                             "a", "t.a", "10 min") "refresh-seconds = 3600\n[policy]\npreset = ",
                         preset->name,
                         "\n[policy by_keys]\ntrigger = ", preset->parts[TARN_LAB_PART_TRIGGER],
                         "\norder = ", preset->parts[TARN_LAB_PART_ORDER] ?: "fifo",
                         "\nmode = ", preset->parts[TARN_LAB_PART_MODE] ?: "auto",
                         "\nadmit = ", preset->parts[TARN_LAB_PART_ADMISSION] ?: "queue", "\n",
                         NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabScenario) lake
          = tarn_lab_scenario_new_from_text (source, -1, "by-hand.lake", &error);
      g_assert_no_error (error);
      g_autofree char *by_preset = composition_to_text (&lake_get_policy (lake, 0)->composition);
      g_autofree char *by_keys = composition_to_text (&lake_get_policy (lake, 1)->composition);
      g_assert_cmpstr (by_preset, ==, by_keys);

      g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
      trial_write_down (trial);
      trial_run (trial);
      g_assert_cmpuint (told_count (trial_get_told (trial), TARN_LAB_TRIAL_EVENT_START), >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lab/policy-decisions/", rows, test_row);
  ADD_ROWS ("/lab/policy-decisions/mode/", mode_rows, test_mode);
  ADD_ROWS ("/lab/policy-decisions/ticks/", tick_rows, test_tick);
  g_test_add_func ("/lab/policy-decisions/interval-jitter", test_jitter);
  g_test_add_func ("/lab/policy-decisions/random", test_random);
  g_test_add_func ("/lab/policy-decisions/presets", test_presets);
  return g_test_run ();
}
