// SPDX-License-Identifier: MIT
//
// The lab of Tarn: what do cost and staleness become if something is changed? A scenario says what is simulated. A
// simulation has figures, and an experiment simulates variants several times. All figures are whole numbers in a unit.

/** What a figure is: its unit, what it means, and whether more of it is better. */
export interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly isMerit: boolean;
}

/** What figures are about: all views, the views of a group, one view, all assets, or the assets of a group. */
export type Subject = 'all' | 'group' | 'view' | 'all-assets' | 'assets';

/** One figure of a simulation, or null where nothing was measured. `name` says which group or view. */
export interface Figure {
  subject: Subject;
  name: string;
  metric: string;
  unit: string;
  value: number | null;
}

/** One figure of one variant in one replication, or null where nothing was measured. */
export interface Cell {
  variant: string;
  replication: number;
  metric: string;
  unit: string;
  value: number | null;
}

/**
 * A variant and a metric: the mean of its replications, and its difference to the baseline. A mean has an interval from
 * `mean - halfWidth` to `mean + halfWidth`, in the unit of the metric, and so has the mean of the differences, which
 * are taken replication by replication.
 */
export interface Comparison {
  variant: string;
  metric: string;
  unit: string;
  n: number;
  mean: number | null;
  halfWidth: number | null;
  difference: number | null;
  differenceHalfWidth: number | null;
  nLess: number;
  /** `unstable`: the backlog grows, so there is no mean over a long time. Of the baseline it is empty. */
  conclusion: 'less' | 'more' | 'the same' | 'no difference shown' | 'unstable' | '';
}

/** The form of a report. */
export type Form = 'text' | 'markdown' | 'html' | 'csv';

/** Lists the metrics of the lab, in the order of its tables. */
export function metrics(): readonly Metric[];

/**
 * What is simulated: tables and their commits, views, costs, policies, and for how long. A scenario never changes; its
 * methods return others. A wrong text throws a `TarnError` that names the line, the group and the key.
 */
export class Scenario {
  /** Reads the text of a `.lake` file. Files that it names are sought beside `name`, which errors and reports show. */
  constructor(text: string, name?: string);
  /** Reads a `.lake` file. */
  static load(path: string): Scenario;
  /** What errors and reports call it. */
  readonly name: string;
  /** The canonical form: one text for all scenarios that are the same. */
  readonly text: string;
  /** The SHA-256 of the canonical form and of the files that it names. */
  readonly digest: string;
  /** The keys that have several values, and these. */
  readonly axes: Record<string, string[]>;
  /** Makes a scenario that differs in one key, such as `policy.trigger` or `view sales.daily.weight`. */
  set(key: string, value: string | number): Scenario;
  /** Makes the scenario that has one value in the place of each axis, by their positions from 0. */
  choose(...positions: number[]): Scenario;
  /**
   * Makes a scenario in which a policy decides in place of the group `[policy]`, or of `[policy GROUP]`: an object of a
   * class of one's own, the name of a preset, or keys of a group parted by `;`.
   */
  withPolicy(policy: Policy | string, settings?: { group?: string }): Scenario;
  /** Simulates the scenario once, to its end. The same scenario and replication give the same figures. */
  simulate(settings?: {
    /** Which random draws. */
    replication?: number;
    /** What is easy to picture, in place of the policies. */
    baseline?: 'zero-wait' | 'full-hourly';
    /** Whether the report in HTML has pictures of what happened over time. */
    series?: boolean;
    /** Whether each view has percentiles of its age and lag. */
    viewPercentiles?: boolean;
    /** Whether there is the figure `mode-regret`, which takes time. */
    modeRegret?: boolean;
  }): Result;
  /**
   * Makes the experiment that compares the values of the axes, under each of the policies. The settings are the keys of
   * the group `[experiment]` in camel case, such as `policies`, `replications`, `metrics`. Of the policies, one may be an
   * object of a class of one's own, which is called `policy`.
   */
  experiment(settings?: Record<string, string | number | readonly (string | Policy)[]>): Experiment;
}

