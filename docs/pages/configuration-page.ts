// The text of docs/configuration.md; `npm run docs` writes it.
import { type SettingKey, toCatalogue } from '../../src/config/catalogue.ts';
import { documentNames } from '../../src/config/document-names.ts';
import { configSchema } from '../../src/config/schema.ts';
import { agentNames, workerDefaults } from '../../src/config/worker-defaults.ts';
import { code, toTable } from './markdown.ts';

const introduction = `# Configuration

Generated from \`src/config/schema.ts\` by \`npm run docs\`; a test holds it in step.

Zapflow needs no configuration. What is set is read from four places; the later one wins:

1. the defaults below,
2. \`zapflow.yaml\` in the folder where Zapflow is started, or the file of \`--config FILE\`,
3. the environment: the name in the table, or the document's name beside it (when both are set, ours wins),
4. flags: \`--set runtime.callDeadlineMs=2000\`, as often as needed, and \`--mode\`, \`--data\`, \`--host\`, \`--port\`, \`--log-level\`.

\`\`\`yaml
mode: paper
gateway:
  port: 8080
log:
  levels:
    core.link: debug
workers:
  reporter:
    enabled: false
\`\`\`

A wrong value, an unknown key or an unknown \`ZAPFLOW_*\` variable is reported with its place, what was expected and the
nearest known name, all of them at once; nothing is started and the exit code is 78. (\`ZAPFLOW_TEST_*\` belongs to the tests.)
A map in one line of text is written \`ZAPFLOW_LOG_LEVELS=market=debug,core.link=warn\`.
Secrets are taken from the environment or a file (\`{ file: PATH }\`, or the environment name with \`_FILE\`), never from a
literal in \`zapflow.yaml\` or a flag.
`;

const workersIntroduction = `
## Workers

The same settings for each worker; \`AGENT\` is one of the names below, in capitals in the environment. \`restartMaxDelayMs\`,
\`restartWindowMs\` and the memory ceiling that bound them stand in \`runtime\`.
`;

const WORKERS = 'workers.';
/** The agent whose settings stand for all; its defaults are given in a table of their own. */
const SAMPLE_AGENT = 'gateway';

/** The whole page, from the schema alone. */
export function toConfigurationPage(): string {
  const { keys } = toCatalogue(configSchema);
  const defaults = configSchema.parse({});
  const sample = `${WORKERS}${SAMPLE_AGENT}.`;
  const general = keys.filter(({ name }) => !name.startsWith(WORKERS));
  const ofWorkers = keys.filter(({ name }) => name.startsWith(sample));
  return [
    introduction,
    '## Settings\n',
    toTable(
      ['key', 'type', 'default', 'environment', "document's name", 'what it does'],
      general.map((key) => toRow(key, toDefault(defaults, key.name))),
    ),
    workersIntroduction,
    toTable(
      ['key', 'type', 'environment', 'what it does'],
      ofWorkers.map((key) => [
        code(key.name.replace(sample, 'workers.AGENT.')),
        key.words,
        code(key.envName.replace('_GATEWAY_', '_AGENT_')),
        key.description,
      ]),
    ),
    '',
    toTable(
      ['agent', 'memory MB', 'restarts', 'on error', 'at the cap', 'hot spare', 'concurrent'],
      toAgents(),
    ),
    '\n## Names of the ZapBot document\n',
    toTable(
      ['variable', 'sets', 'value'],
      documentNames.map(({ name, setting, effect }) => [
        code(name),
        code(setting),
        effect ?? 'as the setting',
      ]),
    ),
    '',
  ].join('\n');
}

function toRow(key: SettingKey, defaultText: string): string[] {
  const names = documentNames.filter(({ setting }) => setting === key.name).map(({ name }) => code(name));
  return [code(key.name), key.words, defaultText, code(key.envName), names.join(', '), key.description];
}

function toAgents(): string[][] {
  return agentNames.map((name) => {
    const agent = workerDefaults[name];
    const concurrent = `${agent.maxConcurrent} (1 to ${agent.maxConcurrentLimit})`;
    return [
      code(name),
      String(agent.maxMemoryMb),
      String(agent.maxRestarts),
      agent.restartOnError ? 'restart' : 'stays down',
      agent.atCap,
      agent.hotSpare ? 'yes' : 'no',
      concurrent,
    ];
  });
}

function toDefault(defaults: object, name: string): string {
  let value: unknown = defaults;
  for (const part of name.split('.')) value = (value as Record<string, unknown>)[part];
  if (value === undefined || value === '') return '';
  return code(typeof value === 'string' ? value : JSON.stringify(value));
}
