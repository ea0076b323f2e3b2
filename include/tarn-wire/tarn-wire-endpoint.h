/* SPDX-License-Identifier: MIT */
/*
 * This library answers the requests that the AWS SDKs send to both services. It takes requests and gives
 * responses, and opens no socket. The caller carries the bytes: with the hook of an SDK that takes the place
 * of its HTTP client, or with a server for programs in other processes.
 *
 * Protocols and operations
 * ========================
 *
 * AWS Glue is answered as awsJson1_1: `POST /` with `X-Amz-Target: AWSGlue.OPERATION`. The operations are
 * StartMaterializedViewRefreshTaskRun, GetMaterializedViewRefreshTaskRun, StopMaterializedViewRefreshTaskRun
 * and ListMaterializedViewRefreshTaskRuns, and for set-up CreateCatalog, CreateDatabase, GetDatabase, GetDatabases,
 * CreateTable, GetTable, GetTables, UpdateTable and DeleteTable.
 *
 * Amazon DataZone is answered as restJson1: StartMetadataGenerationRun, GetMetadataGenerationRun,
 * CancelMetadataGenerationRun and ListMetadataGenerationRuns under `/v2/domains/ID/metadata-generation-runs`, and for
 * set-up CreateDomain, CreateUserProfile, CreateProject, CreateProjectMembership, CreateAsset, CreateAssetRevision,
 * GetAsset, AcceptPredictions and RejectPredictions.
 *
 * A path that begins with `/v2/` belongs to DataZone, the path `/` belongs to Glue. The endpoint does not
 * look at the Content-Type of a request.
 *
 * A member that is null counts as absent. An unknown member is ignored, or kept where this is said below. An empty body counts as `{}`. If a
 * query parameter comes twice, the first one counts. A `+` in a query parameter is a plus.
 *
 * Times in responses are seconds since 1970-01-01T00:00:00Z with exactly three digits after the point. They
 * are rounded down to the millisecond and never have an exponent. DPUSeconds has the same form. A member
 * without a value is absent. A refresh run has no DPUSeconds and no ProcessedBytes while it is `STARTING`. An
 * output without members is `{}` with Glue, and an empty body with DataZone.
 *
 * Refused requests
 * ================
 *
 * Exceptions of the operations have the form in which the services send them. The name is in the header
 * `x-amzn-errortype`, and with Glue also in `__type`. The text is in `message`, and with Glue also in
 * `Message`. The status is that of tarn-service.h. Glue's EntityNotFoundException and InvalidInputException
 * always have FromFederationSource. The endpoint refuses a request before it reaches an operation in the
 * following order, as far as the behaviour of the services is known. The statuses are those of the common
 * errors of the services:
 *
 * | what is wrong | exception | status |
 * |---|---|---|
 * | the path is over 8 KiB or the query over 32 KiB | RequestEntityTooLargeException | 414 |
 * | there are over 200 headers, or over 64 KiB of them | RequestEntityTooLargeException | 431 |
 * | the body is over 1 MiB | RequestEntityTooLargeException | 413 |
 * | a header line has no colon or no valid name, or contains a line break | SerializationException | 400 |
 * | there is no such path | UnknownOperationException | 404 |
 * | the path exists, but not with this method | UnknownOperationException | 405 |
 * | X-Amz-Target is missing, or names no operation of the endpoint; the message names it | UnknownOperationException | 404 |
 * | the path has an escape that is not valid, or the escape of a NUL | SerializationException | 400 |
 * | Authorization is missing | MissingAuthenticationTokenException | 403 |
 * | Authorization is not `AWS4-HMAC-SHA256 Credential=ID/...` | IncompleteSignatureException | 400 |
 * | the endpoint does not have this access key | UnrecognizedClientException | 403 |
 * | signatures are checked, and this one is not complete | IncompleteSignatureException | 400 |
 * | signatures are checked, and this one is not right | InvalidSignatureException | 403 |
 * | the body is no JSON object, or has a member twice, a number that is too large or a NUL in a string, or is nested over 64 deep | SerializationException | 400 |
 * | a member or a parameter has the wrong type, and the message names it; a parameter has an escape that is not valid | SerializationException | 400 |
 *
 * The endpoint does not look at the body of an operation that takes none, such as DataZone's Get, List and
 * Cancel. When signatures are checked, a parameter with an escape that is not valid is refused at that step
 * already.
 *
 * Then the operation checks its input, see tarn-glue-client.h, tarn-catalog.h and tarn-datazone-client.h.
 *
 * Signatures are AWS Signature Version 4 in the header Authorization, with X-Amz-Date. The endpoint does not
 * know signatures in a query, or the asymmetric variant. Host must be signed. The client decides which other
 * headers are signed, and no header may be signed twice. The endpoint does not check the age of a signature,
 * because the virtual time of the engine is not the time of the client. The endpoint does not look at a
 * session token either.
 *
 * Set-up
 * ======
 *
 * CreateCatalog takes Name and CatalogInput. Its catalogs are those of S3 Tables, each for one bucket, so the Name is
 * `s3tablescatalog/BUCKET`. The id of the catalog is that of the caller's account, a colon and the Name. The catalog is
 * federated if CatalogInput has a FederatedCatalog. The other members of CatalogInput and the Tags are ignored.
 *
 * CreateDatabase takes CatalogId and DatabaseInput.Name, and ignores the other members of DatabaseInput and the Tags.
 * GetDatabase takes CatalogId and Name, and GetDatabases takes CatalogId, MaxResults and NextToken. They return the Name
 * and the CatalogId of a database. GetDatabases refuses a ResourceShareType other than `ALL`, and ignores
 * AttributesToGet.
 *
 * CreateTable takes CatalogId, DatabaseName and TableInput, and ignores PartitionIndexes, TransactionId and
 * OpenTableFormatInput. Of TableInput it takes:
 *
 * - Name; without it, the Name beside TableInput counts
 * - Parameters: `sizeKey` or `totalSize`, bytes; `recordCount` or `numRows`; `table_type`, which is `ICEBERG`
 *   in any case for an Iceberg table, and anything else for a Hive table. The values are texts, as in the
 *   service, and the first of two names counts. Without `table_type` the table is an Iceberg table.
 *   `tarn.incremental` of a view belongs to this library: it is `false` for a definition that is not fit for
 *   incremental refreshes. So do `tarn.refreshOffsetSeconds` and `tarn.refreshJitterSeconds`, see
 *   tarn-table-input.h
 * - ViewDefinition, which makes the table a materialized view: SubObjects, SubObjectVersionIds, Definer,
 *   RefreshSeconds and LastRefreshType. The size is then what a full refresh writes. A TableType of
 *   `MATERIALIZED_VIEW` without a ViewDefinition is refused. ViewVersionId is ignored
 *
 * The engine keeps all other members of TableInput, of its Parameters and of its ViewDefinition, and GetTable gives
 * them back as they were. They are in the annotation of the table, see tarn_table_input_set_annotation(), so
 * UpdateTable replaces them.
 *
 * A sub-object is an ARN, `arn:aws:glue:REGION:ACCOUNT:table/DATABASE/TABLE`, or
 * `.../table/s3tablescatalog/BUCKET/DATABASE/TABLE` in a catalog of S3 Tables. The engine has no regions. It
 * takes any region, and GetTable returns the region of the request's own credential, or `us-east-1` if the
 * credential has none.
 *
 * GetTable takes CatalogId, DatabaseName and Name. It returns Name, DatabaseName, CatalogId, UpdateTime (the
 * last commit), Parameters as above, VersionId (the current snapshot), IsMaterializedView, and for a view its
 * ViewDefinition with the members above, ViewVersionId and LastRefreshType. The engine does not know when a
 * table was created, so there is no CreateTime. GetTable refuses a QueryAsOfTime, and ignores TransactionId,
 * AuditContext, IncludeStatusDetails and AttributesToGet.
 *
 * GetTables takes CatalogId, DatabaseName, MaxResults and NextToken, and refuses an Expression and a QueryAsOfTime. It
 * returns TableList, each table as GetTable returns it, and NextToken. UpdateTable takes what CreateTable takes, and
 * ignores SkipArchive, TransactionId, VersionId, ViewUpdateAction, Force and UpdateOpenTableFormatInput. DeleteTable
 * takes what GetTable takes.
 *
 * CreateDomain takes name and domainVersion, which is `V1` if it is absent. CreateUserProfile takes userIdentifier,
 * which must be the ARN of an identity of IAM or STS. CreateProject takes name, and CreateProjectMembership takes
 * member.userIdentifier. All other members of these four operations are ignored, clientToken too: a request that comes
 * twice is two requests.
 *
 * CreateAsset takes name, typeIdentifier, owningProjectIdentifier, formsInput and
 * predictionConfiguration.businessNameGeneration.enabled. The first form whose content has a list `columns` gives the
 * asset its columns; each of them has a columnName and a dataType. The asset has rows. CreateAssetRevision takes name
 * and formsInput. The engine keeps externalIdentifier, typeRevision, description, glossaryTerms and the forms of each
 * revision, and GetAsset gives them back; a new revision has only the externalIdentifier of the one before. The
 * clientToken is ignored.
 *
 * The three operations on assets return domainId, id, revision, name, owningProjectId, typeIdentifier, typeRevision,
 * which is `1` unless it was set, and formsOutput. If an asset was made by a function of the library and has columns,
 * they are in a form of the type that belongs to its typeIdentifier. If there are suggestions for the asset,
 * readOnlyFormsOutput has the form `SuggestionForm`. Its content has fieldSuggestions, a list of objects with a
 * fieldPath and a suggestion; the service does not document this form. The engine does not know who created an asset, and
 * when.
 *
 * AcceptPredictions takes revision, acceptRule.rule, and of acceptChoices predictionTarget, predictionChoice and
 * editedValue. RejectPredictions takes revision, rejectRule.rule, and of rejectChoices predictionTarget and
 * predictionChoices. A predictionTarget is the fieldPath of a suggestion. A threshold is ignored, because the suggestions
 * have no scores, and so is the clientToken, see tarn_datazone_client_accept_predictions(). Then formsOutput has two forms
 * more for the accepted texts: `AssetCommonDetailsForm` with name, summary and glossaryTerms, and
 * `ColumnBusinessMetadataForm` with columnsBusinessMetadata, a list of objects with columnIdentifier, name, description and
 * glossaryTerms. The service does not document these forms either.
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
 * The endpoint through which clients reach an engine over the wire. It belongs to the thread that its engine
 * belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnWireEndpoint, tarn_wire_endpoint, TARN_WIRE, ENDPOINT, GObject)

/**
 * tarn_wire_endpoint_new:
 * @engine: an engine
 *
 * Makes an endpoint without any access key. It keeps the engine alive.
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
 * @access_key_id: the id: 1 to 128 visible ASCII characters, none of them a slash or a comma
 * @secret_access_key: (nullable): the secret, not empty and at most 128 bytes; %NULL for a key without a
 *   known secret: if signatures are checked, no signature with this key is right
 * @principal: the principal that signs with this key
 * @error: return location for an error
 *
 * Adds an access key: a request that is signed with this key is a call of @principal from now on. A key with
 * the same id is replaced. As with tarn_engine_create_glue_client(), the catalog of the principal's account
 * exists from now on, and a call from inside a condition or a cost model is a programmer error.
 *
 * Errors, in the order they are checked; nothing has changed then:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_WIRE_ERROR_INVALID_ACCESS_KEY: the id or the secret does not have the form above
 *
 * Returns: whether the key was added
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
 * Sets whether the endpoint checks signatures. By default it does not look at them, and the id of the access
 * key alone decides which principal calls.
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
 * @path: the path as it is in the request line, percent-encoded
 * @query: (nullable): the query as it is in the request line, without its `?`
 * @headers: (nullable) (array zero-terminated=1): lines of the form `Name: value`; a signature can only be
 *   right if all signed headers are there, Host included
 * @body: (nullable) (array length=body_size): the body; may be %NULL if there is none
 * @body_size: the size of the body in bytes
 * @error: return location for an error
 *
 * Answers one request at the current virtual time, as the operation of the request would. The endpoint
 * numbers its responses: the same requests get the same `x-amzn-requestid`.
 *
 * If something is wrong with the request, the response says so. These errors have no response, in the order
 * they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing was done
 * - %TARN_ERROR_BUSY: the call came from inside a condition or a cost model, and the operation does not only
 *   read; nothing was done
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

/**
 * TarnWireEndpoint:checks-signatures:
 *
 * See tarn_wire_endpoint_set_checks_signatures().
 *
 * Since: 1.0
 */

/**
 * TarnWireEndpoint:engine:
 *
 * See tarn_wire_endpoint_get_engine().
 *
 * Since: 1.0
 */

G_END_DECLS
