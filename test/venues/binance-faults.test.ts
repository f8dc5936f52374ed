// The venue Binance over real sockets against a server that misbehaves.
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import type { WebSocket } from 'ws';
import { holdProcess, systemClock } from '../../src/core/clock.ts';
import { nodeFetch } from '../../src/core/outside/node-fetch.ts';
import { nodeSocket } from '../../src/core/outside/node-socket.ts';
import { openLoopbackHttp } from '../../src/core/outside/testing/loopback-http.ts';
import { openLoopbackSocket } from '../../src/core/outside/testing/loopback-socket.ts';
import { binance } from '../../src/venues/binance/binance.ts';
import { openDoors } from '../../src/venues/binance/testing/doors-on-clock.ts';
import type { StreamState } from '../../src/venues/venue.ts';

const STREAM = 'btcusdt@trade';
let release = (): void => {};
before(() => {
  release = holdProcess();
});
after(() => release());

function openVenue(endpoints: () => { rest: string; stream: string }) {
  const states: StreamState[] = [];
  const trades: number[] = [];
  let wake = (): void => {};
  const source = binance.open(
    openDoors(systemClock, { http: nodeFetch, socket: nodeSocket }),
    {
      market: 'spot',
      endpoints,
      onMessage(bytes) {
        trades.push(Number(/"t":(\d+)/.exec(bytes.toString())?.[1]));
        wake();
      },
      onState(state) {
        states.push(state);
        wake();
      },
    },
    binance.settings.parse({ reconnectMs: 100 }),
  );
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return { source, states, trades, until };
}

/** Confirms what is asked and then sends one trade more than the connection before. */
function greet(socket: WebSocket, trade: number): void {
  socket.on('message', (data) => {
    const { id } = JSON.parse(String(data)) as { id: number };
    socket.send(JSON.stringify({ result: null, id }));
    socket.send(JSON.stringify({ stream: STREAM, data: { t: trade } }));
  });
}

test('a connection that is reset in the middle of a frame comes back and subscribes again', async () => {
  let connections = 0;
  await using server = await openLoopbackSocket((socket) => {
    connections += 1;
    greet(socket, connections);
    if (connections > 1) return;
    socket.on('message', () => {
      const raw = (
        socket as unknown as { _socket: { write(bytes: Buffer, done: () => void): void; destroy(): void } }
      )._socket;
      raw.write(Buffer.from([0x81, 126, 0x10, 0x00, 0x7b]), () => raw.destroy());
    });
  });
  const { source, states, trades, until } = openVenue(() => ({ rest: server.url, stream: server.url }));
  source.setStreams(new Map([['BTCUSDT', [STREAM]]]));
  await until(() => trades.includes(2) && states.length === 3);
  assert.deepEqual(
    states.map(({ type }) => type),
    ['connected', 'disconnected', 'connected'],
  );
  await source.close();
});

test('a server that went and came back on another port is found there', async () => {
  let stream = 'ws://127.0.0.1:1';
  const { source, trades, until } = openVenue(() => ({ rest: 'http://127.0.0.1:1', stream }));
  {
    await using first = await openLoopbackSocket((socket) => greet(socket, 1));
    stream = first.url;
    source.setStreams(new Map([['BTCUSDT', [STREAM]]]));
    await until(() => trades.includes(1));
  }
  await using second = await openLoopbackSocket((socket) => greet(socket, 2));
  stream = second.url;
  await until(() => trades.includes(2));
  await source.close();
});

test('requests are answered through 5xx, broken answers and pages that are no JSON, and a ban is kept', async () => {
  let count = 0;
  const answers: ((response: ServerResponse) => void)[] = [
    (response) => response.writeHead(503).end(),
    (response) =>
      response.writeHead(200, { 'content-length': '100' }).write('{"las', () => response.destroy()),
    (response) => response.end('{"lastUpdateId":1,"bids":[],"asks":[]}'),
    (response) => response.writeHead(418, { 'retry-after': '7200' }).end('{"code":-1003,"msg":"banned"}'),
  ];
  const onRequest = (_: IncomingMessage, response: ServerResponse) => answers[count++]!(response);
  await using server = await openLoopbackHttp(onRequest);
  const { source } = openVenue(() => ({ rest: server.url, stream: 'ws://127.0.0.1:1' }));
  assert.equal((await source.depth('BTCUSDT', 100)).toString(), '{"lastUpdateId":1,"bids":[],"asks":[]}');
  await assert.rejects(source.depth('BTCUSDT', 100), { code: 'HTTP_RATE_LIMITED' });
  await assert.rejects(source.depth('BTCUSDT', 100), { code: 'HTTP_RATE_LIMITED' });
  assert.equal(count, 4, 'the last was not sent');
  await source.close();
});
