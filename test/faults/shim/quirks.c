/* Cards and middleware that SoftHSM is not: each quirk is switched on by a variable of the environment. */
#include "shim.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_PIN 64

static bool isOn(const char *name) {
  const char *value = getenv(name);
  return value != NULL && value[0] != '\0' && strcmp(value, "0") != 0;
}

static long numberOf(const char *name, long otherwise) {
  return isOn(name) ? atol(getenv(name)) : otherwise;
}

/* KORTLOTS_SHIM_READ_ONLY */
static bool isReadOnly(void) {
  return isOn("KORTLOTS_SHIM_READ_ONLY");
}

/* KORTLOTS_SHIM_MAX_PIN_TRIES, KORTLOTS_SHIM_MAX_PUK_TRIES: a file for each token counts the wrong tries in a row. */
static long maxTries(CK_ULONG user) {
  return numberOf(user == CKU_SO ? "KORTLOTS_SHIM_MAX_PUK_TRIES" : "KORTLOTS_SHIM_MAX_PIN_TRIES", LONG_MAX);
}

static void triesFile(CK_ULONG slot, CK_ULONG user, char name[48]) {
  snprintf(name, 48, "wrong-%s-%lx", user == CKU_SO ? "puk" : "pin", slot);
}

static long wrongTries(CK_ULONG slot, CK_ULONG user) {
  char name[48];
  triesFile(slot, user, name);
  return readNumber(name, 0);
}

static void setWrongTries(CK_ULONG slot, CK_ULONG user, long count) {
  char name[48];
  if (maxTries(user) == LONG_MAX || count == wrongTries(slot, user)) return;
  triesFile(slot, user, name);
  writeNumber(name, count);
}

static bool isLocked(CK_ULONG slot, CK_ULONG user) {
  return wrongTries(slot, user) >= maxTries(user);
}

/* COUNT_LOW, FINAL_TRY and LOCKED are neighbouring bits, for the user as for the security officer. */
static CK_ULONG triesFlags(CK_ULONG slot, CK_ULONG user) {
  const CK_ULONG countLow = user == CKU_SO ? CKF_SO_PIN_COUNT_LOW : CKF_USER_PIN_COUNT_LOW;
  const long left = maxTries(user) - wrongTries(slot, user);
  CK_ULONG flags = wrongTries(slot, user) > 0 ? countLow : 0;
  if (left == 1) flags |= countLow << 1;
  if (left <= 0) flags |= countLow << 2;
  return flags;
}

static void noteTry(CK_ULONG slot, CK_ULONG user, CK_RV value) {
  if (value == CKR_PIN_INCORRECT) setWrongTries(slot, user, wrongTries(slot, user) + 1);
  else if (value == CKR_OK) setWrongTries(slot, user, 0);
}

static CK_ULONG slotOf(CK_ULONG session) {
  SessionInfo info;
  return real->C_GetSessionInfo(session, &info) == CKR_OK ? info.slot : 0;
}

/* KORTLOTS_SHIM_FREE_MEMORY: bytes for certificates; the file `memory` holds what is left. */
static bool hasLittleMemory(void) {
  return getenv("KORTLOTS_SHIM_FREE_MEMORY") != NULL;
}

static long totalMemory(void) {
  return atol(getenv("KORTLOTS_SHIM_FREE_MEMORY"));
}

static long freeMemory(void) {
  return readNumber("memory", totalMemory());
}

static const Attribute *attributeOf(const Attribute *attributes, CK_ULONG count, CK_ULONG type) {
  for (CK_ULONG index = 0; index < count; index += 1)
    if (attributes[index].type == type) return &attributes[index];
  return NULL;
}

static bool isCertificate(const Attribute *class) {
  return class != NULL && class->length == sizeof(CK_ULONG) && *(CK_ULONG *)class->value == CKO_CERTIFICATE;
}

/* Whether another certificate than `own` has that CKA_ID. */
static bool isIdTaken(CK_ULONG session, const Attribute *id, CK_ULONG own) {
  CK_ULONG certificate = CKO_CERTIFICATE;
  Attribute template[] = {{CKA_CLASS, &certificate, sizeof certificate}, *id};
  CK_ULONG found[2];
  CK_ULONG count = 0;
  if (real->C_FindObjectsInit(session, template, 2) != CKR_OK) return false;
  real->C_FindObjects(session, found, 2, &count);
  real->C_FindObjectsFinal(session);
  for (CK_ULONG index = 0; index < count; index += 1)
    if (found[index] != own) return true;
  return false;
}

/* KORTLOTS_SHIM_REFUSE_SAME_CKA_ID */
static bool refusesId(CK_ULONG session, const Attribute *id, CK_ULONG own) {
  return id != NULL && id->length > 0 && isOn("KORTLOTS_SHIM_REFUSE_SAME_CKA_ID") && isIdTaken(session, id, own);
}

