/* A pool of two tokens whose product stays the same, with the instructions, accounts and events of Raydium CPMM.
 * Left out: open times, switches of a pool, collecting of fees, observations of prices (the account is there and stays empty). */
#include "solana.h"

#define INITIALIZE 0xed9b980d1f6dafaful
#define DEPOSIT 0xb6f2e15289c623f2ul
#define WITHDRAW 0x22a16d949c4612b7ul
#define SWAP_BASE_INPUT 0xde331ec4da5abe8ful
#define SWAP_BASE_OUTPUT 0xadb44aa35662d937ul

#define POOL_SIZE 637
#define OBSERVATION_SIZE 4075
#define LOCKED_LIQUIDITY 100
#define RATE 1000000

#define INVALID_INPUT 6003
#define EXCEEDED_SLIPPAGE 6005
#define ZERO_TRADING_TOKENS 6006
#define INVALID_VAULT 6008
#define TOO_LITTLE_LIQUIDITY 6009

/* Places in the account of a pool, behind its discriminator. */
enum {
  AMM_CONFIG = 8, CREATOR = 40, VAULT_0 = 72, VAULT_1 = 104, LP_MINT = 136, MINT_0 = 168, MINT_1 = 200,
  PROGRAM_0 = 232, PROGRAM_1 = 264, OBSERVATION = 296, AUTH_BUMP = 328, LP_DECIMALS = 330, DECIMALS_0 = 331,
  DECIMALS_1 = 332, LP_SUPPLY = 333, PROTOCOL_FEES_0 = 341, FUND_FEES_0 = 357, OPEN_TIME = 373
};
/* Places in the account of a configuration. */
enum { TRADE_FEE = 12, PROTOCOL_FEE = 20, FUND_FEE = 28 };

static const char authority_seed[] = "vault_and_lp_mint_auth_seed";

INLINE u64 set_authority_seeds(account *authority) {
  set_seed(0, authority_seed, 27);
  return derive(1, authority);
}

/* What belongs to the pool: fees that were kept for others lie in the same vault. */
INLINE u64 reserve_of(account *pool, account *vault, u64 side) {
  return tokens_in(vault) - read_u64(pool->data + PROTOCOL_FEES_0 + 8 * side) - read_u64(pool->data + FUND_FEES_0 + 8 * side);
}

INLINE void add_to(u8 *at, u64 amount) { write_u64(at, read_u64(at) + amount); }

NOINLINE void log_event(u64 discriminator, u64 size) {
  run *r = RUN;
  write_u64(r->bytes, discriminator);
  r->log.at = r->bytes;
  r->log.size = size;
  sol_log_data(&r->log, 1);
}

typedef struct {
  account *pool, *config, *in_vault, *out_vault;
  token_move pay, take;
  u64 side, reserve_in, reserve_out, asked_in, received, out, fee;
} swap_run;

#define SWAP ((swap_run *)RUN->own)

NOINLINE u64 prepare_swap(void) {
  run *r = RUN;
  account *a = r->accounts;
  swap_run *s = SWAP;
  if (r->count < 13 || r->size < 24) return NOT_ENOUGH_ACCOUNTS;
  s->config = &a[2];
  s->pool = &a[3];
  s->in_vault = &a[6];
  s->out_vault = &a[7];
  if (!a[0].is_signer) return NOT_SIGNED;
  if (!is_same(s->pool->owner, r->program, 32) || s->pool->size < POOL_SIZE) return WRONG_OWNER;
  if (!is_same(s->pool->data + AMM_CONFIG, s->config->key, 32)) return WRONG_ADDRESS;
  s->side = is_same(s->pool->data + VAULT_0, s->in_vault->key, 32) ? 0 : 1;
  if (!is_same(s->pool->data + VAULT_0 + 32 * s->side, s->in_vault->key, 32)) return INVALID_VAULT;
  if (!is_same(s->pool->data + VAULT_0 + 32 * (1 - s->side), s->out_vault->key, 32)) return INVALID_VAULT;
  s->pay.program = &a[8];
  s->pay.mint = &a[10];
  s->pay.from = &a[4];
  s->pay.to = s->in_vault;
  s->pay.authority = &a[0];
  s->take.program = &a[9];
  s->take.mint = &a[11];
  s->take.from = s->out_vault;
  s->take.to = &a[5];
  s->take.authority = &a[1];
  s->reserve_in = reserve_of(s->pool, s->in_vault, s->side);
  s->reserve_out = reserve_of(s->pool, s->out_vault, 1 - s->side);
  return 0;
}

