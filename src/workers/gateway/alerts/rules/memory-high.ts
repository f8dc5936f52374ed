import { type AlertRule, isHigh, MINUTE_MS, SECOND_MS, toPercent } from '../rule.ts';

export const memoryHigh: AlertRule = {
  kind: 'memory-high',
  severity: 'warning',
  summary: 'The process uses more than 80 % of the memory it may use, or a worker of its heap; over at 70 %.',
  periodMs: 10 * SECOND_MS,
  afterMs: MINUTE_MS,
  clearAfterMs: MINUTE_MS,
  evaluate({ workers, memory }, isOpen) {
    if (!workers) return undefined;
    const used = [
      { subject: 'process', bytes: memory.rssBytes, limit: memory.limitBytes ?? undefined },
      ...workers
        .filter(({ state }) => state === 'ready')
        .map(({ name, heapBytes, heapLimitBytes }) => ({
          subject: name,
          bytes: heapBytes,
          limit: heapLimitBytes,
        })),
    ];
    return used.flatMap(({ subject, bytes = 0, limit }) => {
      if (!limit || !isHigh(bytes / limit, isOpen(subject))) return [];
      const share = `${toPercent(bytes / limit)} of ${toMegabytes(limit)}`;
      return [
        subject === 'process'
          ? {
              subject,
              title: 'The process uses much memory',
              says: `It uses ${share}; at the limit its heaviest worker is restarted. Give it more (\`runtime.processMemoryMb\`), or find what grows.`,
            }
          : {
              subject,
              title: `The heap of ${subject} is nearly full`,
              says: `It uses ${share}; at the limit the worker is restarted. Raise \`workers.${subject}.maxMemoryMb\`, or find what grows.`,
            },
      ];
    });
  },
  recovered: (subject) => `${subject} uses less than 70 % of its memory again.`,
};

function toMegabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
