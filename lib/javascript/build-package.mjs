// SPDX-License-Identifier: MIT
//
// Packs the package outside of the source tree, with the shared libraries of the folders in TARN_LIBRARY_PATH, and
// prints the path of the tarball: build-package.mjs SOURCE OUTPUT. Nothing is fetched for it.

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';

// The lab is there if the build has it.
const LIBRARIES = ['tarn-1', 'tarn-wire-1', 'tarn-lab-1'];
const NEEDED = ['tarn-1', 'tarn-wire-1'];

function findLibrary(name) {
  const folders = (process.env.TARN_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean);
  const paths = folders.flatMap((folder) => [join(folder, `lib${name}.so.0`), join(folder, `lib${name}.0.dylib`)]);
  const path = paths.find((each) => existsSync(each));
  if (path === undefined && NEEDED.includes(name))
    throw new Error(`TARN_LIBRARY_PATH names no folder with lib${name}: build Tarn first, with jansson`);
  return path;
}

function pack(source, output) {
  const folder = mkdtempSync(join(tmpdir(), 'tarn-package-'));
  try {
    const copy = join(folder, 'package');
    const described = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    for (const name of described.files.filter((each) => existsSync(join(source, each))))
      cpSync(join(source, name), join(copy, name), { recursive: true });
    copyFileSync(join(source, '..', '..', 'LICENSE'), join(copy, 'LICENSE'));
    mkdirSync(join(copy, 'libraries'));
    for (const path of LIBRARIES.map(findLibrary).filter(Boolean))
      copyFileSync(path, join(copy, 'libraries', basename(path)));
    const { os = [process.platform], cpu = [process.arch] } = described;
    writeFileSync(join(copy, 'package.json'), `${JSON.stringify({ ...described, os, cpu }, null, 2)}\n`);
    mkdirSync(output, { recursive: true });
    // npm keeps notes about its work, which are nobody's.
    const env = { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_update_notifier: 'false' };
    const printed = execFileSync('npm', ['pack', '--offline', '--json', '--pack-destination', output],
      { cwd: copy, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    return join(output, JSON.parse(printed)[0].filename);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [source, output] = process.argv.slice(2).map((path) => resolve(path));
process.stdout.write(`${pack(source, output)}\n`);
