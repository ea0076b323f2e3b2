/* SPDX-License-Identifier: MIT */
/*
 * Parses the same request and prints the same response with jansson alone, without headers, callers and an
 * engine. Its times are whole seconds, which cost less than Tarn's fractions.
 */
#include "wire-get.h"

#include <jansson.h>

static const char body[]
    = "{\"CatalogId\":\"" BENCH_ACCOUNT "\",\"MaterializedViewRefreshTaskRunId\":"
      "\"a3824752-2227-46ef-bd4e-e587ff3df030\"}";

static json_t *
make_run (const char *catalog_id, const char *id)
{
  json_t *run = json_object ();

  json_object_set_new (run, "CustomerId", json_string (BENCH_ACCOUNT));
  json_object_set_new (run, "MaterializedViewRefreshTaskRunId", json_string (id));
  json_object_set_new (run, "DatabaseName", json_string ("sales"));
  json_object_set_new (run, "TableName", json_string ("daily"));
  json_object_set_new (run, "CatalogId", json_string (catalog_id));
  json_object_set_new (run, "Status", json_string ("RUNNING"));
  json_object_set_new (run, "CreationTime", json_integer (946684800));
  json_object_set_new (run, "LastUpdated", json_integer (946684830));
  json_object_set_new (run, "StartTime", json_integer (946684830));
  json_object_set_new (run, "DPUSeconds", json_integer (380));
  json_object_set_new (run, "RefreshType", json_string ("FULL"));
  json_object_set_new (run, "ProcessedBytes", json_integer (14400000000));
  return run;
}

static unsigned
get_run (void)
{
  json_t *request = json_loadb (body, sizeof body - 1, JSON_REJECT_DUPLICATES, NULL);
  const char *catalog_id = json_string_value (json_object_get (request, "CatalogId"));
  const char *id
      = json_string_value (json_object_get (request, "MaterializedViewRefreshTaskRunId"));
  json_t *response = json_object ();

  json_object_set_new (response, "MaterializedViewRefreshTaskRun", make_run (catalog_id, id));
  char *text = json_dumps (response, JSON_COMPACT);
  unsigned is_running = bench_read_status (text) == 'R';
  free (text);
  json_decref (response);
  json_decref (request);
  return is_running;
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      fprintf (stderr, "usage: %s REQUESTS\n", argv[0]);
      return 2;
    }

  uint64_t n_requests = strtoull (argv[1], NULL, 10), n_running = 0;
  uint64_t begin_ns = bench_read_clock ();
  for (uint64_t i = 0; i < n_requests; i++)
    n_running += get_run ();
  bench_print (n_requests, n_running, bench_read_clock () - begin_ns);
  return 0;
}
