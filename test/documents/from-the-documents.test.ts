// Holds docs/from-the-documents.md against the names of the documents and against the code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentNames as variables } from '../../src/config/document-names.ts';
import { exists, isVariable } from './code-base.ts';
import { namesOfDocuments } from './names.ts';
import { loadPage, type Row, toCodes, toRows } from './page.ts';

const headings = {
  zapbot: 'ZapBot: threaded architecture',
  vybe: 'Vybe Bot: worker threads plan',
  orderflow: 'OrderFlow Trading: worker thread isolation',
  calls: 'Token-call filter: system architecture',
  platform: 'Solana trading bot platform: overview',
} as const;
const rows = toRows(loadPage());
/** Rows of the product plan by their letter. */
const planRows: Readonly<Record<string, number>> = { P: 20, Z: 8, V: 5, O: 7, C: 9, S: 10 };
/** Words of values and folders that stand beside a name. */
const plainWords = new Set(['round-robin', 'logs', 'stop', 'ready', 'failed']);

for (const [document, heading] of Object.entries(headings)) {
  test(`every name of "${heading}" stands in its table once, and nothing else does`, () => {
    const written = rows.filter((row) => row.document === heading).map(({ name }) => name);
    const wanted: readonly string[] = namesOfDocuments[document as keyof typeof headings];
    assert.ok(wanted.length > 20);
    assert.deepEqual(written.toSorted(), wanted.toSorted());
    assert.equal(new Set(written).size, written.length);
  });
}

test('every row says what it was and has a status that its last column supports', () => {
  assert.deepEqual(rows.flatMap(faultsOf), []);
});

test('every variable that the configuration takes from a document is listed as kept', () => {
  assert.ok(variables.length >= 12);
  for (const { name, setting } of variables) {
    const row = rows.find((candidate) => candidate.name === name);
    assert.equal(row?.status, 'kept', name);
    assert.deepEqual(toCodes(row?.ours ?? ''), [setting], name);
  }
});

test('a wrong row is found out', () => {
  const row = { document: 'x', name: 'THING', was: 'message', status: 'kept', ours: '`Envelope.id`' };
  assert.deepEqual(faultsOf(row), []);
  for (const wrong of [
    { was: '' },
    { status: 'done' },
    { ours: 'somewhere' },
    { ours: '`NoSuchThing`' },
    { ours: '`Envelope.noSuchMember`' },
    { ours: '`runtime.noSuchSetting`' },
    { ours: '`src/no-such-file.ts`' },
    { ours: '`/api/no-such-endpoint`' },
    { ours: '`no_such_metric`' },
    { ours: '`no-such.log`' },
    { ours: '`zapflow nosuchcommand`' },
    { status: 'planned', ours: 'later' },
    { status: 'planned', ours: 'P21' },
    { status: 'planned', ours: 'Q1: later' },
    { status: 'rejected', ours: 'no' },
    { name: 'NO_SUCH_VARIABLE', was: 'environment' },
  ])
    assert.equal(faultsOf({ ...row, ...wrong }).length, 1, JSON.stringify(wrong));
});

test('rows are read from the tables below headings only', () => {
  const page =
    '| `a` | b | c | d |\n## One\n| name | x |\n| --- |\n| `e` | f | kept | `g` |\n| `h` | i | kept |';
  assert.deepEqual(
    toRows(page).map(({ document, name, ours }) => `${document} ${name} ${ours}`),
    ['One e `g`', 'One h '],
  );
});

function faultsOf(row: Row): string[] {
  const fault = toFault(row);
  return fault === undefined ? [] : [`${row.document}: ${row.name}: ${fault}`];
}

function toFault({ name, was, status, ours }: Row): string | undefined {
  if (was === '') return 'say what it was';
  if (status === 'planned')
    return isPlanned(ours) ? undefined : 'begin with a row of the product plan, as P13';
  if (status === 'rejected')
    return ours.length >= 30 && ours.endsWith('.') ? undefined : 'give the reason in a sentence';
  if (status !== 'kept' && status !== 'renamed') return `no status is called "${status}"`;
  const codes = toCodes(ours).filter((code) => !plainWords.has(code));
  if (codes.length === 0) return 'name ours between backticks';
  const missing = codes.filter((code) => !exists(code));
  if (missing.length > 0) return `${missing.join(', ')} does not exist`;
  if (status === 'kept' && was.startsWith('environment') && !isVariable(name))
    return 'no such variable is read';
  return undefined;
}

function isPlanned(ours: string): boolean {
  const ids = /^([A-Z]\d+(?:, [A-Z]\d+)*)(?:[,:;] .+)?$/.exec(ours)?.[1]?.split(', ') ?? [];
  return ids.length > 0 && ids.every((id) => Number(id.slice(1)) <= (planRows[id[0] as string] ?? 0));
}
