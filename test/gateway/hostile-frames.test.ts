// Threat 29 at the live connection: whatever a client sends, made from the schemas of every frame and topic, it is answered in
// words of the protocol, and nothing of the inside; everybody else is served on.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { z } from 'zod';
import {
  clientFrame,
  closeCodes,
  liveLimits,
  type ServerFrame,
  serverFrame,
  type TopicDefinition,
  topics,
} from '../../src/api/live.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { awkward, described, nearly } from './from-schema.ts';

const insides =
  /\bat \S+\.(ts|js):\d+|node_modules|\/src\/|sqlite|\bzod|ZodError|TypeError|RangeError|SyntaxError|undefined is not/i;
const codes = new Set<number>(Object.values(closeCodes));
/** RFC 6455 section 7.4.1. */
const TOO_LONG = 1009;
/** Each connection is a request. */
const rateLimit = { tokenPerMinute: 100_000, sessionPerMinute: 100_000, failedPerMinute: 100_000 };
/** A try is two frames, and one may be closed by the limit of frames only when that is what is tried. */
const TRIES_PER_CONNECTION = Math.floor(liveLimits.frames / 2) - 1;

/** Somebody who sends something and waits until it is answered. */
class Attacker {
  readonly #url: string;
  #socket: WebSocket | undefined;
  #frames: ServerFrame[] = [];
  #closed: { code: number; reason: string } | undefined;
  #onChange = () => {};
  #tries = 0;

  constructor(port: number) {
    this.#url = `ws://127.0.0.1:${port}/ws`;
  }

  /** What came of it; what is no frame of the protocol throws. */
  async try(text: string): Promise<{ frames: ServerFrame[]; closed?: { code: number; reason: string } }> {
    const socket = await this.#connected();
    const id = ++this.#tries + 1_000_000_000;
    this.#frames = [];
    socket.send(text);
    socket.send(JSON.stringify({ type: 'ping', id }));
    const isAnswered = () => this.#frames.some((frame) => frame.type === 'pong' && frame.id === id);
    while (!isAnswered() && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#onChange = resolve;
      });
    return { frames: this.#frames, ...(this.#closed ? { closed: this.#closed } : {}) };
  }

  end(): void {
    this.#socket?.terminate();
  }

