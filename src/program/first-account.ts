// The one-time address that makes the first account: told on the terminal and by `zapflow status`, never in the log files,
// which others may read.
import { hash } from 'node:crypto';
import type { Config } from '../config/resolve.ts';
import type { Clock } from '../core/clock.ts';
import { toAppError } from '../core/errors.ts';
import type { Log } from '../core/log/log.ts';
import { systemRandom } from '../core/random.ts';
import type { Client } from '../core/service.ts';
import type { gatewayContract } from '../workers/gateway/contract.ts';

export type SetupToken = { readonly text: string; readonly hash: string };

const BYTES = 32;
/** Storage may come later than the gateway. */
const AGAIN_MS = 5000;

/** New at each start; the gateway knows its hash only. */
export function createSetupToken(): SetupToken {
  const text = Buffer.from(systemRandom.hex(BYTES), 'hex').toString('base64url');
  return { text, hash: hash('sha256', text, 'hex') };
}

type Sources = {
  readonly gateway: Pick<Client<typeof gatewayContract>, 'address' | 'needsSetup'>;
  readonly config: Pick<Config, 'gateway'>;
  readonly token: string;
};

type Options = Sources & {
  readonly clock: Clock;
  readonly log: Log;
  readonly io: { err(text: string): void };
  readonly end: { readonly isRequested: boolean };
};

/** The address; undefined where somebody can sign in. Rejects while gateway or storage do not answer. */
export async function findSetUpAddress(
  { gateway, config, token }: Sources,
  options: { readonly deadlineMs?: number } = {},
): Promise<string | undefined> {
  if (!(await gateway.needsSetup(undefined, options))) return undefined;
  const { port, scheme } = await gateway.address(undefined, options);
  return `${scheme}://${toShownHost(config)}:${port}/setup#token=${token}`;
}

/** Tells the address as soon as the gateway knows that nobody can sign in; nothing where somebody can. Never rejects. */
export async function tellFirstAccount({ clock, log, io, end, ...sources }: Options): Promise<void> {
  while (!end.isRequested) {
    try {
      const address = await findSetUpAddress(sources);
      if (address === undefined) return;
      log.info('nobody can sign in yet: `./zapflow status` tells the address that makes the first account');
      io.err(`zapflow: make the first account at ${address}\n`);
      return;
    } catch (error) {
      if (toAppError(error).kind !== 'transient') {
        log.warn('the address that makes the first account cannot be told', { err: error });
        return;
      }
      await clock.sleep(AGAIN_MS);
    }
  }
}

/** A name that a browser can open. */
function toShownHost({ gateway: { host, hosts } }: Pick<Config, 'gateway'>): string {
  const [name] = hosts.split(',');
  if (name) return name.trim();
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
