/* SPDX-License-Identifier: MIT */
/*
 * Tests what is wrong in a .lake file and the one line that says so: the file and the line, the group and the key, what is
 * wrong, and what is allowed.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *message;
} Row;

/* --- Texts ------------------------------------------------------------------------------------ */

/* clang-format off */
/* How most texts begin, with the number of lines that they have then, and how some end. */
#define LAKE "[lake]\nhorizon = 1 d\n" /* 2 */
#define TABLE LAKE "[table a.t]\n" /* 3 */
#define VIEW TABLE "[view a.v]\nsources = a.t\n" /* 5 */
#define POLICY "[policy]\ntrigger = interval 1 h\n"

/* What is allowed. */
#define A_DURATION "a duration from 1 us to 36500 d, such as 90 s, 15 min, 1.5 h, 2 d or 1 w"
#define A_TIME \
  "a date or a time of the years 2000 to 9999, in UTC, such as 2026-11-01, 2026-11-01T06:00:00Z or " \
  "2026-11-01T06:00:00+02:00"
#define A_SIZE "a size from 0 B to 1024 PiB, such as 500 MB, 120 GB or 1.5 TiB"
#define GROUPS \
  "[lake], [table DATABASE.NAME], [view DATABASE.NAME], [assets NAME], [cost], [policy] or " \
  "[policy NAME], [experiment]"
#define KEYS_OF_COST \
  "throughput, startup, serial, dpu-min, dpu-max, ramp, bytes-per-dpu, amplification, " \
  "merge, count-writes, skip-unchanged, unchanged, duration-spread, billing-granularity, " \
  "billing-minimum, price, or an option of the engine such as glue.retention-runs"
#define KEYS_OF_LAKE "start, warm-up, horizon, window, at-end, slots, seed, include"
#define TRIGGERS \
  "interval | cron | on_commit | threshold | target_lag | capped_on_change | zero_wait | " \
  "lag_trigger | idle | period_delay | replay | service | at_arrival | batch | nightly"
#define TRIGGERS_DUE \
  "interval, cron, on_commit, threshold, target_lag, capped_on_change, zero_wait, " \
  "lag_trigger, idle, period_delay, replay, service, at_arrival, batch or nightly"
#define TRIGGERS_OF_VIEWS \
  "interval, cron, on_commit, threshold, target_lag, capped_on_change, zero_wait, " \
  "lag_trigger, idle, period_delay, replay or service"
#define A_COLUMNS \
  "NUMBER | NUMBER exponential | NUMBER lognormal DEVIATION | empirical NUMBER WEIGHT; ..., such as 20 exponential"
#define A_BATCH "batch NUMBER[, max-wait DURATION]"
#define A_TIME_OF_DAY "a time from 00:00 to 23:59"
#define A_CRON "cron NUMBERS NUMBERS NUMBERS NUMBERS NUMBERS[, skip | , queue | , cancel]"
#define AN_INTERVAL \
  "interval DURATION[, phase DURATION | , spread][, align][, jitter DURATION][, skip | , queue | , cancel]"
#define ORDERS \
  "fifo | random | sjf | lpt | wspt | edf | max_lag | max_weighted_lag | max_benefit | " \
  "critical_path | fair | edf_partitioned | proportional_partition | fewest_columns | most_columns"
#define ORDERS_DUE \
  "fifo, random, sjf, lpt, wspt, edf, max_lag, max_weighted_lag, max_benefit, " \
  "critical_path, fair, edf_partitioned, proportional_partition, fewest_columns or most_columns"
#define ORDERS_OF_VIEWS \
  "fifo, random, sjf, lpt, wspt, edf, max_lag, max_weighted_lag, max_benefit, " \
  "critical_path, fair, edf_partitioned or proportional_partition"
#define A_PARTITION "edf_partitioned slots NUMBER, within DURATION"
#define MODES \
  "auto | full | incremental_fallback | incremental_strict | cost | cost_history | full_every"
#define AN_AXIS "values in braces, parted by ;, such as {15 min; 1 h}"
#define A_LINE "[GROUP], KEY = VALUE, # COMMENT, or an empty line"
#define SOURCES "names of tables and views, DATABASE.NAME, parted by ;"
#define GROUPS_OF_SOURCES "the names of groups [table ...] and [view ...]"
#define A_SHARE "a percentage from 0 % to 100 %, such as 0.5 %"
#define COMMITS \
  "none | every DURATION[, offset DURATION], AMOUNT[, OPERATION] | poisson every DURATION, " \
  "AMOUNT[, OPERATION] | file PATH[, repeat][, offset DURATION][, stretch RATIO][, scale PERCENT | , scale " \
  "RATIO][, last DURATION][, bytes-per-commit SIZE][, bytes-per-record SIZE], where AMOUNT " \
  "is SIZE | SIZE exponential | SIZE lognormal DEVIATION | empirical SIZE WEIGHT; ... and " \
  "OPERATION is append | overwrite | delete"

