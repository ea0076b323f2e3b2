// SPDX-License-Identifier: MIT
//
// Finds modules in a separate folder. Node would search in the sources, but a test must not write there. The package
// itself is where its sources are.

const PACKAGE = {
  'tarn-lake': new URL('../../../lib/javascript/index.js', import.meta.url).href,
  'tarn-lake/lab': new URL('../../../lib/javascript/lab.js', import.meta.url).href,
  'tarn-lake/setup': new URL('../../../lib/javascript/setup.js', import.meta.url).href,
};
let folder;

export function initialize(data) {
  folder = data;
}

export function resolve(specifier, context, nextResolve) {
  if (specifier in PACKAGE) return nextResolve(PACKAGE[specifier], context);
  const isOurs = /^(@aws-sdk|@smithy)\//.test(specifier) && !context.parentURL?.includes('/node_modules/');
  return nextResolve(specifier, isOurs ? { ...context, parentURL: folder } : context);
}
