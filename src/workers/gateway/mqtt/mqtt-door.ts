// What publishing needs of a broker: one connection at a time. The real ones are open-mqtt.ts and embedded-broker.ts.

/** Of topics, payloads and lengths that a broker takes. */
export type MqttMessage = {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
};

/** Nothing is reported before `open` has returned, and nothing after `onClose`, which comes exactly once. */
export type MqttEvents = {
  readonly onOpen: () => void;
  /** Anything at all came from the broker. */
  readonly onHeard: () => void;
  /** A code or a few words; never a part of the address. */
  readonly onClose: (reason: string) => void;
};

export interface MqttConnection {
  /** `done` comes when it is written (0) or the broker has confirmed it (1); never when the connection ends before. */
  publish(message: MqttMessage, done: () => void): void;
  /** `onHeard` follows when the broker is there. */
  ping(): void;
  /** Says goodbye, so that the broker does not publish the last will; `onClose` follows. */
  close(): void;
  /** Ends it at once; `onClose` follows. */
  terminate(): void;
}

export type MqttOpening = {
  /** Published by the broker when we are gone without a goodbye. */
  readonly will: MqttMessage;
};

export interface MqttDoor {
  open(opening: MqttOpening, events: MqttEvents): MqttConnection;
}
