// The text of docs/safety.md; `npm run docs` writes it.
import { z } from 'zod';
import { safetyChecks } from '../../src/safety/index.ts';
import type { SafetyCheck } from '../../src/safety/safety-check.ts';
import { code, toTable } from './markdown.ts';

const introduction = `# Token safety

Generated from \`src/safety\` by \`npm run docs\`; a test holds it in step.

Before a token of Solana is bought, the worker \`chain\` gathers what a node and storage know of it, in at most twelve calls, and every
check below says of it \`pass\`, \`warn\`, \`refuse\` or \`unknown\`. One refusal refuses the token, and what is not known counts as a
refusal: a node that does not answer never makes a token look better. The score begins at 100 and loses the points of each check that
refuses or does not know, and half of them where it warns; a refused token has at most 49. \`./zapflow safety MINT\` prints the report.

What the facts are worth:

- **Bought and sold.** A throw-away account buys for 0.05 SOL and sells what came, in one simulated transaction on the node, unsigned
  and paid by a wallet that is rich enough (or the node's own). It is done on the curve of Pump.fun and in pools of Raydium CPMM and
  PumpSwap with SOL; a token that trades elsewhere only is refused as not known. The sandbox has no PumpSwap, so that one is held to the
  published interface only.
- **Pools** are those that were recorded, and those whose address follows from the mint: the curve, the pool to which it migrates
  (PumpSwap), and CPMM's first configuration with SOL and USDC. The shares of CPMM and PumpSwap pools are read; a token whose pools
  nobody here can read is refused.
- **Burned and locked.** Burned is what the mint of the shares does not have any more, and what lies at addresses without a key. Locked
  is what Raydium Burn & Earn, Jupiter Lock and Streamflow hold; for how long is not looked at.
- **Holders** are the twenty largest accounts. Pools, curves, lockers and burning addresses are no holders.
- **The creator's history** is what this installation has recorded. A token counts as collapsed when an hour after its launch its curve
  holds less than 0.1 SOL, or its pool has no shares or is closed.
- **Age** is counted from the recorded launch, else from the oldest of the mint's last thousand transactions, which it is at least.

| check | points | what it wants |
| --- | --- | --- |
`;

/** The whole page, from the registry alone. */
export function toSafetyPage(): string {
  const rows = safetyChecks.map(({ name, points, summary }) => `| ${code(name)} | ${points} | ${summary} |`);
  const settings = safetyChecks.filter(({ settings }) => Object.keys(settings.shape).length > 0);
  return [introduction + rows.join('\n'), '', '## Limits', '', ...settings.map(toSection)].join('\n');
}

type Field = { readonly description?: string; readonly default?: unknown };

function toSection({ name, settings }: SafetyCheck): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
  const rows = Object.entries(properties as Record<string, Field>).map(([field, of]) => [
    code(field),
    JSON.stringify(of.default),
    of.description ?? '',
  ]);
  return [`### ${name}`, '', toTable(['limit', 'default', 'meaning'], rows), ''].join('\n');
}
