// The real service of storage, once the writes of the axe are in its registry; so they come first.
import './axe-units.ts';
import { service as storage } from '../../../src/workers/storage/service.ts';

export const service = storage;
