import { readFileSync } from 'node:fs';
import { request } from 'node:https';

const key = readFileSync('api-key.txt', 'utf8').trim();
const body = Buffer.from('hello');
const post = request('@API_URL@/topics/@TOPIC@/records', {
  method: 'POST',
  ca: readFileSync('ca.crt'),
  timeout: 30_000,
  headers: {
    Authorization: `Bearer ${key}`,
    'Content-Type': 'application/octet-stream',
    'Content-Length': body.length,
  },
});
post.on('response', async (answer) => {
  console.log(answer.statusCode, (await answer.toArray()).join(''));
});
post.on('timeout', () => post.destroy(new Error('no answer within 30 s')));
post.on('error', (failure) => {
  console.error(failure.message);
  process.exitCode = 1;
});
post.end(body);
