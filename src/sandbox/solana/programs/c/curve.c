/* A bonding curve on which tokens are launched, with the instructions, accounts and events of Pump.fun: create, buy,
 * buy_exact_sol_in and sell. Left out: the fee program (rates are those of the global account), volumes and rewards (their
 * fields in events are zero), other quotes than SOL, migration to a pool. */
#include "solana.h"

#define CREATE 0x77071c0528c81e18ul
#define BUY 0xeaebda01123d0666ul
#define BUY_EXACT_SOL_IN 0x5fcddf9e0874fc38ul
#define SELL 0xad837f01a485e633ul
/* An instruction by which the program calls itself, so that an event is kept with the transaction. */
#define EVENT_CALL 0x1d9acb512ea545e4ul
#define TRADE_EVENT 0xee61e64ed37fdbbdul
#define CREATE_EVENT 0x7663ebde4da9721bul
#define COMPLETE_EVENT 0x08982ed49c61725ful

#define CURVE_SIZE 125
#define DECIMALS 6
#define PARTS 10000

#define TOO_MUCH_SOL 6002
#define TOO_LITTLE_SOL 6003
#define CURVE_COMPLETE 6005
#define BUY_ZERO 6020
#define SELL_ZERO 6022
#define NOT_ENOUGH_TOKENS 6023
#define OVERFLOW 6024

/* Places in the account of a curve. */
enum { VIRTUAL_TOKENS = 8, VIRTUAL_SOL = 16, REAL_TOKENS = 24, REAL_SOL = 32, SUPPLY = 40, COMPLETE = 48, CREATOR = 49 };
/* Places in the global account. */
enum {
  FEE_RECIPIENT = 41, FIRST_VIRTUAL_TOKENS = 73, FIRST_VIRTUAL_SOL = 81, FIRST_REAL_TOKENS = 89, FIRST_SUPPLY = 97,
  FEE_BPS = 105, CREATOR_FEE_BPS = 154
};

typedef struct {
  account *global, *fee_recipient, *mint, *curve, *curve_tokens, *user_tokens, *user, *creator_vault, *token_program,
    *event_authority;
  u64 tokens, sol, fee, creator_fee, is_buy;
  const char *name;
  u64 name_size;
} trade_run;

#define TRADE ((trade_run *)RUN->own)
#define CURVE(place) read_u64(TRADE->curve->data + place)

INLINE void put(u8 **at, const u8 *from, u64 size) {
  copy(*at, from, size);
  *at += size;
}

INLINE void put_u64(u8 **at, u64 value) {
  write_u64(*at, value);
  *at += 8;
}

INLINE void put_u8(u8 **at, u8 value) { *(*at)++ = value; }

/* Begins an event in `bytes`, behind the mark of the call. */
INLINE u8 *begin_event(u64 discriminator) {
  write_u64(RUN->bytes, EVENT_CALL);
  write_u64(RUN->bytes + 8, discriminator);
  return RUN->bytes + 16;
}

/* The program calls itself with the event; only it can sign as its event authority. */
NOINLINE u64 keep_event(account *authority, u8 *end) {
  run *r = RUN;
  set_seed(0, "__event_authority", 17);
  u64 failed = derive(1, authority);
  if (failed) return failed;
  set_meta(0, authority->key, 0, 1);
  return invoke(r->program, 1, end - r->bytes, 2);
}

NOINLINE void put_zeros(u8 **at, u64 count) {
  LOOP for (u64 i = 0; i < count; i++) *(volatile u8 *)(*at + i) = 0;
  *at += count;
}

NOINLINE u64 tell_trade(void) {
  trade_run *t = TRADE;
  u8 *at = begin_event(TRADE_EVENT);
  put(&at, t->mint->key, 32);
  put_u64(&at, t->sol);
  put_u64(&at, t->tokens);
  put_u8(&at, t->is_buy);
  put(&at, t->user->key, 32);
  put_u64(&at, RUN->clock.unix_time);
  put_u64(&at, CURVE(VIRTUAL_SOL));
  put_u64(&at, CURVE(VIRTUAL_TOKENS));
  put_u64(&at, CURVE(REAL_SOL));
  put_u64(&at, CURVE(REAL_TOKENS));
  put(&at, t->fee_recipient->key, 32);
  put_u64(&at, read_u64(t->global->data + FEE_BPS));
  put_u64(&at, t->fee);
  put(&at, t->curve->data + CREATOR, 32);
  put_u64(&at, read_u64(t->global->data + CREATOR_FEE_BPS));
  put_u64(&at, t->creator_fee);
  /* Volume: whether it is counted, four figures. */
  put_zeros(&at, 33);
  put_u8(&at, t->name_size);
  put_zeros(&at, 3);
  put(&at, (const u8 *)t->name, t->name_size);
  /* Mayhem, cashback, buyback, shareholders. */
  put_zeros(&at, 1 + 32 + 4);
  /* The quote is SOL, which is told as no mint; its amounts once more. */
  put_zeros(&at, 32);
  put_u64(&at, t->sol);
  put_u64(&at, CURVE(VIRTUAL_SOL));
  put_u64(&at, CURVE(REAL_SOL));
  put_zeros(&at, 16);
  return keep_event(t->event_authority, at);
}

