// A request that is refused with a code of the exchange. Thrown by what reads parameters, caught where the answer is made.

export class Refusal {
  readonly code: number;
  readonly message: string;
  readonly status: number;

  constructor(code: number, message: string, status = 400) {
    this.code = code;
    this.message = message;
    this.status = status;
  }
}