static const Row rows[] = {
  { "empty", "",
    "my.lake: there is no group [lake]; allowed: one group [lake]" },
  { "only-a-comment", "# nothing\n",
    "my.lake: there is no group [lake]; allowed: one group [lake]" },
  { "key-before-a-group", "horizon = 1 d\n",
    "my.lake:1: a key is in no group; allowed: [GROUP] before the first KEY = VALUE" },
  { "no-horizon", "[lake]\nseed = 1\n",
    "my.lake:1: lake.horizon: the key is missing; allowed: " A_DURATION },
  { "line-without-sign", "[lake]\nhorizon\n",
    "my.lake:2: the line has no =; allowed: " A_LINE },
  { "group-without-bracket", "[lake\n",
    "my.lake:1: the line of a group has no ] at its end; allowed: " A_LINE },
  { "unknown-group", "[output]\n",
    "my.lake:1: [output] is no group; allowed: " GROUPS },
  { "group-without-name", "[view]\n",
    "my.lake:1: [view] has no name; allowed: " GROUPS },
  { "group-with-name", "[lake x]\n",
    "my.lake:1: [lake x] has a name; allowed: " GROUPS },
  { "group-in-capitals", "[Lake]\n",
    "my.lake:1: [Lake] is no group; allowed: " GROUPS },
  { "table-without-database", "[table orders]\n",
    "my.lake:1: [table orders] has no point between the database and the table; allowed: " GROUPS },
  { "table-with-three-parts", "[table a.b.c]\n",
    "my.lake:1: [table a.b.c] has a point too many; allowed: " GROUPS },
  { "name-that-needs-quotes", "[table a.b c]\n",
    "my.lake:1: [table a.b c] has a character that needs quotes; allowed: " GROUPS },
  { "name-that-begins-with-what-needs-quotes", "[table \303\244.t]\n",
    "my.lake:1: [table \303\244.t] has a character that needs quotes; allowed: " GROUPS },
  { "name-without-end", "[table a.\"b]\n",
    "my.lake:1: [table a.\"b] has a wrong quote; allowed: " GROUPS },
  { "name-of-nothing", "[table a.\"\"]\n",
    "my.lake:1: [table a.\"\"] has a part without a character; allowed: " GROUPS },
  { "group-twice", TABLE "# a comment\n[table A.T]\n",
    "my.lake:5: table a.t: the group is there twice, first in my.lake:3; allowed: one group of a name" },
  { "table-and-view-of-a-name", TABLE "[view a.t]\nsources = a.t\n" POLICY,
    "my.lake:4: view a.t: a.t is there twice, first in my.lake:3; allowed: one table or view of a name" },
  { "lake-twice", LAKE "[lake]\n",
    "my.lake:3: lake: the group is there twice, first in my.lake:1; allowed: one group of a name" },
  { "unknown-key", "[lake]\nhorizont = 1 d\n",
    "my.lake:2: lake.horizont: there is no such key; allowed: " KEYS_OF_LAKE },
  { "key-of-another-group", "[lake]\nsize = 1 GB\n",
    "my.lake:2: lake.size: there is no such key; allowed: " KEYS_OF_LAKE },
  { "key-twice", LAKE "seed = 1\nhorizon = 2 d\n",
    "my.lake:4: lake.horizon: the key is there twice, first in my.lake:2; allowed: one value for a key" },
  { "key-without-value", "[lake]\nhorizon =\n",
    "my.lake:2: lake.horizon: the value is missing; allowed: " A_DURATION },
  { "comment-behind-a-value", "[lake]\nhorizon = 1 d # a day\n",
    "my.lake:2: a # stands behind something else; allowed: a comment on a line of its own, and # in quotes" },
  { "control-character", "[lake]\nhorizon = 1\001 d\n",
    "my.lake:2: a control character is in the line; allowed: text and tabulators" },
  { "not-utf-8", LAKE "# \377\n",
    "my.lake:3: the line has bytes that are no text; allowed: text in UTF-8" },
  { "quote-without-end", VIEW "group = \"abc\n" POLICY,
    "my.lake:6: view a.v.group: a quote has no end; allowed: a name" },
  { "duration-without-unit", "[lake]\nhorizon = 14\n",
    "my.lake:2: lake.horizon: the value ends where the unit of a duration is due; allowed: " A_DURATION },
  { "duration-of-another-unit", "[lake]\nhorizon = 14 days\n",
    "my.lake:2: lake.horizon: 'days' stands where the unit of a duration is due; allowed: " A_DURATION },
  { "duration-of-another-unit-without-space", "[lake]\nhorizon = 14days\n",
    "my.lake:2: lake.horizon: '14days' stands where the number of a duration is due; allowed: " A_DURATION },
  { "duration-too-fine", "[lake]\nhorizon = 0.5 us\n",
    "my.lake:2: lake.horizon: '0.5' makes no whole number of microseconds; allowed: " A_DURATION },
  { "duration-too-great", "[lake]\nhorizon = 36501 d\n",
    "my.lake:2: lake.horizon: '36501 d' is more than 36500 d; allowed: " A_DURATION },
  { "duration-over-64-bits", "[lake]\nhorizon = 99999999999999999999 d\n",
    "my.lake:2: lake.horizon: '99999999999999999999' is too great; allowed: " A_DURATION },
  { "duration-of-nothing", "[lake]\nhorizon = 0 s\n",
    "my.lake:2: lake.horizon: '0 s' is less than 1 us; allowed: " A_DURATION },
  { "duration-below-zero", "[lake]\nhorizon = -1 d\n",
    "my.lake:2: lake.horizon: '-1' stands where the number of a duration is due; allowed: " A_DURATION },
  { "duration-and-more", "[lake]\nhorizon = 1 d 2\n",
    "my.lake:2: lake.horizon: '2' stands where the end of the value is due; allowed: " A_DURATION },
  { "sum-with-a-greater-unit", "[lake]\nhorizon = 2 h 1 d\n",
    "my.lake:2: lake.horizon: '1' stands where the end of the value is due; allowed: " A_DURATION },
  { "sum-with-a-unit-twice", "[lake]\nhorizon = 2h 1h\n",
    "my.lake:2: lake.horizon: '1' stands where the end of the value is due; allowed: " A_DURATION },
  { "sum-that-is-too-great", "[lake]\nhorizon = 36500 d 1 us\n",
    "my.lake:2: lake.horizon: '36500 d 1 us' is more than 36500 d; allowed: " A_DURATION },
  { "sum-over-64-bits", "[lake]\nhorizon = 18446744073709551 ms 999999 us\n",
    "my.lake:2: lake.horizon: the sum of the durations is too great; allowed: " A_DURATION },
  { "warm-up-and-horizon-too-long", "[lake]\nhorizon = 36500 d\nwarm-up = 1 s\n",
    "my.lake:1: lake: the warm-up and the horizon together are too long; allowed: at most 36500 d" },
  { "window-after-the-last-year", "[lake]\nstart = 9999-12-31\nhorizon = 1 d 1 us\n",
    "my.lake:1: lake: the window ends after the year 9999; allowed: an end in the year 9999 or before" },
  { "window-too-short", LAKE "window = 999 ms\n",
    "my.lake:3: lake.window: '999 ms' is less than 1 s; allowed: a duration from 1 s to 36500 d, such as 90 s, 15 min, 1.5 h, 2 d or 1 w" },
  { "time-of-no-day", LAKE "start = 2026-02-29\n",
    "my.lake:3: lake.start: '2026-02-29' stands where a time from 2000 to 9999 is due; allowed: " A_TIME },
  { "time-of-no-leap-year", LAKE "start = 2100-02-29\n",
    "my.lake:3: lake.start: '2100-02-29' stands where a time from 2000 to 9999 is due; allowed: " A_TIME },
  { "time-before-2000", LAKE "start = 2000-01-01T01:00:00+02:00\n",
    "my.lake:3: lake.start: '2000-01-01T01:00:00+02:00' stands where a time from 2000 to 9999 is due; allowed: " A_TIME },
  { "time-without-offset", LAKE "start = 2026-11-01T06:00:00\n",
    "my.lake:3: lake.start: '2026-11-01T06:00:00' stands where a time from 2000 to 9999 is due; allowed: " A_TIME },
  { "time-too-fine", LAKE "start = 2026-11-01T06:00:00.0000001Z\n",
    "my.lake:3: lake.start: '2026-11-01T06:00:00.0000001Z' stands where a time from 2000 to 9999 is due; allowed: " A_TIME },
  { "end-of-no-kind", LAKE "at-end = stop\n",
    "my.lake:3: lake.at-end: 'stop' stands where cut or drain is due; allowed: cut | drain" },
  { "slots-of-zero", LAKE "slots = 0\n",
    "my.lake:3: lake.slots: '0' is less than 1; allowed: none | a whole number from 1 to 1000000" },
  { "slots-with-a-fraction", LAKE "slots = 1.5\n",
    "my.lake:3: lake.slots: '1.5' is no whole number; allowed: none | a whole number from 1 to 1000000" },
  { "slots-below-zero", LAKE "slots = -1\n",
    "my.lake:3: lake.slots: '-1' stands where a whole number is due; allowed: none | a whole number from 1 to 1000000" },
  { "seed-over-64-bits", LAKE "seed = 18446744073709551616\n",
    "my.lake:3: lake.seed: '18446744073709551616' is too great; allowed: a whole number from 0 to 18446744073709551615" },
  { "include-of-nothing", LAKE "include = \"\"\n",
    "my.lake:3: lake.include: '\"\"' stands where a path is due; allowed: paths, parted by ;" },
  { "include-without-end", LAKE "include = x.lake;\n",
    "my.lake:3: lake.include: the value ends where a path is due; allowed: paths, parted by ;" },
  { "include-of-no-file", LAKE "include = x.lake\n",
    "my.lake:3: lake.include: x.lake: No such file or directory; allowed: files that can be read" },
  { "size-of-another-unit", TABLE "size = 120 GiBs\n",
    "my.lake:4: table a.t.size: 'GiBs' stands where the unit of a size is due; allowed: " A_SIZE },
  { "size-in-wrong-case", TABLE "size = 120 gb\n",
    "my.lake:4: table a.t.size: 'gb' stands where the unit of a size is due; allowed: " A_SIZE },
  { "size-too-great", TABLE "size = 1025 PiB\n",
    "my.lake:4: table a.t.size: '1025 PiB' is more than 1024 PiB; allowed: " A_SIZE },
  { "size-too-fine", TABLE "size = 0.3 B\n",
    "my.lake:4: table a.t.size: '0.3' makes no whole number of bytes; allowed: " A_SIZE },
  { "commits-of-no-kind", TABLE "commits = hourly, 1 MB\n",
    "my.lake:4: table a.t.commits: 'hourly' stands where none, every, poisson or file is due; allowed: " COMMITS },
  { "commits-without-amount", TABLE "commits = every 1 h\n",
    "my.lake:4: table a.t.commits: the value ends where ',' is due; allowed: " COMMITS },
  { "commits-without-comma", TABLE "commits = every 1 h 10 MB\n",
    "my.lake:4: table a.t.commits: '10' stands where ',' is due; allowed: " COMMITS },
  { "commits-without-period", TABLE "commits = every 0 s, 10 MB\n",
    "my.lake:4: table a.t.commits: '0 s' is less than 1 us; allowed: " COMMITS },
  { "commits-of-no-operation", TABLE "commits = every 1 h, 10 MB, replace\n",
    "my.lake:4: table a.t.commits: 'replace' stands where append, overwrite or delete is due; allowed: " COMMITS },
  { "poisson-with-offset", TABLE "commits = poisson every 1 h, offset 1 min, 10 MB\n",
    "my.lake:4: table a.t.commits: 'offset' stands where the number of a size is due; allowed: " COMMITS },
  { "deviation-of-one", TABLE "commits = every 1 h, 10 MB lognormal 1\n",
    "my.lake:4: table a.t.commits: '1' is less than 1.001; allowed: " COMMITS },
  { "deviation-over-ten", TABLE "commits = every 1 h, 10 MB lognormal 10.001\n",
    "my.lake:4: table a.t.commits: '10.001' is more than 10; allowed: " COMMITS },
  { "deviation-too-fine", TABLE "commits = every 1 h, 10 MB lognormal 1.0005\n",
    "my.lake:4: table a.t.commits: '1.0005' has too many digits behind its point; allowed: " COMMITS },
  { "empirical-without-weight", TABLE "commits = every 1 h, empirical 10 MB\n",
    "my.lake:4: table a.t.commits: the value ends where a whole number is due; allowed: " COMMITS },
  { "empirical-of-weight-zero", TABLE "commits = every 1 h, empirical 10 MB 0\n",
    "my.lake:4: table a.t.commits: '0' is less than 1; allowed: " COMMITS },
  { "file-without-path", TABLE "commits = file\n",
    "my.lake:4: table a.t.commits: the value ends where a path is due; allowed: " COMMITS },
  { "file-with-a-word-twice", TABLE "commits = file x.csv, repeat, repeat\n",
    "my.lake:4: table a.t.commits: 'repeat' stands where another one of repeat, offset, stretch, scale, last, bytes-per-commit and bytes-per-record is due; allowed: " COMMITS },
  { "file-without-days", TABLE "commits = file x.csv, last 36 h\n",
    "my.lake:4: table a.t.commits: the last days are no whole number of days; allowed: " COMMITS },
  { "file-that-is-missing", TABLE "commits = file x.csv\n",
    "my.lake:4: table a.t.commits: x.csv: No such file or directory; allowed: the metadata of an Iceberg table, or a CSV file of commits" },
  { "file-of-huge-records", TABLE "commits = file x.csv, bytes-per-record 2 GiB\n",
    "my.lake:4: table a.t.commits: '2 GiB' is more than 1 GiB; allowed: " COMMITS },
  { "rhythm-of-23-hours", TABLE "commits = poisson every 1 h, 1 MB\nrhythm = 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n",
    "my.lake:5: table a.t.rhythm: there are 23 weights; allowed: 24 or 168 whole numbers from 0 to 1000000, not all of them 0" },
  { "rhythm-of-nothing", TABLE "commits = poisson every 1 h, 1 MB\nrhythm = 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
    "my.lake:5: table a.t.rhythm: all weights are 0; allowed: 24 or 168 whole numbers from 0 to 1000000, not all of them 0" },
  { "rhythm-without-poisson", TABLE "commits = every 1 h, 1 MB\nrhythm = 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n",
    "my.lake:5: table a.t.rhythm: a rhythm is only for Poisson commits; allowed: commits = poisson ..." },
  { "count-without-number-mark", TABLE "count = 3\n",
    "my.lake:3: table a.t: the template has no %d in its name; allowed: one %d, which stands for the number" },
  { "number-mark-without-count", LAKE "[table a.t_%d]\n",
    "my.lake:3: table a.t_%d: the name has %d without a count; allowed: %d together with the key count" },
  { "two-number-marks", LAKE "[table a_%d.t_%d]\ncount = 3\n",
    "my.lake:3: table a_%d.t_%d: the template has more than one %d in its name; allowed: one %d, which stands for the number" },
  { "too-many-tables", LAKE "[table a.t_%d]\ncount = 100000\n[table a.u]\n",
    "my.lake:5: table a.u: there are too many tables; allowed: 100000 tables" },
  { "too-many-views", TABLE "[view a.v_%d]\nsources = a.t\ncount = 1000000\n[view a.w]\nsources = a.t\n" POLICY,
    "my.lake:7: view a.w: there are too many views; allowed: 1000000 views" },
  { "too-many-sources", LAKE "[table a.t_%d]\ncount = 11\n[view a.v_%d]\nsources = a.t_1; a.t_2; a.t_3; a.t_4; a.t_5; a.t_6; a.t_7; a.t_8; a.t_9; a.t_10; a.t_11\ncount = 1000000\n" POLICY,
    "my.lake:5: view a.v_%d: there are too many sources; allowed: 10000000 sources of all views together" },
  { "view-without-sources", TABLE "[view a.v]\n" POLICY,
    "my.lake:4: view a.v.sources: the key is missing; allowed: " SOURCES },
  { "source-of-no-group", TABLE "[view a.v]\nsources = a.t; a.u\n\n" POLICY,
    "my.lake:5: view a.v.sources: there is no table and no view a.u; allowed: " GROUPS_OF_SOURCES },
  { "source-twice", TABLE "[view a.v]\nsources = a.t; A.T\n\n" POLICY,
    "my.lake:5: view a.v.sources: a.t is there twice; allowed: " SOURCES },
  { "source-without-database", TABLE "[view a.v]\nsources = t\n\n" POLICY,
    "my.lake:5: view a.v.sources: 't' has no point between the database and the table; allowed: " SOURCES },
  { "sources-parted-by-commas", TABLE "[view a.v]\nsources = a.t, a.u\n\n" POLICY,
    "my.lake:5: view a.v.sources: ',' stands where the end of the value is due; allowed: " SOURCES },
  { "source-with-number-mark-in-no-template", TABLE "[view a.v]\nsources = a.t_%d\n\n" POLICY,
    "my.lake:5: view a.v.sources: there is no table and no view a.t_%d; allowed: " GROUPS_OF_SOURCES },
  { "source-beyond-a-template", LAKE "[table a.t_%d]\ncount = 2\n[view a.v_%d]\ncount = 3\nsources = a.t_%d\n" POLICY,
    "my.lake:7: view a.v_%d.sources: there is no table and no view a.t_3; allowed: " GROUPS_OF_SOURCES },
  { "view-that-reads-itself", TABLE "[view a.v]\nsources = a.v\n\n" POLICY,
    "my.lake:5: view a.v.sources: a.v reads a.v; allowed: views that do not read themselves" },
  { "views-that-read-each-other", TABLE "[view a.u]\nsources = a.t; a.x\n[view a.v]\nsources = a.u\n[view a.w]\nsources = a.v\n[view a.x]\nsources = a.w\n" POLICY,
    "my.lake:5: view a.u.sources: a.u reads a.x reads a.w reads a.v reads a.u; allowed: views that do not read themselves" },
  { "long-circle", LAKE "[table a.t_%d]\ncount = 1\n[view a.v1]\nsources = a.v2\n[view a.v2]\nsources = a.v3\n[view a.v3]\nsources = a.v4\n[view a.v4]\nsources = a.v5\n[view a.v5]\nsources = a.v6\n[view a.v6]\nsources = a.v7\n[view a.v7]\nsources = a.v8\n[view a.v8]\nsources = a.v9\n[view a.v9]\nsources = a.v10\n[view a.v10]\nsources = a.v11\n[view a.v11]\nsources = a.v12\n[view a.v12]\nsources = a.v1\n" POLICY,
    "my.lake:6: view a.v1.sources: a.v1 reads a.v2 reads a.v3 reads a.v4 reads a.v5 reads a.v6 reads a.v7 reads a.v8 reads a.v9 reads a.v10 reads 2 more, of which the last reads a.v1; allowed: views that do not read themselves" },
  { "template-with-a-name-that-is-there", TABLE "[view a.v_2]\nsources = a.t\n[view a.v_%d]\nsources = a.t\ncount = 2\n" POLICY,
    "my.lake:6: view a.v_%d: a.v_2 is there twice, first in my.lake:4; allowed: one table or view of a name" },
  { "slo-of-no-kind", VIEW "slo = 30 min\n" POLICY,
    "my.lake:6: view a.v.slo: '30' stands where none, age or lag is due; allowed: none | age DURATION | lag DURATION, such as lag 30 min" },
  { "slo-of-nothing", VIEW "slo = lag 0 s\n" POLICY,
    "my.lake:6: view a.v.slo: '0 s' is less than 1 us; allowed: none | age DURATION | lag DURATION, such as lag 30 min" },
  { "weight-of-zero", VIEW "weight = 0\n" POLICY,
    "my.lake:6: view a.v.weight: '0' is less than 1; allowed: a whole number from 1 to 1000000" },
  { "policy-of-no-group", VIEW "policy = careful\n" POLICY,
    "my.lake:6: view a.v.policy: there is no group [policy careful]; allowed: the NAME of a group [policy NAME]" },
  { "no-policy-at-all", VIEW,
    "my.lake:4: view a.v: there is no group [policy]; allowed: a group [policy], or the key policy" },
  { "policy-that-is-misspelled", VIEW "policy = carefull\n[policy]\ntrigger = interval 1 h\n[policy careful]\ntrigger = interval 1 h\n[policy eager]\ntrigger = interval 1 min\n",
    "my.lake:6: view a.v.policy: there is no group [policy carefull]; allowed: careful, eager" },
  { "duration-of-no-law", VIEW "duration = 300 s normal 10 s\n" POLICY,
    "my.lake:6: view a.v.duration: 'normal' stands where the end of the value is due; allowed: DURATION | DURATION exponential | DURATION lognormal DEVIATION | empirical DURATION WEIGHT; ..., such as 100 s lognormal 1.3" },
  { "failures-without-unit", VIEW "failures = 0.5\n" POLICY,
    "my.lake:6: view a.v.failures: the value ends where '%' is due; allowed: " A_SHARE },
  { "failures-over-all", VIEW "failures = 100.1 %\n" POLICY,
    "my.lake:6: view a.v.failures: '100.1' is more than 100; allowed: " A_SHARE },
  { "failures-too-fine", VIEW "failures = 0.00001 %\n" POLICY,
    "my.lake:6: view a.v.failures: '0.00001' has too many digits behind its point; allowed: " A_SHARE },
  { "boolean-of-another-language", VIEW "incremental = true\n" POLICY,
    "my.lake:6: view a.v.incremental: 'true' stands where no or yes is due; allowed: no | yes" },
  { "refresh-seconds-too-few", VIEW "refresh-seconds = 60\n" POLICY,
    "my.lake:6: view a.v.refresh-seconds: '60' is less than 3600; allowed: none | a whole number from 3600 to 315360000" },
  { "service-without-refresh-seconds", VIEW "\n[policy]\ntrigger = service\n",
    "my.lake:4: view a.v.refresh-seconds: the view has none, and the trigger of its policy, `service`, needs it; allowed: a whole number from 3600 to 315360000" },
  { "assets-without-types", LAKE "[assets x]\ntypes = \n" POLICY,
    "my.lake:4: assets x.types: the value is missing; allowed: descriptions, names and glossary, parted by ;" },
  { "assets-of-a-type-twice", LAKE "[assets x]\ntypes = names; names\n" POLICY,
    "my.lake:4: assets x.types: names is there twice; allowed: descriptions, names and glossary, parted by ;" },
  { "assets-of-no-type", LAKE "[assets x]\ntypes = tags\n" POLICY,
    "my.lake:4: assets x.types: 'tags' stands where descriptions, names or glossary is due; allowed: descriptions, names and glossary, parted by ;" },
  { "assets-that-never-arrive", LAKE "[assets x]\narrival = never\n" POLICY,
    "my.lake:4: assets x.arrival: 'never' stands where at-start, every or poisson is due; allowed: at-start | every DURATION | poisson every DURATION, such as poisson every 2 h" },
  { "assets-of-no-policy", LAKE "[assets x]\n",
    "my.lake:3: assets x: there is no group [policy]; allowed: a group [policy], or the key policy" },
  { "columns-with-a-unit", LAKE "[assets x]\ncolumns = 20 MB\n" POLICY,
    "my.lake:4: assets x.columns: 'MB' stands where the end of the value is due; allowed: NUMBER | NUMBER exponential | NUMBER lognormal DEVIATION | empirical NUMBER WEIGHT; ..., such as 20 exponential" },
  { "cost-of-no-key", LAKE "[cost]\nspeed = 40 MB/s\n",
    "my.lake:4: cost.speed: there is no such key; allowed: " KEYS_OF_COST },
  { "cost-of-no-option", LAKE "[cost]\nglue.cost-speed = 40\n",
    "my.lake:4: cost.glue.cost-speed: there is no such key; allowed: " KEYS_OF_COST },
  { "pool-of-dpu", LAKE "[cost]\nglue.dpu-max = 25\n",
    "my.lake:4: cost.glue.dpu-max: a trial has slots, and no pool of DPU; allowed: lake.slots" },
  { "option-of-the-scenario", LAKE "[cost]\nglue.running-max = 40\n",
    "my.lake:4: cost.glue.running-max: lake.slots sets this option; allowed: " KEYS_OF_COST },
  { "option-of-the-trial", LAKE "[cost]\nglue.measures = 1\n",
    "my.lake:4: cost.glue.measures: the trial sets this option; allowed: " KEYS_OF_COST },
  { "option-with-a-unit", LAKE "[cost]\nglue.cost-startup-ms = 30 s\n",
    "my.lake:4: cost.glue.cost-startup-ms: '30 s' stands where a whole number is due; allowed: a whole number from 0 to 86400000" },
  { "option-out-of-range", LAKE "[cost]\nglue.retention-runs = -1\n",
    "my.lake:4: cost.glue.retention-runs: '-1' stands where a whole number is due; allowed: a whole number from 0 to 1000000000" },
  { "option-under-both-names", LAKE "[cost]\nstartup = 1 min\nglue.cost-startup-ms = 60000\n",
    "my.lake:5: cost.glue.cost-startup-ms: the key is there twice, first in my.lake:4; allowed: one value for a key" },
  { "throughput-as-a-size", LAKE "[cost]\nthroughput = 40 MB\n",
    "my.lake:4: cost.throughput: 'MB' stands where the unit of a rate is due; allowed: a rate from 1 MB/s to 1 TB/s, such as 40 MB/s" },
  { "throughput-too-little", LAKE "[cost]\nthroughput = 1 kB/s\n",
    "my.lake:4: cost.throughput: '1 kB/s' is less than 1 MB/s; allowed: a rate from 1 MB/s to 1 TB/s, such as 40 MB/s" },
  { "startup-too-fine", LAKE "[cost]\nstartup = 1500 us\n",
    "my.lake:4: cost.startup: the value is no multiple of 1 ms; allowed: a duration from 0 s to 1 d, such as 90 s, 15 min, 1.5 h, 2 d or 1 w" },
  { "startup-too-long", LAKE "[cost]\nstartup = 2 d\n",
    "my.lake:4: cost.startup: '2 d' is more than 1 d; allowed: a duration from 0 s to 1 d, such as 90 s, 15 min, 1.5 h, 2 d or 1 w" },
  { "price-without-currency", LAKE "[cost]\nprice = 0.44\n",
    "my.lake:4: cost.price: the value ends where 'USD' is due; allowed: a price from 0 USD to 1000 USD, such as 0.44 USD" },
  { "price-too-fine", LAKE "[cost]\nprice = 0.0000001 USD\n",
    "my.lake:4: cost.price: '0.0000001' has too many digits behind its point; allowed: a price from 0 USD to 1000 USD, such as 0.44 USD" },
  { "spread-of-no-law", LAKE "[cost]\nduration-spread = 1.3\n",
    "my.lake:4: cost.duration-spread: '1.3' stands where none or lognormal is due; allowed: none | lognormal DEVIATION, with a geometric deviation from 1.001 to 10" },
  { "policy-without-trigger", LAKE "[policy]\nmode = full\n",
    "my.lake:3: policy.trigger: the key is missing; allowed: " TRIGGERS },
  { "trigger-of-no-kind", LAKE "[policy]\ntrigger = hourly\n",
    "my.lake:4: policy.trigger: 'hourly' stands where " TRIGGERS_DUE " is due; allowed: " TRIGGERS },
  { "trigger-of-no-period", LAKE "[policy]\ntrigger = interval 0 s\n",
    "my.lake:4: policy.trigger: '0 s' is less than 1 us; allowed: " AN_INTERVAL },
  { "trigger-that-ends", LAKE "[policy]\ntrigger = interval\n",
    "my.lake:4: policy.trigger: the value ends where the number of a duration is due; allowed: " AN_INTERVAL },
  { "trigger-with-phase-and-spread", LAKE "[policy]\ntrigger = interval 1 h, spread, phase 1 min\n",
    "my.lake:4: policy.trigger: 'phase' stands where align, jitter, skip, queue or cancel is due; allowed: " AN_INTERVAL },
  { "trigger-with-two-overlaps", LAKE "[policy]\ntrigger = interval 1 h, skip, spread, queue\n",
    "my.lake:4: policy.trigger: 'queue' stands where align or jitter is due; allowed: " AN_INTERVAL },
  { "trigger-with-everything-and-more", LAKE "[policy]\ntrigger = interval 1 h, skip, spread, align, jitter 1 s, x\n",
    "my.lake:4: policy.trigger: ',' stands where the end of the value is due; allowed: " AN_INTERVAL },
  { "trigger-service-with-more", LAKE "[policy]\ntrigger = service, skip\n",
    "my.lake:4: policy.trigger: ',' stands where the end of the value is due; allowed: service" },
  { "trigger-of-queries", LAKE "[policy]\ntrigger = on_query\n",
    "my.lake:4: policy.trigger: 'on_query' needs queries, and a scenario has none; allowed: " TRIGGERS },
  { "threshold-of-nothing", LAKE "[policy]\ntrigger = threshold max-wait 1 h\n",
    "my.lake:4: policy.trigger: the value ends where ', commits NUMBER' is due; allowed:"
    " threshold commits NUMBER | bytes SIZE | percent PERCENT[, max-wait DURATION]" },
  { "percentage-without-a-number", LAKE "[table a.t]\n[view a.v]\nsources = a.t\nfailures = %\n",
    "my.lake:6: view a.v.failures: '%' stands where a percentage is due; allowed: a percentage from 0 % to 100 %, such as"
    " 0.5 %" },
  { "price-of-another-currency", LAKE "[cost]\nprice = 0.44EUR\n", 
    "my.lake:4: cost.price: '0.44EUR' stands where a price is due; allowed: a price from 0 USD to 1000 USD, such as"
    " 0.44 USD" },
  { "cron-of-four-fields", LAKE "[policy]\ntrigger = cron 0 6 * *\n",
    "my.lake:4: policy.trigger: the value ends where numbers from 0 to 7, such as *, */5, 0 or 0-7, is due; allowed: " A_CRON },
  { "cron-of-minute-60", LAKE "[policy]\ntrigger = cron 60 6 * * *\n",
    "my.lake:4: policy.trigger: '60' stands where numbers from 0 to 59, such as *, */5, 0 or 0-59, is due; allowed: " A_CRON },
  { "cron-of-a-step-of-0", LAKE "[policy]\ntrigger = cron */0 6 * * *\n",
    "my.lake:4: policy.trigger: '*/0' stands where numbers from 0 to 59, such as *, */5, 0 or 0-59, is due; allowed: " A_CRON },
  { "preset-of-no-name", LAKE "[policy]\npreset = best\n",
    "my.lake:4: policy.preset: 'best' stands where hourly, every15, spread15, target_lag, on_commit, threshold, bigquery,"
    " zero_wait, edf_slo, max_benefit, edf_partitioned, cost_adaptive or service is due; allowed: hourly | every15 | spread15 | target_lag | on_commit | threshold | bigquery | zero_wait | edf_slo | max_benefit | edf_partitioned | cost_adaptive | service" },
  { "order-of-no-kind", LAKE "[policy]\ntrigger = service\norder = lifo\n",
    "my.lake:5: policy.order: 'lifo' stands where " ORDERS_DUE " is due; allowed: " ORDERS },
  { "order-without-slots", LAKE "[policy]\ntrigger = service\norder = edf_partitioned\n",
    "my.lake:5: policy.order: the value ends where slots or within is due; allowed: " A_PARTITION },
  { "order-without-the-second-value", LAKE "[policy]\ntrigger = service\norder = edf_partitioned slots 2\n",
    "my.lake:5: policy.order: the value ends where ', within DURATION' is due; allowed: " A_PARTITION },
  { "mode-of-no-kind", LAKE "[policy]\ntrigger = service\nmode = fast\n",
    "my.lake:5: policy.mode: 'fast' stands where auto, full, incremental_fallback, incremental_strict, cost, cost_history or full_every is due; allowed: " MODES },
  { "mode-with-threshold-of-another", LAKE "[policy]\ntrigger = service\nmode = full, threshold 20 %\n",
    "my.lake:5: policy.mode: ',' stands where the end of the value is due; allowed: full" },
  { "threshold-with-a-fraction", LAKE "[policy]\ntrigger = service\nmode = auto, threshold 20.5 %\n",
    "my.lake:5: policy.mode: '20.5' is no whole number; allowed: auto[, threshold PERCENT]" },
  { "threshold-without-percent", LAKE "[policy]\ntrigger = service\nmode = auto, threshold 20\n",
    "my.lake:5: policy.mode: the value ends where '%' is due; allowed: auto[, threshold PERCENT]" },
  { "admission-of-no-kind", LAKE "[policy]\ntrigger = service\nadmit = rejects\n",
    "my.lake:5: policy.admit: 'rejects' stands where queue, unlimited, reject, reject_backoff, dpu_budget, token_bucket, upstream_first or rate is due; allowed: queue | unlimited | reject | reject_backoff | dpu_budget | token_bucket | upstream_first | rate" },
  { "trigger-without-a-size", LAKE "[policy]\ntrigger = batch\n",
    "my.lake:4: policy.trigger: the value ends where a whole number is due; allowed: " A_BATCH },
  { "trigger-of-an-empty-batch", LAKE "[policy]\ntrigger = batch 0\n",
    "my.lake:4: policy.trigger: '0' is less than 1; allowed: " A_BATCH },
  { "trigger-at-no-time", LAKE "[policy]\ntrigger = nightly\n",
    "my.lake:4: policy.trigger: the value ends where at is due; allowed: nightly at HH:MM" },
  { "trigger-at-a-late-hour", LAKE "[policy]\ntrigger = nightly at 24:00\n",
    "my.lake:4: policy.trigger: '24:00' stands where " A_TIME_OF_DAY " is due; allowed: nightly at HH:MM" },
  { "trigger-at-a-late-minute", LAKE "[policy]\ntrigger = nightly at 03:60\n",
    "my.lake:4: policy.trigger: '03:60' stands where " A_TIME_OF_DAY " is due; allowed: nightly at HH:MM" },
  { "trigger-at-an-hour-of-one-digit", LAKE "[policy]\ntrigger = nightly at 3:00\n",
    "my.lake:4: policy.trigger: '3:00' stands where " A_TIME_OF_DAY " is due; allowed: nightly at HH:MM" },
  { "trigger-at-a-word", LAKE "[policy]\ntrigger = nightly at night\n",
    "my.lake:4: policy.trigger: 'night' stands where " A_TIME_OF_DAY " is due; allowed: nightly at HH:MM" },
  { "order-of-views-for-assets", LAKE "[policy p]\ntrigger = batch 5\norder = sjf\n",
    "my.lake:5: policy p.order: 'sjf' is for views, and the trigger 'batch' for assets; allowed: fifo, random, fewest_columns or most_columns" },
  { "order-of-assets-for-views", LAKE "[policy]\ntrigger = service\norder = most_columns\n",
    "my.lake:5: policy.order: 'most_columns' is for assets, and the trigger 'service' for views; allowed: " ORDERS_OF_VIEWS },
  { "order-of-views-in-the-preset-of-assets", LAKE "[policy]\npreset = edf_slo\ntrigger = at_arrival\n",
    "my.lake:3: policy.order: 'edf' is for views, and the trigger 'at_arrival' for assets; allowed: fifo, random, fewest_columns or most_columns" },
  { "mode-for-assets", LAKE "[policy]\nmode = full\ntrigger = nightly at 03:00\n",
    "my.lake:4: policy.mode: a mode is for views, and the trigger 'nightly' for assets; allowed: no key mode" },
  { "admission-of-views-for-assets", LAKE "[policy]\ntrigger = batch 5\nadmit = reject\n",
    "my.lake:5: policy.admit: 'reject' is for views, and the trigger 'batch' for assets; allowed: queue or rate" },
  { "admission-of-assets-for-views", LAKE "[policy]\ntrigger = service\nadmit = rate 5\n",
    "my.lake:5: policy.admit: 'rate' is for assets, and the trigger 'service' for views; allowed: queue, unlimited, reject, reject_backoff, dpu_budget, token_bucket or upstream_first" },
  { "view-of-a-policy-of-assets", LAKE "[table a.t]\n[view a.v]\nsources = a.t\npolicy = p\n[policy p]\ntrigger = batch 5\n",
    "my.lake:6: view a.v.policy: the trigger 'batch' of [policy p] is for assets; allowed: a policy whose trigger is " TRIGGERS_OF_VIEWS },
  { "view-of-the-policy-of-assets", LAKE "[table a.t]\n[view a.v]\nsources = a.t\n[policy]\ntrigger = batch 5\n",
    "my.lake:4: view a.v.policy: the trigger 'batch' of [policy] is for assets; allowed: a policy whose trigger is " TRIGGERS_OF_VIEWS },
  { "assets-of-a-policy-of-views", LAKE "[assets x]\npolicy = \"a policy\"\n[policy \"a policy\"]\ntrigger = service\n",
    "my.lake:4: assets x.policy: the trigger 'service' of [policy \"a policy\"] is for views; allowed: a policy whose trigger is at_arrival, batch or nightly" },
  { "assets-of-the-policy-of-views", LAKE "[assets x]\n" POLICY,
    "my.lake:3: assets x.policy: the trigger 'interval' of [policy] is for views; allowed: a policy whose trigger is at_arrival, batch or nightly" },
  { "assets-without-columns", LAKE "[assets x]\ncolumns = 0\n" POLICY,
    "my.lake:4: assets x.columns: '0' is less than 1; allowed: " A_COLUMNS },
  { "too-many-assets", LAKE "[assets x]\ncount = 600000\n[assets y]\ncount = 400001\n[policy]\ntrigger = at_arrival\n",
    "my.lake:6: assets y.count: there are too many assets; allowed: at most 1000000 assets" },
  { "axis-without-end", "[lake]\nhorizon = {1 d; 2 d\n",
    "my.lake:2: lake.horizon: an axis has no } at its end; allowed: " AN_AXIS },
  { "axis-that-only-ends", "[lake]\nhorizon = 1 d}\n",
    "my.lake:2: lake.horizon: a } ends no axis; allowed: " AN_AXIS },
  { "axis-in-an-axis", "[lake]\nhorizon = {1 d; {2 d; 3 d}}\n",
    "my.lake:2: lake.horizon: an axis is inside of an axis; allowed: " AN_AXIS },
  { "axis-of-one-value", "[lake]\nhorizon = {1 d}\n",
    "my.lake:2: lake.horizon: an axis has only one value; allowed: " AN_AXIS },
  { "axis-with-an-empty-value", "[lake]\nhorizon = {1 d; }\n",
    "my.lake:2: lake.horizon: an axis has an empty value; allowed: " AN_AXIS },
  { "axis-with-a-value-twice", "[lake]\nhorizon = {1 d; 24 h}\n",
    "my.lake:2: lake.horizon: an axis makes the value '1 d' twice; allowed: values that differ" },
  { "axis-with-a-wrong-value", "[lake]\nhorizon = {1 d; 2 days}\n",
    "my.lake:2: lake.horizon: 'days' stands where the unit of a duration is due; allowed: " A_DURATION },
  { "axes-of-the-same-words", "[lake]\nhorizon = {1; 2} {d; h}\n",
    "my.lake:2: lake.horizon: two axes change the same words of the value; allowed: axes that change different words" },
  { "axis-over-several-parts", LAKE "[assets x]\ntypes = names; {glossary; descriptions}\n" POLICY,
    "my.lake:4: assets x.types: an axis changes several parts of the value; allowed: an axis that changes one of the parts between ;" },
  { "axis-in-include", "[lake]\ninclude = {a; b}.lake\n",
    "my.lake:2: lake.include: a brace is in the path; allowed: axes in the values of other keys" },
};

