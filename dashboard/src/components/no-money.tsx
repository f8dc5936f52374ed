import { UnknownFigure } from './unknown-figure.tsx';

/** Until there is a venue, nothing is known of money; the reason stands there instead of nought. */
export function NoMoney({ name }: { readonly name: string }) {
  return (
    <UnknownFigure name={name} reason="No wallet or venue is connected yet, so there is nothing to add up." />
  );
}
