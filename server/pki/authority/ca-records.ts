import type { RevocationReason } from './certificate-authority.js';

export interface Revocation {
  /** Lower-case hexadecimal. */
  readonly serialNumber: string;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
}

export interface PublishedList {
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** DER. */
  readonly der: Uint8Array;
}

/** Port: what the embedded authority must remember, and share with other processes. Issuers by their subject key identifier. */
export abstract class CaRecords {
  abstract revocations(issuerKeyId: string): Promise<Revocation[]>;

  abstract isRevoked(issuerKeyId: string, serialNumber: string): Promise<boolean>;

  /** Revoking again changes nothing. */
  abstract revoke(issuerKeyId: string, revocation: Revocation): Promise<void>;

  abstract publishedList(issuerKeyId: string): Promise<PublishedList | null>;

  /**
   * Stores a list in place of the one with the number `after` (null: none yet).
   * @returns false when another process published in between; then nothing is changed
   */
  abstract publish(issuerKeyId: string, after: number | null, list: PublishedList): Promise<boolean>;
}
