/* What a program needs of the virtual machine of Solana: its input, calls of other programs, and whole numbers of 128 bits.
 * clang's BPF backend has no library and 512 bytes of stack a function, so everything larger lies on the heap. */
#ifndef SANDBOX_SOLANA_H
#define SANDBOX_SOLANA_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

#define HEAP 0x300000000ul
#define MAX_ACCOUNTS 32
#define MAX_DATA_GROWTH 10240
/* Anchor numbers its own errors below 6000, and errors of programs from there on. */
#define NOT_ENOUGH_ACCOUNTS 3005
#define UNKNOWN_INSTRUCTION 101
#define NOT_SIGNED 3010
#define WRONG_ADDRESS 2006
#define WRONG_OWNER 3007

extern u64 sol_log_data(const void *slices, u64 count);
extern u64 sol_invoke_signed_c(const void *instruction, const void *accounts, u64 count, const void *signers, u64 signer_count);
extern u64 sol_try_find_program_address(const void *seeds, u64 count, const u8 *program, u8 *address, u8 *bump);
extern u64 sol_get_clock_sysvar(void *clock);
extern u64 sol_get_rent_sysvar(void *rent);

/* As the machine reads it in calls. */
typedef struct {
  u8 *key;
  u64 *lamports;
  u64 size;
  u8 *data;
  u8 *owner;
  u64 rent_epoch;
  u8 is_signer, is_writable, is_executable;
} account;

typedef struct { u8 *key; u8 is_writable, is_signer; } meta;
typedef struct { u8 *program; meta *metas; u64 meta_count; u8 *data; u64 size; } call;
typedef struct { const void *at; u64 size; } slice;
typedef struct { slice *seeds; u64 count; } signer;
typedef struct { u64 slot; u64 epoch_start; u64 epoch; u64 leader_epoch; u64 unix_time; } clock_sysvar;

/* The whole of a run. `own` begins the memory of the program itself. */
typedef struct {
  account accounts[MAX_ACCOUNTS];
  u64 count;
  u8 *data;
  u64 size;
  u8 *program;
  meta metas[MAX_ACCOUNTS];
  call call;
  slice seeds[6];
  signer signer;
  slice log;
  u8 bump[8];
  u8 found[32];
  clock_sysvar clock;
  u8 bytes[2048];
  u8 own[2048];
} run;

#define RUN ((run *)HEAP)
#define NOINLINE static __attribute__((noinline, unused))
#define INLINE static inline __attribute__((always_inline))
#define LOOP _Pragma("clang loop unroll(disable)")

INLINE u64 read_u64(const u8 *at) {
  u64 value = 0;
  for (int i = 7; i >= 0; i--) value = (value << 8) | at[i];
  return value;
}

INLINE void write_u64(u8 *at, u64 value) {
  for (int i = 0; i < 8; i++) {
    at[i] = value & 0xff;
    value >>= 8;
  }
}

NOINLINE void copy(u8 *to, const u8 *from, u64 size) {
  LOOP for (u64 i = 0; i < size; i++) *(volatile u8 *)(to + i) = from[i];
}

NOINLINE u64 is_same(const u8 *a, const u8 *b, u64 size) {
  LOOP for (u64 i = 0; i < size; i++)
    if (a[i] != b[i]) return 0;
  return 1;
}

/* The input of a program: accounts, which may repeat, then the data of the instruction, then the program's address. */
NOINLINE u64 parse_input(u8 *at) {
  run *r = RUN;
  u64 count = read_u64(at);
  at += 8;
  if (count > MAX_ACCOUNTS) return NOT_ENOUGH_ACCOUNTS;
  LOOP for (u64 i = 0; i < count; i++) {
    if (at[0] != 0xff) {
      copy((u8 *)&r->accounts[i], (u8 *)&r->accounts[at[0]], sizeof(account));
      at += 8;
      continue;
    }
    account *a = &r->accounts[i];
    a->is_signer = at[1];
    a->is_writable = at[2];
    a->is_executable = at[3];
    a->key = at + 8;
    a->owner = at + 40;
    a->lamports = (u64 *)(at + 72);
    a->size = read_u64(at + 80);
    a->data = at + 88;
    u64 end = (88 + a->size + MAX_DATA_GROWTH + 7) & ~7ul;
    a->rent_epoch = read_u64(at + end);
    at += end + 8;
  }
  r->count = count;
  r->size = read_u64(at);
  r->data = at + 8;
  r->program = at + 8 + r->size;
  return 0;
}

/* Calls `program` with the bytes that were written to `bytes`, signing with the seeds that were set. */
NOINLINE u64 invoke(u8 *program, u64 metas, u64 size, u64 seeds) {
  run *r = RUN;
  r->call.program = program;
  r->call.metas = r->metas;
  r->call.meta_count = metas;
  r->call.data = r->bytes;
  r->call.size = size;
  r->signer.seeds = r->seeds;
  r->signer.count = seeds;
  return sol_invoke_signed_c(&r->call, r->accounts, r->count, &r->signer, seeds ? 1 : 0);
}

INLINE void set_meta(u64 i, u8 *key, u8 is_writable, u8 is_signer) {
  meta *m = &RUN->metas[i];
  m->key = key;
  m->is_writable = is_writable;
  m->is_signer = is_signer;
}

