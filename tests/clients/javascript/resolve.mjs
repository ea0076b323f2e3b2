// SPDX-License-Identifier: MIT
//
// Finds modules in a separate folder. Node would search in the sources, but a test must not write there.

let folder;

export function initialize(data) {
  folder = data;
}

export function resolve(specifier, context, nextResolve) {
  const isOurs = /^(@aws-sdk|@smithy)\/|^koffi$/.test(specifier) && !context.parentURL?.includes('/node_modules/');
  return nextResolve(specifier, isOurs ? { ...context, parentURL: folder } : context);
}
