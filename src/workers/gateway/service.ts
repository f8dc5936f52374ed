import type { AddressInfo } from 'node:net';
import type { StopState } from '../../api/trading.ts';
import { askParts } from '../../core/health.ts';
import { isLoopback } from '../../core/loopback.ts';
import { defineService, type Service } from '../../core/service.ts';
import { supervisorContract } from '../../core/supervisor/contract.ts';
import { analystContract } from '../analyst/contract.ts';
import { cacheContract } from '../cache/contract.ts';
import { chainContract } from '../chain/contract.ts';
import { decoderContract } from '../decoder/contract.ts';
import { loggerContract } from '../logger/contract.ts';
import { marketContract } from '../market/contract.ts';
import { pricerContract } from '../pricer/contract.ts';
import { sandboxContract } from '../sandbox/contract.ts';
import { signerContract } from '../signer/contract.ts';
import { storageContract } from '../storage/contract.ts';
import { startAlerts } from './alerts/start-alerts.ts';
import { gatewayContract } from './contract.ts';
import { countRequests } from './figures/count-requests.ts';
import { readAll } from './figures/metric-regions.ts';
import { watchSystem } from './figures/system.ts';
import { watchWorkers } from './figures/worker-health.ts';
import { listen } from './http/listen.ts';
import { createHandlers } from './http/routes/create-handlers.ts';
import { createServer } from './http/server.ts';
import { startLive } from './live/start-live.ts';
import { startMarketSide } from './market/start-market-side.ts';
import { startOutgoing } from './outgoing.ts';
import type { GatewayParts } from './parts.ts';
import { createAccounts } from './security/accounts.ts';
import type { Actor } from './security/actor.ts';
import { createIdentify } from './security/identify.ts';
import { createKnownDevices } from './security/known-devices.ts';
import { createPasswords, type PasswordCost } from './security/passwords.ts';
import { createSealed } from './security/sealed.ts';
import { createTouches } from './security/touches.ts';
import { type GatewaySettings, gatewaySettings } from './settings.ts';
import { startSolanaSide } from './solana/start-solana-side.ts';
import { followTradingState } from './trading-state.ts';

const KEY_BYTES = 32;

/** What tests choose and the program leaves as it is. */
export type GatewayChoices = {
  readonly passwordCost?: PasswordCost;
  readonly dashboardFolder?: string;
};

export const service = createGatewayService();

export function createGatewayService({ passwordCost, dashboardFolder }: GatewayChoices = {}): Service {
  return defineService({
    contract: gatewayContract,
    uses: {
      supervisor: supervisorContract,
      logger: loggerContract,
      storage: storageContract,
      cache: cacheContract,
      sandbox: sandboxContract,
      signer: signerContract,
      market: marketContract,
      analyst: analystContract,
      chain: chainContract,
      decoder: decoderContract,
      pricer: pricerContract,
    },
    settings: gatewaySettings,
    async start({ clients, clock, log, metrics, name, random, settings }) {
      const { supervisor, storage, cache, logger, sandbox, signer, market, analyst } = clients;
      const { chain, decoder, pricer } = clients;
      const { mode, version } = settings;
      const touches = createTouches(clock, storage, log);
      const regions = await supervisor.metricRegions();
      const health = async () => ({
        ...(await askParts({ storage, cache, sandbox, signer, market, analyst, chain, decoder, pricer })),
        ...outgoing.health(),
      });
      const identify = createIdentify({ clock, storage, touches, isTotpCompulsory: mode === 'live' });
      const samples = () => readAll(regions);
      const workers = regions.map(({ service }) => service);
      const workerHealth = watchWorkers({ clock, workers, samples });
      const system = watchSystem({ clock, settings, supervisor, regions, health, workerHealth });
      // Without a program there is no data folder: what is sealed then lasts as long as this service.
      const sealed = createSealed(settings.instanceKey ?? random.hex(KEY_BYTES), random);
      const outgoing = await startOutgoing({
        ...{ store: storage, sealed, settings, clock, random, log, metrics },
        system: () => system.read(),
        onWebhookDisabled: (webhook, says) => alerts.webhookDisabled(webhook, says),
      });
      const marketSide = startMarketSide({
        ...{ clock, log, random, market, analyst, storage },
        told: {
          ...outgoing.market,
          anomaly(anomaly) {
            outgoing.market.anomaly(anomaly);
            alerts.anomalyFound(anomaly);
          },
        },
      });
      const solana = startSolanaSide({
        ...{ clock, log, random, chain, pricer, storage },
        isSandbox: mode === 'sandbox',
      });
      const side = startLive({
        clock,
        log,
        metrics,
        random,
        worker: name,
        version,
        mode,
        logger,
        workers,
        topics: [...marketSide.topics, ...solana.topics],
        system: () => system.read(),
        samples,
        refresh: (actor) => identify.again(actor),
      });
      let stop: StopState | undefined;
      const trading = followTradingState({
        ...{ clock, random, log },
        read: (signal) => storage.tradingStop(undefined, { signal }),
        tell(state) {
          stop = state;
          side.trading.publish(state);
          outgoing.tradingIs(state);
        },
      });
      const parts: GatewayParts = {
        clock,
        random,
        log,
        settings,
        storage,
        supervisor,
        sandbox,
        signer,
        market,
        analyst,
        chain,
        decoder,
        pricer,
        regions,
        stranger: toStranger(settings),
        passwords: createPasswords(random, passwordCost),
        sealed,
        health,
        workerHealth,
        actorChanged: (change) => side.live.actorChanged(change),
        tradingChanged: (state) => trading.changed(state),
      };
      const devices = createKnownDevices(sealed, random);
      const accounts = createAccounts({
        ...parts,
        devices,
        onLocked: (untilMs) => alerts.signInLocked(untilMs),
      });
      const alerts = startAlerts({
        ...parts,
        needsSetup: () => accounts.needsSetup(),
        stop: () => stop,
        live: side.alerts,
        onAlert: (alert) => outgoing.alertChanged(alert),
      });
      const server = await createServer({
        settings,
        random,
        log,
        identify,
        stranger: parts.stranger,
        devices,
        handlers: createHandlers(parts, system, accounts, { ...side, solana }, outgoing, alerts),
        accept: side.live.accept,
        dashboardFolder,
        nowMs: () => clock.now(),
      });
      countRequests(server, metrics, name);
      const { host, port } = settings;
      await listen(server, { host, port }, clock);
      const address = server.server.address() as AddressInfo;
      const scheme = settings.tls ? 'https' : 'http';
      log.info(`listening on ${scheme}://${host}:${address.port}`, { host, port: address.port });
      return {
        handlers: {
          address: () => ({ host, port: address.port, scheme }),
          needsSetup: () => accounts.needsSetup(),
          accountChanged: (change) => parts.actorChanged(change),
        },
        async stop() {
          await marketSide.stop();
          await solana.stop();
          await alerts.stop();
          await trading.stop();
          workerHealth.stop();
          await side.stop();
          await outgoing.stop();
          system.stop();
          await server.close();
          await touches.stop();
        },
      };
    },
  });
}

/** On one's own machine and without real money there is nothing to hide. A proxy would let the world look like this machine. */
function toStranger({ mode, host, trustedProxy }: GatewaySettings): Actor | undefined {
  const isOwnMachine = isLoopback(host) && trustedProxy.length === 0;
  return mode === 'sandbox' && isOwnMachine ? { kind: 'guest', role: 'viewer' } : undefined;
}
