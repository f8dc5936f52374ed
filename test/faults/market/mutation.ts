// Ways in which a message can arrive other than it was sent, and whether a reader could know it from the message and its neighbours.
import fc from 'fast-check';
import type { RecordedLine } from './recorded-lines.ts';

export type Mutation = {
  readonly name: string;
  /** The message as it arrives; undefined where there is nothing in it to change. */
  apply(line: RecordedLine): Buffer | undefined;
};

type Levels = [price: string, size: string][];
type Message = { stream: string; data: Record<string, unknown> };

const draw = fc.nat(1_000_000);
const keys = fc.constantFrom('U', 'u', 'pu', 'e', 's', 'b', 'a');

function changed(name: string, change: (message: Message) => boolean): Mutation {
  return {
    name,
    apply({ bytes }) {
      const message = JSON.parse(bytes.toString('utf8')) as Message;
      return change(message) ? Buffer.from(JSON.stringify(message)) : undefined;
    },
  };
}

function inLevel(name: string, at: number, change: (level: Levels[number]) => void): Mutation {
  return changed(name, ({ data }) => {
    const levels = [
      ...(Array.isArray(data['b']) ? (data['b'] as Levels) : []),
      ...((data['a'] as Levels) ?? []),
    ];
    const level = levels[at % Math.max(1, levels.length)];
    if (level) change(level);
    return level !== undefined;
  });
}

/** Of the bytes: cut, swapped for another, or in the middle of nowhere. */
export const brokenBytes: fc.Arbitrary<Mutation> = fc
  .tuple(draw, fc.uint8Array({ maxLength: 3 }), fc.nat(8))
  .map(([at, put, cut]) => ({
    name: `byte ${at}: ${cut} cut, ${put.length} put`,
    apply({ bytes }) {
      const place = at % bytes.length;
      return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
    },
  }));

/** Fields that tell of themselves or of the neighbours that they are wrong. */
export const brokenFields: fc.Arbitrary<Mutation> = fc.oneof(
  fc
    .tuple(fc.constantFrom('U', 'u', 'pu'), fc.constantFrom(1, 7, 5000, 10 ** 12), fc.boolean())
    .map(([key, by, isUp]) =>
      changed(`${key} ${isUp ? '+' : '−'} ${by}`, ({ data }) => {
        if (typeof data[key] !== 'number') return false;
        data[key] += isUp ? by : -by;
        return true;
      }),
    ),
  keys.map((key) =>
    changed(`${key} is missing`, ({ data }) => {
      const isThere = key in data;
      delete data[key];
      return isThere;
    }),
  ),
  fc.tuple(keys, fc.constantFrom(null, true, -1, '1', [], {})).map(([key, value]) =>
    changed(`${key} is ${JSON.stringify(value)}`, ({ data }) => {
      if (Array.isArray(value) && value.length === 0 && (key === 'b' || key === 'a')) return false;
      data[key] = value;
      return true;
    }),
  ),
  fc.tuple(draw, fc.constantFrom(0, 1)).map(([at, part]) =>
    inLevel('a negative number', at, (level) => {
      level[part] = `-${level[part]}`;
    }),
  ),
  fc.tuple(draw, fc.constantFrom(0, 1)).map(([at, part]) =>
    inLevel('a digit more than the step has', at, (level) => {
      level[part] = `${level[part].includes('.') ? level[part] : `${level[part]}.`}000000007`.slice(0, 16);
    }),
  ),
);

/** Nobody can see it in the message: a size or a price that could be, of any level or of the best bid in it. */
export const believable: fc.Arbitrary<Mutation> = fc
  .tuple(draw, fc.boolean(), fc.integer({ min: 1, max: 9 }), fc.boolean())
  .map(([at, isPrice, digit, isBest]) => {
    const change = (level: Levels[number]) => {
      if (!isPrice) level[1] = level[1].replace(/^\d/, String(digit));
      else level[0] = level[0].replace(/\d(?=\.\d0*$)/, String(digit));
    };
    const name = isPrice ? 'another price' : 'another size';
    if (!isBest) return inLevel(name, at, change);
    return changed(`${name} at the best bid`, ({ data }) => {
      const bids = (data['b'] as Levels).filter(([, size]) => Number(size) > 0);
      const best = bids.sort(([one], [other]) => Number(other) - Number(one))[0];
      if (best) change(best);
      return best !== undefined;
    });
  });
