// Up to which slot everything of all wallets is recorded, as storage keeps it.
import { toAppError } from '../../../core/errors.ts';
import type { Client } from '../../../core/service.ts';
import type { storageContract } from '../../storage/contract.ts';

export type ScannedMarker = {
  /** Where the last visit ended; null where that is not known. */
  load(): Promise<number | null>;
  /** Never goes back. Rejects where storage is away. */
  save(slot: number): Promise<void>;
};

const NAME = 'chain.scanned';

export function createScannedMarker(
  storage: Pick<Client<typeof storageContract>, 'cursor' | 'advanceCursor'>,
): ScannedMarker {
  let saved: string | null = null;
  const load = async (): Promise<number | null> => {
    saved = await storage.cursor({ name: NAME });
    return saved === null ? null : Number(saved);
  };
  return {
    load,
    async save(slot) {
      if (saved !== null && slot <= Number(saved)) return;
      const to = String(slot);
      try {
        await storage.advanceCursor({ name: NAME, from: saved, to });
        saved = to;
      } catch (thrown) {
        // One whose answer was lost has moved it.
        if (toAppError(thrown).code === 'CURSOR_MOVED') await load();
        else throw thrown;
      }
    },
  };
}
