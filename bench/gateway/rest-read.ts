// The status page's data, asked of the whole program and of a bare route that has the bytes ready.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { interleave } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import type { RouteOrder, RouteReport } from './processes/rest-protocol.ts';
import { startProgram } from './program.ts';
import { askAgainAndAgain } from './rest-clients.ts';

/** As much as the configuration takes: what is measured is the way of a request, not its refusal. */
const unlimited = { ZAPFLOW_GATEWAY_RATE_LIMIT_SESSION_PER_MINUTE: '1000000' };
const DATA = '/api/system';

export const restRead: Group = {
  name: 'rest-read',
  async run({ reps }) {
    const program = await startProgram({ env: unlimited });
    const routes: ChildProcess[] = [];
    const startRoute = async (file: string, body: string) => {
      const route = fork(new URL(`./processes/${file}`, import.meta.url));
      routes.push(route);
      const listening = once(route, 'message') as Promise<[RouteReport]>;
      route.send({ body } satisfies RouteOrder);
      const [{ port }] = await listening;
      return `http://127.0.0.1:${port}${DATA}`;
    };
    try {
      const whole = `${program.url}${DATA}`;
      const body = await (await fetch(whole)).text();
      const [way, bare] = [await startRoute('our-route.ts', body), await startRoute('bare-route.ts', body)];
      const rates = await interleave(reps, {
        whole: () => askAgainAndAgain(whole),
        way: () => askAgainAndAgain(way),
        bare: () => askAgainAndAgain(bare),
      });
      const peer = ['bareRestReadPerSecond', rates.bare] as const;
      return [
        {
          key: 'restReadAgainstBareFastify',
          figure: 'GET /api/system of the whole program, against a bare route with the same bytes',
          unit: 'requests/s',
          ours: ['restReadPerSecond', rates.whole],
          peer,
          ratio: 'ours/peer',
          bar: { atLeast: 0.6 },
        },
        {
          key: 'restWayAgainstBareFastify',
          figure: '… the way of a request alone: the same server with the answer ready',
          unit: 'requests/s',
          ours: ['restWayPerSecond', rates.way],
          peer,
          ratio: 'ours/peer',
        },
      ] satisfies Row[];
    } finally {
      for (const route of routes) route.kill();
      await program.stop();
    }
  },
};