/* Both moves, the fees that are kept, and the event. What reaches the vault is counted there: a token may keep a fee of its own. */
NOINLINE u64 finish_swap(u64 is_base_input) {
  run *r = RUN;
  swap_run *s = SWAP;
  u64 failed = set_authority_seeds(&r->accounts[1]);
  if (failed) return failed;
  failed = move_tokens(&s->take, s->out, 2);
  if (failed) return failed;
  u64 protocol = multiply_divide(s->fee, read_u64(s->config->data + PROTOCOL_FEE), RATE, 0);
  u64 fund = multiply_divide(s->fee, read_u64(s->config->data + FUND_FEE), RATE, 0);
  add_to(s->pool->data + PROTOCOL_FEES_0 + 8 * s->side, protocol);
  add_to(s->pool->data + FUND_FEES_0 + 8 * s->side, fund);
  u8 *event = r->bytes + 8;
  copy(event, s->pool->key, 32);
  write_u64(event + 32, s->reserve_in);
  write_u64(event + 40, s->reserve_out);
  write_u64(event + 48, s->received);
  write_u64(event + 56, s->out);
  write_u64(event + 64, s->asked_in - s->received);
  write_u64(event + 72, 0);
  event[80] = is_base_input;
  log_event(0xe2710826e8cdc640ul, 89);
  return 0;
}

NOINLINE u64 take_payment(void) {
  swap_run *s = SWAP;
  u64 before = tokens_in(s->in_vault);
  u64 failed = move_tokens(&s->pay, s->asked_in, 0);
  s->received = tokens_in(s->in_vault) - before;
  s->fee = multiply_divide(s->received, read_u64(s->config->data + TRADE_FEE), RATE, 1);
  return failed;
}

NOINLINE u64 swap_base_input(void) {
  u64 failed = prepare_swap();
  if (failed) return failed;
  swap_run *s = SWAP;
  s->asked_in = read_u64(RUN->data + 8);
  failed = take_payment();
  if (failed) return failed;
  u64 net = s->received - s->fee;
  s->out = multiply_divide(net, s->reserve_out, s->reserve_in + net, 0);
  if (!s->out) return ZERO_TRADING_TOKENS;
  if (s->out == TOO_LARGE || s->out < read_u64(RUN->data + 16)) return EXCEEDED_SLIPPAGE;
  return finish_swap(1);
}

NOINLINE u64 swap_base_output(void) {
  u64 failed = prepare_swap();
  if (failed) return failed;
  swap_run *s = SWAP;
  u64 most = read_u64(RUN->data + 8);
  s->out = read_u64(RUN->data + 16);
  if (!s->out) return ZERO_TRADING_TOKENS;
  if (s->out >= s->reserve_out) return INVALID_INPUT;
  u64 net = multiply_divide(s->reserve_in, s->out, s->reserve_out - s->out, 1);
  u64 rate = read_u64(s->config->data + TRADE_FEE);
  s->asked_in = multiply_divide(net, RATE, RATE - rate, 1);
  if (net == TOO_LARGE || s->asked_in > most) return EXCEEDED_SLIPPAGE;
  failed = take_payment();
  if (failed) return failed;
  if (s->received - s->fee < net) return EXCEEDED_SLIPPAGE;
  return finish_swap(0);
}

/* A token account of the pool, at an address of this program. */
NOINLINE u64 open_vault(account *payer, account *pool, account *vault, account *mint, account *program) {
  run *r = RUN;
  set_seed(0, "pool_vault", 10);
  set_seed(1, pool->key, 32);
  set_seed(2, mint->key, 32);
  u64 failed = derive(3, vault);
  if (failed) return failed;
  /* A mint of Token-2022 with a transfer fee needs 13 bytes more in its accounts. */
  u64 size = mint->size > 82 ? 178 : 165;
  failed = create_account(payer, vault, size, program->key, 4);
  if (failed) return failed;
  set_meta(0, vault->key, 1, 0);
  set_meta(1, mint->key, 0, 0);
  r->bytes[0] = 18;
  copy(r->bytes + 1, r->accounts[2].key, 32);
  return invoke(program->key, 2, 33, 0);
}

