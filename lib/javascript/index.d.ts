// SPDX-License-Identifier: MIT
//
// Tarn: AWS Glue refreshes and Amazon DataZone metadata generation inside of a test, on virtual time. A test takes
// `withLake`, or makes a `Lake` itself. Times are numbers of milliseconds, as setTimeout() takes them, and dates.

/** The name of a table: `table`, `database.table` or `catalog.database.table`, or an array of these parts. */
export type TableName = string | readonly string[];

/** The settings of a lake that all ways to make one have. */
export interface CopySettings {
  /** The seed of all random draws, a whole number of 0 or more: the same seed and the same calls give the same lake. */
  seed?: number | bigint;
  /** The account that everything belongs to. The sample is in 123456789012. */
  accountId?: string;
  /** The region of the clients that name none, and of events. By default us-east-1. */
  region?: string;
  /** The database of tables that are named without one. By default `sales`. */
  database?: string;
  /** How much virtual time the code under test may sleep in all: 30 days by default, null for no limit. */
  patience?: number | null;
}

/** The settings of a new lake. */
export interface LakeSettings extends CopySettings {
  /** When the lake begins: a date, or `now`. By default 2000-01-01 in UTC. */
  start?: Date | 'now';
  /**
   * Unless this is false, the lake has the sample: the database `sales` with the table `orders` of 100 GB, the view
   * `daily` over it and the view `monthly` over `daily`; a domain, a project and an asset.
   */
  sample?: boolean;
}

/** The fake timers of a test runner: `vi` of vitest, or `jest` of jest. */
export interface RunnerTimers {
  useFakeTimers(settings?: any): any;
  useRealTimers(): any;
  advanceTimersToNextTimer(): any;
  getTimerCount(): number;
}

/** The caller is the root of an account, or a role or a user. By default it is the root of the lake's account. */
export interface Caller {
  accountId?: string;
  arn?: string;
}

/** A request of HTTP. */
export interface HttpRequest {
  method: string;
  /** With protocol and host. */
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | ArrayBuffer;
}

/** A response of HTTP. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** An option of a service, with its default and its range. */
export interface Option {
  name: string;
  default: number;
  minimum: number;
  maximum: number;
  text: string;
}

/** How often a rule of the fault plan matched, and how often it was applied. */
export interface FaultCount {
  matched: number;
  applied: number;
}

/**
 * One change of a run, at the moment at which it happened. A refresh run has the members from `catalogId` to
 * `processedBytes`, a metadata generation run those from `domainId` on.
 */
export interface Change {
  readonly time: Date;
  readonly kind: 'run' | 'invocation-failure' | 'redelivery' | 'late-event' | 'commit';
  readonly service: 'glue' | 'datazone';
  /** What happened, such as `create`, `begin`, `succeed`, `fail`, `stop`. */
  readonly cause: string;
  readonly fromStatus: string | null;
  readonly toStatus: string | null;
  readonly runId: string | null;
  readonly detailType: string | null;
  readonly message: string | null;
  readonly catalogId?: string;
  readonly database?: string;
  readonly table?: string;
  readonly dpuSeconds?: number;
  readonly processedBytes?: number;
  readonly domainId?: string;
  readonly projectId?: string;
  readonly assetId?: string;
  readonly assetRevision?: number;
  readonly createdBy?: string;
  readonly clientToken?: string;
  readonly types?: readonly string[];
}

/** An event as EventBridge delivers it. `undocumented` and `change` are not seen by comparisons and by JSON. */
export interface Event {
  version: string;
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, any>;
  /** The members whose content AWS does not document for this event. Code that reads them relies on this package. */
  readonly undocumented: readonly string[];
  /** The change that the event is about. */
  readonly change: Change;
}

/** The library refused what it was asked for, and nothing has changed. */
export class TarnError extends Error {
  /** What was wrong: an exception of a service, such as `EntityNotFoundException`, or an error such as `UnknownOption`. */
  name: string;
  readonly domain: 'glue' | 'datazone' | 'tarn' | 'wire' | 'file';
}

/** The code under test has slept for longer than the lake's patience allows. */
export class OutOfPatience extends Error {}

/** The code under test has called an operation that the lake does not answer. */
export class NotInTheLake extends Error {}

/**
 * Everything that has happened in a lake, in order: a line for each call with its answer, for each change of a run, for
 * each option, fault and move of the clock. A loop over a journal gives one line after the other.
 */
