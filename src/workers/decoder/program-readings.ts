// How well each program is understood, and the canary: a known program whose instructions stop being read changed its interface.
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import { platforms } from '../../platforms/index.ts';

export type ProgramReading = {
  program: string;
  platform: string | null;
  understood: number;
  notUnderstood: number;
  reason: string | null;
  isBroken: boolean;
};

export type ProgramReadings = {
  /** Answers the programs whose canary changed. */
  note(decoded: DecodedTransaction): readonly ProgramReading[];
  readonly all: readonly ProgramReading[];
};

/** Of the last readings of a program. */
const WINDOW = 50;
/** Fewer say nothing. */
const ENOUGH = 20;
/** Broken from this share of readings not understood on, well again below half of it. */
const BROKEN_SHARE = 0.5;
/** Programs that no platform claims are many: only so many are kept. */
const MAX_UNKNOWN = 500;

export function createProgramReadings(): ProgramReadings {
  const titles = new Map(
    platforms.flatMap(({ programs, title }) => programs.map((one) => [one, title] as const)),
  );
  const readings = new Map<string, { reading: ProgramReading; recent: boolean[] }>();

  const find = (program: string) => {
    const known = readings.get(program);
    if (known !== undefined) return known;
    const platform = titles.get(program) ?? null;
    if (platform === null && readings.size >= MAX_UNKNOWN + titles.size) return undefined;
    const counts = { understood: 0, notUnderstood: 0, reason: null, isBroken: false };
    const entry = { reading: { program, platform, ...counts }, recent: [] };
    readings.set(program, entry);
    return entry;
  };
  const add = (program: string, reason: string | null): ProgramReading | undefined => {
    const entry = find(program);
    if (entry === undefined) return undefined;
    const { reading, recent } = entry;
    if (reason === null) reading.understood += 1;
    else {
      reading.notUnderstood += 1;
      reading.reason = reason;
    }
    recent.push(reason === null);
    if (recent.length > WINDOW) recent.shift();
    if (reading.platform === null || recent.length < ENOUGH) return undefined;
    const share = recent.filter((isRead) => !isRead).length / recent.length;
    const isBroken = reading.isBroken ? share >= BROKEN_SHARE / 2 : share >= BROKEN_SHARE;
    if (isBroken === reading.isBroken) return undefined;
    reading.isBroken = isBroken;
    return reading;
  };
  return {
    note({ events, notUnderstood }) {
      const changed = [
        ...events.map(({ program }) => add(program, null)),
        ...notUnderstood
          .filter(({ program }) => program !== '')
          .map(({ program, reason }) => add(program, reason)),
      ];
      return changed.filter((reading) => reading !== undefined).map((reading) => ({ ...reading }));
    },
    get all() {
      return [...readings.values()].map(({ reading }) => ({ ...reading }));
    },
  };
}