/* A row sets a key of a good scenario; its name is the key, and its text the value. */
static const Row set_rows[] = {
  { "weight", "2",
    "--set: 'weight' begins with no group; allowed: GROUP.KEY, such as policy.trigger or view sales.daily.weight" },
  { "policy.\xff", "interval 1 h",
    "--set: 'policy.\xEF\xBF\xBD' is no text in UTF-8; allowed: GROUP.KEY, such as policy.trigger or view sales.daily.weight" },
  { "policy", "interval 1 h",
    "--set: 'policy' has no key; allowed: GROUP.KEY, such as policy.trigger or view sales.daily.weight" },
  { "policy.", "interval 1 h",
    "--set: 'policy.' has no key; allowed: GROUP.KEY, such as policy.trigger or view sales.daily.weight" },
  { "view.weight", "2",
    "--set: 'view.weight' lacks the name of the group; allowed: GROUP.KEY, such as policy.trigger or view sales.daily.weight" },
  { "view a.weight", "2",
    "--set: 'view a.weight' has no point between the database and the table; allowed: GROUP.KEY, such as policy.trigger or"
    " view sales.daily.weight" },
  { "lake x.seed", "2",
    "--set: 'lake x.seed' has a name for a group without one; allowed: GROUP.KEY, such as policy.trigger or view"
    " sales.daily.weight" },
  { "view a.w.weight", "2",
    "--set: view a.w.weight: there is no group [view a.w]; allowed: [view a.v]" },
  { "view a.v.weight", "0.5",
    "--set: view a.v.weight: '0.5' is no whole number; allowed: a whole number from 1 to 1000000" },
  { "policy p.trigger", "service",
    "--set: policy p.trigger: there is no group [policy p]; allowed: [policy]" },
  { "assets x.count", "2",
    "--set: assets x.count: there is no group [assets x]; allowed: a group of the scenario" },
  { "lake.horizont", "2 d",
    "--set: lake.horizont: there is no such key; allowed: " KEYS_OF_LAKE },
  { "lake.horizon", "2 days",
    "--set: lake.horizon: 'days' stands where the unit of a duration is due; allowed: " A_DURATION },
  { "lake.horizon", " ",
    "--set: lake.horizon: the value is missing; allowed: KEY = VALUE" },
  { "lake.horizon", "2 d # or 3",
    "--set: lake.horizon: a # stands behind something else; allowed: a comment on a line of its own, and # in quotes" },
  { "lake.horizon", "2 d\n[table b.c]",
    "--set: lake.horizon: a control character is in the line; allowed: text and tabulators" },
  { "lake.horizon", "2 d\xff",
    "--set: lake.horizon: the value has bytes that are no text; allowed: text in UTF-8" },
  { "lake.include", "x.lake",
    "--set: lake.include: the key belongs to a file; allowed: any other key" },
  { "view a.v.sources", "a.v",
    "--set: view a.v.sources: a.v reads a.v; allowed: views that do not read themselves" },
};
/* clang-format on */