export class Journal implements Iterable<string> {
  private constructor();
  /** The number of lines. */
  readonly length: number;
  [Symbol.iterator](): Iterator<string>;
  /** Returns all lines as one text. The same seed and the same calls give the same text. */
  text(): string;
  /**
   * Returns the last lines, 20 by default, folded: the same call with the same answer is one line that says how often.
   * Before them come the lines that may be the reason of a failure.
   */
  summary(lines?: number): string;
  /**
   * Counts calls, such as those of `GetMaterializedViewRefreshTaskRun` that were answered `ok` or
   * `ThrottlingException`.
   */
  countCalls(operation?: string, answer?: string): number;
  /** Lists when such calls were made. The gaps show how the code backs off. */
  callTimes(operation?: string, answer?: string): Date[];
  /** Returns the index of the next line that contains a text, from the line `start` on, or -1. */
  find(text: string, start?: number): number;
  /** Returns the SHA-256 of the text, to compare journals. */
  sha256(): string;
  /** Writes the text into a file. */
  save(path: string): void;
  /** Removes all lines. */
  clear(): void;
}

/** A data lake on virtual time, in the process of the test. */
export class Lake {
  constructor(settings?: LakeSettings);

  /** Makes a lake in the state that was saved into a file. */
  static load(path: string, settings?: CopySettings): Lake;

  /** The seed of all random draws. */
  readonly seed: number | bigint;
  /** The account that everything belongs to. */
  accountId: string;
  /** The region of the clients that name none, and of events. */
  region: string;
  /** The database of tables that are named without one. */
  database: string;
  /** The domain that is meant if no other one is named: that of the sample. */
  domainId: string | undefined;
  /** The project that is meant if no other one is named: that of the sample. */
  projectId: string | undefined;
  /** The asset of the sample. */
  assetId: string | undefined;

  /**
   * The operations that the lake always answers: those on runs. Add the name of another one, such as `CreateTable`, if
   * `letsThrough` is true and the lake is to have it nevertheless.
   */
  readonly operations: Set<string>;
  /**
   * Whether a request for an operation that is not in `operations` goes to whoever else has it, and so possibly to the
   * network. By default the lake answers it, or it fails with `NotInTheLake`.
   */
  letsThrough: boolean;
  /** Whether `withLake` fails a test whose fault plan has a rule that was never applied. By default it does. */
  checksFaults: boolean;
  /** What functions of the test have thrown inside of an observer. `advance` and `withLake` throw the first. */
  failures: unknown[];
  /** Everything that has happened so far. */
  readonly journal: Journal;

  /** Ends the lake: sleeps end with an error, the patch ends, and its memory is given back. `withLake` does this. */
  close(): void;

  // --- Time ----------------------------------------------------------------------------------------

  /** The virtual time. */
  readonly now: Date;
  /**
   * How much virtual time the code under test may still sleep, or null for no limit. Only sleeps count, and not the
   * time that the test moves itself by `advance`. After that, sleeps end with `OutOfPatience`, and so do requests.
   */
  get patience(): number | null;
  set patience(milliseconds: number | null);
  /**
   * Lets virtual time pass, as the test wants it. Code that sleeps wakes meanwhile. Throws what an observer has thrown,
   * if one has failed.
   */
  advance(milliseconds: number): Promise<void>;
  /** Waits on virtual time, and costs patience: for code that is given the function by which it is to sleep. */
  sleep(milliseconds: number): Promise<void>;
  /** Lets virtual time pass until nothing is left to happen but automatic refreshes. */
  runUntilIdle(): Promise<void>;
  /** Keeps virtual time from moving while the code does real work, such as a request to a real server. */
  hold<T>(work: Promise<T> | (() => T | Promise<T>)): Promise<T>;
  /** Has a function called once, `delay` from now: somebody else commits, for instance, while the code waits. */
  after(delay: number, use: () => unknown): void;

  // --- AWS Glue ------------------------------------------------------------------------------------

