// What a power cut may leave of the write-ahead log: any beginning of it, with or without garbage behind.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Database } from '../../src/core/disk/disk.ts';
import { createSeededRandom, type Random } from '../../src/core/random.ts';
import { STEPS_OF_A_WRITE } from './storage/axe-units.ts';
import { openEngine, type RecordedRun, recordRun } from './storage/record-run.ts';

const CUTS = 500;
const seed = Number(process.env['ZAPFLOW_TEST_SEED'] ?? 20_261);

/** https://www.sqlite.org/fileformat.html#walformat */
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

type Cut = { readonly at: number; readonly tail: Buffer };

/** The edges of the file and of frames, the inside of frames and of headers, each with or without garbage behind. */
function toCut(random: Random, { wal }: RecordedRun): Cut {
  const frameBytes = FRAME_HEADER_BYTES + wal.readUInt32BE(8);
  const frames = (wal.length - WAL_HEADER_BYTES) / frameBytes;
  const edge = WAL_HEADER_BYTES + random.below(frames + 1) * frameBytes;
  const places = [
    () => random.below(wal.length + 1),
    () => edge,
    () => edge + random.below(FRAME_HEADER_BYTES),
    () => random.below(WAL_HEADER_BYTES + 1),
  ];
  const place = places[random.below(10) === 0 ? 3 : random.below(3)];
  const at = Math.min(wal.length, place?.() ?? edge);
  const tails = [
    () => Buffer.alloc(0),
    () => Buffer.alloc(random.below(3 * frameBytes)),
    () => Buffer.from(random.hex(random.below(2 * frameBytes)), 'hex'),
    // Whole frames of the right file at the wrong place: only their checksums betray them.
    () => wal.subarray(WAL_HEADER_BYTES, WAL_HEADER_BYTES + frameBytes * random.below(3)),
  ];
  return { at, tail: tails[random.below(tails.length)]?.() ?? Buffer.alloc(0) };
}

function column(database: Database, sql: string): unknown[] {
  return database
    .prepare(sql)
    .all([])
    .map((row) => Object.values(row)[0]);
}

async function judge(path: string, run: RecordedRun, cut: Cut): Promise<number> {
  writeFileSync(path, run.database);
  writeFileSync(`${path}-wal`, Buffer.concat([run.wal.subarray(0, cut.at), cut.tail]));
  const { database, book } = await openEngine(path);
  try {
    const there = column(database, 'select message_key from outbox order by seq');
    const must = run.writes.filter(({ walEnd }) => walEnd <= cut.at);
    const may = run.writes.filter(({ walStart }) => walStart < cut.at);
    assert.ok(there.length >= must.length, `${must.length} were acknowledged, ${there.length} are there`);
    assert.deepEqual(
      there,
      may.slice(0, there.length).map(({ key }) => key),
    );
    await book('after');
    for (const rows of [
      'select message_key as key from outbox order by key',
      'select substr(entry_key, 6) as key from entries order by key',
      `select id from traces group by id having count(*) = ${STEPS_OF_A_WRITE} order by id`,
      'select distinct id from traces order by id',
    ])
      assert.deepEqual(column(database, rows), [...there, 'after']);
    assert.deepEqual(column(database, 'PRAGMA integrity_check'), ['ok']);
    return there.length;
  } finally {
    database.close();
  }
}

test(`${CUTS} cuts of the write-ahead log leave every acknowledged write before them, nothing half, and writing goes on`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-wal-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const random = createSeededRandom(seed);
  const run = await recordRun(folder, 25);
  t.diagnostic(`seed ${seed}, ${run.wal.length} bytes`);
  const seen = new Set<number>();
  for (let i = 0; i < CUTS; i++) {
    const cut = toCut(random, run);
    const path = join(folder, `cut-${i}.db`);
    const count = await judge(path, run, cut).catch((error) => {
      throw new Error(`Cut ${i} at byte ${cut.at} with ${cut.tail.length} bytes behind.`, { cause: error });
    });
    seen.add(count);
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  }
  assert.ok(seen.size > run.writes.length / 4, `only ${seen.size} different states were left`);
});
