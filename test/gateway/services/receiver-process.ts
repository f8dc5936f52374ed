// A receiver of webhooks in a process of its own: it writes each id to a file before it answers.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , port, file = ''] = process.argv;

createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  appendFileSync(file, `${JSON.parse(body).id}\n`);
  response.writeHead(204).end();
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