static bool isObjectCertificate(CK_ULONG session, CK_ULONG object) {
  CK_ULONG class = 0;
  Attribute wanted = {CKA_CLASS, &class, sizeof class};
  return real->C_GetAttributeValue(session, object, &wanted, 1) == CKR_OK && isCertificate(&wanted);
}

static long certificateSize(CK_ULONG session, CK_ULONG object) {
  Attribute wanted = {CKA_VALUE, NULL, 0};
  if (!isObjectCertificate(session, object) || real->C_GetAttributeValue(session, object, &wanted, 1) != CKR_OK) return 0;
  return (long)wanted.length;
}

/* KORTLOTS_SHIM_PIN_PAD: what the person at the pad does is in the file `pin-pad`: pin, wrong, cancel, reject or hang. */
static bool hasPinPad(void) {
  return isOn("KORTLOTS_SHIM_PIN_PAD");
}

static bool endsWith(const CK_BYTE *label, size_t length, const char *end) {
  while (length > 0 && (label[length - 1] == ' ' || label[length - 1] == '\0')) length -= 1;
  const size_t wanted = strlen(end);
  return length >= wanted && memcmp(label + length - wanted, end, wanted) == 0;
}

static const char *pinAtPad(CK_ULONG slot, CK_ULONG user) {
  TokenInfo info;
  if (user == CKU_SO) return getenv("KORTLOTS_SHIM_PUK");
  if (real->C_GetTokenInfo(slot, &info) != CKR_OK) return NULL;
  return getenv(endsWith(info.label, sizeof info.label, "(Underskrift)") ? "KORTLOTS_SHIM_PIN2" : "KORTLOTS_SHIM_PIN1");
}

/* Returns CKR_OK with what was typed, or what the pad answers instead. */
static CK_RV typedAtPad(CK_ULONG slot, CK_ULONG user, char pin[LONGEST_PIN]) {
  char answer[16];
  readWord("pin-pad", answer, sizeof answer);
  if (strcmp(answer, "cancel") == 0) return CKR_FUNCTION_CANCELED;
  if (strcmp(answer, "reject") == 0) return CKR_FUNCTION_REJECTED;
  if (strcmp(answer, "hang") == 0) hangWhileParentLives();
  const char *right = pinAtPad(slot, user);
  if (right == NULL || strlen(right) >= LONGEST_PIN) return CKR_GENERAL_ERROR;
  strcpy(pin, right);
  if (strcmp(answer, "wrong") == 0) pin[0] = pin[0] == '0' ? '1' : '0';
  return CKR_OK;
}

CK_RV own_C_GetFunctionList(FunctionList **list) {
  *list = &shimFunctions;
  return CKR_OK;
}

CK_RV own_C_GetSlotList(CK_BYTE withToken, CK_ULONG *slots, CK_ULONG *count) {
  if (!withToken || !readCard().isOut) return real->C_GetSlotList(withToken, slots, count);
  *count = 0;
  return CKR_OK;
}

CK_RV own_C_GetSlotInfo(CK_ULONG slot, SlotInfo *info) {
  const CK_RV value = real->C_GetSlotInfo(slot, info);
  if (value == CKR_OK && readCard().isOut) info->flags &= ~(CK_ULONG)CKF_TOKEN_PRESENT;
  return value;
}

CK_RV own_C_GetTokenInfo(CK_ULONG slot, TokenInfo *info) {
  const CK_RV value = real->C_GetTokenInfo(slot, info);
  if (value != CKR_OK) return value;
  if (isReadOnly()) info->flags |= CKF_WRITE_PROTECTED;
  if (hasPinPad()) info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  info->flags |= triesFlags(slot, CKU_USER) | triesFlags(slot, CKU_SO);
  if (hasLittleMemory()) {
    info->totalPublicMemory = (CK_ULONG)totalMemory();
    info->freePublicMemory = (CK_ULONG)freeMemory();
  }
  return value;
}

CK_RV own_C_OpenSession(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session) {
  if (isReadOnly() && (flags & CKF_RW_SESSION) != 0) return CKR_TOKEN_WRITE_PROTECTED;
  return real->C_OpenSession(slot, flags, application, notify, session);
}

CK_RV own_C_Login(CK_ULONG session, CK_ULONG user, void *pin, CK_ULONG length) {
  const CK_ULONG slot = slotOf(session);
  if (isLocked(slot, user)) return CKR_PIN_LOCKED;
  char typed[LONGEST_PIN] = "";
  if (pin == NULL && hasPinPad()) {
    const CK_RV value = typedAtPad(slot, user, typed);
    if (value != CKR_OK) return value;
    pin = typed;
    length = strlen(typed);
  }
  const CK_RV value = real->C_Login(session, user, pin, length);
  noteTry(slot, user, value);
  return value == CKR_PIN_INCORRECT && isLocked(slot, user) ? CKR_PIN_LOCKED : value;
}

