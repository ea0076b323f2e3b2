// SPDX-License-Identifier: MIT
//
// Walks the way of somebody who begins: package.mjs PACKAGE. It packs the package, installs it into an empty folder
// that has the modules of the tests and nothing else, and writes tests there, for vitest, for jest and for node:test.
// No variable of the build is left, and no network is needed.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = process.argv[2];
const MODULES = process.env.TARN_NODE_MODULES;
// What a user's surroundings do not have.
const HIDDEN = /^(TARN_|NODE_|AWS_|npm_|LD_LIBRARY_PATH$|VITEST|JEST|CI$)/;

const APP = `
const VIEW = { CatalogId: '123456789012', DatabaseName: 'sales', TableName: 'daily' };
const glue = new GlueClient({});

async function start() {
  try {
    return (await glue.send(new StartMaterializedViewRefreshTaskRunCommand(VIEW))).MaterializedViewRefreshTaskRunId;
  } catch (error) {
    if (error.name !== 'MaterializedViewRefreshTaskRunningException') throw error;
    const list = new ListMaterializedViewRefreshTaskRunsCommand({ ...VIEW, MaxResults: 1 });
    return (await glue.send(list)).MaterializedViewRefreshTaskRuns[0].MaterializedViewRefreshTaskRunId;
  }
}

async function refresh(patience = 3600_000) {
  const MaterializedViewRefreshTaskRunId = await start();
  const deadline = Date.now() + patience;
  let run;
  while (Date.now() < deadline) {
    ({ MaterializedViewRefreshTaskRun: run } = await glue.send(new GetMaterializedViewRefreshTaskRunCommand({
      CatalogId: VIEW.CatalogId, MaterializedViewRefreshTaskRunId })));
    if (['SUCCEEDED', 'FAILED', 'STOPPED'].includes(run.Status)) return run.Status;
    await new Promise((resolve) => setTimeout(resolve, 10_000));
  }
  throw new Error(run.Status);
}
`;
const FIRST = `
test('first', withLake(async (lake) => {
  expect(await refresh()).toBe('SUCCEEDED');
}));
`;
const MORE = (timers) => `
const START = 'StartMaterializedViewRefreshTaskRun';
const GET = 'GetMaterializedViewRefreshTaskRun';

test('lost reply', withLake(async (lake) => {
  lake.fault('lost', { operation: START, nth: 1, do: 'lose-reply' });
  expect(await refresh()).toBe('SUCCEEDED');
}));

test('throttling', withLake(async (lake) => {
  lake.fault('throttled', { operation: GET, every: 2, do: 'throw', exception: 'ThrottlingException' });
  expect(await refresh()).toBe('SUCCEEDED');
}));

test('hang', withLake(async (lake) => {
  lake.fault('hangs', { operation: START, do: 'hang-run' });
  await expect(refresh()).rejects.toThrow('RUNNING');
  expect(lake.now.getUTCHours()).toBe(1);
}));

test('deadline', withLake(async (lake) => {
  lake.fault('slow', { operation: START, do: 'slow-run', factorPermille: 20_000 });
  await expect(refresh(600_000)).rejects.toThrow();
  expect(lake.now.getUTCMinutes()).toBe(10);
}));

test('fake timers', withLake({ timers: ${timers} }, async (lake) => {
  expect(setTimeout.clock).toBeDefined();
  expect(await refresh()).toBe('SUCCEEDED');
  expect(Date.now()).toBe(lake.now.getTime());
  expect(lake.now.getUTCMinutes()).toBe(5);
}));

test('fake timers and patience', async () => {
  const lake = new Lake({ patience: 60_000 });
  lake.fault('hangs', { operation: START, do: 'hang-run' });
  lake.patch(${timers});
  await expect(refresh()).rejects.toThrow('may sleep for');
  lake.close();
});

test('fake timers that the test moves', async () => {
  const lake = new Lake();
  lake.useFakeTimers(${timers});
  const glue = lake.client(GlueClient);
  await glue.send(new StartMaterializedViewRefreshTaskRunCommand({
    CatalogId: '123456789012', DatabaseName: 'sales', TableName: 'daily' }));
  ${timers}.advanceTimersByTime(314_000);
  expect(lake.journal.find(' succeed ')).toBeGreaterThan(0);
  const slept = lake.sleep(50);
  await lake.advance(100);
  await slept;
  ${timers}.useRealTimers();
  expect(lake.now.getTime()).toBe(Date.UTC(2000, 0, 1, 0, 5, 14, 100));
  lake.close();
});
`;
// Code that keeps the timers of Node in variables of its own, and is loaded before the package.
const KEEPS = {
  module: `import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
const promised = promisify(setTimeout);
export { promised, sleep };\n`,
  commonjs: `const { setTimeout: sleep } = require('node:timers/promises');
const promised = require('node:util').promisify(setTimeout);
module.exports = { promised, sleep };\n`,
};
const KEPT = `
for (const pause of [sleep, promised])
  test('kept', withLake(async (lake) => {
    const began = lake.now;
    await pause(3600_000);
    expect(lake.now - began).toBe(3600_000);
  }));

// The time that a runner gives to a test stays that of the machine.
describe('hooks', () => {
  let lake;
  beforeEach(() => { lake = new Lake().patch(); });
  afterEach(() => lake.close());
  test('kept', async () => {
    await new Promise((resolve) => { setTimeout(resolve, 3600_000); });
    await sleep(3600_000);
  });
});
`;
const COMMANDS = ['GetMaterializedViewRefreshTaskRunCommand', 'ListMaterializedViewRefreshTaskRunsCommand',
  'StartMaterializedViewRefreshTaskRunCommand'];
