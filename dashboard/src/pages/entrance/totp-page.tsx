import { useQueryClient } from '@tanstack/react-query';
import { TotpForm } from '../../components/totp-form.tsx';
import { Card } from './card.tsx';

/** In live mode nothing else is answered before there is a second factor. */
export function TotpPage() {
  const client = useQueryClient();
  return (
    <Card
      title="Set a second factor"
      says="Live mode moves real money: a password alone is not enough for it."
    >
      <TotpForm done={() => void client.invalidateQueries()} />
    </Card>
  );
}
