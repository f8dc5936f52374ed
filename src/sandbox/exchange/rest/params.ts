// Reads the parameters of a request, and refuses what does not fit in the words of the exchange.
import type { MarketKind } from '../../market/instrument.ts';
import { type IntervalLength, intervals } from '../record/intervals.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { Refusal } from './refusal.ts';

export type Params = {
  symbol(): SymbolRecord;
  /** Undefined where none is named. */
  optionalSymbol(): SymbolRecord | undefined;
  /** Of spot: `symbols=["A","B"]`. */
  symbols(): readonly SymbolRecord[] | undefined;
  /** Brought down to the most on spot, refused above it on futures. */
  limit(usual: number, most: number): number;
  integer(name: string): number | undefined;
  interval(): readonly [name: string, length: IntervalLength];
  /** Parameters that nothing is done with. */
  ignore(...names: string[]): void;
  /** Spot refuses a request with parameters that nothing reads. */
  end(): void;
};

export function createParams(
  query: URLSearchParams,
  kind: MarketKind,
  records: readonly SymbolRecord[],
): Params {
  const read = new Set<string>();
  const take = (name: string): string | undefined => {
    read.add(name);
    const value = query.get(name);
    if (value === '') throw new Refusal(-1105, `Parameter '${name}' was empty.`);
    return value ?? undefined;
  };
  const find = (symbol: string): SymbolRecord => {
    if (!/^[A-Z0-9_.-]{1,30}$/.test(symbol))
      throw new Refusal(
        -1100,
        `Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.`,
      );
    const found = records.find(({ instrument }) => instrument.symbol === symbol);
    if (!found) throw new Refusal(-1121, 'Invalid symbol.');
    return found;
  };
  const integer = (name: string): number | undefined => {
    const text = take(name);
    if (text === undefined) return undefined;
    if (!/^[0-9]{1,20}$/.test(text))
      throw new Refusal(
        -1100,
        `Illegal characters found in parameter '${name}'; legal range is '^[0-9]{1,20}$'.`,
      );
    return Number(text);
  };
  const mandatory = (name: string): string => {
    const value = take(name);
    if (value !== undefined) return value;
    throw new Refusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
  };
  const optionalSymbol = () => {
    const symbol = take('symbol');
    return symbol === undefined ? undefined : find(symbol);
  };
  return {
    symbol: () => find(mandatory('symbol')),
    optionalSymbol,
    symbols() {
      const text = take('symbols');
      if (text === undefined) return undefined;
      const names: unknown = parse(text);
      if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
        throw new Refusal(
          -1100,
          `Illegal characters found in parameter 'symbols'; legal range is '^\\[("[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,}){0,1}\\]$'.`,
        );
      return names.map(find);
    },
    limit(usual, most) {
      const limit = integer('limit') ?? usual;
      if (limit < 1 || (kind !== 'spot' && limit > most))
        throw new Refusal(-1130, `Data sent for parameter 'limit' is not valid.`);
      return Math.min(limit, most);
    },
    integer,
    interval() {
      const name = mandatory('interval');
      const length = Object.hasOwn(intervals, name) ? intervals[name] : undefined;
      if (length === undefined || (name === '1s' && kind !== 'spot'))
        throw new Refusal(-1120, 'Invalid interval.');
      return [name, length];
    },
    ignore(...names) {
      for (const name of names) read.add(name);
    },
    end() {
      if (kind !== 'spot') return;
      const sent = [...new Set(query.keys())];
      const known = sent.filter((name) => read.has(name)).length;
      if (known === sent.length) return;
      throw read.size === 0
        ? new Refusal(-1101, `Too many parameters; expected '0' and received '${sent.length}'.`)
        : new Refusal(
            -1104,
            `Not all sent parameters were read; read '${known}' parameter(s) but was sent '${sent.length}'.`,
          );
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
