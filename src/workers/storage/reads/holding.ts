import { z } from 'zod';
import { holdingOf } from '../repositories/funds.ts';
import { defineRead } from '../unit.ts';

/** What an account has of an asset and how much of it is reserved, in base units. */
export const holding = defineRead({
  input: z.object({ account: z.string(), asset: z.string() }),
  output: z.object({ total: z.string(), reserved: z.string() }),
  isQuick: true,
  async run(db, { account, asset }) {
    const { total, reserved } = await holdingOf(db, account, asset);
    return { total: String(total), reserved: String(reserved) };
  },
});