static void
assert_error (const GError *error, TarnLabError code, const char *message)
{
  g_assert_error (error, TARN_LAB_ERROR, (gint) code);
  g_assert_cmpstr (error->message, ==, message);
}

static TarnLabScenario *
read_text (const char *text, GError **error)
{
  return tarn_lab_scenario_new_from_text (text, -1, "my.lake", error);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
test_error (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = read_text (row->text, &error);

  g_assert_null (scenario);
  g_assert_true (error->domain == TARN_LAB_ERROR);
  g_assert_cmpstr (error->message, ==, row->message);
}

static void
test_set (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) before = read_text (VIEW POLICY, &error);
  g_assert_no_error (error);
  g_autofree char *digest = g_strdup (tarn_lab_scenario_get_digest (before));
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_set (before, row->name, row->text, &error);

  g_assert_null (scenario);
  assert_error (error, TARN_LAB_ERROR_SCENARIO, row->message);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (before), ==, digest);
}

/* Templates make views and tables, and many groups are not all listed. */
static void
test_set_group (void)
{
  static const Row group_rows[] = {
    { "made", "view a.v_7.weight",
      "--set: view a.v_7.weight: a template makes [view a.v_7]; allowed: the template [view a.v_%d]" },
    { "no-number", "view a.v_x.weight",
      "--set: view a.v_x.weight: there is no group [view a.v_x]; allowed: [view a.v_%d]" },
    { "no-digits", "view a.v_.weight",
      "--set: view a.v_.weight: there is no group [view a.v_]; allowed: [view a.v_%d]" },
    { "many", "table a.u.size",
      "--set: table a.u.size: there is no group [table a.u]; allowed: [table a.t0], [table a.t1], [table a.t2],"
      " [table a.t3], [table a.t4], [table a.t5], [table a.t6], [table a.t7], [table a.t8], [table a.t9] and 2 more" },
  };
  g_autoptr (GString) text
      = g_string_new (LAKE "[view a.v_%d]\ncount = 2\nsources = a.t0\n" POLICY);

  for (guint i = 0; i < 12; i++)
    g_string_append_printf (text, "[table a.t%u]\n", i);
  for (guint i = 0; i < G_N_ELEMENTS (group_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabScenario) before = read_text (text->str, NULL);
      g_autoptr (TarnLabScenario) scenario
          = tarn_lab_scenario_set (before, group_rows[i].text, "1", &error);

      g_assert_null (scenario);
      assert_error (error, TARN_LAB_ERROR_SCENARIO, group_rows[i].message);
    }
}

