// SPDX-License-Identifier: MIT
//
// Compares the page on the package and its types with the package: each public name is on the page, and has a type with
// a comment.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { Lake } from 'tarn-lake';
import * as everything from 'tarn-lake';
import * as lab from 'tarn-lake/lab';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const PAGE = read('lib/docs/javascript.md');
const TABLES = PAGE.split('## Everything in the package')[1].split('\n## ')[0];
const TYPES = read('lib/javascript/index.d.ts') + read('lib/javascript/lab.d.ts');
const EXPORTS = Object.keys(everything).filter((name) => name !== 'default' && name !== 'module.exports').sort();
const sort = (names) => [...new Set(names)].sort();

/** The public names of a class and of its objects. */
function listMembers(object) {
  const names = Object.getOwnPropertyNames(object);
  for (let type = Object.getPrototypeOf(object); type !== Object.prototype; type = Object.getPrototypeOf(type))
    names.push(...Object.getOwnPropertyNames(type));
  const { prototype, length, name, ...fixed } = Object.getOwnPropertyDescriptors(object.constructor);
  return sort([...names, ...Object.keys(fixed)].filter((each) => each !== 'constructor' && !each.startsWith('_')));
}

/** The declaration of a class or an interface. */
function findType(name) {
  return new RegExp(`^export (?:class|interface) ${name}\\b[^{]*\\{\\n(.*?)^\\}`, 'ms').exec(TYPES)[1];
}

/** The members of a declaration, each with the line before it. */
function listDeclared(name) {
  const found = findType(name).matchAll(/^(.*)\n {2}(?:static |readonly |get |set )*'?([\w-]+)'?\??[:(<].*$/gm);
  return [...found].filter(([, , member]) => member !== 'constructor');
}

/** The names in code on the page, of the table of a class or of the row about it. */
function listPaged(name) {
  const table = new RegExp(`^\\| \`${name}\` \\| what it does \\|\\n\\|---\\|---\\|\\n(.*?)\\n\\n`, 'ms').exec(TABLES);
  const cells = table ? table[1].split('\n').map((line) => line.split('|')[1])
    : [new RegExp(`^\\| \`${name}\` \\|(.*)\\|$`, 'm').exec(TABLES)[1]];
  return sort(cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word)));
}

for (const [name, make] of [['Lake', (lake) => lake], ['Journal', (lake) => lake.journal]])
  test(`page/has-each-member/${name}`, (t) => {
    const lake = new Lake();
    t.after(() => lake.close());
    const members = listMembers(make(lake));

    assert.deepEqual(listPaged(name), members);
    assert.deepEqual(sort(listDeclared(name).map(([, , member]) => member)), members);
  });

for (const name of ['Scenario', 'Result', 'Experiment', 'Outcome', 'Policy', 'DataLake', 'Answers'])
  test(`page/has-each-member/${name}`, () => {
    const scenario = new lab.Scenario(read('examples/scenarios/tiny.lake'));
    const experiment = scenario.experiment({ replications: 1 });
    const made = {
      Scenario: scenario, Result: scenario.simulate(), Experiment: experiment, Outcome: experiment.run(),
      Policy: new lab.Policy(), DataLake: lab.DataLake.prototype, Answers: lab.Answers.prototype,
    };
    const members = listMembers(made[name]);

    assert.deepEqual(listPaged(name).filter((each) => each !== name), members);
    assert.deepEqual(sort(listDeclared(name).map(([, , member]) => member)), members);
  });

for (const name of ['Lake', 'Journal', 'TarnError', 'Scenario', 'Result', 'Experiment', 'Outcome', 'Policy', 'DataLake',
  'Answers'])
  test(`page/each-member-has-a-comment/${name}`, () => {
    const lacking = listDeclared(name).filter(([, before, member]) => !before.endsWith('*/') && !/[gs]et patience/.test(before)
      && member !== 'domain');
    assert.deepEqual(lacking.map(([, , member]) => member), []);
  });

for (const name of ['Change', 'Option', 'FaultCount', 'Metric', 'Figure', 'Cell', 'Comparison',
  'Wake', 'Estimate', 'Success'])
  test(`page/has-each-member/${name}`, () => {
    const declared = [...findType(name).matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, member]) => member);
    assert.deepEqual(listPaged(name), sort(declared));
  });