const IMPORTS = (names, from) => `import { ${names.join(', ')} } from '${from}';\n`;
const REQUIRES = (names, from) => `const { ${names.join(', ')} } = require('${from}');\n`;

let number = 0;
let nFailed = 0;

function check(name, isGood, detail = '') {
  if (!isGood) nFailed++;
  console.log(`${isGood ? 'ok' : 'not ok'} ${++number} - ${name}`);
  if (!isGood) console.log(detail.trimEnd().replaceAll(/^/gm, '# '));
}

function run(command, given, cwd, variables = {}) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !HIDDEN.test(name)));
  Object.assign(env, { npm_config_cache: join(cwd, '..', 'cache'), npm_config_update_notifier: 'false', NO_COLOR: '1' },
    variables);
  const done = spawnSync(command, given, { cwd, env, encoding: 'utf8' });
  return { status: done.status, printed: `${done.stdout}${done.stderr}${done.error ?? ''}` };
}

/** Writes a project: the code under test and its tests. */
function write(folder, bring, leave, runner, timers) {
  mkdirSync(folder);
  const [app, test, module] = runner === 'vitest' ? ['app.js', '.test.js', 'module'] : ['app.js', '.test.js', 'commonjs'];
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: module }));
  writeFileSync(join(folder, app), bring(['GlueClient', ...COMMANDS], '@aws-sdk/client-glue') + APP + leave);
  const head = bring(['Lake', 'withLake'], 'tarn-lake') + bring(['refresh'], './app.js')
    + bring(['GlueClient', 'StartMaterializedViewRefreshTaskRunCommand'], '@aws-sdk/client-glue')
    + (runner === 'vitest' ? bring(['expect', 'test', 'vi'], 'vitest') : '');
  for (const [name, tests] of [['first', FIRST], ['again', FIRST], ['more', MORE(timers)],
    ['red', FIRST.replace('SUCCEEDED', 'FAILED')]])
    writeFileSync(join(folder, name + test), head + tests);
}

const MORE_NAMES = ['lost reply', 'throttling', 'hang', 'deadline', 'fake timers', 'fake timers and patience',
  'fake timers that the test moves'];

function tryRunner(runner, folder, command, oneWorker) {
  const began = Date.now();
  // The runners give up after five seconds of real time, which a machine may need that has much else to do.
  const npx = (...given) => run('npx', ['--offline', ...command, '--testTimeout=100000', ...given], folder);
  const first = npx('first.test.js');
  check(`${runner}/first-test/is-green`, first.status === 0 && /Tests:?\s+1 passed/.test(first.printed), first.printed);
  console.log(`# ${runner}: the first green test took ${Date.now() - began} ms`);

  const more = npx(...(runner === 'vitest' ? ['--reporter=verbose'] : ['--verbose']), 'more.test.js');
  for (const name of MORE_NAMES)
    check(`${runner}/${name}`, new RegExp(`✓.*${name}(?: \\(?\\d+ ?ms\\)?)?$`, 'm').test(more.printed), more.printed);

  const both = npx(...oneWorker, 'first.test.js', 'again.test.js');
  check(`${runner}/two-files-in-one-worker`, both.status === 0 && /Tests:?\s+2 passed/.test(both.printed), both.printed);

  const red = npx('red.test.js');
  check(`${runner}/red-test/shows-the-journal`, red.status !== 0 && ['Tarn: the journal', 'npx tarn-lake', 'ok SUCCEEDED',
    'FAILED'].every((text) => red.printed.includes(text)), red.printed);
  const [, path] = /npx tarn-lake (\S+)/.exec(red.printed) ?? [];
  const state = run('npx', ['--offline', 'tarn-lake', path ?? 'none'], folder);
  check(`${runner}/red-test/saves-the-state`, state.status === 0 && state.printed.includes('sales'), state.printed);
  if (path) rmSync(dirname(path), { recursive: true });
}

