/* What the parts of the shim know of each other. */
#ifndef KORTLOTS_SHIM_H
#define KORTLOTS_SHIM_H

#include "cryptoki.h"
#include <stdbool.h>
#include <stddef.h>

/* The module that everything is forwarded to. */
extern FunctionList *real;
extern const char *const functionNames[FUNCTION_COUNT];

/* control.c: the folder through which a test and all processes of one run agree. */
typedef enum { BEFORE, AFTER } Phase;
typedef enum { NO_FAULT, RETURN_VALUE, HANG, CRASH, REMOVE_CARD, KILL_PARENT, STOP_AND_ASK } Fault;

typedef struct {
  Function function;
  /* Of the calls that count (n), and of this function (k), since the folder was made. */
  unsigned long number;
  unsigned long occurrence;
  /* Looking at the readers does not count; the first look of its kind since call n is told from those after it. */
  bool isLook;
  unsigned long look;
} Call;

typedef struct {
  Fault fault;
  CK_RV value;
} Planned;

typedef struct {
  bool isOut;
  /* Rises with each removal. */
  unsigned long removals;
  CK_RV value;
} CardState;

Call countCall(Function function);
Planned plannedFor(const Call *call, Phase phase);
void logCall(const Call *call, CK_RV value, const char *what);
CardState readCard(void);
void takeCardOut(CK_RV value);
/* Tells whoever listens on the folder's socket that a fault is due, and waits for the answer. */
void tellListener(const Call *call, Phase phase);
/* Reads a small file of the folder as one word; "" when there is none. */
void readWord(const char *name, char *word, size_t size);
long readNumber(const char *name, long otherwise);
void writeNumber(const char *name, long number);
void hangWhileParentLives(void);

/* quirks.c */
#define AS_OWN(name, parameters, arguments) CK_RV own_##name parameters;
#define AS_NOTHING(name, parameters, arguments)
CRYPTOKI_FUNCTIONS(AS_NOTHING, AS_OWN)
#undef AS_OWN
#undef AS_NOTHING

/* pkcs11-shim.c */
extern FunctionList shimFunctions;

#endif
