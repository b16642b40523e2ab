// Uses the connect page as people do, with the keyboard, and prints as JSON what came of it:
//   node see.mjs CHROMIUM URL TOPIC FOLDER
// Pictures and downloads land in FOLDER.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [executablePath, url, topic, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const seen = { errors: [], violations: [], tooWide: [], texts: {}, copied: {} };

// The page's certificate is not known to this browser, as it is not to most readers' at first.
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 360]) {
      await look(colorScheme, width);
    }
  }
  await use();
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

async function open(look, at) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...look,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('console', (line) => line.type() === 'error' && seen.errors.push(`${at}: ${line.text()}`));
  page.on('pageerror', (error) => seen.errors.push(`${at}: ${error}`));
  page.on('requestfailed', (to) => seen.errors.push(`${at}: ${to.url()} failed`));
  await page.goto(url);
  await page.locator('html[data-ready=true]').waitFor();
  return page;
}

/** One theme at one width: pictures, closed and open, and what axe says of all that can be shown at once. */
async function look(colorScheme, width) {
  const at = `${colorScheme}-${width}`;
  const page = await open({ colorScheme, viewport: { width, height: 900 } }, at);
  await page.screenshot({ path: `${folder}/${at}.png`, fullPage: true });
  const overflow = await page.evaluate(() => {
    document.querySelectorAll('details').forEach((part) => { part.open = true; });
    document.querySelectorAll('.program').forEach((part) => { part.hidden = false; });
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
  await page.screenshot({ path: `${folder}/${at}-open.png`, fullPage: true });
  if (overflow > 0) seen.tooWide.push(`${at}: ${overflow} pixels`);
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  if (passes.length < 20) seen.errors.push(`${at}: axe looked at nothing`);
  for (const { id, help, nodes } of violations) {
    seen.violations.push(`${at}: ${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
  }
  await page.context().close();
}

/** From top to bottom with the keyboard alone. */
async function use() {
  const page = await open({}, 'use');
  seen.texts = await page.evaluate(() => ({
    title: document.title,
    endpoints: [...document.querySelectorAll('.card code[data-fact]')].map((code) => code.textContent),
    limits: [...document.querySelectorAll('[data-bytes]')].map((cell) => cell.textContent),
    fingerprints: [...document.querySelectorAll('.fingerprint code')].map((code) => code.textContent),
    operations: [...document.querySelectorAll('.operation > summary')].map((line) => line.textContent),
  }));
  for (const file of ['ca.crt', 'ca.p12', 'ca.der']) {
    const download = page.waitForEvent('download');
    await tabTo(page, (active, name) => active.getAttribute('download') === name, file);
    await page.keyboard.press('Enter');
    await (await download).saveAs(`${folder}/${file}`);
  }
  await tabTo(page, (active) => active.id === 'topic');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type("a b'; rm -rf ~ #");
  seen.refused = await page.evaluate(() => ({
    invalid: document.getElementById('topic').getAttribute('aria-invalid'),
    error: document.getElementById('topic-error').textContent,
    snippet: document.getElementById('snippet-curl.sh').textContent,
  }));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(topic);
  const programs = await page.locator('[name=program]').count();
  for (let i = 0; i < programs; i++) {
    await tabTo(page, (active) => active.name === 'program', '', i === 0 ? 'Tab' : 'Shift+Tab');
    if (i > 0) await page.keyboard.press('ArrowRight');
    const program = await page.evaluate(() => document.activeElement.value);
    await tabTo(page, (active) => active.textContent === 'Copy' && active.closest('.snippet') !== null);
    seen.copied[program] = await copy(page);
    if (program === 'java') {
      await tabTo(page, (active) => active.dataset.copy === 'run-java', '', 'Shift+Tab');
      seen.copied['java-command'] = await copy(page);
    }
  }
}

async function copy(page) {
  await page.evaluate(() => navigator.clipboard.writeText('nothing'));
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.locator('#announcement').evaluate((place) => { place.textContent = ''; });
  return text;
}

/** Presses the key until `isIt` of the element in focus. */
async function tabTo(page, isIt, detail = '', key = 'Tab') {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press(key);
    if (await page.evaluate(`(${isIt})(document.activeElement, ${JSON.stringify(detail)})`)) return;
  }
  throw new Error(`the keyboard does not get to ${isIt} ${detail}`);
}
