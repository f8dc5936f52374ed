// The exchange of the bench: a process of its own, so that what it costs is not counted as ours.
import { openExchangeServer } from './exchange-server.ts';
import type { ExchangeOrder, ExchangeReport, SceneChoice } from './protocol.ts';
import { createRecordedScene } from './recorded-scene.ts';
import type { Scene } from './scene.ts';
import { createSimulatedScene } from './simulated-scene.ts';

const TURN_MS = 1;

let scene: Scene | undefined;

process.on('message', async (order: ExchangeOrder) => {
  if (order.kind === 'open') await open(order.scene);
  else if (order.kind === 'go') scene?.go();
  else report({ kind: 'told', messages: scene?.messages ?? 0, stamps: scene?.stamps ?? [] });
});
process.on('disconnect', () => process.exit());

async function open(choice: SceneChoice): Promise<void> {
  const opened =
    choice.kind === 'recorded' ? await createRecordedScene(choice.symbols) : createSimulatedScene(choice);
  scene = opened;
  const { port, outlet, flush } = await openExchangeServer(opened, () => {
    report({ kind: 'heard' });
    setInterval(() => {
      opened.turn(outlet);
      flush();
    }, TURN_MS);
  });
  report({ kind: 'listening', port, symbols: opened.symbols });
}

function report(what: ExchangeReport): void {
  process.send?.(what);
}