  /** Makes a catalog of S3 Tables, and returns its id. */
  addCatalog(bucket: string, settings?: { isFederated?: boolean }): string;
  /** Makes a database, in the account's own catalog unless another one is named. */
  addDatabase(name: string, settings?: { catalogId?: string }): void;
  /** Makes a base table, and its database if there is none. */
  addTable(name: TableName, settings?: {
    sizeBytes?: number | bigint; recordCount?: number | bigint; format?: 'iceberg' | 'hive';
  }): void;
  /** Makes a materialized view over tables or other views, and its database if there is none. */
  addView(name: TableName, settings: {
    /** The names of its sources, 1 to 10. */
    over: readonly TableName[];
    /** What a full refresh writes. */
    sizeBytes?: number | bigint;
    /** The interval of automatic refreshes, 3600 or more; 0 for none. */
    refreshSeconds?: number;
    /** By how much all automatic refreshes are later. */
    refreshOffsetSeconds?: number;
    /** By how much each automatic refresh is late at most, at random. */
    refreshJitterSeconds?: number;
    /** The ARN of the role that reads the sources. */
    definer?: string;
    /** Whether the definition allows incremental refreshes. By default it does. */
    isIncremental?: boolean;
    /** For a view that is already refreshed. */
    lastRefreshType?: 'FULL' | 'INCREMENTAL';
  }): void;
  /** Deletes a table or a view. */
  deleteTable(name: TableName): void;
  /** Commits to a base table at this moment. */
  commit(table: TableName, settings?: {
    /** `replace` changes no data, as compaction does. By default `append`. */
    operation?: 'append' | 'overwrite' | 'delete' | 'replace';
    addedBytes?: number | bigint;
    removedBytes?: number | bigint;
    addedRecords?: number | bigint;
    removedRecords?: number | bigint;
    /** Replaces the size that follows from the others. */
    totalBytes?: number | bigint;
  }): void;
  /** Pauses the automatic refreshes of a view. */
  pauseSchedule(view: TableName): void;
  /** Resumes the automatic refreshes of a view. */
  resumeSchedule(view: TableName): void;

  // --- Amazon DataZone -----------------------------------------------------------------------------

  /** Makes a domain of version 1 or 2, and returns its id. */
  addDomain(name: string, settings?: { version?: 1 | 2 }): string;
  /** Makes a role or a user of the account a user of a domain, and returns the id of the user. */
  addUser(arn: string, settings?: { domainId?: string }): string;
  /** Makes a project, and returns its id. */
  addProject(name: string, settings?: { domainId?: string }): string;
  /** Makes a user a member of a project. Members start and cancel the runs of the project's assets. */
  addMember(userId: string, settings?: { projectId?: string; domainId?: string }): void;
  /** Adds a term to the glossary of a domain. */
  addGlossaryTerm(name: string, settings?: { domainId?: string }): void;
  /** Makes an asset, and returns its id. */
  addAsset(name: string, settings?: {
    /** The names of its columns and their data types. */
    columns?: Record<string, string>;
    typeIdentifier?: string;
    /** For an asset without rows nothing can be generated. */
    rowCount?: number | bigint;
    /** Whether a run of `BUSINESS_NAMES` begins at once, by the service itself. */
    generatesNames?: boolean;
    projectId?: string;
    domainId?: string;
  }): string;
  /** Makes the next revision of an asset, and returns its number. */
  addAssetRevision(assetId: string, name: string, settings?: {
    columns?: Record<string, string>; typeIdentifier?: string; rowCount?: number | bigint; domainId?: string;
  }): string;

  // --- Who may do what, what goes wrong, and options -----------------------------------------------

  /** Returns the ARN of a caller. */
  describePrincipal(caller?: Caller): string;
  /**
   * Grants an action, and returns an id for `revoke`. Each argument may end with `*`, for instance
   * `lake.grant (arn, 'glue:*', '123456789012/sales/*')`.
   */
  grant(principal: string, action: string, resource: string): number;
  /** Denies an action, and returns an id for `revoke`. */
  deny(principal: string, action: string, resource: string): number;
  /** Takes a statement back. Returns whether there was one of this id. */
  revoke(statement: number): boolean;
  /** Adds rules to the fault plan, as a text. The page on faults explains them. */
  faults(rules: string): void;
  /**
   * Adds one rule to the fault plan. Its keys are those of the page on faults, in camel case:
   *
   *     lake.fault ('lost', { operation: 'StartMaterializedViewRefreshTaskRun', nth: 1, do: 'lose-reply' })
   *
   * A date stands for its number of microseconds, and an array for several numbers.
   */
  fault(name: string, rule: { do: string; [key: string]: string | number | Date | readonly number[] }): void;
  /** Adds rules that let everything go wrong now and then, at a rate in parts of a million. */
  addChaos(ratePpm: number): void;
  /** Lists the rules that have not been applied, but for those that apply at random. */
  unappliedFaults(): string[];
  /** Tells what each rule of the fault plan has done so far. */
  faultCounts(): Record<string, FaultCount>;
  /** Sets an option, such as `glue.stop-latency-us`. The page on options lists them. */
  setOption(name: string, value: number | bigint): void;
  /** Returns the value of an option. */
  getOption(name: string): number;
  /** Describes the options of both services. */
  options(): Record<string, Option>;

