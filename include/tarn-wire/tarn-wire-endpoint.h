/* SPDX-License-Identifier: MIT */
/*
 * Both services as the AWS SDKs speak to them: requests in, responses out, and no socket anywhere. What
 * carries the bytes is up to the caller: the hook of an SDK that takes the place of its HTTP client, or a
 * server for programs in other processes.
 *
 * What is spoken
 * ==============
 *
 * AWS Glue as awsJson1_1: `POST /` with `X-Amz-Target: AWSGlue.OPERATION`. The operations are
 * StartMaterializedViewRefreshTaskRun, GetMaterializedViewRefreshTaskRun, StopMaterializedViewRefreshTaskRun
 * and ListMaterializedViewRefreshTaskRuns, and for set-up CreateDatabase, CreateTable and GetTable.
 *
 * Amazon DataZone as restJson1: StartMetadataGenerationRun, GetMetadataGenerationRun,
 * CancelMetadataGenerationRun and ListMetadataGenerationRuns under `/v2/domains/ID/metadata-generation-runs`.
 * Domains, projects and assets are set up as tarn-domain.h tells.
 *
 * A path that begins with `/v2/` is DataZone's, `/` is Glue's. The Content-Type of a request is not looked at.
 *
 * A member that is null is absent, one that is not known is ignored, and an empty body is `{}`. Of a query
 * parameter that comes twice the first counts, and `+` in it is a plus.
 *
 * Times in responses are seconds since 1970-01-01T00:00:00Z with exactly three digits behind the point,
 * rounded down to the millisecond, never with an exponent; so are DPUSeconds. What is not set is absent. A
 * refresh run has no DPUSeconds and ProcessedBytes while it is `STARTING`. An output without members is `{}`
 * with Glue, and an empty body with DataZone.
 *
 * What is refused
 * ===============
 *
 * Exceptions of the operations come as the services send them: the name in the header `x-amzn-errortype`,
 * with Glue also in `__type`; the text in `message`, with Glue also in `Message`; the status from
 * tarn-service.h; and FromFederationSource, always, of Glue's EntityNotFoundException and
 * InvalidInputException. What comes before an operation is refused in this order, as far as it is known of
 * the services; the statuses are those of their common errors:
 *
 * | what is wrong | exception | status |
 * |---|---|---|
 * | the path is over 8 KiB or the query over 32 KiB | RequestEntityTooLargeException | 414 |
 * | over 200 headers, or over 64 KiB of them | RequestEntityTooLargeException | 431 |
 * | the body is over 1 MiB | RequestEntityTooLargeException | 413 |
 * | a header line has no colon, or a name that is none | SerializationException | 400 |
 * | there is no such path | UnknownOperationException | 404 |
 * | the path is spoken to with another method | UnknownOperationException | 405 |
 * | X-Amz-Target is missing, or names no operation that is spoken; the message names it | UnknownOperationException | 404 |
 * | the path has an escape that is none, or one of a NUL | SerializationException | 400 |
 * | Authorization is missing | MissingAuthenticationTokenException | 403 |
 * | Authorization is not `AWS4-HMAC-SHA256 Credential=ID/...` | IncompleteSignatureException | 400 |
 * | nobody has added this access key | UnrecognizedClientException | 403 |
 * | signatures are checked, and this one is not complete | IncompleteSignatureException | 400 |
 * | signatures are checked, and this one is not right | InvalidSignatureException | 403 |
 * | the body is no JSON object, has a member twice, a number that fits nowhere, or is nested over 64 deep | SerializationException | 400 |
 * | a member or a parameter is not of its type, which the message names; a parameter is escaped badly | SerializationException | 400 |
 *
 * The body of an operation that takes none, such as DataZone's Get, List and Cancel, is not looked at. When
 * signatures are checked, a parameter that is escaped badly is refused there already.
 *
 * Then the operation checks its input as tarn-glue-client.h, tarn-catalog.h and tarn-datazone-client.h tell.
 *
 * Signatures are AWS Signature Version 4 in the header Authorization, with X-Amz-Date; those in a query are
 * not known, and neither is the asymmetric variant. Host must be signed; which other headers are is up to the
 * client, and no header is signed twice. How old a signature is is not looked at: the virtual time of the
 * lake is not that of the client. A session token is not looked at either.
 *
 * Set-up
 * ======
 *
 * CreateDatabase takes CatalogId and DatabaseInput.Name. CreateTable takes CatalogId, DatabaseName and
 * TableInput, of it:
 *
 * - Name; without it, the Name beside TableInput counts
 * - Parameters: `sizeKey` or `totalSize`, bytes; `recordCount` or `numRows`; `table_type`, `ICEBERG` in any
 *   case for an Iceberg table, any other for one of Hive. The values are texts, as the service has them, and
 *   the first of two names counts. Without `table_type` it is an Iceberg table. `tarn.incremental` of a view,
 *   `false` for a definition that is not fit for incremental refreshes, is this library's own
 * - ViewDefinition, which makes it a materialized view: SubObjects, SubObjectVersionIds, Definer,
 *   RefreshSeconds and LastRefreshType. A size is then what a full refresh writes
 *
 * A sub-object is an ARN, `arn:aws:glue:REGION:ACCOUNT:table/DATABASE/TABLE`, or
 * `.../table/s3tablescatalog/BUCKET/DATABASE/TABLE` in a catalog of S3 Tables. The lake has no regions: any
 * is taken, and GetTable tells that of the request's own credential, `us-east-1` if it has none.
 *
 * GetTable takes CatalogId, DatabaseName and Name, and tells Name, DatabaseName, CatalogId, UpdateTime (the
 * last commit), Parameters as above, VersionId (the current snapshot), IsMaterializedView, and of a view its
 * ViewDefinition with what was given above, ViewVersionId and LastRefreshType. When a table was created the
 * lake does not know, and so there is no CreateTime.
 */
