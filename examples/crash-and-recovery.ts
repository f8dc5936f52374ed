// A worker dies with a call in its hands. Its caller is told at once, and the next call finds its successor.
import { startRuntime } from '../src/core/supervisor/start-runtime.ts';
import { greeterContract } from './services/greeter-contract.ts';

const runtime = await startRuntime({
  workers: [
    { name: 'greeter', module: new URL('./services/greeter.ts', import.meta.url).href, hotSpare: true },
  ],
  uses: { greeter: greeterContract },
});
const { greeter } = runtime.clients;
await runtime.ready;

console.log(await greeter.greet({ name: 'Ada' }));
// It may have happened or not: the kind says that nobody must simply do it again.
await greeter.crash().catch((error) => console.log(`${error.code} (${error.kind})`));
console.log(await greeter.greet({ name: 'Grace' }));
console.log(runtime.supervisor.status.filter(({ service }) => service === 'greeter'));

await runtime.stop();
