import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../board/metric-region.ts';
import { readMetrics } from '../board/metric-samples.ts';
import { openMetrics } from '../board/metrics.ts';
import { AppError } from '../errors.ts';
import { silent } from '../supervisor/testing/scripted-unit.ts';
import { createMeters } from './meters.ts';

test('what was declined is no error, what failed is one', () => {
  const region = allocateMetricRegion();
  const meters = createMeters('feed', openMetrics(region), silent);
  meters.failed(false, new AppError('SIGNER_REFUSED'), 'arm');
  meters.failed(false, new AppError('SIGNER_AWAY'), 'arm');
  const errors = readMetrics(region, { worker: 'feed' }).find(({ name }) => name === 'error_count');
  assert.ok(errors && 'value' in errors);
  assert.equal(errors.value, 1);
});
