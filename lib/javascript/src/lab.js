// SPDX-License-Identifier: MIT
//
// The lab: what do cost and staleness become if something is changed? A scenario says what is simulated, a simulation
// has figures, and an experiment compares variants.

'use strict';

const { TarnError, library, takeText } = require('./library.js');
const { Policy, callWithPolicies, makePolicy } = require('./policy.js');
const { choose, read } = require('./settings.js');
const { getInterval } = require('./statistics.js');

const SUBJECTS = { all: 0, group: 1, view: 2, 'all-assets': 3, assets: 4 };
const BASELINES = { 'zero-wait': 0, 'full-hourly': 1 };
const FORMS = { text: 'to_text', markdown: 'to_markdown', html: 'to_html', csv: 'to_csv' };
const SIMULATION = {
  replication: 0, baseline: undefined, series: false, viewPercentiles: false, modeRegret: false };
// After how many replications, and so many more, a rule for stopping is looked at.
const STOP_STEP = 10;
const RUN = { threads: 1, path: undefined, first: 0, n: undefined, progress: undefined };

const forgotten = new FinalizationRegistry(([release, address]) => library[release](address));

/** Has the library free an object when JavaScript has forgotten the one that stands for it. */
function keep(object, address, release) {
  forgotten.register(object, [release, address]);
  return address;
}

const range = (length) => Array.from({ length }, (_, index) => index);

/** Reads a figure, or null where nothing was measured. */
function readFigure(has) {
  const value = [0];
  return has(value) ? Number(value[0]) : null;
}

function check(function_, address, condition) {
  const finding = [null];
  library[function_](address, condition, finding);
  return takeText(finding);
}

let listed;

/** Lists the metrics of the lab, in the order of its tables. */
function metrics() {
  return (listed ??= library.lab_list_metrics().map((name) => Object.freeze({
    name, unit: library.lab_metric_get_unit(name), description: library.lab_metric_get_description(name),
    isMerit: library.lab_metric_is_merit(name),
  })));
}

/** What is simulated: tables and their commits, views, costs, policies, and for how long. It never changes. */
class Scenario {
  #address;
  // Whether a policy of JavaScript decides, which only one thread can ask.
  #isOwn;

  constructor(text, name = 'scenario.lake') {
    // Within the package, a scenario is made of its address.
    const address = typeof text === 'string' ? library.lab_scenario_new_from_text(text, -1, name) : text?.address;
    if (address === undefined) throw new TypeError('Scenario() takes a text; Scenario.load() takes a path');
    this.name = name;
    this.#isOwn = Boolean(text.isOwn);
    this.#address = keep(this, address, 'lab_scenario_unref');
  }

  static load(path) {
    return new Scenario({ address: library.lab_scenario_new_from_file(path) }, String(path));
  }

