import { factsOf, openKeystore, wipeKeystore } from '../keystore.ts';
import { Refusal } from '../reasons.ts';
import { sealOf } from '../sealed-file.ts';
import { forgetKeys, type Operation, partOf } from '../state.ts';

/** Arms the signer for trading. A newer file of the keystore that is loaded takes its place; withdrawals are locked then. */
export const load = {
  takes: ['keystore', 'passphrase'],
  run(request, state, { derive, monotonicMs, wallMs }) {
    const opened = state.passphrases.guard(monotonicMs(), () =>
      openKeystore(partOf(request, 0), partOf(request, 1), derive),
    );
    const newest = state.generations.get(opened.id);
    const isOther = state.keystore !== undefined && state.keystore.id !== opened.id;
    if (isOther || opened.generation < (newest ?? 0)) {
      wipeKeystore(opened);
      throw new Refusal(isOther ? 'OTHER_LOADED' : 'KEYSTORE_OLDER', { generation: opened.generation });
    }
    forgetKeys(state);
    if (newest === undefined) state.secondFactor.begin(wallMs());
    state.generations.set(opened.id, opened.generation);
    state.keystore = opened;
    state.loadedSeal = sealOf(partOf(request, 0));
    return { facts: factsOf(opened) };
  },
} as const satisfies Operation;