NOINLINE u64 tell_complete(void) {
  trade_run *t = TRADE;
  u8 *at = begin_event(COMPLETE_EVENT);
  put(&at, t->user->key, 32);
  put(&at, t->mint->key, 32);
  put(&at, t->curve->key, 32);
  put_u64(&at, RUN->clock.unix_time);
  put_zeros(&at, 32);
  return keep_event(t->event_authority, at);
}

NOINLINE u64 prepare_trade(u64 is_buy) {
  run *r = RUN;
  account *a = r->accounts;
  trade_run *t = TRADE;
  if (r->count < 12 || r->size < 24) return NOT_ENOUGH_ACCOUNTS;
  t->is_buy = is_buy;
  t->global = &a[0];
  t->fee_recipient = &a[1];
  t->mint = &a[2];
  t->curve = &a[3];
  t->curve_tokens = &a[4];
  t->user_tokens = &a[5];
  t->user = &a[6];
  t->token_program = &a[is_buy ? 8 : 9];
  t->creator_vault = &a[is_buy ? 9 : 8];
  t->event_authority = &a[10];
  if (!t->user->is_signer) return NOT_SIGNED;
  if (!is_same(t->global->owner, r->program, 32) || !is_same(t->curve->owner, r->program, 32)) return WRONG_OWNER;
  if (!is_same(t->global->data + FEE_RECIPIENT, t->fee_recipient->key, 32)) return WRONG_ADDRESS;
  if (t->curve->data[COMPLETE]) return CURVE_COMPLETE;
  sol_get_clock_sysvar(&r->clock);
  set_seed(0, "creator-vault", 13);
  set_seed(1, t->curve->data + CREATOR, 32);
  u64 failed = derive(2, t->creator_vault);
  if (failed) return failed;
  set_seed(0, "bonding-curve", 13);
  set_seed(1, t->mint->key, 32);
  return derive(2, t->curve);
}

INLINE void change(u64 place, u64 by) { write_u64(TRADE->curve->data + place, CURVE(place) + by); }

NOINLINE u64 fee_at(u64 place) {
  return multiply_divide(TRADE->sol, read_u64(TRADE->global->data + place), PARTS, 1);
}

NOINLINE u64 finish_buy(u64 most) {
  trade_run *t = TRADE;
  t->fee = fee_at(FEE_BPS);
  t->creator_fee = fee_at(CREATOR_FEE_BPS);
  if (t->sol == TOO_LARGE || t->sol + t->fee + t->creator_fee > most) return TOO_MUCH_SOL;
  token_move move = {t->token_program, t->mint, t->curve_tokens, t->user_tokens, t->curve};
  u64 failed = move_tokens(&move, t->tokens, 3);
  if (!failed) failed = move_lamports(t->user, t->curve, t->sol);
  if (!failed) failed = move_lamports(t->user, t->fee_recipient, t->fee);
  if (!failed) failed = move_lamports(t->user, t->creator_vault, t->creator_fee);
  if (failed) return failed;
  change(VIRTUAL_TOKENS, -t->tokens);
  change(REAL_TOKENS, -t->tokens);
  change(VIRTUAL_SOL, t->sol);
  change(REAL_SOL, t->sol);
  failed = tell_trade();
  if (failed || CURVE(REAL_TOKENS)) return failed;
  t->curve->data[COMPLETE] = 1;
  return tell_complete();
}

NOINLINE u64 price_of(u64 tokens) {
  u64 sol = multiply_divide(tokens, CURVE(VIRTUAL_SOL), CURVE(VIRTUAL_TOKENS) - tokens, 0);
  return sol == TOO_LARGE ? sol : sol + 1;
}

