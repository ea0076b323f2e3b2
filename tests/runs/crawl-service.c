/* SPDX-License-Identifier: MIT */
#include "crawl-service.h"

#include <string.h>

#include "admission/authorization.h"
#include "admission/change.h"
#include "runs/listing.h"
#include "runs/waiting.h"

/* --- Errors ----------------------------------------------------------------------------------- */

static const TarnException exceptions[] = {
  { "AccessDeniedException", 403, CRAWL_ERROR_ACCESS_DENIED },
  { "CrawlerRunningException", 409, CRAWL_ERROR_CRAWLER_RUNNING },
  { "InvalidInputException", 400, CRAWL_ERROR_INVALID_INPUT },
  { "NotFoundException", 404, CRAWL_ERROR_NOT_FOUND },
  { "ThrottlingException", 429, CRAWL_ERROR_THROTTLING },
  { "TimeoutException", 504, CRAWL_ERROR_TIMEOUT },
};

static const TarnServiceErrors errors;

TARN_DEFINE_SERVICE_ERROR (CrawlError, crawl_error, errors)

static const TarnServiceErrors errors = {
  .quark = crawl_error_quark,
  .exceptions = exceptions,
  .n_exceptions = G_N_ELEMENTS (exceptions),
  .invalid_input = CRAWL_ERROR_INVALID_INPUT,
  .throttling = CRAWL_ERROR_THROTTLING,
  .lost_reply = CRAWL_ERROR_TIMEOUT,
  .mark_reply_lost = crawl_error_mark_reply_lost,
};

/* --- The machine ------------------------------------------------------------------------------ */

enum
{
  NONE,
  CRAWLING,
  SUCCEEDED,
  FAILED,
  N_STATES,
};

enum
{
  NO_CAUSE,
  CREATE,
  SUCCEED,
  FAIL,
  N_CAUSES,
};

static const guint8 edges[N_STATES][N_CAUSES] = {
  [NONE] = { [CREATE] = CRAWLING },
  [CRAWLING] = { [SUCCEED] = SUCCEEDED, [FAIL] = FAILED },
};
static const char *const state_names[] = { "none", "crawling", "succeeded", "failed" };
static const char *const cause_names[] = { "none", "create", "succeed", "fail" };
static const char *const statuses[] = { NULL, "CRAWLING", "SUCCEEDED", "FAILED" };
static const char *const events[] = { "Crawl Ended", NULL };

/* --- The data of the room --------------------------------------------------------------------- */

typedef struct
{
  TarnRun run;
  gint64 pages;
} CrawlRecord;

static const char *const crawlers[] = { "north", "south", "west", NULL };

enum
{
  N_CRAWLERS = 3,
};

typedef struct
{
  TarnRoom room;
  TarnRunHistory histories[N_CRAWLERS];
} Crawls;

TARN_DEFINE_ROOM_ACCESSORS (Crawls, crawls, CrawlRecord, TarnActiveRun)

enum
{
  EVENT_END,
};

enum
{
  OPTION_START_RATE,
  OPTION_RETENTION_RUNS,
  OPTION_RETENTION_AGE_US,
};

static const TarnOption options[] = {
  { "start-rate-per-second", TARN_UNLIMITED, TARN_UNLIMITED, 1000, "How often Start is called." },
  { "retention-runs", 0, 0, 1000, "How many ended runs are kept." },
  { "retention-age-us", 0, 0, G_MAXINT64, "For how long." },
};

static guint32
find_crawler (const char *name)
{
  guint32 crawler = 0;

  while (!g_str_equal (crawlers[crawler], name))
    crawler++;
  return crawler;
}

/* --- Changes ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *crawler;
  gint64 pages;
} CrawlChange;

static const TarnChangeMember change_members[] = {
  { "crawler", TARN_CHANGE_TEXT, G_STRUCT_OFFSET (CrawlChange, crawler), 0 },
  { "pages", TARN_CHANGE_INT64, G_STRUCT_OFFSET (CrawlChange, pages), 0 },
};
static const TarnChangeClass change_class
    = { sizeof (CrawlChange), change_members, G_N_ELEMENTS (change_members) };

static char *
dup_subject (const TarnChange *change)
{
  return g_strdup (((const CrawlChange *) tarn_change_peek_part (change, &change_class))->crawler);
}

/* --- Runs ------------------------------------------------------------------------------------- */

static TarnRunHistory *
get_history (TarnRoom *room, guint32 crawler)
{
  return &((Crawls *) room)->histories[crawler];
}

static const char *
get_status (guint8 state)
{
  return statuses[state];
}

