// What one setting alone cannot say: values that follow others, ceilings, and rules across settings.
import type { DeepReadonly } from './deep-freeze.ts';
import { gatewayRules } from './gateway-schema.ts';
import { mqttRules } from './mqtt-schema.ts';
import type { Problem } from './problem.ts';
import type { Settings } from './schema.ts';
import { agentNames } from './worker-defaults.ts';

type Resolved = Settings & { runtime: { pool: { queueLimit: number } } };

/** Everything Zapflow is told, complete and frozen. `dataDir` is absolute. */
export type Config = DeepReadonly<Resolved>;
export type WorkerConfig = Config['workers'][keyof Config['workers']];

/** Adds to `problems` what breaks a rule; `given` names the settings somebody wrote, with their source. */
export function resolveSettings(
  settings: Settings,
  given: ReadonlyMap<string, string>,
  problems: Problem[],
): Resolved {
  checkRules(settings, given, problems);
  const { runtime } = settings;
  const workers = structuredClone(settings.workers);
  for (const name of agentNames)
    workers[name].maxMemoryMb = Math.min(workers[name].maxMemoryMb, runtime.maxWorkerMemoryMb);
  const pool = { ...runtime.pool, queueLimit: runtime.pool.queueLimit ?? runtime.maxQueueSize };
  return { ...settings, runtime: { ...runtime, pool }, workers };
}

type Rule = {
  readonly path: string;
  /** The other setting of the rule. */
  readonly other: string;
  readonly holds: boolean;
  readonly expected: string;
  readonly got: unknown;
};

function checkRules(settings: Settings, given: ReadonlyMap<string, string>, problems: Problem[]): void {
  const known = new Set(problems.map(({ path }) => path));
  for (const rule of toRules(settings, given)) {
    // a value that is wrong by itself stands at its default here and must not cause a second problem
    if (rule.holds || known.has(rule.path) || known.has(rule.other)) continue;
    const path = given.has(rule.path) ? rule.path : given.has(rule.other) ? rule.other : rule.path;
    const source = given.get(path) ?? 'default';
    const hint = rule.other === rule.path ? '' : `${rule.path} and ${rule.other} must agree`;
    problems.push({ path, source, expected: rule.expected, got: String(rule.got), hint });
  }
}

function toRules(settings: Settings, given: ReadonlyMap<string, string>): Rule[] {
  const { runtime, workers, gateway, mqtt } = settings;
  const atLeast = (path: keyof typeof runtime, other: keyof typeof runtime): Rule => ({
    path: `runtime.${path}`,
    other: `runtime.${other}`,
    holds: Number(runtime[path]) >= Number(runtime[other]),
    expected: `runtime.${path} to be at least runtime.${other} (${runtime[other]})`,
    got: runtime[path],
  });
  return [
    atLeast('restartMaxDelayMs', 'restartDelayMs'),
    atLeast('restartWindowMs', 'restartMaxDelayMs'),
    ...gatewayRules(gateway),
    ...mqttRules(mqtt),
    {
      path: 'runtime.processMemoryMb',
      other: 'runtime.processMemoryMb',
      holds: runtime.processMemoryMb === 0 || runtime.processMemoryMb >= 256,
      expected: '0 or at least 256',
      got: runtime.processMemoryMb,
    },
    {
      path: 'workers.logger.enabled',
      other: 'workers.logger.enabled',
      holds: workers.logger.enabled,
      expected: 'true, since nothing else writes the log',
      got: workers.logger.enabled,
    },
    // a ceiling somebody set caps in silence, as it should; the default one must not
    ...agentNames
      .filter((name) => given.has(`workers.${name}.maxMemoryMb`) && !given.has('runtime.maxWorkerMemoryMb'))
      .map((name) => ({
        path: `workers.${name}.maxMemoryMb`,
        other: 'runtime.maxWorkerMemoryMb',
        holds: workers[name].maxMemoryMb <= runtime.maxWorkerMemoryMb,
        expected: `at most runtime.maxWorkerMemoryMb (${runtime.maxWorkerMemoryMb})`,
        got: workers[name].maxMemoryMb,
      })),
  ];
}
