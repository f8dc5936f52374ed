// By which a receiver knows that a message is ours, unchanged and fresh.
import { createHmac } from 'node:crypto';

/**
 * The header `zapflow-signature`: `t=<unix seconds>,v1=<HMAC-SHA256 of "<t>.<body>" as hex>`. The time is that of the attempt,
 * so that a receiver can refuse what somebody recorded and sends again.
 */
export function toSignature(secret: string, atMs: number, body: string): string {
  const seconds = Math.floor(atMs / 1000);
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}