CK_RV own_C_SetPIN(CK_ULONG session, void *oldPin, CK_ULONG oldLength, void *newPin, CK_ULONG newLength) {
  if (isReadOnly()) return CKR_TOKEN_WRITE_PROTECTED;
  SessionInfo info;
  const CK_RV known = real->C_GetSessionInfo(session, &info);
  if (known != CKR_OK) return known;
  const CK_ULONG user = info.state == CKS_RW_SO_FUNCTIONS ? CKU_SO : CKU_USER;
  if (isLocked(info.slot, user)) return CKR_PIN_LOCKED;
  const CK_RV value = real->C_SetPIN(session, oldPin, oldLength, newPin, newLength);
  noteTry(info.slot, user, value);
  return value == CKR_PIN_INCORRECT && isLocked(info.slot, user) ? CKR_PIN_LOCKED : value;
}

CK_RV own_C_InitPIN(CK_ULONG session, void *pin, CK_ULONG length) {
  if (isReadOnly()) return CKR_TOKEN_WRITE_PROTECTED;
  const CK_RV value = real->C_InitPIN(session, pin, length);
  if (value == CKR_OK) setWrongTries(slotOf(session), CKU_USER, 0);
  return value;
}

CK_RV own_C_InitToken(CK_ULONG slot, void *pin, CK_ULONG length, void *label) {
  return isReadOnly() ? CKR_TOKEN_WRITE_PROTECTED : real->C_InitToken(slot, pin, length, label);
}

CK_RV own_C_CreateObject(CK_ULONG session, Attribute *template, CK_ULONG count, CK_ULONG *object) {
  if (isReadOnly()) return CKR_TOKEN_WRITE_PROTECTED;
  if (!isCertificate(attributeOf(template, count, CKA_CLASS))) return real->C_CreateObject(session, template, count, object);
  if (refusesId(session, attributeOf(template, count, CKA_ID), 0)) return CKR_ATTRIBUTE_VALUE_INVALID;
  const Attribute *bytes = attributeOf(template, count, CKA_VALUE);
  const long size = bytes == NULL ? 0 : (long)bytes->length;
  if (hasLittleMemory() && size > freeMemory()) return CKR_DEVICE_MEMORY;
  const CK_RV value = real->C_CreateObject(session, template, count, object);
  if (value == CKR_OK && hasLittleMemory()) writeNumber("memory", freeMemory() - size);
  return value;
}

CK_RV own_C_CopyObject(CK_ULONG session, CK_ULONG object, void *template, CK_ULONG count, void *copy) {
  return isReadOnly() ? CKR_TOKEN_WRITE_PROTECTED : real->C_CopyObject(session, object, template, count, copy);
}

CK_RV own_C_DestroyObject(CK_ULONG session, CK_ULONG object) {
  if (isReadOnly()) return CKR_TOKEN_WRITE_PROTECTED;
  const long size = hasLittleMemory() ? certificateSize(session, object) : 0;
  const CK_RV value = real->C_DestroyObject(session, object);
  if (value == CKR_OK && size > 0) writeNumber("memory", freeMemory() + size);
  return value;
}

CK_RV own_C_SetAttributeValue(CK_ULONG session, CK_ULONG object, Attribute *template, CK_ULONG count) {
  if (isReadOnly()) return CKR_TOKEN_WRITE_PROTECTED;
  const Attribute *id = attributeOf(template, count, CKA_ID);
  if (id != NULL && isObjectCertificate(session, object) && refusesId(session, id, object)) return CKR_ATTRIBUTE_VALUE_INVALID;
  return real->C_SetAttributeValue(session, object, template, count);
}

CK_RV own_C_GenerateKey(CK_ULONG session, void *mechanism, void *template, CK_ULONG count, void *key) {
  return isReadOnly() ? CKR_TOKEN_WRITE_PROTECTED : real->C_GenerateKey(session, mechanism, template, count, key);
}

CK_RV own_C_GenerateKeyPair(CK_ULONG session, void *mechanism, void *publicTemplate, CK_ULONG publicCount,
                            void *privateTemplate, CK_ULONG privateCount, void *publicKey, void *privateKey) {
  if (isReadOnly()) return CKR_TOKEN_WRITE_PROTECTED;
  return real->C_GenerateKeyPair(session, mechanism, publicTemplate, publicCount, privateTemplate, privateCount, publicKey,
                                 privateKey);
}

CK_RV own_C_UnwrapKey(CK_ULONG session, void *mechanism, CK_ULONG unwrapper, void *wrapped, CK_ULONG length, void *template,
                      CK_ULONG count, void *key) {
  if (isReadOnly()) return CKR_TOKEN_WRITE_PROTECTED;
  return real->C_UnwrapKey(session, mechanism, unwrapper, wrapped, length, template, count, key);
}

CK_RV own_C_DeriveKey(CK_ULONG session, void *mechanism, CK_ULONG base, void *template, CK_ULONG count, void *key) {
  return isReadOnly() ? CKR_TOKEN_WRITE_PROTECTED : real->C_DeriveKey(session, mechanism, base, template, count, key);
}
