/* What the shim needs of PKCS#11 v2.40 (sections 2 and 3): types, values, and the list of all 68 functions in their order. */
#ifndef KORTLOTS_CRYPTOKI_H
#define KORTLOTS_CRYPTOKI_H

typedef unsigned char CK_BYTE;
typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;

typedef struct {
  CK_ULONG type;
  void *value;
  CK_ULONG length;
} Attribute;

typedef struct {
  CK_BYTE description[64];
  CK_BYTE manufacturer[32];
  CK_ULONG flags;
  CK_BYTE versions[4];
} SlotInfo;

typedef struct {
  CK_BYTE label[32];
  CK_BYTE manufacturer[32];
  CK_BYTE model[16];
  CK_BYTE serialNumber[16];
  CK_ULONG flags;
  CK_ULONG sessionLimits[4];
  CK_ULONG maxPinLength;
  CK_ULONG minPinLength;
  CK_ULONG totalPublicMemory;
  CK_ULONG freePublicMemory;
  CK_ULONG totalPrivateMemory;
  CK_ULONG freePrivateMemory;
  CK_BYTE versions[4];
  CK_BYTE time[16];
} TokenInfo;

typedef struct {
  CK_ULONG slot;
  CK_ULONG state;
  CK_ULONG flags;
  CK_ULONG deviceError;
} SessionInfo;

enum {
  CKR_OK = 0x000,
  CKR_GENERAL_ERROR = 0x005,
  CKR_ATTRIBUTE_VALUE_INVALID = 0x013,
  CKR_DEVICE_MEMORY = 0x031,
  CKR_DEVICE_REMOVED = 0x032,
  CKR_FUNCTION_CANCELED = 0x050,
  CKR_PIN_INCORRECT = 0x0a0,
  CKR_PIN_LOCKED = 0x0a4,
  CKR_TOKEN_NOT_PRESENT = 0x0e0,
  CKR_TOKEN_WRITE_PROTECTED = 0x0e2,
  CKR_FUNCTION_REJECTED = 0x200,

  CKF_TOKEN_PRESENT = 0x1,
  CKF_RW_SESSION = 0x2,
  CKF_WRITE_PROTECTED = 0x2,
  CKF_PROTECTED_AUTHENTICATION_PATH = 0x100,
  CKF_USER_PIN_COUNT_LOW = 0x10000,
  CKF_SO_PIN_COUNT_LOW = 0x100000,

  CKU_SO = 0,
  CKU_USER = 1,
  CKS_RW_SO_FUNCTIONS = 4,

  CKO_CERTIFICATE = 1,
  CKA_CLASS = 0x00,
  CKA_VALUE = 0x11,
  CKA_ID = 0x102,
};