static void
test_zero_byte (void)
{
  static const char text[] = "[lake]\nhorizon = 1\0 d\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, sizeof text - 1, "my.lake", &error);

  g_assert_null (scenario);
  assert_error (error, TARN_LAB_ERROR_SCENARIO,
                "my.lake:2: the line has bytes that are no text; allowed: text in UTF-8");
}

/* --- Limits ----------------------------------------------------------------------------------- */

/* Returns @before, @n times @middle, and @behind. */
static char *
repeat (const char *before, const char *middle, guint n, const char *behind)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, middle);
  g_string_append (text, behind);
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *before;
  const char *middle;
  guint n; /* still good; one more is too many */
  const char *behind;
  const char *message;
} LimitRow;

enum
{
  MEBIBYTE = 1 << 20,
};

static const LimitRow limit_rows[] = {
  { "bytes-of-a-text", LAKE, "#\n", (4 * MEBIBYTE - sizeof LAKE + 1) / 2, "",
    "my.lake: the text is too long; allowed: at most 4 MiB" },
  { "bytes-of-a-line", LAKE "#", " ", 64 * 1024 - 1, "\n",
    "my.lake:3: the line is too long; allowed: at most 64 KiB" },
};

static void
test_limit (gconstpointer data)
{
  const LimitRow *row = data;
  g_autofree char *most = repeat (row->before, row->middle, row->n, row->behind);
  g_autofree char *more = repeat (row->before, row->middle, row->n + 1, row->behind);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) good = read_text (most, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_text (good), ==, LAKE);
  g_autoptr (TarnLabScenario) scenario = read_text (more, &error);
  g_assert_null (scenario);
  assert_error (error, TARN_LAB_ERROR_TOO_LARGE, row->message);
}

