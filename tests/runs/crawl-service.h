/* SPDX-License-Identifier: MIT */
/*
 * The tests have a third service of their own. Crawlers go through pages, one page a second, and each crawl
 * is a run. The service has Start, Get and List. It shows what a service must define, and what it gets from
 * the library.
 */
#pragma once

#include <tarn/tarn.h>

#include "runs/room.h"

#define CRAWL_ERROR (crawl_error_quark ())

typedef enum
{
  CRAWL_ERROR_ACCESS_DENIED = 1,
  CRAWL_ERROR_CRAWLER_RUNNING,
  CRAWL_ERROR_INVALID_INPUT,
  CRAWL_ERROR_NOT_FOUND,
  CRAWL_ERROR_THROTTLING,
  CRAWL_ERROR_TIMEOUT,
} CrawlError;

GQuark crawl_error_quark (void);
const char *crawl_error_get_exception_name (CrawlError code);
guint crawl_error_get_http_status (CrawlError code);
gboolean crawl_error_is_reply_lost (const GError *error);

/* The client returns a run as this copy. */
typedef struct
{
  TarnIdentifier id;
  char id_text[TARN_UUID_LENGTH + 1];
  const char *status;  /* static */
  const char *message; /* of a failure; interned */
  gint64 pages;
  gint64 creation_us;
  gint64 end_us;
} Crawl;

typedef struct _CrawlClient CrawlClient;
typedef GObjectClass CrawlClientClass;

GType crawl_client_get_type (void);

CrawlClient *crawl_client_new (TarnEngine *engine, TarnPrincipal *principal);

/* Returns the id of the run. */
char *crawl_client_start (CrawlClient *self, const char *crawler, gint64 pages, GError **error);

/* The caller frees the copy with g_free (). */
Crawl *crawl_client_get (CrawlClient *self, const char *id, GError **error);
GPtrArray *crawl_client_list (CrawlClient *self, const char *crawler, gint max_results,
                              const char *next_token, char **out_next_token, GError **error);
Crawl *crawl_client_wait (CrawlClient *self, const char *id, GError **error);

extern const TarnRoomClass crawl_room_class;
