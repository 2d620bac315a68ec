/*
 * The control folder (KORTLOTS_SHIM_FOLDER): counters that outlive a process, the plan of faults, whether the card is in, and
 * the log. Plain text, so that a person can read and write it; the counters are shared memory, so that they are atomic.
 */
#include "shim.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define LONGEST_PATH 512

typedef struct {
  unsigned long number;
  unsigned long occurrences[FUNCTION_COUNT];
  unsigned long looks[FUNCTION_COUNT];
} Counters;

static void pathOf(const char *name, char path[LONGEST_PATH]) {
  const char *folder = getenv("KORTLOTS_SHIM_FOLDER");
  const int length = snprintf(path, LONGEST_PATH, "%s/%s", folder == NULL ? "." : folder, name);
  if (length < 0 || length >= LONGEST_PATH) abort();
}

/* A test that can't be counted proves nothing, so whatever fails here ends the process. */
static Counters *counters(void) {
  static Counters *mapped;
  if (mapped != NULL) return mapped;
  char path[LONGEST_PATH];
  pathOf("counters", path);
  const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ftruncate(file, sizeof(Counters)) != 0) abort();
  void *memory = mmap(NULL, sizeof(Counters), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) abort();
  close(file);
  mapped = memory;
  return mapped;
}

/* How often the readers are looked at depends on how long a run takes, so these do not count. */
static bool isLook(Function function) {
  switch (function) {
    case F_C_GetSlotList:
    case F_C_GetSlotInfo:
    case F_C_GetTokenInfo:
    case F_C_WaitForSlotEvent:
      return true;
    default:
      return false;
  }
}

Call countCall(Function function) {
  Counters *all = counters();
  Call call = {.function = function, .isLook = isLook(function)};
  call.occurrence = __atomic_add_fetch(&all->occurrences[function], 1, __ATOMIC_SEQ_CST);
  if (call.isLook) {
    call.number = __atomic_load_n(&all->number, __ATOMIC_SEQ_CST);
    call.look = __atomic_add_fetch(&all->looks[function], 1, __ATOMIC_SEQ_CST);
    return call;
  }
  call.number = __atomic_add_fetch(&all->number, 1, __ATOMIC_SEQ_CST);
  for (int index = 0; index < FUNCTION_COUNT; index += 1) __atomic_store_n(&all->looks[index], 0, __ATOMIC_SEQ_CST);
  return call;
}

/* `call:17`, `look:17:C_GetTokenInfo`, `C_Sign:3`, `C_Sign:3+` for the third and all after it. */
static bool isPlace(const char *place, const Call *call) {
  unsigned long number = 0;
  char name[64] = "";
  char more = 0;
  if (sscanf(place, "call:%lu", &number) == 1) return !call->isLook && call->number == number;
  if (sscanf(place, "look:%lu:%63s", &number, name) == 2)
    return call->isLook && call->number == number && call->look == 1 && strcmp(name, functionNames[call->function]) == 0;
  const int read = sscanf(place, "%63[^:]:%lu%c", name, &number, &more);
  if (read < 2 || strcmp(name, functionNames[call->function]) != 0) return false;
  return call->occurrence == number || (read == 3 && more == '+' && call->occurrence > number);
}

static Fault faultNamed(const char *name) {
  static const struct {
    const char *name;
    Fault fault;
  } names[] = {{"return", RETURN_VALUE}, {"hang", HANG},        {"crash", CRASH},
               {"remove", REMOVE_CARD},  {"kill", KILL_PARENT}, {"ask", STOP_AND_ASK}};
  for (size_t index = 0; index < sizeof names / sizeof names[0]; index += 1)
    if (strcmp(name, names[index].name) == 0) return names[index].fault;
  abort();
}

