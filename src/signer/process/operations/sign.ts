import type { Key } from '../key.ts';
import { signWith } from '../key.ts';
import { decide, type SignRequest } from '../limits/decide.ts';
import { recordUse } from '../limits/usage.ts';
import { Refusal } from '../reasons.ts';
import {
  type Doors,
  loadedKeystore,
  type Operation,
  partOf,
  type Request,
  type State,
  textOf,
} from '../state.ts';
import { countSigned } from '../tally.ts';
import { unlockedForMs } from './status.ts';

/** Signs the message of a trade. */
export const sign = {
  takes: ['message'],
  run: (request, state, doors) => signFor('trade', request, state, doors),
} as const satisfies Operation;

/** Signs the message of a withdrawal, while withdrawals are unlocked. */
export const withdraw = {
  takes: ['message'],
  run: (request, state, doors) => signFor('withdrawal', request, state, doors),
} as const satisfies Operation;

function signFor(purpose: SignRequest['purpose'], request: Request, state: State, doors: Doors) {
  const { limits } = loadedKeystore(state);
  const key = keyNamed(textOf(request, 'keyId'), state);
  const message = partOf(request, 0);
  const nowMs = doors.monotonicMs();
  const decision = decide({ purpose, keyId: key.id, message }, limits, {
    usage: state.usage,
    isUnlocked: unlockedForMs(state, nowMs) > 0,
    nowMs,
    wallMs: doors.wallMs(),
  });
  if (!decision.allowed) throw new Refusal(decision.reason, decision.facts);
  // counted before it exists, so that no signature is ever uncounted
  recordUse(state.usage, key.id, decision.charges, nowMs);
  countSigned(state.tally, purpose, nowMs);
  return { parts: [signWith(key, message)] };
}

export function keyNamed(id: string, state: State): Key {
  const key = loadedKeystore(state).keys.find((candidate) => candidate.id === id);
  if (key === undefined) throw new Refusal('KEY_UNKNOWN');
  return key;
}
