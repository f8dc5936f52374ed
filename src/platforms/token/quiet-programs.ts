import {
  ASSOCIATED_TOKEN,
  COMPUTE_BUDGET,
  LOOKUP_TABLE,
  MEMO,
  METADATA,
} from '../../domain/solana/programs.ts';
import { definePlatform } from '../platform.ts';

export const quietPrograms = definePlatform({
  name: 'quiet-programs',
  title: 'Fees, notes, names and addresses',
  summary: 'Programs that prepare, describe or pay for a transaction and move nothing of value themselves.',
  kind: 'token',
  programs: [
    ASSOCIATED_TOKEN,
    COMPUTE_BUDGET,
    LOOKUP_TABLE,
    MEMO,
    'Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo',
    METADATA,
    'Ed25519SigVerify111111111111111111111111111',
    'KeccakSecp256k11111111111111111111111111111',
  ],
  read: () => [],
});