static const char *
get_message (const Crawls *crawls, const CrawlRecord *record)
{
  return record->run.state == FAILED ? tarn_runs_get_message (&crawls->room.runs, &record->run, 0)
                                     : NULL;
}

static void
describe_change (TarnRoom *room, guint32 run, guint cause, TarnChange *change)
{
  const Crawls *crawls = (const Crawls *) room;
  const CrawlRecord *record = crawls_get_record (crawls, run);
  CrawlChange *part = tarn_change_get_part (change);

  change->detail_type = cause != CREATE ? events[0] : NULL;
  change->error_message = get_message (crawls, record);
  part->crawler = crawlers[record->run.subject];
  part->pages = record->pages;
}

static gpointer
tell (TarnRoom *room, guint32 run)
{
  const Crawls *crawls = (const Crawls *) room;
  const CrawlRecord *record = crawls_get_record (crawls, run);
  Crawl *told = g_new0 (Crawl, 1);

  told->id = record->run.id;
  tarn_identifier_format (&told->id, told->id_text);
  told->status = statuses[record->run.state];
  told->message = get_message (crawls, record);
  told->pages = record->pages;
  told->creation_us = record->run.creation_us;
  told->end_us = record->run.end_us;
  return told;
}

static void
on_end (TarnRoom *room, guint32 run)
{
  gboolean is_failing
      = tarn_active_run_has_fault (tarn_runs_get_active (&room->runs, run), TARN_FAULT_FAIL_RUN);

  tarn_runs_end (&room->runs, run, is_failing ? FAIL : SUCCEED);
}

static gboolean
hangs (TarnRoom *room, guint32 run)
{
  return tarn_run_faults_hang (&tarn_runs_get_active (&room->runs, run)->faults, 0);
}

/* --- Saving ----------------------------------------------------------------------------------- */

static void
code_run (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  Crawls *crawls = (Crawls *) room;
  CrawlRecord *record = crawls_get_record (crawls, run);

  tarn_codec_uint32 (codec, "crawler", &record->run.subject);
  tarn_codec_named_enum (codec, "state", &record->run.state, N_STATES, state_names);
  tarn_codec_int64 (codec, "pages", &record->pages);
  tarn_codec_time (codec, "creation-time", &record->run.creation_us, crawls_get_now (crawls));
  tarn_codec_time (codec, "end-time", &record->run.end_us, crawls_get_now (crawls));
  if (record->run.state == FAILED)
    tarn_runs_code_messages (&room->runs, codec, &record->run, 1);
}

static gboolean
check_run (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  return tarn_codec_check_below (codec, "crawler", tarn_runs_get (&room->runs, run)->subject,
                                 N_CRAWLERS);
}

static void
code_rest (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  const TarnRun *record = tarn_runs_get (&room->runs, run);

  if (record->active == TARN_NO_RUN)
    return;

  tarn_runs_code_faults (&room->runs, codec, run);
  tarn_runs_get_active (&room->runs, run)->ordinal
      = get_history (room, record->subject)->n_runs - 1;
}

static const TarnRunEvent run_events[] = {
  [EVENT_END] = { "crawl end", TARN_RUN_STATE_BIT (CRAWLING), on_end },
};

static const TarnRunClass run_class = {
  .record_size = sizeof (CrawlRecord),
  .active_size = sizeof (TarnActiveRun),
  .active_cleared_size = sizeof (TarnActiveRun),
  .events = run_events,
  .n_events = G_N_ELEMENTS (run_events),
  .ended_states = TARN_RUN_STATE_BIT (SUCCEEDED) | TARN_RUN_STATE_BIT (FAILED),
  .id_purpose = 100,
  .retention_runs = OPTION_RETENTION_RUNS,
  .retention_age_us = OPTION_RETENTION_AGE_US,
  .subject_noun = "crawler",
  .get_history = get_history,
  .describe_change = describe_change,
  .copy = tell,
  .free_copy = g_free,
  .copy_id_offset = G_STRUCT_OFFSET (Crawl, id),
  .copy_end_offset = G_STRUCT_OFFSET (Crawl, end_us),
  .hangs = hangs,
  .code = code_run,
  .check = check_run,
  .code_rest = code_rest,
};

/* --- The operations --------------------------------------------------------------------------- */

typedef struct
{
  const char *crawler;
  gint64 pages;
} StartInput;

typedef struct
{
  TarnUuid id;
} GetInput;

typedef struct
{
  const char *crawler; /* NULL for all */
  gint64 max_results;
  const char *next_token;
} ListInput;

static Crawls *
crawls_of (const TarnCall *call)
{
  return (Crawls *) tarn_room_of (call->client);
}