/* PLAIN functions go straight to the real module; OWN ones are written out in quirks.c. */
#define CRYPTOKI_FUNCTIONS(PLAIN, OWN)                                                                            \
  PLAIN(C_Initialize, (void *a), (a))                                                                             \
  PLAIN(C_Finalize, (void *a), (a))                                                                               \
  PLAIN(C_GetInfo, (void *a), (a))                                                                                \
  OWN(C_GetFunctionList, (FunctionList **a), (a))                                                                 \
  OWN(C_GetSlotList, (CK_BYTE a, CK_ULONG *b, CK_ULONG *c), (a, b, c))                                            \
  OWN(C_GetSlotInfo, (CK_ULONG a, SlotInfo *b), (a, b))                                                           \
  OWN(C_GetTokenInfo, (CK_ULONG a, TokenInfo *b), (a, b))                                                         \
  PLAIN(C_GetMechanismList, (CK_ULONG a, void *b, void *c), (a, b, c))                                            \
  PLAIN(C_GetMechanismInfo, (CK_ULONG a, CK_ULONG b, void *c), (a, b, c))                                         \
  OWN(C_InitToken, (CK_ULONG a, void *b, CK_ULONG c, void *d), (a, b, c, d))                                      \
  OWN(C_InitPIN, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                                    \
  OWN(C_SetPIN, (CK_ULONG a, void *b, CK_ULONG c, void *d, CK_ULONG e), (a, b, c, d, e))                          \
  OWN(C_OpenSession, (CK_ULONG a, CK_ULONG b, void *c, void *d, CK_ULONG *e), (a, b, c, d, e))                    \
  PLAIN(C_CloseSession, (CK_ULONG a), (a))                                                                        \
  PLAIN(C_CloseAllSessions, (CK_ULONG a), (a))                                                                    \
  PLAIN(C_GetSessionInfo, (CK_ULONG a, SessionInfo *b), (a, b))                                                   \
  PLAIN(C_GetOperationState, (CK_ULONG a, void *b, void *c), (a, b, c))                                           \
  PLAIN(C_SetOperationState, (CK_ULONG a, void *b, CK_ULONG c, CK_ULONG d, CK_ULONG e), (a, b, c, d, e))          \
  OWN(C_Login, (CK_ULONG a, CK_ULONG b, void *c, CK_ULONG d), (a, b, c, d))                                       \
  PLAIN(C_Logout, (CK_ULONG a), (a))                                                                              \
  OWN(C_CreateObject, (CK_ULONG a, Attribute *b, CK_ULONG c, CK_ULONG *d), (a, b, c, d))                          \
  OWN(C_CopyObject, (CK_ULONG a, CK_ULONG b, void *c, CK_ULONG d, void *e), (a, b, c, d, e))                      \
  OWN(C_DestroyObject, (CK_ULONG a, CK_ULONG b), (a, b))                                                          \
  PLAIN(C_GetObjectSize, (CK_ULONG a, CK_ULONG b, void *c), (a, b, c))                                            \
  PLAIN(C_GetAttributeValue, (CK_ULONG a, CK_ULONG b, Attribute *c, CK_ULONG d), (a, b, c, d))                    \
  OWN(C_SetAttributeValue, (CK_ULONG a, CK_ULONG b, Attribute *c, CK_ULONG d), (a, b, c, d))                      \
  PLAIN(C_FindObjectsInit, (CK_ULONG a, Attribute *b, CK_ULONG c), (a, b, c))                                     \
  PLAIN(C_FindObjects, (CK_ULONG a, CK_ULONG *b, CK_ULONG c, CK_ULONG *d), (a, b, c, d))                          \
  PLAIN(C_FindObjectsFinal, (CK_ULONG a), (a))                                                                    \
  PLAIN(C_EncryptInit, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                              \
  PLAIN(C_Encrypt, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                          \
  PLAIN(C_EncryptUpdate, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                    \
  PLAIN(C_EncryptFinal, (CK_ULONG a, void *b, void *c), (a, b, c))                                                \
  PLAIN(C_DecryptInit, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                              \
  PLAIN(C_Decrypt, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                          \
  PLAIN(C_DecryptUpdate, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                    \
  PLAIN(C_DecryptFinal, (CK_ULONG a, void *b, void *c), (a, b, c))                                                \
  PLAIN(C_DigestInit, (CK_ULONG a, void *b), (a, b))                                                              \
  PLAIN(C_Digest, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                           \
  PLAIN(C_DigestUpdate, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                             \
  PLAIN(C_DigestKey, (CK_ULONG a, CK_ULONG b), (a, b))                                                            \
  PLAIN(C_DigestFinal, (CK_ULONG a, void *b, void *c), (a, b, c))                                                 \
  PLAIN(C_SignInit, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                                 \
  PLAIN(C_Sign, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                             \
  PLAIN(C_SignUpdate, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                               \
  PLAIN(C_SignFinal, (CK_ULONG a, void *b, void *c), (a, b, c))                                                   \
  PLAIN(C_SignRecoverInit, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                          \
  PLAIN(C_SignRecover, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                      \
  PLAIN(C_VerifyInit, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                               \
  PLAIN(C_Verify, (CK_ULONG a, void *b, CK_ULONG c, void *d, CK_ULONG e), (a, b, c, d, e))                        \
  PLAIN(C_VerifyUpdate, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                             \
  PLAIN(C_VerifyFinal, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                              \
  PLAIN(C_VerifyRecoverInit, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                        \
  PLAIN(C_VerifyRecover, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                    \
  PLAIN(C_DigestEncryptUpdate, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))              \
  PLAIN(C_DecryptDigestUpdate, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))              \
  PLAIN(C_SignEncryptUpdate, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))                \
  PLAIN(C_DecryptVerifyUpdate, (CK_ULONG a, void *b, CK_ULONG c, void *d, void *e), (a, b, c, d, e))              \
  OWN(C_GenerateKey, (CK_ULONG a, void *b, void *c, CK_ULONG d, void *e), (a, b, c, d, e))                        \
  OWN(C_GenerateKeyPair,                                                                                          \
      (CK_ULONG a, void *b, void *c, CK_ULONG d, void *e, CK_ULONG f, void *g, void *h),                          \
      (a, b, c, d, e, f, g, h))                                                                                   \
  PLAIN(C_WrapKey, (CK_ULONG a, void *b, CK_ULONG c, CK_ULONG d, void *e, void *f), (a, b, c, d, e, f))           \
  OWN(C_UnwrapKey,                                                                                                \
      (CK_ULONG a, void *b, CK_ULONG c, void *d, CK_ULONG e, void *f, CK_ULONG g, void *h),                       \
      (a, b, c, d, e, f, g, h))                                                                                   \
  OWN(C_DeriveKey, (CK_ULONG a, void *b, CK_ULONG c, void *d, CK_ULONG e, void *f), (a, b, c, d, e, f))           \
  PLAIN(C_SeedRandom, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                               \
  PLAIN(C_GenerateRandom, (CK_ULONG a, void *b, CK_ULONG c), (a, b, c))                                           \
  PLAIN(C_GetFunctionStatus, (CK_ULONG a), (a))                                                                   \
  PLAIN(C_CancelFunction, (CK_ULONG a), (a))                                                                      \
  PLAIN(C_WaitForSlotEvent, (CK_ULONG a, void *b, void *c), (a, b, c))

typedef struct FunctionList FunctionList;

#define AS_MEMBER(name, parameters, arguments) CK_RV(*name) parameters;
struct FunctionList {
  CK_BYTE version[2];
  CRYPTOKI_FUNCTIONS(AS_MEMBER, AS_MEMBER)
};
#undef AS_MEMBER

#define AS_NUMBER(name, parameters, arguments) F_##name,
typedef enum { CRYPTOKI_FUNCTIONS(AS_NUMBER, AS_NUMBER) FUNCTION_COUNT } Function;
#undef AS_NUMBER

#endif
