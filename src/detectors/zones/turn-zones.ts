// Zones where the price turned several times, each with the role it has now.
import type { FootprintBar } from '../../domain/order-flow/footprint.ts';
import type { Zone, ZoneRole, ZoneSource } from '../../domain/order-flow/zone.ts';
import type { End } from '../pivots.ts';

export type TurnZone = {
  -readonly [K in keyof Zone]: Zone[K];
} & {
  /** Touches since it has its present role. */
  inRole: number;
};

export type TurnZoneSettings = {
  readonly clusterShare: number;
  readonly minTouches: number;
  readonly dropMinutes: number;
};

const MOST_ZONES = 128;

export class TurnZones {
  readonly #settings: TurnZoneSettings;
  /** Also those that have too few touches yet. */
  readonly #all: TurnZone[] = [];

  constructor(settings: TurnZoneSettings) {
    this.#settings = settings;
  }

  get established(): readonly Zone[] {
    return this.#all.filter((zone) => this.isEstablished(zone)).map(({ inRole: _, ...zone }) => zone);
  }

  isEstablished({ touches }: Zone): boolean {
    return touches >= this.#settings.minTouches;
  }

  /** The price turned here. Says which zone that touched, or made. */
  touch(price: number, end: End, nowMs: number): TurnZone {
    const side: ZoneRole = end === 1 ? 'resistance' : 'support';
    const zone = this.#nearest(price, side) ?? this.#make(price, side, nowMs);
    zone.lowTicks = Math.min(zone.lowTicks, price);
    zone.highTicks = Math.max(zone.highTicks, price);
    zone.touches++;
    zone.inRole++;
    zone.lastTouchMs = nowMs;
    return zone;
  }

  /** A bar closed: drops the zones long untouched and turns round those it closed through.
   *  Says which of these were established and had held in the role they lose. */
  endBar({ high, low, close }: FootprintBar, nowMs: number): TurnZone[] {
    const flipped: TurnZone[] = [];
    let kept = 0;
    for (const zone of this.#all) {
      if (zone.lowTicks <= high && zone.highTicks >= low) zone.lastTouchMs = nowMs;
      else if (nowMs - zone.lastTouchMs >= this.#settings.dropMinutes * 60_000) continue;
      this.#all[kept++] = zone;
      const isThrough = zone.side === 'support' ? close < zone.lowTicks : close > zone.highTicks;
      if (!isThrough) continue;
      zone.side = zone.side === 'support' ? 'resistance' : 'support';
      if (this.isEstablished(zone) && zone.inRole > 0) flipped.push(zone);
      zone.inRole = 0;
    }
    this.#all.length = kept;
    return flipped;
  }

  /** Tells every zone what else lies in it. */
  name(sources: readonly { source: ZoneSource; low: number; high: number }[]): void {
    for (const zone of this.#all) {
      const inside = sources.filter(({ low, high }) => low <= zone.highTicks && high >= zone.lowTicks);
      zone.sources = ['turns', ...new Set(inside.map(({ source }) => source))];
    }
  }

  /** Of that role, that would not become too wide by taking the price in. */
  #nearest(price: number, side: ZoneRole): TurnZone | undefined {
    let nearest: TurnZone | undefined;
    let narrowest = Math.floor(this.#settings.clusterShare * price);
    for (const zone of this.#all) {
      if (zone.side !== side) continue;
      const width = Math.max(zone.highTicks, price) - Math.min(zone.lowTicks, price);
      if (width > narrowest || (width === narrowest && nearest)) continue;
      nearest = zone;
      narrowest = width;
    }
    return nearest;
  }

  #make(price: number, side: ZoneRole, nowMs: number): TurnZone {
    if (this.#all.length >= MOST_ZONES) this.#dropOldest();
    const zone: TurnZone = {
      kind: 'turns',
      side,
      lowTicks: price,
      highTicks: price,
      touches: 0,
      sinceMs: nowMs,
      lastTouchMs: nowMs,
      sources: ['turns'],
      inRole: 0,
    };
    this.#all.push(zone);
    return zone;
  }

  #dropOldest(): void {
    const oldest = this.#all.reduce((found, zone) => (zone.lastTouchMs < found.lastTouchMs ? zone : found));
    this.#all.splice(this.#all.indexOf(oldest), 1);
  }
}
