// Mistakes in how the messages of an outbox are handled and confirmed.
import type { Defect } from './defect.ts';

export const consumerDefects: readonly Defect[] = [
  {
    name: 'confirmed-before-handled',
    row: 'monitor',
    why: 'A message counts as handled when it is taken.',
    file: 'src/core/outbox/consume-outbox.ts',
    find: 'const outcome = await handling.run(message);',
    replace: 'confirmations.handled(message.seq);\n      const outcome = await handling.run(message);',
    fell: {
      scenario: 'storage',
      seed: 13,
      invariant: 'money, cursors and confirmations are right at every moment',
    },
  },
  {
    name: 'left-counts-as-handled',
    row: 'shutdown',
    why: 'A message that the consumer leaves because it stops is confirmed.',
    file: 'src/core/outbox/consume-outbox.ts',
    find: "if (outcome === 'left') break;",
    replace: '',
    fell: {
      scenario: 'storage-postgres',
      seed: 870,
      invariant: 'money, cursors and confirmations are right at every moment',
    },
  },
  {
    name: 'handler-not-awaited',
    row: 'monitor',
    why: 'A message counts as handled when its work has begun.',
    file: 'src/core/outbox/message-handling.ts',
    find: '      await handling;\n',
    replace: '      handling.catch(() => {});\n',
    fell: {
      scenario: 'storage',
      seed: 5,
      invariant: 'money, cursors and confirmations are right at every moment',
    },
  },
  {
    name: 'page-skipped',
    row: 'monitor',
    why: 'The next page begins one message too late, so what comes after a full page is lost.',
    file: 'src/core/outbox/consume-outbox.ts',
    find: 'ahead = hasMore ? take(options, after, bell, stopping) : undefined;',
    replace: 'ahead = hasMore ? take(options, after + 1, bell, stopping) : undefined;',
    fell: {
      scenario: 'storage-postgres',
      seed: 14,
      invariant: 'money, cursors and confirmations are right at every moment',
    },
  },
];
