// Mean and standard deviation of the last so many samples, of as many as there are.

/** Sums are made anew once a lap, so that rounding cannot pile up. */
export class RollingMoments {
  readonly #samples: Float64Array;
  #next = 0;
  #count = 0;
  #sum = 0;
  #squares = 0;

  constructor(length: number) {
    this.#samples = new Float64Array(length);
  }

  get count(): number {
    return this.#count;
  }

  push(sample: number): void {
    const samples = this.#samples;
    const oldest = samples[this.#next]!;
    samples[this.#next] = sample;
    this.#sum += sample - oldest;
    this.#squares += sample * sample - oldest * oldest;
    if (this.#count < samples.length) this.#count++;
    this.#next = this.#next + 1 === samples.length ? 0 : this.#next + 1;
    if (this.#next === 0) this.#sumAnew();
  }

  /** NaN while there is no sample. */
  get mean(): number {
    return this.#sum / this.#count;
  }

  /** Of the samples as a whole population; NaN while there is none. */
  get deviation(): number {
    const { mean } = this;
    return Math.sqrt(Math.max(0, this.#squares / this.#count - mean * mean));
  }

  #sumAnew(): void {
    this.#sum = 0;
    this.#squares = 0;
    for (const sample of this.#samples) {
      this.#sum += sample;
      this.#squares += sample * sample;
    }
  }
}
