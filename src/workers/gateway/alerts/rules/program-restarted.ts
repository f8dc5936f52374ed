import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

const SHOWN_MS = 60 * MINUTE_MS;

export const programRestarted: AlertRule = {
  kind: 'program-restarted',
  severity: 'warning',
  summary: 'The whole program died within the last hour and its guard started it again.',
  periodMs: 5 * SECOND_MS,
  afterMs: 0,
  clearAfterMs: 0,
  evaluate({ restarted }) {
    if (!restarted || restarted.agoMs >= SHOWN_MS) return [];
    const { how, restarts } = restarted;
    const times = restarts === 1 ? 'once' : `${restarts} times`;
    return [
      {
        subject: 'program',
        title: 'The program died and was started again',
        says: `It died ${how}; its guard has started it again ${times}. The cause is on standard error and in the log, before \`the program was started again\`.`,
      },
    ];
  },
  recovered: () => 'The program has run for an hour without dying, or was started by a person since.',
};