/* Writes an axis of the weight of a view. */
static void
append_axis (GString *text, guint n_values)
{
  g_string_append (text, "weight = {");
  for (guint i = 1; i <= n_values; i++)
    g_string_append_printf (text, "%s%u", i > 1 ? ";" : "", i);
  g_string_append (text, "}\n");
}

static void
test_values_of_an_axis (void)
{
  g_autoptr (GString) most = g_string_new (VIEW);
  g_autoptr (GString) more = g_string_new (VIEW);
  g_autoptr (GError) error = NULL;

  append_axis (most, 10000);
  append_axis (more, 10001);
  g_string_append (most, POLICY);
  g_string_append (more, POLICY);
  g_autoptr (TarnLabScenario) good = read_text (most->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((gpointer) tarn_lab_scenario_get_axis_values (good, 0)), ==,
                    10000);

  g_autoptr (TarnLabScenario) scenario = read_text (more->str, &error);
  g_assert_null (scenario);
  assert_error (
      error, TARN_LAB_ERROR_TOO_LARGE,
      "my.lake:6: view a.v.weight: an axis has 10001 values; allowed: at most 10000 values");
}

static char *
write_axes (guint n_axes)
{
  GString *text = g_string_new (TABLE);

  for (guint i = 0; i < n_axes; i++)
    g_string_append_printf (text, "[view a.v%u]\nsources = a.t\nweight = {1; 2}\n", i);
  g_string_append (text, POLICY);
  return g_string_free (text, FALSE);
}

