import type { AgentKind } from '../desk.ts';
import { liquidator } from './liquidator.ts';
import { marketMakers } from './market-makers.ts';
import { patientCrowd } from './patient-crowd.ts';
import { spoofers } from './spoofers.ts';
import { arbitrageurs, momentum, noise } from './takers.ts';
import { whales } from './whales.ts';

/** In the order in which they act within one step. */
export const agentKinds: readonly AgentKind[] = [
  patientCrowd,
  marketMakers,
  arbitrageurs,
  spoofers,
  noise,
  momentum,
  whales,
  liquidator,
];
