import { describe, expect, it } from '@jest/globals';
import { attributeOf, compareCertificates, groupedSerial, identityOf, issuerName, tellingFlags, usageOf } from './certificate.js';
import { card, certificate, holder } from '../spec-support/samples.js';

const old = certificate();
const fresh = certificate({ serialNumber: '5a009c3d', issuer: 'CN=TEST SITHS e-id Person HSA-id 3 CA v1, O=Inera AB, C=SE' });

describe('the certificates of a card', () => {
  it('are new when the card did not hold them before, and stand first', () => {
    const compared = compareCertificates(card([old, fresh]), card([old]), 'new');
    expect(compared.map((one) => [one.certificate.serialNumber, one.change])).toEqual([
      ['5a009c3d', 'new'],
      ['3b9a12f0774c21aa', 'kept'],
    ]);
  });

  it('stand in pairs, whatever the order of the card', () => {
    const signature = certificate({ serialNumber: '02', keyUsage: ['nonRepudiation'] });
    const onPersonnummer = certificate({ serialNumber: '01', subject: 'serialNumber=19800101-••••, CN=Märta Testsson' });
    const compared = compareCertificates(card([signature, onPersonnummer, old]), null, 'new');
    expect(compared.map((one) => one.certificate)).toEqual([old, onPersonnummer, signature]);
  });

  it('are added, and stand first, when they are older than the session that put them there', () => {
    const compared = compareCertificates(card([fresh, old]), card([fresh]), 'added');
    expect(compared.map((one) => [one.certificate.serialNumber, one.change])).toEqual([
      ['3b9a12f0774c21aa', 'added'],
      ['5a009c3d', 'kept'],
    ]);
  });

  it('are gone when the card no longer holds them', () => {
    expect(compareCertificates(card([old]), card([fresh]), 'gone')[0]?.change).toBe('gone');
  });

  it('are told apart by issuer and serial number, not by where they lie', () => {
    const moved = { ...old, ckaId: '99', label: 'flyttat', serialNumber: old.serialNumber.toUpperCase() };
    expect(compareCertificates(card([moved]), card([old]), 'new')[0]?.change).toBe('kept');
  });

  it('are neither new nor gone while there is nothing to compare with', () => {
    expect(compareCertificates(card([old]), null, 'gone')[0]?.change).toBe('kept');
  });

  it('show their issuer by its common name', () => {
    expect(issuerName(old)).toBe('TEST SITHS Type 1 CA v1');
    expect(issuerName(certificate({ issuer: 'O=Utan namn' }))).toBe('O=Utan namn');
  });

  it('are for authentication or signature, as their key usage says', () => {
    expect(usageOf(old)).toBe('authentication');
    expect(usageOf(certificate({ keyUsage: ['nonRepudiation'] }))).toBe('signature');
    expect(usageOf(certificate({ keyUsage: ['digitalSignature', 'contentCommitment'] }))).toBe('signature');
    expect(usageOf(certificate({ keyUsage: [] }))).toBe('other');
  });

  it('never show a personnummer in full', () => {
    for (const number of ['198001012383', '19800101-2383', '19800101-••••'])
      expect(identityOf(certificate({ subject: `CN=Märta Testsson, serialNumber=${number}` }))).toEqual({
        kind: 'personnummer',
        text: '19800101-••••',
      });
  });

  it('name their holder by HSA-id, or else by name', () => {
    expect(identityOf(old)).toEqual({ kind: 'hsaId', text: holder.hsaId });
    expect(identityOf(certificate({ subject: 'CN=Märta Testsson, SN=Testsson' }))).toEqual({
      kind: 'other',
      text: 'Märta Testsson',
    });
  });

  it('have names with commas in them', () => {
    expect(attributeOf('O=Kort\\, Kod och Co, CN=Utgivaren', 'O')).toBe('Kort, Kod och Co');
    expect(attributeOf('C=SE,O=Inera AB,CN=A', 'CN')).toBe('A');
    expect(attributeOf('', 'CN')).toBeNull();
  });

  it('show serial numbers in groups that can be compared by eye', () => {
    expect(groupedSerial('3b9a12f0774c21aa0')).toBe('3B9A 12F0 774C 21AA 0');
    expect(groupedSerial('3b:9a')).toBe('3B9A');
  });

  it('have flags of which only some mean something to staff, the gravest first', () => {
    expect(tellingFlags(['CKF_RNG', 'CKF_USER_PIN_COUNT_LOW', 'CKF_USER_PIN_LOCKED'])).toEqual([
      'CKF_USER_PIN_LOCKED',
      'CKF_USER_PIN_COUNT_LOW',
    ]);
  });
});
