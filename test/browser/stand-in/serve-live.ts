// The live connection of the stand-in: snapshots, then a figure a second, each frame checked by its schema.
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { clientFrame, serverFrame, type TopicName, topics } from '../../../src/api/live.ts';
import type { MarketWorld } from './market/market-world.ts';
import { serveMarket } from './market/serve-market.ts';
import { type Scene, toLine, toSystem } from './scene.ts';
import { toPrice } from './solana/invented-tokens.ts';
import { toActivityRow } from './solana/invented-wallets.ts';
import { solanaSnapshots } from './solana/solana-answers.ts';

const EPOCH = 'stand-in';

/** What is not of the market. */
type OwnTopic = 'system' | 'trading' | 'alerts' | 'logs' | keyof ReturnType<typeof solanaSnapshots>;

export type Market = { readonly world: MarketWorld; readonly speed: number };

export function serveLive(
  server: Server,
  scene: Scene,
  tick: () => number,
  { world, speed }: Market,
): WebSocketServer {
  const sockets = new WebSocketServer({ server, path: '/ws' });
  sockets.on('connection', (socket) => {
    const asked = new Set<TopicName>();
    let seq = 0;
    let lines = 200;
    const tell = (frame: unknown): void => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(serverFrame.parse(frame)));
    };
    const say = (type: 'snapshot' | 'delta', topic: TopicName, data: unknown): void =>
      tell({ type, topic, epoch: EPOCH, seq: ++seq, data: topics[topic][type].parse(data) });
    const market = serveMarket(world, speed, (type, topic, data) => {
      if (socket.readyState === socket.OPEN)
        socket.send(JSON.stringify({ type, topic, epoch: EPOCH, seq: ++seq, data }));
    });
    const welcome = (): void =>
      tell({ type: 'welcome', version: '0.1.0', mode: scene.session.mode, role: scene.session.guestRole });

    socket.on('message', (bytes) => {
      const frame = clientFrame.parse(JSON.parse(String(bytes)));
      if (frame.type === 'hello') welcome();
      if (frame.type === 'ping') tell({ type: 'pong', id: frame.id, atMs: Date.now() });
      if (frame.type === 'unsubscribe') {
        asked.delete(frame.topic as TopicName);
        market.unsubscribe(frame.topic);
      }
      if (frame.type !== 'subscribe') return;
      tell({ type: 'done', id: frame.id });
      if (market.knows(frame.topic)) return market.subscribe(frame.topic, frame.filter);
      const topic = frame.topic as OwnTopic;
      asked.add(topic);
      const snapshots: Record<OwnTopic, () => unknown> = {
        ...solanaSnapshots(scene, tick),
        system: () => toSystem(scene, tick()),
        trading: () => scene.stop,
        alerts: () => [...scene.alerts],
        logs: () =>
          scene.isEmpty
            ? []
            : Array.from({ length: lines }, (_, i) => toLine(i, Date.now() - (lines - i) * 700)),
      };
      say('snapshot', topic, snapshots[topic]());
      if (topic !== 'system') return;
      // A page that was open for a while has a trend.
      for (let back = 58; back > 0; back--) say('delta', 'system', toSystem(scene, tick() - back));
    });
    const timer = setInterval(() => {
      if (asked.has('system')) say('delta', 'system', toSystem(scene, tick()));
      if (asked.has('walletActivity') && !scene.isEmpty && lines % 4 === 0)
        say('delta', 'walletActivity', toActivityRow(4100 + lines, Date.now()));
      if (asked.has('tokenPrices') && !scene.isEmpty) say('delta', 'tokenPrices', [toPrice(0, tick())]);
      if (asked.has('logs') && !scene.isEmpty) say('delta', 'logs', [toLine(lines++, Date.now())]);
    }, 1000);
    socket.on('close', () => {
      clearInterval(timer);
      market.stop();
    });
  });
  return sockets;
}

export function hangUp(sockets: WebSocketServer): void {
  for (const socket of sockets.clients as Set<WebSocket>) socket.terminate();
}