  // --- Watching ------------------------------------------------------------------------------------

  /**
   * Has a function called after each change of a run, and returns an id for `removeObserver`. It may call the services,
   * also after an await, and may not sleep. If it throws or rejects, the test fails.
   */
  observe(use: (change: Change) => unknown): number;
  /**
   * Has a function called with each event of EventBridge, at the moment in which it is delivered. A fault plan drops,
   * doubles and delays events. Returns an id for `removeObserver`.
   */
  onEvent(use: (event: Event) => unknown): number;
  /** Returns an array to which each event is added from now on. */
  recordEvents(): Event[];
  /** Removes a function that `observe` or `onEvent` has added. Returns whether there was one. */
  removeObserver(observer: number): boolean;
  /** Throws what an observer has thrown, if one has failed. Each failure is thrown once. */
  raiseFailure(): void;

  // --- Copies --------------------------------------------------------------------------------------

  /**
   * Makes a second lake in the same state. What happens in one of them does not happen in the other. Observers,
   * functions of `after` and clients stay with this lake, and the other one has a journal of its own.
   */
  fork(): Lake;
  /** Saves the state of the lake into a file. */
  save(path: string): void;
  /** Returns the SHA-256 of the state. Two lakes with the same digest have the same future. */
  digest(): string;
  /** Returns the whole state as a text for people, a line for each value. */
  state(): string;
  /** Lists what is different in another lake, a line for each value; an empty text if nothing is. */
  diff(other: Lake, maxLines?: number): string;

  // --- Clients and the code under test -------------------------------------------------------------

  /** Makes an ordinary client of the AWS SDK that the lake answers: `lake.client (GlueClient, { arn })`. */
  client<Class extends new (...config: any[]) => any>(
    Client: Class, settings?: Caller & Partial<NonNullable<ConstructorParameters<Class>[0]>>): InstanceType<Class>;
  /** Puts a client of the AWS SDK on the lake that somebody else has made. Returns it. */
  attach<Client>(client: Client): Client;
  /** Says whose access key this is. A key that nobody has signed in with is the root's of the lake's account. */
  signIn(accessKeyId: string, caller?: Caller): void;
  /** Answers one request of HTTP, for code that has no client of the AWS SDK. */
  handle(request: HttpRequest): HttpResponse;
  /**
   * Puts the code under test on the lake, until `unpatch` or `close`. All clients of the AWS SDK are answered, whoever
   * has made them and whenever. Timers, `Date`, `performance.now ()` and their like show the lake's time; with `vi` or
   * `jest` they are the runner's fake timers. Math.random () gives the same numbers each time, because the SDK draws
   * its pauses.
   */
  patch(timers?: RunnerTimers): this;
  /** Does the part of `patch` that is about time: the runner's fake timers and the lake move together. */
  useFakeTimers(timers?: RunnerTimers): this;
  /** Ends what `patch` or `useFakeTimers` has done. Code that still sleeps does not wake any more. */
  unpatch(): void;
  /**
   * Tells what has happened, for a test that has failed: the folded journal, what the fault plan did, and the file into
   * which the state is saved. `withLake` adds this to the error of a test.
   */
  explain(name?: string, lines?: number): string;
}

/** The settings of `withLake`: those of a lake, and the fake timers of the runner if the test uses them. */
export interface TestSettings extends LakeSettings {
  timers?: RunnerTimers;
}

/**
 * Makes the function of a test, for vitest, jest, node:test and others: `test ('name', withLake (async (lake) => { ...
 * }))`.
 *
 * The lake is new, and the code under test is put on it. When the test fails, its error has the journal, what was not
 * ok, what the fault plan did, and where the state is saved. A test that passes while a rule of its fault plan has done
 * nothing fails, unless it sets `lake.checksFaults` to false. So does a test whose observer has failed, whose code has
 * no patience left, or in which nothing is left to happen.
 */
export function withLake<Rest extends unknown[]>(
  body: (lake: Lake, ...rest: Rest) => unknown): (...rest: Rest) => Promise<void>;
export function withLake<Rest extends unknown[]>(
  settings: TestSettings, body: (lake: Lake, ...rest: Rest) => unknown): (...rest: Rest) => Promise<void>;
