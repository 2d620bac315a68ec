import type { Duplex } from 'node:stream';

const FINAL_TEXT = 0x81;
const SHORT = 125;
const MEDIUM = 0xffff;
/** Longer messages are written in two parts, so that all sockets share the bytes of the second. */
const COPY_BELOW = 16 * 1024;

/**
 * Writes a text message in one unfragmented, unmasked frame (RFC 6455 section 5.2), as ws does, but with one buffer for
 * the usual short message: half of what a delivery costs is the number of writes.
 *
 * @param start what differs between the receivers
 * @param rest what is the same for all of them
 */
export function writeTextFrame(stream: Duplex, start: Buffer, rest: Buffer): void {
  const length = start.length + rest.length;
  const header = length <= SHORT ? 2 : length <= MEDIUM ? 4 : 10;
  const whole = rest.length < COPY_BELOW;
  const frame = Buffer.allocUnsafe(header + (whole ? length : start.length));
  frame[0] = FINAL_TEXT;
  if (header === 2) frame[1] = length;
  else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(start, header);
  if (whole) {
    frame.set(rest, header + start.length);
    stream.write(frame);
    return;
  }
  stream.cork();
  stream.write(frame);
  stream.write(rest);
  stream.uncork();
}
