/* A PKCS#11 module that hands everything on to another (MODULE), but not the call that a file (FAULT) names: for faults
   that no software token can be brought to. The file holds a function and what it does, as "C_Sign 50": a return value,
   "hangs", or "crashes", with what the other module gave still in memory. */
#include <ctype.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pkcs11.h"

static CK_FUNCTION_LIST *real, shim;

static const char *fault_of(const char *function) {
  static char does[64];
  char name[64];
  FILE *file = fopen(FAULT, "r");
  int found = file && fscanf(file, "%63s %63s", name, does) == 2 && strcmp(name, function) == 0;
  if (file) fclose(file);
  return found ? does : "";
}

#define OR_FAIL(name, parameters, arguments)         \
  static CK_RV shim_##name parameters {              \
    const char *does = fault_of(#name);              \
    if (isdigit(*does)) return strtoul(does, 0, 10); \
    while (strcmp(does, "hangs") == 0) pause();      \
    CK_RV value = real->name arguments;              \
    if (strcmp(does, "crashes") == 0) abort();       \
    return value;                                    \
  }

OR_FAIL(C_Login, (CK_SESSION_HANDLE s, CK_USER_TYPE u, CK_UTF8CHAR_PTR p, CK_ULONG l), (s, u, p, l))
OR_FAIL(C_OpenSession, (CK_SLOT_ID i, CK_FLAGS f, CK_VOID_PTR a, CK_NOTIFY n, CK_SESSION_HANDLE_PTR s), (i, f, a, n, s))
OR_FAIL(C_Sign, (CK_SESSION_HANDLE s, CK_BYTE_PTR d, CK_ULONG l, CK_BYTE_PTR o, CK_ULONG_PTR n), (s, d, l, o, n))
OR_FAIL(C_Encrypt, (CK_SESSION_HANDLE s, CK_BYTE_PTR d, CK_ULONG l, CK_BYTE_PTR o, CK_ULONG_PTR n), (s, d, l, o, n))
OR_FAIL(C_Decrypt, (CK_SESSION_HANDLE s, CK_BYTE_PTR d, CK_ULONG l, CK_BYTE_PTR o, CK_ULONG_PTR n), (s, d, l, o, n))
OR_FAIL(C_GenerateKey, (CK_SESSION_HANDLE s, CK_MECHANISM_PTR m, CK_ATTRIBUTE_PTR t, CK_ULONG c, CK_OBJECT_HANDLE_PTR k), (s, m, t, c, k))

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  if (!real) {
    void *module = dlopen(MODULE, RTLD_NOW | RTLD_LOCAL);
    CK_C_GetFunctionList get = module ? (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList") : NULL;
    if (!get || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
    shim = *real;
    shim.C_Login = shim_C_Login;
    shim.C_OpenSession = shim_C_OpenSession;
    shim.C_Sign = shim_C_Sign;
    shim.C_Encrypt = shim_C_Encrypt;
    shim.C_Decrypt = shim_C_Decrypt;
    shim.C_GenerateKey = shim_C_GenerateKey;
  }
  *list = &shim;
  return CKR_OK;
}
