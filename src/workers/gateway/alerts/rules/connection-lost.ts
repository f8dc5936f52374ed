import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

export const connectionLost: AlertRule = {
  kind: 'connection-lost',
  severity: 'critical',
  summary: 'A connection that a worker should have, as to a feed or an MQTT broker, is not there.',
  periodMs: 5 * SECOND_MS,
  afterMs: MINUTE_MS,
  clearAfterMs: 10 * SECOND_MS,
  evaluate({ workers, brokers }) {
    const lacking = workers?.filter(
      ({ state, connections: { active, wanted } }) => state === 'ready' && active < wanted,
    );
    if (!lacking) return undefined;
    return [
      ...lacking.map(({ name, connections: { active, wanted } }) => ({
        subject: name,
        title: `${name} lost a connection`,
        says: `${name} has ${active} of ${wanted} connections; what came over the others is missing. It connects again by itself: look at the network and at its lines in the log.`,
      })),
      ...brokers
        .filter(({ isUp }) => !isUp)
        .map(({ name }) => ({
          subject: `mqtt ${name}`,
          title: 'The MQTT broker is away',
          says: `The ${name} MQTT broker does not answer: subscribers hear nothing. Messages wait and it connects again by itself; look whether the broker is up.`,
        })),
    ];
  },
  recovered: (subject) => `All connections of ${subject} are open again.`,
};
