/*
 * A PKCS#11 module for tests: forwards every call to the real module that KORTLOTS_SHIM_MODULE names, counts and logs the
 * calls, and makes the planned one fail, before or after the real call took effect. See docs/fault-lab.md.
 */
#include "shim.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

FunctionList *real;

#define AS_NAME(name, parameters, arguments) #name,
const char *const functionNames[FUNCTION_COUNT] = {CRYPTOKI_FUNCTIONS(AS_NAME, AS_NAME)};
#undef AS_NAME

static unsigned long removalsSeen;

/* Pulling a card ends its sessions and its login, also for who did not look meanwhile. */
static void endSessions(void) {
  CK_ULONG slots[64];
  CK_ULONG count = sizeof slots / sizeof slots[0];
  if (real->C_GetSlotList(0, slots, &count) != CKR_OK) return;
  for (CK_ULONG index = 0; index < count; index += 1) real->C_CloseAllSessions(slots[index]);
}

static CardState noticeCard(void) {
  const CardState card = readCard();
  if (card.removals != removalsSeen) {
    removalsSeen = card.removals;
    endSessions();
  }
  return card;
}

static bool needsNoCard(Function function) {
  switch (function) {
    case F_C_Initialize:
    case F_C_Finalize:
    case F_C_GetInfo:
    case F_C_GetFunctionList:
    case F_C_GetSlotList:
    case F_C_GetSlotInfo:
    case F_C_WaitForSlotEvent:
      return true;
    default:
      return false;
  }
}

static bool namesSlot(Function function) {
  switch (function) {
    case F_C_GetTokenInfo:
    case F_C_GetMechanismList:
    case F_C_GetMechanismInfo:
    case F_C_InitToken:
    case F_C_OpenSession:
    case F_C_CloseAllSessions:
      return true;
    default:
      return false;
  }
}

static CK_RV answerOfGone(Function function, CK_RV value) {
  return namesSlot(function) ? CKR_TOKEN_NOT_PRESENT : value;
}

/* Returns whether the fault answers the call; `value` is then the answer. What does not return ends the process. */
static bool perform(const Call *call, Phase phase, CK_RV *value) {
  const Planned planned = plannedFor(call, phase);
  if (planned.fault == NO_FAULT) return false;
  tellListener(call, phase);
  switch (planned.fault) {
    case RETURN_VALUE:
      *value = planned.value;
      return true;
    case REMOVE_CARD:
      takeCardOut(planned.value);
      *value = answerOfGone(call->function, noticeCard().value);
      return !needsNoCard(call->function);
    case HANG:
      logCall(call, 0, phase == BEFORE ? "hang-before" : "hang-after");
      hangWhileParentLives();
      return false;
    case CRASH:
      logCall(call, 0, phase == BEFORE ? "crash-before" : "crash-after");
      raise(SIGKILL);
      return false;
    case KILL_PARENT:
      logCall(call, 0, phase == BEFORE ? "kill-before" : "kill-after");
      kill(getppid(), SIGKILL);
      /* Before: both at once, as when the power goes. After: this process has done its work, and finds itself alone. */
      if (phase == BEFORE) raise(SIGKILL);
      return false;
    case STOP_AND_ASK:
    case NO_FAULT:
      return false;
  }
  return false;
}

/* Returns whether the call is answered without the real module. */
static bool enter(Call *call, Function function, CK_RV *value) {
  *call = countCall(function);
  noticeCard();
  bool isAnswered = perform(call, BEFORE, value);
  if (isAnswered) {
    logCall(call, *value, "fault-before");
    return true;
  }
  const CardState card = noticeCard();
  if (!card.isOut || needsNoCard(function)) return false;
  *value = answerOfGone(function, card.value);
  logCall(call, *value, "card-out");
  return true;
}

static CK_RV leave(const Call *call, CK_RV value) {
  CK_RV fault = 0;
  if (perform(call, AFTER, &fault)) {
    logCall(call, fault, "fault-after");
    return fault;
  }
  logCall(call, value, "-");
  return value;
}

#define AS_FORWARDER(name, target, parameters, arguments) \
  static CK_RV forward_##name parameters {                \
    Call call;                                            \
    CK_RV value = CKR_GENERAL_ERROR;                      \
    if (enter(&call, F_##name, &value)) return value;     \
    return leave(&call, target arguments);                \
  }
#define AS_PLAIN(name, parameters, arguments) AS_FORWARDER(name, real->name, parameters, arguments)
#define AS_OWN(name, parameters, arguments) AS_FORWARDER(name, own_##name, parameters, arguments)
CRYPTOKI_FUNCTIONS(AS_PLAIN, AS_OWN)

#define AS_ENTRY(name, parameters, arguments) .name = forward_##name,
FunctionList shimFunctions = {.version = {2, 40}, CRYPTOKI_FUNCTIONS(AS_ENTRY, AS_ENTRY)};

static CK_RV loadReal(void) {
  const char *path = getenv("KORTLOTS_SHIM_MODULE");
  void *library = path == NULL ? NULL : dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return CKR_GENERAL_ERROR;
  CK_RV (*getList)(FunctionList **);
  void *symbol = dlsym(library, "C_GetFunctionList");
  if (symbol == NULL) return CKR_GENERAL_ERROR;
  /* ISO C has no conversion from an object pointer to a function pointer. */
  memcpy(&getList, &symbol, sizeof getList);
  removalsSeen = readCard().removals;
  return getList(&real);
}

/* The one symbol that a module must export. */
__attribute__((visibility("default"))) CK_RV C_GetFunctionList(FunctionList **list) {
  if (real == NULL) {
    const CK_RV value = loadReal();
    if (value != CKR_OK) return value;
  }
  *list = &shimFunctions;
  return CKR_OK;
}
