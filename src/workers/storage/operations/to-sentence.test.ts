import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { toSentence } from './to-sentence.ts';

test('what an error means and what was met are one sentence, and nothing is said twice', () => {
  const cases = [
    ['connect ECONNREFUSED 127.0.0.1:1', 'PostgreSQL cannot be reached: connect ECONNREFUSED 127.0.0.1:1.'],
    ['Error: EACCES: permission denied', 'PostgreSQL cannot be reached: EACCES: permission denied.'],
    ['The server is a standby.', 'PostgreSQL cannot be reached: The server is a standby.'],
    ['cannot be reached', 'PostgreSQL cannot be reached.'],
    [undefined, 'PostgreSQL cannot be reached.'],
    ['', 'PostgreSQL cannot be reached.'],
  ] as const;
  for (const [reason, sentence] of cases)
    assert.equal(toSentence(new AppError('DATABASE_AWAY', undefined, { details: { reason } })), sentence);
});
