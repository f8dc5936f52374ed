import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestFailure } from './failure.ts';
import { createSend, toAddress } from './send.ts';
import { createStepUp } from './step-up.ts';

function answering(...answers: (Response | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const stepUp = createStepUp();
  const send = createSend({
    stepUp,
    fetch: (async (url: string, init: RequestInit) => {
      asked.push({ url, init });
      const answer = answers.shift();
      if (answer instanceof Error || !answer) throw answer;
      return answer;
    }) as typeof fetch,
  });
  return { send, stepUp, asked };
}

const refusal = (status: number, code: string): Response =>
  Response.json({ error: { code, message: 'No.' } }, { status });

test('parameters are escaped, and what is not asked for is left out of the query', () => {
  assert.equal(
    toAddress('/api/x/{id}/y', { params: { id: 'a/b' }, query: { q: 'a b', none: undefined, empty: '' } }),
    '/api/x/a%2Fb/y?q=a+b',
  );
});

test('a change names itself and sends JSON', async () => {
  const { send, asked } = answering(new Response(null, { status: 204 }));
  await send('POST /api/alerts/read', { body: { upTo: 3 } });
  assert.equal(asked[0]?.init.body, '{"upTo":3}');
  assert.deepEqual(asked[0]?.init.headers, { 'x-zapflow': '1', 'content-type': 'application/json' });
});

test('a deed that wants the password is repeated once it was given', async () => {
  const { send, stepUp, asked } = answering(refusal(403, 'STEP_UP_NEEDED'), Response.json({ id: 'u1' }));
  stepUp.subscribe(() => stepUp.isAsked() && stepUp.settle(true));
  const user = await send('PATCH /api/users/{user}', { params: { user: 'u1' }, body: { isDisabled: true } });
  assert.equal(user.id, 'u1');
  assert.equal(asked.length, 2);
  assert.deepEqual(asked[0], { ...asked[1], init: { ...asked[1]?.init, signal: asked[0]?.init.signal } });
});

test('a deed whose password was declined is not repeated', async () => {
  const { send, stepUp, asked } = answering(refusal(403, 'STEP_UP_NEEDED'));
  stepUp.subscribe(() => stepUp.isAsked() && stepUp.settle(false));
  await assert.rejects(send('DELETE /api/session/totp'), { code: 'STEP_UP_NEEDED' });
  assert.equal(asked.length, 1);
});

test('failures are told alike, whoever they come from', async () => {
  const cases: [Response | Error, number, string][] = [
    [refusal(409, 'ROW_TAKEN'), 409, 'ROW_TAKEN'],
    [new Response('<html>', { status: 502 }), 502, 'ANSWER_UNKNOWN'],
    [new TypeError('fetch failed'), 0, 'UNREACHABLE'],
  ];
  for (const [answer, status, code] of cases) {
    const { send } = answering(answer);
    await assert.rejects(send('GET /api/session'), (error) => {
      assert.ok(error instanceof RequestFailure);
      assert.deepEqual([error.status, error.code], [status, code]);
      return true;
    });
  }
});