static gboolean
start (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const StartInput *input = data;
  Crawls *crawls = crawls_of (call);
  const TarnRunFaults *faults = tarn_call_get_run_faults (call);
  const char *const resource[] = { input->crawler, NULL };
  gint64 factor_permille = 1000;

  if (!tarn_call_authorize (call, call->client->principal->account_id, resource,
                            CRAWL_ERROR_ACCESS_DENIED))
    return FALSE;

  guint32 crawler = find_crawler (input->crawler);
  if (crawls->histories[crawler].active_run != TARN_NO_RUN)
    return tarn_call_fail (call, CRAWL_ERROR_CRAWLER_RUNNING, "%s is crawling", input->crawler);

  guint32 run = tarn_runs_create (&crawls->room.runs, crawler, 0, 1, faults);
  crawls_get_record (crawls, run)->pages = input->pages;
  tarn_runs_move (&crawls->room.runs, run, CREATE);
  if (faults != NULL && tarn_run_faults_have (faults, TARN_FAULT_SLOW_RUN))
    factor_permille = faults->factor_permille;
  if (!hangs (&crawls->room, run))
    tarn_runs_schedule (&crawls->room.runs, run, EVENT_END,
                        tarn_time_add (crawls_get_now (crawls),
                                       input->pages * factor_permille * 1000));

  call->answer = out_output->value
      = tarn_service_dup_run_id (crawls->room.class->service,
                                 &crawls_get_record (crawls, run)->run.id);
  return TRUE;
}

static gboolean
get (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const GetInput *input = data;
  Crawls *crawls = crawls_of (call);
  guint32 run = tarn_run_store_lookup (&crawls->room.runs.store, &input->id.identifier);

  if (run == TARN_NO_RUN
      || tarn_runs_has_expired (&crawls->room.runs, tarn_runs_get (&crawls->room.runs, run)))
    return tarn_call_fail (call, CRAWL_ERROR_NOT_FOUND, "there is no crawl %s", input->id.text);

  out_output->value = tell (&crawls->room, run);
  return TRUE;
}

static gboolean
list (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const ListInput *input = data;
  TarnRuns *runs = &crawls_of (call)->room.runs;
  TarnListPosition position = { 0, TARN_NO_RUN };
  TarnListing listing
      = { .runs = runs, .filter_hash = tarn_listing_hash_filter (input->crawler, NULL, NULL) };

  if (input->crawler != NULL)
    listing.history = get_history (runs->room, find_crawler (input->crawler));
  if (input->next_token != NULL
      && !tarn_listing_parse_run_token (&listing, input->next_token, &position))
    return tarn_call_fail (call, CRAWL_ERROR_INVALID_INPUT, "NextToken is none of this listing");

  out_output->value = tarn_listing_copy_page (&listing, position, input->max_results, 10, tell,
                                              &out_output->next_token);
  return TRUE;
}

enum
{
  OPERATION_START,
  OPERATION_GET,
  OPERATION_LIST,
};

#define CRAWLER(required, Type)                                                                    \
  {                                                                                                \
    "Crawler", required, { TARN_CONSTRAINT_CHOICE, 0, 0, crawlers, NULL },                         \
        G_STRUCT_OFFSET (Type, crawler), 0, TRUE                                                   \
  }
#define INTEGER(name, required, max, offset)                                                       \
  {                                                                                                \
    name, required, { TARN_CONSTRAINT_INTEGER, 1, max, NULL, NULL }, offset                        \
  }

static const TarnOperation operations[] = {
  [OPERATION_START] = {
    "StartCrawl",
    .members = { CRAWLER (TRUE, StartInput),
                 INTEGER ("Pages", TRUE, 1000000, G_STRUCT_OFFSET (StartInput, pages)) },
    .exceptions = { CRAWL_ERROR_ACCESS_DENIED, CRAWL_ERROR_CRAWLER_RUNNING,
                    CRAWL_ERROR_INVALID_INPUT, CRAWL_ERROR_THROTTLING, CRAWL_ERROR_TIMEOUT },
    .perform = start,
    .free_value = g_free,
    .input_size = sizeof (StartInput),
    .rated_by = OPTION_START_RATE + 1,
    .starts_run = TRUE,
  },
  [OPERATION_GET] = {
    "GetCrawl",
    .is_readonly = TRUE,
    .members = { { "Id", TRUE, { TARN_CONSTRAINT_UUID, 0, 0, NULL, NULL },
                   G_STRUCT_OFFSET (GetInput, id) } },
    .exceptions = { CRAWL_ERROR_INVALID_INPUT, CRAWL_ERROR_NOT_FOUND, CRAWL_ERROR_TIMEOUT },
    .perform = get,
    .free_value = g_free,
    .input_size = sizeof (GetInput),
  },
  [OPERATION_LIST] = {
    "ListCrawls",
    .is_readonly = TRUE,
    .members = { CRAWLER (FALSE, ListInput),
                 INTEGER ("MaxResults", FALSE, 10, G_STRUCT_OFFSET (ListInput, max_results)),
                 { "NextToken", FALSE, { TARN_CONSTRAINT_TEXT, 1, 100, NULL, NULL },
                   G_STRUCT_OFFSET (ListInput, next_token) } },
    .exceptions = { CRAWL_ERROR_INVALID_INPUT, CRAWL_ERROR_TIMEOUT },
    .perform = list,
    .free_value = (GDestroyNotify) g_ptr_array_unref,
    .input_size = sizeof (ListInput),
  },
};