INLINE void set_seed(u64 i, const void *at, u64 size) {
  RUN->seeds[i].at = at;
  RUN->seeds[i].size = size;
}

/* Of the first `count` seeds: into `found`, with the bump as the seed after them. 0 where it is the address of this account. */
NOINLINE u64 derive(u64 count, account *expected) {
  run *r = RUN;
  if (sol_try_find_program_address(r->seeds, count, r->program, r->found, r->bump)) return WRONG_ADDRESS;
  set_seed(count, r->bump, 1);
  return is_same(r->found, expected->key, 32) ? 0 : WRONG_ADDRESS;
}

NOINLINE u64 rent_of(u64 size) {
  /* Two years of 3,480 lamports a byte and year, with 128 bytes for each account: the rent of Solana. */
  return (size + 128) * 6960;
}

/* A new account of `size` bytes for `owner`; the new account signs by the first `seeds` seeds, or by itself where that is 0. */
NOINLINE u64 create_account(account *payer, account *created, u64 size, u8 *owner, u64 seeds) {
  run *r = RUN;
  set_meta(0, payer->key, 1, 1);
  set_meta(1, created->key, 1, 1);
  write_u64(r->bytes, 0);
  write_u64(r->bytes + 4, rent_of(size));
  write_u64(r->bytes + 12, size);
  copy(r->bytes + 20, owner, 32);
  copy(r->found, (u8 *)"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 32);
  u64 failed = invoke(r->found, 2, 52, seeds);
  /* The input tells the size of before. */
  if (!failed) created->size = size;
  return failed;
}

NOINLINE u64 move_lamports(account *from, account *to, u64 lamports) {
  run *r = RUN;
  set_meta(0, from->key, 1, 1);
  set_meta(1, to->key, 1, 0);
  write_u64(r->bytes, 2);
  write_u64(r->bytes + 4, lamports);
  copy(r->found, (u8 *)"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 32);
  return invoke(r->found, 2, 12, 0);
}

/* Four addresses of one move of tokens; the machine's calls take five arguments only. */
typedef struct { account *program, *mint, *from, *to, *authority; } token_move;

/* TransferChecked. `seeds` of the authority where it is an address of this program, else 0. */
NOINLINE u64 move_tokens(token_move *m, u64 amount, u64 seeds) {
  run *r = RUN;
  set_meta(0, m->from->key, 1, 0);
  set_meta(1, m->mint->key, 0, 0);
  set_meta(2, m->to->key, 1, 0);
  set_meta(3, m->authority->key, 0, 1);
  r->bytes[0] = 12;
  write_u64(r->bytes + 1, amount);
  r->bytes[9] = m->mint->data[44];
  return invoke(m->program->key, 4, 10, seeds);
}

/* MintTo (7) or Burn (8): of `mint` into or out of `to`. */
NOINLINE u64 change_supply(token_move *m, u64 kind, u64 amount, u64 seeds) {
  run *r = RUN;
  account *first = kind == 7 ? m->mint : m->to, *second = kind == 7 ? m->to : m->mint;
  set_meta(0, first->key, 1, 0);
  set_meta(1, second->key, 1, 0);
  set_meta(2, m->authority->key, 0, 1);
  r->bytes[0] = kind;
  write_u64(r->bytes + 1, amount);
  return invoke(m->program->key, 3, 9, seeds);
}

INLINE u64 tokens_in(account *a) { return read_u64(a->data + 64); }

/* 128 bits as two halves. */
typedef struct { u64 high, low; } wide;

INLINE wide multiply(u64 a, u64 b) {
  u64 a0 = a & 0xffffffff, a1 = a >> 32, b0 = b & 0xffffffff, b1 = b >> 32;
  u64 low = a0 * b0, middle_a = a0 * b1, middle_b = a1 * b0;
  u64 middle = (low >> 32) + (middle_a & 0xffffffff) + (middle_b & 0xffffffff);
  wide product;
  product.low = (low & 0xffffffff) | (middle << 32);
  product.high = a1 * b1 + (middle_a >> 32) + (middle_b >> 32) + (middle >> 32);
  return product;
}

#define TOO_LARGE 0xfffffffffffffffful

/* a * b / c, rounded down, or up where `is_up`; TOO_LARGE where it has more than 64 bits. */
NOINLINE u64 multiply_divide(u64 a, u64 b, u64 c, u64 is_up) {
  wide product = multiply(a, b);
  u64 quotient = 0, rest = product.high, low = product.low;
  if (!c || rest >= c) return TOO_LARGE;
  LOOP for (int i = 0; i < 64; i++) {
    u64 carry = rest >> 63;
    rest = (rest << 1) | (low >> 63);
    low <<= 1;
    quotient <<= 1;
    if (carry || rest >= c) {
      rest -= c;
      quotient |= 1;
    }
  }
  return quotient + (is_up && rest ? 1 : 0);
}

/* Square root of a * b, rounded down. */
NOINLINE u64 root_of_product(u64 a, u64 b) {
  wide product = multiply(a, b);
  u64 root = 0;
  LOOP for (int bit = 63; bit >= 0; bit--) {
    u64 tried = root | (1ul << bit);
    wide square = multiply(tried, tried);
    if (square.high < product.high || (square.high == product.high && square.low <= product.low)) root = tried;
  }
  return root;
}

#endif
