// A broker of our own, from which other programs of this house read. They can only listen: whatever they say is refused.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Client } from 'aedes';
import type { Clock } from '../../../core/clock.ts';
import { isSameSecret } from '../../../core/is-same-secret.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Secret } from '../../../core/secret.ts';
import { bind } from '../bind.ts';
import { readPem } from '../read-pem.ts';
import type { MqttDoor } from './mqtt-door.ts';

export type BrokerOptions = {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Null lets everybody in who reaches it. */
  readonly credentials: { readonly username: string; readonly password: Secret } | null;
  /** Files in PEM. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** The first level of all topics; nothing else can be subscribed. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A reader was let go because it took nothing. */
  readonly onCutOff: () => void;
};

export type EmbeddedBroker = {
  readonly port: number;
  readonly door: MqttDoor;
  close(): Promise<void>;
};

const MAX_CONNECTIONS = 100;
const CONNECT_TIMEOUT_MS = 5000;
/** A reader that takes nothing for so long is cut off; until then it may hold up those beside it. */
const DRAIN_TIMEOUT_MS = 2000;
/** Bytes a client may send between two packets that are understood: they only subscribe. */
const MAX_PACKET_BYTES = 16_384;
/** Bytes that may wait for one slow reader: more than a burst, which a reader that is well takes a moment later. */
const MAX_WAITING_BYTES = 2 * 1024 * 1024;
const WRONG_PASSWORD_MS = 500;
const NOT_AUTHORIZED = 5;

/** MQTT_UNBINDABLE when the address is not to be had, TLS_UNREADABLE when the certificate cannot be used. */
export async function startBroker(options: BrokerOptions): Promise<EmbeddedBroker> {
  const { clock, log, prefix, credentials, onCutOff } = options;
  const { Aedes } = await import('aedes');
  const { tls } = options;
  const server = tls ? createTlsServer(readPem(tls, 'mqtt.tls')) : createServer();
  server.maxConnections = MAX_CONNECTIONS;
  const cut = new WeakSet<object>();
  const cutOff = ({ conn }: Client): void => {
    if (!cut.has(conn)) onCutOff();
    cut.add(conn);
    conn.destroy();
  };
  const broker = await Aedes.createBroker({
    connectTimeout: CONNECT_TIMEOUT_MS,
    drainTimeout: DRAIN_TIMEOUT_MS,
    preConnect(_client, packet, done) {
      // A session that outlives its connection would collect messages for somebody who may never return.
      packet.clean = true;
      done(null, true);
    },
    authenticate(_client, username, password, done) {
      if (!credentials || isRight(credentials, username, password)) return done(null, true);
      // Whoever tries many pays for each; the number of connections is bounded.
      clock.after(WRONG_PASSWORD_MS, () =>
        done(Object.assign(new Error('not authorized'), { returnCode: NOT_AUTHORIZED }), false),
      );
    },
    authorizePublish: (_client, _packet, done) => done(new Error('This broker only tells.')),
    authorizeSubscribe: (_client, subscription, done) =>
      done(null, isOurs(subscription.topic, prefix) ? subscription : null),
    authorizeForward(client, packet) {
      const { writableLength, writableNeedDrain } = client.conn;
      // A reader that falls behind misses figures; one that takes nothing at all is let go.
      if (writableLength > MAX_WAITING_BYTES) cutOff(client);
      return writableLength > MAX_WAITING_BYTES || (writableNeedDrain && packet.qos === 0) ? null : packet;
    },
  });
  broker.on('clientError', (client, { message }) => {
    if (message === 'drain timeout') cutOff(client);
  });
  broker.on('connectionError', (_client, error) =>
    log.debug('a connection to the MQTT broker failed', { err: error }),
  );
  const understood = (client: Client | null) =>
    client && heard.set(client.conn, (client.conn as Socket).bytesRead);
  const heard = new WeakMap<object, number>();
  const sockets = new Set<Socket>();
  broker.on('clientReady', understood);
  broker.on('ping', (_packet, client) => understood(client));
  broker.on('ack', (_packet, client) => understood(client));
  broker.on('subscribe', (_topics, client) => understood(client));
  broker.on('unsubscribe', (_topics, client) => understood(client));

  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    // Before the broker reads: it would collect a packet of any length.
    socket.on('readable', () => {
      if (socket.bytesRead - (heard.get(socket) ?? 0) > MAX_PACKET_BYTES) socket.destroy();
    });
    socket.setKeepAlive(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.on('tlsClientError', (_error, socket: Socket) => socket.destroy());
  try {
    const { host, port } = options;
    const who = { who: 'The MQTT broker', code: 'MQTT_UNBINDABLE', path: 'mqtt.port' } as const;
    await bind(() => listen(server, options), { host, port, clock, ...who });
  } catch (error) {
    broker.close();
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  log.info(`MQTT broker on ${options.host}:${port}`, { host: options.host, port });

  return {
    port,
    door: {
      open(_opening, events) {
        let isOver = false;
        const end = () => {
          if (isOver) return;
          isOver = true;
          events.onClose('closed');
        };
        clock.nextTurn(() => {
          if (!isOver) events.onOpen();
        });
        return {
          publish(message, done) {
            const { payload, ...rest } = message;
            const packet = { ...rest, cmd: 'publish' as const, dup: false, payload: Buffer.from(payload) };
            broker.publish(packet, (error) => {
              if (!error && !isOver) done();
            });
          },
          ping: () => clock.nextTurn(() => isOver || events.onHeard()),
          close: end,
          terminate: end,
        };
      },
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Those who have not said who they are yet are unknown to the broker.
        broker.close(() => {
          for (const socket of sockets) socket.destroy();
        });
      });
    },
  };
}

async function listen(server: Server, { host, port }: BrokerOptions): Promise<void> {
  const listening = once(server, 'listening');
  server.listen(port, host);
  await listening;
}

function isOurs(filter: string, prefix: string): boolean {
  return filter.startsWith(`${prefix}/`);
}

function isRight(
  { username, password }: NonNullable<BrokerOptions['credentials']>,
  givenName: string | undefined,
  givenPassword: Buffer | undefined,
): boolean {
  const isName = isSameSecret(givenName ?? '', username);
  const isPassword = isSameSecret(givenPassword ?? '', password.reveal());
  return isName && isPassword;
}
