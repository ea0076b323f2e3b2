// SPDX-License-Identifier: MIT
//
// Tests the lab of the package: scenarios, simulations and experiments, and their figures as rows.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { Lake, TarnError } from 'tarn-lake';
import { Outcome, Policy, Scenario, metrics } from 'tarn-lake/lab';

const PATH = fileURLToPath(new URL('../../../examples/scenarios/tiny.lake', import.meta.url));
const TEXT = readFileSync(PATH, 'utf8');
const TWO = '{interval 30 min; interval 2 h}';
// With random draws, so that replications differ.
const RANDOM = TEXT.replace('every 10 min, 50 MB', 'poisson every 10 min, 50 MB lognormal 2.0');

function makeFile(t, name) {
  const folder = mkdtempSync(join(tmpdir(), 'tarn-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

test('lab/scenario', () => {
  const scenario = new Scenario(TEXT, 'tiny.lake');
  const changed = scenario.set('policy.trigger', TWO);

  assert.equal(scenario.digest, Scenario.load(PATH).digest);
  assert.equal(new Scenario(scenario.text).text, scenario.text);
  assert.deepEqual([scenario.axes, changed.axes],
    [{}, { 'policy.trigger': ['30 min', '2 h'] }]);
  assert.match(changed.choose(1).text, /^trigger = interval 2 h,/m);
  assert.throws(() => changed.choose(2), /2 are no positions of the axes policy.trigger/);
  assert.match(scenario.withPolicy('trigger = interval 3 h').text, /^trigger = interval 3 h,/m);
});

const refusals = [
  ['key', () => new Scenario('[lake]\nhorizon = x\n', 'my.lake'), 'Scenario', /^my\.lake:2: lake\.horizon: 'x'/],
  ['file', () => Scenario.load('/nowhere.lake'), 'File', /nowhere/],
  ['policy', () => new Scenario(TEXT).withPolicy('none'), 'Policy', /none/],
  ['axes', () => new Scenario(TEXT).set('policy.trigger', TWO).simulate(), 'Axes', /./],
  ['condition', () => new Scenario(TEXT).simulate().check('x'), 'Condition', /./],
  ['outcome', () => Outcome.load(PATH), 'Outcome', /./],
];

for (const [name, act, error, message] of refusals)
  test(`lab/refused/${name}`, () => {
    assert.throws(act, (thrown) => {
      assert.ok(thrown instanceof TarnError, `${thrown.stack}`);
      assert.deepEqual([thrown.name, thrown.domain], [error, 'lab']);
      assert.match(thrown.message, message);
      return true;
    });
  });

test('lab/refused/what-is-no-setting', () => {
  const scenario = new Scenario(TEXT);
  const result = scenario.simulate();

  assert.throws(() => new Scenario(7), /Scenario\(\) takes a text/);
  assert.throws(() => scenario.simulate({ replications: 2 }), /simulate\(\) takes no replications/);
  assert.throws(() => scenario.simulate({ baseline: 'none' }), /none is no baseline; use zero-wait or full-hourly/);
  assert.throws(() => result.report('pdf'), /pdf is no form of a report; use text/);
  assert.throws(() => result.figure('none'), /there is no figure none of all/);
  assert.throws(() => scenario.experiment({ replications: 1 }).run().rows(['none']), /there is no metric none/);
});

test('lab/simulation/has-rows', () => {
  const result = new Scenario(TEXT).simulate({ viewPercentiles: true });
  const rows = result.rows();
  const units = new Map(metrics().map(({ name, unit }) => [name, unit]));

  assert.ok(rows.length > 100 && rows.every(({ metric, unit }) => units.get(metric) === unit));
  assert.deepEqual(result.subjects(), ['sales.daily']);
  const lag = rows.find(({ subject, metric }) => subject === 'view' && metric === 'lag-mean');
  assert.deepEqual([lag.name, lag.unit, lag.value], ['sales.daily', 'us', result.figure('lag-mean')]);
  assert.equal(result.figure('lag-mean', 'sales.daily', 'view'), lag.value);
  assert.equal(rows.length - result.rows({ views: false }).length, rows.filter(({ subject }) => subject === 'view').length);
  // The report has the same figures.
  const lines = result.report('csv', { views: true }).trimEnd().split('\r\n').slice(1).map((line) => line.split(','));
  assert.deepEqual(lines.map(([, , ...cells]) => cells),
    rows.map(({ subject, name, metric, unit, value }) => [subject, name, metric, unit, String(value ?? '')]));
  assert.match(result.check('lag-mean > 1 min'), /^lag-mean is 21\.6\d* min/);
  assert.equal(result.check('lag-mean > 10 d'), null);
  assert.match(result.report('markdown'), /\|/);
  assert.match(result.report('html'), /^<!DOCTYPE html>/i);
});

test('lab/simulation/is-the-same-each-time', () => {
  const scenario = new Scenario(RANDOM);
  const values = [0, 0, 1].map((replication) => scenario.simulate({ replication }).figure('lag-mean'));

  assert.equal(values[0], values[1]);
  assert.notEqual(values[0], values[2]);
  assert.ok(scenario.simulate({ baseline: 'zero-wait' }).figure('lag-mean') < values[0]);
});

test('lab/experiment/has-rows', (t) => {
  const experiment = new Scenario(RANDOM, 'mine').set('policy.trigger', TWO)
    .experiment({ replications: 3, metrics: ['cost-per-day', 'lag-mean'] });
  assert.deepEqual([experiment.variants, experiment.nReplications], [['30 min', '2 h'], 3]);
  const seen = [];
  const outcome = experiment.run({ threads: 2, progress: (nDone, nCells) => { seen.push([nDone, nCells]); } });

  assert.deepEqual(seen.at(-1), [6, 6]);
  assert.ok(seen.every(([nDone, nCells], index) => nCells === 6 && (index === 0 || nDone > seen[index - 1][0])));
  assert.deepEqual([outcome.variants, outcome.nReplications, outcome.nDone], [['30 min', '2 h'], 3, 6]);
  const rows = outcome.rows(['lag-mean']);
  assert.deepEqual(rows.map(({ variant, replication }) => `${variant} ${replication}`),
    ['30 min 0', '2 h 0', '30 min 1', '2 h 1', '30 min 2', '2 h 2']);
  assert.ok(rows.every(({ metric, unit, value }) => metric === 'lag-mean' && unit === 'us' && value > 0));
  const choose = (position) => new Scenario(RANDOM).set('policy.trigger', TWO).choose(position);
  assert.equal(rows[3].value, choose(1).simulate({ replication: 1 }).figure('lag-mean'), 'a cell is a simulation');
  assert.equal(outcome.rows().length, 6 * metrics().filter(({ name }) => outcome.rows([name]).length > 0
    && outcome.rows().some((row) => row.metric === name)).length);
  assert.match(outcome.report(), /^mine: 2 variants, 3 replications; 6 of 6 cells/);
  assert.match(outcome.check('2 h: lag-mean > 30 min'), /2 h/);

  const file = makeFile(t, 'all.outcome');
  outcome.save(file);
  assert.deepEqual(Outcome.load(file).rows(), outcome.rows());
});

test('lab/experiment/in-parts', (t) => {
  const experiment = new Scenario(RANDOM).experiment({ replications: 4 });
  const [whole, first, second] = [experiment.run(), experiment.run({ n: 2 }), experiment.run({ first: 2, threads: 2 })];
  assert.deepEqual([first.nDone, second.nDone], [2, 2]);
  assert.ok(first.rows(['lag-mean'])[3].value === null);
  first.merge(second);
  assert.deepEqual(first.rows(), whole.rows());

  const path = makeFile(t, 'kept.outcome');
  experiment.run({ n: 1, path });
  const seen = [];
  experiment.run({ path, progress: (nDone) => { seen.push(nDone); } });
  assert.deepEqual(seen, [1, 2, 3, 4]);
});

test('lab/experiment/compares', () => {
  const scenario = new Scenario(RANDOM).set('policy.trigger', TWO);
  const outcome = scenario.experiment({ replications: 5, metrics: ['lag-mean', 'cost-per-day'], level: '90 %' }).run();
  const rows = outcome.compare();

  assert.deepEqual(rows.map(({ metric, variant, n, conclusion }) => [metric, variant, n, conclusion]), [
    ['lag-mean', '30 min', 5, ''], ['lag-mean', '2 h', 5, 'more'], ['cost-per-day', '30 min', 5, ''],
    ['cost-per-day', '2 h', 5, 'less']]);
  const [base, other] = rows;
  assert.deepEqual([base.unit, base.difference, base.differenceHalfWidth, base.nLess], ['us', null, null, 0]);
  assert.ok(Math.abs(other.mean - base.mean - other.difference) < 1);
  assert.deepEqual(outcome.compare('2 h').map(({ conclusion }) => conclusion), ['less', '', 'more', '']);
  assert.throws(() => outcome.compare('none'), /there is no variant none; use 30 min or 2 h/);
  // The interval of a mean is that of the distribution of Student: 2.1318 is its quantile for four degrees and 90 %.
  const values = outcome.rows(['lag-mean']).filter(({ variant }) => variant === '2 h').map(({ value }) => value);
  const mean = values.reduce((a, b) => a + b) / 5;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
  assert.ok(Math.abs(other.halfWidth / (2.131847 * deviation / Math.sqrt(5)) - 1) < 1e-6);
  const same = new Scenario(TEXT).experiment({ replications: 2 }).run().compare();
  assert.deepEqual(same.map(({ halfWidth }) => halfWidth), [0, 0]);
});

test('lab/experiment/policies', () => {
  const experiment = new Scenario(TEXT).experiment({ policies: ['policy', 'hourly'], replications: 1 });
  assert.deepEqual(experiment.variants, ['policy', 'hourly']);
  assert.equal(experiment.run().nDone, 2);
});

test('lab/experiment/progress-ends-it', () => {
  const experiment = new Scenario(TEXT).experiment({ replications: 3 });

  assert.throws(() => experiment.run({ progress: (nDone) => nDone < 1 }),
    { name: 'Interrupted', domain: 'lab', message: 'interrupted after 1 of 3 cells' });
  assert.throws(() => experiment.run({ progress: () => { throw new RangeError('of the test'); } }), /of the test/);
});

test('lab/beside-a-lake', (t) => {
  const lake = new Lake();
  t.after(() => lake.close());
  assert.equal(new Scenario(TEXT).simulate().figure('lag-mean'), new Scenario(TEXT).simulate().figure('lag-mean'));
  assert.equal(lake.journal.length, 0);
});

// --- Policies of one's own ---------------------------------------------------------------------------

const HOUR_US = 3_600_000_000;

/* Refreshes each view at every full hour, as `trigger = interval 1 h` does. */
class Hourly extends Policy {
  name = 'hourly-of-mine';

  hours = 0;

  decide(lake, answers) {
    if (lake.wakes.some(({ kind }) => kind === 'time' || kind === 'start')) {
      this.hours++;
      for (const view of lake.views) {
        if (lake.isActive(view)) answers.skip(view);
        else answers.start(view, lake.nowUs);
      }
    }
    answers.wakeAt(lake.startUs + this.hours * HOUR_US);
  }
}

test('lab/policy/decides-as-one-of-the-library', () => {
  const scenario = new Scenario(RANDOM);
  const [theirs, mine] = [scenario, scenario.withPolicy(new Hourly())].map((each) => each.simulate({ replication: 1 }));

  for (const metric of ['lag-mean', 'age-mean', 'cost-per-day', 'runs-started'])
    assert.equal(mine.figure(metric), theirs.figure(metric), metric);
});

test('lab/policy/sees-the-data-lake', () => {
  const seen = {};
  class Curious extends Policy {
    wakes = ['commits', 'ends'];

    decide(lake, answers) {
      for (const { kind } of lake.wakes) seen[kind] = true;
      const [view] = lake.views;
      if (lake.wakes.some(({ kind }) => kind === 'start'))
        Object.assign(seen, {
          views: lake.views, name: lake.name(view), slots: lake.nSlots, free: lake.nFreeSlots, weight: lake.weight(view),
          objectives: [lake.ageSloUs(view), lake.lagSloUs(view)], streams: [lake.upstream(view), lake.downstream(view)],
          since: [lake.startUs, lake.nowUs, lake.round], estimate: lake.estimate(view, 'FULL'), last: lake.lastSuccess(view),
          draws: [lake.random(view, 'a')(), lake.random(view, 'a')(), lake.random(view, 'b')()],
        });
      if (lake.pendingCommits(view) > 0 && !lake.isActive(view)) {
        seen.pending ??= [lake.pendingBytes(view) > 0, lake.oldestPendingUs(view) <= lake.nowUs, lake.sourceBytes(view) > 0,
          lake.nWaiting(view), lake.activeSinceUs(view), lake.isDraining];
        answers.start(view, lake.nowUs, { mode: 'full' });
      }
      if (lake.lastSuccess(view)) seen.success = lake.lastSuccess(view);
    }
  }
  new Scenario(TEXT).withPolicy(new Curious()).simulate();

  assert.ok(seen.start && seen.commit && seen.end);
  assert.deepEqual([seen.views, seen.name, seen.slots, seen.free, seen.weight], [[0], 'sales.daily', 50, 50, 1]);
  assert.deepEqual([seen.objectives, seen.streams, seen.last], [[null, null], [[], []], null]);
  assert.deepEqual(seen.pending, [true, true, true, 0, null, false]);
  const start = Date.UTC(2000, 0, 1) * 1000;
  assert.deepEqual(seen.since, [start, start, 0]);
  assert.deepEqual([seen.estimate.refreshType, seen.success.refreshType], ['FULL', 'FULL']);
  assert.ok(seen.estimate.durationUs > 0 && seen.estimate.costNanoUsd > 0 && seen.success.durationUs > 0);
  assert.equal(seen.draws[0], seen.draws[1]);
  assert.notEqual(seen.draws[0], seen.draws[2]);
});

test('lab/policy/each-simulation-has-a-copy', () => {
  const policy = new Hourly();
  const scenario = new Scenario(TEXT).withPolicy(policy);
  const figures = [0, 1].map(() => scenario.simulate().figure('lag-mean'));

  assert.equal(figures[0], figures[1]);
  assert.equal(policy.hours, 0);

  class Deep extends Hourly {
    seen = { times: [] };

    decide(lake, answers) {
      this.seen.times.push(lake.nowUs);
      super.decide(lake, answers);
    }
  }
  const nested = new Deep();
  new Scenario(TEXT).withPolicy(nested).simulate();
  assert.deepEqual(nested.seen.times, []);
});

test('lab/policy/in-an-experiment', () => {
  const experiment = new Scenario(RANDOM).experiment({ policies: [new Hourly(), 'hourly'], replications: 2 });

  assert.deepEqual(experiment.variants, ['policy', 'hourly']);
  assert.throws(() => experiment.run({ threads: 2 }), /one thread only/);
  const rows = experiment.run().rows(['lag-mean']);
  assert.equal(rows.length, 4);
  assert.equal(rows[2].value, new Scenario(RANDOM).withPolicy(new Hourly()).simulate({ replication: 1 }).figure('lag-mean'));
  assert.throws(() => new Scenario(TEXT).experiment({ policies: [new Hourly(), new Hourly()] }), /at most one policy/);
});

test('lab/policy/what-it-throws-is-thrown', () => {
  const simulate = (members) => {
    const policy = Object.assign(new Hourly(), members);
    return new Scenario(TEXT).withPolicy(policy).simulate();
  };
  class Broken extends Policy {
    decide() {
      throw new RangeError('of the policy');
    }
  }

  assert.throws(() => new Scenario(TEXT).withPolicy(new Broken()).simulate(), { name: 'RangeError', message: 'of the policy' });
  assert.throws(() => new Scenario(TEXT).withPolicy(new Policy()).simulate(), /Policy has no decide\(\)/);
  assert.throws(() => simulate({ wakes: ['dreams'] }), /dreams is no wake; use commits or ends/);
  assert.throws(() => simulate({ copy: 7 }), /copy/);
  assert.throws(() => simulate({ name: 'two words' }), { name: 'Policy', domain: 'lab' });
  assert.ok(simulate({}).figure('runs-started') > 10);
});

test('lab/policy/outlives-its-simulation', () => {
  let kept;
  class Keeper extends Policy {
    decide(lake, answers) {
      kept = { lake, answers };
    }
  }
  new Scenario(TEXT).withPolicy(new Keeper()).simulate();
  // There is nothing to see any more, and nothing to crash.
  assert.deepEqual([kept.lake.views, kept.lake.name(0)], [[], '']);
  kept.answers.start(0, 0);
});
