import { buildTransaction, eventCallOf, transferOf } from './built-transaction.ts';
import { toEncoder } from './check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from './idl-encoder.ts';
import { pumpFunIdl } from './pump-fun-idl.ts';
import { decodeTransaction } from '../../src/workers/decoder/decode/decode-transaction.ts';
const SOL='So11111111111111111111111111111111111111112';
const amm='pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA';
const pump=createIdlEncoder(pumpFunIdl);
const swap=createIdlEncoder(loadIdl('pumpswap'));
const enc=toEncoder(amm,{multi_hop_swap:`user user_in_token_account user_out_token_account global_config fee_config user_volume_accumulator
    buyback_fee_recipient token_program token_2022_program system_program event_authority program pump_program
    pump_global pump_fee_config pump_event_authority`});
const user=addressFor('user'); const A=addressFor('A'),B=addressFor('B');
const [pool,b1,q1,curve,b2,q2]=['pool','b1','q1','curve','b2','q2'].map(addressFor) as string[];
const own=addressFor('user_in_token_account'), out=addressFor('user_out_token_account'), fee=addressFor('buyback_fee_recipient');
const more=[A,SOL,pool,b1,q1,B,A,curve,b2,q2] as string[];
const curveCall={...pump.instruction('multi_hop_curve_swap',{more:[B,A,curve,b2,q2] as string[]}),calls:[
 transferOf({mint:A,from:b1!,to:q2!,authority:pool!,amount:40n}),
 transferOf({mint:B,from:b2!,to:out,authority:curve!,amount:9n}),
 eventCallOf(pumpFunIdl.address!,pump.event('TradeEvent',{mint:B,user,is_buy:true,token_amount:9n,quote_mint:A,quote_amount:40n}))]};
const call={...enc.instruction('multi_hop_swap',{more}),calls:[
 transferOf({mint:SOL,from:own,to:q1!,authority:user,amount:100n}),
 transferOf({mint:SOL,from:q1!,to:fee,authority:pool!,amount:1n}),
 eventCallOf(amm,swap.event('BuyEvent',{pool:pool!})), curveCall]};
const t=buildTransaction([call],{signers:[user],tokens:{[own]:{mint:SOL,owner:user,amount:1000n},[out]:{mint:B,owner:user,amount:0n},[fee]:{mint:SOL,owner:addressFor('f'),amount:0n},[b1!]:{mint:A,owner:pool!,amount:1000n},[q1!]:{mint:SOL,owner:pool!,amount:1000n},[b2!]:{mint:B,owner:curve!,amount:1000n},[q2!]:{mint:A,owner:curve!,amount:1000n}}});
const d=decodeTransaction(t);
process.stdout.write(JSON.stringify({t:d.trades,e:d.events,n:d.notUnderstood},(k,v)=>typeof v==='bigint'?String(v):v,1));
