// SPDX-License-Identifier: MIT
//
// Opens pages in Chromium as readers do: wide and narrow, by day and by night.
// Usage: page.mjs CHROMIUM FOLDER-FOR-IMAGES PAGE...
// Each picture has to be there, nothing may be wider than the window, and the browser may complain of nothing. The
// browser is driven over a pipe, and has no network. The images are for people to look at.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const [chromium, folder, ...pages] = process.argv.slice(2);
const WIDTHS = [400, 1280];
const SCHEMES = ['light', 'dark'];
// The least contrast of texts to their ground that WCAG 2.1 wants.
const CONTRAST_MIN = 4.5;

let n = 0;
let nFailed = 0;

function check(name, problems) {
  n += 1;
  nFailed += problems.length > 0 ? 1 : 0;
  console.log(`${problems.length > 0 ? 'not ok' : 'ok'} ${n} ${name}`);
  problems.slice(0, 10).forEach((problem) => console.log(`# ${problem}`));
}

// Runs in the page.
function findProblems() {
  const problems = [];
  const width = document.documentElement.clientWidth;
  const isShown = (element) => element.getClientRects().length > 0;

  if (document.documentElement.scrollWidth > width)
    problems.push(`the page is ${document.documentElement.scrollWidth} pixels wide in a window of ${width}`);
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (isShown(element) && element.closest('thead') === null && box.right > width + 1)
      problems.push(`<${element.tagName}> ${element.textContent.slice(0, 40)} ends at ${box.right} of ${width}`);
  }
  for (const figure of document.querySelectorAll('figure')) {
    const drawings = [...figure.querySelectorAll('svg')].filter(isShown);
    if (drawings.length !== 1)
      problems.push(`${figure.id} shows ${drawings.length} drawings`);
    for (const drawing of drawings) {
      const box = drawing.getBoundingClientRect();
      const frame = drawing.viewBox.baseVal;
      if (box.width < 200 || box.height < 80)
        problems.push(`${drawing.id} is ${box.width} by ${box.height}`);
      if (drawing.querySelectorAll('path.curve, circle.mark, rect.bar').length === 0)
        problems.push(`${drawing.id} is empty`);
      for (const word of ['title', 'desc'])
        if ((drawing.querySelector(`:scope > ${word}`)?.textContent ?? '').length < 4)
          problems.push(`${drawing.id} has no <${word}>`);
      for (const id of drawing.getAttribute('aria-labelledby').split(' '))
        if (document.querySelectorAll(`[id="${id}"]`).length !== 1)
          problems.push(`${drawing.id} names ${id}, which is not there once`);
      const texts = [...drawing.querySelectorAll('text')].map((text) => [text, text.getBBox()]);
      for (const [text, at] of texts)
        if (at.x < -1 || at.y < -1 || at.x + at.width > frame.width + 1 || at.y + at.height > frame.height + 1)
          problems.push(`${drawing.id}: '${text.textContent}' is cut off`);
      for (let i = 0; i < texts.length; i++)
        for (let j = i + 1; j < texts.length; j++) {
          const [a, b] = [texts[i][1], texts[j][1]];
          const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
          const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
          if (across > 10 && down > 60)
            problems.push(`${drawing.id}: '${texts[i][0].textContent}' is over '${texts[j][0].textContent}'`);
        }
    }
  }
  return problems;
}

// Runs in the page. Texts on bars have the bars as their ground.
function findFaint(contrastMin) {
  const problems = [];
  const read = (color) => color.match(/[\d.]+/g).slice(0, 3).map(Number);
  const light = (color) => read(color).map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const ground = getComputedStyle(document.body).backgroundColor;

  for (const element of document.querySelectorAll('h1, h2, p, th, td, figcaption, text')) {
    const style = getComputedStyle(element);
    const isSvg = element.tagName === 'text';
    const bars = isSvg ? element.parentElement.querySelectorAll('rect') : [];
    const under = ['in', 'on'].includes(element.getAttribute('class')) ? getComputedStyle(bars[bars.length - 1]).fill : ground;
    const contrast = ratio(isSvg ? style.fill : style.color, under);
    if (contrast < contrastMin)
      problems.push(`'${element.textContent.slice(0, 40)}' has a contrast of ${contrast.toFixed(2)}`);
  }
  return problems;
}

async function look(browser, file, width, scheme) {
  const page = await browser.newPage();
  const complaints = [];
  const fetched = [];
  const name = `${path.basename(file, '.html')}-${width}-${scheme}`;

  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => fetched.push(request.url()));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(pathToFileURL(path.resolve(file)).href);
  check(`${name}: the browser complains of nothing`, complaints);
  check(`${name}: nothing else is fetched`, fetched.slice(1));
  check(`${name}: every picture is there and fits`, await page.evaluate(findProblems));
  check(`${name}: texts stand out from their ground`, await page.evaluate(findFaint, CONTRAST_MIN));
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await page.close();
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  pipe: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'],
});
for (const file of pages)
  for (const width of WIDTHS)
    for (const scheme of SCHEMES)
      await look(browser, file, width, scheme);
await browser.close();
console.log(`1..${n}`);
process.exitCode = nFailed > 0 ? 1 : 0;
