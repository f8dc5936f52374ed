import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';

/** The socket of a predecessor that died a moment ago may still be closing. */
const ATTEMPTS = 10;
const PAUSE_MS = 100;

const unbindable = new Set(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND']);

export type Binding = {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** As a sentence begins: `The gateway`. */
  readonly who: string;
  /** What it throws when the address is not to be had. */
  readonly code: 'GATEWAY_UNBINDABLE' | 'MQTT_UNBINDABLE';
  /** The setting of the port. */
  readonly path: string;
};

/** Calls `listen`, again while the port is taken, for a second. */
export async function bind(listen: () => Promise<unknown>, binding: Binding): Promise<void> {
  const { host, port, clock, who, code: ours, path } = binding;
  for (let attempt = 1; ; attempt++) {
    try {
      await listen();
      return;
    } catch (cause) {
      const { code = '' } = cause as { code?: string };
      if (!unbindable.has(code)) throw cause;
      const message = `${who} cannot listen on ${host}:${port} (${code}).`;
      if (code !== 'EADDRINUSE' || attempt === ATTEMPTS)
        throw new AppError(ours, message, { details: { path, host, port, code }, cause });
      await clock.sleep(PAUSE_MS);
    }
  }
}
