// The configuration as a command is given it: --config, --set and the short forms.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Flag } from '../config/flag-source.ts';
import { type ConfigSources, loadConfig } from '../config/load.ts';
import type { Config } from '../config/resolve.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { readInstanceHolder } from '../core/instance-lock.ts';
import type { CommandIo, CommandOption } from './command.ts';

const shortForms = {
  mode: 'mode',
  data: 'dataDir',
  host: 'gateway.host',
  port: 'gateway.port',
  logLevel: 'log.level',
} as const;

export const configOptions: readonly CommandOption[] = [
  { flags: '--config <file>', summary: 'configuration file (default: ./zapflow.yaml if there is one)' },
  {
    flags: '--set <path=value>',
    summary: 'set any setting, as runtime.callDeadlineMs=2000; repeatable',
    isList: true,
  },
  { flags: '--mode <mode>', summary: 'sandbox, paper or live' },
  { flags: '--data <folder>', summary: 'data folder (default: ./data)' },
  { flags: '--host <address>', summary: 'address the gateway listens on' },
  { flags: '--port <number>', summary: 'port of dashboard and API; 0 takes any free one' },
  { flags: '--log-level <level>', summary: 'least severe log lines that are written' },
];

const assignment = z.string().regex(/^[^=]+=/, 'write it as --set path=value');

export const configInput = z.object({
  config: z.string().optional(),
  set: z.array(assignment).default([]),
  mode: z.string().optional(),
  data: z.string().optional(),
  host: z.string().optional(),
  port: z.string().optional(),
  logLevel: z.string().optional(),
});

export type ConfigInput = z.output<typeof configInput>;

/** Throws CONFIG_INVALID with every problem. */
export function loadConfigOf(input: ConfigInput, io: CommandIo): Config {
  return loadConfig(toSources(input, io));
}

/** The data folder, all that commands to a running program need: a configuration broken since it started must not stop them. */
export function loadDataDir(input: ConfigInput, io: CommandIo): string {
  try {
    return loadConfigOf(input, io).dataDir;
  } catch (error) {
    const dataDir = resolvePath(input.data ?? io.env['ZAPFLOW_DATA'] ?? './data', io);
    if (readInstanceHolder(dataDir) === undefined) throw error;
    return dataDir;
  }
}

export function toSources(input: ConfigInput, io: Pick<CommandIo, 'env' | 'cwd'>): ConfigSources {
  const short = Object.entries(shortForms).flatMap(([option, path]): Flag[] => {
    const value = input[option as keyof typeof shortForms];
    const source = `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === undefined ? [] : [{ path, value, source }];
  });
  const set = input.set.map((text): Flag => {
    const at = text.indexOf('=');
    return { path: text.slice(0, at), value: text.slice(at + 1), source: `--set ${text.slice(0, at)}` };
  });
  return { env: io.env, cwd: io.cwd, flags: [...set, ...short], configFile: input.config, readFile };
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
