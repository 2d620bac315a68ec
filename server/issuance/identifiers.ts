const HSA_ID = /^(?:SE|TSTNMT)\d{10}-[A-Za-z0-9]+$/;
const HSA_ID_LENGTH = 31;
const PERSONNUMMER = /^\d{12}$/;

/** `SE` (test cards: `TSTNMT`), organisation number, hyphen, and what the organisation chose; at most 31 characters. */
export function isHsaId(text: string): boolean {
  return text.length <= HSA_ID_LENGTH && HSA_ID.test(text);
}

/** Twelve digits, of which the last is modulus 10 over the nine before, weights 2, 1, 2 … */
export function isPersonnummer(text: string): boolean {
  if (!PERSONNUMMER.test(text)) return false;
  const sum = [...text.slice(2)].map(Number).reduce((total, digit, index) => {
    const product = digit * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}
