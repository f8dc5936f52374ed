import { isLoopback } from '../../../../core/loopback.ts';
import { type AlertRule, MINUTE_MS } from '../rule.ts';

export const publicBind: AlertRule = {
  kind: 'public-bind',
  severity: 'info',
  summary: 'The gateway listens on an address beyond this machine.',
  periodMs: MINUTE_MS,
  afterMs: 0,
  clearAfterMs: 0,
  evaluate({ host }) {
    if (isLoopback(host)) return [];
    return [
      {
        subject: 'gateway',
        title: 'Zapflow can be reached from other machines',
        says: `The gateway listens on ${host}. If that is not meant, set \`gateway.host\` to 127.0.0.1; if it is, mute this alert.`,
      },
    ];
  },
  recovered: () => 'The gateway listens on this machine only.',
};
