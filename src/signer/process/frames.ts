// Cuts a stream of bytes into length-prefixed frames and leaves no copy of them behind.
import { encodePacket, type Packet, PacketInvalid } from './packet.ts';

export const MAX_FRAME_BYTES = 1024 * 1024;
const LENGTH_BYTES = 4;

export type FrameReader = {
  /** Takes the next bytes and wipes them. Throws PacketInvalid for a length that no frame has. */
  push(chunk: Buffer): void;
  /** True between the first and the last byte of a frame. */
  isInside(): boolean;
  wipe(): void;
};

/** Hands over each frame and wipes it when `onFrame` returns: copy what must outlive the call. */
export function createFrameReader(onFrame: (frame: Buffer) => void): FrameReader {
  const length = Buffer.alloc(LENGTH_BYTES);
  let frame: Buffer | undefined;
  let filled = 0;

  const takeLength = (): void => {
    const size = length.readUInt32BE(0);
    if (size === 0 || size > MAX_FRAME_BYTES) throw new PacketInvalid('length out of bounds');
    frame = Buffer.alloc(size);
    filled = 0;
  };
  const handOver = (whole: Buffer): void => {
    frame = undefined;
    filled = 0;
    try {
      onFrame(whole);
    } finally {
      whole.fill(0);
    }
  };

  return {
    push(chunk) {
      try {
        for (let at = 0; at < chunk.length; ) {
          const copied = chunk.copy(frame ?? length, filled, at);
          at += copied;
          filled += copied;
          if (frame === undefined && filled === LENGTH_BYTES) takeLength();
          else if (frame !== undefined && filled === frame.length) handOver(frame);
        }
      } finally {
        chunk.fill(0);
      }
    },
    isInside: () => frame !== undefined || filled > 0,
    wipe() {
      frame?.fill(0);
      frame = undefined;
      filled = 0;
    },
  };
}

/** The packet as a frame. Wipe it after it was written. Throws PacketInvalid when it is larger than a frame may be. */
export function encodeFrame(packet: Packet): Buffer {
  const body = encodePacket(packet);
  try {
    if (body.length > MAX_FRAME_BYTES) throw new PacketInvalid('too large');
    const frame = Buffer.alloc(LENGTH_BYTES + body.length);
    frame.writeUInt32BE(body.length, 0);
    body.copy(frame, LENGTH_BYTES);
    return frame;
  } finally {
    body.fill(0);
  }
}
