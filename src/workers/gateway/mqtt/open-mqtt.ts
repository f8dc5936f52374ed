// The real broker behind an address. The client of the library lives for one connection: it repeats and keeps nothing here.
import type { IClientOptions } from 'mqtt';
import type { Random } from '../../../core/random.ts';
import type { Secret } from '../../../core/secret.ts';
import type { MqttDoor } from './mqtt-door.ts';

/** After one and a half of it without a word from us the broker publishes the last will. */
const KEEPALIVE_S = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** MQTT 3.1.1, which every broker speaks. */
const VERSION = 4;
const HELLO_BYTES = 8;

export async function loadMqtt(url: Secret, random: Random): Promise<MqttDoor> {
  // Most installations have no broker, and its client takes long to load.
  const { connect } = await import('mqtt');
  return {
    open({ will }, events) {
      const client = connect({
        ...toPlace(url),
        clientId: `zapflow-${random.hex(HELLO_BYTES)}`,
        protocolVersion: VERSION,
        clean: true,
        keepalive: KEEPALIVE_S,
        connectTimeout: CONNECT_TIMEOUT_MS,
        reconnectPeriod: 0,
        queueQoSZero: false,
        resubscribe: false,
        timerVariant: 'native',
        will: { ...will, payload: Buffer.from(will.payload) },
      });
      let reason = 'closed';
      let isOver = false;
      client.on('connect', () => events.onOpen());
      client.on('packetreceive', () => events.onHeard());
      client.on('error', (error) => {
        reason = toReason(error);
        // What the library calls an error ends the connection, but does not always close it.
        client.end(true);
      });
      client.on('close', () => {
        if (isOver) return;
        isOver = true;
        client.end(true);
        events.onClose(reason);
      });
      return {
        publish({ topic, payload, qos, retain }, done) {
          client.publish(topic, payload, { qos, retain }, (error) => {
            if (!error) done();
          });
        },
        ping: () => client.sendPing(),
        close: () => void client.end(false),
        terminate: () => void client.end(true),
      };
    },
  };
}

function toPlace(url: Secret): IClientOptions {
  const { protocol, hostname, port, username, password } = new URL(url.reveal());
  const isSecure = protocol === 'mqtts:';
  return {
    protocol: isSecure ? 'mqtts' : 'mqtt',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 8883 : 1883),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
  };
}

/** The words of MQTT 3.1.1 for a refused connection; texts of the library may hold more than that. */
const refusals: Record<number, string> = {
  1: 'it speaks another version of MQTT',
  2: 'it refused our client id',
  3: 'it serves nobody at present',
  4: 'wrong user name or password',
  5: 'not allowed',
};

function toReason(error: unknown): string {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (typeof code === 'string') return code;
  if (typeof code === 'number') return refusals[code] ?? `refused (${code})`;
  return /timeout/i.test(message) ? 'it does not answer' : 'closed';
}
