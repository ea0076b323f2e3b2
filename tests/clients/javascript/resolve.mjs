// SPDX-License-Identifier: MIT
//
// Looks for modules in a folder of its own: a test must not write into the sources, which is where node looks.

let folder;

export function initialize(data) {
  folder = data;
}

export function resolve(specifier, context, nextResolve) {
  const isOurs = /^(@aws-sdk|@smithy)\/|^koffi$/.test(specifier) && !context.parentURL?.includes('/node_modules/');
  return nextResolve(specifier, isOurs ? { ...context, parentURL: folder } : context);
}
