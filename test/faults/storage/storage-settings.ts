import { loadConfig } from '../../../src/config/load.ts';
import { toSettings } from '../../../src/program/worker-settings.ts';

/** What the storage worker is told in this data folder with nothing configured. */
export function toStorageSettings(folder: string): object {
  const sources = { env: { ZAPFLOW_DATA: folder }, flags: [], cwd: folder, readFile: () => undefined };
  const surroundings = {
    isTerminal: false,
    isColoured: false,
    cores: 2,
    memoryBytes: 0,
    secrets: { setupTokenHash: null, instanceKey: null },
  };
  return toSettings('storage', loadConfig(sources), surroundings) as object;
}
