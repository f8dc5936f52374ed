import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { checkNames } from '../../test/solana/check-platform.ts';
import { createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { okxRouter } from './okx-router.ts';

test('every instruction of its description is known at both of its addresses', {
  skip: skipsWithoutData,
}, () => {
  const encoder = createIdlEncoder(loadIdl('okx-v2'));
  for (const program of okxRouter.programs) checkNames(okxRouter, encoder, program);
});
