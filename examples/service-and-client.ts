// A service on a thread of its own, and a client that calls it and listens to its events.
import { startRuntime } from '../src/core/supervisor/start-runtime.ts';
import { greeterContract } from './services/greeter-contract.ts';

const runtime = await startRuntime({
  workers: [{ name: 'greeter', module: new URL('./services/greeter.ts', import.meta.url).href }],
  uses: { greeter: greeterContract },
});
const { greeter } = runtime.clients;

const heard = new Promise<void>((resolve) => {
  greeter.on('greeted', ({ name, total }, { source, correlationId }) => {
    console.log(`${source} greeted ${name}, ${total} so far; caused by ${correlationId.split('.')[0]}`);
    if (total === 2) resolve();
  });
});

console.log(await greeter.greet({ name: 'Ada' }));
console.log(await greeter.greet({ name: 'Grace' }, { deadlineMs: 1000 }));
await heard;

// The contract holds at run time too, wherever a message comes from.
const wrong = { name: 42 } as unknown as { name: string };
await greeter.greet(wrong).catch((error) => console.log(error.code, error.details.issues[0].path));

await runtime.stop();
