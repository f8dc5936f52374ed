// The text of docs/errors.md; `npm run docs` writes it.
import { type ErrorKind, errorTable } from '../../src/core/error-table.ts';
import { code, toTable } from './markdown.ts';

const introduction = `# Errors

Generated from \`src/core/error-table.ts\` by \`npm run docs\`; a test holds it in step.

Every error is an \`AppError\` with a \`code\`, a \`kind\`, a \`message\` and \`details\`. Programs branch on the kind, or on the code
where one case needs its own answer; never on the message. Errors cross threads as data and keep code, details, stack and
causes. Anything thrown that is not an \`AppError\` becomes the code \`BUG\`.
`;

/** What each kind means, and what whoever meets it does. */
const policies: Readonly<Record<ErrorKind, readonly [meaning: string, policy: string]>> = {
  config: [
    'The operator must change something.',
    'The place and the fix are printed, the exit code is 78, nothing is restarted.',
  ],
  input: [
    'The caller asked wrongly.',
    'Told to the caller, over HTTP with a status of 4xx; not logged as an error.',
  ],
  transient: [
    'It may work later.',
    'Tried again with growing, jittered delays where that is safe, then alerted.',
  ],
  refused: [
    'It was valid but declined.',
    'Recorded with its reason and told to the caller; never tried again.',
  ],
  'unknown-outcome': [
    'It may have happened.',
    'Never tried again before the truth is known: whoever did the work is asked first.',
  ],
  bug: [
    'An assumption of ours broke.',
    'Logged with its stack and counted. In a handler it fails that message; outside one it ends the thread, which is restarted.',
  ],
};

/** The whole page, from the table alone. */
export function toErrorsPage(): string {
  const entries = Object.entries(errorTable);
  const usedKinds = Object.entries(policies).map(([kind, [meaning, policy]]) => {
    const count = entries.filter(([, entry]) => entry.kind === kind).length;
    return [code(kind), meaning, policy, String(count)];
  });
  return [
    introduction,
    '## Kinds\n',
    toTable(['kind', 'meaning', 'what is done', 'codes'], usedKinds),
    '\n## Codes\n',
    toTable(
      ['code', 'kind', 'message', 'what to do'],
      entries.map(([name, { kind, message, fix }]) => [code(name), code(kind), message, fix]),
    ),
    '',
  ].join('\n');
}
