// Signer and sandbox as pictures show them: one state of each, by the scene.

import type { RouteReply } from '../../../src/api/route.ts';
import type { sandbox } from '../../../src/api/sandbox.ts';
import type { SandboxState } from '../../../src/domain/sandbox.ts';
import type { KeyLimits, SignerState } from '../../../src/domain/signer.ts';
import type { Scene } from './scene.ts';

const MAIN = '7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU';
const LONG_TERM = '9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM';
const HOUR_MS = 3_600_000;

function toLimits(nowMs: number): KeyLimits {
  return {
    rates: { perSecond: 5, perMinute: 60 },
    trade: {
      programs: {
        '675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8': { hidden: true },
        '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P': { hidden: false },
      },
      destinations: { '96gYZGLnJYVFmbjzopPSU6QiEV5fGqZNyN9nmNhvrZU5': { maxLamports: '1000000' } },
      maxFeeLamports: '500000',
      maxOutlayPerDayLamports: '200000000',
    },
    withdrawals: {
      destinations: {
        [LONG_TERM]: { usableFromMs: 0 },
        '3h1zGmCwsRJnVk5BuRNMLsPaQu1y2aqXqXDWYCgrp5UG': { usableFromMs: nowMs + 20 * HOUR_MS },
      },
      assets: {
        SOL: { maxAmount: '5000000000', maxPerDay: '10000000000' },
        EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v: { maxAmount: '500000000', maxPerDay: '900000000' },
      },
      maxFeeLamports: '50000',
    },
  };
}

const nothing = { unlockedForMs: 0, lockedOutForMs: 0, isOutdated: false, limits: null, lately: null };

/** Armed and unlocked on a calm day, waiting in trouble, without a keystore on the first day. */
export function toSigner({ isEmpty, isTrouble, session }: Scene): SignerState {
  const nowMs = Date.now();
  if (isEmpty) return { state: 'none', says: 'No keystore.', keys: [], ...nothing };
  const lately = {
    spanMs: 21 * HOUR_MS,
    signed: { trade: 1284, withdrawal: 2 },
    refused: { RATE_EXCEEDED: 12, PROGRAM_NOT_LISTED: 3, DAILY_AMOUNT_EXCEEDED: 1 },
  };
  if (isTrouble)
    return { ...nothing, state: 'waiting', says: 'It waits for its passphrase.', keys: [], lately };
  const eachKey = toLimits(nowMs);
  const limits = {
    rates: { perSecond: 20, perMinute: 300 },
    unlockMs: 300_000,
    eachKey,
    keys: { [LONG_TERM]: { ...eachKey, trade: { ...eachKey.trade, programs: {}, destinations: {} } } },
  };
  const keys = [
    { id: MAIN, label: 'main' },
    { id: LONG_TERM, label: 'long-term holdings of the second strategy' },
  ];
  const unlockedForMs = session.user ? 251_000 : 0;
  return { ...nothing, state: 'armed', says: 'Armed with 2 keys.', keys, unlockedForMs, limits, lately };
}

export function toSandbox({ isEmpty }: Scene): RouteReply<typeof sandbox> {
  const nowMs = Date.now();
  const fault = (
    name: string,
    summary: string,
    change: Partial<SandboxState['members'][number]['faults'][number]> = {},
  ) => ({
    name,
    summary,
    isOn: false,
    untilMs: null,
    settings: {},
    schema: {
      type: 'object',
      properties: {
        byMs: {
          type: 'integer',
          default: 60_000,
          minimum: 1,
          maximum: 86_400_000,
          description: 'How far ahead, in ms of sandbox time.',
        },
      },
      required: ['byMs'],
    },
    ...change,
  });
  return {
    seed: 7,
    speed: isEmpty ? 1 : 10,
    nowMs: isEmpty ? nowMs : nowMs + 5 * HOUR_MS,
    members: [
      {
        name: 'clock',
        summary: 'tells the time of the sandbox',
        facts: { nowMs: nowMs + 5 * HOUR_MS },
        faults: [
          fault(
            'clock.ahead',
            'The clock tells a time that has not come yet.',
            isEmpty ? {} : { isOn: true, untilMs: nowMs + 200_000, settings: { byMs: 60_000 } },
          ),
          fault('clock.behind', 'The clock tells a time that is long over, as after a machine was asleep.'),
        ],
      },
    ],
  };
}
