// Where the sandbox serves what feeds serve; it may come back elsewhere when it was started again.
import type { Timer } from '../../../core/clock.ts';
import type { Context } from '../../../core/service.ts';
import type { sandboxContract } from '../../sandbox/contract.ts';

type Doors = Pick<Context<never, { sandbox: typeof sandboxContract }>, 'clients' | 'clock'>;

const LOOK_MS = 2000;

export type SandboxAddress = {
  /** Undefined until the sandbox told. */
  readonly address: string | undefined;
  stop(): void;
};

export function createSandboxAddress({ clients, clock }: Doors): SandboxAddress {
  let port: number | undefined;
  const look = async () => {
    const state = await clients.sandbox.status().catch(() => undefined);
    const found = state?.members.find(({ name }) => name === 'prices')?.facts['port'];
    if (typeof found === 'number') port = found;
  };
  void look();
  const timer: Timer = clock.every(LOOK_MS, () => void look());
  return {
    get address() {
      return port === undefined ? undefined : `http://127.0.0.1:${port}`;
    },
    stop: () => timer.cancel(),
  };
}
