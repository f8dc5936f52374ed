// Somebody who uses the program over HTTP and remembers every answer.
import { type Answer, ask, toSession, type Wish } from '../../../src/workers/gateway/testing/ask.ts';
import { everyRoute, toPath, unsafeRoutes } from '../../gateway/every-route.ts';
import type { Place } from './search.ts';

export type Visitor = {
  /** Every answer so far, but those that show a secret once and by design. */
  readonly answers: Place[];
  ask(wish: Wish): Promise<Answer>;
  /** For answers that show a secret once. */
  askUnremembered(wish: Wish): Promise<Answer>;
  sessionOf(answer: Answer): string;
};

export function createVisitor(port: number): Visitor {
  const answers: Place[] = [];
  return {
    answers,
    async ask(wish) {
      const answer = await ask(port, wish).catch((cause: unknown) => {
        throw new Error(`${wish.method ?? 'GET'} ${wish.path} was not answered`, { cause });
      });
      const headers = JSON.stringify(answer.headers);
      const name = `the answer ${answer.status} to ${wish.method ?? 'GET'} ${wish.path.slice(0, 40)}`;
      answers.push({ name, bytes: Buffer.from(`${headers}\n${answer.text}`) });
      return answer;
    },
    askUnremembered: (wish) => ask(port, wish),
    sessionOf(answer) {
      const session = toSession(answer);
      if (session === undefined) throw new Error(`No session: ${answer.status} ${answer.text}`);
      return session;
    },
  };
}

/** Every route that only reads, and what the dashboard is made of. */
export async function readEverything({ ask: get }: Visitor, session: string): Promise<void> {
  for (const [, route] of everyRoute) if (route.method === 'GET') await get({ path: toPath(route), session });
  for (const path of ['/', '/settings', '/api/docs', '/api/openapi.json', '/metrics', '/api/health'])
    await get({ path, session });
}

/** A secret wherever somebody may put it by mistake: bodies that do not fit, headers, addresses that do not exist. */
export async function misplace({ ask: send }: Visitor, secret: string, session: string): Promise<void> {
  const wrong = [
    { password: { nested: secret }, name: [secret], token: secret.repeat(40), code: secret, passphrase: 7 },
    // The name of a key that is not declared is told to who sent it.
    { undeclared: secret },
    `{"password": "${secret}`,
    `${secret}`,
  ];
  for (const [, route] of unsafeRoutes.filter(([, { body }]) => body))
    for (const body of wrong) {
      await send({ method: route.method, path: toPath(route), body, session });
      await send({ method: route.method, path: toPath(route), body, token: secret });
    }
  for (const [method, path, body] of [
    ['POST', '/api/session', { name: 'nobody', password: secret }],
    ['POST', '/api/setup', { token: secret, name: 'eve', password: secret }],
    ['POST', '/api/session/step-up', { password: secret }],
    ['POST', '/api/signer/passphrase', { passphrase: secret }],
    ['PUT', '/api/session/password', { present: secret, next: secret }],
  ] as const)
    await send({ method, path, body, session });
  const header = encodeURIComponent(secret);
  for (const path of [`/api/nothing/${header}`, `/${header}`, `/api/alerts?undeclared=${header}`, '/ws'])
    for (const headers of [
      { authorization: `Bearer ${header}` },
      { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
      { cookie: `zapflow=${header}; __Host-zapflow=${header}`, 'x-zapflow': header },
      { host: `${header}.test` },
      { origin: `http://${header}.test`, 'x-correlation-id': header, 'user-agent': header },
    ])
      await send({ path, headers });
}
