// A sum of products of whole numbers that never rounds: in a float while it fits, carried over to a BigInt when it would not.

export class ExactSum {
  #carried = 0n;
  #float = 0;

  get value(): bigint {
    return this.#carried + BigInt(this.#float);
  }

  /** Adds a × b × c, each a safe integer. */
  add(a: number, b = 1, c = 1): void {
    const product = a * b * c;
    // a product that rounded on its way is beyond the safe integers, or 0 and right
    if (!Number.isSafeInteger(product)) this.#carried += BigInt(a) * BigInt(b) * BigInt(c);
    else if (Number.isSafeInteger(this.#float + product)) this.#float += product;
    else {
      this.#carried += BigInt(this.#float);
      this.#float = product;
    }
  }

  addExact(value: bigint): void {
    this.#carried += value;
  }

  addSum(other: ExactSum): void {
    this.add(other.#float);
    this.#carried += other.#carried;
  }
}
