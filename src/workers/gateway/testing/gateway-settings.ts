import { totalmem } from 'node:os';
import { loadConfig } from '../../../config/load.ts';
import { toSettings } from '../../../program/worker-settings.ts';

/** What the gateway is told with nothing configured, on any free port, with `changes`. */
export function toGatewaySettings(changes: object = {}): object {
  const sources = { env: {}, flags: [], cwd: '/', readFile: () => undefined };
  const surroundings = {
    isTerminal: false,
    isColoured: false,
    cores: 2,
    memoryBytes: totalmem(),
    secrets: { setupTokenHash: null, instanceKey: null },
  };
  const defaults = toSettings('gateway', loadConfig(sources), surroundings) as object;
  return { ...defaults, port: 0, ...changes };
}
