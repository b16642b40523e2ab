// Writes records with fetch, which is undici. NODE_EXTRA_CA_CERTS names ca.crt.
import diagnostics from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

let connections = 0;
diagnostics.subscribe('undici:client:connected', () => connections++);

const url = readFileSync('url', 'utf8') + '/topics/orders/records';

async function post(step, body, { key = 'key', query = '' } = {}) {
  const answer = await fetch(url + query, {
    method: 'POST',
    headers: { Authorization: 'Bearer ' + readFileSync(key, 'utf8') },
    body,
    duplex: 'half',
  });
  console.log([step, answer.status, await answer.text()].join('\t'));
}

const large = readFileSync('large');
const query = '?' + new URLSearchParams({ key: 'k ü', headers: 'colour:726564' });
await post('bytes', readFileSync('bytes'), { query });
await post('large', large);
await post('chunked', new Blob([large]).stream());
await post('unauthenticated', 'x', { key: 'wrong-key' });
await post('too-large', readFileSync('too-large'));
await post('again', 'again');
console.log('connections\t' + connections);
