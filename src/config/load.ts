// From defaults, file, environment and flags to one configuration, or to everything that is wrong with it.
import type { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { type Catalogue, toCatalogue } from './catalogue.ts';
import { deepFreeze } from './deep-freeze.ts';
import { addEnvironment, type Environment } from './environment-source.ts';
import { addFile } from './file-source.ts';
import { addFlags, type Flag } from './flag-source.ts';
import type { Problem } from './problem.ts';
import { type Config, resolveSettings } from './resolve.ts';
import { resolvePath } from './resolve-path.ts';
import { configSchema } from './schema.ts';
import { addWrong, createGathered, type Gathered, type Setting } from './setting.ts';
import { keepSources } from './sources.ts';

/** The text of a file, or undefined when it cannot be read. */
export type ReadFile = (path: string) => string | undefined;

export type ConfigSources = {
  readonly env: Environment;
  readonly flags: readonly Flag[];
  /** Folder that relative paths start from; `~` is `HOME` of `env`. */
  readonly cwd: string;
  readonly readFile: ReadFile;
  /** The file of `--config`, which must exist; without it `zapflow.yaml` is read when there is one. */
  readonly configFile?: string | undefined;
};

const DEFAULT_FILE = 'zapflow.yaml';

/** The whole configuration, frozen; throws CONFIG_INVALID whose `details.problems` lists every problem. */
export function loadConfig(sources: ConfigSources): Config {
  const { settings, given, problems } = readSettings(configSchema, sources);
  const config = resolveSettings(settings, given, problems);
  refuse(problems);
  return keepSources(deepFreeze({ ...config, dataDir: resolvePath(config.dataDir, sources) }), given);
}

/** Settings of any schema; what is wrong is in `problems` and has its default in `settings`. */
export function readSettings<Schema extends z.ZodObject>(schema: Schema, sources: ConfigSources) {
  const gathered = gather(toCatalogue(schema), sources);
  const given = new Map(gathered.settings.map((setting) => [setting.path.join('.'), setting.source]));
  return { settings: schema.parse(toTree(gathered.settings)), given, problems: gathered.problems };
}

function gather(catalogue: Catalogue, sources: ConfigSources): Gathered {
  const gathered = createGathered();
  const readFile: ReadFile = (path) => sources.readFile(resolvePath(path, sources));
  const name = sources.configFile ?? DEFAULT_FILE;
  const text = readFile(name);
  if (text !== undefined) addFile(gathered, catalogue, { name, text, readFile });
  else if (sources.configFile !== undefined) addWrong(gathered, name, '--config', 'a readable file', name);
  addEnvironment(gathered, catalogue, sources.env, readFile);
  addFlags(gathered, catalogue, sources.flags, readFile);
  return gathered;
}

type Tree = { [part: string]: unknown };

/** Later settings win. Paths come from the schema, or are entry names it accepted. */
function toTree(settings: readonly Setting[]): Tree {
  const root: Tree = {};
  for (const { path, value } of settings) {
    let node = root;
    for (const part of path.slice(0, -1)) {
      node[part] ??= {};
      node = node[part] as Tree;
    }
    node[path.at(-1)!] = value;
  }
  return root;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new AppError('CONFIG_INVALID', undefined, { details: { problems } });
}
