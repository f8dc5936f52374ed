/* Names of tokens, with the one instruction and the account of Metaplex that launches need: CreateMetadataAccountV3, and
 * UpdateMetadataAccountV2 for giving the right to change it away. Creators, collections and editions are left out. */
#include "solana.h"

#define CREATE_V3 33
#define UPDATE_V2 15
#define SIZE 607
#define NAME_SIZE 32
#define SYMBOL_SIZE 10
#define URI_SIZE 200

#define NOT_ALLOWED 7
#define TOO_LONG 11

/* Places in the account. */
enum { KEY = 0, UPDATE_AUTHORITY = 1, MINT = 33, NAME = 65, SYMBOL = 101, URI = 115, PRIMARY_SALE = 322, IS_MUTABLE = 323 };

/* One text of the instruction into its fixed place, filled up with zeros. Returns where the next begins, or 0. */
NOINLINE u8 *write_text(u8 *from, u8 *to, u64 size) {
  u64 length = read_u64(from) & 0xffffffff;
  if (length > size || from + 4 + length > RUN->data + RUN->size) return 0;
  to[0] = size;
  to[1] = to[2] = to[3] = 0;
  copy(to + 4, from + 4, length);
  LOOP for (u64 i = length; i < size; i++) *(volatile u8 *)(to + 4 + i) = 0;
  return from + 4 + length;
}

NOINLINE u64 create(void) {
  run *r = RUN;
  account *a = r->accounts;
  if (r->count < 6) return NOT_ENOUGH_ACCOUNTS;
  if (!a[2].is_signer || !a[3].is_signer) return NOT_SIGNED;
  /* The authority of a mint stands behind its tag. */
  if (!is_same(a[1].data + 4, a[2].key, 32)) return NOT_ALLOWED;
  set_seed(0, "metadata", 8);
  set_seed(1, r->program, 32);
  set_seed(2, a[1].key, 32);
  u64 failed = derive(3, &a[0]);
  if (failed) return failed;
  failed = create_account(&a[3], &a[0], SIZE, r->program, 4);
  if (failed) return failed;
  u8 *d = a[0].data;
  d[KEY] = 4;
  copy(d + UPDATE_AUTHORITY, a[4].key, 32);
  copy(d + MINT, a[1].key, 32);
  u8 *at = write_text(r->data + 1, d + NAME, NAME_SIZE);
  if (at) at = write_text(at, d + SYMBOL, SYMBOL_SIZE);
  if (at) at = write_text(at, d + URI, URI_SIZE);
  if (!at) return TOO_LONG;
  /* Behind the share of the seller and three options that are none. */
  d[IS_MUTABLE] = at[5];
  return 0;
}

NOINLINE u64 update(void) {
  run *r = RUN;
  account *a = r->accounts;
  if (r->count < 2 || a[0].size < SIZE) return NOT_ENOUGH_ACCOUNTS;
  u8 *d = a[0].data, *at = r->data + 1;
  if (!a[1].is_signer) return NOT_SIGNED;
  if (!is_same(d + UPDATE_AUTHORITY, a[1].key, 32) || !d[IS_MUTABLE]) return NOT_ALLOWED;
  /* New texts, a new authority, whether the first sale was made, whether it can change: each may be none. */
  if (*at++) return UNKNOWN_INSTRUCTION;
  if (*at++) {
    copy(d + UPDATE_AUTHORITY, at, 32);
    at += 32;
  }
  if (*at++) d[PRIMARY_SALE] = *at++;
  if (*at++) d[IS_MUTABLE] = *at++;
  return 0;
}

u64 entrypoint(u8 *input) {
  u64 failed = parse_input(input);
  if (failed) return failed;
  if (RUN->size > 4 && RUN->data[0] == CREATE_V3) return create();
  if (RUN->size > 4 && RUN->data[0] == UPDATE_V2) return update();
  return UNKNOWN_INSTRUCTION;
}
