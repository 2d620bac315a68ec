/** Every queue and every wait of the live server. */
export interface LiveLimits {
  /** Longest message of a client, in bytes: documents are short, and uploads come over HTTP. */
  readonly messageBytes: number;
  readonly sockets: number;
  readonly subscriptionsPerSocket: number;
  /** Unsent bytes of a socket above which it is skipped, to be caught up when it has drained. */
  readonly slowBytes: number;
  /** Unsent bytes above which a socket that only asks and never reads is ended. */
  readonly deafBytes: number;
  readonly connectionInitMilliseconds: number;
  /** A socket that has not shown life from one beat to the next is ended. */
  readonly heartbeatMilliseconds: number;
  /** Rights older than this are looked up again before anything is delivered. */
  readonly rightsMilliseconds: number;
  /** Everybody's rights are looked up this often, so that a silent subscription ends too. */
  readonly rightsSweepMilliseconds: number;
  /** How long sockets may take to close when the server stops. */
  readonly closingMilliseconds: number;
  readonly documents: number;
}

export const liveLimits: LiveLimits = {
  messageBytes: 64 * 1024,
  sockets: 20_000,
  subscriptionsPerSocket: 16,
  slowBytes: 1024 * 1024,
  deafBytes: 8 * 1024 * 1024,
  connectionInitMilliseconds: 5_000,
  heartbeatMilliseconds: 20_000,
  rightsMilliseconds: 1_500,
  rightsSweepMilliseconds: 1_500,
  closingMilliseconds: 1_000,
  documents: 500,
};
