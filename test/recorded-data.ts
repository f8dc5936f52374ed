// Where recordings of third parties lie; they are read there, never part of this tree.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = resolve(root, process.env['ZAPFLOW_TEST_DATA'] ?? '../shared/data');
const isRequired = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',').includes('data');

/** For `skip` of a test. */
export const skipsWithoutData =
  existsSync(folder) || isRequired ? false : 'needs recorded data: set ZAPFLOW_TEST_DATA';

/** Absolute path of a file, as in `market/feed_hftbacktest/spot_ethusdt.golden.json`. */
export function recordedData(path: string): string {
  return join(folder, path);
}