NOINLINE u64 open_lp_mint(void) {
  run *r = RUN;
  account *a = r->accounts;
  set_seed(0, "pool_lp_mint", 12);
  set_seed(1, a[3].key, 32);
  u64 failed = derive(2, &a[6]);
  if (failed) return failed;
  failed = create_account(&a[0], &a[6], 82, a[14].key, 3);
  if (failed) return failed;
  set_meta(0, a[6].key, 1, 0);
  r->bytes[0] = 20;
  r->bytes[1] = 9;
  copy(r->bytes + 2, a[2].key, 32);
  r->bytes[34] = 0;
  failed = invoke(a[14].key, 1, 35, 0);
  if (failed) return failed;
  /* The creator's account for the shares: `Create` of the associated token program. */
  set_meta(0, a[0].key, 1, 1);
  set_meta(1, a[9].key, 1, 0);
  set_meta(2, a[0].key, 0, 0);
  set_meta(3, a[6].key, 0, 0);
  set_meta(4, a[18].key, 0, 0);
  set_meta(5, a[14].key, 0, 0);
  return invoke(a[17].key, 6, 0, 0);
}

NOINLINE void write_pool(u64 supply) {
  run *r = RUN;
  account *a = r->accounts;
  u8 *d = a[3].data;
  write_u64(d, 0x46dec3d7f5e3edf7ul);
  copy(d + AMM_CONFIG, a[1].key, 32);
  copy(d + CREATOR, a[0].key, 32);
  copy(d + VAULT_0, a[10].key, 32);
  copy(d + VAULT_1, a[11].key, 32);
  copy(d + LP_MINT, a[6].key, 32);
  copy(d + MINT_0, a[4].key, 32);
  copy(d + MINT_1, a[5].key, 32);
  copy(d + PROGRAM_0, a[15].key, 32);
  copy(d + PROGRAM_1, a[16].key, 32);
  copy(d + OBSERVATION, a[13].key, 32);
  d[AUTH_BUMP] = r->bump[0];
  d[LP_DECIMALS] = 9;
  d[DECIMALS_0] = a[4].data[44];
  d[DECIMALS_1] = a[5].data[44];
  write_u64(d + LP_SUPPLY, supply);
  write_u64(d + OPEN_TIME, read_u64(r->data + 24));
}

NOINLINE u64 open_accounts(void) {
  run *r = RUN;
  account *a = r->accounts;
  set_seed(0, "pool", 4);
  set_seed(1, a[1].key, 32);
  set_seed(2, a[4].key, 32);
  set_seed(3, a[5].key, 32);
  u64 failed = derive(4, &a[3]);
  if (!failed) failed = create_account(&a[0], &a[3], POOL_SIZE, r->program, 5);
  if (!failed) failed = open_vault(&a[0], &a[3], &a[10], &a[4], &a[15]);
  if (!failed) failed = open_vault(&a[0], &a[3], &a[11], &a[5], &a[16]);
  if (!failed) failed = open_lp_mint();
  if (failed) return failed;
  set_seed(0, "observation", 11);
  set_seed(1, a[3].key, 32);
  failed = derive(2, &a[13]);
  if (!failed) failed = create_account(&a[0], &a[13], OBSERVATION_SIZE, r->program, 3);
  return failed;
}

INLINE void set_move(token_move *m, u64 program, u64 mint, u64 from, u64 to, u64 authority) {
  account *a = RUN->accounts;
  m->program = &a[program];
  m->mint = &a[mint];
  m->from = &a[from];
  m->to = &a[to];
  m->authority = &a[authority];
}

NOINLINE u64 initialize(void) {
  run *r = RUN;
  account *a = r->accounts;
  token_move *m = (token_move *)r->own;
  if (r->count < 20 || r->size < 32) return NOT_ENOUGH_ACCOUNTS;
  if (!a[0].is_signer) return NOT_SIGNED;
  if (!is_same(a[1].owner, r->program, 32)) return WRONG_OWNER;
  u64 failed = open_accounts();
  if (failed) return failed;
  set_move(m, 15, 4, 7, 10, 0);
  failed = move_tokens(m, read_u64(r->data + 8), 0);
  if (failed) return failed;
  set_move(m, 16, 5, 8, 11, 0);
  failed = move_tokens(m, read_u64(r->data + 16), 0);
  if (failed) return failed;
  u64 supply = root_of_product(tokens_in(&a[10]), tokens_in(&a[11]));
  if (supply <= LOCKED_LIQUIDITY) return TOO_LITTLE_LIQUIDITY;
  failed = set_authority_seeds(&a[2]);
  if (failed) return failed;
  write_pool(supply);
  set_move(m, 14, 6, 7, 9, 2);
  return change_supply(m, 7, supply - LOCKED_LIQUIDITY, 2);
}

