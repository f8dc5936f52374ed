// The whole feed with every detector on, against the time in which it was recorded.
import { nowMs, repeat } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { analyse } from './every-detector.ts';
import { futuresRecording, loadRecordedLines } from './recorded-lines.ts';

const SECOND_MS = 1000;

export const replay: Group = {
  name: 'replay',
  async run({ reps }) {
    const recorded = await loadRecordedLines(futuresRecording);
    const cpuMs: number[] = [];
    const elapsedMs = await repeat(reps, () => {
      const startedMs = nowMs();
      const before = process.threadCpuUsage();
      analyse(recorded);
      const { user, system } = process.threadCpuUsage(before);
      cpuMs.push((user + system) / 1000);
      return nowMs() - startedMs;
    });
    const { recordedMs, lines } = recorded;
    return [
      {
        key: 'replayTimes',
        figure: 'replay with every detector and signal, lines in memory, against real time',
        unit: '×',
        ours: ['replayTimes', elapsedMs.map((ms) => recordedMs / ms)],
        bar: { atLeast: 600 },
      },
      {
        key: 'replayTimesOfProcessor',
        figure: '… against the processor time of its thread, which a busy machine spoils less',
        unit: '×',
        // The first round is thrown away, as that of the times was.
        ours: ['replayTimesOfProcessor', cpuMs.slice(1).map((ms) => recordedMs / ms)],
      },
      {
        key: 'replayMessages',
        figure: '… messages',
        unit: 'messages/s',
        ours: ['replayMessagesPerSecond', elapsedMs.map((ms) => (lines.length * SECOND_MS) / ms)],
      },
    ];
  },
};