/* Each line of the plan: PLACE before|after return|hang|crash|remove|kill|ask [VALUE]. */
Planned plannedFor(const Call *call, Phase phase) {
  char path[LONGEST_PATH];
  pathOf("plan", path);
  FILE *file = fopen(path, "re");
  Planned planned = {NO_FAULT, 0};
  if (file == NULL) return planned;
  char line[256];
  while (planned.fault == NO_FAULT && fgets(line, sizeof line, file) != NULL) {
    char place[96];
    char when[16];
    char what[16];
    unsigned long value = 0;
    if (sscanf(line, "%95s %15s %15s %li", place, when, what, (long *)&value) < 3) continue;
    if (!isPlace(place, call) || (strcmp(when, "before") == 0) != (phase == BEFORE)) continue;
    planned.fault = faultNamed(what);
    planned.value = value;
  }
  fclose(file);
  return planned;
}

/* One write for each line: lines of two processes never mix. Never an argument, as that could be a PIN. */
void logCall(const Call *call, CK_RV value, const char *what) {
  static int file = -1;
  if (file < 0) {
    char path[LONGEST_PATH];
    pathOf("calls", path);
    file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  }
  char line[256];
  const int length = snprintf(line, sizeof line, "%lu%s %s %lu 0x%lx %s %ld\n", call->number, call->isLook ? "+" : "",
                              functionNames[call->function], call->occurrence, value, what, (long)getpid());
  if (write(file, line, (size_t)length) != length) abort();
}

void readWord(const char *name, char *word, size_t size) {
  char path[LONGEST_PATH];
  pathOf(name, path);
  word[0] = '\0';
  FILE *file = fopen(path, "re");
  if (file == NULL) return;
  if (fgets(word, (int)size, file) != NULL) word[strcspn(word, "\n")] = '\0';
  fclose(file);
}

/* Replaced whole, so that nobody reads half a file. */
static void writeWord(const char *name, const char *format, ...) {
  char path[LONGEST_PATH];
  char next[LONGEST_PATH + 32];
  pathOf(name, path);
  snprintf(next, sizeof next, "%s.%ld", path, (long)getpid());
  FILE *file = fopen(next, "we");
  if (file == NULL) abort();
  va_list values;
  va_start(values, format);
  vfprintf(file, format, values);
  va_end(values);
  if (fclose(file) != 0 || rename(next, path) != 0) abort();
}

long readNumber(const char *name, long otherwise) {
  char word[32];
  readWord(name, word, sizeof word);
  return word[0] == '\0' ? otherwise : atol(word);
}

void writeNumber(const char *name, long number) {
  writeWord(name, "%ld\n", number);
}

/* `in 2`, or `out 3 0x32`: the number of removals so far, and what a call on the missing card returns. */
CardState readCard(void) {
  char line[64];
  char place[16] = "in";
  CardState card = {.value = CKR_DEVICE_REMOVED};
  readWord("card", line, sizeof line);
  sscanf(line, "%15s %lu %li", place, &card.removals, (long *)&card.value);
  card.isOut = strcmp(place, "out") == 0;
  return card;
}

void takeCardOut(CK_RV value) {
  writeWord("card", "out %lu 0x%lx\n", readCard().removals + 1, value == CKR_OK ? (CK_RV)CKR_DEVICE_REMOVED : value);
}

void tellListener(const Call *call, Phase phase) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  char path[LONGEST_PATH];
  pathOf("listener", path);
  if (strlen(path) >= sizeof address.sun_path) abort();
  strcpy(address.sun_path, path);
  const int line = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (line < 0) abort();
  if (connect(line, (struct sockaddr *)&address, sizeof address) == 0) {
    char text[128];
    const int length = snprintf(text, sizeof text, "%lu%s %s %lu %s\n", call->number, call->isLook ? "+" : "",
                                functionNames[call->function], call->occurrence, phase == BEFORE ? "before" : "after");
    if (write(line, text, (size_t)length) == length) {
      char answer;
      while (read(line, &answer, 1) > 0 && answer != '\n') continue;
    }
  }
  close(line);
}

/* A hung call is ended by killing its process; when its parent is dead, nobody is left to do so. */
void hangWhileParentLives(void) {
  const pid_t parent = getppid();
  const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
  while (getppid() == parent) nanosleep(&pause, NULL);
  _exit(1);
}