  async #connected(): Promise<WebSocket> {
    if (this.#socket && !this.#closed && this.#tries < TRIES_PER_CONNECTION) return this.#socket;
    this.end();
    this.#tries = 0;
    this.#closed = undefined;
    const socket = new WebSocket(this.#url, { perMessageDeflate: false });
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('message', (data) => {
      if (socket !== this.#socket) return;
      this.#frames.push(serverFrame.parse(JSON.parse(data.toString())));
      this.#onChange();
    });
    socket.on('close', (code, reason) => {
      if (socket !== this.#socket) return;
      this.#closed = { code, reason: reason.toString() };
      this.#onChange();
    });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  }
}

describe('hostile frames', () => {
  let gateway: TestGateway;
  let attacker: Attacker;
  let release: () => Promise<void>;
  before(async () => {
    const owner = {
      after: (run: () => Promise<void>) => {
        release = run;
      },
    };
    const line = { level: 30, time: 1, worker: 'cache', msg: 'a (needle) [in] the hay\u202e', hay: '\\' };
    const logLines = [JSON.stringify(line), 'no JSON', JSON.stringify({ ...line, msg: '' })];
    gateway = await openGateway(owner, { logLines, settings: { rateLimit } });
    attacker = new Attacker(gateway.port);
  });
  after(async () => {
    attacker.end();
    await release();
  });

  /** The answer of a try, judged. */
  const judge = async (text: string) => {
    const { frames, closed } = await attacker.try(text);
    for (const frame of frames) {
      if (frame.type !== 'failed') continue;
      // A refusal names the keys that it refuses, so a word that came may come back.
      if (!insides.test(text)) assert.doesNotMatch(frame.message, insides, text);
      assert.ok(frame.message.length <= 150, frame.message);
    }
    if (closed) {
      const isTooLong = Buffer.byteLength(text) > liveLimits.frameBytes;
      const isTyped = isTooLong ? closed.code === TOO_LONG : codes.has(closed.code);
      assert.ok(isTyped, `${closed.code} after ${text.slice(0, 300)}`);
      assert.doesNotMatch(closed.reason, insides);
    }
    return { frames, closed };
  };
  const toText = (frame: unknown) => JSON.stringify(frame) ?? 'undefined';
  const isFine = async () => {
    const { frames } = await judge(toText({ type: 'ping', id: 1 }));
    assert.ok(frames.some((frame) => frame.type === 'pong' && frame.id === 1));
    assert.equal((await gateway.ask({ path: '/api/health' })).status, 200);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    for (const text of gateway.lines) {
      const { level, msg } = JSON.parse(text) as { level: number; msg: string };
      assert.ok(level < 50, `${msg}: ${text}`);
    }
  };

  for (const option of clientFrame.options) {
    const { type } = option.shape;
    test(`every frame nearly a ${type.value} is answered`, async () => {
      const check = fc.asyncProperty(nearly(option), async (frame) => void (await judge(toText(frame))));
      await fc.assert(check, { numRuns: 150 });
      await isFine();
    });
  }

  for (const [topic, { filter, area }] of Object.entries<TopicDefinition>(topics)) {
    const subscribe = { type: 'subscribe', id: 7, topic };
    const sent = filter ?? z.strictObject({});

    test(`${topic}: any filter is taken or refused with its code, and a place from nowhere gives what is`, async () => {
      const places = fc.record({ epoch: awkward, afterSeq: awkward }, { requiredKeys: [] });
      const filters = fc.oneof(nearly(sent), fc.dictionary(fc.string(), awkward), awkward);
      const check = fc.asyncProperty(filters, fc.oneof(fc.constant({}), places), async (given, place) => {
        const { frames, closed } = await judge(toText({ ...subscribe, ...place, filter: given }));
        const told = frames.flatMap((frame) => ('code' in frame ? [frame.code] : []));
        const isTaken = frames.some((frame) => frame.type === 'done' && frame.id === 7);
        assert.ok(closed || isTaken || told.includes('FILTER_INVALID'), toText(frames));
      });
      await fc.assert(check, { numRuns: 150 });
      await isFine();
    });

    test(`${topic}: what its schema describes is taken, and what comes fits the schema of the topic`, async () => {
      const check = fc.asyncProperty(described(sent), async (given) => {
        const wish = filter ? { ...subscribe, filter: given } : subscribe;
        const { frames, closed } = await judge(toText(wish));
        assert.equal(closed, undefined);
        // Made-up instruments are only so many, and made-up numbers may be out of bounds.
        const mayRefuse = area === 'market';
        const isAnswered = ({ type }: ServerFrame) => type === 'done' || (mayRefuse && type === 'failed');
        assert.ok(frames.some((frame) => isAnswered(frame) && 'id' in frame && frame.id === 7));
        for (const frame of frames)
          if (frame.type === 'snapshot') topics[frame.topic].snapshot.parse(frame.data);
      });
      await fc.assert(check, { numRuns: filter ? 50 : 3 });
    });
  }

  test('text that is no frame, and JSON made to exhaust, is refused', async () => {
    const texts = ['', '{', 'null', '"x"', '[]', '['.repeat(8000), '{"a":'.repeat(3000), '9'.repeat(16_000)];
    texts.push('{"type":"ping","id":1,"id":"2"}', '\u2028', `{"type":"${'x'.repeat(16_000)}"}`);
    for (const text of texts) {
      const { frames, closed } = await judge(text);
      assert.equal(closed?.code, closeCodes.malformed, text.slice(0, 40));
      assert.ok(frames.some((frame) => frame.type === 'failed' && frame.code === 'FRAME_INVALID'));
    }
    await isFine();
  });

  test('bytes that are no WebSocket end that connection only', async () => {
    const upgrade = `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
    const frames: readonly (readonly [string, Buffer])[] = [
      ['not masked', Buffer.from('8100', 'hex')],
      ['bits of nobody', Buffer.from('f18000000000', 'hex')],
      ['an unknown kind', Buffer.from('838000000000', 'hex')],
      ['compressed', Buffer.from('c18000000000', 'hex')],
      ['the rest of nothing', Buffer.from('808000000000', 'hex')],
      ['eight exabytes', Buffer.from('81ff7fffffffffffffff00000000', 'hex')],
      ['a ping of 126 bytes', Buffer.concat([Buffer.from('89fe007e00000000', 'hex'), Buffer.alloc(126)])],
      ['no UTF-8', Buffer.from('818400000000fffefdfc', 'hex')],
      ['a close without a reason to be', Buffer.from('888200000000ffff', 'hex')],
      ...Array.from(
        { length: 20 },
        () => ['chance', Buffer.concat([Buffer.of(0xff), randomBytes(500)])] as const,
      ),
    ];
    for (const [what, bytes] of frames) {
      const socket = connectTcp(gateway.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(upgrade);
      await new Promise((resolve) => socket.once('data', resolve));
      const heard: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => heard.push(chunk));
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(bytes);
      await closed;
      assert.doesNotMatch(Buffer.concat(heard).toString('latin1'), insides, what);
    }
    await isFine();
  });
});
