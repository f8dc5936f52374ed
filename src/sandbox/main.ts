// The entry of the sandbox process. The guard sends its order, is told the port, and takes the process along when it goes.
import { systemClock } from '../core/clock.ts';
import { type AppError, toAppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { openControlServer } from './control/server.ts';
import { members } from './members/index.ts';
import { sandboxOrder } from './order.ts';
import { openSandbox } from './sandbox.ts';

process.once('message', (message) => {
  start(message).catch((thrown: unknown) => fail(toAppError(thrown)));
});
process.once('disconnect', () => process.exit(exitCodes.ok));
// nobody sends an order to a process that was started by hand
if (process.send === undefined) fail({ kind: 'config', message: 'It is started by `./zapflow start`.' });

async function start(message: unknown): Promise<void> {
  const { port, exchangePort, solanaPort, pricesPort, token, seed, speed } = sandboxOrder.parse(message);
  const sandbox = await openSandbox(members, {
    clock: systemClock,
    seed,
    speed,
    ports: { exchange: exchangePort, solana: solanaPort, prices: pricesPort },
  });
  const control = await openControlServer({ port, token, sandbox });
  process.send?.({ port: control.port });
}

function fail({ kind, message }: Pick<AppError, 'kind' | 'message'>): never {
  process.stderr.write(`./zapflow sandbox: ${message}\n`);
  process.exit(kind === 'config' ? exitCodes.config : exitCodes.internal);
}
