// What the command line asks of the sandbox, over the control socket.
import { codecOf } from '../../core/codec.ts';
import type { Client } from '../../core/service.ts';
import type { ControlCommand } from '../../core/supervisor/control-socket.ts';
import { sandboxContract } from '../../workers/sandbox/contract.ts';
import { operator } from '../../workers/storage/operations/operator.ts';

type Sandbox = Client<typeof sandboxContract>;

const { setFault, setSpeed, setSeed } = sandboxContract.calls;
const faultInput = codecOf(setFault.input);
const speedInput = codecOf(setSpeed.input);
const seedInput = codecOf(setSeed.input);

/** Whoever may use the control socket is the user who runs the program. */
const by = operator;

export function toSandboxCommands(sandbox: () => Promise<Sandbox>): Record<string, ControlCommand> {
  return {
    sandboxStatus: async () => (await sandbox()).status(),
    sandboxFault: async (order) => (await sandbox()).setFault(faultInput.check({ ...order, by })),
    sandboxSpeed: async ({ speed }) => (await sandbox()).setSpeed(speedInput.check({ speed, by })),
    sandboxSeed: async ({ seed }) => (await sandbox()).setSeed(seedInput.check({ seed, by })),
  };
}
