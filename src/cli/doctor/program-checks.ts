// Checks of what Zapflow is told and what it needs to itself: configuration, port.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readInstanceHolder } from '../../core/instance-lock.ts';
import { type Check, ok, problem } from './check.ts';

export const configuration: Check = {
  name: 'configuration',
  run: async ({ config, configProblem }) =>
    configProblem === undefined
      ? ok(`valid, mode ${config.mode}`)
      : problem(configProblem, 'correct each; docs/configuration.md lists every setting'),
};

export const gatewayPort: Check = {
  name: 'port',
  run: async ({ config }) => {
    const { host, port } = config.gateway;
    const place = `${host}:${port}`;
    if (port === 0) return ok('any free one');
    const server = createServer();
    try {
      server.listen(port, host);
      await once(server, 'listening');
      return ok(`${place} is free`);
    } catch (error) {
      const holder = readInstanceHolder(config.dataDir);
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && holder !== undefined)
        return ok(`${place} is in use; Zapflow runs (pid ${holder.pid})`);
      if (code === 'EADDRINUSE')
        return problem(`${place} is in use`, 'stop what uses it, or choose another with --port');
      return problem(`${place} cannot be used (${code})`, 'correct gateway.host and gateway.port');
    } finally {
      server.close();
    }
  },
};
