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
  /** Makes a scenario in which a preset, or keys parted by `;`, take the place of `[policy]`, or of `[policy GROUP]`. */
  withPolicy(policy: string, settings?: { group?: string }): Scenario;
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
   * the group `[experiment]` in camel case, such as `policies`, `replications`, `metrics`.
   */
  experiment(settings?: Record<string, string | number | readonly string[]>): Experiment;
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
    /** How many threads simulate at the same time. The figures do not depend on it. */
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
