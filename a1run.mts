import { createSeededRandom } from './src/core/random.ts';
import { createManualClock } from './src/core/testing/manual-clock.ts';
import { createSandboxClock } from './src/sandbox/sandbox-clock.ts';
import { createSolanaNode } from './src/sandbox/solana/node/node.ts';
import { beginMarket } from './src/sandbox/solana/genesis-market.ts';
import { placesOf } from './src/sandbox/solana/genesis.ts';
import { createMarket } from './src/sandbox/solana/actors/market.ts';
import { actors } from './src/sandbox/solana/actors/kinds/index.ts';
import { calm } from './src/sandbox/solana/actors/faults.ts';
const blocks = Number(process.argv[2] ?? 300), per = Number(process.argv[3] ?? 1), speed = Number(process.argv[4] ?? 1);
const clock = createManualClock();
const node = createSolanaNode({ clock: createSandboxClock(clock, 1), realClock: clock, random: createSeededRandom(7), maxTransactions: 3000 });
let t = performance.now();
const state = beginMarket(node, 'x');
console.log('genesis', performance.now() - t);
const by: Record<string, Record<string, number>> = {};
const errors: Record<string, number> = {};
let units: Record<string, number> = {};
const market = createMarket({ node, actors, state, places: placesOf('x'), speed: () => speed, faults: calm, onDone(done, plan) {
  const k = done.intent.does + ':' + done.outcome + (done.intent.isDoomed ? '(doomed)' : '');
  (by[done.actor] ??= {})[k] = (by[done.actor]![k] ?? 0) + 1;
  const landed = node.bank.ledger.find(done.signature);
  if (landed) units[done.intent.does] = Math.max(units[done.intent.does] ?? 0, landed.units);
  if (done.outcome !== 'success' && !done.intent.isDoomed) {
    const r = landed ? JSON.stringify(landed.error) + ' ' + landed.logs.slice(-4).join(' | ') : 'lost';
    const key = done.actor + ' ' + done.intent.does + ' ' + r.slice(0, 400);
    errors[key] = (errors[key] ?? 0) + 1;
  }
} });
const leaders = market.world.group('leader');
const worth = () => leaders.map((w) => { let v = Number(market.world.chain.lamports(w.address)); for (const h of market.world.chain.holdings(w.address)) { const tk = market.world.tokens.find(h.mint); const p = tk?.prices.at(-1); if (p && !tk.isOver) v += p * Number(h.amount); } return w.name + ' ' + (v / 1e9).toFixed(2); }).join(', ');
t = performance.now(); const cpu = process.cpuUsage();
for (let i = 0; i < blocks; i++) { if (i % 20 === 0) await new Promise((r) => setImmediate(r));
  node.bank.openBlock(node.bank.ledger.head.slot + per, Math.floor(1.7e9 + i * 0.4 * per));
  market.step();
  if (i % Math.ceil(blocks / 5) === 0) console.log(i, JSON.stringify(market.tell()), worth(), (globalThis.gc?.(), process.memoryUsage().rss >> 20), process.memoryUsage().heapUsed >> 20, process.memoryUsage().external>>20, node.bank.store.size);
}
const ms = performance.now() - t; const u = process.cpuUsage(cpu);
console.log('ms', ms, 'cpu', (u.user + u.system) / 1000, 'sandbox s', blocks * per * 0.4, 'tx', market.tell().sentByActors, 'cpu ms/tx', (u.user + u.system) / 1000 / Number(market.tell().sentByActors));
console.log('cpu share at speed 1', (u.user + u.system) / 1e6 / (blocks * per * 0.4));
console.log(JSON.stringify(market.tell()), worth());
console.table(Object.fromEntries(Object.entries(by).map(([k, v]) => [k, JSON.stringify(v)])));
console.log(errors, units);
await node.close();
