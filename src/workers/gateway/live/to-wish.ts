// What a subscription asks for: allowed or not, its filter, and whether it can go on where it was.
import type { ClientFrame, LiveFailure } from '../../../api/live.ts';
import { type Actor, type Refusal, refusalOf } from '../security/actor.ts';
import type { ClientWorld } from './client.ts';
import { toProblem } from './to-problem.ts';
import type { Filter, Opened } from './topic.ts';

export type Wish =
  | (Opened & { readonly afterSeq: number | undefined })
  | { readonly code: LiveFailure; readonly problem?: string };

const codes: Readonly<Record<Refusal, LiveFailure>> = {
  'sign-in': 'SIGN_IN_NEEDED',
  totp: 'TOTP_NEEDED',
  role: 'ROLE_MISSING',
  area: 'AREA_MISSING',
  // No topic asks for these; who is refused is refused.
  'people-only': 'ROLE_MISSING',
  'step-up': 'ROLE_MISSING',
};

export function toWish(
  frame: Extract<ClientFrame, { type: 'subscribe' }>,
  world: Pick<ClientWorld, 'topic' | 'clock'>,
  actor: Actor | undefined,
): Wish {
  const source = world.topic(frame.topic);
  if (!source) return { code: actor ? 'TOPIC_UNKNOWN' : 'SIGN_IN_NEEDED' };
  const { access, area, filter: schema } = source.definition;
  const refusal = refusalOf(actor, { access, area }, world.clock.now());
  if (refusal !== undefined) return { code: codes[refusal] };
  if (frame.filter && !schema) return { code: 'FILTER_INVALID' };
  const checked = schema?.safeParse(frame.filter ?? {});
  if (checked && !checked.success) return { code: 'FILTER_INVALID', problem: toProblem(checked.error) };
  const opened = source.open(toFilter(checked?.data));
  if ('problem' in opened) return { code: 'FILTER_INVALID', problem: opened.problem };
  const { topic } = opened;
  return {
    ...opened,
    afterSeq: topic.canResume(frame.epoch, frame.afterSeq) ? frame.afterSeq : undefined,
  };
}

/** Without a wish in it there is no filter. The keys of what a schema gave are in its order, so the same filter has the same key. */
function toFilter(value: object | undefined): Filter | undefined {
  if (!value || Object.keys(value).length === 0) return undefined;
  return { key: JSON.stringify(value), value };
}
