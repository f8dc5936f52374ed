// Another program that listens: what it hears, as `topic=payload`, with the flags of each.
import type { IClientOptions } from 'mqtt';
import { connect } from 'mqtt';

export type Heard = { readonly line: string; readonly qos: number; readonly isRetained: boolean };

export async function subscribe(port: number, filter: string, options: IClientOptions = {}) {
  const heard: Heard[] = [];
  const client = connect({
    ...{ host: '127.0.0.1', port, protocol: 'mqtt', protocolVersion: 4, reconnectPeriod: 50 },
    ...options,
  });
  client.on('error', () => {});
  client.on('message', (topic, payload, { qos, retain }) => {
    heard.push({ line: `${topic}=${payload}`, qos, isRetained: retain });
  });
  const granted = await new Promise<number>((resolve, reject) => {
    client.once('close', () => reject(new Error('The broker refused the connection.')));
    client.once('connect', () => {
      client.subscribe(filter, { qos: 1 }, (error, [first] = []) =>
        resolve(error ? 128 : (first?.qos ?? 128)),
      );
    });
  }).catch((error: unknown) => {
    client.end(true);
    throw error;
  });
  return {
    client,
    granted,
    heard,
    lines: () => heard.map(({ line }) => line),
    end: () => void client.end(true),
  };
}
