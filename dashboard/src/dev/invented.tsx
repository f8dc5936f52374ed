import { FlashFigure } from '../components/flash-figure.tsx';
import type { LiveColumn } from '../components/live-table/column.ts';
import type { FormSchema, Values } from '../components/schema-form/schema.ts';
import type { TraceStep } from '../components/trace-steps.ts';
import { formatMoney, formatPercent, formatPrice, formatSigned } from '../format/number.ts';

export type Invented = {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly change: number;
  readonly volume: number;
};

/** The same for the same tick; each tick brings a row. */
export function toInvented(tick: number): Invented[] {
  return Array.from({ length: 300 + tick }, (_, i) => {
    const price = (1 + Math.sin(tick / 9 + i)) * 10 ** (2 - (i % 9));
    return {
      id: `t${i}`,
      name: i % 7 === 0 ? `a-token-with-a-very-long-name-${i}` : `TOKEN${i}`,
      price,
      change: Math.sin(tick / 7 + i) * 40,
      volume: Math.abs(Math.cos(i)) * 10 ** (i % 8),
    };
  });
}

export const inventedColumns: readonly LiveColumn<Invented>[] = [
  { id: 'name', header: 'Token', value: ({ name }) => name, card: 'title' },
  {
    id: 'price',
    header: 'Price SOL',
    value: ({ price }) => price,
    cell: ({ price }) => <FlashFigure value={price} format={formatPrice} />,
    isNumber: true,
    card: 'note',
  },
  {
    id: 'change',
    header: 'PnL %',
    value: ({ change }) => change,
    cell: ({ change }) => (
      <span style={{ color: change < 0 ? 'var(--down)' : 'var(--up)' }}>
        {change < 0 ? '▼' : '▲'} {formatSigned(change, formatPercent)}
      </span>
    ),
    isNumber: true,
    card: 'figure',
  },
  {
    id: 'volume',
    header: 'Volume $',
    value: ({ volume }) => volume,
    cell: ({ volume }) => formatMoney(volume, true),
    isNumber: true,
  },
];

export const traceSteps: readonly TraceStep[] = [
  { name: 'Seen', atMs: 0, says: 'in block 291,004,118', link: 'https://example.com/block' },
  { name: 'Decoded', atMs: 1.2, says: 'as a buy of 1.5 SOL' },
  { name: 'Matched', atMs: 1.9, says: 'by the rule of the trader kilo' },
  { name: 'Safety', atMs: 41, says: 'asked two sources' },
  {
    name: 'Risk',
    atMs: 41.4,
    says: 'was asked for 0.5 SOL',
    refusal: { rule: 'share of one token', value: '31 %', limit: '25 %' },
  },
];

export const formSchema: FormSchema = {
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name', maxLength: 40 },
    side: { type: 'string', title: 'Side', enum: ['buy', 'sell', 'both'] },
    size: { type: 'number', title: 'Size', minimum: 0.01, maximum: 5, 'x-unit': 'SOL', 'x-group': 'Money' },
    stopLoss: { type: 'number', title: 'Stop', minimum: 1, maximum: 90, 'x-unit': '%', 'x-group': 'Exits' },
    takeProfit: {
      type: 'number',
      title: 'Target',
      minimum: 1,
      maximum: 900,
      'x-unit': '%',
      'x-group': 'Exits',
    },
    isTrailing: {
      type: 'boolean',
      title: 'Trailing',
      description: 'The stop follows the price',
      'x-group': 'Exits',
    },
    venues: { type: 'array', title: 'Venues', items: { enum: ['one', 'two', 'three'] }, 'x-group': 'Where' },
  },
};

export const formValues: Values = {
  name: 'kilo',
  side: 'buy',
  size: 0.5,
  stopLoss: 20,
  takeProfit: 60,
  isTrailing: false,
  venues: ['one'],
};
