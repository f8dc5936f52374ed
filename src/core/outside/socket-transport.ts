// The seam below sockets: one WebSocket connection. The real one is node-socket.ts; tests and the simulator bring theirs.

export type SocketRequest = {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** A longer incoming message ends the connection with code 1009. */
  readonly maxMessageBytes: number;
  /** Text is handed over as the bytes it came in, unchecked: for whoever reads millions of messages and checks them itself. */
  readonly isTextRaw?: boolean | undefined;
};

export type SocketEnd = {
  /** As RFC 6455 section 7.4; 1006 when the connection ended without a close frame or never began. */
  readonly code: number;
  readonly reason: string;
  /** Set when the server refused the handshake and said when to come back. */
  readonly retryAfterMs?: number;
};

/** Nothing is reported before `open` has returned, and nothing after `onClose`, which comes exactly once. */
export type SocketEvents = {
  readonly onOpen: () => void;
  readonly onMessage: (data: Buffer | string) => void;
  /** A ping or pong of the peer. */
  readonly onHeartbeat: () => void;
  readonly onClose: (end: SocketEnd) => void;
};

export interface SocketConnection {
  /** False as soon as either side began to close. */
  readonly isOpen: boolean;
  /** Bytes accepted by `send` and not yet on the wire. */
  readonly bufferedBytes: number;
  send(data: Uint8Array | string): void;
  ping(): void;
  /** Asks the peer to close; `onClose` follows when it agrees. */
  close(): void;
  /** Ends the connection at once; `onClose` follows. */
  terminate(): void;
}

export interface SocketTransport {
  open(request: SocketRequest, events: SocketEvents): SocketConnection;
}
