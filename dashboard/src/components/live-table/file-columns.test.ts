import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFileColumns } from './file-columns.ts';

test('a file has what is shown and what belongs in it though it is hidden, in the order of the table', () => {
  const value = () => 1;
  const columns = [
    { id: 'at', header: 'At', value },
    { id: 'stop', header: 'Stop', value, isHiddenAtFirst: true, isInFile: true },
    { id: 'note', header: 'Note', value, isHiddenAtFirst: true },
  ];
  const names = toFileColumns(columns, (id) => id === 'at').map(({ id }) => id);
  assert.deepEqual(names, ['at', 'stop']);
});
