// A receiver of webhooks: it takes what Zapflow signed, once, and nothing that is old, changed or made up. Everything down to
// the line is yours to copy; below it the example sends itself what a receiver meets.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { toSignature } from '../src/workers/gateway/webhooks/signature.ts';

/** Shown once, when the receiver was added. */
const SECRET = process.env['ZAPFLOW_WEBHOOK_SECRET'] ?? 'whsec_of-the-example';
const MAX_AGE_S = 300;
const MAX_BODY_BYTES = 256 * 1024;

/** Over the bytes as they came: JSON that was read and written again may differ. */
function isSigned(header: string, body: string, nowS: number): boolean {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (Math.abs(nowS - Number(seconds)) > MAX_AGE_S) return false;
  const expected = createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest();
  return given !== '' && timingSafeEqual(expected, Buffer.from(given, 'hex'));
}

/** A message may come again; in earnest this is a table with a unique column. */
const seen = new Set<string>();

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return void response.writeHead(413).end();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  if (!isSigned(String(request.headers['zapflow-signature']), body, Date.now() / 1000))
    return void response.writeHead(401).end();
  const { id, type, data } = JSON.parse(body);
  if (!seen.has(id)) console.log(`${type}: ${data.title}`);
  seen.add(id);
  // Whatever is not 2xx is sent again later.
  response.writeHead(204).end();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

// ---------------------------------------------------------------------------------------------------------------------------

const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
const body = JSON.stringify({
  id: 'alert.raised-1',
  topic: 'alerts',
  type: 'alert.raised',
  atMs: Date.now(),
  data: { title: 'Redis is away' },
});

async function send(what: string, text: string, signature: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body: text,
    headers: { 'zapflow-signature': signature },
  });
  console.log(`${what}: ${answer.status}`);
}

const now = toSignature(SECRET, Date.now(), body);
await send('signed', body, now);
await send('the same again', body, now);
await send('changed', body.replace('away', 'back'), now);
await send('recorded an hour ago', body, toSignature(SECRET, Date.now() - 3_600_000, body));
await send('made up', body, toSignature('another secret', Date.now(), body));
server.close();
server.closeAllConnections();