test('page/has-each-export', () => {
  assert.deepEqual(EXPORTS, ['Journal', 'Lake', 'NotInTheLake', 'OutOfPatience', 'TarnError', 'withLake']);
  const inLab = Object.keys(lab).filter((name) => name !== 'default' && name !== 'module.exports').sort();
  assert.deepEqual(inLab, ['Answers', 'DataLake', 'Experiment', 'Outcome', 'Policy', 'Result', 'Scenario', 'metrics']);
  for (const name of [...EXPORTS, ...inLab]) {
    assert.match(TABLES, new RegExp(`^\\| \`${name}\` \\|`, 'm'));
    assert.match(TYPES, new RegExp(`\\*/\\nexport (?:class|function) ${name}\\b`));
  }
});

/** The actions on the page, each with its keys and those that must be given. */
const ACTIONS = Object.fromEntries([...PAGE.split('| `do` | keys |')[1].split('\n\n')[0].matchAll(/^\| `([\w-]+)` \|(.*?)\|/gm)]
  .map(([, action, cell]) => [action, [...cell.matchAll(/(\*\*)?`(\w+)`/g)].map(([, bold, key]) => [key, Boolean(bold)])]));
const toKey = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Returns what the library says about a rule, or an empty text if it takes the rule. */
function refuse(t, rule) {
  const lake = new Lake();
  t.after(() => lake.close());
  try {
    lake.fault('rule', rule);
  } catch (error) {
    return error.message;
  }
  return '';
}

test('page/has-each-action-of-a-rule', (t) => {
  const [, actions] = /it takes (.*)$/.exec(refuse(t, { do: 'none' }));
  assert.deepEqual(Object.keys(ACTIONS), actions.split(', '));
});

test('page/has-each-key-of-a-rule', (t) => {
  const [, keys] = /the keys are do, (.*)$/.exec(refuse(t, { do: 'throw', none: 1 }));
  const own = sort(Object.values(ACTIONS).flat().map(([key]) => toKey(key)));
  const [, common] = /All rules may have (.*?)\. Rules for events/s.exec(PAGE);
  const others = [...common.matchAll(/`(\w+)`/g)].map(([, key]) => toKey(key));
  assert.deepEqual(sort([...own, ...others, 'event', 'operation', 'principal', 'start']), sort(keys.split(', ')));

  for (const [action, found] of Object.entries(ACTIONS))
    for (const key of own) {
      const needed = Object.fromEntries(found.filter(([, isNeeded]) => isNeeded).map(([each]) => [each, 1]));
      const message = refuse(t, { do: action, ...needed, [key]: 1 });
      const belongs = found.some(([each]) => toKey(each) === key);
      assert.equal(message.includes(`key ${key}: does not belong`), !belongs, `${action} ${key}: ${message}`);
    }
});

test('page/has-each-setting', () => {
  const [, told] = /`Lake\(\{ (.*?) \}\)`/.exec(TABLES);
  const declared = ['LakeSettings', 'CopySettings'].flatMap(
    (name) => [...findType(name).matchAll(/^ {2}(\w+)\??:/gm)].map(([, member]) => member));
  let taken;
  assert.throws(() => new Lake({ none: 1 }), ({ message }) => {
    [, taken] = /takes none|it takes (.*)$/.exec(message.replace('takes no none; ', ''));
    return true;
  });

  assert.deepEqual(sort(told.split(', ')), sort(declared));
  assert.deepEqual(told.split(', '), taken.split(', '));
});

test('page/version-is-that-of-the-project', () => {
  assert.equal(JSON.parse(read('lib/javascript/package.json')).version, /version: '([\d.]+)'/.exec(read('meson.build'))[1]);
});

test('page/both-languages-have-the-same-names', () => {
  // What one language has and the other has not, for a reason.
  const only = new Set(['patched', 'share', 'unpatch', 'useFakeTimers', 'explain', 'setCostModel']);
  const python = [...read('lib/docs/python.md').split('## Everything in the package')[1].split('\n| class')[0]
    .matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word));
  const theirs = python.map((name) => name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase()))
    .filter((name) => name !== 'letsThrough' && name !== 'length');
  const ours = [...listPaged('Lake'), ...listPaged('Journal'), 'Lake', 'Journal'].filter(
    (name) => name !== 'letsThrough' && name !== 'length');

  assert.deepEqual(sort(ours.filter((name) => !theirs.includes(name) && !only.has(name))), []);
  assert.deepEqual(sort(theirs.filter((name) => !ours.includes(name) && !only.has(name))), []);
});
