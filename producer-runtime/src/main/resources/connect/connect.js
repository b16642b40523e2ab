'use strict';
// Fills the page with what /connect.json and /openapi.json say. Text only ever becomes text, never markup.

const TOPIC = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/;
const METHODS = ['get', 'head', 'post', 'put', 'delete'];
const byId = (id) => document.getElementById(id);
const at = (value, path) => path.split('.').reduce((inner, name) => inner?.[name], value);

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** Text in which `this` is code. */
function prose(text) {
  return text.split('`').map((part, i) => (i % 2 ? element('code', {}, part) : part));
}

const paragraphs = (text) => text.split('\n\n').map((part) => element('p', {}, ...prose(part)));

// ---------------------------------------------------------------- copying

let announced;

function announce(text) {
  byId('announcement').textContent = text;
  clearTimeout(announced);
  announced = setTimeout(() => { byId('announcement').textContent = ''; }, 3000);
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    announce('Copied');
  } catch {
    getSelection().selectAllChildren(source);
    announce('Selected: copy it with your keyboard');
  }
}

// ---------------------------------------------------------------- this instance

function showFacts(facts) {
  document.title = `Connect to ${facts.name}`;
  document.querySelectorAll('[data-fact]').forEach((place) => {
    place.textContent = at(facts, place.dataset.fact) ?? '';
  });
  document.querySelectorAll('[data-bytes]').forEach((place) => {
    place.textContent = `${at(facts, place.dataset.bytes).toLocaleString('en')} bytes`;
  });
  const clientAuth = 'clientAuth' in facts.endpoints;
  document.querySelectorAll('[data-with]').forEach((part) => { part.hidden = !clientAuth; });
  document.querySelectorAll('[data-without]').forEach((part) => { part.hidden = clientAuth; });
  byId('authorities').replaceChildren(...facts.authorities.map(authority));
}

function authority({ subject, notAfter, sha256, der }) {
  const fingerprint = sha256.toUpperCase().match(/../g).join(':');
  return element('li', {},
    element('a', { href: der, download: der.slice(1) }, der.slice(1)),
    element('span', {}, ` DER: ${subject}, until ${notAfter.slice(0, 10)}`),
    element('span', { class: 'fingerprint' }, 'SHA-256 ', element('code', {}, fingerprint)));
}

// ---------------------------------------------------------------- snippets

function makeSnippets(snippets) {
  document.querySelectorAll('[data-snippet]').forEach((section) => {
    const file = section.dataset.snippet;
    if (!(file in snippets)) {
      section.replaceChildren(element('p', {}, 'This instance has no endpoint for client certificates.'));
      return;
    }
    const name = section.getAttribute('aria-label');
    const code = element('code', { id: `snippet-${file}` });
    const button = element('button', { type: 'button', 'aria-label': `Copy the example for ${name}` }, 'Copy');
    button.addEventListener('click', () => copy(code));
    section.append(element('div', { class: 'snippet' },
      element('div', {}, element('code', {}, file), button),
      element('pre', { tabindex: '0', role: 'region', 'aria-label': `Example for ${name}` }, code)));
  });
}

function fillSnippets(snippets) {
  const topic = byId('topic').value.trim();
  const legal = TOPIC.test(topic);
  byId('topic').setAttribute('aria-invalid', String(!legal));
  byId('topic-error').textContent = legal
    ? '' : 'A topic has 1 to 249 characters of A-Z a-z 0-9 . _ - and is not . or ..; the examples keep the last one.';
  if (legal) {
    Object.entries(snippets).forEach(([file, text]) => {
      const place = byId(`snippet-${file}`);
      if (place) place.textContent = text.replaceAll('@TOPIC@', topic);
    });
  }
}

function showProgram() {
  const chosen = document.querySelector('[name=program]:checked').value;
  document.querySelectorAll('.program').forEach((section) => {
    section.hidden = section.id !== `program-${chosen}`;
  });
}

// ---------------------------------------------------------------- API reference

function showApi(api) {
  const resolve = (part) => (part?.$ref
    ? resolve(at(api, part.$ref.slice(2).replaceAll('/', '.'))) : part);
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => method in methods).map((method) => ({
      method,
      path,
      parameters: [...(methods.parameters ?? []), ...(methods[method].parameters ?? [])].map(resolve),
      body: resolve(methods[method].requestBody),
      responses: Object.entries(methods[method].responses).map(([status, to]) => [status, resolve(to)]),
      ...pick(methods[method], 'summary', 'description'),
    })));
  byId('api').replaceChildren(...paragraphs(api.info.description), ...operations.map(operation));
}

const pick = (from, ...names) => Object.fromEntries(names.map((name) => [name, from[name]]));

function operation({ method, path, summary, description, parameters, body, responses }) {
  const types = Object.keys(body?.content ?? {});
  return element('details', { class: 'operation' },
    element('summary', {}, element('h3', {},
      element('span', { class: 'method' }, method.toUpperCase()), ' ', element('code', {}, path), ' ',
      element('span', { class: 'title' }, summary))),
    element('div', {},
      ...paragraphs(description ?? ''),
      ...titled('Parameters', parameters.length > 0 && table(['Name', 'In', 'Meaning'],
        parameters.map((one) => [element('code', {}, one.name), one.in, prose(one.description ?? '')]))),
      ...titled('Content types of the body', types.length > 0 && element('ul', {},
        ...types.map((type) => element('li', {}, element('code', {}, type))))),
      ...titled('Answers', table(['Status', 'When'],
        responses.map(([status, answer]) => [status, prose(answer.description)])))));
}

const titled = (title, content) => (content ? [element('h4', {}, title), content] : []);

function table(heads, rows) {
  const cells = (row) => row.map((cell, i) =>
    element(i ? 'td' : 'th', i ? {} : { scope: 'row' }, ...[cell].flat()));
  return element('table', {},
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row)))));
}

// ---------------------------------------------------------------- start

async function json(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function start() {
  document.querySelectorAll('[data-copy]').forEach((button) =>
    button.addEventListener('click', () => copy(byId(button.dataset.copy))));
  document.querySelectorAll('[name=program]').forEach((radio) =>
    radio.addEventListener('change', showProgram));
  showProgram();
  const [facts, api] = await Promise.all([json('/connect.json'), json('/openapi.json')]);
  showFacts(facts);
  makeSnippets(facts.snippets);
  byId('topic').addEventListener('input', () => fillSnippets(facts.snippets));
  fillSnippets(facts.snippets);
  showApi(api);
  document.documentElement.dataset.ready = 'true';
}

start().catch((failure) => {
  byId('failure').textContent = `Not all of this page could be loaded (${failure.message}). Try again.`;
  byId('failure').hidden = false;
});