NOINLINE u64 buy(void) {
  u64 failed = prepare_trade(1);
  if (failed) return failed;
  trade_run *t = TRADE;
  t->tokens = read_u64(RUN->data + 8);
  if (!t->tokens) return BUY_ZERO;
  /* The last buyer gets what is left. */
  if (t->tokens > CURVE(REAL_TOKENS)) t->tokens = CURVE(REAL_TOKENS);
  t->sol = price_of(t->tokens);
  t->name = "buy";
  t->name_size = 3;
  return finish_buy(read_u64(RUN->data + 16));
}

NOINLINE u64 buy_exact_sol_in(void) {
  u64 failed = prepare_trade(1);
  if (failed) return failed;
  trade_run *t = TRADE;
  u64 spendable = read_u64(RUN->data + 8);
  u64 parts = PARTS + read_u64(t->global->data + FEE_BPS) + read_u64(t->global->data + CREATOR_FEE_BPS);
  u64 net = multiply_divide(spendable, PARTS, parts, 0);
  if (net < 2) return BUY_ZERO;
  t->tokens = multiply_divide(net - 1, CURVE(VIRTUAL_TOKENS), CURVE(VIRTUAL_SOL) + net - 1, 0);
  if (!t->tokens) return BUY_ZERO;
  if (t->tokens > CURVE(REAL_TOKENS)) t->tokens = CURVE(REAL_TOKENS);
  if (t->tokens < read_u64(RUN->data + 16)) return TOO_LITTLE_SOL;
  t->sol = price_of(t->tokens);
  t->name = "buy_exact_sol_in";
  t->name_size = 16;
  return finish_buy(spendable);
}

NOINLINE u64 sell(void) {
  u64 failed = prepare_trade(0);
  if (failed) return failed;
  trade_run *t = TRADE;
  t->tokens = read_u64(RUN->data + 8);
  if (!t->tokens) return SELL_ZERO;
  t->sol = multiply_divide(t->tokens, CURVE(VIRTUAL_SOL), CURVE(VIRTUAL_TOKENS) + t->tokens, 0);
  if (t->sol > CURVE(REAL_SOL)) return NOT_ENOUGH_TOKENS;
  t->fee = fee_at(FEE_BPS);
  t->creator_fee = fee_at(CREATOR_FEE_BPS);
  u64 kept = t->fee + t->creator_fee;
  if (t->sol < kept || t->sol - kept < read_u64(RUN->data + 16)) return TOO_LITTLE_SOL;
  token_move move = {t->token_program, t->mint, t->user_tokens, t->curve_tokens, t->user};
  failed = move_tokens(&move, t->tokens, 0);
  if (failed) return failed;
  *t->curve->lamports -= t->sol;
  *t->user->lamports += t->sol - kept;
  *t->fee_recipient->lamports += t->fee;
  *t->creator_vault->lamports += t->creator_fee;
  change(VIRTUAL_TOKENS, t->tokens);
  change(REAL_TOKENS, t->tokens);
  change(VIRTUAL_SOL, -t->sol);
  change(REAL_SOL, -t->sol);
  t->name = "sell";
  t->name_size = 4;
  return tell_trade();
}

typedef struct { u8 *name, *symbol, *uri, *creator; } launch_run;
#define LAUNCH ((launch_run *)RUN->own)

NOINLINE u8 *skip_text(u8 *at) {
  u64 length = read_u64(at) & 0xffffffff;
  return length > 200 ? 0 : at + 4 + length;
}

NOINLINE u64 parse_launch(void) {
  run *r = RUN;
  launch_run *l = LAUNCH;
  l->name = r->data + 8;
  l->symbol = skip_text(l->name);
  l->uri = l->symbol ? skip_text(l->symbol) : 0;
  l->creator = l->uri ? skip_text(l->uri) : 0;
  return l->creator && l->creator + 32 <= r->data + r->size ? 0 : UNKNOWN_INSTRUCTION;
}

