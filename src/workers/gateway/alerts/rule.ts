// What a rule of an alert is: a pure look at facts, and how long what it sees must last.
import type { SystemAlert } from '../../../api/alerts.ts';
import type { StopState } from '../../../api/trading.ts';
import type { Parts } from '../../../core/health.ts';
import type { BreakerStanding } from '../figures/breakers.ts';
import type { GatewaySettings } from '../settings.ts';

export type Severity = SystemAlert['severity'];

/** What is known of the program at one moment; undefined is what nobody could tell, and decides nothing. */
export type AlertFacts = {
  readonly mode: GatewaySettings['mode'];
  readonly host: string;
  /** Null for a program that did not die before; how long ago, on the wall clock. */
  readonly restarted: { readonly how: string; readonly restarts: number; readonly agoMs: number } | null;
  readonly needsSetup: boolean | undefined;
  readonly stop: StopState | undefined;
  /** Whether a message waits for a person's decision. */
  readonly hasParked: boolean | undefined;
  readonly workers: readonly WorkerFacts[] | undefined;
  readonly parts: Parts;
  readonly breakers: readonly BreakerStanding[];
  /** Brokers of MQTT that are configured. */
  readonly brokers: readonly { readonly name: string; readonly isUp: boolean }[];
  /** Undefined where no Redis is configured. */
  readonly isRedisUp: boolean | undefined;
  /** On the disk of the data folder, for the user of the program. */
  readonly diskFreeBytes: number | undefined;
  /** Of the process. */
  readonly memory: { readonly rssBytes: number; readonly limitBytes: number | null };
};

export type WorkerFacts = {
  readonly name: string;
  readonly state: string;
  /** Within the last ten minutes. */
  readonly recentRestarts: number;
  readonly heapBytes: number | undefined;
  readonly heapLimitBytes: number | undefined;
  /** Of its fullest queue, from 0 to 1. */
  readonly queueFill: number | undefined;
  /** Connections to the outside that it has, and those it should have. */
  readonly connections: { readonly active: number; readonly wanted: number };
};

/** Something that is wrong now; `subject` tells apart what one rule finds, and is never the name of a person. */
export type Finding = {
  readonly subject: string;
  readonly title: string;
  /** What it means and what to do. */
  readonly says: string;
};

export type AlertRule = {
  readonly kind: string;
  readonly severity: Severity;
  /** When it is raised, for the page of alerts. */
  readonly summary: string;
  readonly periodMs: number;
  /** How long it must last before it is raised. */
  readonly afterMs: number;
  /** How long it must be over before it is cleared: what comes and goes is one alert. */
  readonly clearAfterMs: number;
  /** All that is wrong now, or undefined when that cannot be known. What is open may be judged by another bound. */
  evaluate(facts: AlertFacts, isOpen: (subject: string) => boolean): readonly Finding[] | undefined;
  /** The message of its end. */
  recovered(subject: string): string;
};

export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;

/** 80 % raises and only less than 70 % clears, so that nothing flaps around one bound. */
export function isHigh(share: number, isOpen: boolean): boolean {
  return share > (isOpen ? 0.7 : 0.8);
}

export function toPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
