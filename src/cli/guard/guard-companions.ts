// The processes beside the program: the sandbox, and the signer, whose keys stay loaded while the program restarts.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../core/clock.ts';
import type { Companions, FromProgram, SandboxOrder } from '../../program/guard/words.ts';
import { createSignerClient, type SignerClient } from '../../signer/client.ts';
import { spawnSigner } from '../../signer/spawn-signer.ts';
import { processFlags } from '../process-flags.ts';
import { type Companion, keepCompanion } from './guard-companion.ts';
import { MAX_RESTARTS } from './guard-policy.ts';

const sandboxEntry = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

type Wanted = Extract<FromProgram, { type: 'wanted' }>;
type Options = {
  readonly clock: Clock;
  readonly err: (text: string) => void;
  readonly onChange: () => void;
};

export type CompanionSet = {
  readonly companions: Companions;
  /** Of the signer that runs now. */
  signer(): SignerClient | undefined;
  /** Starts what is new in it, and ends what is no longer in it. */
  want(wanted: Pick<Wanted, 'sandbox' | 'signer'>): void;
  stop(): Promise<void>;
};

export function createCompanions(options: Options): CompanionSet {
  const { clock, onChange } = options;
  let sandbox: { readonly order: SandboxOrder; readonly companion: Companion } | undefined;
  let signer: Companion | undefined;
  let client: SignerClient | undefined;
  const leaving = new Set<Promise<void>>();
  const leave = (companion: Companion | undefined): void => {
    if (!companion) return;
    const left = companion.stop().finally(() => leaving.delete(left));
    leaving.add(left);
  };

  const startSandbox =
    (order: SandboxOrder) =>
    (setPort: (port: number) => void): ChildProcess => {
      const child = spawn(process.execPath, [...processFlags, sandboxEntry], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        env: harmlessEnvironment(process.env),
        detached: true,
      });
      child.on('message', ({ port }: { readonly port: number }) => setPort(port));
      // what is wrong with it is told by its end
      child.send(order, () => {});
      return child;
    };
  const startSigner = (): ChildProcess => {
    const child = spawnSigner();
    const { stdin: input, stdout: output } = child;
    if (input && output) client = createSignerClient({ input, output }, { clock });
    return child;
  };

  return {
    get companions() {
      return { sandbox: sandbox?.companion.state ?? null, signer: signer?.state ?? null };
    },
    signer: () => client,
    want(wanted) {
      if (JSON.stringify(wanted.sandbox) !== JSON.stringify(sandbox?.order ?? null)) {
        leave(sandbox?.companion);
        const { sandbox: order } = wanted;
        const end = (child: ChildProcess) => child.disconnect();
        const start = order && startSandbox(order);
        sandbox = start
          ? {
              order,
              companion: keepCompanion({
                ...options,
                name: 'sandbox',
                maxRestarts: Number.POSITIVE_INFINITY,
                start,
                end,
              }),
            }
          : undefined;
      }
      if (wanted.signer && !signer) {
        const end = (child: ChildProcess) => void child.stdin?.end();
        // its counts begin anew with each life, so its lives are counted
        signer = keepCompanion({
          ...options,
          name: 'signer',
          maxRestarts: MAX_RESTARTS,
          start: startSigner,
          end,
        });
      }
      onChange();
    },
    async stop() {
      leave(sandbox?.companion);
      leave(signer);
      await Promise.all(leaving);
    },
  };
}

/** What a process that needs no setting may be given: the environment of the program may hold passwords. */
function harmlessEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ['PATH', 'TZ', 'TMPDIR', 'NODE_COMPILE_CACHE'];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
