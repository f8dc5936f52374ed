// How far a replay is, on standard error: a line that is written over where that is a terminal.
import type { Instrument } from '../../domain/market/instrument.ts';
import type { CommandIo } from '../command.ts';

const EVERY_MS = 500;

export function createProgress({ err, clock, color }: CommandIo, instruments: readonly Instrument[]) {
  const startMs = clock.monotonicMs();
  let toldMs = startMs;
  let isOpen = false;
  err(`Replaying ${instruments.map(({ id }) => id).join(', ')}\n`);
  return {
    tell(messages: number, recordedMs: number) {
      const nowMs = clock.monotonicMs();
      if (nowMs - toldMs < EVERY_MS) return;
      toldMs = nowMs;
      const times = recordedMs / Math.max(1, nowMs - startMs);
      const text = `${messages.toLocaleString('en')} messages, ${(recordedMs / 1000).toFixed(0)} s of the recording, ${times.toFixed(0)} times as fast`;
      err(color ? `\r${text}   ` : `${text}\n`);
      isOpen = color;
    },
    end() {
      if (isOpen) err('\n');
    },
  };
}