/** The figures of one simulation. They never change. */
export class Result {
  private constructor();
  /** What was simulated. */
  readonly scenario: Scenario;
  /** With which random draws. */
  readonly replication: number;
  /** The names of the views, or of the groups: `group`, or `assets` for groups of assets. */
  subjects(subject?: Subject): string[];
  /** Returns one figure: of all views, or of the view, the group or the assets `name`. Null: nothing was measured. */
  figure(metric: string, name?: string, subject?: Subject): number | null;
  /** Lists all figures, of all views together, of each group and, if they are wanted, of each view. */
  rows(settings?: { views?: boolean }): Figure[];
  /** Returns with which figure a condition is so, such as `lag-mean > 30 min`, or null if it is not so. */
  check(condition: string): string | null;
  /** Returns the report, with a row for each view if they are wanted. */
  report(form?: Form, settings?: { views?: boolean }): string;
}

/** Variants of a scenario: each combination of the values of its axes, under each of its policies. */
export class Experiment {
  private constructor();
  /** What is compared. */
  readonly scenario: Scenario;
  /** What tables call the variants. */
  readonly variants: string[];
  /** How often each variant is simulated. In the nth replication all variants have the same random draws. */
  readonly nReplications: number;
  /** Simulates all replications, or `n` of them from the replication `first` on. It returns when all is done. */
  run(settings?: {
    /** How many threads simulate at the same time. The figures do not depend on it. A policy of one's own needs one. */
    threads?: number;
    /** A file to which each cell is added as soon as it is there. Cells that are in it are taken over. */
    path?: string;
    first?: number;
    n?: number;
    /** Is called with the number of cells that are done, and of all; returns false to end the work with an error. */
    progress?: (nDone: number, nCells: number) => unknown;
  }): Outcome;
}

/** The figures of an experiment, as far as it was simulated. */
export class Outcome {
  private constructor();
  /** Reads a file that `save`, `run` or the program `tarn` has written. */
  static load(path: string): Outcome;
  /** What reports call it. */
  readonly name: string;
  /** What tables call the variants. */
  readonly variants: string[];
  /** How many replications the experiment has. */
  readonly nReplications: number;
  /** How many cells are there. */
  readonly nDone: number;
  /** Writes the finished file. Its bytes depend on the experiment alone. */
  save(path: string): void;
  /** Takes over the cells of another outcome of the same experiment. */
  merge(other: Outcome): void;
  /** Lists the figures of each cell, for all metrics or for those that are named. */
  rows(metrics?: readonly string[]): Cell[];
  /**
   * Compares the variants: a row for each metric that the experiment compares, and each variant. The means have the
   * level of the experiment each, and the differences have it together. The report has the same numbers, rounded.
   */
  compare(baseline?: string): Comparison[];
  /** Returns in which variants a condition is so, such as `lag-mean > 30 min`, or null if it is not so. */
  check(condition: string): string | null;
  /** Returns the report: means with intervals, differences to the baseline, and what follows from them. */
  report(form?: Form): string;
}

/** What has woken a policy. */
export interface Wake {
  kind: 'start' | 'time' | 'commit' | 'end' | 'slot' | 'refusal';
  /** The number of the view of a commit, an end or a refusal, else null. */
  view: number | null;
  /** Of a refusal: when the request was made that waits on. */
  requestUs: number;
}

/** What a refresh would take that got its slot now, without what is drawn for it. */
export interface Estimate {
  refreshType: 'FULL' | 'INCREMENTAL' | null;
  startupUs: number;
  durationUs: number;
  dpuMilliseconds: number;
  billedDpuMilliseconds: number;
  costNanoUsd: number;
  processedBytes: number;
  peakDpu: number;
}

/** The latest run of a view that has succeeded. */
export interface Success {
  refreshType: 'FULL' | 'INCREMENTAL' | null;
  durationUs: number;
  dpuMilliseconds: number;
  billedDpuMilliseconds: number;
}

/**
 * The data lake as a policy sees it. Nothing of the future is in it. Views are numbers: their places in the scenario.
 * Times are whole microseconds since 1970. A policy may look at it while it is asked; at another time it is empty.
 */