/** Tests code that keeps timers. jest runs it as modules of both kinds, and vitest as modules of ECMAScript. */
function tryKept(project, name, type, command, isSetUp, variables) {
  const folder = join(project, name);
  mkdirSync(folder);
  const bring = type === 'module' ? IMPORTS : REQUIRES;
  const config = isSetUp ? { setupFiles: ['tarn-lake/setup'] } : {};
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type, jest: { ...config, transform: {} } }));
  // The modules of a user are inside of the root of the project.
  writeFileSync(join(folder, 'vitest.config.mjs'),
    `export default ${JSON.stringify({ server: { fs: { allow: ['..'] } }, test: { ...config, globals: true } })};\n`);
  writeFileSync(join(folder, 'app.js'), KEEPS[type]);
  const ours = [bring(['promised', 'sleep'], './app.js'), bring(['Lake', 'withLake'], 'tarn-lake')];
  const head = (isSetUp ? ours : ours.reverse()).join('');
  for (const file of ['kept.test.js', 'again.test.js']) writeFileSync(join(folder, file), head + KEPT);
  const { status, printed } = run('npx', ['--offline', ...command], folder, variables);
  check(`${name}/timers-that-code-keeps`, status === 0 && /Tests:?\s+6 passed/.test(printed), printed);
}

function walk(folder) {
  const began = Date.now();
  const out = join(folder, 'out');
  const packed = spawnSync(process.execPath, [join(PACKAGE, 'build-package.mjs'), PACKAGE, out], { encoding: 'utf8' });
  const tarball = packed.stdout.trim();
  check('package/is-packed', packed.status === 0 && basename(tarball) === 'tarn-lake-1.0.0.tgz', packed.stderr);
  console.log(`# packing took ${Date.now() - began} ms`);

  const project = join(folder, 'project');
  cpSync(MODULES, join(project, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  for (const name of ['package.json', 'package-lock.json'])
    cpSync(fileURLToPath(new URL(name, import.meta.url)), join(project, name));
  const copied = Date.now();
  const installed = run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], project);
  check('package/is-installed', installed.status === 0, installed.printed);
  console.log(`# installing took ${Date.now() - copied} ms`);

  write(join(project, 'vitest'), IMPORTS, '\nexport { refresh };\n', 'vitest', 'vi');
  tryRunner('vitest', join(project, 'vitest'), ['vitest', 'run'], ['--no-isolate', '--no-file-parallelism']);
  write(join(project, 'jest'), REQUIRES, '\nmodule.exports = { refresh };\n', 'jest', 'jest');
  tryRunner('jest', join(project, 'jest'), ['jest'], ['--runInBand']);

  tryKept(project, 'jest-setup', 'commonjs', ['jest', '--runInBand'], true);
  tryKept(project, 'jest-first', 'commonjs', ['jest', '--runInBand'], false);
  tryKept(project, 'jest-modules', 'module', ['jest', '--runInBand'], true, { NODE_OPTIONS: '--experimental-vm-modules' });
  tryKept(project, 'vitest-setup', 'module', ['vitest', 'run'], true);
  tryKept(project, 'vitest-first', 'module', ['vitest', 'run'], false);

  writeFileSync(join(project, 'vitest', 'node.test.mjs'), `import assert from 'node:assert/strict';\nimport test from 'node:test';
${IMPORTS(['withLake'], 'tarn-lake')}${IMPORTS(['refresh'], './app.js')}
test('first', withLake(async () => assert.equal(await refresh(), 'SUCCEEDED')));\n`);
  const plain = run(process.execPath, ['--test', 'node.test.mjs'], join(project, 'vitest'));
  check('node-test/first-test/is-green', plain.status === 0 && /pass 1/.test(plain.printed), plain.printed);

  // Another thread, such as a worker of a runner, has lakes of its own.
  writeFileSync(join(project, 'threads.cjs'), `const { Worker, isMainThread } = require('node:worker_threads');
const { Lake } = require('tarn-lake');
new Lake().close();
if (isMainThread) for (let i = 0; i < 3; i++) new Worker(__filename).on('exit', (code) => console.log('ended', code));\n`);
  const threads = run(process.execPath, ['threads.cjs'], project);
  check('threads/have-lakes', threads.printed === 'ended 0\n'.repeat(3), threads.printed);
  // The lab is in the package if the build has it.
  if (readdirSync(join(project, 'node_modules', 'tarn-lake', 'libraries')).some((name) => name.includes('tarn-lab'))) {
    writeFileSync(join(project, 'lab.mjs'), `import { Scenario } from 'tarn-lake/lab';
const text = '[lake]\\nhorizon = 1 d\\n[table a.b]\\nsize = 1 GB\\ncommits = every 10 min, 5 MB\\n[view a.c]\\nsources = a.b\\n[policy]\\ntrigger = interval 1 h\\n';
console.log(new Scenario(text).simulate().rows({ views: false }).length > 50);\n`);
    const lab = run(process.execPath, ['lab.mjs'], project);
    check('lab/has-rows', lab.printed === 'true\n', lab.printed);
  }
  console.log(`# all of it took ${Date.now() - began} ms`);
}

if (!existsSync(join(MODULES ?? '', 'vitest'))) {
  console.log('1..0 # SKIP needs the modules that tests/clients/javascript/package.json lists');
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), 'tarn-walk-'));
try {
  walk(folder);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`1..${number}`);
process.exitCode = nFailed > 0 ? 1 : 0;
