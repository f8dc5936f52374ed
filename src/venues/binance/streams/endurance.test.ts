// Whatever breaks, and in whatever order: in the end everything wanted comes, once, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openStreams } from '../testing/streams-on-clock.ts';

const LIMIT = 6;
const wish = fc.dictionary(fc.constantFrom(...'abcdef'), fc.integer({ min: 0, max: 4 }));
const action = fc.oneof(
  fc.record({ do: fc.constant('want' as const), counts: wish }),
  fc.record({ do: fc.constant('break' as const), which: fc.nat(5) }),
  fc.record({ do: fc.constantFrom('announce' as const, 'mute' as const, 'refuse' as const) }),
);
const story = fc.array(fc.tuple(action, fc.nat(40_000)), { maxLength: 15 });

const namesOf = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(counts).map(([symbol, count]) => [
      symbol,
      Array.from({ length: count }, (_, i) => `${symbol}@kind${i}`),
    ]),
  );

test('after any breaks, refusals, silences and changes every wanted stream comes by one connection, within the limits', async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.constantFrom(60_000, 82_800_000), async (steps, rotateMs) => {
      const options = { rotateMs, staleMs: 20_000 };
      const { clock, server, want, streams } = openStreams({ streamsPerConnection: LIMIT, options });
      let wanted: Readonly<Record<string, readonly string[]>> = {};
      const pass = async (ms: number) => {
        for (let leftMs = ms; leftMs > 0; leftMs -= 5000) {
          for (const name of Object.values(wanted).flat()) server.publish(name, {});
          for (const peer of server.live()) peer.heartbeat();
          await clock.advance(Math.min(leftMs, 5000));
        }
      };
      for (const [step, ms] of steps) {
        const live = server.live();
        if (step.do === 'want') {
          wanted = namesOf(step.counts);
          want(wanted);
        } else if (step.do === 'break') live[step.which % Math.max(1, live.length)]?.close(1006, 'reset');
        else if (step.do === 'announce') live[0]?.say('{"e":"serverShutdown","E":1}');
        else if (step.do === 'mute') server.isMute = !server.isMute;
        else server.isRefusing = !server.isRefusing;
        await pass(ms);
      }
      server.isMute = server.isRefusing = false;
      await pass(200_000);
      // Connections are replaced at moments of their own: where two overlap, both carry the same.
      const carried = new Set(server.live().map((peer) => [...server.subscribed.get(peer)!].sort().join()));
      assert.deepEqual(
        [...carried]
          .flatMap((names) => names.split(','))
          .sort()
          .filter(Boolean),
        Object.values(wanted).flat().sort(),
      );
      assert.deepEqual(server.offences, []);
      await streams.close();
      assert.equal(server.socket.alive, 0);
      assert.equal(streams.open, 0);
    }),
    { numRuns: 60 },
  );
});