static void
test_number_of_axes (void)
{
  g_autofree char *most = write_axes (64);
  g_autofree char *more = write_axes (65);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) good = read_text (most, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (good), ==, 64);
  g_autoptr (TarnLabScenario) scenario = read_text (more, &error);
  g_assert_null (scenario);
  assert_error (
      error, TARN_LAB_ERROR_TOO_LARGE,
      "my.lake:198: view a.v64.weight: there are too many axes; allowed: at most 64 axes");
}

/* The canonical form of a value may be longer than the value, but a line of it must be one that is read. */
static void
test_line_that_is_too_long_in_full (void)
{
  g_autofree char *text
      = repeat (TABLE "commits = every 1 d, empirical 1000000 B 1", ";999999999 B 1", 4600, "\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = read_text (text, &error);

  g_assert_null (scenario);
  assert_error (
      error, TARN_LAB_ERROR_TOO_LARGE,
      "my.lake:4: table a.t.commits: the line is too long when its value is written in full;"
      " allowed: at most 64 KiB");
}

static void
test_text_that_is_too_long_in_full (void)
{
  g_autoptr (GString) text = g_string_new (LAKE);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 80000; i++)
    g_string_append_printf (text, "[table a.t%u]\ncommits=every 1 d,1 B\n", i);
  g_autoptr (TarnLabScenario) scenario = read_text (text->str, &error);

  g_assert_null (scenario);
  assert_error (
      error, TARN_LAB_ERROR_TOO_LARGE,
      "my.lake: all files together are too long when they are written in full; allowed: at"
      " most 4 MiB");
}

