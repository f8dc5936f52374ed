// Clients of a REST route, in a process of their own: autocannon from its command line.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const CONNECTIONS = 10;
const SECONDS = 5;

const autocannon = createRequire(import.meta.url).resolve('autocannon');

const outcome = z.looseObject({
  requests: z.looseObject({ average: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
  timeouts: z.number(),
});

/** Requests a second that were answered well; rejects when one was not. */
export async function askAgainAndAgain(url: string): Promise<number> {
  const args = [autocannon, '-j', '-c', String(CONNECTIONS), '-d', String(SECONDS), url];
  const clients = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const { requests, non2xx, errors, timeouts } = outcome.parse(JSON.parse(await text(clients.stdout)));
  if (non2xx + errors + timeouts > 0)
    throw new Error(`${url}: ${non2xx} refused, ${errors} failed, ${timeouts} late`);
  return requests.average;
}