export class DataLake {
  private constructor();
  /** The time. */
  readonly nowUs: number;
  /** When the trial began, before the warm-up. */
  readonly startUs: number;
  /** How often the policy was asked at this instant before. */
  readonly round: number;
  /** Whether the window is over: then no new request is taken, and those that wait can be started. */
  readonly isDraining: boolean;
  /** What has woken the policy, in the order in which it happened. */
  readonly wakes: Wake[];
  /** How many refreshes can run at the same time, or null for no limit. */
  readonly nSlots: number | null;
  /** How many refreshes can be started now: a great number if there is no limit. What was started just now counts. */
  readonly nFreeSlots: number;
  /** The views about which the policy decides. */
  readonly views: number[];
  /** The name of a view, `database.table`. */
  name(view: number): string;
  /** The weight of a view, at least 1. */
  weight(view: number): number;
  /** The objective for the age of a view, or null. */
  ageSloUs(view: number): number | null;
  /** The objective for the lag of a view, or null. */
  lagSloUs(view: number): number | null;
  /** The views that a view reads. */
  upstream(view: number): number[];
  /** The views that read a view. */
  downstream(view: number): number[];
  /** Whether a run of the view has not ended. */
  isActive(view: number): boolean;
  /** When the run was started that has not ended, or null without one. */
  activeSinceUs(view: number): number | null;
  /** How many requests of the view were neither started nor rejected. */
  nWaiting(view: number): number;
  /** How many commits the sources of the view have that it does not show. */
  pendingCommits(view: number): number;
  /** How many bytes these commits have changed. */
  pendingBytes(view: number): number;
  /** The time of the first of these commits, or null if the view shows all. */
  oldestPendingUs(view: number): number | null;
  /** The size of all that the view reads. */
  sourceBytes(view: number): number;
  /** What a run would take: a `FULL` or an `INCREMENTAL` one, or what the service would choose. */
  estimate(view: number, refreshType?: 'FULL' | 'INCREMENTAL' | null): Estimate | null;
  /** The latest run of the view that has succeeded. Only a policy that ends wake knows it. */
  lastSuccess(view: number): Success | null;
  /**
   * Makes a function that gives numbers from 0 to 1, which depend on the seed, the replication, the view and the purpose
   * alone. No draw of the trial depends on it. Each call makes the same one.
   */
  random(view: number, purpose: string): () => number;
}

/** What a policy answers, while it is asked. */
export class Answers {
  private constructor();
  /** Asks for a refresh, which waits until it is started or rejected. */
  request(view: number): void;
  /** Says that no refresh is asked for at a time at which one could have been. */
  skip(view: number): void;
  /** Gives up the request that was made at a time. */
  reject(view: number, requestUs: number): void;
  /**
   * Starts the request that was made at a time; where there is none, one is made now. With the mode `service`, the refresh
   * is full from a percentage of changed bytes on; -1 for that of the scenario. A start that is refused waits on, and wakes
   * the policy.
   */
  start(view: number, requestUs: number, settings?: {
    mode?: 'service' | 'full' | 'incremental' | 'incremental-or-fail'; thresholdPercent?: number;
  }): void;
  /** Stops the run of a view that has not ended. */
  stop(view: number): void;
  /** Asks to be woken at a time after now, in place of the one that was asked for before; null for no time. */
  wakeAt(timeUs: number | null): void;
  /** Asks to be woken when a slot is free. */
  waitForSlot(): void;
}

/**
 * Decides when which views are refreshed. A class of one's own defines `decide`. Each simulation decides with a copy of
 * its own, so members may keep the state of a simulation.
 */
export class Policy {
  /** The name, as in results and messages; if it is empty, that of the class. */
  name: string;
  /** A number that grows when the same settings decide otherwise. */
  version: number;
  /** What wakes the policy besides its times, its slots, and refusals. */
  wakes: readonly ('commits' | 'ends')[];
  /** Returns the settings as one line. Policies with the same name, version and text decide alike. */
  text(): string;
  /** Makes the object that decides in a simulation which has not begun. Without this method it is a copy. */
  create(lake: DataLake): Policy;
  /** Makes the object that decides in a fork, with the state of this one. Without this method all members are copied. */
  copy(): Policy;
  /** Decides what happens now. It is called at the end of each instant at which something wakes the policy. */
  decide(lake: DataLake, answers: Answers): void;
}
