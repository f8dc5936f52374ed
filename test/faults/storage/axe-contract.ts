// The contract of storage as it stands once the writes of the axe are in its registry; so they come first.
import './axe-units.ts';
import type { CallDefinition, Contract } from '../../../src/core/contract.ts';
import { storageContract } from '../../../src/workers/storage/contract.ts';
import type { bookAndTell, countOnce, dieInside } from './axe-units.ts';

type Calls = typeof storageContract.calls & {
  readonly bookAndTell: CallDefinition<(typeof bookAndTell)['input']>;
  readonly countOnce: CallDefinition<(typeof countOnce)['input']>;
  readonly dieInside: CallDefinition<(typeof dieInside)['input']>;
};

export const axeContract = storageContract as unknown as Contract<Calls, typeof storageContract.events>;
