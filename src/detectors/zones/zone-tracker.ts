// Support and resistance of a market: finds turns, keeps their zones, and says what happens at these.
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../../domain/order-flow/footprint.ts';
import type { Zone } from '../../domain/order-flow/zone.ts';
import { isWarm } from '../warm-up.ts';
import { type TurnZone, TurnZones } from './turn-zones.ts';
import { Turns } from './turns.ts';
import type { ZoneSettings } from './zone-settings.ts';
import { ZoneSources } from './zone-sources.ts';

export class ZoneTracker {
  readonly #settings: ZoneSettings;
  readonly #turns: Turns;
  readonly #zones: TurnZones;
  readonly #sources = new ZoneSources();

  constructor(settings: ZoneSettings) {
    this.#settings = settings;
    this.#turns = new Turns(settings.rejectionTicks);
    this.#zones = new TurnZones(settings);
  }

  get zones(): readonly Zone[] {
    return this.#zones.established;
  }

  /** The trade that made the extreme of the last turn. */
  get turnId(): number {
    return this.#turns.id;
  }

  /** The established zone from which this trade shows the price to have turned, if any. */
  trade({ id, price }: Print, view: FlowView): TurnZone | undefined {
    const end = this.#turns.push(price, id);
    if (end === 0 || !isWarm(view)) return undefined;
    const zone = this.#zones.touch(this.#turns.price, end, view.nowMs);
    return this.#zones.isEstablished(zone) ? zone : undefined;
  }

  /** The established zones through which the bar closed, already in their new role. */
  endBar(bar: FootprintBar, view: FlowView): TurnZone[] {
    const { rejectionTicks, rejectionAtr } = this.#settings;
    const atr = Number.isNaN(view.atr) ? bar.high - bar.low : view.atr;
    const turn = Math.round(rejectionAtr * atr);
    this.#turns.turnTicks = Math.max(turn, rejectionTicks);
    const flipped = this.#zones.endBar(bar, view.nowMs);
    this.#zones.name(this.#sources.endBar(bar, view));
    return flipped;
  }
}
