// A price range from which the market is expected to turn.

/** What a zone is made of: turns of the price, or one-sided rows of a bar. */
export type ZoneKind = 'turns' | 'stacked-imbalance';
export type ZoneRole = 'support' | 'resistance';
/** What else lies in a zone and speaks for it. */
export type ZoneSource = 'turns' | 'point-of-control' | 'value-area' | 'stacked-imbalance' | 'wall';

export type Zone = {
  readonly kind: ZoneKind;
  readonly side: ZoneRole;
  /** Both edges belong to it. */
  readonly lowTicks: number;
  readonly highTicks: number;
  readonly touches: number;
  readonly sinceMs: number;
  readonly lastTouchMs: number;
  readonly sources: readonly ZoneSource[];
};