static void
test_number_of_files (void)
{
  g_autofree char *directory = g_dir_make_tmp ("tarn-scenario-XXXXXX", NULL);
  g_autofree char *empty = g_build_filename (directory, "e.lake", NULL);
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);
  g_autofree char *most = repeat (LAKE "include = e.lake", ";e.lake", 254, "\n");
  g_autofree char *more = repeat (LAKE "include = e.lake", ";e.lake", 255, "\n");
  g_autofree char *message
      = g_strdup_printf ("%s:3: lake.include: %s is one file too many; allowed: at most 256 files",
                         path, empty);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (empty, "", -1, NULL));
  g_autoptr (TarnLabScenario) good = tarn_lab_scenario_new_from_text (most, -1, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_text (good), ==, LAKE);
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_text (more, -1, path, &error);
  g_assert_null (scenario);
  assert_error (error, TARN_LAB_ERROR_TOO_LARGE, message);
  g_unlink (empty);
  g_rmdir (directory);
}

static void
test_value_that_is_set (void)
{
  g_autofree char *value = repeat ("1 d", " ", 64 * 1024, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) before = read_text (LAKE, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_set (before, "lake.horizon", value, &error);

  g_assert_null (scenario);
  assert_error (error, TARN_LAB_ERROR_TOO_LARGE,
                "--set: lake.horizon: the value is too long; allowed: at most 64 KiB");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/scenario/error/", rows, test_error);
  for (guint i = 0; i < G_N_ELEMENTS (set_rows); i++)
    {
      g_autofree char *name = g_utf8_make_valid (set_rows[i].name, -1);
      g_autofree char *path = g_strdup_printf ("/scenario/set/%u %s", i, name);
      g_test_add_data_func (path, &set_rows[i], test_set);
    }
  g_test_add_func ("/scenario/error/zero-byte", test_zero_byte);
  g_test_add_func ("/scenario/set-group", test_set_group);
  ADD_ROWS ("/scenario/limit/", limit_rows, test_limit);
  g_test_add_func ("/scenario/limit/values-of-an-axis", test_values_of_an_axis);
  g_test_add_func ("/scenario/limit/number-of-axes", test_number_of_axes);
  g_test_add_func ("/scenario/limit/number-of-files", test_number_of_files);
  g_test_add_func ("/scenario/limit/text-in-full", test_text_that_is_too_long_in_full);
  g_test_add_func ("/scenario/limit/value-that-is-set", test_value_that_is_set);
  g_test_add_func ("/scenario/limit/line-in-full", test_line_that_is_too_long_in_full);

  return g_test_run ();
}
