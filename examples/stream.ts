// Fifty thousand records from one thread to another through shared memory.
import { startRuntime } from '../src/core/supervisor/start-runtime.ts';
import { tickerContract } from './services/ticker-contract.ts';

const TICKS = 50_000;

const runtime = await startRuntime({
  workers: [{ name: 'ticker', module: new URL('./services/ticker.ts', import.meta.url).href }],
  uses: { ticker: tickerContract },
});
const { ticker } = runtime.clients;

let highest = 0;
const done = new Promise<void>((resolve) => {
  ticker.read('ticks', ({ sequence, price }) => {
    highest = Math.max(highest, price);
    if (sequence === TICKS - 1) resolve();
  });
});

await ticker.run({ ticks: TICKS });
await done;
console.log(`${TICKS} ticks, highest ${highest.toFixed(2)}`);

await runtime.stop();
