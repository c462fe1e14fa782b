import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';
import { failure, success, type Result } from '../core/result.js';
import type { ModelSurroundings } from './model-surroundings.js';
import type { ModelFailure } from './model-failure.js';

export type Fetch = typeof globalThis.fetch;

/** No proxy outside knows this machine's own servers. */
const ALWAYS_DIRECT = ['localhost', '127.0.0.1', '[::1]'];

/**
 * `fetch` through HTTPS_PROXY and HTTP_PROXY, except to NO_PROXY and to this machine, that trusts the certificates
 * in SSL_CERT_FILE and NODE_EXTRA_CA_CERTS too. Without time limits of its own: a local model may think for longer
 * than the five minutes of Node's, and every caller has an idle timeout.
 */
export function fetchThrough(surroundings: ModelSurroundings): Result<Fetch, ModelFailure> {
  const { environment } = surroundings;
  const httpProxy = proxyIn(environment, 'HTTP_PROXY');
  if (!httpProxy.ok) return httpProxy;
  const httpsProxy = proxyIn(environment, 'HTTPS_PROXY');
  if (!httpsProxy.ok) return httpsProxy;
  const tls = trust(surroundings);
  const dispatcher = new EnvHttpProxyAgent({
    // Never undefined: where nothing is given, undici looks into the process's own environment.
    httpProxy: httpProxy.value,
    httpsProxy: httpsProxy.value,
    noProxy: noProxyOf(environment),
    // Plain HTTP as proxies expect it; many refuse a tunnel to port 80.
    proxyTunnel: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(tls === undefined ? {} : { connect: tls, requestTls: tls, proxyTls: tls }),
  });
  const fetchThroughDispatcher = (input: string, init?: object) => undiciFetch(input, { ...init, dispatcher });
  // The types of undici and of Node's own fetch name the same classes differently.
  return success(fetchThroughDispatcher as unknown as Fetch);
}

/** Empty where there is none. */
function proxyIn(environment: NodeJS.ProcessEnv, name: string): Result<string, ModelFailure> {
  const written = (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();
  const address = written === '' || written.includes('://') ? written : `http://${written}`;
  if (address === '' || (URL.canParse(address) && /^https?:/i.test(address))) return success(address);
  return failure({ kind: 'network', message: `${name} is not the address of an HTTP proxy` });
}

function noProxyOf(environment: NodeJS.ProcessEnv): string {
  const written = (environment.no_proxy ?? environment.NO_PROXY ?? '').trim();
  return written.split(/[,\s]+/).includes('*') ? '*' : [written, ...ALWAYS_DIRECT].join(',');
}

/** Undefined: what Node trusts by itself. A list replaces that, so it has everything. */
function trust(surroundings: ModelSurroundings): { readonly ca: string[] } | undefined {
  const { environment } = surroundings;
  if (!environment.SSL_CERT_FILE) return undefined;
  const files = [environment.SSL_CERT_FILE, environment.NODE_EXTRA_CA_CERTS].filter((file) => file !== undefined);
  const read = files.map((file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      surroundings.say(`The certificates in ${file} cannot be read and are not used.`);
      return undefined;
    }
  });
  return { ca: [...rootCertificates, ...read.filter((text) => text !== undefined)] };
}
