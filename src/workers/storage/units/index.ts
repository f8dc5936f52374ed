// Every write that storage knows, under the name by which it is called.
import { advanceCursor } from './advance-cursor.ts';
import { changeBalance } from './change-balance.ts';
import { closeReservation } from './close-reservation.ts';
import { confirmMessages } from './confirm-messages.ts';
import { dropParked } from './drop-parked.ts';
import { forgetRefused } from './forget-refused.ts';
import { parkMessage } from './park-message.ts';
import { recordTraces } from './record-traces.ts';
import { resendParked } from './resend-parked.ts';
import { reserveFunds } from './reserve-funds.ts';
import { sendMessage } from './send-message.ts';

export const units = {
  advanceCursor,
  sendMessage,
  confirmMessages,
  parkMessage,
  resendParked,
  dropParked,
  forgetRefused,
  recordTraces,
  changeBalance,
  reserveFunds,
  closeReservation,
};
