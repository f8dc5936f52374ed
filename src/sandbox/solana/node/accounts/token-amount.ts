export type UiTokenAmount = {
  readonly amount: string;
  readonly decimals: number;
  /** Null where a float would be nonsense; kept by nodes for old clients. */
  readonly uiAmount: number | null;
  readonly uiAmountString: string;
};

export function toUiAmount(amount: bigint, decimals: number): UiTokenAmount {
  const digits = amount.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const uiAmountString = fraction === '' ? whole : `${whole}.${fraction}`;
  return { uiAmount: Number(uiAmountString), decimals, amount: amount.toString(), uiAmountString };
}
