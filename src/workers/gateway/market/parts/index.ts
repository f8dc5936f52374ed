// The live topics that there are of each instrument, by their names.
import type { TopicName } from '../../../../api/live.ts';
import { createBookPart } from './book-part.ts';
import { createCandlesPart } from './candles-part.ts';
import type { CreatePart } from './flow-part.ts';
import { createFootprintPart } from './footprint-part.ts';
import { createHeatPart } from './heat-part.ts';
import { createTradesPart } from './trades-part.ts';
import { createZonesPart } from './zones-part.ts';

export const flowParts = {
  trades: createTradesPart,
  book: createBookPart,
  footprint: createFootprintPart,
  candles: createCandlesPart,
  zones: createZonesPart,
  heat: createHeatPart,
} satisfies Partial<Record<TopicName, CreatePart>>;

export type FlowTopicName = keyof typeof flowParts;
export const flowTopicNames = Object.keys(flowParts) as FlowTopicName[];