  get text() {
    return library.lab_scenario_get_text(this.#address);
  }

  get digest() {
    return library.lab_scenario_get_digest(this.#address);
  }

  get axes() {
    return Object.fromEntries(range(library.lab_scenario_get_n_axes(this.#address)).map((axis) => [
      library.lab_scenario_get_axis_key(this.#address, axis),
      library.lab_scenario_get_axis_values(this.#address, axis)]));
  }

  set(key, value) {
    return new Scenario({ address: library.lab_scenario_set(this.#address, key, value), isOwn: this.#isOwn }, this.name);
  }

  choose(...positions) {
    const values = Object.values(this.axes);
    if (positions.length !== values.length || positions.some((position, axis) => !(position in values[axis])))
      throw new RangeError(`${positions.join(', ')} are no positions of the axes ${Object.keys(this.axes).join(', ')}`);
    const address = library.lab_scenario_choose(this.#address, positions, positions.length);
    return new Scenario({ address, isOwn: this.#isOwn }, this.name);
  }

  withPolicy(policy, settings) {
    const { group } = read(settings, { group: undefined }, 'withPolicy()');
    const made = policy instanceof Policy ? makePolicy(policy) : library.lab_scenario_find_policy(this.#address, policy);
    try {
      const address = callWithPolicies(() => library.lab_scenario_set_policy(this.#address, group, made));
      return new Scenario({ address, isOwn: this.#isOwn || policy instanceof Policy }, this.name);
    } finally {
      library.g_object_unref(made);
    }
  }

  simulate(settings) {
    const given = read(settings, SIMULATION, 'simulate()');
    const baseline = given.baseline === undefined ? undefined : choose(BASELINES, given.baseline, 'baseline');
    const trial = callWithPolicies(() => (baseline === undefined
      ? library.lab_trial_new(this.#address, given.replication)
      : library.lab_trial_new_baseline(this.#address, given.replication, baseline)));
    try {
      if (given.series) library.lab_trial_keep_series(trial);
      library.lab_trial_set_view_percentiles(trial, given.viewPercentiles);
      library.lab_trial_set_mode_regret(trial, given.modeRegret);
      return new Result(callWithPolicies(() => library.lab_trial_finish(trial)), this, this.#address, given.replication);
    } finally {
      library.g_object_unref(trial);
    }
  }

  experiment(settings = {}) {
    let scenario = this;
    const given = { ...settings };
    if (Array.isArray(given.policies)) {
      const own = given.policies.filter((policy) => policy instanceof Policy);
      if (own.length > 1) throw new TypeError('an experiment has at most one policy of a class of its own');
      if (own.length === 1) scenario = scenario.withPolicy(own[0]);
      given.policies = given.policies.map((policy) => (policy instanceof Policy ? 'policy' : policy));
    }
    for (const [name, value] of Object.entries(given)) {
      const key = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      scenario = scenario.set(`experiment.${key}`, Array.isArray(value) ? value.join('; ') : value);
    }
    return new Experiment(
      callWithPolicies(() => library.lab_experiment_new(scenario.#address)), scenario, scenario.#isOwn);
  }
}

/** The figures of one simulation. They never change. */
class Result {
  #address;
  #scenario;

  constructor(address, scenario, scenarioAddress, replication) {
    this.#address = keep(this, address, 'lab_result_unref');
    this.#scenario = scenarioAddress;
    this.scenario = scenario;
    this.replication = replication;
  }

  subjects(subject = 'view') {
    const number = choose(SUBJECTS, subject, 'subject');
    return range(library.lab_result_get_n_subjects(this.#address, number))
      .map((index) => library.lab_result_get_subject_name(this.#address, number, index));
  }

  figure(metric, name = 'all', subject = undefined) {
    const found = this.rows().find((row) => row.metric === metric && row.name === name
      && (subject === undefined || row.subject === subject));
    if (!found) throw new RangeError(`there is no figure ${metric} of ${name}`);
    return found.value;
  }

  rows(settings) {
    const { views } = read(settings, { views: true }, 'rows()');
    return Object.entries(SUBJECTS).filter(([subject]) => views || subject !== 'view').flatMap(([subject, number]) => {
      const has = metrics().filter(({ name }) => library.lab_metric_has_subject(name, number));
      return this.subjects(subject).flatMap((name, index) => has.map(({ name: metric, unit }) => ({
        subject, name, metric, unit,
        value: readFigure((value) => library.lab_result_get_figure(this.#address, number, index, metric, value)),
      })));
    });
  }

  check(condition) {
    return check('lab_result_check', this.#address, condition);
  }

  report(form = 'text', settings = undefined) {
    const { views } = read(settings, { views: false }, 'report()');
    const write = library[`lab_report_${choose(FORMS, form, 'form of a report')}`];
    const name = form === 'csv' ? [] : [this.scenario.name];
    return write(this.#scenario, ...name, this.replication, this.#address, Number(views));
  }
}

/** Makes a function that calls the user's when another cell is done. The library asks far more often. */
function makeProgress(progress) {
  if (progress === undefined) return { report: null };
  let before;
  const asked = {
    report: (nDone, nCells) => {
      if (nDone === before) return 1;
      before = nDone;
      try {
        if (progress(nDone, nCells) !== false) return 1;
        asked.reason = new TarnError('lab', 'Interrupted', `interrupted after ${nDone} of ${nCells} cells`);
      } catch (error) {
        // An exception cannot pass through the library.
        asked.reason = error;
      }
      return 0;
    },
  };
  return asked;
}

/** Variants of a scenario: each combination of the values of its axes, under each of its policies. */
class Experiment {
  #address;
  #isOwn;

  constructor(address, scenario, isOwn) {
    this.#address = keep(this, address, 'lab_experiment_unref');
    this.#isOwn = isOwn;
    this.scenario = scenario;
  }

  get variants() {
    return range(library.lab_experiment_get_n_variants(this.#address))
      .map((index) => library.lab_experiment_get_label(this.#address, index));
  }

  get nReplications() {
    return library.lab_experiment_get_n_replications(this.#address);
  }

  run(settings) {
    const { threads, path, first, n, progress } = read(settings, RUN, 'run()');
    if (this.#isOwn && threads > 1)
      throw new RangeError('a policy of JavaScript decides in one thread only: run it with one');
    const address = library.lab_outcome_new(this.#address);
    const outcome = new Outcome(address, this.scenario.name);
    if (path === undefined) {
      this.#simulate(address, first, n, threads, progress);
      return outcome;
    }
    // What keeps its file lets nobody else have it, so it ends here, and the outcome has a copy of the cells.
    const kept = library.lab_outcome_new(this.#address);
    try {
      library.lab_outcome_keep(kept, path);
      this.#simulate(kept, first, n, threads, progress);
      library.lab_outcome_merge(address, kept);
    } finally {
      library.lab_outcome_unref(kept);
    }
    return outcome;
  }

  #simulate(address, first, n, threads, progress) {
    const asked = makeProgress(progress);
    try {
      callWithPolicies(
        () => library.lab_outcome_run(address, first, n ?? this.nReplications, threads, asked.report, null));
    } catch (error) {
      throw asked.reason ?? error;
    }
  }
}

const drop = (figures) => figures.filter((figure) => figure !== null);

function conclude(differences, { mean, halfWidth }) {
  if (differences.length > 0 && differences.every((value) => value === 0)) return 'the same';
  if (halfWidth === null || Math.abs(mean) <= halfWidth) return 'no difference shown';
  return mean < 0 ? 'less' : 'more';
}

/** The figures of an experiment, as far as it was simulated. */
class Outcome {
  #address;

  constructor(address, name) {
    this.#address = keep(this, address, 'lab_outcome_unref');
    this.name = name;
  }

  static load(path) {
    return new Outcome(library.lab_outcome_new_from_file(path), String(path));
  }

  save(path) {
    library.lab_outcome_save(this.#address, path);
  }

  merge(other) {
    library.lab_outcome_merge(this.#address, other.#address);
  }

  get variants() {
    return range(library.lab_outcome_get_n_variants(this.#address))
      .map((index) => library.lab_outcome_get_label(this.#address, index));
  }

  get nReplications() {
    return library.lab_outcome_get_n_replications(this.#address);
  }

  get nDone() {
    return library.lab_outcome_get_n_done(this.#address);
  }

  rows(names = undefined) {
    const wanted = metrics().filter(
      ({ name }) => (names ? names.includes(name) : library.lab_metric_has_subject(name, SUBJECTS.all)));
    for (const name of names ?? [])
      if (!wanted.some((metric) => metric.name === name)) throw new RangeError(`there is no metric ${name}`);
    const labels = this.variants;
    return range(this.nReplications).flatMap((replication) => labels.flatMap((variant, index) => wanted.map((metric) => ({
      variant, replication, metric: metric.name, unit: metric.unit,
      value: this.#read(index, replication, metric.name),
    }))));
  }

  /** What the group [experiment] of the scenario says. The outcome has the scenario line by line. */
  #readSettings() {
    const text = [...library.lab_outcome_to_text(this.#address).matchAll(/^\w+ text (.*)$/gm)].map(([, line]) => line);
    const group = text.slice(text.indexOf('[experiment]') + 1).map((line) => line.split(' = '));
    const keys = Object.fromEntries(text.includes('[experiment]') ? group : []);
    const part = (share) => Number(share.replace(' %', '')) / 100;
    return {
      names: (keys.metrics ?? 'cost-per-day; lag-mean').split('; '), baseline: keys.baseline,
      level: part(keys.level ?? '95 %'), stop: part(keys.stop ?? '0 %'),
    };
  }

  #read(variant, replication, metric) {
    return readFigure((value) => library.lab_outcome_get_figure(this.#address, variant, replication, metric, value));
  }

  #readAll(variant, metric, n) {
    return range(n).map((replication) => this.#read(variant, replication, metric));
  }

  /** How many replications count: those up to the first multiple of ten at which the means are sure enough. */
  #countReplications({ names, level, stop }) {
    if (stop === 0) return this.nReplications;
    const variants = range(this.variants.length);
    const lacks = range(this.nReplications).findIndex((replication) => !variants.every(
      (variant) => library.lab_outcome_has_cell(this.#address, variant, replication)));
    const complete = lacks < 0 ? this.nReplications : lacks;
    for (let n = STOP_STEP; n <= complete; n += STOP_STEP) {
      const isSure = variants.every((variant) => names.every((name) => {
        const { mean, halfWidth } = getInterval(drop(this.#readAll(variant, name, n)), level);
        return halfWidth !== null && halfWidth <= stop * Math.abs(mean);
      }));
      if (isSure) return n;
    }
    return complete;
  }

  /** Whether the backlog grows, so that a mean would only say how long the simulation was. */
  #isUnstable(variant, n) {
    return range(n).some((replication) => {
      const [used, left, mean] = ['utilization', 'requests-open', 'waiting-mean']
        .map((metric) => this.#read(variant, replication, metric) ?? 0);
      return used >= 999_000 && left >= 10 && left > Math.floor((Math.floor(mean / 1_000_000) * 3) / 2);
    });
  }

  compare(baseline = undefined) {
    const settings = this.#readSettings();
    const { names, level } = settings;
    const labels = this.variants;
    const base = baseline ?? settings.baseline ?? labels[0];
    if (!labels.includes(base)) throw new RangeError(`there is no variant ${base}; use ${labels.join(' or ')}`);
    const n = this.#countReplications(settings);
    const levelOfDifferences = 1 - (1 - level) / Math.max((labels.length - 1) * names.length, 1);
    return names.flatMap((metric) => {
      const { unit } = metrics().find(({ name }) => name === metric);
      const theirs = this.#readAll(labels.indexOf(base), metric, n);
      return labels.map((variant, index) => {
        const own = this.#readAll(index, metric, n);
        const isBoth = (value, at) => value !== null && theirs[at] !== null;
        const differences = own.map((value, at) => (isBoth(value, at) ? value - theirs[at] : null));
        const shown = drop(differences);
        const difference = getInterval(variant === base ? [] : shown, levelOfDifferences);
        const isUnstable = this.#isUnstable(index, n);
        return {
          variant, metric, unit, n: drop(own).length, ...getInterval(drop(own), level),
          difference: difference.mean, differenceHalfWidth: difference.halfWidth,
          nLess: shown.filter((value) => value < 0).length,
          conclusion: isUnstable ? 'unstable' : variant === base ? '' : conclude(shown, difference),
        };
      });
    });
  }

  check(condition) {
    return check('lab_outcome_check', this.#address, condition);
  }

  report(form = 'text') {
    const write = library[`lab_report_outcome_${choose(FORMS, form, 'form of a report')}`];
    return write(this.#address, ...(form === 'csv' ? [] : [this.name]));
  }
}

module.exports = { Experiment, Outcome, Result, Scenario, metrics };
