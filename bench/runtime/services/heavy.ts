// One of several equal CPU-heavy services; the module's URL says which: `heavy.ts?name=heavy1`.
import { defineService } from '../../../src/core/service.ts';
import { heavyContract } from './heavy-contract.ts';

const name = new URL(import.meta.url).searchParams.get('name') ?? '';

export const service = defineService({
  contract: heavyContract(name),
  start: () => ({ handlers: { compute: ({ rounds }) => compute(rounds) } }),
});

function compute(rounds: number): number {
  let state = 1;
  for (let i = 0; i < rounds; i++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}