/* Both tokens that go with so many shares, and the event. */
NOINLINE u64 share_of(account *vault, u64 side, u64 shares, u64 is_up) {
  account *pool = &RUN->accounts[2];
  return multiply_divide(reserve_of(pool, vault, side), shares, read_u64(pool->data + LP_SUPPLY), is_up);
}

NOINLINE void log_liquidity(u64 amount_0, u64 amount_1, u64 kind) {
  run *r = RUN;
  account *a = r->accounts;
  u8 *event = r->bytes + 8;
  copy(event, a[2].key, 32);
  write_u64(event + 32, read_u64(a[2].data + LP_SUPPLY));
  write_u64(event + 40, reserve_of(&a[2], &a[6], 0));
  write_u64(event + 48, reserve_of(&a[2], &a[7], 1));
  write_u64(event + 56, amount_0);
  write_u64(event + 64, amount_1);
  write_u64(event + 72, 0);
  write_u64(event + 80, 0);
  event[88] = kind;
  log_event(0x3c75da39c9cda379ul, 97);
}

NOINLINE u64 change_liquidity(u64 is_deposit) {
  run *r = RUN;
  account *a = r->accounts;
  token_move *m = (token_move *)r->own;
  if (r->count < 13 || r->size < 32) return NOT_ENOUGH_ACCOUNTS;
  if (!a[0].is_signer) return NOT_SIGNED;
  if (!is_same(a[2].owner, r->program, 32)) return WRONG_OWNER;
  if (!is_same(a[2].data + VAULT_0, a[6].key, 32) || !is_same(a[2].data + VAULT_1, a[7].key, 32)) return INVALID_VAULT;
  u64 shares = read_u64(r->data + 8), limit_0 = read_u64(r->data + 16), limit_1 = read_u64(r->data + 24);
  u64 amount_0 = share_of(&a[6], 0, shares, is_deposit), amount_1 = share_of(&a[7], 1, shares, is_deposit);
  if (!shares || !amount_0 || !amount_1) return ZERO_TRADING_TOKENS;
  if (is_deposit ? amount_0 > limit_0 || amount_1 > limit_1 : amount_0 < limit_0 || amount_1 < limit_1)
    return EXCEEDED_SLIPPAGE;
  log_liquidity(amount_0, amount_1, !is_deposit);
  u64 failed = set_authority_seeds(&a[1]);
  if (failed) return failed;
  /* The program of a token is who owns its mint. */
  u64 program_0 = is_same(a[10].owner, a[8].key, 32) ? 8 : 9, program_1 = is_same(a[11].owner, a[8].key, 32) ? 8 : 9;
  if (is_deposit) set_move(m, program_0, 10, 4, 6, 0);
  else set_move(m, program_0, 10, 6, 4, 1);
  failed = move_tokens(m, amount_0, is_deposit ? 0 : 2);
  if (failed) return failed;
  if (is_deposit) set_move(m, program_1, 11, 5, 7, 0);
  else set_move(m, program_1, 11, 7, 5, 1);
  failed = move_tokens(m, amount_1, is_deposit ? 0 : 2);
  if (failed) return failed;
  u64 supply = read_u64(a[2].data + LP_SUPPLY);
  write_u64(a[2].data + LP_SUPPLY, is_deposit ? supply + shares : supply - shares);
  set_move(m, 8, 12, 3, 3, is_deposit ? 1 : 0);
  return change_supply(m, is_deposit ? 7 : 8, shares, is_deposit ? 2 : 0);
}

u64 entrypoint(u8 *input) {
  u64 failed = parse_input(input);
  if (failed) return failed;
  if (RUN->size < 8) return UNKNOWN_INSTRUCTION;
  switch (read_u64(RUN->data)) {
    case INITIALIZE: return initialize();
    case DEPOSIT: return change_liquidity(1);
    case WITHDRAW: return change_liquidity(0);
    case SWAP_BASE_INPUT: return swap_base_input();
    case SWAP_BASE_OUTPUT: return swap_base_output();
    default: return UNKNOWN_INSTRUCTION;
  }
}
