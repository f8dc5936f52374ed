import { shortAddress } from '../../format/address.ts';
import { CopyText } from '../copy-text.tsx';

type AddressTextProps = {
  readonly address: string;
  /** What it is: `mint`. */
  readonly what: string;
};

/** The ends of an address, by which it is recognised; all of it is copied. */
export function AddressText({ address, what }: AddressTextProps) {
  const shown = shortAddress(address);
  return <CopyText text={address} shown={shown} label={`Copy the ${what} ${shown}`} isNamedByLabel />;
}
