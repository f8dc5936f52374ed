// The process of the chain: a node and those who trade on it, apart from the workers that are measured.
import { systemClock } from '../../../src/core/clock.ts';
import { openChainScene } from './chain-scene.ts';
import type { ChainOrder, ChainReport, Sent } from './protocol.ts';

const TICK_MS = 10;
/** Signed so long before they are sent, well within the life of a blockhash. */
const AHEAD = 200;

let scene: Awaited<ReturnType<typeof openChainScene>> | undefined;
let turn = 0;
const report = (what: ChainReport) => void process.send?.(what);

process.on('message', (order: ChainOrder) => void obey(order));

async function obey(order: ChainOrder): Promise<void> {
  if (order.kind === 'open') {
    scene = await openChainScene(order.wallets);
    report({ kind: 'listening', port: await scene.node.listen(0), wallets: scene.addresses });
  } else if (order.kind === 'trade')
    report({ kind: 'sent', sent: await trade(order.perSecond, order.forMs) });
  else report({ kind: 'sent', sent: await burst(order.count) });
}

async function trade(perSecond: number, forMs: number): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const signed: { wallet: number; bytes: Uint8Array }[] = [];
  const total = Math.round((perSecond * forMs) / 1000);
  const begunMs = performance.now();
  while (sent.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begunMs) / 1000) * perSecond));
    while (sent.length < due) submit(sent, signed.shift() ?? (await sign()));
    if (signed.length < AHEAD && sent.length + signed.length < total) signed.push(await sign());
    else await systemClock.sleep(TICK_MS / 4);
    await new Promise(setImmediate);
  }
  return sent;
}

async function burst(count: number): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  while (sent.length < count) {
    const bytes = await (scene as NonNullable<typeof scene>).swap(0, turn++);
    submit(sent, { wallet: 0, bytes });
    await new Promise(setImmediate);
  }
  return sent;
}

async function sign(): Promise<{ wallet: number; bytes: Uint8Array }> {
  if (scene === undefined) throw new Error('the chain is not open');
  const wallet = (turn * 7919) % scene.addresses.length;
  return { wallet, bytes: await scene.swap(wallet, turn++) };
}

function submit(sent: Sent[], { wallet, bytes }: { wallet: number; bytes: Uint8Array }): void {
  const atMs = performance.timeOrigin + performance.now();
  const { signature, result } = (scene as NonNullable<typeof scene>).node.submit(bytes);
  if (result === null || (!('block' in result) && !('slot' in result)))
    throw new Error(
      `a swap of the bench did not land: ${JSON.stringify(result, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}`,
    );
  sent.push({ signature, wallet, atMs });
}
