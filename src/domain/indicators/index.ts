// Every indicator.

import { alligator, gator } from './averages/alligator.ts';
import { alma } from './averages/alma.ts';
import { dema } from './averages/dema.ts';
import { ema } from './averages/ema.ts';
import { hma } from './averages/hma.ts';
import { kama } from './averages/kama.ts';
import { mcginley } from './averages/mcginley.ts';
import { rmta } from './averages/rmta.ts';
import { sma } from './averages/sma.ts';
import { smaDeviation } from './averages/sma-deviation.ts';
import { tema } from './averages/tema.ts';
import { trima } from './averages/trima.ts';
import { vidya } from './averages/vidya.ts';
import { vwma } from './averages/vwma.ts';
import { wilder } from './averages/wilder.ts';
import { wma } from './averages/wma.ts';
import { zlema } from './averages/zlema.ts';
import type { AnyIndicator } from './define-indicator.ts';
import { balanceOfPower } from './library/balance-of-power.ts';
import { chaikinOscillator } from './library/chaikin-oscillator.ts';
import { chandeKrollStop } from './library/chande-kroll-stop.ts';
import { choppiness } from './library/choppiness.ts';
import { connorsRsi } from './library/connors-rsi.ts';
import { coppock } from './library/coppock.ts';
import { elderRay } from './library/elder-ray.ts';
import { fisher } from './library/fisher.ts';
import { knowSureThing } from './library/know-sure-thing.ts';
import { relativeVigor } from './library/relative-vigor.ts';
import { squeeze } from './library/squeeze.ts';
import { t3 } from './library/t3.ts';
import { vortex } from './library/vortex.ts';
import { waveTrend } from './library/wave-trend.ts';
import { awesome } from './momentum/awesome.ts';
import { cci } from './momentum/cci.ts';
import { cmo } from './momentum/cmo.ts';
import { dpo } from './momentum/dpo.ts';
import { forecastOscillator } from './momentum/forecast-oscillator.ts';
import { macd } from './momentum/macd.ts';
import { priceOscillator, volumeEmaOscillator } from './momentum/price-oscillator.ts';
import { qstick } from './momentum/qstick.ts';
import { rateOfChange } from './momentum/rate-of-change.ts';
import { rsi } from './momentum/rsi.ts';
import { schaff } from './momentum/schaff.ts';
import { stochastic } from './momentum/stochastic.ts';
import { stochasticMomentum } from './momentum/stochastic-momentum.ts';
import { stochasticRsi } from './momentum/stochastic-rsi.ts';
import { trix } from './momentum/trix.ts';
import { tsi } from './momentum/tsi.ts';
import { ultimateOscillator } from './momentum/ultimate-oscillator.ts';
import { williamsR } from './momentum/williams-r.ts';
import { beta } from './pair/beta.ts';
import { correlation } from './pair/correlation.ts';
import { crossing } from './pair/crossing.ts';
import { priceRelative } from './pair/price-relative.ts';
import { candlePart } from './price/candle-part.ts';
import { decay } from './price/decay.ts';
import { extremes } from './price/extremes.ts';
import { fractalBands } from './price/fractal-bands.ts';
import { lag } from './price/lag.ts';
import { marubozu } from './price/marubozu.ts';
import { pivots } from './price/pivots.ts';
import { renko } from './price/renko.ts';
import { sum } from './price/sum.ts';
import { williamsAccumulation } from './price/williams-accumulation.ts';
import { zigzag } from './price/zigzag.ts';
import { aroon } from './trend/aroon.ts';
import { chandelierExit } from './trend/chandelier-exit.ts';
import { directionalMovement } from './trend/directional-movement.ts';
import { hurst } from './trend/hurst.ts';
import { ichimoku } from './trend/ichimoku.ts';
import { linearRegression } from './trend/linear-regression.ts';
import { parabolicSar } from './trend/parabolic-sar.ts';
import { regressionChannel } from './trend/regression-channel.ts';
import { supertrend } from './trend/supertrend.ts';
import { verticalHorizontal } from './trend/vertical-horizontal.ts';
import { volatilityStop } from './trend/volatility-stop.ts';
import { accelerationBands } from './volatility/acceleration-bands.ts';
import { atr } from './volatility/atr.ts';
import { bollinger } from './volatility/bollinger.ts';
import { chaikinVolatility } from './volatility/chaikin-volatility.ts';
import { dispersion } from './volatility/dispersion.ts';
import { donchian } from './volatility/donchian.ts';
import { historicalVolatility } from './volatility/historical-volatility.ts';
import { keltner } from './volatility/keltner.ts';
import { massIndex } from './volatility/mass-index.ts';
import { starc } from './volatility/starc.ts';
import { ulcerIndex } from './volatility/ulcer-index.ts';
import { accumulationDistribution } from './volume/accumulation-distribution.ts';
import { chaikinMoneyFlow } from './volume/chaikin-money-flow.ts';
import { easeOfMovement } from './volume/ease-of-movement.ts';
import { forceIndex } from './volume/force-index.ts';
import { klinger } from './volume/klinger.ts';
import { marketFacilitation } from './volume/market-facilitation.ts';
import { moneyFlowIndex } from './volume/money-flow-index.ts';
import { obv } from './volume/obv.ts';
import { priceVolumeTrend } from './volume/price-volume-trend.ts';
import { negativeVolumeIndex, positiveVolumeIndex } from './volume/volume-index.ts';
import { volumeOscillator } from './volume/volume-oscillator.ts';
import { vwap } from './volume/vwap.ts';

export const indicators = [
  alligator,
  gator,
  alma,
  dema,
  ema,
  hma,
  kama,
  mcginley,
  rmta,
  smaDeviation,
  sma,
  tema,
  trima,
  vidya,
  vwma,
  wilder,
  wma,
  zlema,
  balanceOfPower,
  chandeKrollStop,
  choppiness,
  connorsRsi,
  coppock,
  elderRay,
  fisher,
  knowSureThing,
  relativeVigor,
  squeeze,
  t3,
  vortex,
  waveTrend,
  awesome,
  cci,
  cmo,
  dpo,
  forecastOscillator,
  macd,
  priceOscillator,
  volumeEmaOscillator,
  qstick,
  rateOfChange,
  rsi,
  schaff,
  stochasticMomentum,
  stochasticRsi,
  stochastic,
  trix,
  tsi,
  ultimateOscillator,
  williamsR,
  beta,
  correlation,
  crossing,
  priceRelative,
  candlePart,
  decay,
  extremes,
  fractalBands,
  lag,
  marubozu,
  pivots,
  renko,
  sum,
  williamsAccumulation,
  zigzag,
  aroon,
  chandelierExit,
  directionalMovement,
  hurst,
  ichimoku,
  linearRegression,
  parabolicSar,
  regressionChannel,
  supertrend,
  verticalHorizontal,
  volatilityStop,
  accelerationBands,
  atr,
  bollinger,
  chaikinVolatility,
  dispersion,
  donchian,
  historicalVolatility,
  keltner,
  massIndex,
  starc,
  ulcerIndex,
  accumulationDistribution,
  chaikinMoneyFlow,
  chaikinOscillator,
  easeOfMovement,
  forceIndex,
  klinger,
  marketFacilitation,
  moneyFlowIndex,
  obv,
  priceVolumeTrend,
  negativeVolumeIndex,
  positiveVolumeIndex,
  volumeOscillator,
  vwap,
] as const satisfies readonly AnyIndicator[];