#pragma once

#include <tarn/tarn-engine.h>
#include <tarn/tarn-principal.h>

#include <tarn-wire/tarn-wire-error.h>
#include <tarn-wire/tarn-wire-response.h>

G_BEGIN_DECLS

#define TARN_WIRE_TYPE_ENDPOINT (tarn_wire_endpoint_get_type ())

/**
 * TarnWireEndpoint:
 *
 * An engine as clients reach it over the wire. It belongs to the thread that its engine belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnWireEndpoint, tarn_wire_endpoint, TARN_WIRE, ENDPOINT, GObject)

/**
 * tarn_wire_endpoint_new:
 * @engine: an engine
 *
 * Makes an endpoint that nobody has an access key for. It keeps the engine alive.
 *
 * Returns: (transfer full): an endpoint
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnWireEndpoint *tarn_wire_endpoint_new (TarnEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_wire_endpoint_get_engine:
 * @self: an endpoint
 *
 * Returns: (transfer none): its engine
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_wire_endpoint_get_engine (TarnWireEndpoint *self);

/**
 * tarn_wire_endpoint_add_access_key:
 * @self: an endpoint
 * @access_key_id: the id: 1 to 128 letters, digits and underscores
 * @secret_access_key: (nullable): the secret, not empty and at most 128 bytes; %NULL for one that
 *   nobody knows: if signatures are checked, none of it is right
 * @principal: who signs with it
 * @error: return location for an error
 *
 * From now on whoever signs with this key is @principal. A key that is there already is replaced. As with
 * tarn_engine_create_glue_client(), the catalog of the principal's account is there from now on, and from
 * inside a condition or a cost model this is a programmer's error.
 *
 * Errors, in the order they are checked; nothing has changed then:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_WIRE_ERROR_INVALID_ACCESS_KEY: the id or the secret is not as above
 *
 * Returns: whether it was added
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_wire_endpoint_add_access_key (TarnWireEndpoint *self, const char *access_key_id,
                                            const char *secret_access_key, TarnPrincipal *principal,
                                            GError **error);

/**
 * tarn_wire_endpoint_set_checks_signatures:
 * @self: an endpoint
 * @checks_signatures: whether signatures must be right
 *
 * By default signatures are not looked at, and the id of the access key alone tells who calls.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_wire_endpoint_set_checks_signatures (TarnWireEndpoint *self, gboolean checks_signatures);

/**
 * tarn_wire_endpoint_get_checks_signatures:
 * @self: an endpoint
 *
 * Returns: whether signatures must be right
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_wire_endpoint_get_checks_signatures (TarnWireEndpoint *self);

/**
 * tarn_wire_endpoint_handle:
 * @self: an endpoint
 * @method: the method, such as `POST`
 * @path: the path as it stands in the request line, percent-encoded
 * @query: (nullable): the query likewise, without its `?`
 * @headers: (nullable) (array zero-terminated=1): lines of the form `Name: value`; for a signature to be
 *   right, all that were signed, Host included
 * @body: (nullable) (array length=body_size): the body; may be %NULL if there is none
 * @body_size: its size in bytes
 * @error: return location for an error
 *
 * Answers one request at the current virtual time, as the operation that it is for would. Responses are
 * numbered by the endpoint: the same requests get the same `x-amzn-requestid`.
 *
 * What is wrong with the request is told by the response. Errors, and no response:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing was done
 * - %TARN_ERROR_BUSY: called from inside a condition or a cost model, and the operation does not only read;
 *   nothing was done
 * - %TARN_WIRE_ERROR_REPLY_LOST: a fault plan lost the reply; the operation took effect
 *
 * Returns: (transfer full): the response, whatever its status, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnWireResponse *tarn_wire_endpoint_handle (TarnWireEndpoint *self, const char *method,
                                             const char *path, const char *query,
                                             const char *const *headers, const guint8 *body,
                                             gsize body_size,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
