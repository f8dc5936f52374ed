// The instruments that the market follows, as far as the gateway has heard of them.
import { escapeUnprintable } from '../../../core/log/printable.ts';
import type { Client } from '../../../core/service.ts';
import type { marketContract } from '../../market/contract.ts';

export type InstrumentListOptions = {
  readonly market: Pick<Client<typeof marketContract>, 'on' | 'instruments'>;
};

export type InstrumentList = {
  /** Why an instrument cannot be asked for, in a line; undefined also while nobody has told which there are. */
  refusalOf(instrument: string): string | undefined;
  stop(): void;
};

/** As many as fit in the answer to somebody who asked for one that there is not. */
const MAX_NAMED = 6;
const DEADLINE = { deadlineMs: 5000 };

export function followInstruments({ market }: InstrumentListOptions): InstrumentList {
  let known: ReadonlySet<string> | undefined;
  const note = (list: readonly { readonly id: string }[]): void => {
    known = new Set(list.map(({ id }) => id));
  };
  const stop = market.on('instrumentsChanged', note);
  // What is not told now comes with the next change.
  void market.instruments(undefined, DEADLINE).then(note, () => {});
  return {
    refusalOf(instrument) {
      if (!known || known.has(instrument)) return undefined;
      if (known.size === 0) return 'no instrument is followed yet';
      const some = [...known].slice(0, MAX_NAMED).join(', ');
      const rest = known.size - MAX_NAMED;
      return `${escapeUnprintable(instrument)} is not followed; those that are: ${some}${rest > 0 ? ` and ${rest} more` : ''}`;
    },
    stop,
  };
}
