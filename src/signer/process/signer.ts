// The signer itself: one answer for each request. It does no input or output.
import { createUsage } from './limits/usage.ts';
import { operations } from './operations/index.ts';
import { type Packet, PacketInvalid } from './packet.ts';
import { createPassphraseGuard } from './passphrase-guard.ts';
import { Refusal } from './reasons.ts';
import { createSecondFactorCheck } from './second-factor.ts';
import { type Done, type Doors, forgetKeys, type Operation, type State } from './state.ts';
import { countRefused, createTally } from './tally.ts';

export type Signer = {
  /** Throws PacketInvalid for what has no id and so cannot be answered; any other throw is a bug. */
  answer(request: Packet): Packet;
  wipe(): void;
};

const known: ReadonlyMap<unknown, Operation> = new Map(Object.entries(operations));

export function createSigner(doors: Doors): Signer {
  const state: State = {
    keystore: undefined,
    loadedSeal: '',
    unlockedUntilMs: Number.NEGATIVE_INFINITY,
    generations: new Map(),
    usage: createUsage(),
    tally: createTally(),
    secondFactor: createSecondFactorCheck(),
    passphrases: createPassphraseGuard(),
  };
  return {
    answer(request) {
      const { id } = request.header;
      if (!Number.isSafeInteger(id)) throw new PacketInvalid('no id');
      try {
        const { facts = {}, parts = [] } = run(request, state, doors);
        return { header: { id, outcome: 'done', facts }, parts };
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        countRefused(state.tally, thrown.reason, doors.monotonicMs());
        return { header: { id, outcome: 'refused', reason: thrown.reason, facts: thrown.facts }, parts: [] };
      }
    },
    wipe: () => forgetKeys(state),
  };
}

function run({ header, parts }: Packet, state: State, doors: Doors): Done {
  const operation = known.get(header['kind']);
  if (operation === undefined) throw new Refusal('REQUEST_UNKNOWN');
  if (parts.length !== operation.takes.length)
    throw new Refusal('REQUEST_INVALID', { takes: operation.takes });
  return operation.run({ fields: header, parts }, state, doors);
}
