import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { type SandboxState, sandboxState } from '../domain/sandbox.ts';
import { defineCommand } from './command.ts';
import { configInput, loadDataDir } from './config-options.ts';
import type { ControlClient } from './control-client.ts';
import { toMoment } from './figures.ts';
import { withProgram } from './running-program.ts';
import { toLines, toTable } from './table.ts';

/** In the order of the usage. */
const actions = {
  status: 'seed, speed, members, and every fault that can be switched on',
  fault: 'switch one on or off: sandbox fault NAME on --for 30s --with byMs=5000',
  speed: 'seconds of sandbox time in one real second, 0.1 to 1000: sandbox speed 10',
  seed: 'begin again with this seed: sandbox seed 7',
} as const;

const usage = `Usage: ./zapflow sandbox ACTION [options]

${toLines(actions)}`;

const seconds = { s: 1, m: 60, h: 3600 } as const;
const duration = z
  .string()
  .regex(/^\d{1,6}[smh]$/, 'write it as --for 30s, 5m or 1h')
  .transform((text) => Number.parseInt(text, 10) * seconds[text.at(-1) as keyof typeof seconds] * 1000);
const setting = z.string().regex(/^\w{1,64}=/, 'write it as --with name=value');

/** As they are typed; the sandbox checks the ranges. */
const words = z.discriminatedUnion('action', [
  z.object({ action: z.literal('status'), values: z.tuple([]) }),
  z.object({ action: z.literal('fault'), values: z.tuple([z.string(), z.enum(['on', 'off'])]) }),
  z.object({ action: z.literal('speed'), values: z.tuple([z.coerce.number()]) }),
  z.object({ action: z.literal('seed'), values: z.tuple([z.coerce.number()]) }),
]);
type Words = z.output<typeof words>;
type More = { readonly for?: number | undefined; readonly with: readonly string[] };

export const sandbox = defineCommand({
  name: 'sandbox',
  summary: 'show the sandbox of the running program, switch faults, change its speed or seed',
  positionals: [
    ['[action]', Object.keys(actions).join(', ')],
    ['[values...]', 'what the action takes'],
  ],
  isConfigured: true,
  options: [
    {
      flags: '--for <time>',
      summary: 'of fault … on: how long, as 30s, 5m or 1h; without it until it is switched off',
    },
    {
      flags: '--with <name=value>',
      summary: 'of fault … on: a setting of the fault; repeatable',
      isList: true,
    },
    { flags: '--json', summary: 'print the state as JSON' },
  ],
  details: toLines(actions),
  input: configInput.extend({
    action: z.string().optional(),
    values: z.array(z.string()).default([]),
    for: duration.optional(),
    with: z.array(setting).default([]),
    json: z.boolean().default(false),
  }),
  run: async ({ action, values, json, ...input }, io) => {
    const parsed = words.safeParse({ action, values });
    if (!parsed.success) {
      io.err(usage);
      return exitCodes.usage;
    }
    return withProgram(loadDataDir(input, io), io, async (client) => {
      const state = sandboxState.parse(await order(client, parsed.data, input));
      io.out(json ? `${JSON.stringify(state)}\n` : toText(state));
      return exitCodes.ok;
    });
  },
});

function order(client: ControlClient, { action, values }: Words, more: More): Promise<unknown> {
  if (action === 'status') return client.request('sandboxStatus');
  if (action === 'speed') return client.request('sandboxSpeed', { speed: values[0] });
  if (action === 'seed') return client.request('sandboxSeed', { seed: values[0] });
  const [fault, wanted] = values;
  const settings = more.with.length === 0 ? {} : { settings: toSettings(more.with) };
  const forMs = more.for === undefined ? {} : { forMs: more.for };
  return client.request('sandboxFault', { fault, isOn: wanted === 'on', ...forMs, ...settings });
}

/** What reads as JSON is that; the rest is text. */
function toSettings(given: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      return [text.slice(0, at), toValue(text.slice(at + 1))];
    }),
  );
}

function toValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toText({ seed, speed, nowMs, members }: SandboxState): string {
  const faults = members.flatMap(({ faults }) => faults);
  const rows = faults.map(({ name, isOn, untilMs, settings, summary }) => [
    name,
    isOn ? (untilMs === null ? 'on' : `on until ${toMoment(untilMs)}`) : 'off',
    Object.entries(settings)
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join(' '),
    summary,
  ]);
  const told = members.map(({ name, summary, facts }) => [name, summary, JSON.stringify(facts)]);
  return `Seed ${seed}, ${speed} times as fast as real time, now ${toMoment(nowMs)}\n
${toTable(['member', 'what it is', 'facts'], told)}
${toTable(['fault', 'state', 'settings', 'what it does'], rows)}`;
}