/* A mint that only this program can mint from, and the account of the curve. */
NOINLINE u64 open_curve(void) {
  run *r = RUN;
  account *a = r->accounts;
  u64 failed = create_account(&a[7], &a[0], 82, a[9].key, 0);
  if (failed) return failed;
  set_meta(0, a[0].key, 1, 0);
  r->bytes[0] = 20;
  r->bytes[1] = DECIMALS;
  copy(r->bytes + 2, a[1].key, 32);
  r->bytes[34] = 0;
  failed = invoke(a[9].key, 1, 35, 0);
  if (failed) return failed;
  set_seed(0, "bonding-curve", 13);
  set_seed(1, a[0].key, 32);
  failed = derive(2, &a[2]);
  if (!failed) failed = create_account(&a[7], &a[2], CURVE_SIZE, r->program, 3);
  if (failed) return failed;
  u8 *d = a[2].data, *g = a[4].data;
  write_u64(d, 0x60acd86037f8b717ul);
  write_u64(d + VIRTUAL_TOKENS, read_u64(g + FIRST_VIRTUAL_TOKENS));
  write_u64(d + VIRTUAL_SOL, read_u64(g + FIRST_VIRTUAL_SOL));
  write_u64(d + REAL_TOKENS, read_u64(g + FIRST_REAL_TOKENS));
  write_u64(d + SUPPLY, read_u64(g + FIRST_SUPPLY));
  copy(d + CREATOR, LAUNCH->creator, 32);
  set_meta(0, a[7].key, 1, 1);
  set_meta(1, a[3].key, 1, 0);
  set_meta(2, a[2].key, 0, 0);
  set_meta(3, a[0].key, 0, 0);
  set_meta(4, a[8].key, 0, 0);
  set_meta(5, a[9].key, 0, 0);
  return invoke(a[10].key, 6, 0, 0);
}

/* The name of the token, kept by the program of names; then all of it, and nobody can mint any more. */
NOINLINE u64 fill_curve(void) {
  run *r = RUN;
  account *a = r->accounts;
  launch_run *l = LAUNCH;
  set_seed(0, "mint-authority", 14);
  u64 failed = derive(1, &a[1]);
  if (failed) return failed;
  set_meta(0, a[6].key, 1, 0);
  set_meta(1, a[0].key, 0, 0);
  set_meta(2, a[1].key, 0, 1);
  set_meta(3, a[7].key, 1, 1);
  set_meta(4, a[1].key, 0, 0);
  set_meta(5, a[8].key, 0, 0);
  u8 *at = r->bytes;
  put_u8(&at, 33);
  put(&at, l->name, l->creator - l->name);
  /* No share of the seller, no creators, collection, uses; cannot be changed; no details. */
  put_zeros(&at, 2 + 3 + 1 + 1);
  failed = invoke(a[5].key, 6, at - r->bytes, 2);
  if (failed) return failed;
  token_move minted = {&a[9], &a[0], 0, &a[3], &a[1]};
  failed = change_supply(&minted, 7, read_u64(a[4].data + FIRST_SUPPLY), 2);
  if (failed) return failed;
  set_meta(0, a[0].key, 1, 0);
  set_meta(1, a[1].key, 0, 1);
  r->bytes[0] = 6;
  r->bytes[1] = 0;
  r->bytes[2] = 0;
  return invoke(a[9].key, 2, 3, 2);
}

NOINLINE u64 create(void) {
  run *r = RUN;
  account *a = r->accounts;
  launch_run *l = LAUNCH;
  if (r->count < 14) return NOT_ENOUGH_ACCOUNTS;
  if (!a[0].is_signer || !a[7].is_signer) return NOT_SIGNED;
  if (!is_same(a[4].owner, r->program, 32)) return WRONG_OWNER;
  sol_get_clock_sysvar(&r->clock);
  u64 failed = parse_launch();
  if (!failed) failed = open_curve();
  if (!failed) failed = fill_curve();
  if (failed) return failed;
  u8 *at = begin_event(CREATE_EVENT), *d = a[2].data;
  put(&at, l->name, l->creator - l->name);
  put(&at, a[0].key, 32);
  put(&at, a[2].key, 32);
  put(&at, a[7].key, 32);
  put(&at, l->creator, 32);
  put_u64(&at, r->clock.unix_time);
  put(&at, d + VIRTUAL_TOKENS, 8);
  put(&at, d + VIRTUAL_SOL, 8);
  put(&at, d + REAL_TOKENS, 8);
  put(&at, d + SUPPLY, 8);
  put(&at, a[9].key, 32);
  put_zeros(&at, 2 + 32);
  put(&at, d + VIRTUAL_SOL, 8);
  put_zeros(&at, 9);
  return keep_event(&a[12], at);
}

u64 entrypoint(u8 *input) {
  u64 failed = parse_input(input);
  if (failed) return failed;
  if (RUN->size < 8) return UNKNOWN_INSTRUCTION;
  switch (read_u64(RUN->data)) {
    case CREATE: return create();
    case BUY: return buy();
    case BUY_EXACT_SOL_IN: return buy_exact_sol_in();
    case SELL: return sell();
    /* Only the program itself can sign as its event authority. */
    case EVENT_CALL: return RUN->count && RUN->accounts[0].is_signer ? 0 : NOT_SIGNED;
    default: return UNKNOWN_INSTRUCTION;
  }
}