static const char *const chaos[]
    = { "[chaos: crawl fails]\noperation=StartCrawl\ndo=fail-run\n", NULL };

static const TarnService service = {
  .name = "crawl",
  .errors = &errors,
  .run_noun = "crawl",
  .change_class = &change_class,
  .dup_subject = dup_subject,
  .dup_resource = dup_subject,
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .options = options,
  .n_options = G_N_ELEMENTS (options),
  .edges = &edges[0][0],
  .n_states = N_STATES,
  .n_causes = N_CAUSES,
  .state_names = state_names,
  .cause_names = cause_names,
  .get_status = get_status,
  .events = events,
  .chaos = chaos,
};

/* --- The client ------------------------------------------------------------------------------- */

struct _CrawlClient
{
  TarnClient client;
};

G_DEFINE_TYPE (CrawlClient, crawl_client, G_TYPE_OBJECT)

static void
crawl_client_class_init (CrawlClientClass *class)
{
  tarn_client_class_init (class);
}

static void
crawl_client_init (CrawlClient *self G_GNUC_UNUSED)
{
}

static TarnClient *
create_client (TarnRoom *room, TarnPrincipal *principal)
{
  CrawlClient *self = g_object_new (crawl_client_get_type (), NULL);

  tarn_client_init (&self->client, &room->admission, principal);
  return &self->client;
}

CrawlClient *
crawl_client_new (TarnEngine *engine, TarnPrincipal *principal)
{
  TarnRoom *room = tarn_room_find ((TarnCore *) engine, &service);

  return (CrawlClient *) tarn_room_create_client (room, principal);
}

char *
crawl_client_start (CrawlClient *self, const char *crawler, gint64 pages, GError **error)
{
  StartInput input = { crawler, pages };

  return tarn_client_get (&self->client, OPERATION_START, &input, error);
}

Crawl *
crawl_client_get (CrawlClient *self, const char *id, GError **error)
{
  GetInput input = { { .text = id } };

  return tarn_client_get (&self->client, OPERATION_GET, &input, error);
}

GPtrArray *
crawl_client_list (CrawlClient *self, const char *crawler, gint max_results, const char *next_token,
                   char **out_next_token, GError **error)
{
  ListInput input = { crawler, max_results, next_token };

  return tarn_client_list (&self->client, OPERATION_LIST, &input, out_next_token, error);
}

Crawl *
crawl_client_wait (CrawlClient *self, const char *id, GError **error)
{
  GetInput input = { { .text = id } };

  return tarn_wait (&self->client, OPERATION_GET, &input, NULL, NULL, error);
}

/* --- The room --------------------------------------------------------------------------------- */

static void
init (TarnRoom *room)
{
  for (guint i = 0; i < N_CRAWLERS; i++)
    ((Crawls *) room)->histories[i] = tarn_run_history_new (g_str_hash (crawlers[i]));
}

static void
copy (TarnRoom *room, const TarnRoom *from)
{
  memcpy (((Crawls *) room)->histories, ((const Crawls *) from)->histories,
          sizeof ((Crawls *) room)->histories);
}

static void
code (TarnRoom *room, TarnCodec *codec)
{
  guint64 n_started = 0;

  for (guint i = 0; i < N_CRAWLERS; i++)
    {
      tarn_codec_uint32 (codec, crawlers[i], &((Crawls *) room)->histories[i].n_runs);
      n_started += ((Crawls *) room)->histories[i].n_runs;
    }
  tarn_runs_code (&room->runs, codec, n_started);
}

const TarnRoomClass crawl_room_class = {
  .service = &service,
  .run_class = &run_class,
  .size = sizeof (Crawls),
  .init = init,
  .copy = copy,
  .code = code,
  .create_client = create_client,
};
