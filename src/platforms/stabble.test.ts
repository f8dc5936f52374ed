import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, checkSwap } from '../../test/solana/check-platform.ts';
import { createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { stabble } from './stabble.ts';

test('swaps of both programs are read by their vaults, whatever their form', {
  skip: skipsWithoutData,
}, () => {
  for (const program of stabble.programs) {
    const described = createIdlEncoder(loadIdl('stabble'), { program });
    for (const name of ['swap', 'swap_v2'])
      checkSwap(stabble, described, name, {
        pool: 'pool',
        user: 'user',
        vaults: ['vault_token_in', 'vault_token_out'],
      });
    checkNames(stabble, described, program);
  }
});

test('half an instruction never throws', { skip: skipsWithoutData }, () => {
  checkBroken(stabble, createIdlEncoder(loadIdl('stabble')));
});
